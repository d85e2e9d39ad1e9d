//! Feeds: a device's chain of changes in a space, and the one signature a push carries per space.
//!
//! A device numbers its changes in each space, rising; numbers may skip, never repeat. The head
//! after `n` is a hash chain, so one signature over the newest head vouches for every change before
//! it, and a joining phone verifies each device once. A gap is a break in the chain, not a missing
//! number. Read next: [`crate::wire`].

use crate::hash::hash;
use crate::ids::{
    ChangeHash, CommunityId, DeviceTag, DocumentId, EntryHash, FeedHead, Signature, SigningKey,
    SpaceId,
};
use crate::keys::Secret;
use minicbor::{Decode, Encode};

/// `head₀ = H("kith feed v1", community, space, device)`.
#[must_use]
pub fn first_head(community: CommunityId, space: SpaceId, device: DeviceTag) -> FeedHead {
    FeedHead(hash(&("kith feed v1", community, space, device)))
}

/// `headₙ = H("kith feed step v1", previous head, n, document, change)`.
#[must_use]
pub fn next_head(previous: FeedHead, n: u32, document: DocumentId, change: ChangeHash) -> FeedHead {
    FeedHead(hash(&("kith feed step v1", previous, n, document, change)))
}

/// One feed as a digest counts it: space, device, number, head.
pub type Reached = (SpaceId, DeviceTag, u32, FeedHead);

/// What phone and server compare when all pages are in: `H("kith digest v2", feeds, rosters)`, first
/// 16 bytes, over all feeds in spaces the phone may read, by space and device, and the end of each
/// of those spaces' rosters.
#[must_use]
pub fn digest(feeds: Vec<Reached>, rosters: Vec<(SpaceId, (u32, EntryHash))>) -> [u8; 16] {
    crate::hash::truncated(&("kith digest v2", feeds, rosters)).unwrap_or_default()
}

/// A device's word that its feed in a space stands at this head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct SignedHead {
    /// The space.
    #[n(0)]
    pub space: SpaceId,
    /// The device.
    #[n(1)]
    pub device: DeviceTag,
    /// Its number.
    #[n(2)]
    pub n: u32,
    /// Its head after `n`.
    #[n(3)]
    pub head: FeedHead,
    /// Number of the community's roster entry the phone had last applied.
    #[n(4)]
    pub entry_number: u32,
    /// Hash of that entry; lets phones notice two histories.
    #[n(5)]
    pub entry: EntryHash,
    /// Over all of the above and the community.
    #[n(6)]
    pub signature: Signature,
}

impl SignedHead {
    /// Signs the head that `device` has reached.
    #[must_use]
    pub fn sign(
        community: CommunityId,
        space: SpaceId,
        (n, head): (u32, FeedHead),
        (entry_number, entry): (u32, EntryHash),
        secret: &Secret,
    ) -> Self {
        let device = secret.tag();
        let mut signed = Self {
            space,
            device,
            n,
            head,
            entry_number,
            entry,
            signature: Signature([0; 64]),
        };
        signed.signature = secret.sign(&signed.fields(community));
        signed
    }

    /// Whether `key` signed this.
    #[must_use]
    pub fn is_signed_by(&self, community: CommunityId, key: &SigningKey) -> bool {
        key.tag() == self.device && key.verifies(&self.fields(community), &self.signature)
    }

    #[allow(clippy::type_complexity)] // one tuple, spelled where it is signed
    fn fields(
        &self,
        community: CommunityId,
    ) -> (
        &'static str,
        CommunityId,
        SpaceId,
        DeviceTag,
        u32,
        FeedHead,
        u32,
        EntryHash,
    ) {
        (
            "kith head v1",
            community,
            self.space,
            self.device,
            self.n,
            self.head,
            self.entry_number,
            self.entry,
        )
    }
}
