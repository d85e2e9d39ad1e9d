//! Bytes that no encoder writes: bombs, junk, damage.

use super::town::{ANN, Phone, Town};
use crate::guard::Refusal;
use crate::limits;
use automerge::Change;
use proptest::prelude::*;
use sha2::{Digest, Sha256};

fn uleb(mut value: u64) -> Vec<u8> {
    let mut out = Vec::new();
    while value > 0x7f {
        out.push(u8::try_from(value & 0x7f).unwrap() | 0x80);
        value >>= 7;
    }
    out.push(u8::try_from(value).unwrap());
    out
}

/// A positive run length of a run-length column, which is a signed number.
fn run(length: u64) -> Vec<u8> {
    let mut out = uleb(length);
    if out.last().is_some_and(|last| last & 0x40 != 0) {
        *out.last_mut().unwrap() |= 0x80;
        out.push(0);
    }
    out
}

/// A chunk of this type around `body`, its checksum right.
fn chunk(kind: u8, body: &[u8]) -> Vec<u8> {
    let mut rest = vec![kind];
    rest.extend(uleb(body.len() as u64));
    rest.extend(body);
    let mut bytes = vec![0x85, 0x6f, 0x4a, 0x83];
    bytes.extend(&Sha256::digest(&rest)[..4]);
    bytes.extend(rest);
    bytes
}

/// What a chunk holds behind its frame.
fn body_of(chunk: &[u8]) -> &[u8] {
    let length_ends = 9 + chunk[9..].iter().position(|b| b & 0x80 == 0).unwrap();
    &chunk[length_ends + 1..]
}

/// A first change of Ann's with these columns.
fn change_with(columns: &[(u64, Vec<u8>)]) -> Vec<u8> {
    let mut body = vec![0, 10];
    body.extend(ANN.actor().0);
    body.extend([1, 2, 1, 0, 0]); // seq, start op, time, no message, no other actors
    body.push(u8::try_from(columns.len()).unwrap());
    for (id, column) in columns {
        body.extend(uleb(*id));
        body.extend(uleb(column.len() as u64));
    }
    for (_, column) in columns {
        body.extend(column);
    }
    chunk(1, &body)
}

fn refusal_of(bytes: &[u8]) -> Refusal {
    Town::new().judge(ANN, 1, bytes).unwrap_err()
}

/// The columns of `ops` puts of nothing under one key.
fn columns(ops: u64) -> Vec<(u64, Vec<u8>)> {
    let with = |value: &[u8]| [run(ops), value.to_vec()].concat();
    vec![
        (21, with(&[1, b'k'])),
        (52, uleb(ops)),
        (66, with(&[1])),
        (86, with(&[0])),
        (112, with(&[0])),
    ]
}

#[test]
fn a_hundred_million_ops_in_seventy_bytes_are_refused_without_work() {
    let bomb = change_with(&columns(100_000_000));
    assert!(bomb.len() < 80, "{}", bomb.len());
    assert_eq!(refusal_of(&bomb), Refusal::TooManyOps);
    let at_the_bound = change_with(&columns(limits::CHANGE_OPS));
    assert_eq!(refusal_of(&at_the_bound), Refusal::NotInFacts);
    let above = change_with(&columns(limits::CHANGE_OPS + 1));
    assert_eq!(refusal_of(&above), Refusal::TooManyOps);
}

#[test]
fn counts_that_overflow_or_disagree_are_refused() {
    let swap = |place: usize, column: Vec<u8>| {
        let mut columns = columns(4);
        columns[place].1 = column;
        refusal_of(&change_with(&columns))
    };
    let lowest = vec![128, 128, 128, 128, 128, 128, 128, 128, 128, 0x7f];
    let nulls = [vec![0], uleb(u64::MAX)].concat();
    for place in [0, 2, 3, 4] {
        assert_eq!(swap(place, lowest.clone()), Refusal::TooManyOps);
        assert_eq!(swap(place, nulls.clone()), Refusal::TooManyOps);
    }
    let twice_most = [uleb(u64::MAX), uleb(u64::MAX)].concat();
    assert_eq!(swap(1, twice_most), Refusal::TooManyOps);
    assert_eq!(swap(1, uleb(5)), Refusal::Rows);
    assert_eq!(swap(3, vec![3, 0]), Refusal::Rows);
    // Each op overwrites 2⁶⁴ − 1 others, or three hundred a piece that do not stand there.
    let most = [run(4), uleb(u64::MAX)].concat();
    assert_eq!(swap(4, most), Refusal::TooManyOps);
    let many = [run(4), uleb(300)].concat();
    assert_eq!(swap(4, many), Refusal::Rows);
}

#[test]
fn an_actor_index_that_points_at_nobody_is_refused() {
    let mut columns = columns(2);
    columns.insert(0, (2, vec![2, 1]));
    columns.insert(0, (1, vec![2, 1]));
    assert_eq!(refusal_of(&change_with(&columns)), Refusal::Rows);
}

#[test]
fn columns_that_are_deflated_unknown_doubled_or_out_of_order_are_refused() {
    let with = |at: usize, id: u64| {
        let mut columns = columns(1);
        columns.insert(at, (id, vec![1]));
        refusal_of(&change_with(&columns))
    };
    assert_eq!(with(5, 120), Refusal::Deflated);
    assert_eq!(with(5, 165), Refusal::Column(165)); // marks
    assert_eq!(with(1, 21), Refusal::Column(21));
    assert_eq!(with(1, 1), Refusal::Column(1));
    assert_eq!(with(5, !8), Refusal::Column(!8));
}

#[test]
fn a_compressed_change_a_document_and_a_bundle_are_refused() {
    let mut town = Town::new();
    let facts: Vec<_> = (0..40).map(|i| ANN.pledge(&format!("f{i}"), "1")).collect();
    let raw = town.write(ANN, 1, &facts);
    let deflated = Change::try_from(raw.as_slice()).unwrap().bytes().to_vec();
    assert_eq!(refusal_of(&deflated), Refusal::ChunkType(2));
    assert_eq!(refusal_of(&town.doc.save()), Refusal::ChunkType(0));
    assert_eq!(refusal_of(&chunk(3, &[0; 60])), Refusal::ChunkType(3));
}

#[test]
fn junk_after_a_change_a_cut_and_damage_are_refused() {
    let good = Town::new().draft(ANN, 1, &[ANN.pledge("flour", "1")]);
    let mut junk = good.clone();
    junk.push(0);
    assert_eq!(refusal_of(&junk), Refusal::ExtraBytes);
    assert_eq!(
        refusal_of(&[good.clone(), good.clone()].concat()),
        Refusal::ExtraBytes
    );
    for cut in 0..good.len() {
        assert!(Town::new().judge(ANN, 1, &good[..cut]).is_err());
    }
    assert_eq!(refusal_of(&good[..good.len() - 1]), Refusal::NotAChange);
    let mut damaged = good.clone();
    *damaged.last_mut().unwrap() ^= 1;
    assert_eq!(refusal_of(&damaged), Refusal::Checksum);
    assert_eq!(refusal_of(&[0; 40]), Refusal::NotAChange);
    assert_eq!(refusal_of(&[0; limits::CHANGE + 1]), Refusal::TooLarge);
}

#[test]
fn a_second_spelling_of_a_change_is_refused() {
    let town = Town::new();
    let good = town.draft(ANN, 1, &[ANN.pledge("a", "1"), ANN.pledge("b", "1")]);
    let body = body_of(&good);
    // The two actions as two runs of one where Automerge writes one run of two.
    let at = body.windows(2).rposition(|w| w == [2, 1]).unwrap();
    let meta = body.windows(2).position(|w| w == [66, 2]).unwrap();
    let mut long = body.to_vec();
    long.splice(at..at + 2, [0x7f, 1, 0x7f, 1]);
    long[meta + 1] = 4;
    let refusal = town.judge(ANN, 1, &chunk(1, &long)).unwrap_err();
    assert_eq!(refusal, Refusal::NotCanonical);
}

#[test]
fn a_change_that_automerge_cannot_read_is_refused() {
    // An op of a kind that does not exist, and a value that runs past its column.
    for (place, column) in [(2, vec![1, 99]), (3, vec![1, 0x77])] {
        let mut columns = columns(1);
        columns[place].1 = column;
        assert_eq!(refusal_of(&change_with(&columns)), Refusal::Undecodable);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    /// The world Ann's draft meets is fixed, so only the bytes vary.
    #[test]
    fn no_damage_makes_the_guard_panic_or_the_document_unloadable(
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        mend in any::<bool>(),
    ) {
        let (mut town, good) = Town::with_a_draft();
        let mut body = body_of(&good).to_vec();
        for (at, bits) in edits {
            let len = body.len();
            body[at.index(len)] ^= bits;
        }
        let mut bytes = chunk(1, &body);
        if !mend {
            bytes[4..8].copy_from_slice(&good[4..8]);
        }
        if town.judge(ANN, 3, &bytes).is_ok() {
            town.admit(ANN, 3, &bytes).unwrap();
            let next = Phone { nonce: 9, ..ANN };
            town.write(next, 4, &[ANN.pledge("flour", "after")]);
            super::honest::assert_sound(&town);
        }
    }

    #[test]
    fn no_bytes_make_the_guard_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(Town::new().judge(ANN, 1, &bytes).is_err());
        prop_assert!(Town::new().judge(ANN, 1, &chunk(1, &bytes)).is_err());
    }
}
