//! Reading the ops of a bounded change with Automerge, where a panic can do no harm.
//!
//! All Automerge code that touches bytes from outside runs in [`decode`], and [`decode`] runs
//! inside the caller's [`Runner`].

use super::Refusal;
use crate::change::RawPut;
use crate::fact::Value;
use crate::genesis::FACTS_COUNTER;
use crate::ids::{Actor, DocumentId, OpId};
use automerge::legacy::{Key, ObjectId, Op, OpType};
use automerge::{Change, ScalarValue};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A piece of work that may panic.
pub type Job = Box<dyn FnOnce() + Send + 'static>;

/// The work panicked; its document or change is suspect and must be dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the work panicked: drop what it worked on")]
pub struct Panicked;

/// Runs work that may panic and comes back either way.
///
/// Phones and server pass one that runs on a thread with a stack of its own; [`CatchUnwind`] does
/// for tests and for callers who are on such a thread already. Needs `panic = "unwind"`.
pub trait Runner {
    /// Runs `job` to its end before returning.
    ///
    /// # Errors
    /// [`Panicked`] if it did.
    fn run(&self, job: Job) -> Result<(), Panicked>;
}

/// Catches panics on the caller's own stack. The panic hook still prints: silence it in the shell.
#[derive(Debug, Clone, Copy, Default)]
pub struct CatchUnwind;

impl Runner for CatchUnwind {
    fn run(&self, job: Job) -> Result<(), Panicked> {
        // A job owns all it touches, so nothing half-changed is left behind.
        catch_unwind(AssertUnwindSafe(job)).map_err(|_| Panicked)
    }
}

/// Reads the ops of `bytes`, which [`super::chunk::parse`] has bounded.
pub(super) fn decode(doc: DocumentId, bytes: &[u8]) -> Result<Vec<RawPut>, Refusal> {
    let change = Change::try_from(bytes).map_err(|_| Refusal::Undecodable)?;
    let expanded = change.decode();
    let ops = expanded.operations.clone();
    if Change::from(expanded).raw_bytes() != bytes {
        return Err(Refusal::NotCanonical);
    }
    ops.into_iter().map(|op| raw_put(doc, op)).collect()
}

fn raw_put(doc: DocumentId, op: Op) -> Result<RawPut, Refusal> {
    let OpType::Put(value) = op.action else {
        return Err(Refusal::NotAPut);
    };
    let Key::Map(key) = op.key else {
        return Err(Refusal::NotAPut);
    };
    if op.insert {
        return Err(Refusal::NotAPut);
    }
    let in_facts = matches!(&op.obj, ObjectId::Id(id)
        if id.counter() == FACTS_COUNTER && id.actor().to_bytes() == doc.as_bytes());
    if !in_facts {
        return Err(Refusal::NotInFacts);
    }
    let value = match value {
        ScalarValue::Str(text) => Value::Clear(text.to_string()),
        ScalarValue::Bytes(bytes) => Value::Sealed(bytes),
        _ => return Err(Refusal::WrongValue),
    };
    let preds = op.pred.iter().map(|pred| {
        let actor = Actor::from_slice(pred.actor().to_bytes()).ok_or(Refusal::BadPred)?;
        Ok(OpId {
            counter: pred.counter(),
            actor,
        })
    });
    Ok(RawPut {
        key: key.to_string(),
        value,
        preds: preds.collect::<Result<_, _>>()?,
    })
}
