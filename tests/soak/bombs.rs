//! Bombs made by hand: what was seen to hurt Automerge, in the fewest bytes, as kept cases.
//!
//! They lie in `tests/soak/findings` as files; `kith-soak --write-bombs` writes them anew. Each is a
//! first change of the first device in the first history of [`super::doors::change::town`], but for
//! what it lies about.

use super::bytes::{body_of, chunk, sleb, uleb};
use super::case::{Case, Door, Step};
use super::doors::change::town::{DOC, Town};
use super::finding::Finding;
use crate::dice::Dice;
use automerge::transaction::Transactable;
use automerge::{ActorId, AutoCommit, Change, ChangeHash, ExpandedChange, ObjType, ROOT};
use kith_domain::genesis::genesis_hash;
use std::num::NonZeroU64;

/// All of them, each with the name of its file.
#[must_use]
pub fn all() -> Vec<(&'static str, Finding)> {
    let town = Town::of(0);
    let n = town.next_n(0);
    let honest = town.draft(0, n, false, &mut Dice::new(1));
    let honest = honest.expect("a first device has something to say");
    let lie = |edit: &dyn Fn(&mut ExpandedChange)| {
        let mut change = Change::try_from(honest.as_slice())
            .expect("an honest change")
            .decode();
        edit(&mut change);
        Change::from(change).raw_bytes().to_vec()
    };
    let start = |start: u64| lie(&|c| c.start_op = NonZeroU64::new(start).expect("not zero"));
    let unknown = automerge::legacy::OpId::new(99, &ActorId::from(town.devices[0].actor().0));
    let list: Vec<(&'static str, &str, &str, Vec<u8>)> = vec![
        (
            "rle-bomb",
            "too_many_ops",
            "a hundred million ops in 69 bytes",
            runs(100_000_000),
        ),
        (
            "rle-overflow",
            "too_many_ops",
            "run counts whose sum overflows",
            runs(i64::MAX),
        ),
        (
            "deflate-bomb",
            "chunk_type",
            "two kilobytes that inflate two hundredfold",
            chunk(2, &zeros(1200)),
        ),
        (
            "deflated-change",
            "chunk_type",
            "an honest change, compressed",
            deflated(),
        ),
        (
            "junk-after",
            "extra_bytes",
            "an honest change with junk behind it",
            [&honest[..], b"x"].concat(),
        ),
        (
            "twice",
            "extra_bytes",
            "two changes in one",
            [&honest[..], &honest].concat(),
        ),
        (
            "head-bomb",
            "too_many_deps",
            "a thousand deps",
            lie(&|c| {
                c.deps = (0..1000_u32).map(dep).collect();
            }),
        ),
        (
            "deep-nesting",
            "chunk_type",
            "a document of maps 1,500 deep",
            deep(),
        ),
        (
            "start-op-31",
            "wrong_start_op",
            "a start op that wins every conflict",
            start(1 << 31),
        ),
        (
            "start-op-32",
            "wrong_start_op",
            "a start op that ends the document",
            start((1 << 32) - 1),
        ),
        (
            "start-op-low",
            "wrong_start_op",
            "a start op below that of its past",
            start(1),
        ),
        (
            "seq-gap",
            "wrong_seq",
            "a gap in the actor's count",
            lie(&|c| c.seq += 7),
        ),
        (
            "seq-max",
            "wrong_seq",
            "the highest seq there is",
            lie(&|c| c.seq = u64::MAX),
        ),
        (
            "time-min",
            "wrong_number",
            "the lowest time there is",
            lie(&|c| c.time = i64::MIN),
        ),
        (
            "fork",
            "own_past",
            "a fork of its device's own history",
            lie(&|c| {
                c.deps = vec![ChangeHash(genesis_hash(DOC).0)];
            }),
        ),
        (
            "no-deps",
            "no_deps",
            "a later change that builds on nothing",
            lie(&|c| c.deps.clear()),
        ),
        (
            "missing-deps",
            "missing_deps",
            "a dep nobody has",
            lie(&|c| c.deps = vec![dep(9)]),
        ),
        (
            "pred-unknown",
            "bad_pred",
            "overwrites an op that never was",
            lie(&|c| {
                c.operations[0].pred = vec![unknown.clone()].into();
            }),
        ),
        (
            "map-unknown",
            "not_in_facts",
            "writes into a map that never was",
            lie(&|c| {
                c.operations[0].obj = automerge::legacy::ObjectId::Id(unknown.clone());
            }),
        ),
    ];
    let found = list.into_iter().map(|(name, expect, why, bytes)| {
        let step = Step {
            device: 0,
            n,
            bytes,
        };
        let case = Case {
            door: Door::Change,
            base: 0,
            steps: vec![step],
        };
        let (why, expect) = (why.to_owned(), expect.to_owned());
        (name, Finding { why, expect, case })
    });
    found.collect()
}

fn dep(i: u32) -> ChangeHash {
    let mut hash = [7; 32];
    hash[..4].copy_from_slice(&i.to_be_bytes());
    ChangeHash(hash)
}

/// A change of `ops` puts of nothing under one key, each column one run.
fn runs(ops: i64) -> Vec<u8> {
    let with = |value: &[u8]| [sleb(ops), value.to_vec()].concat();
    let columns = [
        (21, with(&[1, b'k'])),
        (52, uleb(ops.unsigned_abs())),
        (66, with(&[1])),
        (86, with(&[0])),
        (112, with(&[0])),
    ];
    let mut body = vec![0, 10];
    body.extend([10; 10]);
    body.extend([1, 2, 1, 0, 0, 5]); // seq, start op, time, no message, no actors, five columns
    for (id, column) in &columns {
        body.extend([*id, column.len() as u8]);
    }
    body.extend(columns.into_iter().flat_map(|(_, column)| column));
    chunk(1, &body)
}

/// A deflate stream (RFC 1951, fixed codes): one zero, then `runs` times "the last byte, 258 times".
fn zeros(runs: usize) -> Vec<u8> {
    let run = [1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0]; // length code 285, distance code 0
    let mut bits = vec![1, 1, 0]; // last block, fixed codes
    bits.extend([0, 0, 1, 1, 0, 0, 0, 0]); // literal 0
    bits.extend(run.repeat(runs));
    bits.extend([0; 7]); // end of block
    let byte = |bits: &[u8]| bits.iter().rev().fold(0, |byte, bit| byte << 1 | bit);
    bits.chunks(8).map(byte).collect()
}

/// A change large enough for Automerge to compress it.
fn deflated() -> Vec<u8> {
    let mut document = AutoCommit::new().with_actor(ActorId::from([1; 10]));
    for i in 0..60 {
        let put = document.put(ROOT, format!("key {i}"), "the same words over and over");
        put.expect("a map takes text");
    }
    let change = document.get_last_local_change().expect("there is a change");
    change.clone().bytes().into_owned()
}

/// A whole document of maps in maps.
fn deep() -> Vec<u8> {
    let mut document = AutoCommit::new().with_actor(ActorId::from([1; 10]));
    let mut at = ROOT;
    for _ in 0..1500 {
        at = document
            .put_object(&at, "m", ObjType::Map)
            .expect("a map takes a map");
    }
    let saved = document.save();
    chunk(0, body_of(&saved))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::soak::finding::folder;

    #[test]
    fn every_bomb_is_kept_as_it_is_made() {
        for (name, bomb) in all() {
            let path = folder().join(format!("bomb-{name}.json"));
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            let kept = Finding::read(&text);
            assert_eq!(kept, Some(bomb), "kith-soak --write-bombs writes {name}");
        }
    }
}
