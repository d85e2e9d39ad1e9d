//! Live connections: a poke to those who have something to read, and no data.
//!
//! The log is the truth and a poke only a hint: one that is lost costs a phone nothing but time.

use crate::community::Membership;
use crate::session::Caller;
use kith_domain::ids::{CommunityId, DeviceTag, SpaceId};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, PoisonError};
use tokio::sync::mpsc::{self, error::TrySendError};

/// What a push has added to a log.
#[derive(Debug, Clone)]
pub struct Appended {
    /// Whose log.
    pub community: CommunityId,
    /// In which spaces.
    pub spaces: BTreeSet<SpaceId>,
    /// How many changes.
    pub changes: u64,
    /// How many rows.
    pub rows: u64,
    /// The device that pushed; it knows.
    pub by: DeviceTag,
    /// The push, by the position of its first row.
    pub push: u64,
}

/// A poke. Pokes that were not read yet are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Poke;

#[derive(Debug)]
struct Watcher {
    device: DeviceTag,
    poke: mpsc::Sender<Poke>,
}

/// Everyone who is connected live.
#[derive(Debug, Default)]
pub struct Hub {
    watchers: Mutex<HashMap<CommunityId, Vec<Watcher>>>,
}

/// Most live connections of one device in one community; the oldest gives way.
const PER_DEVICE: usize = 3;

impl Hub {
    /// Pokes for all these callers, until the receiver is dropped.
    pub fn watch(&self, callers: &[Caller]) -> mpsc::Receiver<Poke> {
        let (poke, pokes) = mpsc::channel(1);
        let mut watchers = self.lock();
        for caller in callers {
            let there = watchers.entry(caller.community).or_default();
            there.retain(|w| !w.poke.is_closed());
            let device = caller.tag();
            if there.iter().filter(|w| w.device == device).count() >= PER_DEVICE
                && let Some(oldest) = there.iter().position(|w| w.device == device)
            {
                there.remove(oldest);
            }
            let poke = poke.clone();
            there.push(Watcher { device, poke });
        }
        pokes
    }

    /// Pokes everyone who may read some of what was appended.
    pub fn appended(&self, what: &Appended, membership: &Membership) {
        self.poke(what.community, |device| {
            device != what.by
                && membership.member_of(device).is_some_and(|member| {
                    let rosters = &membership.rosters;
                    what.spaces
                        .iter()
                        .any(|space| rosters.may_read(*space, member))
                })
        });
    }

    /// Pokes devices for which mail has come.
    pub fn mailed(&self, community: CommunityId, devices: &BTreeSet<DeviceTag>) {
        self.poke(community, |device| devices.contains(&device));
    }

    /// Whether a device is connected live.
    #[must_use]
    pub fn is_live(&self, community: CommunityId, device: DeviceTag) -> bool {
        let watchers = self.lock();
        let there = watchers.get(&community);
        there.is_some_and(|all| {
            all.iter()
                .any(|w| w.device == device && !w.poke.is_closed())
        })
    }

    /// Ends every live connection.
    pub fn clear(&self) {
        self.lock().clear();
    }

    fn poke(&self, community: CommunityId, reads: impl Fn(DeviceTag) -> bool) {
        let mut watchers = self.lock();
        let Some(there) = watchers.get_mut(&community) else {
            return;
        };
        there.retain(|watcher| {
            if reads(watcher.device) {
                // A full channel holds a poke already.
                !matches!(watcher.poke.try_send(Poke), Err(TrySendError::Closed(_)))
            } else {
                !watcher.poke.is_closed()
            }
        });
        if there.is_empty() {
            watchers.remove(&community);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<CommunityId, Vec<Watcher>>> {
        // Watchers are whole at every moment; a panic elsewhere leaves nothing half-done.
        self.watchers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
