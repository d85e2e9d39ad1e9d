//! Boxes: bytes sealed to one public key, with HPKE (RFC 9180, X25519-HKDF-SHA256,
//! ChaCha20-Poly1305). What a box is for is bound into it as `info`.

use crate::ids::BoxKey;
use crate::keys::Dice;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};

pub(super) type Suite = hpke::kem::X25519HkdfSha256;
type Private = <Suite as Kem>::PrivateKey;

/// The encapsulated key, then the ciphertext; `None` only if `to` is no key at all.
pub(crate) fn seal(to: BoxKey, info: &[u8], bytes: &[u8], dice: &mut Dice) -> Option<Vec<u8>> {
    let (enc, body) = hpke::single_shot_seal_with_rng::<
        hpke::aead::ChaCha20Poly1305,
        hpke::kdf::HkdfSha256,
        Suite,
    >(&OpModeS::Base, &to.hpke()?, info, bytes, &[], dice)
    .ok()?;
    Some([&enc.to_bytes(), body.as_slice()].concat())
}

/// What [`seal`] sealed to the public half of `key`; `None` for anything else.
pub(crate) fn open(key: &Private, info: &[u8], bytes: &[u8]) -> Option<Vec<u8>> {
    let (enc, body) = bytes.split_first_chunk::<32>()?;
    let enc = <Suite as Kem>::EncappedKey::from_bytes(enc).ok()?;
    hpke::single_shot_open::<hpke::aead::ChaCha20Poly1305, hpke::kdf::HkdfSha256, Suite>(
        &OpModeR::Base,
        key,
        &enc,
        info,
        body,
        &[],
    )
    .ok()
}
