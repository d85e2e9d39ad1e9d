//! A community as the server holds it in memory: the head of its log and who belongs.
//!
//! It is rebuilt from the roster entries in the log, so it can be dropped at any time; [`Directory`]
//! keeps the ones in use. Beside the rosters it knows the log positions of comings and goings,
//! which decide what a phone is sent ([`crate::pull`]).

use crate::known::{Known, Quiet};
use crate::store::communities::{self, Head};
use crate::store::{Rows, Store, StoreError};
use kith_domain::ids::{CommunityId, DeviceTag, EntryHash, KeyId, MemberId, SpaceId};
use kith_domain::roster::{Act, Entry, EntryError, Rosters, Stated};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

/// A community at one position of its log.
#[derive(Debug, Clone)]
pub struct Community {
    /// Its id.
    pub id: CommunityId,
    /// Where its log ends.
    pub head: Head,
    /// Who belongs.
    pub membership: Arc<Membership>,
    /// What was worked out of it as its log stands.
    pub known: Arc<Known>,
    /// The same of its mail and rosters.
    pub quiet: Arc<Quiet>,
}

/// Who belongs, and where in the log they came and went.
#[derive(Debug, Clone)]
pub struct Membership {
    /// Who belongs.
    pub rosters: Rosters,
    /// Position of the entry by which a member last entered a space other than the community's.
    entered: BTreeMap<(SpaceId, MemberId), u64>,
    /// Position of the entry by which a member last left a space other than the community's.
    left: BTreeMap<(SpaceId, MemberId), u64>,
    /// Position of the entry by which a device lost its rights.
    ended: BTreeMap<DeviceTag, u64>,
    /// Devices that hold a key without being sent it: they made it, or joined with it.
    holders: BTreeSet<(KeyId, DeviceTag)>,
    /// Every entry.
    entries: BTreeSet<EntryHash>,
}

impl Membership {
    /// The membership before the first entry.
    #[must_use]
    pub fn begin(rosters: Rosters) -> Self {
        Self {
            rosters,
            entered: BTreeMap::new(),
            left: BTreeMap::new(),
            ended: BTreeMap::new(),
            holders: BTreeSet::new(),
            entries: BTreeSet::new(),
        }
    }

    /// Takes in the entry at `position` of the log.
    ///
    /// # Errors
    /// [`EntryError`]; nothing has changed then.
    pub fn extend(&mut self, position: u64, entry: &Entry) -> Result<(), EntryError> {
        let outside: Vec<(SpaceId, MemberId)> = self
            .coming(entry)
            .into_iter()
            .filter(|(space, member)| !self.rosters.may_read(*space, *member))
            .collect();
        self.rosters.extend(entry)?;
        for (space, member) in outside {
            if self.rosters.may_read(space, member) {
                self.entered.insert((space, member), position);
            }
        }
        if let Stated::Record(record) = &entry.stated
            && let Act::RoleWithdrawn { member, .. } = record.body.act
            && !self.rosters.may_read(entry.roster, member)
        {
            self.left.insert((entry.roster, member), position);
        }
        let ended: Vec<DeviceTag> = self
            .rosters
            .devices
            .keys()
            .filter(|tag| self.member_of(**tag).is_none())
            .copied()
            .collect();
        for tag in ended {
            self.ended.entry(tag).or_insert(position);
        }
        self.note_holders(entry);
        self.entries.insert(entry.hash());
        Ok(())
    }

    /// Who may come to read a space by this entry: those it names, and whoever writes for them.
    fn coming(&self, entry: &Entry) -> Vec<(SpaceId, MemberId)> {
        let Stated::Record(record) = &entry.stated else {
            return Vec::new();
        };
        let named = match &record.body.act {
            Act::SpaceOpened { participants, .. } => {
                participants.iter().map(|p| p.member).collect()
            }
            Act::RoleGranted { member, .. } => vec![*member],
            Act::ActsFor { proxy, member } => {
                let spaces = self.rosters.readable(*member).into_iter();
                return spaces.map(|space| (space, *proxy)).collect();
            }
            _ => Vec::new(),
        };
        let proxies = named.iter().filter_map(|m| self.rosters.proxy_of(*m));
        let all = named.iter().copied().chain(proxies);
        all.map(|member| (entry.roster, member)).collect()
    }

    fn note_holders(&mut self, entry: &Entry) {
        let Stated::Record(record) = &entry.stated else {
            return;
        };
        match &record.body.act {
            Act::Founded { device, key, .. } => {
                self.holders.insert((*key, device.tag()));
            }
            Act::SpaceOpened { key, .. } => {
                let signers = record.signatures.iter().map(|s| (*key, s.key.tag()));
                self.holders.extend(signers);
            }
            Act::MemberAdmitted { device, .. } => {
                // An invite of before a change carries an older key; then it is wrapped to be sure.
                if let Some([first]) = self
                    .rosters
                    .spaces
                    .get(&entry.roster)
                    .map(|space| space.keys.as_slice())
                {
                    self.holders.insert((first.id, device.tag()));
                }
            }
            Act::KeyChanged { key, .. } => {
                let signers = record.signatures.iter().map(|s| (*key, s.key.tag()));
                self.holders.extend(signers);
            }
            _ => {}
        }
    }

    /// The member a device belongs to, while both have their rights.
    #[must_use]
    pub fn member_of(&self, device: DeviceTag) -> Option<MemberId> {
        let d = self.rosters.devices.get(&device)?;
        (d.revoked.is_none() && self.rosters.is_member(d.member)).then_some(d.member)
    }

    /// The devices whose members may read a space now.
    #[must_use]
    pub fn readers(&self, space: SpaceId) -> Vec<DeviceTag> {
        let members = self.rosters.readers(space);
        let devices = self.rosters.devices.iter();
        devices
            .filter(|(_, d)| d.revoked.is_none() && members.contains(&d.member))
            .map(|(tag, _)| *tag)
            .collect()
    }

    /// Of `spaces`, those `member` entered after position `after` and up to `until`.
    #[must_use]
    pub fn entered(
        &self,
        spaces: &BTreeSet<SpaceId>,
        member: MemberId,
        (after, until): (u64, u64),
    ) -> BTreeSet<SpaceId> {
        spaces
            .iter()
            .filter(|space| {
                self.entered
                    .get(&(**space, member))
                    .is_some_and(|at| *at > after && *at <= until)
            })
            .copied()
            .collect()
    }

    /// The spaces that `member` has left and been given since before the log's position `since`, each
    /// with the position of the entry that says so: their phone is told that, and no more of them.
    /// A phone that reads the log from its beginning is given those rosters from theirs.
    #[must_use]
    pub fn parting(&self, member: MemberId, since: u64) -> BTreeMap<SpaceId, u64> {
        let left = self.left.iter().filter(|((space, who), until)| {
            let given = self
                .entered
                .get(&(*space, *who))
                .is_some_and(|at| *at <= since);
            *who == member
                && **until > since
                && (given || since == 0)
                && !self.rosters.may_read(*space, member)
        });
        left.map(|((space, _), until)| (*space, *until)).collect()
    }

    /// Where a device lost its rights.
    #[must_use]
    pub fn ended(&self, device: DeviceTag) -> Option<u64> {
        self.ended.get(&device).copied()
    }

    /// Whether a device holds a key without being sent it.
    #[must_use]
    pub fn holds(&self, key: KeyId, device: DeviceTag) -> bool {
        self.holders.contains(&(key, device))
    }

    /// Whether this very entry stands.
    #[must_use]
    pub fn has_entry(&self, entry: &Entry) -> bool {
        self.entries.contains(&entry.hash())
    }
}

impl Community {
    /// Reads a community from its log; `None` if it is not here.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn load(db: &Connection, id: CommunityId) -> Result<Option<Self>, StoreError> {
        const DAMAGED: StoreError = StoreError::Damaged("a community's roster");
        let Some(head) = communities::head(db, id)? else {
            return Ok(None);
        };
        let rows = Rows {
            db,
            community: head.row,
        };
        let mut membership: Option<Membership> = None;
        for (position, entry) in rows.entries()? {
            if membership.is_none()
                && let Stated::Record(founded) = &entry.stated
            {
                membership = Rosters::begin(founded).map(Membership::begin);
            }
            membership
                .as_mut()
                .ok_or(DAMAGED)?
                .extend(position, &entry)
                .map_err(|_| DAMAGED)?;
        }
        Ok(Some(Self::new(id, head, membership.ok_or(DAMAGED)?)))
    }

    /// A community of which nothing was worked out yet.
    #[must_use]
    pub fn new(id: CommunityId, head: Head, membership: Membership) -> Self {
        Self {
            id,
            head,
            membership: Arc::new(membership),
            known: Arc::default(),
            quiet: Arc::default(),
        }
    }

    /// The rows of this community.
    #[must_use]
    pub fn rows<'a>(&self, db: &'a Connection) -> Rows<'a> {
        Rows {
            db,
            community: self.head.row,
        }
    }
}

/// Most communities kept in memory.
const KEPT: usize = 512;

/// The communities in use.
#[derive(Debug, Default)]
pub struct Directory {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    used: u64,
    communities: HashMap<CommunityId, (u64, Arc<Community>)>,
}

impl Directory {
    /// The community as this snapshot has it; `None` if it is not there.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn at(
        &self,
        db: &Connection,
        id: CommunityId,
    ) -> Result<Option<Arc<Community>>, StoreError> {
        let Some(head) = communities::head(db, id)? else {
            return Ok(None);
        };
        if let Some(kept) = self.kept(id).filter(|kept| kept.head == head) {
            return Ok(Some(kept));
        }
        // Not in memory, or a commit is just being published: the log tells.
        let loaded = Community::load(db, id)?.map(Arc::new);
        if let Some(community) = &loaded {
            self.keep(Arc::clone(community));
        }
        Ok(loaded)
    }

    /// The community as it was last committed or read, if it is in memory.
    #[must_use]
    pub fn latest(&self, id: CommunityId) -> Option<Arc<Community>> {
        self.kept(id)
    }

    /// Keeps a community as it was just committed; never exchanges a later state for an earlier.
    pub fn keep(&self, community: Arc<Community>) {
        let mut kept = self.lock();
        kept.used = kept.used.wrapping_add(1);
        let used = kept.used;
        let newer = kept
            .communities
            .get(&community.id)
            .is_some_and(|(_, held)| {
                (held.head.epoch, held.head.position)
                    > (community.head.epoch, community.head.position)
            });
        if newer {
            return;
        }
        kept.communities.insert(community.id, (used, community));
        if kept.communities.len() > KEPT {
            let oldest = kept.communities.iter().min_by_key(|(_, (used, _))| *used);
            if let Some(id) = oldest.map(|(id, _)| *id) {
                kept.communities.remove(&id);
            }
        }
    }

    fn kept(&self, id: CommunityId) -> Option<Arc<Community>> {
        let mut kept = self.lock();
        kept.used = kept.used.wrapping_add(1);
        let now = kept.used;
        let (used, community) = kept.communities.get_mut(&id)?;
        *used = now;
        Some(Arc::clone(community))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Kept> {
        // A panic while it was held leaves at worst one community to be loaded again.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads through a snapshot of `store`.
///
/// # Errors
/// [`StoreError`].
pub fn look_up(
    store: &Store,
    directory: &Directory,
    id: CommunityId,
) -> Result<Option<Arc<Community>>, StoreError> {
    store.read(|db| directory.at(db, id))
}
