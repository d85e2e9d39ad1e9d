//! Lies in the columns of a change: run lengths that no encoder would write, in a frame that holds.

use crate::dice::Dice;
use crate::soak::bytes::{body_of, chunk, sleb, uleb};

/// The draft with one or two of its columns written anew.
#[must_use]
pub fn told(draft: &[u8], dice: &mut Dice) -> Option<Vec<u8>> {
    let body = body_of(draft);
    let (frame, mut columns) = split(body)?;
    if columns.is_empty() {
        return None;
    }
    for _ in 0..1 + dice.below(2) {
        let at = dice.below(columns.len());
        match dice.below(10) {
            0 => drop(columns.remove(at)),
            1 => columns.insert(at, columns[at].clone()),
            2 => columns[at].0 = *dice.pick(&[1, 2, 17, 19, 21, 52, 66, 86, 87, 112, 113, 115, 94]),
            3 => columns[at].0 ^= 1 << dice.below(8),
            4 => crate::soak::bytes::damage(&mut columns[at].1, dice),
            _ => columns[at].1 = runs(dice),
        }
        if columns.is_empty() {
            break;
        }
    }
    let mut body = frame.to_vec();
    body.extend(uleb(columns.len() as u64));
    for (id, column) in &columns {
        body.extend(uleb(*id));
        body.extend(uleb(column.len() as u64));
    }
    body.extend(columns.into_iter().flat_map(|(_, column)| column));
    Some(chunk(1, &body))
}

/// A few runs, literals and nulls of small and of monstrous length.
fn runs(dice: &mut Dice) -> Vec<u8> {
    let mut out = Vec::new();
    for _ in 0..dice.below(4) {
        let count = match dice.below(6) {
            0 => dice.roll() as i64,
            1 => 100_000_000,
            _ => dice.below(6) as i64,
        };
        match dice.below(3) {
            0 => out.extend([vec![0], uleb(count.unsigned_abs())].concat()),
            1 => out.extend([sleb(count), uleb(dice.below(5) as u64)].concat()),
            _ => {
                out.extend(sleb(-(count.rem_euclid(5))));
                for _ in 0..count.rem_euclid(5) {
                    out.extend(uleb(dice.below(130) as u64));
                }
            }
        }
    }
    out
}

/// A column's id and bytes.
type Column = (u64, Vec<u8>);

/// An honest body as what stands before the columns, and the columns.
fn split(body: &[u8]) -> Option<(&[u8], Vec<Column>)> {
    let mut at = 0;
    let deps = number(body, &mut at)?;
    at += 32 * deps;
    at += number(body, &mut at)?; // actor
    for _ in 0..3 {
        number(body, &mut at)?; // seq, start op, time
    }
    at += number(body, &mut at)?; // message
    for _ in 0..number(body, &mut at)? {
        at += number(body, &mut at)?;
    }
    let frame = body.get(..at)?;
    let mut lengths = Vec::new();
    for _ in 0..number(body, &mut at)? {
        lengths.push((number(body, &mut at)? as u64, number(body, &mut at)?));
    }
    let mut columns = Vec::new();
    for (id, length) in lengths {
        columns.push((id, body.get(at..at + length)?.to_vec()));
        at += length;
    }
    Some((frame, columns))
}

fn number(body: &[u8], at: &mut usize) -> Option<usize> {
    let (mut value, mut shift) = (0, 0);
    loop {
        let byte = *body.get(*at)?;
        *at += 1;
        value |= usize::from(byte & 0x7f).checked_shl(shift)?;
        shift += 7;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
}
