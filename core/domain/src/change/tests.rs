//! Our spelling is Automerge's, and the only one that is read.

use super::{Parts, RawPut, Spelled};
use crate::fact::Value;
use crate::ids::{Actor, ChangeHash, DocumentId, OpId};
use automerge::Change;
use proptest::prelude::*;

const DOC: DocumentId = DocumentId([7; 16]);

fn actor() -> impl Strategy<Value = Actor> {
    // Below, at and above the document's own bytes, which they are sorted among.
    prop_oneof![Just(3), Just(7), Just(9), any::<u8>()].prop_map(|byte| Actor([byte; 10]))
}

fn put() -> impl Strategy<Value = RawPut> {
    let value = prop_oneof![
        "[a-z]{0,3}".prop_map(Value::Clear),
        ".{0,40}".prop_map(Value::Clear),
        proptest::collection::vec(any::<u8>(), 0..200).prop_map(Value::Sealed),
    ];
    let pred = (1..300_u64, actor()).prop_map(|(counter, actor)| OpId { counter, actor });
    let preds = proptest::collection::btree_set(pred, 0..4);
    ("[ab]{1,2}", value, preds).prop_map(|(key, value, preds)| RawPut {
        key,
        value,
        preds: preds.into_iter().collect(),
    })
}

fn parts() -> impl Strategy<Value = Parts> {
    let deps = proptest::collection::btree_set(any::<u8>(), 0..5);
    (
        deps,
        actor(),
        1..u64::from(u32::MAX),
        1..1_u64 << 31,
        any::<u32>(),
        proptest::collection::vec(put(), 1..20),
    )
        .prop_map(|(deps, actor, seq, start_op, n, puts)| Parts {
            deps: deps.into_iter().map(|d| ChangeHash([d; 32])).collect(),
            actor,
            seq,
            start_op,
            n,
            puts,
        })
}

proptest! {
    #[test]
    fn automerge_spells_every_change_as_we_do(parts in parts()) {
        let spelled = Spelled::of(DOC, parts.clone()).unwrap();
        let change = Change::try_from(spelled.bytes()).unwrap();
        prop_assert_eq!(change.hash().0, spelled.hash().0);
        prop_assert_eq!(change.seq(), parts.seq);
        prop_assert_eq!(change.timestamp(), i64::from(parts.n));
        prop_assert_eq!(change.max_op(), spelled.max_op());
        let again = Change::from(change.decode());
        prop_assert_eq!(again.raw_bytes(), spelled.bytes());
        let read = Spelled::read(DOC, spelled.bytes());
        prop_assert_eq!(read.as_ref(), Some(&spelled));
    }

    #[test]
    fn a_damaged_change_is_read_as_itself_or_not_at_all(
        parts in parts(), at in any::<prop::sample::Index>(), byte: u8,
    ) {
        let mut bytes = Spelled::of(DOC, parts).unwrap().bytes().to_vec();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if let Some(read) = Spelled::read(DOC, &bytes) {
            prop_assert_eq!(read.bytes(), bytes);
        }
    }

    #[test]
    fn bytes_of_any_kind_are_read_within_bounds(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert_eq!(Spelled::read(DOC, &bytes), None);
    }
}

#[test]
fn what_does_not_rise_or_says_nothing_has_no_spelling() {
    let op = |counter| OpId {
        counter,
        actor: Actor([1; 10]),
    };
    let good = Parts {
        deps: vec![ChangeHash([1; 32]), ChangeHash([2; 32])],
        actor: Actor([1; 10]),
        seq: 1,
        start_op: 9,
        n: 1,
        puts: vec![RawPut {
            key: "k".to_owned(),
            value: Value::Clear(String::new()),
            preds: vec![op(2), op(3)],
        }],
    };
    assert!(Spelled::of(DOC, good.clone()).is_some());
    let mut bad = vec![good.clone(), good.clone(), good.clone()];
    bad[0].deps.reverse();
    bad[1].puts[0].preds = vec![op(2), op(2)];
    bad[2].puts.clear();
    for parts in bad {
        assert_eq!(Spelled::of(DOC, parts), None);
    }
}
