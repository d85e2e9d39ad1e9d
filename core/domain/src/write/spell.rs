//! Stating facts by spelling the change from what is known of its document, without opening it.
//!
//! What Automerge would write follows from little: the heads, where the writer stands, and which ops of a
//! key nothing has overwritten. A phone has these in memory ([`Ground`]), while opening a document was half
//! of what an action cost. Tests hold every change to [`super::Document::put`], byte for byte.

use super::heads_to_write_at;
use crate::change::{Parts, RawPut, Spelled};
use crate::fact::{FactKey, Value};
use crate::guard::{Clock, Index, Put, Writer, past};
use crate::ids::{Actor, ChangeHash, DeviceTag, DocumentId, OpId};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::convert::Infallible;

/// What a change is written on: a document as its writer knows it, unsent changes included.
pub trait Ground: Index<Error = Infallible> {
    /// The changes nothing builds on yet, rising; the genesis change while there is no other.
    fn heads(&self) -> Vec<ChangeHash>;

    /// The last change of a device.
    fn last_of(&self, device: DeviceTag) -> Option<ChangeHash>;

    /// The last change of an actor.
    fn last_by(&self, actor: Actor) -> Option<ChangeHash>;

    /// Every put, with its change's device and number, in any order.
    fn puts(&self) -> impl Iterator<Item = (&Put, DeviceTag, u32)>;
}

/// Why facts could not be stated. Nothing is written then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SpellError {
    /// The heads to write at are not in the document.
    #[error("the screen shows a state this phone does not hold: open it again")]
    UnknownHeads,
    /// This device has written since the screen was shown.
    #[error("the screen is stale: look at the latest state and decide again")]
    StaleScreen,
    /// More than a change may say.
    #[error("this is more than one change may say: say it in several")]
    TooMuch,
}

/// States facts as `actor`, as number `n` of its device's feed; `None` when all stand there already, so
/// that nothing changes. `at` and `actor` are as [`super::Document::put`] has them, and so are the bytes.
///
/// # Errors
/// [`SpellError`].
pub fn spell(
    document: DocumentId,
    (actor, n): (Actor, u32),
    facts: &[(FactKey, Value)],
    at: Option<&[ChangeHash]>,
    ground: &impl Ground,
) -> Result<Option<Spelled>, SpellError> {
    let Some((first, _)) = facts.first() else {
        return Ok(None);
    };
    let device = actor.device();
    let heads = ground.heads();
    let mut deps = heads_to_write_at(&heads, at, || ground.last_of(device)).unwrap_or(heads);
    // Refused only for heads that are not here.
    let (clock, highest) = past(document, &deps, ground).map_err(|_| SpellError::UnknownHeads)?;
    let Ok(stand) = ground.stand(&Writer {
        member: first.member,
        device,
        actor,
    });
    if clock.get(&device).copied().unwrap_or(0) < stand.last_n {
        return Err(SpellError::StaleScreen);
    }
    // An actor's changes name the one before, even where a head has seen it.
    if let Some(own) = ground.last_by(actor)
        && let Err(place) = deps.binary_search(&own)
    {
        deps.insert(place, own);
    }
    let (Some(seq), Some(start_op)) = (stand.last_seq.checked_add(1), highest.checked_add(1))
    else {
        return Err(SpellError::TooMuch);
    };
    let puts = puts((actor, start_op), facts, &standing(facts, &clock, ground));
    if puts.is_empty() {
        return Ok(None);
    }
    let parts = Parts {
        deps,
        actor,
        seq,
        start_op,
        n,
        puts,
    };
    let spelled = Spelled::of(document, parts);
    spelled.map(Some).ok_or(SpellError::TooMuch)
}

/// The ops that stand for each of the facts' keys as of `clock`, lowest first.
fn standing<'a>(
    facts: &'a [(FactKey, Value)],
    clock: &Clock,
    ground: &'a impl Ground,
) -> HashMap<&'a FactKey, BTreeMap<OpId, &'a Value>> {
    let mut standing: HashMap<&FactKey, BTreeMap<OpId, &Value>> = facts
        .iter()
        .map(|(key, _)| (key, BTreeMap::new()))
        .collect();
    let mut overwritten: HashSet<OpId> = HashSet::new();
    for (put, device, n) in ground.puts() {
        let Some(ops) = standing.get_mut(&put.key) else {
            continue;
        };
        if clock.get(&device).is_some_and(|last| n <= *last) {
            ops.insert(put.op, &put.value);
            overwritten.extend(&put.preds);
        }
    }
    for ops in standing.values_mut() {
        ops.retain(|op, _| !overwritten.contains(op));
    }
    standing
}

/// A put for each fact that does not stand yet. Of several values Automerge shows the highest op's; where
/// that is the one stated it stands, and the others do no harm.
fn puts(
    (actor, start_op): (Actor, u64),
    facts: &[(FactKey, Value)],
    standing: &HashMap<&FactKey, BTreeMap<OpId, &Value>>,
) -> Vec<RawPut> {
    let mut puts: Vec<RawPut> = Vec::with_capacity(facts.len());
    // What this very change has said of a key.
    let mut said: HashMap<&FactKey, (OpId, &Value)> = HashMap::new();
    for (key, value) in facts {
        let counter = start_op.saturating_add(puts.len() as u64);
        let before = standing.get(key).into_iter().flatten();
        let (preds, shown): (Vec<OpId>, Option<&Value>) = match said.get(key) {
            Some((op, value)) => (vec![*op], Some(value)),
            None => (
                before.clone().map(|(op, _)| *op).collect(),
                before.last().map(|(_, value)| *value),
            ),
        };
        if shown == Some(value) {
            continue;
        }
        said.insert(key, (OpId { counter, actor }, value));
        puts.push(RawPut {
            key: key.to_string(),
            value: value.clone(),
            preds,
        });
    }
    puts
}
