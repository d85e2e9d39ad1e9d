//! Names of things: fixed-size ids, their base-32 spelling, and how they are encoded.
//!
//! Every id is a truncated hash or a key, so nobody hands ids out and two phones that are offline
//! can never choose the same one by accident. Spelling is RFC 4648 base-32, lower case, unpadded.

use data_encoding::{BASE32_NOPAD, Encoding, Specification};
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

/// Why a text is not the id it was taken for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a {what}: expected {expected} base-32 characters (a-z, 2-7)")]
pub struct IdError {
    /// The kind of id that was expected.
    pub what: &'static str,
    /// The text as given, cut to 40 characters.
    pub text: String,
    /// How many characters the id has.
    pub expected: usize,
}

/// Base-32 text of `bytes`, lower case and unpadded.
#[must_use]
pub fn base32(bytes: &[u8]) -> String {
    LOWER_CASE.encode(bytes)
}

/// Bytes of a base-32 text as [`base32`] spells it; `None` for anything else, upper case included.
#[must_use]
pub fn from_base32(text: &str) -> Option<Vec<u8>> {
    LOWER_CASE.decode(text.as_bytes()).ok()
}

/// Made once: every key and id that is read asks for it.
static LOWER_CASE: LazyLock<Encoding> = LazyLock::new(|| {
    let mut spec = Specification::new();
    spec.symbols.push_str("abcdefghijklmnopqrstuvwxyz234567");
    // These symbols do make an encoding; a test reads ids back.
    spec.encoding().unwrap_or(BASE32_NOPAD)
});

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $len:literal, $what:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $len]);

        impl $name {
            /// Length in bytes.
            pub const LEN: usize = $len;

            /// The id in these bytes; `None` unless the length is right.
            #[must_use]
            pub fn from_slice(bytes: &[u8]) -> Option<Self> {
                bytes.try_into().ok().map(Self)
            }

            /// The bytes.
            #[must_use]
            pub fn as_bytes(&self) -> &[u8] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&base32(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&base32(&self.0))
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                from_base32(text).and_then(|b| Self::from_slice(&b)).ok_or_else(|| IdError {
                    what: $what,
                    text: text.chars().take(40).collect(),
                    expected: ($len * 8_usize).div_ceil(5),
                })
            }
        }

        impl<C> minicbor::Encode<C> for $name {
            fn encode<W: minicbor::encode::Write>(
                &self,
                e: &mut minicbor::Encoder<W>,
                _: &mut C,
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                e.bytes(&self.0)?.ok()
            }
        }

        impl<'b, C> minicbor::Decode<'b, C> for $name {
            fn decode(
                d: &mut minicbor::Decoder<'b>,
                _: &mut C,
            ) -> Result<Self, minicbor::decode::Error> {
                Self::from_slice(d.bytes()?)
                    .ok_or_else(|| minicbor::decode::Error::message(concat!("length of ", $what)))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(d)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

id!(
    /// A neighbourhood: the hash of its founding.
    CommunityId, 16, "community id");
id!(
    /// One audience within a community.
    SpaceId, 16, "space id");
id!(
    /// One Automerge document: the hash of space, kind and name.
    DocumentId, 16, "document id");
id!(
    /// A member: the hash of the record that admitted them.
    MemberId, 10, "member id");
id!(
    /// A device: the hash of its Ed25519 key. The first six bytes of every actor id.
    DeviceTag, 6, "device tag");
id!(
    /// A sealing key, by hash; records name it whole, sealed values by its first eight bytes.
    KeyId, 32, "key id");
id!(
    /// One command of one person; every id and subject it makes derives from it.
    CommandId, 16, "command id");
id!(
    /// A roster record's body.
    RecordHash, 32, "record hash");
id!(
    /// A sequenced, countersigned roster entry.
    EntryHash, 32, "entry hash");
id!(
    /// An Automerge change.
    ChangeHash, 32, "change hash");
id!(
    /// The head of a device's feed after `n` changes.
    FeedHead, 32, "feed head");
id!(
    /// A random name made by a command: an article, a claim, a visit, a notice.
    ItemId, 10, "item id");
id!(
    /// An Ed25519 public key.
    SigningKey, 32, "signing key");
id!(
    /// An X25519 public key.
    BoxKey, 32, "box key");
id!(
    /// An Ed25519 signature.
    Signature, 64, "signature");

/// An Automerge actor of a device: its tag and four random bytes, fresh per opening of the database.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Actor(pub [u8; 10]);

impl Actor {
    /// The actor of `device` with this nonce.
    #[must_use]
    pub fn new(device: DeviceTag, nonce: [u8; 4]) -> Self {
        let mut bytes = [0; 10];
        let (tag, rest) = bytes.split_at_mut(6);
        tag.copy_from_slice(&device.0);
        rest.copy_from_slice(&nonce);
        Self(bytes)
    }

    /// The actor in these bytes; `None` unless there are ten of them.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The device this actor belongs to.
    #[must_use]
    pub fn device(&self) -> DeviceTag {
        let [a, b, c, d, e, f, ..] = self.0;
        DeviceTag([a, b, c, d, e, f])
    }
}

impl fmt::Debug for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base32(&self.0))
    }
}

/// An Automerge operation id. Ordered as Automerge orders conflicts: counter first, then actor, so
/// the greatest op of a key is Automerge's winner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OpId {
    /// Lamport counter; greater than that of every op in the causal past.
    pub counter: u64,
    /// Who wrote it.
    pub actor: Actor,
}

impl SigningKey {
    /// The tag of the device that holds this key.
    #[must_use]
    pub fn tag(&self) -> DeviceTag {
        crate::hash::truncated(&("kith device v1", *self)).map_or(DeviceTag([0; 6]), DeviceTag)
    }
}

impl KeyId {
    /// The first eight bytes, as sealed values carry them.
    #[must_use]
    pub fn short(&self) -> [u8; 8] {
        let mut out = [0; 8];
        for (to, from) in out.iter_mut().zip(self.0) {
            *to = from;
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_read_back_as_they_are_spelled_and_nothing_else_reads() {
        let id = MemberId([7; 10]);
        assert_eq!(id.to_string().len(), 16);
        assert_eq!(id.to_string().parse::<MemberId>(), Ok(id));
        assert!(id.to_string().to_uppercase().parse::<MemberId>().is_err());
        assert!("".parse::<MemberId>().is_err());
        assert!("é".parse::<MemberId>().is_err());
    }

    #[test]
    fn ops_order_by_counter_before_actor() {
        let low = OpId {
            counter: 1,
            actor: Actor([255; 10]),
        };
        let high = OpId {
            counter: 2,
            actor: Actor([0; 10]),
        };
        assert!(low < high);
    }
}
