//! From a page back to log items.

use super::{Dep, Item, Malformed, PACKED, Page, Trail, WHOLE, column};
use crate::change::{Parts, RawPut, Spelled};
use crate::fact::Value;
use crate::guard::Reader;
use crate::ids::{Actor, ChangeHash, DocumentId, OpId};
use crate::limits;
use crate::wire::LogItem;
use minicbor::bytes::ByteVec;
use std::collections::HashSet;

impl Page {
    /// Unpacks the page: every change spelled out, in log order.
    ///
    /// # Errors
    /// [`Malformed`], also for pages that unpack to more than [`limits::PAGE_UNPACKED`].
    pub fn unpack(self) -> Result<Vec<Item>, Malformed> {
        let mut items = Vec::with_capacity(self.kinds.len());
        let mut whole = self.whole.into_iter();
        let mut columns = Columns::of(&self.columns)?;
        let mut unpacker = Unpacker {
            trail: Trail::default(),
            known: HashSet::new(),
            documents: self.documents.iter(),
            actors: self
                .actors
                .chunks(10)
                .map(Actor::from_slice)
                .collect::<Option<_>>()
                .ok_or(Malformed)?,
            prefixes: &self.prefixes,
            room: limits::PAGE_UNPACKED,
        };
        for kind in self.kinds.iter() {
            items.push(match *kind {
                WHOLE => {
                    let item = whole.next().ok_or(Malformed)?;
                    if let LogItem::Document(name) = &item {
                        unpacker.name(name.id());
                    }
                    Item::Whole(item)
                }
                PACKED => Item::Change(unpacker.change(&mut columns).ok_or(Malformed)?),
                _ => return Err(Malformed),
            });
        }
        let all = whole.next().is_none() && unpacker.documents.next().is_none();
        if all && columns.are_empty() {
            Ok(items)
        } else {
            Err(Malformed)
        }
    }
}

struct Columns<'a>([Reader<'a>; column::COUNT]);

impl<'a> Columns<'a> {
    fn of(columns: &'a [ByteVec]) -> Result<Self, Malformed> {
        let readers: Vec<Reader<'a>> = columns.iter().map(|c| Reader(c)).collect();
        readers.try_into().map(Self).map_err(|_| Malformed)
    }

    fn are_empty(&self) -> bool {
        self.0.iter().all(Reader::is_empty)
    }

    fn number(&mut self, column: usize) -> Option<u64> {
        self.0.get_mut(column)?.unsigned().ok()
    }

    fn place(&mut self, column: usize) -> Option<usize> {
        usize::try_from(self.number(column)?).ok()
    }

    fn step(&mut self, column: usize) -> Option<i64> {
        self.0.get_mut(column)?.signed().ok()
    }

    fn bytes(&mut self, column: usize, length: usize) -> Option<&'a [u8]> {
        self.0.get_mut(column)?.take(length).ok()
    }
}

struct Unpacker<'a> {
    trail: Trail,
    known: HashSet<DocumentId>,
    documents: std::slice::Iter<'a, DocumentId>,
    actors: Vec<Actor>,
    prefixes: &'a [String],
    /// Bytes that may still be made.
    room: usize,
}

impl Unpacker<'_> {
    fn name(&mut self, id: DocumentId) {
        if self.known.insert(id) {
            self.trail.name(id);
        }
    }

    fn change(&mut self, columns: &mut Columns<'_>) -> Option<Spelled> {
        let document = self.document(columns)?;
        let (id, _) = *self.trail.documents.get(document)?;
        let actor = *self.actors.get(columns.place(column::ACTOR)?)?;
        let n = self.trail.next_n(actor);
        let n = n.checked_add(columns.step(column::N)?)?;
        let seq = self.trail.next_seq(document, actor);
        let seq = seq.checked_add_signed(columns.step(column::SEQ)?)?;
        let deps = self.deps(document, columns)?;
        let start_op = Trail::next_start(&deps);
        let start_op = start_op.checked_add_signed(columns.step(column::START)?)?;
        let puts = columns.number(column::PUTS)?;
        if puts > limits::CHANGE_OPS {
            return None;
        }
        let parts = Parts {
            deps: deps.into_iter().map(|dep| dep.hash).collect(),
            actor,
            seq,
            start_op,
            n: u32::try_from(n).ok()?,
            puts: (0..puts)
                .map(|_| self.put(start_op, columns))
                .collect::<Option<_>>()?,
        };
        let change = Spelled::of(id, parts)?;
        self.room = self.room.checked_sub(change.bytes().len())?;
        self.trail.note(document, &change);
        Some(change)
    }

    fn document(&mut self, columns: &mut Columns<'_>) -> Option<usize> {
        let place = match columns.place(column::DOCUMENT)? {
            0 => self.trail.document,
            place => place - 1,
        };
        if place == self.trail.documents.len() {
            let id = *self.documents.next()?;
            // One that has come up is found by its place.
            self.known.insert(id).then(|| self.trail.find(id))?;
        }
        Some(place)
    }

    fn deps(&mut self, document: usize, columns: &mut Columns<'_>) -> Option<Vec<Dep>> {
        let count = columns.place(column::DEPS)?;
        if count == 0 {
            return Some(self.trail.tips(document).to_vec());
        }
        let count = count - 1;
        if count > limits::CHANGE_DEPS {
            return None;
        }
        let mut deps = Vec::with_capacity(count);
        for _ in 0..count {
            deps.push(match columns.place(column::DEPS)? {
                0 => Dep {
                    hash: ChangeHash::from_slice(columns.bytes(column::HASHES, ChangeHash::LEN)?)?,
                    max_op: 0,
                },
                back => {
                    let place = self.trail.changes.len().checked_sub(back)?;
                    *self.trail.changes.get(place)?
                }
            });
        }
        Some(deps)
    }

    fn put(&mut self, start_op: u64, columns: &mut Columns<'_>) -> Option<RawPut> {
        let prefix = self.prefixes.get(columns.place(column::PREFIX)?)?;
        let length = columns.place(column::SUBJECT)?;
        let subject = columns.bytes(column::SUBJECTS, length)?;
        let mut key = String::with_capacity(prefix.len() + length);
        key.push_str(prefix);
        key.push_str(std::str::from_utf8(subject).ok()?);
        // Counted here too, so that short columns cannot make long keys without end.
        self.room = self.room.checked_sub(prefix.len())?;
        let value = columns.place(column::VALUE)?;
        let (length, sealed) = (value >> 1, value & 1 == 1);
        let value = if sealed {
            Value::Sealed(columns.bytes(column::SEALED, length)?.to_vec())
        } else {
            let text = columns.bytes(column::CLEAR, length)?;
            Value::Clear(std::str::from_utf8(text).ok()?.to_owned())
        };
        let count = columns.number(column::PREDS)?;
        let mut preds = Vec::new();
        for _ in 0..count {
            let actor = *self.actors.get(columns.place(column::PREDS)?)?;
            let counter = start_op.checked_add_signed(columns.step(column::PREDS)?)?;
            preds.push(OpId { counter, actor });
        }
        Some(RawPut { key, value, preds })
    }
}
