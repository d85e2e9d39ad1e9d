//! Sealing: values that only a space's audience can read, and keys handed from device to device.
//!
//! A sealed value, version 1, is `1 · key id (8) · nonce (24) · XChaCha20-Poly1305 text and tag`,
//! bound to community, space, document, fact key and key id, so it opens nowhere else. The nonce is
//! a keyed hash of the text and its place: no randomness is needed, and the same text written anew
//! in the same place gives the same bytes. A wrap is HPKE (RFC 9180, X25519-HKDF-SHA256,
//! ChaCha20-Poly1305) of a space key to one device; it is mail, not history.

use crate::hash::{encode, hash, truncated};
use crate::ids::{BoxKey, CommunityId, DeviceTag, DocumentId, KeyId, SpaceId};
use crate::keys::{Dice, Secret};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hpke::{Deserializable, OpModeR, OpModeS, Serializable};
use minicbor::bytes::{ByteArray, ByteVec};
use minicbor::{Decode, Encode};
use std::collections::BTreeMap;

/// Bytes a sealed value is longer than its text.
pub const OVERHEAD: usize = 49;

/// A space's symmetric key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SpaceKey(pub [u8; 32]);

impl SpaceKey {
    /// The key's id: `H("kith key v1", key)`.
    #[must_use]
    pub fn id(&self) -> KeyId {
        KeyId(hash(&("kith key v1", ByteArray::from(self.0))))
    }
}

/// Hides the key.
impl std::fmt::Debug for SpaceKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SpaceKey({})", self.id())
    }
}

/// Where a sealed value lies; it opens nowhere else.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The community.
    pub community: CommunityId,
    /// The space.
    pub space: SpaceId,
    /// The document.
    pub document: DocumentId,
    /// The whole fact key.
    pub key: &'a str,
}

impl Place<'_> {
    fn bind(&self, id: [u8; 8]) -> Vec<u8> {
        encode(&(
            "kith sealed v1",
            self.community,
            self.space,
            self.document,
            self.key,
            ByteArray::from(id),
        ))
    }
}

/// Why a sealed value does not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// The key it is sealed under is not on this phone.
    #[error("waiting for a key")]
    WaitingForKey,
    /// Its bytes are not a sealed value of this place.
    #[error("sealed value does not open here")]
    Unreadable,
}

/// The space keys this phone holds; of each space the newest last.
#[derive(Debug, Clone, Default)]
pub struct Keyring {
    keys: BTreeMap<SpaceId, Vec<SpaceKey>>,
}

impl Keyring {
    /// Adds a key; it becomes the one to seal under. Adding a key twice changes nothing.
    pub fn add(&mut self, space: SpaceId, key: SpaceKey) {
        let keys = self.keys.entry(space).or_default();
        if !keys.contains(&key) {
            keys.push(key);
        }
    }

    /// The newest key of a space.
    #[must_use]
    pub fn newest(&self, space: SpaceId) -> Option<SpaceKey> {
        self.keys.get(&space)?.last().copied()
    }

    /// The key of this id.
    #[must_use]
    pub fn find(&self, space: SpaceId, id: KeyId) -> Option<SpaceKey> {
        self.keys
            .get(&space)?
            .iter()
            .find(|k| k.id() == id)
            .copied()
    }

    /// Forgets a space: what was sealed under its keys reads no more on this phone.
    pub fn forget(&mut self, space: SpaceId) {
        self.keys.remove(&space);
    }

    /// Seals `text` for this place under the space's newest key.
    ///
    /// # Errors
    /// [`OpenError::WaitingForKey`] when the space's key is not on this phone.
    pub fn seal(&self, place: &Place<'_>, text: &str) -> Result<Vec<u8>, OpenError> {
        let key = self.newest(place.space).ok_or(OpenError::WaitingForKey)?;
        let id = key.id().short();
        let bind = place.bind(id);
        let nonce: [u8; 24] = truncated(&(
            "kith nonce v1",
            ByteArray::from(key.0),
            ByteVec::from(bind.clone()),
            text,
        ))
        .ok_or(OpenError::Unreadable)?;
        let cipher = XChaCha20Poly1305::new(&key.0.into());
        let body = cipher
            .encrypt(
                &XNonce::from(nonce),
                Payload {
                    msg: text.as_bytes(),
                    aad: &bind,
                },
            )
            .map_err(|_| OpenError::Unreadable)?;
        let mut out = Vec::with_capacity(body.len().saturating_add(33));
        out.push(1);
        out.extend_from_slice(&id);
        out.extend_from_slice(&nonce);
        out.extend_from_slice(&body);
        Ok(out)
    }

    /// Opens a sealed value of this place.
    ///
    /// # Errors
    /// [`OpenError`], telling a missing key from bytes that will never read.
    pub fn open(&self, place: &Place<'_>, bytes: &[u8]) -> Result<String, OpenError> {
        let (1, rest) = bytes
            .split_first()
            .map(|(v, r)| (*v, r))
            .ok_or(OpenError::Unreadable)?
        else {
            return Err(OpenError::Unreadable);
        };
        let (id, rest) = rest.split_first_chunk::<8>().ok_or(OpenError::Unreadable)?;
        let (nonce, body) = rest
            .split_first_chunk::<24>()
            .ok_or(OpenError::Unreadable)?;
        let key = self
            .keys
            .get(&place.space)
            .and_then(|keys| keys.iter().find(|k| k.id().short() == *id))
            .ok_or(OpenError::WaitingForKey)?;
        let cipher = XChaCha20Poly1305::new(&key.0.into());
        let text = cipher
            .decrypt(
                &XNonce::from(*nonce),
                Payload {
                    msg: body,
                    aad: &place.bind(*id),
                },
            )
            .map_err(|_| OpenError::Unreadable)?;
        String::from_utf8(text).map_err(|_| OpenError::Unreadable)
    }
}

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
        device: DeviceTag,
        to: BoxKey,
        dice: &mut Dice,
    ) -> Option<Self> {
        let info = wrap_info(community, space, key.id(), device);
        let (enc, body) = hpke::single_shot_seal_with_rng::<
            hpke::aead::ChaCha20Poly1305,
            hpke::kdf::HkdfSha256,
            hpke::kem::X25519HkdfSha256,
        >(&OpModeS::Base, &to.hpke()?, &info, &key.0, &[], dice)
        .ok()?;
        let mut bytes = enc.to_bytes().to_vec();
        bytes.extend_from_slice(&body);
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
        let (enc, body) = self.bytes.split_first_chunk::<32>()?;
        let enc =
            <<hpke::kem::X25519HkdfSha256 as hpke::Kem>::EncappedKey>::from_bytes(enc).ok()?;
        let info = wrap_info(community, self.space, self.key, self.device);
        let key = hpke::single_shot_open::<
            hpke::aead::ChaCha20Poly1305,
            hpke::kdf::HkdfSha256,
            hpke::kem::X25519HkdfSha256,
        >(&OpModeR::Base, secret.boxing(), &enc, &info, body, &[])
        .ok()?;
        let key = SpaceKey(key.try_into().ok()?);
        (key.id() == self.key).then_some(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: Place<'_> = Place {
        community: CommunityId([1; 16]),
        space: SpaceId([2; 16]),
        document: DocumentId([3; 16]),
        key: "a/page/self",
    };

    #[test]
    fn a_sealed_value_opens_in_its_own_place_with_its_own_key_only() {
        let mut ring = Keyring::default();
        assert_eq!(ring.seal(&PLACE, "Ada"), Err(OpenError::WaitingForKey));
        ring.add(PLACE.space, SpaceKey([9; 32]));
        let bytes = ring.seal(&PLACE, "Ada").unwrap();
        assert_eq!(bytes.len(), 3 + OVERHEAD);
        assert_eq!(ring.open(&PLACE, &bytes).as_deref(), Ok("Ada"));
        let elsewhere = Place {
            key: "b/page/self",
            ..PLACE
        };
        assert_eq!(ring.open(&elsewhere, &bytes), Err(OpenError::Unreadable));
        assert_eq!(
            Keyring::default().open(&PLACE, &bytes),
            Err(OpenError::WaitingForKey)
        );
        // A newer key seals; the older one still opens.
        ring.add(PLACE.space, SpaceKey([8; 32]));
        assert_eq!(ring.open(&PLACE, &bytes).as_deref(), Ok("Ada"));
        assert_ne!(ring.seal(&PLACE, "Ada").unwrap(), bytes);
        for cut in 0..bytes.len() {
            assert!(ring.open(&PLACE, &bytes[..cut]).is_err());
        }
    }

    #[test]
    fn a_wrap_opens_for_its_device_alone() {
        let (ada, ben) = (Secret::from_seed(&[1; 32]), Secret::from_seed(&[2; 32]));
        let key = SpaceKey([7; 32]);
        let mut dice = Dice::new([0; 32]);
        let wrap = Wrap::seal(
            PLACE.community,
            PLACE.space,
            key,
            ada.tag(),
            ada.box_key(),
            &mut dice,
        )
        .unwrap();
        assert_eq!(wrap.open(PLACE.community, &ada), Some(key));
        assert_eq!(wrap.open(PLACE.community, &ben), None);
        assert_eq!(wrap.open(CommunityId([5; 16]), &ada), None);
    }
}
