//! Reads LEB128 numbers and lengths off a slice, each in its one shortest spelling.

use super::Refusal;

/// The bytes not yet read.
pub(crate) struct Reader<'a>(pub &'a [u8]);

/// A LEB128 number before its sign is judged.
struct Leb {
    /// Its bits, at most 70 of them.
    bits: i128,
    /// How many.
    width: u32,
    /// Its last byte, and the one before.
    last: u8,
    before: Option<u8>,
}

impl<'a> Reader<'a> {
    /// Whether all is read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The next `n` bytes.
    pub fn take(&mut self, n: usize) -> Result<&'a [u8], Refusal> {
        let (taken, rest) = self.0.split_at_checked(n).ok_or(Refusal::NotAChange)?;
        self.0 = rest;
        Ok(taken)
    }

    /// The next byte.
    pub fn byte(&mut self) -> Result<u8, Refusal> {
        let (byte, rest) = self.0.split_first().ok_or(Refusal::NotAChange)?;
        self.0 = rest;
        Ok(*byte)
    }

    /// A number of 64 bits.
    pub fn unsigned(&mut self) -> Result<u64, Refusal> {
        let leb = self.leb128()?;
        if leb.last == 0 && leb.before.is_some() {
            return Err(Refusal::NotAChange);
        }
        u64::try_from(leb.bits).map_err(|_| Refusal::NotAChange)
    }

    /// A signed number of 64 bits.
    pub fn signed(&mut self) -> Result<i64, Refusal> {
        let leb = self.leb128()?;
        let negative = leb.last & 0x40 != 0;
        // A last byte that is nothing but sign, where the byte before it has that sign already.
        let sign = if negative { 0x7f } else { 0 };
        let says_it_twice = |before: u8| leb.last == sign && (before & 0x40 != 0) == negative;
        if leb.before.is_some_and(says_it_twice) {
            return Err(Refusal::NotAChange);
        }
        let beyond = if negative { 1_i128 << leb.width } else { 0 };
        i64::try_from(leb.bits - beyond).map_err(|_| Refusal::NotAChange)
    }

    /// A number that counts things in memory.
    pub fn length(&mut self) -> Result<usize, Refusal> {
        usize::try_from(self.unsigned()?).map_err(|_| Refusal::NotAChange)
    }

    /// Bytes that their length stands before.
    pub fn prefixed(&mut self) -> Result<&'a [u8], Refusal> {
        let length = self.length()?;
        self.take(length)
    }

    fn leb128(&mut self) -> Result<Leb, Refusal> {
        let (mut bits, mut before) = (0_i128, None);
        for width in (7..=70).step_by(7) {
            let last = self.byte()?;
            bits |= i128::from(last & 0x7f) << (width - 7);
            if last & 0x80 == 0 {
                return Ok(Leb {
                    bits,
                    width,
                    last,
                    before,
                });
            }
            before = Some(last);
        }
        Err(Refusal::NotAChange)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_back_at_both_ends_of_their_range() {
        let max: &[u8] = &[255, 255, 255, 255, 255, 255, 255, 255, 255, 1];
        assert_eq!(Reader(max).unsigned(), Ok(u64::MAX));
        let min: &[u8] = &[128, 128, 128, 128, 128, 128, 128, 128, 128, 0x7f];
        assert_eq!(Reader(min).signed(), Ok(i64::MIN));
        assert_eq!(Reader(&[0x7f]).signed(), Ok(-1));
        assert_eq!(Reader(&[0xc0, 0]).signed(), Ok(64));
    }

    #[test]
    fn a_number_too_large_too_long_or_cut_short_is_refused() {
        let two_to_the_64: &[u8] = &[128, 128, 128, 128, 128, 128, 128, 128, 128, 2];
        for bad in [two_to_the_64, &[255; 12], &[0x81, 0], &[0x81], &[]] {
            assert_eq!(Reader(bad).unsigned(), Err(Refusal::NotAChange));
        }
        for bad in [&[0x80, 0][..], &[0xff, 0x7f], &[128; 12]] {
            assert_eq!(Reader(bad).signed(), Err(Refusal::NotAChange));
        }
    }
}
