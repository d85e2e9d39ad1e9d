//! What records do: the kinds of act, the roles they grant, and what each is about.
//!
//! Read next: [`super::record`], which wraps an act in a signed body.

use crate::feed::SignedHead;
use crate::ids::{BoxKey, DeviceTag, DocumentId, KeyId, MemberId, RecordHash, SigningKey, SpaceId};
use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

/// What a member may do beyond being one. The first two hold in the whole community, the others in
/// the space of one pairing or concern.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Encode,
    Decode,
    serde::Serialize,
    serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
#[cbor(index_only)]
pub enum Role {
    /// Looks after members, invites and pairings.
    #[n(0)]
    Coordinator,
    /// Safeguarding lead; in a concern, one who is told of it.
    #[n(1)]
    Lead,
    /// The person who is visited.
    #[n(2)]
    Host,
    /// The runner who visits.
    #[n(3)]
    Visitor,
    /// Looks after one pairing.
    #[n(4)]
    PairingCoordinator,
    /// Whoever raised a concern: sends it and opens nothing of it.
    #[n(5)]
    Author,
}

impl Role {
    /// Whether the role is one in the whole community.
    #[must_use]
    pub fn in_community(self) -> bool {
        matches!(self, Self::Coordinator | Self::Lead)
    }

    /// Whether the role may be granted in a space of this kind.
    #[must_use]
    pub fn is_granted_in(self, kind: SpaceKind) -> bool {
        match kind {
            SpaceKind::Community => self.in_community(),
            SpaceKind::Pairing => {
                matches!(self, Self::Host | Self::Visitor | Self::PairingCoordinator)
            }
            SpaceKind::Concern => self == Self::Lead,
        }
    }
}

/// What a space is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum SpaceKind {
    /// All members of a community.
    #[n(0)]
    Community,
    /// Host, visitor and coordinators of one pairing.
    #[n(1)]
    Pairing,
    /// One concern: its author and the leads told of it.
    #[n(2)]
    Concern,
}

/// What a record does.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Act {
    /// A community begins; its id is the hash of this record's body.
    #[n(0)]
    Founded {
        /// The founder's device.
        #[n(0)]
        device: SigningKey,
        /// The founder's box key.
        #[n(1)]
        box_key: BoxKey,
        /// The server chosen, if any: the first adoption then stands on the founder's signature.
        #[n(2)]
        server: Option<SigningKey>,
        /// The community space's first key.
        #[n(3)]
        key: KeyId,
        /// The paper key, if one was made.
        #[n(4)]
        paper: Option<SigningKey>,
    },
    /// This server sequences the community's log from here on.
    #[n(1)]
    ServerAdopted {
        /// The server's key.
        #[n(0)]
        server: SigningKey,
        /// Where it answers.
        #[n(1)]
        address: String,
    },
    /// The space of a pairing or a concern begins; its id is the hash of this record's body.
    #[n(2)]
    SpaceOpened {
        /// What for.
        #[n(0)]
        kind: SpaceKind,
        /// Who is in it from the start.
        #[n(1)]
        participants: Vec<Participant>,
        /// The space's first key.
        #[n(2)]
        key: KeyId,
    },
    /// A coordinator invites.
    #[n(3)]
    InviteIssued {
        /// The invite's public key; admissions are signed with its secret half.
        #[n(0)]
        invite: SigningKey,
        /// Seconds since 1970 after which the server admits nobody by it.
        #[n(1)]
        expires: i64,
        /// Whether many may ask to come in by it: a poster, which admits nobody by itself.
        #[n(2)]
        many: bool,
        /// How many may come in by a poster; none for a single-use invite.
        #[n(3)]
        uses: Option<u32>,
    },
    /// An invite is taken back.
    #[n(4)]
    InviteWithdrawn {
        /// The invite.
        #[n(0)]
        invite: SigningKey,
    },
    /// Somebody joins; the new member's id is the hash of this record's body.
    #[n(5)]
    MemberAdmitted {
        /// The invite used.
        #[n(0)]
        invite: SigningKey,
        /// The newcomer's device.
        #[n(1)]
        device: SigningKey,
        /// The newcomer's box key.
        #[n(2)]
        box_key: BoxKey,
    },
    /// A member gets a further device.
    #[n(6)]
    DeviceAdded {
        /// Whose.
        #[n(0)]
        member: MemberId,
        /// Its key.
        #[n(1)]
        device: SigningKey,
        /// Its box key.
        #[n(2)]
        box_key: BoxKey,
        /// Devices it replaces.
        #[n(3)]
        revokes: Vec<DeviceTag>,
    },
    /// A device is lost or given up.
    #[n(7)]
    DeviceRevoked {
        /// Which.
        #[n(0)]
        device: DeviceTag,
    },
    /// A member leaves.
    #[n(8)]
    MemberLeft {
        /// Who.
        #[n(0)]
        member: MemberId,
    },
    /// A coordinator removes a member.
    #[n(9)]
    MemberRemoved {
        /// Who.
        #[n(0)]
        member: MemberId,
    },
    /// A member gets a role in the record's space.
    #[n(10)]
    RoleGranted {
        /// Who.
        #[n(0)]
        member: MemberId,
        /// Which.
        #[n(1)]
        role: Role,
    },
    /// A member gives up or loses a role in the record's space.
    #[n(11)]
    RoleWithdrawn {
        /// Who.
        #[n(0)]
        member: MemberId,
        /// Which.
        #[n(1)]
        role: Role,
    },
    /// A member writes for another from here on, in place of whoever did; a member who acts for
    /// themselves has nobody.
    #[n(12)]
    ActsFor {
        /// Who writes.
        #[n(0)]
        proxy: MemberId,
        /// For whom.
        #[n(1)]
        member: MemberId,
    },
    /// Members form a household; its id is the hash of this record's body.
    #[n(13)]
    HouseholdFormed {
        /// Who lives in it.
        #[n(0)]
        members: Vec<MemberId>,
    },
    /// A household's members change.
    #[n(14)]
    HouseholdChanged {
        /// Which.
        #[n(0)]
        household: MemberId,
        /// Who lives in it now.
        #[n(1)]
        members: Vec<MemberId>,
    },
    /// A round gets another organiser.
    #[n(15)]
    RoundHandedOver {
        /// The round's name within its kind.
        #[n(0)]
        round: String,
        /// The new organiser.
        #[n(1)]
        to: MemberId,
    },
    /// The community goes by later versions of the rules from here on.
    #[n(16)]
    VersionsSet {
        /// Of guard, roster rules, policy and allocation, in that order.
        #[n(0)]
        versions: Vec<u32>,
    },
    /// A space gets a new key, since somebody stopped reading it.
    #[n(17)]
    KeyChanged {
        /// The new key.
        #[n(0)]
        key: KeyId,
        /// In the community the previous key sealed under it; else empty.
        #[n(1)]
        previous: ByteVec,
    },
    /// A document's bytes go, and stay gone.
    #[n(18)]
    DocumentErased {
        /// Which.
        #[n(0)]
        document: DocumentId,
    },
    /// A pairing's bytes and keys go, and stay gone.
    #[n(19)]
    SpaceErased {},
    /// The server set a cut below what a phone can prove; a coordinator says that it was so.
    #[n(20)]
    CutCorrected {
        /// Whose.
        #[n(0)]
        device: DeviceTag,
        /// The right number.
        #[n(1)]
        n: u32,
        /// The record whose entry or line set the cut.
        #[n(2)]
        cause: RecordHash,
        /// The device's own word that it had reached that number.
        #[n(3)]
        evidence: SignedHead,
    },
    /// A coordinator enters a member who has no phone; the new member's id is the hash of this
    /// record's body.
    #[n(21)]
    MemberEntered {},
    /// Somebody who asked by a poster is let in; the new member's id is the hash of this record's body.
    #[n(22)]
    MemberAccepted {
        /// The poster.
        #[n(0)]
        invite: SigningKey,
        /// The newcomer's device.
        #[n(1)]
        device: SigningKey,
        /// The newcomer's box key.
        #[n(2)]
        box_key: BoxKey,
    },
}

/// One person in a new space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Participant {
    /// Who.
    #[n(0)]
    pub member: MemberId,
    /// As what.
    #[n(1)]
    pub role: Role,
}

/// What a record is about; two records about one subject have an order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The founding.
    Founding,
    /// The community's server.
    Server,
    /// An invite and the admission by it.
    Invite(SigningKey),
    /// A device.
    Device(DeviceTag),
    /// A member's coming to an end.
    Member(MemberId),
    /// A role of a member in a space.
    Role(MemberId, Role, SpaceId),
    /// A space.
    Space(RecordHash),
    /// A household.
    Household(MemberId),
    /// A round's organiser.
    Round(String),
    /// Who writes for a member.
    Proxy(MemberId),
    /// The versions in force.
    Versions,
    /// Where a record cut a device off in a space.
    Cut(SpaceId, RecordHash, DeviceTag),
    /// A space's key.
    Key(SpaceId),
    /// A document's bytes.
    Document(DocumentId),
}
