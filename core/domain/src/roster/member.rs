//! What a roster keeps of members, devices, grants, spaces and invites.
//!
//! Read next: [`super::state`], where records bring these about.

use super::act::{Role, SpaceKind};
use super::key::NamedKey;
use crate::ids::{BoxKey, DeviceTag, MemberId, RecordHash, SigningKey, SpaceId};
use std::collections::BTreeMap;

/// Feed numbers by device.
pub type Numbers = BTreeMap<DeviceTag, u32>;

/// A device of a member.
#[derive(Debug, Clone)]
pub struct Device {
    /// Whose.
    pub member: MemberId,
    /// Its signing key.
    pub key: SigningKey,
    /// Its box key.
    pub box_key: BoxKey,
    /// When revoked: its number then, per space the server has written it into.
    pub revoked: Option<BTreeMap<SpaceId, u32>>,
}

/// How a member's membership ended.
#[derive(Debug, Clone)]
pub struct Departure {
    /// Whether by their own word.
    pub left: bool,
    /// Server time of the entry, seconds since 1970; 0 while it is pending on this phone.
    pub time: i64,
    /// Per space, the number each device had reached.
    pub cuts: BTreeMap<SpaceId, Numbers>,
}

/// A member.
#[derive(Debug, Clone)]
pub struct Member {
    /// Number of the entry that admitted them; 0 while pending on this phone.
    pub since: u32,
    /// How it ended, if it did.
    pub departed: Option<Departure>,
}

/// A grant of a role with its numbers.
#[derive(Debug, Clone)]
pub struct Grant {
    /// Who.
    pub member: MemberId,
    /// What.
    pub role: Role,
    /// Where.
    pub space: SpaceId,
    /// Number of the entry in its space's roster; 0 while it is pending on this phone.
    pub number: u32,
    /// Facts count above these numbers.
    pub from: Numbers,
    /// Facts count up to these numbers, once withdrawn.
    pub cut: Option<Numbers>,
    /// Server time of the withdrawal, seconds since 1970; 0 before it and while it is pending.
    pub withdrawn: i64,
}

/// Who writes for a member for a stretch of numbers.
#[derive(Debug, Clone)]
pub struct Proxy {
    /// Who writes.
    pub proxy: MemberId,
    /// For whom.
    pub member: MemberId,
    /// Facts count above these numbers, in the community's space.
    pub from: Numbers,
    /// Once it ended: by which record, and per space the numbers up to which facts count.
    pub ended: Option<(RecordHash, BTreeMap<SpaceId, Numbers>)>,
}

/// A round's organiser for a stretch of numbers.
#[derive(Debug, Clone)]
pub struct Organiser {
    /// Who.
    pub member: MemberId,
    /// Facts count above these numbers.
    pub from: Numbers,
    /// Facts count up to these numbers, once handed on.
    pub cut: Option<Numbers>,
}

/// A space of a community.
#[derive(Debug, Clone)]
pub struct Space {
    /// What for.
    pub kind: SpaceKind,
    /// Its keys, the one in force last.
    pub keys: Vec<NamedKey>,
    /// Whether somebody stopped reading it since that key was made.
    pub stale: bool,
    /// Whether its bytes and keys were erased.
    pub erased: bool,
}

/// An invite.
#[derive(Debug, Clone)]
pub struct Invite {
    /// Seconds since 1970 after which the server admits nobody by it.
    pub expires: i64,
    /// Whether it was taken back.
    pub withdrawn: bool,
    /// How many may come in by it: of a poster; none for a single-use invite.
    pub uses: Option<u32>,
    /// Who joined by it, in order.
    pub used_by: Vec<MemberId>,
}

impl Invite {
    /// Whether nobody comes in by it any more, whatever the clock says.
    #[must_use]
    pub fn is_spent(&self) -> bool {
        let uses = usize::try_from(self.uses.unwrap_or(1)).unwrap_or(usize::MAX);
        self.withdrawn || self.used_by.len() >= uses
    }
}

/// How a fact's author stands at its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// A member.
    Member,
    /// Written after leaving or being removed.
    Departed,
    /// Written with a device after it was revoked.
    Revoked,
    /// On no roster this phone has.
    Unknown,
}
