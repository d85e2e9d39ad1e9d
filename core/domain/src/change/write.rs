//! From what a change says to its bytes.
//!
//! Format: <https://automerge.org/automerge-binary-format-spec/>, "change chunks". Columns are
//! run-length encoded: equal neighbours as one run, all others as stretches of literals.

use super::{Parts, RawPut};
use crate::fact::Value;
use crate::genesis::{CHANGE_CHUNK, FACTS_COUNTER, MAGIC};
use crate::ids::{Actor, ChangeHash, DocumentId};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// The action of a put.
const PUT: u64 = 1;
/// Value types, below the length's bits.
const TEXT: u64 = 6;
const BYTES: u64 = 7;

/// The whole chunk, and its hash.
pub(super) fn chunk(document: DocumentId, parts: &Parts) -> (Vec<u8>, ChangeHash) {
    let body = body(document, parts);
    let mut bytes = Vec::with_capacity(body.len() + 16);
    bytes.extend_from_slice(&MAGIC);
    bytes.extend_from_slice(&[0; 4]);
    bytes.push(CHANGE_CHUNK);
    unsigned(&mut bytes, body.len() as u64);
    bytes.extend_from_slice(&body);
    let hash: [u8; 32] = Sha256::digest(bytes.get(8..).unwrap_or_default()).into();
    for (to, from) in bytes.iter_mut().skip(4).zip(hash.iter().take(4)) {
        *to = *from; // the checksum
    }
    (bytes, ChangeHash(hash))
}

fn body(document: DocumentId, parts: &Parts) -> Vec<u8> {
    let mut body = Vec::with_capacity(256);
    unsigned(&mut body, parts.deps.len() as u64);
    for dep in &parts.deps {
        body.extend_from_slice(dep.as_bytes());
    }
    prefixed(&mut body, &parts.actor.0);
    unsigned(&mut body, parts.seq);
    unsigned(&mut body, parts.start_op);
    signed(&mut body, i64::from(parts.n));
    body.push(0); // no message

    // Numbered from 1 in the order of their bytes; the author is 0.
    let others: BTreeSet<&[u8]> = parts
        .puts
        .iter()
        .flat_map(|put| &put.preds)
        .filter(|pred| pred.actor != parts.actor)
        .map(|pred| pred.actor.0.as_slice())
        .chain([document.as_bytes()])
        .collect();
    unsigned(&mut body, others.len() as u64);
    for other in &others {
        prefixed(&mut body, other);
    }
    let index = |actor: &[u8]| {
        let place = others.iter().position(|other| *other == actor);
        place.map_or(0, |place| place as u64 + 1)
    };
    columns(&mut body, &parts.puts, index(document.as_bytes()), |a| {
        index(&a.0)
    });
    body
}

fn columns(body: &mut Vec<u8>, puts: &[RawPut], map: u64, index: impl Fn(&Actor) -> u64) {
    let count = puts.len();
    let mut data = Vec::with_capacity(256);
    let mut ends: Vec<(u64, usize)> = Vec::with_capacity(10);
    let same = |data: &mut Vec<u8>, value| runs(data, std::iter::repeat_n(value, count), number);
    same(&mut data, map);
    ends.push((1, data.len()));
    same(&mut data, FACTS_COUNTER);
    ends.push((2, data.len()));
    let keys = puts.iter().map(|put| put.key.as_bytes());
    runs(&mut data, keys, |data, key| prefixed(data, key));
    ends.push((21, data.len()));
    unsigned(&mut data, count as u64); // a run of "no insert"
    ends.push((52, data.len()));
    same(&mut data, PUT);
    ends.push((66, data.len()));
    let metas = puts.iter().map(|put| match &put.value {
        Value::Clear(text) => (text.len() as u64) << 4 | TEXT,
        Value::Sealed(bytes) => (bytes.len() as u64) << 4 | BYTES,
    });
    runs(&mut data, metas, number);
    ends.push((86, data.len()));
    for put in puts {
        data.extend_from_slice(match &put.value {
            Value::Clear(text) => text.as_bytes(),
            Value::Sealed(bytes) => bytes,
        });
    }
    ends.push((87, data.len()));
    let counts = puts.iter().map(|put| put.preds.len() as u64);
    runs(&mut data, counts, number);
    ends.push((112, data.len()));
    let preds = || puts.iter().flat_map(|put| &put.preds);
    runs(&mut data, preds().map(|pred| index(&pred.actor)), number);
    ends.push((113, data.len()));
    let mut last = 0_i64;
    let steps = preds().map(|pred| {
        let counter = i64::try_from(pred.counter).unwrap_or(i64::MAX);
        let step = counter.saturating_sub(last);
        last = counter;
        step
    });
    runs(&mut data, steps, |data, step| signed(data, *step));
    ends.push((115, data.len()));

    // Empty columns are left out.
    let mut begin = 0;
    ends.retain_mut(|(_, end)| {
        let length = *end - begin;
        begin = *end;
        *end = length;
        length > 0
    });
    unsigned(body, ends.len() as u64);
    for (id, length) in ends {
        unsigned(body, id);
        unsigned(body, length as u64);
    }
    body.extend_from_slice(&data);
}

/// Run-length encodes a column.
fn runs<T: PartialEq>(
    data: &mut Vec<u8>,
    values: impl Iterator<Item = T>,
    put: impl Fn(&mut Vec<u8>, &T),
) {
    let mut literals: Vec<T> = Vec::new();
    let flush = |data: &mut Vec<u8>, literals: &mut Vec<T>| {
        if !literals.is_empty() {
            signed(data, -(literals.len() as i64));
            for literal in literals.drain(..) {
                put(data, &literal);
            }
        }
    };
    let mut values = values.peekable();
    while let Some(value) = values.next() {
        let mut length = 1_i64;
        while values.next_if_eq(&value).is_some() {
            length += 1;
        }
        if length == 1 {
            literals.push(value);
        } else {
            flush(data, &mut literals);
            signed(data, length);
            put(data, &value);
        }
    }
    flush(data, &mut literals);
}

fn prefixed(data: &mut Vec<u8>, bytes: &[u8]) {
    unsigned(data, bytes.len() as u64);
    data.extend_from_slice(bytes);
}

fn number(data: &mut Vec<u8>, value: &u64) {
    unsigned(data, *value);
}

/// LEB128, shortest.
pub(crate) fn unsigned(data: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        data.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    data.push(value as u8);
}

/// Signed LEB128, shortest.
pub(crate) fn signed(data: &mut Vec<u8>, mut value: i64) {
    loop {
        let byte = (value & 0x7f) as u8;
        value >>= 7;
        let done = (value == 0 && byte & 0x40 == 0) || (value == -1 && byte & 0x40 != 0);
        if done {
            data.push(byte);
            return;
        }
        data.push(byte | 0x80);
    }
}
