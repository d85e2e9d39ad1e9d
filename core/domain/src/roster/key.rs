//! Keys of spaces: which are in force, who may hold which, and when one is due to be changed.
//!
//! A key is due to be changed as soon as somebody who read the space no longer does. Any reader may
//! then sign the change, so the first phone to sync makes it by itself; the first in the log stands.
//! In the community every `key-changed` hands the key before it down, so newcomers read older pages.
//! In a pairing it does not: a visitor holds what was in force since they came, and those who look
//! after it are handed the older keys one by one. A concern keeps the pair it began with, of which
//! the leads it is told to hold the private half and its author none. Read next: [`crate::rekey`], which makes the record.

use super::act::{Role, SpaceKind};
use super::judge::Sight;
use super::member::Space;
use super::refusal::RecordRefusal;
use super::state::Rosters;
use crate::ids::{KeyId, MemberId, SpaceId};
use crate::sealed::HANDED_DOWN;

/// A key of a space, as its roster names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedKey {
    /// Which.
    pub id: KeyId,
    /// Number of the entry that brought it into force; 0 while that is pending on this phone.
    pub since: u32,
    /// The key before, sealed under this one; empty for a first key and in pairings.
    pub previous: Vec<u8>,
}

impl Space {
    /// The key in force.
    #[must_use]
    pub fn key(&self) -> KeyId {
        self.keys.last().map_or(KeyId([0; 32]), |key| key.id)
    }
}

impl Rosters {
    /// Whether somebody who read `space` stopped doing so since its key was made.
    #[must_use]
    pub fn key_is_due(&self, space: SpaceId) -> bool {
        self.spaces.get(&space).is_some_and(|space| space.stale)
    }

    /// The keys of `space` that `member` may hold, oldest first.
    #[must_use]
    pub fn keys_for(&self, space: SpaceId, member: MemberId) -> Vec<KeyId> {
        let Some(known) = self.spaces.get(&space) else {
            return Vec::new();
        };
        if known.erased || !self.may_read(space, member) {
            return Vec::new();
        }
        let all = || known.keys.iter().map(|key| key.id).collect();
        if known.kind == SpaceKind::Community {
            return all();
        }
        let standing = || {
            self.grants
                .iter()
                .filter(|g| (g.member, g.space) == (member, space) && g.cut.is_none())
        };
        if known.kind == SpaceKind::Concern {
            let told = standing().any(|g| g.role == Role::Lead);
            return if told { all() } else { Vec::new() };
        }
        // Whoever writes for the host holds what the host would.
        if standing().any(|g| g.role != Role::Visitor) || self.speaks_for_host(space, member) {
            return all();
        }
        // A pairing's past is not handed to a new visitor.
        let came = standing().map(|g| g.number).min().unwrap_or(u32::MAX);
        let mut keys = known.keys.iter().peekable();
        let mut held = Vec::new();
        while let Some(key) = keys.next() {
            if keys.peek().is_none_or(|next| next.since > came) {
                held.push(key.id);
            }
        }
        held
    }

    /// Of those, the keys that must be wrapped to a device: in the community the newest alone, since
    /// the others are handed down under it.
    #[must_use]
    pub fn keys_to_wrap(&self, space: SpaceId, member: MemberId) -> Vec<KeyId> {
        let mut keys = self.keys_for(space, member);
        if space == self.space {
            keys.drain(..keys.len().saturating_sub(1));
        }
        keys
    }

    /// Whether a `key-changed` fits what stands.
    pub(super) fn fits_key(
        &self,
        space: SpaceId,
        key: KeyId,
        previous: &[u8],
    ) -> Result<(), RecordRefusal> {
        let known = self.spaces.get(&space).ok_or(RecordRefusal::Unknown)?;
        if known.erased || !known.stale || known.keys.iter().any(|named| named.id == key) {
            return Err(RecordRefusal::AlreadySo);
        }
        let handed_down = match known.kind {
            SpaceKind::Community => HANDED_DOWN,
            _ => 0,
        };
        if previous.len() != handed_down {
            return Err(RecordRefusal::TooMuch);
        }
        Ok(())
    }

    /// Whether `member` reads `space` in the sense of `sight`.
    pub(super) fn reads(&self, sight: Sight, space: SpaceId, member: MemberId) -> bool {
        match sight {
            Sight::Now if space == self.space => self.is_member(member),
            // A host's proxy signs none: phones that enter later could not tell when they were one.
            Sight::Now => self.may_read(space, member) && self.in_space(space, member),
            // A pairing's own grants are in the order of its own roster, read from its start.
            Sight::Ever => self.in_space(space, member),
        }
    }

    /// Whether `member` has a role in `space` that was not taken back.
    pub(super) fn in_space(&self, space: SpaceId, member: MemberId) -> bool {
        self.grants
            .iter()
            .any(|g| (g.member, g.space) == (member, space) && g.cut.is_none())
    }

    /// Notes that somebody stopped reading `space`: its key is due to be changed. A concern's never
    /// is, since nothing more is sealed to it.
    pub(super) fn stale(&mut self, space: SpaceId) {
        if let Some(space) = self.spaces.get_mut(&space) {
            space.stale = space.kind != SpaceKind::Concern && !space.erased;
        }
    }
}
