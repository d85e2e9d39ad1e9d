//! The one hash: SHA-256 over deterministic CBOR (RFC 8949 §4.2) of `[domain string, fields…]`.
//!
//! All that is hashed or signed goes through here, as a tuple whose first field is its domain
//! string, so that no two purposes can ever share an input. CBOR is written by minicbor: arrays of
//! definite length, shortest integers, no maps, hence one spelling per value; [`decode_exact`]
//! holds others to it by encoding again and comparing.

use minicbor::{Decode, Encode};
use sha2::{Digest, Sha256};

/// Why bytes are not the message they were taken for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("bytes are not a well-formed {what}")]
pub struct DecodeError {
    /// The type that was expected.
    pub what: &'static str,
}

/// CBOR bytes of `value`.
#[must_use]
pub fn encode<T: Encode<()>>(value: &T) -> Vec<u8> {
    // Writing to a Vec cannot fail and no type of ours fails to encode.
    minicbor::to_vec(value).unwrap_or_default()
}

/// Reads a value and insists that `bytes` is its only spelling: nothing after it, nothing unknown.
///
/// # Errors
/// [`DecodeError`] naming `what`.
pub fn decode_exact<'b, T>(bytes: &'b [u8], what: &'static str) -> Result<T, DecodeError>
where
    T: Decode<'b, ()> + Encode<()>,
{
    let value: T = minicbor::decode(bytes).map_err(|_| DecodeError { what })?;
    if encode(&value) == bytes {
        Ok(value)
    } else {
        Err(DecodeError { what })
    }
}

/// SHA-256 of the CBOR of `fields`, a tuple that starts with its domain string.
#[must_use]
pub fn hash<T: Encode<()>>(fields: &T) -> [u8; 32] {
    Sha256::digest(encode(fields)).into()
}

/// The first `N` bytes of [`hash`]; `None` only for `N > 32`.
#[must_use]
pub fn truncated<const N: usize, T: Encode<()>>(fields: &T) -> Option<[u8; N]> {
    hash(fields).first_chunk::<N>().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cbor_is_the_rfc_8949_deterministic_form() {
        // RFC 8949 appendix A: ["a", 23, 24, h'01'] has exactly this spelling.
        let bytes = encode(&(
            "a",
            23_u32,
            24_u32,
            minicbor::bytes::ByteArray::from([1_u8]),
        ));
        assert_eq!(bytes, [0x84, 0x61, 0x61, 0x17, 0x18, 0x18, 0x41, 0x01]);
    }

    #[test]
    fn a_longer_spelling_of_a_number_is_refused() {
        assert_eq!(decode_exact::<u32>(&[0x17], "number"), Ok(23));
        assert!(decode_exact::<u32>(&[0x18, 0x17], "number").is_err());
        assert!(decode_exact::<u32>(&[0x17, 0x00], "number").is_err());
    }
}
