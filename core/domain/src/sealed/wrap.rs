//! Wraps: a space's key, handed from a phone that has it to one device that lacks it.
//!
//! A box ([`super::boxed`]) bound to community, space, key and device.
//! A wrap is mail, not history: the server carries it, drops it once its device has it, and whoever
//! opens it checks that the key is the one the roster names.

use super::{SpaceKey, boxed};
use crate::hash::encode;
use crate::ids::{BoxKey, CommunityId, DeviceTag, KeyId, SpaceId};
use crate::keys::{Dice, Secret};
use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

/// A space key wrapped to one device.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Wrap {
    /// The space the key opens.
    #[n(0)]
    pub space: SpaceId,
    /// Which key.
    #[n(1)]
    pub key: KeyId,
    /// For whom.
    #[n(2)]
    pub device: DeviceTag,
    /// HPKE encapsulated key, then ciphertext.
    #[n(3)]
    pub bytes: ByteVec,
}

fn wrap_info(community: CommunityId, space: SpaceId, key: KeyId, device: DeviceTag) -> Vec<u8> {
    encode(&("kith wrap v1", community, space, key, device))
}

impl Wrap {
    /// Wraps `key` to a device; `None` only if `to` is no key at all.
    #[must_use]
    pub fn seal(
        community: CommunityId,
        space: SpaceId,
        key: SpaceKey,
        (device, to): (DeviceTag, BoxKey),
        dice: &mut Dice,
    ) -> Option<Self> {
        let info = wrap_info(community, space, key.id(), device);
        let bytes = boxed::seal(to, &info, key.bytes(), dice)?;
        Some(Self {
            space,
            key: key.id(),
            device,
            bytes: bytes.into(),
        })
    }

    /// Opens a wrap made for this device, and checks that the key is the one it names.
    #[must_use]
    pub fn open(&self, community: CommunityId, secret: &Secret) -> Option<SpaceKey> {
        let info = wrap_info(community, self.space, self.key, self.device);
        let key = boxed::open(secret.boxing(), &info, &self.bytes)?;
        SpaceKey::named(key.try_into().ok()?, self.key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMUNITY: CommunityId = CommunityId([1; 16]);
    const SPACE: SpaceId = SpaceId([2; 16]);

    #[test]
    fn a_wrap_opens_for_its_device_alone() {
        let (ada, ben) = (Secret::from_seed(&[1; 32]), Secret::from_seed(&[2; 32]));
        let key = SpaceKey::Shared([7; 32]);
        let mut dice = Dice::new([0; 32]);
        let wrap =
            Wrap::seal(COMMUNITY, SPACE, key, (ada.tag(), ada.box_key()), &mut dice).unwrap();
        assert_eq!(wrap.open(COMMUNITY, &ada), Some(key));
        assert_eq!(wrap.open(COMMUNITY, &ben), None);
        assert_eq!(wrap.open(CommunityId([5; 16]), &ada), None);
    }
}
