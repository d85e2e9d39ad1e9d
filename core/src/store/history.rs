//! A document's history in memory: its changes as the guard and the projections ask for them.
//!
//! On the disk a change is its bytes ([`super::stretches`]). All else follows from them and is worked
//! out when a document is read: a microsecond or two a change, less than a row of a table costs.
//! Changes that stand in the store passed the guard on their way in, so here it only recalls them.

use crate::error::Error;
use crate::store::erase;
use crate::store::stretches::{self, Kept};
use kith_domain::change::Spelled;
use kith_domain::document::DocumentName;
use kith_domain::facts::{ChangeInfo, DocumentState, Op};
use kith_domain::genesis::genesis_hash;
use kith_domain::guard::{
    self, ChangeMeta, Checked, DocumentSize, Index, OpMeta, Put, Stand, Writer,
};
use kith_domain::ids::{Actor, ChangeHash, CommunityId, DeviceTag, DocumentId, MemberId, OpId};
use kith_domain::write::Ground;
use rusqlite::Connection;
use std::collections::{BTreeSet, HashMap};
use std::convert::Infallible;
use std::sync::Arc;

/// One document's changes, causes before effects.
#[derive(Debug, Clone)]
pub struct History {
    changes: Vec<Change>,
    places: HashMap<ChangeHash, usize>,
    /// Each op's change, and its place in it.
    ops: HashMap<OpId, (usize, usize)>,
    /// Each actor's and each device's last change.
    actors: HashMap<Actor, usize>,
    devices: HashMap<DeviceTag, usize>,
    drawers: HashMap<MemberId, Drawer>,
    /// Of what the server has.
    size: DocumentSize,
    heads: BTreeSet<ChangeHash>,
}

#[derive(Debug, Clone)]
struct Change {
    info: Arc<ChangeInfo>,
    actor: Actor,
    seq: u64,
    max_op: u64,
    puts: Vec<Put>,
    bytes: u64,
    unsent: bool,
}

/// Bytes of keys and values.
#[derive(Debug, Clone, Copy, Default)]
struct Drawer {
    sequenced: u64,
    unsent: u64,
}

impl History {
    /// Of a document nobody has written in.
    #[must_use]
    pub fn new(document: DocumentId) -> Self {
        Self {
            changes: Vec::new(),
            places: HashMap::new(),
            ops: HashMap::new(),
            actors: HashMap::new(),
            devices: HashMap::new(),
            drawers: HashMap::new(),
            size: DocumentSize::default(),
            heads: BTreeSet::from([genesis_hash(document)]),
        }
    }

    /// Reads a document's history from the disk.
    ///
    /// # Errors
    /// The disk's own, or [`Error::Inconsistent`].
    pub fn read(
        db: &Connection,
        community: CommunityId,
        document: DocumentId,
    ) -> Result<Self, Error> {
        let mut history = Self::new(document);
        for Kept { change, outbox, .. } in stretches::of_document(db, community, document)? {
            // What waits to be refused in an erased document builds on what is gone.
            let recalled = history.recall(&change, outbox.is_some());
            if recalled.is_err() && erase::has_places(db, community, document)? {
                break;
            }
            recalled?;
        }
        Ok(history)
    }

    fn recall(&mut self, change: &Spelled, unsent: bool) -> Result<(), Error> {
        let Ok(recalled) = guard::recall(change, &self.sequenced());
        let damaged = || Error::Inconsistent("a change that does not fit its document".to_owned());
        self.push(change, recalled.ok_or_else(damaged)?, unsent);
        Ok(())
    }

    /// Adds a change the guard has passed.
    pub fn push(&mut self, change: &Spelled, checked: Checked, unsent: bool) {
        let (device, n) = (change.parts().actor.device(), change.parts().n);
        let place = self.changes.len();
        self.places.insert(checked.hash, place);
        self.actors.insert(checked.actor, place);
        self.devices.insert(device, place);
        for (at, put) in checked.puts.iter().enumerate() {
            self.ops.insert(put.op, (place, at));
        }
        for dep in &checked.deps {
            self.heads.remove(dep);
        }
        self.heads.insert(checked.hash);
        let change = Change {
            actor: checked.actor,
            seq: checked.seq,
            max_op: checked.max_op,
            bytes: checked.bytes,
            puts: checked.puts,
            unsent,
            info: Arc::new(ChangeInfo {
                hash: checked.hash,
                device,
                n,
                clock: checked.clock,
            }),
        };
        if let Some((member, bytes)) = change.drawer() {
            let drawer = self.drawers.entry(member).or_default();
            *(if unsent {
                &mut drawer.unsent
            } else {
                &mut drawer.sequenced
            }) += bytes;
        }
        if !unsent {
            self.grow(&change);
        }
        self.changes.push(change);
    }

    /// Notes that the server has a change of ours; its bytes count as sequenced from here on.
    pub fn acknowledge(&mut self, hash: ChangeHash) {
        let place = self.places.get(&hash).copied();
        let Some(change) = place.and_then(|place| self.changes.get_mut(place)) else {
            return;
        };
        if !std::mem::take(&mut change.unsent) {
            return;
        }
        let change = change.clone();
        if let Some((member, bytes)) = change.drawer() {
            let drawer = self.drawers.entry(member).or_default();
            drawer.unsent = drawer.unsent.saturating_sub(bytes);
            drawer.sequenced += bytes;
        }
        self.grow(&change);
    }

    fn grow(&mut self, change: &Change) {
        let facts = change.puts.iter().filter(|put| put.preds.is_empty());
        self.size.facts += facts.count() as u64;
        self.size.bytes += change.bytes;
    }

    /// How many changes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.changes.len()
    }

    /// Whether nobody has written yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Whether a change is here.
    #[must_use]
    pub fn has(&self, hash: ChangeHash) -> bool {
        self.places.contains_key(&hash)
    }

    /// The hashes of all changes.
    pub fn hashes(&self) -> impl Iterator<Item = ChangeHash> {
        self.changes.iter().map(|change| change.info.hash)
    }

    /// The document with all its ops.
    #[must_use]
    pub fn state(&self, name: &DocumentName) -> DocumentState {
        let mut ops = Vec::with_capacity(self.ops.len());
        for change in &self.changes {
            ops.extend(change.puts.iter().map(|put| Op {
                key: put.key.clone(),
                id: put.op,
                value: put.value.clone(),
                change: Arc::clone(&change.info),
            }));
        }
        DocumentState {
            name: name.clone(),
            ops,
            heads: self.heads.iter().copied().collect(),
        }
    }

    /// The guard's index for changes from outside: quotas count what the server has.
    #[must_use]
    pub fn sequenced(&self) -> Known<'_> {
        Known {
            history: self,
            own: false,
        }
    }

    /// The guard's index for this phone's own new changes: quotas count its unsent ones too.
    #[must_use]
    pub fn own(&self) -> Known<'_> {
        Known {
            history: self,
            own: true,
        }
    }
}

impl Change {
    /// Whose drawer it writes in, and how many bytes of keys and values.
    fn drawer(&self) -> Option<(MemberId, u64)> {
        let put = self.puts.first()?;
        Some((put.key.member, self.puts.iter().map(Put::bytes).sum()))
    }
}

/// A history as the guard asks it.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    history: &'a History,
    own: bool,
}

impl Known<'_> {
    fn last(&self, place: Option<&usize>) -> Option<&Change> {
        self.history.changes.get(*place?)
    }
}

impl Ground for Known<'_> {
    fn heads(&self) -> Vec<ChangeHash> {
        self.history.heads.iter().copied().collect()
    }

    fn last_of(&self, device: DeviceTag) -> Option<ChangeHash> {
        let last = self.last(self.history.devices.get(&device))?;
        Some(last.info.hash)
    }

    fn last_by(&self, actor: Actor) -> Option<ChangeHash> {
        let last = self.last(self.history.actors.get(&actor))?;
        Some(last.info.hash)
    }

    fn puts(&self) -> impl Iterator<Item = (&Put, DeviceTag, u32)> {
        let changes = self.history.changes.iter();
        changes.flat_map(|change| {
            let info = &change.info;
            change.puts.iter().map(|put| (put, info.device, info.n))
        })
    }
}

impl Index for Known<'_> {
    type Error = Infallible;

    fn change(&self, hash: &ChangeHash) -> Result<Option<ChangeMeta>, Infallible> {
        let change = self.last(self.history.places.get(hash));
        Ok(change.map(|change| ChangeMeta {
            actor: change.actor,
            seq: change.seq,
            max_op: change.max_op,
            device: change.info.device,
            n: change.info.n,
            clock: change.info.clock.clone(),
        }))
    }

    fn op(&self, op: &OpId) -> Result<Option<OpMeta>, Infallible> {
        let found = self.history.ops.get(op).and_then(|(place, at)| {
            let change = self.history.changes.get(*place)?;
            Some((change, change.puts.get(*at)?))
        });
        Ok(found.map(|(change, put)| OpMeta {
            key: put.key.to_string(),
            device: change.info.device,
            n: change.info.n,
        }))
    }

    fn stand(&self, writer: &Writer) -> Result<Stand, Infallible> {
        let history = self.history;
        let drawer = history.drawers.get(&writer.member);
        let drawer = drawer.copied().unwrap_or_default();
        let unsent = if self.own { drawer.unsent } else { 0 };
        Ok(Stand {
            last_n: self
                .last(history.devices.get(&writer.device))
                .map_or(0, |change| change.info.n),
            last_seq: self
                .last(history.actors.get(&writer.actor))
                .map_or(0, |change| change.seq),
            drawer_bytes: drawer.sequenced + unsent,
            size: history.size,
        })
    }
}
