//! Device keys: signing, strict verification, and opening what was wrapped to this device.
//!
//! A device has an Ed25519 and an X25519 key per install and community, both grown from one 32-byte
//! seed that the shell's secure store keeps. Signatures are over the CBOR of `[domain, fields…]`
//! (see [`crate::hash`]); verification is strict everywhere, because implementations differ on the
//! edge cases and two that differ would show two histories.

use crate::hash::{encode, hash};
use crate::ids::{BoxKey, DeviceTag, Signature, SigningKey};
use ed25519_dalek::{Signer, VerifyingKey};
use hpke::{Deserializable, Kem, Serializable};
use minicbor::Encode;
use minicbor::bytes::ByteArray;

/// The secret half of a device, a server or an invite.
#[derive(Clone)]
pub struct Secret {
    signing: ed25519_dalek::SigningKey,
    boxing: <hpke::kem::X25519HkdfSha256 as Kem>::PrivateKey,
    boxing_public: BoxKey,
}

impl Secret {
    /// Both keys of this seed.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        let signing = hash(&("kith seed sign v1", ByteArray::from(*seed)));
        let boxing = hash(&("kith seed box v1", ByteArray::from(*seed)));
        let (private, public) = hpke::kem::X25519HkdfSha256::derive_keypair(&boxing);
        Self {
            signing: ed25519_dalek::SigningKey::from_bytes(&signing),
            boxing: private,
            boxing_public: BoxKey::from_slice(&public.to_bytes()).unwrap_or(BoxKey([0; 32])),
        }
    }

    /// The public signing key.
    #[must_use]
    pub fn public(&self) -> SigningKey {
        SigningKey(self.signing.verifying_key().to_bytes())
    }

    /// The public box key.
    #[must_use]
    pub fn box_key(&self) -> BoxKey {
        self.boxing_public
    }

    /// The tag of this device.
    #[must_use]
    pub fn tag(&self) -> DeviceTag {
        self.public().tag()
    }

    /// Signs a tuple that starts with its domain string.
    #[must_use]
    pub fn sign<T: Encode<()>>(&self, fields: &T) -> Signature {
        Signature(self.signing.sign(&encode(fields)).to_bytes())
    }

    /// A further secret for one purpose and one command, which only this device can make.
    #[must_use]
    pub fn derive(&self, purpose: &str, command: crate::ids::CommandId) -> [u8; 32] {
        hash(&(purpose, ByteArray::from(self.signing.to_bytes()), command))
    }

    pub(crate) fn boxing(&self) -> &<hpke::kem::X25519HkdfSha256 as Kem>::PrivateKey {
        &self.boxing
    }
}

/// Hides the keys.
impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Secret({})", self.tag())
    }
}

impl SigningKey {
    /// Whether `signature` over the tuple is by this key, judged strictly.
    #[must_use]
    pub fn verifies<T: Encode<()>>(&self, fields: &T, signature: &Signature) -> bool {
        VerifyingKey::from_bytes(&self.0).is_ok_and(|key| {
            key.verify_strict(
                &encode(fields),
                &ed25519_dalek::Signature::from_bytes(&signature.0),
            )
            .is_ok()
        })
    }
}

impl BoxKey {
    pub(crate) fn hpke(&self) -> Option<<hpke::kem::X25519HkdfSha256 as Kem>::PublicKey> {
        <hpke::kem::X25519HkdfSha256 as Kem>::PublicKey::from_bytes(&self.0).ok()
    }
}

/// A stream of bytes from one seed: SHA-256 over a counter. All randomness the rules need is passed
/// in as such a seed, so a run can be played again.
#[derive(Debug, Clone)]
pub struct Dice {
    seed: [u8; 32],
    drawn: u64,
}

impl Dice {
    /// A stream that depends on `seed` alone.
    #[must_use]
    pub fn new(seed: [u8; 32]) -> Self {
        Self { seed, drawn: 0 }
    }

    /// The next 32 bytes.
    pub fn draw(&mut self) -> [u8; 32] {
        self.drawn = self.drawn.wrapping_add(1);
        hash(&("kith dice v1", ByteArray::from(self.seed), self.drawn))
    }
}

impl hpke::rand_core::TryRng for Dice {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        let [a, b, c, d, ..] = self.draw();
        Ok(u32::from_le_bytes([a, b, c, d]))
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        let [a, b, c, d, e, f, g, h, ..] = self.draw();
        Ok(u64::from_le_bytes([a, b, c, d, e, f, g, h]))
    }

    fn try_fill_bytes(&mut self, dst: &mut [u8]) -> Result<(), Self::Error> {
        for chunk in dst.chunks_mut(32) {
            let drawn = self.draw();
            for (to, from) in chunk.iter_mut().zip(drawn) {
                *to = from;
            }
        }
        Ok(())
    }
}

impl hpke::rand_core::TryCryptoRng for Dice {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_good_for_its_own_words_and_key_only() {
        let ada = Secret::from_seed(&[1; 32]);
        let ben = Secret::from_seed(&[2; 32]);
        let signature = ada.sign(&("kith test v1", 7_u32));
        assert!(ada.public().verifies(&("kith test v1", 7_u32), &signature));
        assert!(!ada.public().verifies(&("kith test v1", 8_u32), &signature));
        assert!(!ada.public().verifies(&("kith other v1", 7_u32), &signature));
        assert!(!ben.public().verifies(&("kith test v1", 7_u32), &signature));
    }
}
