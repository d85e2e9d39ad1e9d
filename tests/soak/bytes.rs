//! Damage that knows nothing of what it damages, and mending the frame of a change around it.

use crate::dice::Dice;
use sha2::{Digest, Sha256};

/// Changes a few of the bytes: flips bits, sets, inserts, removes, repeats.
pub fn damage(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..1 + dice.below(3) {
        if bytes.is_empty() {
            return;
        }
        let at = dice.below(bytes.len());
        match dice.below(12) {
            0..=5 => bytes[at] ^= 1 << dice.below(8),
            6 => bytes[at] = *dice.pick(&[0, 1, 0x3f, 0x40, 0x7e, 0x7f, 0x80, 0x81, 0xfe, 0xff]),
            7 => bytes[at] = dice.roll() as u8,
            8 => bytes.insert(at, dice.roll() as u8),
            9 => drop(bytes.remove(at)),
            10 => {
                let until = (at + 1 + dice.below(8)).min(bytes.len());
                let again = bytes[at..until].to_vec();
                bytes.splice(at..at, again);
            }
            _ => {
                let huge = uleb(dice.roll() >> dice.below(64));
                let until = (at + 1).min(bytes.len());
                bytes.splice(at..until, huge);
            }
        }
    }
}

/// A number as Automerge spells it.
#[must_use]
pub fn uleb(mut value: u64) -> Vec<u8> {
    let mut out = Vec::new();
    while value > 0x7f {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
    out
}

/// A signed number as Automerge spells it.
#[must_use]
pub fn sleb(mut value: i64) -> Vec<u8> {
    let mut out = Vec::new();
    loop {
        let byte = (value & 0x7f) as u8;
        value >>= 7;
        let done = (value == 0 && byte & 0x40 == 0) || (value == -1 && byte & 0x40 != 0);
        out.push(if done { byte } else { byte | 0x80 });
        if done {
            return out;
        }
    }
}

/// A chunk of this type around `body`, its length and checksum right.
#[must_use]
pub fn chunk(kind: u8, body: &[u8]) -> Vec<u8> {
    let mut rest = vec![kind];
    rest.extend(uleb(body.len() as u64));
    rest.extend(body);
    let mut bytes = vec![0x85, 0x6f, 0x4a, 0x83];
    bytes.extend(&Sha256::digest(&rest)[..4]);
    bytes.extend(rest);
    bytes
}

/// What an honest chunk holds behind its frame; nothing of what is none.
#[must_use]
pub fn body_of(chunk: &[u8]) -> &[u8] {
    let length = chunk.get(9..).unwrap_or_default();
    let ends = length.iter().position(|b| b & 0x80 == 0);
    ends.and_then(|at| length.get(at + 1..)).unwrap_or_default()
}

/// Damages a change; mostly its length and checksum are right again afterwards.
#[must_use]
pub fn damaged_change(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    if dice.chance(8) {
        let mut raw = bytes.to_vec();
        damage(&mut raw, dice);
        return raw;
    }
    let mut body = body_of(bytes).to_vec();
    damage(&mut body, dice);
    let kind = if dice.chance(2) { dice.below(5) } else { 1 };
    let mut mended = chunk(kind as u8, &body);
    if dice.chance(2) {
        mended.extend(bytes);
    }
    mended
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chunk_taken_apart_and_put_together_is_itself() {
        let change = kith_domain::genesis::genesis(kith_domain::ids::DocumentId([3; 16]));
        assert_eq!(chunk(1, body_of(&change)), change);
    }

    #[test]
    fn numbers_are_spelled_as_leb128() {
        assert_eq!(uleb(300), [0xac, 2]);
        assert_eq!(sleb(-1), [0x7f]);
        assert_eq!(sleb(64), [0xc0, 0]);
    }
}
