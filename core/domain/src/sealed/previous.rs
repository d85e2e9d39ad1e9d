//! The key before: when a community's key changes, the old one is handed down under the new.
//!
//! A `key-changed` record carries these bytes, so whoever gets the newest key can read every page
//! back to the founding. Layout: nonce 24, then the old key under XChaCha20-Poly1305, bound to
//! community, space and the new key's id. The nonce is a keyed hash of what it seals, as in values.

use super::SpaceKey;
use crate::hash::{encode, truncated};
use crate::ids::{CommunityId, SpaceId};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use minicbor::bytes::ByteArray;

/// Bytes of a key handed down: nonce, key, tag.
pub const HANDED_DOWN: usize = 24 + 32 + 16;

impl SpaceKey {
    fn bind(&self, community: CommunityId, space: SpaceId) -> Vec<u8> {
        encode(&("kith previous key v1", community, space, self.id()))
    }

    /// `previous` sealed under this key; empty only if the cipher fails, which it does not.
    #[must_use]
    pub fn hand_down(
        &self,
        community: CommunityId,
        space: SpaceId,
        previous: &SpaceKey,
    ) -> Vec<u8> {
        let bind = self.bind(community, space);
        let nonce: Option<[u8; 24]> = truncated(&(
            "kith previous nonce v1",
            ByteArray::from(*self.bytes()),
            ByteArray::from(*previous.bytes()),
            community,
            space,
        ));
        let Some(nonce) = nonce else {
            return Vec::new();
        };
        let sealed = Payload {
            msg: previous.bytes(),
            aad: &bind,
        };
        let body = XChaCha20Poly1305::new(&(*self.bytes()).into())
            .encrypt(&XNonce::from(nonce), sealed)
            .unwrap_or_default();
        [nonce.as_slice(), &body].concat()
    }

    /// The key that [`SpaceKey::hand_down`] sealed; `None` for bytes that are none.
    #[must_use]
    pub fn take_up(&self, community: CommunityId, space: SpaceId, bytes: &[u8]) -> Option<Self> {
        let (nonce, body) = bytes.split_first_chunk::<24>()?;
        let bind = self.bind(community, space);
        let sealed = Payload {
            msg: body,
            aad: &bind,
        };
        let key = XChaCha20Poly1305::new(&(*self.bytes()).into())
            .decrypt(&XNonce::from(*nonce), sealed)
            .ok()?;
        key.try_into().ok().map(Self::Shared)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_before_comes_out_under_the_new_key_in_its_own_space_only() {
        let (old, new) = (SpaceKey::Shared([1; 32]), SpaceKey::Shared([2; 32]));
        let (community, space) = (CommunityId([3; 16]), SpaceId([4; 16]));
        let bytes = new.hand_down(community, space, &old);
        assert_eq!(bytes.len(), HANDED_DOWN);
        assert_eq!(new.take_up(community, space, &bytes), Some(old));
        assert_eq!(old.take_up(community, space, &bytes), None);
        assert_eq!(new.take_up(community, SpaceId([5; 16]), &bytes), None);
        for cut in 0..bytes.len() {
            assert_eq!(new.take_up(community, space, &bytes[..cut]), None);
        }
    }
}
