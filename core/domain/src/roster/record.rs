//! Records: what a member signs about who belongs.
//!
//! A record is a body and one to three signatures over its hash. It names the last record *about the
//! same subject* that its author had seen, not the log's head, so it can be made offline, carried in
//! a QR code and arrive by any phone. Read next: [`super::judge`].

use super::act::{Act, Subject};
use crate::hash::hash;
use crate::ids::{CommunityId, ItemId, MemberId, RecordHash, Signature, SigningKey, SpaceId};
use crate::keys::Secret;
use minicbor::bytes::ByteArray;
use minicbor::{Decode, Encode};

/// What is signed.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Body {
    /// The community; none in its own founding, which names no id.
    #[n(0)]
    pub community: Option<CommunityId>,
    /// The space whose roster this goes into; none where the record itself makes the space.
    #[n(1)]
    pub space: Option<SpaceId>,
    /// The last record about the same subject its author had seen.
    #[n(2)]
    pub predecessor: Option<RecordHash>,
    /// What it does.
    #[n(3)]
    pub act: Act,
    /// Makes two records of one content differ.
    #[n(4)]
    pub nonce: ByteArray<16>,
}

impl Body {
    /// `H("kith record body v1", body)`: the record's hash, signatures excluded.
    #[must_use]
    pub fn hash(&self) -> RecordHash {
        RecordHash(hash(&("kith record body v1", self)))
    }

    /// The subject.
    #[must_use]
    pub fn subject(&self) -> Subject {
        let space = self.space.unwrap_or(SpaceId([0; 16]));
        match &self.act {
            Act::Founded { .. } => Subject::Founding,
            Act::ServerAdopted { .. } => Subject::Server,
            Act::SpaceOpened { .. } => Subject::Space(self.hash()),
            Act::SpaceErased {} => Subject::Key(space),
            Act::InviteIssued { invite, .. }
            | Act::InviteWithdrawn { invite }
            | Act::MemberAdmitted { invite, .. } => Subject::Invite(*invite),
            // Of a poster every use is a matter of its own: the newcomer's.
            Act::DeviceAdded { device, .. } | Act::MemberAccepted { device, .. } => {
                Subject::Device(device.tag())
            }
            Act::DeviceRevoked { device } => Subject::Device(*device),
            // A roster of its own may be read by few: corrections there are no matter of the device's.
            Act::CutCorrected { device, cause, .. } => Subject::Cut(space, *cause, *device),
            Act::MemberEntered {} => Subject::Member(self.member_id()),
            Act::MemberLeft { member } | Act::MemberRemoved { member } => Subject::Member(*member),
            Act::RoleGranted { member, role } | Act::RoleWithdrawn { member, role } => {
                Subject::Role(*member, *role, space)
            }
            Act::ActsFor { member, .. } => Subject::Proxy(*member),
            Act::HouseholdFormed { .. } => Subject::Household(self.household_id()),
            Act::HouseholdChanged { household, .. } => Subject::Household(*household),
            Act::RoundHandedOver { round, .. } => Subject::Round(round.clone()),
            Act::VersionsSet { .. } => Subject::Versions,
            Act::KeyChanged { .. } => Subject::Key(space),
            Act::DocumentErased { document } => Subject::Document(*document),
        }
    }

    /// The community a founding makes.
    #[must_use]
    pub fn community_id(&self) -> CommunityId {
        self.community.unwrap_or_else(|| {
            crate::hash::truncated(&("kith community v1", self))
                .map_or(CommunityId([0; 16]), CommunityId)
        })
    }

    /// The space this record makes, or goes into.
    #[must_use]
    pub fn space_id(&self) -> SpaceId {
        self.space.unwrap_or_else(|| {
            crate::hash::truncated(&("kith space v1", self.hash()))
                .map_or(SpaceId([0; 16]), SpaceId)
        })
    }

    /// The member that a founding, an admission or an entering makes.
    #[must_use]
    pub fn member_id(&self) -> MemberId {
        let domain = match self.act {
            Act::Founded { .. } => "kith founder v1",
            _ => "kith member v1",
        };
        crate::hash::truncated(&(domain, self)).map_or(MemberId([0; 10]), MemberId)
    }

    /// The household a formation makes; the same length as a member, since a member alone is one.
    #[must_use]
    pub fn household_id(&self) -> MemberId {
        crate::hash::truncated(&("kith household v1", self)).map_or(MemberId([0; 10]), MemberId)
    }

    /// This body's signature by `secret`.
    #[must_use]
    pub fn sign(&self, secret: &Secret) -> Signed {
        Signed {
            key: secret.public(),
            signature: secret.sign(&("kith record v1", self.hash())),
        }
    }

    /// A nonce that follows from the command that makes the record.
    #[must_use]
    pub fn nonce_of(command: crate::ids::CommandId, index: u32) -> ByteArray<16> {
        crate::hash::truncated::<16, _>(&("kith record nonce v1", command, index))
            .unwrap_or([0; 16])
            .into()
    }
}

/// One signature over a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Signed {
    /// By which key.
    #[n(0)]
    pub key: SigningKey,
    /// Over `["kith record v1", H(body)]`.
    #[n(1)]
    pub signature: Signature,
}

/// A body with its one to three signatures.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Record {
    /// What is signed.
    #[n(0)]
    pub body: Body,
    /// By whom.
    #[n(1)]
    pub signatures: Vec<Signed>,
}

impl Record {
    /// A record signed by these keys.
    #[must_use]
    pub fn signed_by(body: Body, secrets: &[&Secret]) -> Self {
        let signatures = secrets.iter().map(|s| body.sign(s)).collect();
        Self { body, signatures }
    }

    /// The record's hash, signatures excluded.
    #[must_use]
    pub fn hash(&self) -> RecordHash {
        self.body.hash()
    }

    /// The keys whose signatures hold; `None` if any does not, one signs twice, or there are not
    /// one to three.
    #[must_use]
    pub fn signers(&self) -> Option<Vec<SigningKey>> {
        if self.signatures.is_empty() || self.signatures.len() > 3 {
            return None;
        }
        let hash = self.hash();
        let mut keys: Vec<SigningKey> = Vec::with_capacity(self.signatures.len());
        for signed in &self.signatures {
            if keys.contains(&signed.key)
                || !signed
                    .key
                    .verifies(&("kith record v1", hash), &signed.signature)
            {
                return None;
            }
            keys.push(signed.key);
        }
        Some(keys)
    }
}

/// A random item id that follows from the command that makes it.
#[must_use]
pub fn item_of(command: crate::ids::CommandId, index: u32) -> ItemId {
    crate::hash::truncated(&("kith item v1", command, index)).map_or(ItemId([0; 10]), ItemId)
}
