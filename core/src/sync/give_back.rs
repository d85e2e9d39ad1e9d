//! Giving back to a server that was restored: everything this phone holds, as the pushes it once
//! came in.
//!
//! Entries go first, as they were countersigned; then changes in the order this phone learnt of
//! them, cut where every feed touched ends in a head its device signed. Every piece begins with the
//! founding's entry: that is how a server tells what is given back from what is new. It judges all
//! of it again; what it has already it passes over. To a server that the community moves to, the
//! adoption goes last: with it that server begins to sequence anew.

use crate::error::Error;
use crate::phone::Community;
use crate::store::{changes, feeds, members, outbox};
use kith_domain::feed::SignedHead;
use kith_domain::hash::encode;
use kith_domain::ids::{DeviceTag, SpaceId};
use kith_domain::limits;
use kith_domain::roster::{Act, Entry};
use kith_domain::wire::{FedChange, Push};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Size at which a push is cut as soon as it can be.
const FULL: usize = limits::PUSH_BYTES / 2;
/// Changes at which a push is cut as soon as it can be.
const MANY: usize = limits::PUSH_CHANGES / 2;

/// The pushes that give everything back, in order.
///
/// # Errors
/// The disk's own.
pub fn pushes(db: &Connection, community: &Community) -> Result<VecDeque<Push>, Error> {
    let mut pushes = VecDeque::new();
    let entries = members::entries(db, community.id())?;
    for some in entries.chunks(limits::PUSH_RECORDS / 2) {
        let entries = some.to_vec();
        pushes.push_back(Push {
            entries,
            ..Push::default()
        });
    }
    let founding: Vec<Entry> = entries.first().cloned().into_iter().collect();
    let mut cut = Cut::default();
    let mut named = BTreeSet::new();
    for fed in changes::acknowledged(db, community.id())? {
        let known = changes::document_name(db, community.id(), fed.document)?;
        let Some((name, _)) = known else {
            return Err(Error::Inconsistent("a change without its document".into()));
        };
        let feed = (name.space, fed.device);
        let head = feeds::head_at(db, community.id(), feed, fed.n)?;
        if named.insert(fed.document) {
            cut.push.documents.push(name);
        }
        pushes.extend(cut.add(feed, fed, head));
    }
    pushes.extend(cut.rest());
    let adoption = outbox::pending_records(db, community.id())?;
    let adoption = adoption
        .into_iter()
        .find(|record| matches!(record.body.act, Act::ServerAdopted { .. }));
    pushes.extend(adoption.map(|record| Push {
        records: vec![record],
        ..Push::default()
    }));
    for push in &mut pushes {
        if push.entries.first() != founding.first() {
            push.entries.splice(0..0, founding.iter().cloned());
        }
    }
    Ok(pushes)
}

/// A push being filled.
#[derive(Default)]
struct Cut {
    push: Push,
    bytes: usize,
    heads: BTreeMap<(SpaceId, DeviceTag), SignedHead>,
    open: BTreeSet<(SpaceId, DeviceTag)>,
}

impl Cut {
    /// Adds a change; gives a push when it is full and every feed in it ends in a signed head.
    fn add(
        &mut self,
        feed: (SpaceId, DeviceTag),
        fed: FedChange,
        head: Option<SignedHead>,
    ) -> Option<Push> {
        self.bytes += encode(&fed).len();
        self.push.changes.push(fed);
        match head {
            Some(head) => {
                self.heads.insert(feed, head);
                self.open.remove(&feed);
            }
            None => {
                self.open.insert(feed);
            }
        }
        let full = self.bytes > FULL || self.push.changes.len() >= MANY;
        (full && self.open.is_empty()).then(|| self.take())
    }

    fn take(&mut self) -> Push {
        let done = std::mem::take(self);
        Push {
            heads: done.heads.into_values().collect(),
            ..done.push
        }
    }

    /// What is left; nothing if a feed has no signed end, which no acknowledged feed lacks.
    fn rest(mut self) -> Option<Push> {
        (!self.push.changes.is_empty()).then(|| self.take())
    }
}
