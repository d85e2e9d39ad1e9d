//! Sealing: values that only a space's audience can read, and keys handed from device to device.
//!
//! A sealed value, version 1, is `1 · key id (8) · nonce (24) · XChaCha20-Poly1305 text and tag`,
//! bound to community, space, document, fact key and key id, so it opens nowhere else. The nonce is
//! a keyed hash of the text and its place: no randomness is needed, and the same text written anew
//! in the same place gives the same bytes. Read next: `concern`, version 2; `wrap`, how a key reaches a
//! device; `previous`, how a changed key hands down the one before it.

pub(crate) mod boxed;
mod concern;
mod previous;
mod wrap;

pub use previous::HANDED_DOWN;
pub use wrap::Wrap;

use crate::hash::{encode, hash, truncated};
use crate::ids::{CommunityId, DocumentId, KeyId, SpaceId};
use crate::roster::Rosters;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use minicbor::bytes::{ByteArray, ByteVec};
use std::collections::BTreeMap;

/// Bytes a sealed value is longer than its text, at most: those of version 2.
pub const OVERHEAD: usize = 57;

/// A space's secret.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum SpaceKey {
    /// Seals and opens.
    Shared([u8; 32]),
    /// The private half of a concern's pair: opens what its public half sealed.
    Private([u8; 32]),
}

impl SpaceKey {
    /// The secret of this id in `bytes`; `None` if they are none.
    #[must_use]
    pub fn named(bytes: [u8; 32], id: KeyId) -> Option<Self> {
        [Self::Shared(bytes), Self::Private(bytes)]
            .into_iter()
            .find(|key| key.id() == id)
    }

    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        match self {
            Self::Shared(bytes) | Self::Private(bytes) => bytes,
        }
    }

    /// The key's id: `H("kith key v1", key)`, of a pair `H("kith concern key v1", public half)`.
    #[must_use]
    pub fn id(&self) -> KeyId {
        KeyId(match self {
            Self::Shared(key) => hash(&("kith key v1", ByteArray::from(*key))),
            Self::Private(_) => hash(&("kith concern key v1", self.public())),
        })
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
    /// Keys that no roster names: they open, and nothing is ever sealed under them.
    strange: BTreeMap<SpaceId, Vec<SpaceKey>>,
}

impl Keyring {
    /// Adds a key; until [`Keyring::settle`] it is the one to seal under. Adding a key twice changes
    /// nothing.
    pub fn add(&mut self, space: SpaceId, key: SpaceKey) {
        if self.find(space, key.id()).is_none() {
            self.keys.entry(space).or_default().push(key);
        }
    }

    /// Brings each space's keys into the order in which its roster names them. Keys that the roster
    /// does not name (yet) open and never seal: whoever runs the server can mail one of their own.
    pub fn settle(&mut self, rosters: &Rosters) {
        for (space, keys) in std::mem::take(&mut self.strange) {
            self.keys.entry(space).or_default().extend(keys);
        }
        for (space, held) in &mut self.keys {
            let named = rosters.spaces.get(space).map_or(&[][..], |s| &s.keys);
            let place = |key: &SpaceKey| named.iter().position(|n| n.id == key.id());
            let (mut known, strange): (Vec<_>, Vec<_>) =
                held.drain(..).partition(|key| place(key).is_some());
            known.sort_by_cached_key(place);
            *held = known;
            if !strange.is_empty() {
                self.strange.insert(*space, strange);
            }
        }
    }

    fn of(&self, space: SpaceId) -> impl Iterator<Item = &SpaceKey> {
        let all = [self.keys.get(&space), self.strange.get(&space)];
        all.into_iter().flatten().flatten()
    }

    /// The keys that those held here hand down, to whoever `rosters` allow them.
    #[must_use]
    pub fn handed_down(&self, rosters: &Rosters) -> Vec<(SpaceId, SpaceKey)> {
        let mut found = self.clone();
        let mut fresh = Vec::new();
        for (space, known) in &rosters.spaces {
            for named in known.keys.iter().rev() {
                let Some(key) = found.find(*space, named.id) else {
                    continue;
                };
                let before = key.take_up(rosters.community, *space, &named.previous);
                // Whatever was sealed there must be a key of this space.
                let before = before.filter(|key| known.keys.iter().any(|n| n.id == key.id()));
                if let Some(before) = before
                    && found.find(*space, before.id()).is_none()
                {
                    found.add(*space, before);
                    fresh.push((*space, before));
                }
            }
        }
        fresh
    }

    /// The newest key of a space: the one to seal under.
    #[must_use]
    pub fn newest(&self, space: SpaceId) -> Option<SpaceKey> {
        self.keys.get(&space)?.last().copied()
    }

    /// The key of this id.
    #[must_use]
    pub fn find(&self, space: SpaceId, id: KeyId) -> Option<SpaceKey> {
        self.of(space).find(|k| k.id() == id).copied()
    }

    /// All keys held of a space.
    pub fn all(&self, space: SpaceId) -> impl Iterator<Item = SpaceKey> {
        self.of(space).copied()
    }

    /// Forgets a space: what was sealed under its keys reads no more on this phone.
    pub fn forget(&mut self, space: SpaceId) {
        self.keys.remove(&space);
        self.strange.remove(&space);
    }

    /// Seals `text` for this place under the space's newest key.
    ///
    /// # Errors
    /// [`OpenError::WaitingForKey`] when the space's key is not on this phone.
    pub fn seal(&self, place: &Place<'_>, text: &str) -> Result<Vec<u8>, OpenError> {
        let Some(SpaceKey::Shared(key)) = self.newest(place.space) else {
            return Err(OpenError::WaitingForKey);
        };
        let id = SpaceKey::Shared(key).id().short();
        let bind = place.bind(id);
        let nonce: [u8; 24] = truncated(&(
            "kith nonce v1",
            ByteArray::from(key),
            ByteVec::from(bind.clone()),
            text,
        ))
        .ok_or(OpenError::Unreadable)?;
        let cipher = XChaCha20Poly1305::new(&key.into());
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
        let (version, rest) = bytes.split_first().ok_or(OpenError::Unreadable)?;
        let (id, rest) = rest.split_first_chunk::<8>().ok_or(OpenError::Unreadable)?;
        if !matches!(version, 1 | 2) {
            return Err(OpenError::Unreadable);
        }
        let mut keys = self.of(place.space);
        let key = keys.find(|k| k.id().short() == *id);
        let key = key.ok_or(OpenError::WaitingForKey)?;
        let key = match (version, key) {
            (1, SpaceKey::Shared(key)) => key,
            (2, SpaceKey::Private(_)) => return key.open_sealed_to(place, rest),
            _ => return Err(OpenError::Unreadable),
        };
        let (nonce, body) = rest
            .split_first_chunk::<24>()
            .ok_or(OpenError::Unreadable)?;
        let cipher = XChaCha20Poly1305::new(&(*key).into());
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
        ring.add(PLACE.space, SpaceKey::Shared([9; 32]));
        let bytes = ring.seal(&PLACE, "Ada").unwrap();
        assert_eq!(bytes.len(), 3 + 49);
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
        ring.add(PLACE.space, SpaceKey::Shared([8; 32]));
        assert_eq!(ring.open(&PLACE, &bytes).as_deref(), Ok("Ada"));
        assert_ne!(ring.seal(&PLACE, "Ada").unwrap(), bytes);
        for cut in 0..bytes.len() {
            assert!(ring.open(&PLACE, &bytes[..cut]).is_err());
        }
    }
}
