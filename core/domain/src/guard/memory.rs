//! An index of one document in memory.

use super::{ChangeMeta, Checked, DocumentSize, Index, OpMeta, Stand, Writer};
use crate::ids::{Actor, ChangeHash, DeviceTag, MemberId, OpId};
use std::collections::{BTreeMap, HashMap};
use std::convert::Infallible;

/// An [`Index`] in memory: for tests, and for a phone that has the document open.
#[derive(Debug, Clone, Default)]
pub struct MemoryIndex {
    changes: HashMap<ChangeHash, ChangeMeta>,
    ops: HashMap<OpId, OpMeta>,
    actors: HashMap<Actor, (u64, ChangeHash)>,
    devices: HashMap<DeviceTag, (u32, ChangeHash)>,
    drawers: BTreeMap<MemberId, u64>,
    winners: BTreeMap<String, OpId>,
    size: DocumentSize,
}

impl MemoryIndex {
    /// Takes in a change the guard has passed, written by `device` as number `n`. Taking in one
    /// that is here already changes nothing.
    pub fn admit(&mut self, checked: &Checked, device: DeviceTag, n: u32) {
        if self.changes.contains_key(&checked.hash) {
            return;
        }
        self.changes.insert(checked.hash, checked.meta(device, n));
        self.actors
            .insert(checked.actor, (checked.seq, checked.hash));
        self.devices.insert(device, (n, checked.hash));
        for put in &checked.puts {
            let key = put.key.to_string();
            let winner = self.winners.entry(key.clone()).or_insert(put.op);
            *winner = put.op.max(*winner);
            self.ops.insert(put.op, OpMeta { key, device, n });
            // Every key of a change lies in one drawer.
            *self.drawers.entry(put.key.member).or_default() += put.bytes();
        }
        self.size.facts += checked.new_facts();
        self.size.bytes += checked.bytes;
    }

    /// The highest seq of an actor, and the change that has it.
    #[must_use]
    pub fn last_of_actor(&self, actor: &Actor) -> Option<(u64, ChangeHash)> {
        self.actors.get(actor).copied()
    }

    /// The highest number of a device, and the change that has it.
    #[must_use]
    pub fn last_of_device(&self, device: DeviceTag) -> Option<(u32, ChangeHash)> {
        self.devices.get(&device).copied()
    }

    /// The op that Automerge shows for each key: the highest.
    #[must_use]
    pub fn winners(&self) -> &BTreeMap<String, OpId> {
        &self.winners
    }
}

impl Index for MemoryIndex {
    type Error = Infallible;

    fn change(&self, hash: &ChangeHash) -> Result<Option<ChangeMeta>, Infallible> {
        Ok(self.changes.get(hash).cloned())
    }

    fn op(&self, op: &OpId) -> Result<Option<OpMeta>, Infallible> {
        Ok(self.ops.get(op).cloned())
    }

    fn stand(&self, writer: &Writer) -> Result<Stand, Infallible> {
        Ok(Stand {
            last_n: self.last_of_device(writer.device).map_or(0, |(n, _)| n),
            last_seq: self.last_of_actor(&writer.actor).map_or(0, |(seq, _)| seq),
            drawer_bytes: self.drawers.get(&writer.member).copied().unwrap_or(0),
            size: self.size,
        })
    }
}
