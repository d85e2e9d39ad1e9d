//! An index of one document in memory.

use super::{ChangeMeta, Checked, DocumentSize, Index, OpMeta};
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

    fn last_of_actor(&self, actor: &Actor) -> Result<Option<(u64, ChangeHash)>, Infallible> {
        Ok(self.actors.get(actor).copied())
    }

    fn last_of_device(&self, device: DeviceTag) -> Result<Option<(u32, ChangeHash)>, Infallible> {
        Ok(self.devices.get(&device).copied())
    }

    fn drawer_bytes(&self, member: MemberId) -> Result<u64, Infallible> {
        Ok(self.drawers.get(&member).copied().unwrap_or(0))
    }

    fn size(&self) -> Result<DocumentSize, Infallible> {
        Ok(self.size)
    }
}
