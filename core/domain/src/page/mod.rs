//! Pages: stretches of a community's log as they travel, without what their reader can work out.
//!
//! Most bytes of most changes say nothing new: the hash of the change before, the actor, the member in
//! front of every key, counters that go up by one. A page keeps its changes as columns, each predicted
//! from those before it in the same page (its trail), and its reader spells every change out again to
//! the very bytes ([`crate::change`]), whose hashes the feeds' signed heads then vouch for. So packing
//! need not be trusted: a page that unpacks to other changes breaks their feeds' chains. What cannot
//! be told shorter travels whole. Compression is left to the shells, since it is no rule.
//!
//! Reading order: [`Page`], [`Packer`], [`Page::unpack`].

mod pack;
#[cfg(test)]
mod tests;
mod unpack;

pub use pack::Packer;

use crate::change::Spelled;
use crate::genesis::{FACTS_COUNTER, genesis_hash};
use crate::ids::{Actor, ChangeHash, DeviceTag, DocumentId};
use crate::wire::{FedChange, LogItem};
use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};
use std::collections::HashMap;

/// A page does not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the page does not read: ask for it again")]
pub struct Malformed;

/// A page, packed; what compression is then put over.
///
/// It ends at a push's end, so the feeds in it can be verified without the next.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Page {
    /// One byte an item, in log order: [`WHOLE`] or [`PACKED`].
    #[n(0)]
    kinds: ByteVec,
    /// The items that travel whole, in order.
    #[n(1)]
    whole: Vec<LogItem>,
    /// Documents of packed changes that are not named in this page, as they come up.
    #[n(2)]
    documents: Vec<DocumentId>,
    /// The actors of packed changes, ten bytes each, as they come up.
    #[n(3)]
    actors: ByteVec,
    /// What stands ahead of keys' subjects: `<member>/<topic>/`, as they come up.
    #[n(4)]
    prefixes: Vec<String>,
    /// The columns, as [`column`] numbers them.
    #[n(5)]
    columns: Vec<ByteVec>,
}

/// An item that is the next of [`Page::whole`].
const WHOLE: u8 = 0;
/// A change that is the next of the columns.
const PACKED: u8 = 1;

/// The columns' numbers. Numbers in them are LEB128, differences signed.
mod column {
    /// Per change: 0 for the document of the change before, else its place among documents, from 1.
    pub const DOCUMENT: usize = 0;
    /// Per change: its actor's place.
    pub const ACTOR: usize = 1;
    /// Per change: its number less one more than its device's last.
    pub const N: usize = 2;
    /// Per change: its seq less one more than its actor's last in the document.
    pub const SEQ: usize = 3;
    /// Per change: 0 for deps on all the page has of its document, else their count and one more,
    /// then for each how many changes back it stands, or 0 for the next of [`HASHES`].
    pub const DEPS: usize = 4;
    /// Per change: its first op's counter less one more than its deps' last.
    pub const START: usize = 5;
    /// Per change: how many puts.
    pub const PUTS: usize = 6;
    /// Per put: the place of its key's prefix.
    pub const PREFIX: usize = 7;
    /// Per put: the length of its key's subject.
    pub const SUBJECT: usize = 8;
    /// Per put: its value's length, doubled, and one more if sealed.
    pub const VALUE: usize = 9;
    /// Per put: how many ops it overwrites, then for each its actor's place and its counter less the
    /// change's first.
    pub const PREDS: usize = 10;
    /// Deps from before the page.
    pub const HASHES: usize = 11;
    /// Subjects, end to end.
    pub const SUBJECTS: usize = 12;
    /// Clear values, end to end.
    pub const CLEAR: usize = 13;
    /// Sealed values, end to end.
    pub const SEALED: usize = 14;
    /// How many there are.
    pub const COUNT: usize = 15;
}

/// One item of a page, unpacked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// Anything but a change, or a change that could not be told shorter.
    Whole(LogItem),
    /// A change; device and number follow from what it says.
    Change(Spelled),
}

impl From<Item> for LogItem {
    fn from(item: Item) -> Self {
        match item {
            Item::Whole(item) => item,
            Item::Change(change) => Self::Change(FedChange::from(&change)),
        }
    }
}

impl From<&Spelled> for FedChange {
    fn from(change: &Spelled) -> Self {
        Self {
            document: change.document(),
            device: change.parts().actor.device(),
            n: change.parts().n,
            bytes: change.bytes().to_vec().into(),
        }
    }
}

/// What packer and reader both know after the items so far.
#[derive(Debug, Default)]
struct Trail {
    /// In the order they came up, with what nothing in this page builds on yet.
    documents: Vec<(DocumentId, Vec<Dep>)>,
    /// The document of the change before.
    document: usize,
    /// Changes so far.
    changes: Vec<Dep>,
    /// Each device's last number.
    numbers: HashMap<DeviceTag, u32>,
    /// Each actor's last seq, by document.
    seqs: HashMap<(usize, Actor), u64>,
}

/// A change others build on, and the counter of its last op; 0 where that is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Dep {
    hash: ChangeHash,
    max_op: u64,
}

impl Trail {
    /// Notes that a document's name is in the page: it begins here.
    fn name(&mut self, document: DocumentId) {
        let genesis = Dep {
            hash: genesis_hash(document),
            max_op: FACTS_COUNTER,
        };
        self.documents.push((document, vec![genesis]));
    }

    /// Notes a document that was written in before.
    fn find(&mut self, document: DocumentId) {
        self.documents.push((document, Vec::new()));
    }

    /// What the page has of a document that nothing builds on yet, by hash.
    fn tips(&self, document: usize) -> &[Dep] {
        self.documents
            .get(document)
            .map_or(&[], |(_, tips)| tips.as_slice())
    }

    fn next_n(&self, actor: Actor) -> i64 {
        let last = self.numbers.get(&actor.device()).copied().unwrap_or(0);
        i64::from(last) + 1
    }

    fn next_seq(&self, document: usize, actor: Actor) -> u64 {
        let last = self.seqs.get(&(document, actor)).copied().unwrap_or(0);
        last.saturating_add(1)
    }

    fn next_start(deps: &[Dep]) -> u64 {
        let last = deps.iter().map(|dep| dep.max_op).max();
        last.unwrap_or(0).max(FACTS_COUNTER).saturating_add(1)
    }

    /// Notes a packed change.
    fn note(&mut self, document: usize, change: &Spelled) {
        let parts = change.parts();
        let dep = Dep {
            hash: change.hash(),
            max_op: change.max_op(),
        };
        if let Some((_, tips)) = self.documents.get_mut(document) {
            tips.retain(|tip| parts.deps.binary_search(&tip.hash).is_err());
            let at = tips.partition_point(|tip| tip.hash < dep.hash);
            tips.insert(at, dep);
        }
        self.document = document;
        self.changes.push(dep);
        self.numbers.insert(parts.actor.device(), parts.n);
        self.seqs.insert((document, parts.actor), parts.seq);
    }
}
