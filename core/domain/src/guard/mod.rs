//! The guard: whether a change from outside may enter a document. One function, phone and server.
//!
//! Automerge is memory-safe but not input-safe: it panics on damaged changes, and one accepted bad
//! change can make a document unloadable for ever. So nothing reaches a document but through
//! [`check`], which refuses by structure alone; rights and meaning are judged elsewhere
//! ([`crate::policy`], the projections), because a phone that refused what others accepted would
//! lose everything built on it.
//!
//! Reading order: [`check`] here, then `chunk` (our own bounded reading), `decode` (Automerge's,
//! run where it may panic), `place` (where the change stands in its document), `facts` (what it
//! says). [`Index`] is what must be known of the document; [`Refusal`] holds the codes.
//!
//! A later version of this guard accepts all that an earlier one accepted.

mod chunk;
mod decode;
mod facts;
mod index;
mod memory;
mod place;
mod reader;
mod refusal;
#[cfg(test)]
mod tests;

pub use chunk::{CHANGE_PREDS, change_hash};
pub use decode::{CatchUnwind, Job, Panicked, Runner};
pub use index::{ChangeMeta, Clock, DocumentSize, Index, OpMeta, Stand, Writer};
pub use memory::MemoryIndex;
pub(crate) use place::past;
pub(crate) use reader::Reader;
pub use refusal::Refusal;

use crate::change::{RawPut, Spelled};
use crate::document::DocumentKind;
use crate::fact::{FactKey, Value};
use crate::ids::{Actor, ChangeHash, DeviceTag, DocumentId, MemberId, OpId};
use std::sync::mpsc;

/// A change that wants to enter a document.
#[derive(Debug, Clone, Copy)]
pub struct Submission<'a> {
    /// The document.
    pub document: DocumentId,
    /// Its kind, if this version knows it.
    pub kind: Option<DocumentKind>,
    /// The device whose feed the change stands in.
    pub device: DeviceTag,
    /// The member that device belongs to.
    pub member: MemberId,
    /// The change's number in that feed, from 1.
    pub n: u32,
    /// The change, as Automerge writes it uncompressed.
    pub bytes: &'a [u8],
}

/// A change that may enter, and what its index must keep of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Its hash.
    pub hash: ChangeHash,
    /// Its actor.
    pub actor: Actor,
    /// The actor's count of changes in this document, from 1.
    pub seq: u64,
    /// The counter of its first op.
    pub start_op: u64,
    /// The counter of its last op; highest of its causal past too.
    pub max_op: u64,
    /// What it builds on, rising.
    pub deps: Vec<ChangeHash>,
    /// Its causal past, itself included.
    pub clock: Clock,
    /// What it states.
    pub puts: Vec<Put>,
    /// Bytes of keys and values it adds to its member's drawer.
    pub drawer_bytes: u64,
    /// Bytes it adds to the document.
    pub bytes: u64,
}

/// One fact put.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Put {
    /// The fact's key.
    pub key: FactKey,
    /// The op's id.
    pub op: OpId,
    /// The value.
    pub value: Value,
    /// The ops it overwrites.
    pub preds: Vec<OpId>,
}

impl Put {
    /// Bytes of key and value, as a drawer's quota counts them.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        let key = MemberId::LEN * 8 / 5 + self.key.topic.len() + self.key.subject.len() + 2;
        (key + self.value.len()) as u64
    }
}

impl Checked {
    /// Puts that overwrite nothing, as a document's size counts facts.
    #[must_use]
    pub fn new_facts(&self) -> u64 {
        self.puts.iter().filter(|put| put.preds.is_empty()).count() as u64
    }

    /// What an index keeps of the change.
    #[must_use]
    pub fn meta(&self, device: DeviceTag, n: u32) -> ChangeMeta {
        ChangeMeta {
            actor: self.actor,
            seq: self.seq,
            max_op: self.max_op,
            device,
            n,
            clock: self.clock.clone(),
        }
    }
}

/// Why a check ended early.
pub(crate) enum Stop<E> {
    Refused(Refusal),
    Index(E),
}

impl<E> From<Refusal> for Stop<E> {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// Decides whether a change may enter its document as `index` knows it.
///
/// Looks only at its arguments; equal inputs give equal verdicts, on phone and server alike. Never
/// panics if `runner` keeps its promise. Costs 5–15 µs for a change of a few facts and,
/// however hostile the bytes, no more than a change of the largest size.
///
/// A change that is in `index` already is refused as `number_not_rising`: callers compare hashes
/// first.
///
/// # Errors
/// Outside, when the index cannot be read; inside, the first [`Refusal`] that applies.
pub fn check<I: Index>(
    submission: &Submission<'_>,
    index: &I,
    runner: &dyn Runner,
) -> Result<Result<Checked, Refusal>, I::Error> {
    match judge(submission, index, runner) {
        Ok(checked) => Ok(Ok(checked)),
        Err(Stop::Refused(refusal)) => Ok(Err(refusal)),
        Err(Stop::Index(error)) => Err(error),
    }
}

/// [`check`] for a change that was spelled out from what it says, of a member's device. Its bytes are
/// canonical and bounded by construction, so neither our bounded reading nor Automerge has to read
/// them first: all else is asked as of any change, and the verdict is the same.
///
/// # Errors
/// As [`check`].
pub fn check_spelled<I: Index>(
    kind: Option<DocumentKind>,
    member: MemberId,
    change: &Spelled,
    index: &I,
) -> Result<Result<Checked, Refusal>, I::Error> {
    let parts = change.parts();
    let submission = Submission {
        document: change.document(),
        kind,
        device: parts.actor.device(),
        member,
        n: parts.n,
        bytes: change.bytes(),
    };
    let frame = chunk::Frame {
        hash: change.hash(),
        deps: parts.deps.clone(),
        actor: &parts.actor.0,
        seq: parts.seq,
        start_op: parts.start_op,
        time: i64::from(parts.n),
        ops: parts.puts.len() as u64,
    };
    match admit(&submission, frame, &parts.puts, index) {
        Ok(checked) => Ok(Ok(checked)),
        Err(Stop::Refused(refusal)) => Ok(Err(refusal)),
        Err(Stop::Index(error)) => Err(error),
    }
}

/// What [`check`] said of a change that has passed it, worked out again from `index` as it was then;
/// nothing is asked of it. `None` for a change that never passed.
///
/// # Errors
/// When the index cannot be read.
pub fn recall<I: Index>(change: &Spelled, index: &I) -> Result<Option<Checked>, I::Error> {
    let parts = change.parts();
    let (mut clock, past_max) = match place::past(change.document(), &parts.deps, index) {
        Ok(past) => past,
        Err(Stop::Refused(_)) => return Ok(None),
        Err(Stop::Index(error)) => return Err(error),
    };
    clock.insert(parts.actor.device(), parts.n);
    let puts = (parts.start_op..).zip(&parts.puts).map(|(counter, put)| {
        Some(Put {
            key: FactKey::parse(&put.key)?,
            op: OpId {
                counter,
                actor: parts.actor,
            },
            value: put.value.clone(),
            preds: put.preds.clone(),
        })
    });
    let Some(puts) = puts.collect::<Option<Vec<_>>>() else {
        return Ok(None);
    };
    Ok(Some(Checked {
        hash: change.hash(),
        actor: parts.actor,
        seq: parts.seq,
        start_op: parts.start_op,
        max_op: past_max.saturating_add(puts.len() as u64),
        deps: parts.deps.clone(),
        clock,
        drawer_bytes: puts.iter().map(Put::bytes).sum(),
        bytes: change.bytes().len() as u64,
        puts,
    }))
}

fn judge<I: Index>(
    submission: &Submission<'_>,
    index: &I,
    runner: &dyn Runner,
) -> Result<Checked, Stop<I::Error>> {
    let frame = chunk::parse(submission.bytes)?;
    // What we can spell ourselves to the very bytes is what Automerge would read in them. It is asked
    // only about the rest, none of which passes, for the word that fits.
    if let Some(change) = Spelled::read(submission.document, submission.bytes) {
        return admit(submission, frame, &change.parts().puts, index);
    }
    let ops = decode_in(runner, submission)?;
    admit(submission, frame, &ops, index)?;
    Err(Refusal::NotCanonical.into())
}

/// What is asked of a change whose bytes are in order.
fn admit<I: Index>(
    submission: &Submission<'_>,
    frame: chunk::Frame<'_>,
    ops: &[RawPut],
    index: &I,
) -> Result<Checked, Stop<I::Error>> {
    let place = place::find(submission, &frame, index)?;
    let puts = facts::read(submission, &place, ops, index)?;
    let stand = place.stand;
    let checked = Checked {
        hash: frame.hash,
        actor: place.actor,
        seq: frame.seq,
        start_op: frame.start_op,
        max_op: place.max_op,
        deps: frame.deps,
        clock: place.clock,
        drawer_bytes: puts.iter().map(Put::bytes).sum(),
        bytes: submission.bytes.len() as u64,
        puts,
    };
    facts::find_room(&stand, &checked)?;
    Ok(checked)
}

/// Lets Automerge read the ops where its panics are caught.
fn decode_in(runner: &dyn Runner, submission: &Submission<'_>) -> Result<Vec<RawPut>, Refusal> {
    let (sender, receiver) = mpsc::sync_channel(1);
    let (document, bytes) = (submission.document, submission.bytes.to_vec());
    runner
        .run(Box::new(move || {
            // The receiver waits below; nothing else can close the channel.
            let _ = sender.send(decode::decode(document, &bytes));
        }))
        .map_err(|Panicked| Refusal::Panicked)?;
    receiver.try_recv().map_err(|_| Refusal::Panicked)?
}
