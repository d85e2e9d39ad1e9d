//! What a change says: each op a fact in its author's drawer, and room for it.

use super::place::Place;
use super::{Checked, Index, Put, Refusal, Stand, Stop, Submission};
use crate::change::RawPut;
use crate::document::DocumentKind;
use crate::fact::{FactKey, Value};
use crate::ids::OpId;
use crate::limits;
use crate::topic::{Row, Topic};
use std::collections::HashSet;

/// Reads the ops as facts, in their order.
pub(super) fn read<I: Index>(
    submission: &Submission<'_>,
    place: &Place,
    ops: &[RawPut],
    index: &I,
) -> Result<Vec<Put>, Stop<I::Error>> {
    let mut keys: HashSet<&str> = HashSet::new();
    let mut puts = Vec::with_capacity(ops.len());
    for (counter, op) in (place.start_op..).zip(ops) {
        let key = FactKey::parse(&op.key).ok_or(Refusal::BadKey)?;
        if key.member != submission.member {
            return Err(Refusal::ForeignDrawer.into());
        }
        if op.value.len() > limits::VALUE {
            return Err(Refusal::ValueTooLarge.into());
        }
        if let Some(row) = row(&key) {
            ask_topic(row, submission.kind, op)?;
        }
        ask_preds(place, op, index)?;
        if ops.len() > 1 && !keys.insert(&op.key) {
            return Err(Refusal::DuplicateKey.into());
        }
        puts.push(Put {
            key,
            op: OpId {
                counter,
                actor: place.actor,
            },
            value: op.value.clone(),
            preds: op.preds.clone(),
        });
    }
    Ok(puts)
}

/// The key's topic, if this version knows it.
fn row(key: &FactKey) -> Option<&'static Row> {
    Topic::from_word(&key.topic).map(Topic::row)
}

/// Holds a fact to its topic's row.
fn ask_topic(row: &Row, kind: Option<DocumentKind>, op: &RawPut) -> Result<(), Refusal> {
    if kind.is_some_and(|kind| !row.kinds.contains(&kind)) {
        return Err(Refusal::WrongTopic);
    }
    if row.sealed != matches!(op.value, Value::Sealed(_)) {
        return Err(Refusal::WrongValue);
    }
    if row.once && !op.preds.is_empty() {
        return Err(Refusal::WrittenOnce);
    }
    Ok(())
}

/// Each overwritten op must be one on the same key that the change's past holds. Without "that the
/// past holds", Automerge panics and saves documents it cannot load.
fn ask_preds<I: Index>(place: &Place, op: &RawPut, index: &I) -> Result<(), Stop<I::Error>> {
    let mut last = None;
    for pred in &op.preds {
        // They come sorted, so a double one stands beside its twin.
        if last.replace(pred) == Some(pred) {
            return Err(Refusal::BadPred.into());
        }
        let in_past = index.op(pred).map_err(Stop::Index)?.is_some_and(|meta| {
            meta.key == op.key && place.past.get(&meta.device).is_some_and(|n| meta.n <= *n)
        });
        if !in_past {
            return Err(Refusal::BadPred.into());
        }
    }
    Ok(())
}

/// Holds the change to the drawer's quota and the document's size.
pub(super) fn find_room(stand: &Stand, checked: &Checked) -> Result<(), Refusal> {
    // The last fifth is for facts about facts. An unknown topic gets no more than a first-hand
    // one, so that the version that learns it can only be milder.
    let all_about = checked
        .puts
        .iter()
        .all(|put| row(&put.key).is_some_and(|row| row.about));
    let quota = if all_about {
        limits::DRAWER
    } else {
        limits::DRAWER_FIRST_HAND
    };
    if stand.drawer_bytes.saturating_add(checked.drawer_bytes) > quota {
        return Err(Refusal::DrawerFull);
    }

    let size = stand.size;
    let facts = size.facts.saturating_add(checked.new_facts());
    let bytes = size.bytes.saturating_add(checked.bytes);
    if facts > limits::DOCUMENT_FACTS_WARN * 2 || bytes > limits::DOCUMENT_BYTES_WARN * 2 {
        return Err(Refusal::DocumentFull);
    }
    Ok(())
}
