//! Each verdict, and that a push is taken whole or not at all.

use crate::phone::Phone;
use crate::town::{DAY, Town};
use kith_domain::document::{DocumentKind, DocumentName};
use kith_domain::limits;
use kith_domain::roster::{Act, Role};
use kith_domain::wire::{LogItem, Problem, Push, Verdict};

fn codes(verdict: &Verdict) -> Vec<String> {
    match verdict {
        Verdict::Refused { changes, records } => changes
            .iter()
            .map(|c| c.code.clone())
            .chain(records.iter().map(|r| r.code.clone()))
            .collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_founding_makes_a_community_and_only_at_the_server_it_names() {
    let town = Town::new();
    let mut stranger = Phone::founder(3, crate::phone::seed(77).public());
    let reply = stranger.send(&town, None, Vec::new());
    assert_eq!(reply.problem, Some(Problem::UnknownCommunity));
    let push = Push {
        records: stranger.founding.clone(),
        ..Push::default()
    };
    // The adoption cannot be judged without the founding and carries a code of its own.
    assert_eq!(codes(&stranger.try_give(&town, push))[0], "other-server");
    let reply = stranger.send(&town, None, Vec::new());
    assert_eq!(
        reply.problem,
        Some(Problem::UnknownCommunity),
        "nothing is left behind"
    );

    let mut ada = Phone::founded(1, &town);
    assert!(
        ada.rosters
            .has_role(ada.space, Role::Coordinator, ada.member)
    );
    // What stands already is fine, and makes no second entry.
    let again = ada.founding.clone();
    ada.give_records(&town, again);
    assert_eq!(ada.sync(&town), 0);
    assert_eq!(ada.received.len(), 2);
}

#[test]
fn what_one_phone_pushes_another_reads_in_log_order() {
    let town = Town::new();
    let mut ada = Phone::founded(1, &town);
    let mut ben = ada.joined(&town, 2);
    let round = ada.round();
    ada.pledge(&town, &round, "flour");
    assert_eq!(ben.sync(&town), 3, "name, change, head");
    ben.pledge(&town, &round, "flour");
    ada.sync(&town);
    let facts = ada.documents[&round.id()].facts().unwrap();
    assert_eq!(facts.len(), 2);
    assert_eq!(ben.documents[&round.id()].facts().unwrap(), facts);
}

#[test]
fn a_push_that_comes_twice_is_taken_twice_and_kept_once() {
    let town = Town::new();
    let mut ada = Phone::founded(1, &town);
    let round = ada.round();
    let first = ada.state(&round, "pledge", "flour", "1");
    let push = ada.pack(&[&round], vec![first.clone()]);
    ada.give(&town, push.clone());
    ada.give(&town, push);
    // The answer was lost, and the phone has written more since: the tail is judged.
    let second = ada.state(&round, "pledge", "rice", "1");
    let push = ada.pack(&[&round], vec![first, second]);
    ada.give(&town, push);
    ada.sync(&town);
    let changes = |item: &&LogItem| matches!(item, LogItem::Change(_));
    assert_eq!(ada.received.iter().filter(changes).count(), 2);
}

#[test]
fn a_restored_phone_that_wrote_something_else_is_behind() {
    let town = Town::new();
    let mut ada = Phone::founded(1, &town);
    let mut restored = ada.clone();
    let round = ada.round();
    ada.pledge(&town, &round, "flour");
    let other = restored.state(&round, "pledge", "rice", "1");
    let push = restored.pack(&[&round], vec![other]);
    let reply = restored.send(&town, Some(push), Vec::new());
    let numbers = vec![(ada.space, 1)];
    assert_eq!(reply.verdict, Some(Verdict::Behind { numbers }));
    assert_eq!(
        reply.pages.len(),
        1,
        "what it must merge comes with the answer"
    );
}

#[test]
fn a_change_whose_past_is_not_here_asks_for_it() {
    let town = Town::new();
    let mut ada = Phone::founded(1, &town);
    let round = ada.round();
    let _lost = ada.state(&round, "pledge", "flour", "1");
    let next = ada.state(&round, "pledge", "rice", "1");
    let push = ada.pack(&[&round], vec![next]);
    assert_eq!(ada.try_give(&town, push), Verdict::Need);
    // In another document the deps are no help: the head tells.
    let ledger = DocumentName::new(ada.space, DocumentKind::Ledger, "2026-11");
    let next = ada.state(&ledger, "claim", "x", "1");
    let push = ada.pack(&[&ledger], vec![next]);
    assert_eq!(ada.try_give(&town, push), Verdict::Need);
}

#[test]
fn a_phone_on_no_roster_waits_and_its_admission_may_come_with_its_first_facts() {
    let town = Town::new();
    let mut ada = Phone::founded(1, &town);
    let (mut ben, admitted) = ada.invite(&town, 2, i64::MAX);
    let round = ada.round();
    let change = ben.state(&round, "pledge", "flour", "1");
    let mut push = ben.pack(&[&round], vec![change]);
    assert_eq!(ben.try_give(&town, push.clone()), Verdict::Wait);
    let reply = ben.send(&town, None, Vec::new());
    assert_eq!(reply.problem, Some(Problem::NotAMember));
    push.records.push(admitted);
    ben.give(&town, push);
    assert_eq!(ben.sync(&town), 0, "it came with the verdict");
    assert_eq!(ben.rosters.present().count(), 2);
}

#[test]
fn an_invite_that_has_expired_admits_nobody() {
    let town = Town::new();
    let mut ada = Phone::founded(1, &town);
    let (mut ben, admitted) = ada.invite(&town, 2, 1_790_000_000 + DAY);
    town.later(DAY + 1);
    ben.log_in(&town);
    let push = Push {
        records: vec![admitted],
        ..Push::default()
    };
    assert_eq!(codes(&ben.try_give(&town, push)), ["invite-spent"]);
}

#[test]
fn any_member_may_carry_what_another_signed_and_nobody_can_change_it_on_the_way() {
    let town = Town::new();
    let mut ada = Phone::founded(1, &town);
    let mut ben = ada.joined(&town, 2);
    let round = ada.round();
    let change = ada.state(&round, "pledge", "flour", "1");
    let push = ada.pack(&[&round], vec![change]);
    let mut forged = push.clone();
    forged.heads[0] = ben.sign_for(&forged.heads[0]);
    assert_eq!(codes(&ben.try_give(&town, forged)), ["bad-head"]);
    ben.give(&town, push.clone());
    ada.give(&town, push);
    assert_eq!(ada.sync(&town), 0, "it came with the verdict");
}

#[test]
fn a_refusal_names_every_number_and_leaves_nothing_behind() {
    let town = Town::new();
    let mut ada = Phone::founded(1, &town);
    let mut ben = ada.joined(&town, 2);
    let round = ada.round();
    let good = ben.state(&round, "pledge", "flour", "1");
    let placed = ben.state(&round, "placed", "it", "{}");
    let after = ben.state(&round, "pledge", "rice", "1");
    let plan = DocumentName::new(ada.space, DocumentKind::Board, "2026-q4");
    let clear = ben.state(&plan, "offer", "x", "not sealed");
    let mut push = ben.pack(&[&round, &plan], vec![good, placed, after, clear]);
    push.records
        .push(ben.record(Act::MemberRemoved { member: ada.member }));
    let verdict = ben.try_give(&town, push);
    assert_eq!(
        codes(&verdict),
        ["wrong-role", "wrong_value", "last-coordinator"]
    );
    let Verdict::Refused { changes, .. } = verdict else {
        panic!("refused");
    };
    assert_eq!(changes.iter().map(|c| c.n).collect::<Vec<_>>(), [2, 4]);
    assert_eq!(ada.sync(&town), 1, "only the admission");
}

#[test]
fn a_head_that_does_not_hold_is_refused() {
    let town = Town::new();
    let mut ada = Phone::founded(1, &town);
    let round = ada.round();
    let change = ada.state(&round, "pledge", "flour", "1");
    let mut push = ada.pack(&[&round], vec![change]);
    push.heads[0].entry_number += 1;
    assert_eq!(codes(&ada.try_give(&town, push.clone())), ["bad-head"]);
    push.heads.clear();
    assert_eq!(codes(&ada.try_give(&town, push)), ["bad-head"]);
}

#[test]
fn who_left_may_still_send_a_claim_for_thirty_days_and_nothing_else() {
    let town = Town::new();
    let mut ada = Phone::founded(1, &town);
    let mut ben = ada.joined(&town, 2);
    let round = ada.round();
    ben.pledge(&town, &round, "flour");
    let left = ben.record(Act::MemberLeft { member: ben.member });
    ben.give_records(&town, vec![left]);
    let ledger = DocumentName::new(ada.space, DocumentKind::Ledger, "2026-11");
    let mut kept = ben.clone();
    let pledge = ben.state(&round, "pledge", "rice", "1");
    let push = ben.pack(&[&round], vec![pledge]);
    assert_eq!(codes(&ben.try_give(&town, push)), ["after-leaving"]);
    let claim = kept.state(&ledger, "claim", "a/b", "{}");
    let push = kept.pack(&[&ledger], vec![claim]);
    town.later(30 * DAY);
    kept.log_in(&town);
    kept.give(&town, push);
    town.later(DAY);
    kept.log_in(&town);
    let claim = kept.state(&ledger, "claim", "a/c", "{}");
    let push = kept.pack(&[&ledger], vec![claim]);
    assert_eq!(codes(&kept.try_give(&town, push)), ["after-leaving"]);
}

#[test]
fn a_removal_writes_its_line_into_every_space_concerned() {
    let town = Town::new();
    let mut ada = Phone::founded(1, &town);
    let ben = ada.joined(&town, 2);
    ada.sync(&town);
    let pairing = ada.open_pairing(&town, ben.member);
    let removed = ada.record(Act::MemberRemoved { member: ben.member });
    ada.give_records(&town, vec![removed]);
    ada.sync(&town);
    assert_eq!(ada.rosters.chain(pairing).0, 2, "opened, line");
    let cuts = &ada.rosters.members[&ben.member]
        .departed
        .as_ref()
        .unwrap()
        .cuts;
    assert!(cuts.contains_key(&pairing) && cuts.contains_key(&ada.space));
}

#[test]
fn what_was_answered_is_there_after_a_crash_and_a_lost_answer_does_no_harm() {
    let mut town = Town::new();
    let mut ada = Phone::founded(1, &town);
    let round = ada.round();
    let change = ada.state(&round, "pledge", "flour", "1");
    let push = ada.pack(&[&round], vec![change]);
    // Appended, and the answer lost on its way.
    let lost = ada.send(&town, Some(push.clone()), Vec::new());
    assert_eq!(lost.verdict, Some(Verdict::Taken));
    town.crash();
    ada.give(&town, push);
    assert_eq!(ada.received.len(), 2 + 3);
    assert_eq!(ada.sync(&town), 0);
}

/// Ada's neighbourhood, in which eight members at once pledge three articles each in the round, and do
/// `before` each what is asked; Ada has it all then.
fn eight_at_once(before: fn(&Phone, &Town, &DocumentName)) -> (Town, Phone, DocumentName) {
    let town = Town::new();
    let mut ada = Phone::founded(1, &town);
    let round = ada.round();
    let mut members: Vec<_> = (2..10).map(|byte| ada.joined(&town, byte)).collect();
    std::thread::scope(|scope| {
        for member in &mut members {
            scope.spawn(|| {
                for subject in ["flour", "rice", "oats"] {
                    before(member, &town, &round);
                    member.pledge(&town, &round, subject);
                }
            });
        }
    });
    ada.sync(&town);
    (town, ada, round)
}

/// A push of this phone's is written, refused for a head that does not hold, and so never there.
fn is_refused_halfway(phone: &Phone, town: &Town, round: &DocumentName) {
    let mut hasty = phone.clone();
    let change = hasty.state(round, "pledge", "salt", "9");
    let mut push = hasty.pack(&[round], vec![change]);
    push.heads[0].n += 1;
    assert_eq!(codes(&hasty.try_give(town, push)), ["bad-head"]);
}

#[test]
fn many_phones_pushing_at_once_are_all_taken_in_some_order() {
    let (_, ada, round) = eight_at_once(|_, _, _| ());
    assert_eq!(ada.documents[&round.id()].facts().unwrap().len(), 24);
}

#[test]
fn pushes_refused_halfway_take_nothing_of_those_they_came_with_along() {
    let (town, ada, round) = eight_at_once(is_refused_halfway);
    let facts = ada.documents[&round.id()].facts().unwrap();
    assert_eq!(facts.len(), 24);
    assert!(facts.keys().all(|key| !key.ends_with("salt")));
    // As many were judged twice as there were commits with one of these in them.
    let metrics = town.server().metrics();
    let again = metrics
        .lines()
        .find_map(|line| line.strip_prefix("kith_commits_again_total "));
    let again: u32 = again.unwrap().parse().unwrap();
    assert!((1..=24).contains(&again), "{again}");
}

#[test]
fn a_push_larger_than_any_may_be_is_refused_and_nothing_of_it_is_kept() {
    let town = Town::new();
    let mut ada = Phone::founded(1, &town);
    let round = ada.round();
    let change = ada.state(&round, "pledge", "flour", "1");
    let mut push = ada.pack(&[&round], vec![change.clone()]);
    push.changes = vec![change.clone(); limits::PUSH_CHANGES + 1];
    let verdict = ada.try_give(&town, push);
    assert_eq!(codes(&verdict), ["push-too-large"]);
    let push = ada.pack(&[&round], vec![change]);
    ada.give(&town, push);
}

#[test]
fn a_document_counts_right_when_pushes_between_are_refused() {
    let mut town = Town::new();
    let mut ada = Phone::founded(1, &town);
    let round = ada.round();
    ada.pledge(&town, &round, "flour");
    for subject in ["oats", "beans"] {
        is_refused_halfway(&ada, &town, &round);
        ada.pledge(&town, &round, subject);
    }
    // What a server that has just started reads of the document fits the next change, too.
    town.stop();
    town.start();
    ada.pledge(&town, &round, "peas");
    ada.sync(&town);
    assert_eq!(ada.documents[&round.id()].facts().unwrap().len(), 4);
}
