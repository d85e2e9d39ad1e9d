//! Giving back to a server that was set back: what this phone holds beyond where the server stands, as
//! the pushes it once came in.
//!
//! Entries go first, as they were countersigned; then changes in the order this phone learnt of
//! them, cut where every feed touched ends in a head its device signed. Every piece begins with the
//! founding's entry: that is how a server tells what is given back from what is new. It judges all
//! of it again; what it has already it passes over. To a server that the community moves to, the
//! adoption goes last: with it that server begins to sequence anew.

use crate::error::Error;
use crate::phone::Community;
use crate::store::{changes, feeds, members, outbox};
use kith_domain::feed::{SignedHead, first_head, next_head};
use kith_domain::hash::encode;
use kith_domain::ids::{CommunityId, DeviceTag, SpaceId};
use kith_domain::limits;
use kith_domain::repair::{self, FeedStand, Stand};
use kith_domain::roster::{Act, Entry};
use kith_domain::wire::{FedChange, Push};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Size at which a push is cut as soon as it can be.
const FULL: usize = limits::PUSH_BYTES / 2;
/// Changes at which a push is cut as soon as it can be.
const MANY: usize = limits::PUSH_CHANGES / 2;

/// A device's feed in a space.
type Place = (SpaceId, DeviceTag);

/// Where this phone stands, for a server to compare: every roster it holds and every feed acknowledged.
///
/// # Errors
/// The disk's own.
pub fn stands(db: &Connection, community: &Community) -> Result<Vec<Stand>, Error> {
    let rosters = &community.sequenced;
    let spaces = rosters.spaces.keys();
    let ends = spaces.map(|space| (*space, rosters.chain(*space)));
    let ends = ends.filter(|(_, (number, _))| *number > 0);
    let feeds = feeds::feeds(db, community.id())?;
    Ok(repair::stands(ends, feeds))
}

/// The pushes that give back what a server lacks that says it stands there, in order: none where it
/// lacks nothing. Of a space that it says nothing of, everything is given back.
///
/// # Errors
/// The disk's own.
pub fn pushes(
    db: &Connection,
    community: &Community,
    there: &[Stand],
) -> Result<VecDeque<Push>, Error> {
    let id = community.id();
    let mut pushes = VecDeque::new();
    let entries = members::entries(db, id)?;
    let founding: Vec<Entry> = entries.first().cloned().into_iter().collect();
    let lost = lost_entries(entries, there);
    for some in lost.chunks(limits::PUSH_RECORDS / 2) {
        let entries = some.to_vec();
        pushes.push_back(Push {
            entries,
            ..Push::default()
        });
    }
    let mut changes = Vec::new();
    if may_lack(&feeds::feeds(db, id)?, there) {
        for fed in changes::acknowledged(db, id)? {
            let known = changes::document_name(db, id, fed.document)?;
            let Some((name, _)) = known else {
                return Err(Error::Inconsistent("a change without its document".into()));
            };
            changes.push(((name.space, fed.device), name, fed));
        }
    }
    let feeds = changes.iter().map(|(place, _, fed)| (*place, fed));
    let theirs = Theirs::at(id, there, feeds);
    let mut cut = Cut::default();
    let mut named = BTreeSet::new();
    for (place, name, fed) in changes {
        if !theirs.lacks(place, fed.n) {
            continue;
        }
        let head = feeds::head_at(db, id, place, fed.n)?;
        if named.insert(fed.document) {
            cut.push.documents.push(name);
        }
        pushes.extend(cut.add(place, fed, head));
    }
    pushes.extend(cut.rest());
    let adoption = outbox::pending_records(db, id)?;
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

/// The entries beyond where the server's rosters end. Where one ends in another history, all of it: the
/// server passes over what it has.
fn lost_entries(entries: Vec<Entry>, there: &[Stand]) -> Vec<Entry> {
    let reached: BTreeMap<SpaceId, u32> = there
        .iter()
        .filter(|stand| entries.iter().any(|entry| stand.ends_in(entry)))
        .map(|stand| (stand.space, stand.number))
        .collect();
    let beyond = |entry: &Entry| entry.number > reached.get(&entry.roster).map_or(0, |n| *n);
    entries.into_iter().filter(beyond).collect()
}

/// Whether a server that stands there may lack any change of these feeds.
fn may_lack(feeds: &[kith_domain::feed::Reached], there: &[Stand]) -> bool {
    let told = repair::by_feed(there);
    let known: BTreeSet<SpaceId> = there.iter().map(|stand| stand.space).collect();
    feeds.iter().any(|(space, device, n, _)| {
        let reached = told.get(&(*space, *device));
        !known.contains(space) || reached.is_some_and(|reached| reached.n < *n)
    })
}

/// Where a server says its feeds stand, held against what this phone holds of them.
struct Theirs {
    /// The spaces it speaks of.
    spaces: BTreeSet<SpaceId>,
    /// Feeds that stand elsewhere than here: the number from which on it lacks them. None where the
    /// server has another history of that feed, into which nothing that is here would fit.
    feeds: BTreeMap<Place, Option<u32>>,
}

impl Theirs {
    fn at<'a>(
        community: CommunityId,
        there: &[Stand],
        changes: impl Iterator<Item = (Place, &'a FedChange)>,
    ) -> Self {
        let told = repair::by_feed(there);
        let nothing = told.iter().filter(|(_, reached)| reached.n == 0);
        let mut feeds: BTreeMap<Place, Option<u32>> = told.keys().map(|at| (*at, None)).collect();
        feeds.extend(nothing.map(|(place, _)| (*place, Some(0))));
        let mut heads = BTreeMap::new();
        for (place, fed) in changes {
            let Some(reached) = told.get(&place).filter(|reached| fed.n <= reached.n) else {
                continue;
            };
            let Some(hash) = fed.hash() else {
                continue;
            };
            let first = || first_head(community, place.0, place.1);
            let head = heads.entry(place).or_insert_with(first);
            *head = next_head(*head, fed.n, fed.document, hash);
            if *reached == FeedStand::at(place.1, fed.n, *head) {
                feeds.insert(place, Some(fed.n));
            }
        }
        Self {
            spaces: there.iter().map(|stand| stand.space).collect(),
            feeds,
        }
    }

    /// Whether the server lacks this number of a feed.
    fn lacks(&self, place: Place, n: u32) -> bool {
        match self.feeds.get(&place) {
            Some(reached) => reached.is_some_and(|reached| n > reached),
            None => !self.spaces.contains(&place.0),
        }
    }
}

/// A push being filled.
#[derive(Default)]
struct Cut {
    push: Push,
    bytes: usize,
    heads: BTreeMap<Place, SignedHead>,
    open: BTreeSet<Place>,
}

impl Cut {
    /// Adds a change; gives a push when it is full and every feed in it ends in a signed head.
    fn add(&mut self, feed: Place, fed: FedChange, head: Option<SignedHead>) -> Option<Push> {
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
