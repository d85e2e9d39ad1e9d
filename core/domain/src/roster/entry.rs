//! Entries: records and server lines in their order, chained and countersigned.
//!
//! Only order, time, an invite's uses and the numbers of *from* and *cut* are the server's word;
//! phones judge every entry again. Read next: [`super::state`].

use super::record::Record;
use super::refusal::RecordRefusal;
use crate::hash::hash;
use crate::ids::{DeviceTag, EntryHash, MemberId, RecordHash, Signature, SpaceId};
use crate::keys::Secret;
use minicbor::{Decode, Encode};

/// A device's feed number in a space when an entry was sequenced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
pub struct Reached {
    /// Which device.
    #[n(0)]
    pub device: DeviceTag,
    /// Its number; unlisted devices are at 0.
    #[n(1)]
    pub n: u32,
}

/// What the server states in one space because of an entry in the community's roster.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Line {
    /// Whose rights end here.
    #[n(0)]
    pub member: MemberId,
    /// Only this device's, when a device was revoked.
    #[n(1)]
    pub device: Option<DeviceTag>,
    /// The record in the community's roster.
    #[n(2)]
    pub cause: RecordHash,
}

/// What an entry sequences.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[allow(clippy::large_enum_variant)] // entries are few, and lines the rare ones among them
pub enum Stated {
    /// A member's record.
    #[n(0)]
    Record(#[n(0)] Record),
    /// The server's line.
    #[n(1)]
    Line(#[n(0)] Line),
}

impl Stated {
    /// Hash of what is sequenced, signatures excluded.
    #[must_use]
    pub fn hash(&self) -> RecordHash {
        match self {
            Self::Record(record) => record.hash(),
            Self::Line(line) => RecordHash(hash(&("kith line v1", line))),
        }
    }
}

/// One entry of a roster.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Entry {
    /// Whose roster: the community's own space or another.
    #[n(0)]
    pub roster: SpaceId,
    /// 1, 2, 3 … within the roster.
    #[n(1)]
    pub number: u32,
    /// The entry before; zeros for the first.
    #[n(2)]
    pub previous: EntryHash,
    /// What is sequenced.
    #[n(3)]
    pub stated: Stated,
    /// The numbers of *from* and *cut*: where the devices concerned stood in this space.
    #[n(4)]
    pub reached: Vec<Reached>,
    /// Server time, seconds since 1970; shown, and used for nothing but an invite's expiry.
    #[n(5)]
    pub time: i64,
    /// The server's signature over the entry's hash.
    #[n(6)]
    pub signature: Signature,
}

impl Entry {
    /// Sequences `stated` as the next entry, countersigned by `server`.
    #[must_use]
    pub fn sequence(
        roster: SpaceId,
        (number, previous): (u32, EntryHash),
        stated: Stated,
        reached: Vec<Reached>,
        time: i64,
        server: &Secret,
    ) -> Self {
        let mut entry = Self {
            roster,
            number,
            previous,
            stated,
            reached,
            time,
            signature: Signature([0; 64]),
        };
        entry.signature = server.sign(&("kith entry sign v1", entry.hash()));
        entry
    }

    /// `H("kith entry v1", roster, number, previous, H(stated), reached, time)`.
    #[must_use]
    pub fn hash(&self) -> EntryHash {
        EntryHash(hash(&(
            "kith entry v1",
            self.roster,
            self.number,
            self.previous,
            self.stated.hash(),
            &self.reached,
            self.time,
        )))
    }

    /// Whether `server` countersigned this entry.
    #[must_use]
    pub fn is_signed_by(&self, server: &crate::ids::SigningKey) -> bool {
        server.verifies(&("kith entry sign v1", self.hash()), &self.signature)
    }
}

/// Why an entry does not extend this phone's roster.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// Its number or previous hash does not follow.
    #[error("the server's list of members does not continue where this phone's ends")]
    Broken,
    /// The countersignature is not the adopted server's.
    #[error("an entry of the members' list is not signed by this community's server")]
    NotTheServer,
    /// It sequences a record that nobody entitled signed.
    #[error("the server sequenced a record that should have been refused")]
    Refused(#[source] RecordRefusal),
    /// It raises versions above what this program knows: no fault of the server's.
    #[error("the neighbourhood goes by newer rules than this app knows; update the app")]
    Newer,
    /// It is a line without a cause.
    #[error("the server ended a member's rights without a record that says so")]
    NoCause,
}
