//! The paper key: a secret that a founding prints once and no phone keeps.
//!
//! It may do two things and nothing else: add a phone to a coordinator, and co-sign the adoption of
//! another server ([`crate::roster::judge`]). So a group whose only coordinator lost every phone,
//! or whose server is gone, is not lost with them. On paper it is nine groups of four letters and
//! digits; the last group is a checksum, so that a slip of the pen is told from a wrong key.

use crate::hash::{hash, truncated};
use crate::keys::Secret;
use minicbor::bytes::ByteArray;

/// Letters in a group.
const GROUP: usize = 4;

/// A paper key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PaperKey(pub [u8; 20]);

/// Hides the key.
impl std::fmt::Debug for PaperKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PaperKey({})", self.secret().tag())
    }
}

/// Why a text is no paper key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// It has not nine groups of four.
    #[error("a paper key has nine groups of four letters and digits; this has another length")]
    Length,
    /// A character that paper keys do not have, or a checksum that does not fit.
    #[error("this paper key has a slip in it; compare it with the paper, letter by letter")]
    Slip,
}

impl PaperKey {
    /// The key pair it stands for.
    #[must_use]
    pub fn secret(&self) -> Secret {
        Secret::from_seed(&hash(&("kith paper v1", ByteArray::from(self.0))))
    }

    /// Reads what somebody typed: capitals, spaces and dashes do not matter, and a `0` or `1`, which
    /// base-32 does not have, is read as the letter it looks like.
    ///
    /// # Errors
    /// [`PaperError`].
    pub fn read(text: &str) -> Result<Self, PaperError> {
        let typed: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .take(64)
            .map(|c| match c.to_ascii_uppercase() {
                '0' => 'O',
                '1' => 'L',
                other => other,
            })
            .collect();
        if typed.chars().count() != 9 * GROUP {
            return Err(PaperError::Length);
        }
        let (key, sum) = typed.split_at_checked(8 * GROUP).ok_or(PaperError::Slip)?;
        let bytes = data_encoding::BASE32_NOPAD
            .decode(key.as_bytes())
            .map_err(|_| PaperError::Slip)?;
        let read = Self(bytes.try_into().map_err(|_| PaperError::Slip)?);
        if read.checksum() == sum {
            Ok(read)
        } else {
            Err(PaperError::Slip)
        }
    }

    fn checksum(&self) -> String {
        let sum: [u8; 5] =
            truncated(&("kith paper sum v1", ByteArray::from(self.0))).unwrap_or_default();
        let mut text = data_encoding::BASE32_NOPAD.encode(&sum);
        text.truncate(GROUP);
        text
    }
}

/// As it is printed: `ABCD-EFGH-…`. Never log it.
impl std::fmt::Display for PaperKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let key = data_encoding::BASE32_NOPAD.encode(&self.0) + &self.checksum();
        for (at, letter) in key.chars().enumerate() {
            if at > 0 && at % GROUP == 0 {
                f.write_str("-")?;
            }
            write!(f, "{letter}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_key_reads_back_as_people_type_it_and_a_slip_is_told() {
        let key = PaperKey([0xa7; 20]);
        let printed = key.to_string();
        assert_eq!(printed.len(), 9 * 4 + 8);
        for typed in [
            printed.clone(),
            printed.to_lowercase(),
            printed.replace('-', " "),
            printed.replace('O', "0").replace('L', "1"),
        ] {
            assert_eq!(PaperKey::read(&typed), Ok(key), "{typed}");
        }
        assert_eq!(PaperKey::read(""), Err(PaperError::Length));
        assert_eq!(PaperKey::read(&printed[1..]), Err(PaperError::Length));
        for at in (0..printed.len()).filter(|at| at % 5 != 4) {
            let mut slip = printed.clone().into_bytes();
            slip[at] = if slip[at] == b'A' { b'B' } else { b'A' };
            let slip = String::from_utf8(slip).unwrap();
            assert_eq!(PaperKey::read(&slip), Err(PaperError::Slip), "{slip}");
        }
        assert_eq!(PaperKey::read(&"é".repeat(36)), Err(PaperError::Slip));
    }
}
