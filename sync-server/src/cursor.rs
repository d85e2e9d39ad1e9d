//! Cursors: where a phone stands in a log, in a form only this server reads.
//!
//! Positions are enciphered, since gaps between them would tell how much is said in spaces the phone
//! may not read; and they are authenticated, since a cursor beyond the log's end sends the server
//! into recovery, which nobody may do by making one up.

use crate::session::{Caller, Keys, same};
use kith_domain::hash::{decode_exact, encode};
use minicbor::bytes::ByteArray;
use minicbor::{Decode, Encode};

/// Where a phone stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Cursor {
    /// The recovery after which it was given.
    #[n(0)]
    pub epoch: u32,
    /// The phone has every row up to here that it might read then.
    #[n(1)]
    pub position: u64,
    /// The log's tag there.
    #[n(2)]
    pub tag: ByteArray<8>,
    /// Spaces entered by an entry up to here have been given whole, up to `position`.
    #[n(3)]
    pub whole: u64,
    /// What is being caught up, if anything.
    #[n(4)]
    pub catching_up: Option<CatchUp>,
    /// Number of the last wrap the phone was handed.
    #[n(5)]
    pub mail: u64,
}

/// Rows of newly entered spaces on their way to a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct CatchUp {
    /// The spaces are those entered by an entry up to here.
    #[n(0)]
    pub as_of: u64,
    /// The rows up to here have been given.
    #[n(1)]
    pub given: u64,
}

/// The log's beginning.
impl Default for Cursor {
    fn default() -> Self {
        Self {
            epoch: 0,
            position: 0,
            tag: [0; 8].into(),
            whole: 0,
            catching_up: None,
            mail: 0,
        }
    }
}

const MAC: usize = 16;

impl Cursor {
    /// Leaves out up to where spaces were given whole once the log was given further than that: it says
    /// nothing more, and every ask carries it.
    pub fn forget_whole(&mut self) {
        if self.whole <= self.position {
            self.whole = 0;
        }
    }

    /// Its bytes for the phone.
    #[must_use]
    pub fn seal(&self, keys: &Keys, caller: Caller) -> Vec<u8> {
        let mut plain = encode(self);
        let mac = mac(keys, caller, &plain);
        pad(keys, &mac, &mut plain);
        [mac.as_slice(), &plain].concat()
    }

    /// Reads what [`Cursor::seal`] made for this caller; `None` for anything else.
    #[must_use]
    pub fn open(keys: &Keys, caller: Caller, bytes: &[u8]) -> Option<Self> {
        let (given, rest) = bytes.split_first_chunk::<MAC>()?;
        let mut plain = rest.to_vec();
        pad(keys, given, &mut plain);
        same(given, &mac(keys, caller, &plain))
            .then(|| decode_exact(&plain, "cursor").ok())
            .flatten()
    }
}

fn mac(keys: &Keys, caller: Caller, plain: &[u8]) -> [u8; MAC] {
    let bytes = <&minicbor::bytes::ByteSlice>::from(plain);
    let whole = keys.mac(&("kith cursor v1", caller.community, caller.device, bytes));
    whole.first_chunk().copied().unwrap_or_default()
}

/// Adds a stream that follows from the mac, which is a nonce of its own text.
fn pad(keys: &Keys, mac: &[u8; MAC], text: &mut [u8]) {
    for (block, number) in text.chunks_mut(32).zip(0_u32..) {
        let stream = keys.mac(&("kith cursor pad v1", ByteArray::from(*mac), number));
        for (byte, key) in block.iter_mut().zip(stream) {
            *byte ^= key;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kith_domain::ids::{CommunityId, SigningKey};

    #[test]
    fn a_cursor_reads_back_for_its_own_device_and_no_other() {
        let keys = Keys::from_seed(&[1; 32]);
        let ada = Caller {
            community: CommunityId([1; 16]),
            device: SigningKey([2; 32]),
        };
        let cursor = Cursor {
            position: 70_000,
            whole: u64::MAX,
            catching_up: Some(CatchUp { as_of: 9, given: 8 }),
            ..Cursor::default()
        };
        let bytes = cursor.seal(&keys, ada);
        assert_eq!(Cursor::open(&keys, ada, &bytes), Some(cursor));
        let ben = Caller {
            device: SigningKey([3; 32]),
            ..ada
        };
        assert_eq!(Cursor::open(&keys, ben, &bytes), None);
        for i in 0..bytes.len() {
            let mut bad = bytes.clone();
            bad[i] ^= 1;
            assert_eq!(Cursor::open(&keys, ada, &bad), None);
            assert_eq!(Cursor::open(&keys, ada, &bytes[..i]), None);
        }
    }

    #[test]
    fn what_was_given_whole_is_forgotten_once_the_log_was_given_further() {
        let mut behind = Cursor {
            position: 8,
            whole: 70_000,
            ..Cursor::default()
        };
        behind.forget_whole();
        assert_eq!(behind.whole, 70_000);
        let mut past = Cursor {
            position: 70_000,
            ..behind
        };
        let before = encode(&past).len();
        past.forget_whole();
        assert_eq!((past.whole, encode(&past).len()), (0, before - 4));
    }
}
