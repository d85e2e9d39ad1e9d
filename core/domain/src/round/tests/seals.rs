//! Stories of closing a round: what a seal counts, and which of two stands.

use super::*;
use crate::fact::{FactKey, Value};
use crate::ids::ChangeHash;
use crate::roster::Act;
use crate::round::Stage;
use crate::round::view::RoundProblem;
use crate::topic::Topic;

#[test]
fn of_two_seals_the_lower_op_stands_and_both_are_shown() {
    let mut r = Round::with(2);
    let second = r.hall.second_phone(0);
    r.hall.everyone_meets();
    r.pledge(1, r.oats, 6, 6);
    r.hall.meet(&[1, second]);
    // Phone 0 has not met the pledge and closes over nothing; its op is the lower.
    r.seal(0).unwrap();
    r.seal(second).unwrap();
    r.hall.everyone_meets();
    let view = r.see(1);
    let stands = view.seal.as_ref().unwrap();
    assert_eq!(stands.stamp.device, r.hall.phones[0].device);
    assert_eq!(view.other_seals.len(), 1);
    assert_eq!((view.bills_total_pence, view.late.len()), (0, 1));
    assert_eq!(view, r.see(second));
}

#[test]
fn an_order_placed_on_the_seal_that_gave_way_does_not_move_the_round() {
    let mut r = Round::with(2);
    let second = r.hall.second_phone(0);
    r.hall.everyone_meets();
    r.pledge(1, r.oats, 6, 6);
    r.hall.meet(&[1, second]);
    r.seal(second).unwrap();
    let place = RoundCommand::Place { round: r.name() };
    r.does(second, place).unwrap();
    r.seal(0).unwrap();
    r.hall.everyone_meets();
    let view = r.see(0);
    assert_eq!((view.stage, view.aside), (Stage::Sealed, 1));
}

#[test]
fn closing_over_an_old_screen_is_refused_and_so_is_one_nobody_saw() {
    let mut r = Round::with(2);
    let shown = r.see(0).heads;
    r.pledge(0, r.oil, 1, 1);
    let seal = |heads| RoundCommand::Seal {
        round: r.name(),
        heads,
    };
    let (old, unknown, none) = (seal(shown), seal(vec![ChangeHash([7; 32])]), seal(vec![]));
    assert_eq!(code(r.does(0, old)), "screen-is-stale");
    assert_eq!(code(r.does(0, unknown)), "invalid");
    assert_eq!(code(r.does(0, none)), "invalid");
    assert_eq!(code(r.seal(1)), "wrong-role");
    r.seal(0).unwrap();
}

#[test]
fn others_may_write_on_after_the_screen_and_the_seal_counts_what_it_showed() {
    let mut r = Round::with(2);
    r.pledge(1, r.oil, 1, 1);
    r.hall.everyone_meets();
    let heads = r.see(0).heads;
    r.pledge(1, r.oil, 5, 5);
    r.hall.everyone_meets();
    let seal = RoundCommand::Seal {
        round: r.name(),
        heads,
    };
    r.does(0, seal).unwrap();
    let view = r.see(0);
    assert_eq!((view.articles[1].firm, view.late.len()), (1, 1));
}

#[test]
fn more_heads_than_a_change_may_name_are_joined_first() {
    let mut r = Round::with(50);
    let mut phones: Vec<usize> = (1..50).collect();
    for who in 1..50 {
        for _ in 0..4 {
            let second = r.hall.second_phone(who);
            r.hall.meet(&[0, second]);
            phones.push(second);
        }
    }
    for who in phones {
        r.pledge(who, r.oil, 1, 1);
    }
    r.hall.everyone_meets();
    assert_eq!(r.see(0).heads.len(), 245);
    r.seal(0).unwrap();
    let view = r.see(0);
    assert_eq!(
        (view.articles[1].firm, view.late.len(), view.aside),
        (49, 0, 0)
    );
    assert!(view.seal.is_some());
}

#[test]
fn of_two_organisers_seals_the_earlier_organisers_stands() {
    for (seen, first_stands) in [(false, true), (true, false)] {
        let mut r = Round::with(3);
        let act = |to| Act::RoundHandedOver {
            round: r.name(),
            to,
        };
        let (to_second, back) = (act(r.hall.phones[1].member), act(r.hall.phones[0].member));
        r.pledge(2, r.oats, 6, 6);
        r.hall.meet(&[0, 2]);
        let write = |r: &mut Round, who: usize, id: &str| {
            let key = FactKey::new(r.hall.phones[who].member, Topic::Seal.word(), id);
            let value = Value::Clear(r#"{"v":1,"entry":0,"rules":1,"allocation":1}"#.to_owned());
            let name = r.name.clone();
            r.hall.write(who, &name, key, value, None);
        };
        if seen {
            // The second organiser closes, and hands the round back to the first.
            r.hall.record(to_second, &[]);
            write(&mut r, 1, "second");
            r.hall.meet(&[0, 1]);
            r.hall.record(back, &[]);
            write(&mut r, 0, "first");
        } else {
            // Neither knows of the other's seal; the second's op is the lower one.
            write(&mut r, 0, "first");
            r.hall.record(to_second, &[]);
            write(&mut r, 1, "second");
        }
        r.hall.everyone_meets();
        let view = r.see(2);
        let stands = view.seal.as_ref().map(|s| s.id.as_str());
        assert_eq!(stands, Some(if first_stands { "first" } else { "second" }));
        assert_eq!(view.other_seals.len(), 1);
    }
}

#[test]
fn a_seal_of_newer_rules_is_shown_and_not_judged() {
    let mut r = Round::with(2);
    r.pledge(1, r.oil, 1, 1);
    r.hall.everyone_meets();
    let key = FactKey::new(r.hall.phones[0].member, Topic::Seal.word(), "s");
    let newer = r#"{"v":1,"entry":0,"rules":1,"allocation":2}"#;
    let name = r.name.clone();
    r.hall
        .write(0, &name, key, Value::Clear(newer.to_owned()), None);
    let view = r.see(0);
    assert_eq!(
        (view.stage, view.problem),
        (Stage::Sealed, Some(RoundProblem::NewerSeal))
    );
    assert!(view.bills.is_empty());
    let name = r.name();
    r.does(0, RoundCommand::Place { round: name }).unwrap();
}
