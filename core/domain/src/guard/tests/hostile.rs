//! What a modified client can send with Automerge's own encoder: one vector a refusal.

use super::town::{ANN, ANNS_TABLET, BEN, DOC, Phone, Town, clear, edited};
use crate::document::DocumentKind;
use crate::fact::Value;
use crate::guard::Refusal;
use crate::ids::{Actor, ChangeHash};
use crate::limits;
use automerge::legacy::{ElementId, Key, ObjectId, Op, OpId as TheirOp, OpType};
use automerge::{ActorId, ChangeHash as TheirHash, ExpandedChange, ObjType, ScalarValue};
use std::num::NonZeroU64;

fn key(change: &mut ExpandedChange, key: &str) {
    change.operations[0].key = Key::Map(key.into());
    change.operations[0].pred = vec![].into();
}

fn value(change: &mut ExpandedChange, value: impl Into<ScalarValue>) {
    change.operations[0].action = OpType::Put(value.into());
}

fn preds(change: &mut ExpandedChange, preds: Vec<TheirOp>) {
    change.operations[0].pred = preds.into();
}

fn their_op(counter: u64, actor: Actor) -> TheirOp {
    TheirOp::new(counter, &ActorId::from(actor.0))
}

#[test]
fn an_actor_that_is_not_the_devices_is_refused() {
    let ben = |c: &mut ExpandedChange| c.actor_id = ActorId::from(BEN.actor().0);
    assert_eq!(Town::code_for(ben), "foreign_actor");
    let genesis = |c: &mut ExpandedChange| c.actor_id = ActorId::from(DOC.as_bytes());
    assert_eq!(Town::code_for(genesis), "foreign_actor");
}

#[test]
fn a_change_that_does_not_carry_its_number_is_refused() {
    for time in [0, 2, 4, -3, i64::MIN, i64::MAX] {
        assert_eq!(Town::code_for(|c| c.time = time), "wrong_number");
    }
}

#[test]
fn a_number_that_does_not_rise_is_refused() {
    let (town, bytes) = Town::with_a_draft();
    for n in [0, 1, 2] {
        let bytes = edited(&bytes, |c| c.time = i64::from(n));
        let refusal = town.judge(ANN, n, &bytes).unwrap_err();
        assert_eq!(refusal.code(), "number_not_rising");
    }
    // It may skip.
    let bytes = edited(&bytes, |c| c.time = 900);
    assert!(town.judge(ANN, 900, &bytes).is_ok());
}

#[test]
fn a_message_or_an_author_footer_is_refused() {
    let message = |c: &mut ExpandedChange| c.message = Some("hello".to_owned());
    assert_eq!(Town::code_for(message), "message");
    let footer = |c: &mut ExpandedChange| c.extra_bytes = vec![1, 2, 3, 4];
    assert_eq!(Town::code_for(footer), "extra_bytes");
}

#[test]
fn a_gap_in_the_actors_count_is_refused() {
    for seq in [0, 1, 2, 4, u64::MAX] {
        assert_eq!(Town::code_for(|c| c.seq = seq), "wrong_seq");
    }
}

#[test]
fn a_fresh_actor_counts_from_one() {
    let (town, bytes) = Town::with_a_draft();
    let fresh = Phone { nonce: 5, ..ANN };
    let fresh_actor = |seq| {
        edited(&bytes, |c| {
            c.actor_id = ActorId::from(fresh.actor().0);
            c.seq = seq;
        })
    };
    assert!(town.judge(ANN, 3, &fresh_actor(1)).is_ok());
    let refusal = town.judge(ANN, 3, &fresh_actor(9)).unwrap_err();
    assert_eq!(refusal.code(), "wrong_seq");
}

#[test]
fn a_change_that_forks_its_devices_own_history_is_refused() {
    let mut town = Town::new();
    let first = town.write(ANN, 1, &[ANN.pledge("flour", "1")]);
    let past = town.clone();
    town.write(ANN, 2, &[ANN.pledge("flour", "2")]);
    let fork = past.draft(ANN, 3, &[ANN.pledge("rice", "2")]);
    let fork = edited(&fork, |c| c.seq = 3);
    assert_eq!(town.judge(ANN, 3, &fork), Err(Refusal::OwnPast));
    // The same with a fresh actor: it is the device that counts.
    let fresh = Phone { nonce: 5, ..ANN };
    let fork = past.draft(fresh, 3, &[ANN.pledge("rice", "2")]);
    assert_eq!(town.judge(ANN, 3, &fork), Err(Refusal::OwnPast));
    assert!(town.judge(ANN, 1, &first).is_err());
}

#[test]
fn deps_that_are_absent_unknown_doubled_or_too_many_are_refused() {
    assert_eq!(Town::code_for(|c| c.deps = vec![]), "no_deps");
    let double = |c: &mut ExpandedChange| c.deps.push(c.deps[0]);
    assert_eq!(Town::code_for(double), "duplicate_dep");
    let many = |c: &mut ExpandedChange| {
        c.deps = (0..=limits::CHANGE_DEPS)
            .map(|i| TheirHash([u8::try_from(i % 251).unwrap(); 32]))
            .collect();
    };
    assert_eq!(Town::code_for(many), "too_many_deps");

    let (town, bytes) = Town::with_a_draft();
    let bytes = edited(&bytes, |c| c.deps.push(TheirHash([9; 32])));
    let missing = Refusal::MissingDeps(vec![ChangeHash([9; 32])]);
    assert_eq!(town.judge(ANN, 3, &bytes), Err(missing));
}

#[test]
fn a_server_that_lost_changes_asks_for_them_rather_than_refuses() {
    let (town, bytes) = Town::with_a_draft();
    assert!(town.judge(ANN, 3, &bytes).is_ok());
    let refusal = Town::new().judge(ANN, 3, &bytes).unwrap_err();
    assert_eq!(refusal.code(), "missing_deps");
}

#[test]
fn ops_that_do_not_count_on_from_the_past_are_refused() {
    for start in [1, 5, 7, 1 << 31, (1 << 32) - 1] {
        let refusal = Town::code_for(|c| c.start_op = NonZeroU64::new(start).unwrap());
        assert_eq!(refusal, "wrong_start_op", "{start}");
    }
    // Above 32 bits Automerge itself gives up, in one way or another.
    let (town, bytes) = Town::with_a_draft();
    let bytes = edited(&bytes, |c| c.start_op = NonZeroU64::MAX);
    assert!(town.judge(ANN, 3, &bytes).is_err());
}

#[test]
fn a_change_without_ops_is_refused() {
    assert_eq!(Town::code_for(|c| c.operations.clear()), "no_ops");
}

#[test]
fn more_ops_than_a_change_may_have_are_refused() {
    let (town, bytes) = Town::with_a_draft();
    let with = |count: usize| {
        edited(&bytes, |c| {
            let op = c.operations[1].clone();
            c.operations = (0..count)
                .map(|i| Op {
                    key: Key::Map(ANN.key("pledge", &format!("x{i}")).to_string().into()),
                    ..op.clone()
                })
                .collect();
        })
    };
    assert!(town.judge(ANN, 3, &with(256)).is_ok());
    let refusal = town.judge(ANN, 3, &with(257)).unwrap_err();
    assert_eq!(refusal.code(), "too_many_ops");
}

#[test]
fn anything_but_a_put_is_refused() {
    for action in [
        OpType::Delete,
        OpType::Increment(3),
        OpType::Make(ObjType::Map),
        OpType::Make(ObjType::List),
        OpType::Make(ObjType::Text),
        OpType::Make(ObjType::Table),
    ] {
        let code = Town::code_for(|c| c.operations[0].action = action.clone());
        assert_eq!(code, "not_a_put", "{action:?}");
    }
    assert_eq!(
        Town::code_for(|c| c.operations[0].insert = true),
        "not_a_put"
    );
    let mark = OpType::MarkEnd(true);
    assert_eq!(Town::code_for(|c| c.operations[0].action = mark), "column");
    let in_list = Key::Seq(ElementId::Head);
    assert_eq!(Town::code_for(|c| c.operations[0].key = in_list), "column");
}

#[test]
fn a_put_outside_the_map_of_facts_is_refused() {
    let all = |obj: &ObjectId| {
        Town::code_for(|c| c.operations.iter_mut().for_each(|op| op.obj = obj.clone()))
    };
    assert_eq!(all(&ObjectId::Root), "not_in_facts");
    for obj in [
        ObjectId::Id(their_op(1, ANN.actor())),
        ObjectId::Id(their_op(99, ANN.actor())),
        ObjectId::Id(TheirOp::new(2, &ActorId::from(DOC.as_bytes()))),
        ObjectId::Id(TheirOp::new(1, &ActorId::from([8; 16]))),
    ] {
        assert_eq!(all(&obj), "not_in_facts", "{obj:?}");
    }
    let one = |c: &mut ExpandedChange| c.operations[0].obj = ObjectId::Root;
    assert_eq!(Town::code_for(one), "not_in_facts");
}

#[test]
fn keys_outside_the_grammar_or_the_own_drawer_are_refused() {
    for bad in ["", "flour", "a/b/c", "facts", "\u{202e}/pledge/x"] {
        assert_eq!(Town::code_for(|c| key(c, bad)), "bad_key");
    }
    let long = ANN.key("pledge", &"x".repeat(limits::KEY)).to_string();
    assert_eq!(Town::code_for(|c| key(c, &long)), "bad_key");
    let bens = BEN.key("pledge", "flour").to_string();
    assert_eq!(Town::code_for(|c| key(c, &bens)), "foreign_drawer");
}

#[test]
fn one_key_twice_in_a_change_is_refused() {
    let rice = ANN.key("pledge", "rice").to_string();
    assert_eq!(Town::code_for(|c| key(c, &rice)), "duplicate_key");
}

#[test]
fn a_value_of_the_wrong_form_or_size_is_refused() {
    for bad in [
        ScalarValue::Null,
        ScalarValue::Boolean(true),
        ScalarValue::Int(3),
        ScalarValue::Uint(u64::MAX),
        ScalarValue::F64(f64::NAN),
        ScalarValue::Timestamp(0),
        ScalarValue::counter(1),
        ScalarValue::Bytes(vec![1]),
        ScalarValue::Unknown {
            type_code: 12,
            bytes: vec![1],
        },
    ] {
        assert_eq!(Town::code_for(|c| value(c, bad.clone())), "wrong_value");
    }
    let exactly = "x".repeat(limits::VALUE);
    let (town, bytes) = Town::with_a_draft();
    let most = edited(&bytes, |c| value(c, exactly.as_str()));
    assert!(town.judge(ANN, 3, &most).is_ok());
    let more = exactly + "x";
    let refusal = Town::code_for(|c| value(c, more.as_str()));
    assert_eq!(refusal, "value_too_large");
}

#[test]
fn a_sealed_topic_takes_bytes_only_and_an_unknown_topic_takes_either() {
    let town = Town::new();
    let title = ANN.key("title", "1");
    let text = town.draft(ANN, 1, &[(title.clone(), clear("Flour round"))]);
    assert_eq!(town.judge(ANN, 1, &text), Err(Refusal::WrongValue));
    let sealed = town.draft(ANN, 1, &[(title, Value::Sealed(vec![1; 60]))]);
    assert!(town.judge(ANN, 1, &sealed).is_ok());
    for value in [clear("x"), Value::Sealed(vec![1])] {
        let unknown = town.draft(ANN, 1, &[(ANN.key("from-tomorrow", "1"), value)]);
        assert!(town.judge(ANN, 1, &unknown).is_ok());
    }
}

#[test]
fn a_known_topic_in_the_wrong_kind_is_refused_and_an_unknown_kind_takes_all() {
    let (town, bytes) = Town::with_a_draft();
    let ledger = town.judge_in(ANN, 3, &bytes, Some(DocumentKind::Ledger));
    assert_eq!(ledger, Err(Refusal::WrongTopic));
    assert!(town.judge_in(ANN, 3, &bytes, None).is_ok());
}

#[test]
fn what_is_overwritten_must_be_an_earlier_version_of_the_same_fact() {
    let flour_2 = || their_op(4, ANN.actor());
    let bad = [
        vec![their_op(3, ANN.actor())],  // another key
        vec![their_op(5, BEN.actor())],  // another drawer
        vec![their_op(99, ANN.actor())], // nothing
        vec![their_op(6, ANN.actor())],  // itself
        vec![their_op(u64::from(u32::MAX), ANN.actor())],
        vec![TheirOp::new(1, &ActorId::from(DOC.as_bytes()))], // the map
        vec![flour_2(), flour_2()],
    ];
    for ops in bad {
        let code = Town::code_for(|c| preds(c, ops.clone()));
        assert_eq!(code, "bad_pred", "{ops:?}");
    }
    let (town, bytes) = Town::with_a_draft();
    for good in [vec![], vec![flour_2()], vec![their_op(2, ANN.actor())]] {
        let bytes = edited(&bytes, |c| preds(c, good));
        assert!(town.judge(ANN, 3, &bytes).is_ok());
    }
}

#[test]
fn overwriting_an_own_op_that_the_past_does_not_hold_is_refused() {
    let mut town = Town::new();
    town.write(ANN, 1, &[ANN.pledge("flour", "1")]);
    let tablet = town.clone();
    let unseen = town.admit(ANN, 2, &town.draft(ANN, 2, &[ANN.pledge("flour", "2")]));
    let unseen = unseen.unwrap().puts[0].op;
    let draft = tablet.draft(ANNS_TABLET, 1, &[ANN.pledge("flour", "3")]);
    assert!(town.judge(ANNS_TABLET, 1, &draft).is_ok());
    let draft = edited(&draft, |c| {
        preds(c, vec![their_op(unseen.counter, unseen.actor)]);
    });
    assert_eq!(town.judge(ANNS_TABLET, 1, &draft), Err(Refusal::BadPred));
}

#[test]
fn a_write_once_fact_is_not_restated() {
    let mut town = Town::new();
    let seal = |text: &str| [(ANN.key("seal", "1"), clear(text))];
    town.write(ANN, 1, &seal("{}"));
    let again = town.draft(ANN, 2, &seal("{\"v\":1}"));
    assert_eq!(town.judge(ANN, 2, &again), Err(Refusal::WrittenOnce));
}

#[test]
fn a_full_drawer_still_has_room_for_facts_about_facts() {
    let mut town = Town::new();
    let mut n = 0;
    let big = "x".repeat(limits::VALUE - 40);
    let mut fill = |topic: &str| loop {
        n += 1;
        let fact = [(ANN.key(topic, &format!("f{n}")), clear(&big))];
        let draft = town.draft(ANN, n, &fact);
        if let Err(refusal) = town.admit(ANN, n, &draft) {
            assert_eq!(refusal, Refusal::DrawerFull);
            break town.stand(ANN).drawer_bytes;
        }
    };
    let first_hand = fill("pledge");
    assert!(first_hand > limits::DRAWER_FIRST_HAND - 4096);
    assert!(first_hand <= limits::DRAWER_FIRST_HAND);
    assert_eq!(fill("from-tomorrow"), first_hand);
    let all = fill("placed");
    assert!(all > limits::DRAWER - 4096 && all <= limits::DRAWER);
    // Ben's drawer is his own.
    let ben = town.draft(BEN, 1, &[BEN.pledge("flour", "1")]);
    assert!(town.judge(BEN, 1, &ben).is_ok());
}
