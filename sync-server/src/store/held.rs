//! Documents under the writer's hand: what the guard asks of them, kept in memory from change to change.
//!
//! Only the writer writes, so what it has read stays true until it writes again; sums go to the disk
//! once a push instead of once a change. Bounded, never the truth, and let go of when a push is not
//! taken ([`Held::undo`]) or the writer rests: rows are read anew then.

use kith_domain::guard::{ChangeMeta, Checked, DocumentSize, OpMeta, Stand, Writer};
use kith_domain::ids::{Actor, ChangeHash, DeviceTag, DocumentId, MemberId, OpId};
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

/// Most changes kept of a document, those that came last: a few from each of twenty devices.
const CHANGES: usize = 256;
/// Most changes kept of all from one push to the next; each is some hundred bytes.
const ALL_CHANGES: usize = 8192;

/// A document, by its community's row and its id.
pub type Place = (i64, DocumentId);

/// All documents in memory.
#[derive(Debug, Default)]
pub struct Held {
    documents: HashMap<Place, Document>,
    /// Those the push under way has touched.
    touched: BTreeSet<Place>,
    /// Changes in memory, about.
    changes: usize,
}

/// Sums that changes add to.
#[derive(Debug, Default)]
struct Document {
    size: Option<DocumentSize>,
    drawers: BTreeMap<MemberId, u64>,
    devices: BTreeMap<DeviceTag, u32>,
    actors: BTreeMap<Actor, u64>,
    changes: HashMap<ChangeHash, ChangeMeta>,
    ops: HashMap<OpId, OpMeta>,
    /// The changes and their ops, oldest first.
    order: VecDeque<(ChangeHash, Vec<OpId>)>,
    /// Drawers and actors whose rows are behind.
    behind: (BTreeSet<MemberId>, BTreeSet<Actor>),
}

/// What a document's rows must be made to say.
#[derive(Debug, Default)]
pub struct Sums {
    /// The document's own.
    pub size: DocumentSize,
    /// Bytes of drawers that grew.
    pub drawers: Vec<(MemberId, u64)>,
    /// Last number and seq of actors that wrote.
    pub actors: Vec<(Actor, u32, u64)>,
}

impl Held {
    /// Begins a push.
    pub fn begin(&mut self) {
        self.touched.clear();
    }

    /// Forgets what the push under way has touched: it was not taken.
    pub fn undo(&mut self) {
        for place in std::mem::take(&mut self.touched) {
            self.documents.remove(&place);
        }
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Ends a push that was taken; its sums are on their way to the disk.
    pub fn end(&mut self) {
        self.changes += self.touched.len(); // a document without changes takes room, too
        if self.changes > ALL_CHANGES {
            self.clear();
        }
        self.touched.clear();
    }

    /// A change, if it is here.
    #[must_use]
    pub fn change(&self, place: Place, hash: &ChangeHash) -> Option<&ChangeMeta> {
        self.documents.get(&place)?.changes.get(hash)
    }

    /// An op, if it is here.
    #[must_use]
    pub fn op(&self, place: Place, op: &OpId) -> Option<&OpMeta> {
        self.documents.get(&place)?.ops.get(op)
    }

    /// Where a writer stands, if all of that is here.
    #[must_use]
    pub fn stand(&self, place: Place, writer: &Writer) -> Option<Stand> {
        let document = self.documents.get(&place)?;
        Some(Stand {
            last_n: *document.devices.get(&writer.device)?,
            last_seq: *document.actors.get(&writer.actor)?,
            drawer_bytes: *document.drawers.get(&writer.member)?,
            size: document.size?,
        })
    }

    /// Keeps where a writer stands, as its rows say; what is here already is ahead of them.
    pub fn keep(&mut self, place: Place, writer: &Writer, stand: Stand) -> Stand {
        self.touched.insert(place);
        let document = self.documents.entry(place).or_default();
        let device = document.devices.entry(writer.device);
        let actor = document.actors.entry(writer.actor);
        let drawer = document.drawers.entry(writer.member);
        Stand {
            last_n: *device.or_insert(stand.last_n),
            last_seq: *actor.or_insert(stand.last_seq),
            drawer_bytes: *drawer.or_insert(stand.drawer_bytes),
            size: *document.size.get_or_insert(stand.size),
        }
    }

    /// Takes in a change the guard has passed, which has asked where its writer stands.
    pub fn add(&mut self, place: Place, device: DeviceTag, n: u32, checked: &Checked) {
        self.touched.insert(place);
        let document = self.documents.entry(place).or_default();
        let size = document.size.get_or_insert_default();
        size.facts = size.facts.saturating_add(checked.new_facts());
        size.bytes = size.bytes.saturating_add(checked.bytes);
        if let Some(put) = checked.puts.first() {
            // Every key of a change lies in one drawer.
            let drawer = document.drawers.entry(put.key.member).or_default();
            *drawer = drawer.saturating_add(checked.drawer_bytes);
            document.behind.0.insert(put.key.member);
        }
        document.devices.insert(device, n);
        document.actors.insert(checked.actor, checked.seq);
        document.behind.1.insert(checked.actor);

        let meta = checked.meta(device, n);
        document.changes.insert(checked.hash, meta);
        let ops: Vec<OpId> = checked.puts.iter().map(|put| put.op).collect();
        for put in &checked.puts {
            let key = put.key.to_string();
            document.ops.insert(put.op, OpMeta { key, device, n });
        }
        document.order.push_back((checked.hash, ops));
        self.changes += 1;
        if document.order.len() > CHANGES
            && let Some((oldest, ops)) = document.order.pop_front()
        {
            self.changes -= 1;
            document.changes.remove(&oldest);
            for op in ops {
                document.ops.remove(&op);
            }
        }
    }

    /// What the push under way has made of the sums of each document it touched.
    pub fn sums(&mut self) -> Vec<(Place, Sums)> {
        let mut all = Vec::with_capacity(self.touched.len());
        for place in &self.touched {
            let Some(document) = self.documents.get_mut(place) else {
                continue;
            };
            let (drawers, actors) = std::mem::take(&mut document.behind);
            if actors.is_empty() {
                continue;
            }
            let drawer = |member| (member, document.drawers.get(&member).copied());
            let actor = |actor: Actor| {
                let n = document.devices.get(&actor.device()).copied();
                let seq = document.actors.get(&actor).copied();
                (actor, n.unwrap_or_default(), seq.unwrap_or_default())
            };
            let sums = Sums {
                size: document.size.unwrap_or_default(),
                drawers: drawers
                    .into_iter()
                    .map(drawer)
                    .map(|(member, bytes)| (member, bytes.unwrap_or_default()))
                    .collect(),
                actors: actors.into_iter().map(actor).collect(),
            };
            all.push((*place, sums));
        }
        all
    }
}
