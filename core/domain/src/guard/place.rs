//! Where a change stands in its document: who wrote it, after what, and how it counts on.

use super::chunk::Frame;
use super::{ChangeMeta, Clock, Index, Refusal, Stand, Stop, Submission, Writer};
use crate::genesis::{FACTS_COUNTER, genesis_hash};
use crate::ids::{Actor, ChangeHash, DocumentId};
use crate::limits;

/// A change's place.
pub(super) struct Place {
    pub actor: Actor,
    /// The causal past without the change.
    pub past: Clock,
    /// The causal past with it.
    pub clock: Clock,
    pub start_op: u64,
    pub max_op: u64,
    /// Where its writer stood before it.
    pub stand: Stand,
}

/// Finds the place of a change, or why it has none.
pub(super) fn find<I: Index>(
    submission: &Submission<'_>,
    frame: &Frame<'_>,
    index: &I,
) -> Result<Place, Stop<I::Error>> {
    // The genesis actor is sixteen bytes long, so it can never pass for a device's.
    let actor = Actor::from_slice(frame.actor)
        .filter(|actor| actor.device() == submission.device)
        .ok_or(Refusal::ForeignActor)?;
    if frame.time != i64::from(submission.n) {
        return Err(Refusal::WrongNumber.into());
    }

    // Deps before everything they explain: a server that lost changes must ask for them, not
    // refuse what builds on them.
    let (past, past_max) = past(submission.document, &frame.deps, index)?;

    let writer = Writer {
        member: submission.member,
        device: submission.device,
        actor,
    };
    let stand = index.stand(&writer).map_err(Stop::Index)?;
    if submission.n <= stand.last_n {
        return Err(Refusal::NumberNotRising.into());
    }
    if Some(frame.seq) != stand.last_seq.checked_add(1) {
        return Err(Refusal::WrongSeq.into());
    }
    if past.get(&submission.device).copied().unwrap_or(0) != stand.last_n {
        return Err(Refusal::OwnPast.into());
    }

    if Some(frame.start_op) != past_max.checked_add(1) {
        return Err(Refusal::WrongStartOp.into());
    }
    if frame.ops == 0 {
        return Err(Refusal::NoOps.into());
    }
    let max_op = past_max
        .checked_add(frame.ops)
        .filter(|max| *max <= limits::OP_COUNTER)
        .ok_or(Refusal::OpCounter)?;

    let mut clock = past.clone();
    clock.insert(submission.device, submission.n);
    Ok(Place {
        actor,
        past,
        clock,
        start_op: frame.start_op,
        max_op,
        stand,
    })
}

/// Joins the pasts of all deps: their clock, and the highest op counter in them.
pub(crate) fn past<I: Index>(
    document: DocumentId,
    deps: &[ChangeHash],
    index: &I,
) -> Result<(Clock, u64), Stop<I::Error>> {
    if deps.is_empty() {
        return Err(Refusal::NoDeps.into());
    }
    // They rise, or the change would not have been canonical.
    if deps.windows(2).any(|pair| pair.first() == pair.last()) {
        return Err(Refusal::DuplicateDep.into());
    }
    let genesis = genesis_hash(document);
    let (mut clock, mut max_op, mut missing) = (Clock::new(), FACTS_COUNTER, Vec::new());
    for dep in deps.iter().filter(|dep| **dep != genesis) {
        match index.change(dep).map_err(Stop::Index)? {
            Some(meta) => join(&mut clock, &mut max_op, meta),
            None => missing.push(*dep),
        }
    }
    if missing.is_empty() {
        Ok((clock, max_op))
    } else {
        Err(Refusal::MissingDeps(missing).into())
    }
}

fn join(clock: &mut Clock, max_op: &mut u64, meta: ChangeMeta) {
    *max_op = meta.max_op.max(*max_op);
    for (device, n) in meta.clock {
        let known = clock.entry(device).or_insert(n);
        *known = n.max(*known);
    }
}
