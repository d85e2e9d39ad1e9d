//! A change taken apart: what it says, and its one spelling in Automerge's bytes.
//!
//! Most of a change's bytes follow from what came before it: checksum, lengths, deps, actor, counters.
//! A page leaves them out and whoever reads it spells the change again ([`crate::page`]), so both
//! directions are here. The spelling is written out by hand because it must never depend on how a
//! library version chooses to encode; tests hold it equal to what Automerge makes. Taking apart
//! insists that spelling gives the same bytes back: what does not is no change of ours.

mod read;
#[cfg(test)]
mod tests;
mod write;

pub(crate) use write::{signed, unsigned};

use crate::fact::Value;
use crate::guard::CHANGE_PREDS;
use crate::ids::{Actor, ChangeHash, DocumentId, OpId};
use crate::limits;

/// What a change says: puts into the map of facts, and where they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// What it builds on, rising.
    pub deps: Vec<ChangeHash>,
    /// Who wrote it.
    pub actor: Actor,
    /// The actor's count of changes in this document, from 1.
    pub seq: u64,
    /// The counter of its first op.
    pub start_op: u64,
    /// Its number in its device's feed: Automerge's `time`.
    pub n: u32,
    /// One an op, in order.
    pub puts: Vec<RawPut>,
}

/// One put, before its key is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawPut {
    /// The key in the map of facts.
    pub key: String,
    /// What is put.
    pub value: Value,
    /// The ops it overwrites, rising.
    pub preds: Vec<OpId>,
}

/// A change in both forms, of which each follows from the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelled {
    document: DocumentId,
    parts: Parts,
    bytes: Vec<u8>,
    hash: ChangeHash,
}

impl Spelled {
    /// Spells a change out; `None` for what is beyond a change's bounds or would be spelled
    /// otherwise: deps and preds that do not rise, or nothing said at all.
    #[must_use]
    pub fn of(document: DocumentId, parts: Parts) -> Option<Self> {
        let rise = parts.deps.is_sorted_by(|a, b| a < b)
            && parts
                .puts
                .iter()
                .all(|put| put.preds.is_sorted_by(|a, b| a < b));
        let preds: usize = parts.puts.iter().map(|put| put.preds.len()).sum();
        let within = parts.deps.len() <= limits::CHANGE_DEPS
            && !parts.puts.is_empty()
            && parts.puts.len() as u64 <= limits::CHANGE_OPS
            && preds as u64 <= CHANGE_PREDS;
        if !rise || !within {
            return None;
        }
        let (bytes, hash) = write::chunk(document, &parts);
        (bytes.len() <= limits::CHANGE).then_some(Self {
            document,
            parts,
            bytes,
            hash,
        })
    }

    /// Takes a change apart; `None` unless these bytes are the one spelling of what they say.
    #[must_use]
    pub fn read(document: DocumentId, bytes: &[u8]) -> Option<Self> {
        let parts = read::parts(document, bytes)?;
        Self::of(document, parts).filter(|spelled| spelled.bytes == bytes)
    }

    /// The document whose map it puts into.
    #[must_use]
    pub fn document(&self) -> DocumentId {
        self.document
    }

    /// What it says.
    #[must_use]
    pub fn parts(&self) -> &Parts {
        &self.parts
    }

    /// Its bytes, as Automerge writes them uncompressed.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Its hash.
    #[must_use]
    pub fn hash(&self) -> ChangeHash {
        self.hash
    }

    /// The counter of its last op.
    #[must_use]
    pub fn max_op(&self) -> u64 {
        let more = self.parts.puts.len().saturating_sub(1) as u64;
        self.parts.start_op.saturating_add(more)
    }
}
