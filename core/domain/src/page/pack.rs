//! From log items to a page.

use super::{Dep, PACKED, Page, Trail, WHOLE, column};
use crate::change::{RawPut, Spelled, signed, unsigned};
use crate::fact::Value;
use crate::hash::encode;
use crate::ids::{Actor, ChangeHash, DocumentId};
use crate::wire::{FedChange, LogItem};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Most ops that a packed put overwrites: with more, columns could outgrow the change itself.
const PREDS: usize = 4;

/// Fills a page, item for item.
#[derive(Debug)]
pub struct Packer {
    page: Page,
    columns: [Vec<u8>; column::COUNT],
    trail: Trail,
    /// Bytes of what is not in columns.
    besides: usize,
    documents: HashMap<DocumentId, usize>,
    changes: HashMap<ChangeHash, usize>,
    actors: HashMap<Actor, usize>,
    prefixes: HashMap<String, usize>,
}

impl Default for Packer {
    fn default() -> Self {
        Self {
            page: Page {
                kinds: Vec::new().into(),
                whole: Vec::new(),
                documents: Vec::new(),
                actors: Vec::new().into(),
                prefixes: Vec::new(),
                columns: Vec::new(),
            },
            columns: std::array::from_fn(|_| Vec::new()),
            trail: Trail::default(),
            besides: 0,
            documents: HashMap::new(),
            changes: HashMap::new(),
            actors: HashMap::new(),
            prefixes: HashMap::new(),
        }
    }
}

impl Packer {
    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.page.kinds.is_empty()
    }

    /// About how many bytes the page has, before compression. No item makes it grow by more than
    /// half again of what it measures in the log.
    #[must_use]
    pub fn size(&self) -> usize {
        self.besides + self.columns.iter().map(Vec::len).sum::<usize>()
    }

    /// Adds the log's next item.
    pub fn add(&mut self, item: LogItem) {
        if let LogItem::Change(fed) = &item
            && let Some(change) = packable(fed)
        {
            self.change(&change);
            return;
        }
        if let LogItem::Document(name) = &item {
            let id = name.id();
            if let Entry::Vacant(new) = self.documents.entry(id) {
                new.insert(self.trail.documents.len());
                self.trail.name(id);
            }
        }
        self.besides += encode(&item).len() + 1;
        self.page.kinds.push(WHOLE);
        self.page.whole.push(item);
    }

    /// The page.
    #[must_use]
    pub fn finish(mut self) -> Page {
        self.page.columns = self.columns.into_iter().map(Into::into).collect();
        self.page
    }

    /// Adds a change that has been taken apart.
    pub fn change(&mut self, change: &Spelled) {
        self.besides += 1;
        self.page.kinds.push(PACKED);
        let parts = change.parts();
        let document = self.document(change.document());
        let actor = self.actor(parts.actor);
        self.number(column::ACTOR, actor as u64);
        let n = i64::from(parts.n) - self.trail.next_n(parts.actor);
        self.step(column::N, n);
        let seq = self.trail.next_seq(document, parts.actor);
        self.step(column::SEQ, parts.seq.wrapping_sub(seq).cast_signed());
        let start = Trail::next_start(&self.deps(document, &parts.deps));
        let start = parts.start_op.wrapping_sub(start).cast_signed();
        self.step(column::START, start);
        self.number(column::PUTS, parts.puts.len() as u64);
        for put in &parts.puts {
            self.put(parts.start_op, put);
        }
        self.changes.insert(change.hash(), self.trail.changes.len());
        self.trail.note(document, change);
    }

    fn document(&mut self, id: DocumentId) -> usize {
        let place = match self.documents.get(&id) {
            Some(place) => *place,
            None => {
                let place = self.trail.documents.len();
                self.documents.insert(id, place);
                self.trail.find(id);
                self.page.documents.push(id);
                self.besides += DocumentId::LEN + 1;
                place
            }
        };
        let same = !self.trail.changes.is_empty() && place == self.trail.document;
        self.number(column::DOCUMENT, if same { 0 } else { place as u64 + 1 });
        place
    }

    fn actor(&mut self, actor: Actor) -> usize {
        let next = self.actors.len();
        *self.actors.entry(actor).or_insert_with(|| {
            self.page.actors.extend_from_slice(&actor.0);
            self.besides += actor.0.len();
            next
        })
    }

    fn deps(&mut self, document: usize, deps: &[ChangeHash]) -> Vec<Dep> {
        let tips = self.trail.tips(document);
        if !tips.is_empty() && tips.iter().map(|tip| &tip.hash).eq(deps) {
            let tips = tips.to_vec();
            self.number(column::DEPS, 0);
            return tips;
        }
        self.number(column::DEPS, deps.len() as u64 + 1);
        let count = self.trail.changes.len();
        let mut found = Vec::with_capacity(deps.len());
        for hash in deps {
            let place = self.changes.get(hash).copied();
            let dep = place.and_then(|place| self.trail.changes.get(place).copied());
            match (place, dep) {
                (Some(place), Some(dep)) => {
                    self.number(column::DEPS, (count - place) as u64);
                    found.push(dep);
                }
                _ => {
                    self.number(column::DEPS, 0);
                    self.bytes(column::HASHES, hash.as_bytes());
                }
            }
        }
        found
    }

    fn put(&mut self, start_op: u64, put: &RawPut) {
        let (prefix, subject) = split(&put.key);
        let next = self.prefixes.len();
        let place = match self.prefixes.get(prefix) {
            Some(place) => *place,
            None => {
                self.prefixes.insert(prefix.to_owned(), next);
                self.page.prefixes.push(prefix.to_owned());
                self.besides += prefix.len() + 2;
                next
            }
        };
        self.number(column::PREFIX, place as u64);
        self.number(column::SUBJECT, subject.len() as u64);
        self.bytes(column::SUBJECTS, subject.as_bytes());
        let (into, value, sealed) = match &put.value {
            Value::Clear(text) => (column::CLEAR, text.as_bytes(), 0),
            Value::Sealed(bytes) => (column::SEALED, bytes.as_slice(), 1),
        };
        self.number(column::VALUE, (value.len() as u64) << 1 | sealed);
        self.bytes(into, value);
        self.number(column::PREDS, put.preds.len() as u64);
        for pred in &put.preds {
            let actor = self.actor(pred.actor);
            self.number(column::PREDS, actor as u64);
            let back = pred.counter.wrapping_sub(start_op).cast_signed();
            self.step(column::PREDS, back);
        }
    }

    fn number(&mut self, column: usize, number: u64) {
        if let Some(column) = self.columns.get_mut(column) {
            unsigned(column, number);
        }
    }

    fn step(&mut self, column: usize, step: i64) {
        if let Some(column) = self.columns.get_mut(column) {
            signed(column, step);
        }
    }

    fn bytes(&mut self, column: usize, bytes: &[u8]) {
        if let Some(column) = self.columns.get_mut(column) {
            column.extend_from_slice(bytes);
        }
    }
}

/// The change taken apart, if taking it apart loses nothing and makes it no longer.
fn packable(fed: &FedChange) -> Option<Spelled> {
    Spelled::read(fed.document, &fed.bytes).filter(|change| {
        let parts = change.parts();
        (parts.actor.device(), parts.n) == (fed.device, fed.n)
            && parts.puts.iter().all(|put| put.preds.len() <= PREDS)
    })
}

/// A key's `<member>/<topic>/`, and what follows; all of a key that is none follows.
fn split(key: &str) -> (&str, &str) {
    let mut slashes = key.match_indices('/').map(|(at, _)| at + 1);
    let end = slashes.nth(1).unwrap_or(0);
    key.split_at_checked(end).unwrap_or(("", key))
}
