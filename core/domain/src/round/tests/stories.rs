//! One story a test: the corners people meet.

use super::*;
use crate::fact::{FactKey, Value};
use crate::keys::Secret;
use crate::roster::Act;
use crate::round::schema::Pledge;
use crate::round::view::{LateReason, PledgeState};
use crate::round::{Stage, price_list};
use crate::sealed::Keyring;
use crate::topic::Topic;

#[test]
fn a_round_goes_from_open_to_settled_and_every_penny_is_on_a_bill() {
    let mut r = Round::with(3);
    r.pledge(0, r.oats, 2, 3);
    r.pledge(1, r.oats, 2, 3);
    r.pledge(2, r.oil, 1, 1);
    r.hall.everyone_meets();
    let open = r.see(1);
    assert_eq!(
        (open.stage, open.title.as_deref()),
        (Stage::Open, Some("November"))
    );
    let oats = &open.articles[0];
    assert_eq!(
        (oats.firm, oats.tolerance, oats.cases, oats.missing_units),
        (4, 2, 1, 0)
    );
    assert_eq!(r.gets(&open, r.oats, 1), Some((3, Why::ToppedUp)));
    // Six oats at £1.505 is £9.03; a bottle £8.00 and VAT £1.60; the van £5.00.
    assert_eq!(open.bills_total_pence, 903 + 960 + 500);
    assert_eq!(
        (open.minimum.needed_pence, open.minimum.reached_pence),
        (10_000, 1703)
    );

    let (name, oats) = (r.name(), r.oats);
    let place = || RoundCommand::Place {
        round: name.clone(),
    };
    let deliver = || RoundCommand::Deliver {
        round: name.clone(),
        received: [(oats, 6)].into(),
    };
    let settle = |invoice_pence| RoundCommand::Settle {
        round: name.clone(),
        invoice_pence,
    };
    assert_eq!(code(r.does(0, place())), "not-sealed");
    r.seal(0).unwrap();
    assert_eq!(code(r.seal(0)), "already-sealed");
    assert_eq!(code(r.does(0, deliver())), "not-placed");
    r.does(0, place()).unwrap();
    assert_eq!(code(r.does(0, place())), "already-placed");
    assert_eq!(code(r.does(0, settle(None))), "not-delivered");
    r.does(0, deliver()).unwrap();
    let refused = r.does(0, settle(Some(2360))).unwrap_err();
    assert_eq!(refused.code(), "invoice-differs");
    assert!(refused.to_string().contains("3p less"), "{refused}");
    r.does(0, settle(None)).unwrap();
    assert_eq!(code(r.does(0, settle(None))), "already-settled");

    let settled = r.see(0);
    assert_eq!((settled.stage, settled.problem), (Stage::Settled, None));
    assert_eq!(settled.bills, open.bills);
    assert_eq!(settled.days.settled, Some(r.hall.today));
}

#[test]
fn a_pledge_that_comes_after_the_seal_changes_nothing_and_is_named() {
    let mut r = Round::with(3);
    r.pledge(1, r.oats, 4, 6);
    r.hall.everyone_meets();
    r.pledge(2, r.oats, 3, 3); // in a tunnel
    r.pledge(1, r.oats, 1, 1); // thinks again, in a tunnel too
    r.seal(0).unwrap();
    let before = r.see(0);
    r.hall.everyone_meets();
    let after = r.see(2);
    assert_eq!(after.bills, before.bills);
    assert_eq!(
        after.articles[0].allocations,
        before.articles[0].allocations
    );
    let late: Vec<_> = after.late.iter().map(|l| (l.member, l.reason)).collect();
    let mut expected = vec![
        (r.hall.phones[1].member, LateReason::AfterSeal),
        (r.hall.phones[2].member, LateReason::AfterSeal),
    ];
    expected.sort_by_key(|(member, _)| *member);
    assert_eq!(late, expected);
    let first = r.hall.phones[1].member;
    let mut states: Vec<_> = after.articles[0]
        .pledges
        .iter()
        .filter(|p| p.member == first)
        .map(|p| (p.want, p.state))
        .collect();
    states.sort_by_key(|(want, _)| *want);
    assert_eq!(states, [(1, PledgeState::Late), (4, PledgeState::Counted)]);
    assert_eq!(code(r.try_pledge(2, r.oats, 1, 1)), "already-sealed");
}

#[test]
fn a_household_speaks_once_and_two_who_speak_apart_are_flagged() {
    let mut r = Round::with(3);
    let household = r.hall.live_together(3, &[1, 2]);
    r.pledge(1, r.oats, 2, 2);
    r.hall.everyone_meets();
    r.pledge(2, r.oats, 1, 1);
    r.hall.everyone_meets();
    let view = r.see(0);
    let oats = &view.articles[0];
    assert_eq!((oats.firm, oats.allocations.len()), (1, 1));
    assert_eq!(oats.allocations[0].household, household);
    let superseded = oats.pledges.iter().find(|p| p.want == 2).unwrap();
    let later = r.hall.phones[2].member;
    assert_eq!(superseded.state, PledgeState::Superseded(later));
    assert!(oats.pledges.iter().all(|p| !p.clash));

    r.pledge(1, r.oats, 3, 3);
    r.pledge(2, r.oats, 5, 5);
    r.hall.everyone_meets();
    let view = r.see(0);
    assert_eq!(view.articles[0].firm, 5);
    assert!(view.articles[0].pledges.iter().all(|p| p.clash));
}

#[test]
fn moving_in_together_after_the_seal_changes_no_bill() {
    let mut r = Round::with(3);
    r.pledge(1, r.oats, 2, 3);
    r.pledge(2, r.oats, 4, 4);
    r.hall.everyone_meets();
    r.seal(0).unwrap();
    r.hall.everyone_meets();
    let before = r.see(0);
    r.hall.live_together(7, &[1, 2]);
    let after = r.see(0);
    assert_eq!(before, after);
    assert_eq!(after.bills.len(), 2);
}

#[test]
fn a_withdrawn_pledge_is_no_bill() {
    let mut r = Round::with(3);
    r.pledge(1, r.oats, 6, 6);
    r.pledge(2, r.oats, 6, 6);
    let withdraw = RoundCommand::Withdraw {
        round: r.name(),
        article: r.oats,
    };
    r.does(1, withdraw).unwrap();
    r.hall.everyone_meets();
    let view = r.see(0);
    assert_eq!((view.articles[0].firm, view.bills.len()), (6, 1));
    assert_eq!(r.gets(&view, r.oats, 1), None);
    assert_eq!(view.articles[0].pledges.len(), 2);
}

#[test]
fn what_came_short_is_shared_in_turn_and_billed_as_it_came() {
    let mut r = Round::with(3);
    r.pledge(1, r.oats, 3, 3);
    r.pledge(2, r.oats, 3, 3);
    r.pledge(2, r.oil, 2, 2);
    r.hall.everyone_meets();
    r.seal(0).unwrap();
    let (place, deliver) = (
        RoundCommand::Place { round: r.name() },
        RoundCommand::Deliver {
            round: r.name(),
            received: [(r.oats, 4)].into(),
        },
    );
    r.does(0, place).unwrap();
    r.does(0, deliver).unwrap();
    let view = r.see(0);
    assert_eq!(r.gets(&view, r.oats, 1), Some((2, Why::ShortDelivery)));
    assert_eq!(r.gets(&view, r.oats, 2), Some((2, Why::ShortDelivery)));
    assert_eq!(view.articles[0].received_units, Some(4));
    assert_eq!(view.articles[1].received_units, Some(2));
    assert_eq!(view.bills_total_pence, 602 + 1920 + 500);
}

#[test]
fn a_new_organiser_sets_the_terms_and_the_old_ones_words_count_up_to_then() {
    let mut r = Round::with(3);
    r.pledge(2, r.oil, 1, 1);
    r.hall.everyone_meets();
    let to = r.hall.phones[1].member;
    let act = Act::RoundHandedOver {
        round: r.name(),
        to,
    };
    r.hall.record(act, &[&Secret::from_seed(&[1; 32])]);
    let key = FactKey::new(to, Topic::Terms.word(), "self");
    let dearer = r#"{"v":1,"minimum_pence":0,"delivery_pence":800,"delivery_by":"household"}"#;
    let name = r.name.clone();
    r.hall
        .write(1, &name, key, Value::Clear(dearer.to_owned()), None);
    assert_eq!(code(r.seal(0)), "wrong-role");
    r.seal(1).unwrap();
    let view = r.see(1);
    assert_eq!(
        (view.organiser, view.bills_total_pence),
        (Some(to), 960 + 800)
    );
}

#[test]
fn titles_wait_for_their_key_and_sums_do_not() {
    let mut r = Round::with(2);
    r.pledge(1, r.oil, 1, 1);
    r.hall.keyring = Keyring::default();
    let view = r.see(1);
    assert_eq!((view.title, view.aside), (None, 0));
    assert_eq!(view.bills_total_pence, 960 + 500);
}

#[test]
fn restating_keeps_what_a_newer_app_had_written() {
    let mut r = Round::with(2);
    let key = FactKey::new(
        r.hall.phones[1].member,
        Topic::Pledge.word(),
        r.oil.to_string(),
    );
    let newer = r#"{"v":1,"at_least":1,"want":1,"up_to":1,"seen_net_e4":1,"jar":"own"}"#;
    let name = r.name.clone();
    r.hall
        .write(1, &name, key, Value::Clear(newer.to_owned()), None);
    assert!(r.see(1).articles[1].pledges[0].price_rose);
    let command = RoundCommand::Pledge {
        round: r.name(),
        article: r.oil,
        at_least: 1,
        want: 2,
        up_to: 2,
        cap_pence: None,
    };
    let plan = r.hall.plan(1, command).unwrap();
    let kept: Pledge = serde_json::from_str(&plan.writes[0].text).unwrap();
    assert_eq!(kept.more.get("jar").and_then(|j| j.as_str()), Some("own"));
    assert_eq!((kept.want, kept.seen_net_e4), (2, 80_000));
}

#[test]
fn words_that_make_no_sense_are_refused_before_they_are_written() {
    let mut r = Round::with(2);
    let (oil, round) = (r.oil, r.name());
    let pledge = |at_least, want, up_to| RoundCommand::Pledge {
        round: round.clone(),
        article: oil,
        at_least,
        want,
        up_to,
        cap_pence: None,
    };
    for bad in [
        pledge(2, 1, 3),
        pledge(0, 3, 2),
        pledge(0, 0, 0),
        pledge(1, 1, 100_001),
    ] {
        assert_eq!(code(r.does(1, bad)), "invalid");
    }
    assert_eq!(code(r.try_pledge(1, ItemId([0; 10]), 1, 1)), "not-found");
    let text = r#"{"do":"pledge","round":"x","article":"aaaaaaaaaaaaaaaa","at_least":1,"want":1,"up_to":1}"#;
    let read: RoundCommand = serde_json::from_str(text).unwrap();
    assert_eq!(code(r.does(1, read)), "not-found");
}

#[test]
fn a_long_price_list_goes_on_in_parts_and_reads_back_whole() {
    let mut hall = Hall::of(2);
    let mut offered = Vec::new();
    for number in 0..500 {
        let mut article = articles().remove(0);
        article.name = format!("article {number:03}");
        article.category = "a heading of ordinary length".to_owned();
        offered.push(article);
    }
    let command = RoundCommand::ImportList {
        title: "Autumn".to_owned(),
        supplier: "The Mill".to_owned(),
        articles: offered.clone(),
    };
    let text = serde_json::to_string(&command).unwrap();
    let plan = hall.does(0, serde_json::from_str(&text).unwrap()).unwrap();
    let mut parts: Vec<_> = plan.writes.iter().map(|w| w.document.clone()).collect();
    parts.dedup();
    assert!(parts.len() > 2 && parts[1].name.ends_with("/2"));
    let mut read = Vec::new();
    for part in &parts {
        let state = hall.state(0, part);
        let drawer: usize = state
            .ops
            .iter()
            .map(|op| op.key.to_string().len() + op.value.len())
            .sum();
        assert!((drawer as u64) < crate::limits::DRAWER_FIRST_HAND);
        let list = price_list(&hall.input(&state));
        assert_eq!(
            (list.title.as_str(), list.supplier.as_str()),
            ("Autumn", "The Mill")
        );
        read.extend(list.articles.into_iter().map(|(_, article)| article));
    }
    assert_eq!(read, offered);
}
