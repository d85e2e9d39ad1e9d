//! After a restore: what phones know comes back before anything new is sequenced.

use crate::phone::Phone;
use crate::town::Town;
use kith_domain::document::{DocumentKind, DocumentName};
use kith_domain::ids::{EntryHash, SpaceId};
use kith_domain::repair::{Repair, Stand};
use kith_domain::wire::{LogItem, Problem, Push, Reply, Verdict};
use kith_server::Server;

fn later(verdict: Option<Verdict>) -> String {
    match verdict {
        Some(Verdict::Later { code, .. }) => code,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_restored_server_takes_back_what_phones_hold() {
    let mut town = Town::new();
    let mut ada = Phone::founded(1, &town);
    let round = ada.round();
    ada.pledge(&town, &round, "flour");
    town.stop();
    let backup = town.back_up();
    town.start();
    let mut ben = ada.joined(&town, 2);
    ben.pledge(&town, &round, "flour");
    ada.sync(&town);
    town.stop();
    town.restore(&backup);
    town.start();

    // Ada's cursor shows it; nothing new is taken.
    let more = ada.state(&round, "pledge", "rice", "1");
    let new = ada.pack(&[&round], vec![more]);
    let invite = ada.record(kith_domain::roster::Act::MemberLeft { member: ada.member });
    let records = Push {
        records: vec![invite],
        ..Push::default()
    };
    let reply = ada.send(&town, Some(records), Vec::new());
    assert_eq!(later(reply.verdict), "recovering");
    assert_eq!(reply.problem, Some(Problem::Recovering));

    // She gives back everything, Ben's changes included, and then has nothing more to give.
    let back = ada.give_back();
    assert_eq!(ada.try_give(&town, back.clone()), Verdict::Taken);
    assert_eq!(ada.try_give(&town, back), Verdict::Taken);
    let reply = ada.send(&town, None, Vec::new());
    assert_eq!(reply.problem, Some(Problem::Recovering));
    let reply = ada.gave_all(&town);
    assert_eq!(
        reply.problem,
        Some(Problem::Recovering),
        "Ben may have more"
    );
    let reply = ben.send(&town, Some(new.clone()), Vec::new());
    assert_eq!(
        later(reply.verdict),
        "recovering",
        "nothing but what is given back"
    );
    assert_eq!(ben.try_give(&town, ben.give_back()), Verdict::Taken);
    let reply = ben.gave_all(&town);
    assert_eq!(reply.problem, None, "all have given back");
    ben.forgets();
    ben.take_in(&reply);
    ben.sync(&town);
    let reply = ada.send(&town, None, Vec::new());
    assert_eq!(reply.problem, Some(Problem::SetBack));
    ada.forgets();
    ada.give(&town, new);
    ada.sync(&town);
    assert_eq!(ada.documents[&round.id()].facts().unwrap().len(), 3);
}

#[test]
fn a_server_that_lost_its_disk_begins_again_from_entries_it_signed() {
    let mut town = Town::new();
    let mut ada = Phone::founded(1, &town);
    let mut ben = ada.joined(&town, 2);
    let round = ada.round();
    ada.pledge(&town, &round, "flour");
    ada.sync(&town);
    town.stop();
    std::fs::remove_file(town.dir.path().join("kith.sqlite")).unwrap();
    town.start();
    let reply = ben.send(&town, None, Vec::new());
    assert_eq!(reply.problem, Some(Problem::UnknownCommunity));
    assert_eq!(ada.try_give(&town, ada.give_back()), Verdict::Taken);
    let reply = ben.send(&town, None, Vec::new());
    assert_eq!(reply.problem, Some(Problem::Recovering));
    // The operator has waited long enough.
    town.stop();
    assert_eq!(Server::recover(town.dir.path(), false).unwrap(), 1);
    town.start();
    ben.forgets();
    ben.sync(&town);
    assert_eq!(ben.documents[&round.id()].facts().unwrap().len(), 1);
    ada.forgets();
    ada.sync(&town);
    ada.pledge(&town, &round, "rice");
}

#[test]
fn entries_are_taken_back_in_a_recovery_only_and_only_its_own() {
    let town = Town::new();
    let mut ada = Phone::founded(1, &town);
    let other = Town::new();
    let mut elsewhere = Phone::founded(1, &other);
    let left = elsewhere.joined(&other, 4);
    elsewhere.sync(&other);
    drop(left);
    let stayed = ada.joined(&town, 5);
    ada.sync(&town);
    drop(stayed);
    // The same founding, and from there on another history than the one that stands here.
    let push = Push {
        entries: elsewhere.give_back().entries,
        ..Push::default()
    };
    let reply = ada.send(&town, Some(push), Vec::new());
    assert_eq!(later(reply.verdict), "not-recovering");
}

#[test]
fn a_phone_is_told_where_feeds_stand_that_it_may_read_and_of_no_others() {
    let town = Town::new();
    let mut ada = Phone::founded(1, &town);
    let mut ben = ada.joined(&town, 2);
    let mut cy = ada.joined(&town, 3);
    let round = ada.round();
    ada.pledge(&town, &round, "flour");
    ada.sync(&town);
    let pairing = ada.open_pairing(&town, ben.member);
    let name = DocumentName::new(pairing, DocumentKind::Pairing, "all");
    let change = ada.state(&name, "introduced", "x", "{}");
    let push = ada.pack(&[&name], vec![change]);
    ada.give(&town, push);
    for phone in [&mut ada, &mut ben, &mut cy] {
        phone.sync(&town);
    }
    let all = Repair {
        stands: [round.space, pairing]
            .map(|space| Stand::of(space, (0, EntryHash([0; 32]))))
            .to_vec(),
        gave_all: true,
    };
    let told = |reply: &Reply| -> Vec<(SpaceId, usize)> {
        let stands = reply.stands.iter().flatten();
        stands.map(|s| (s.space, s.feeds.len())).collect()
    };
    let reply = cy.says(&town, all.clone());
    assert_eq!(told(&reply), [(round.space, 1)]);
    cy.forgets();
    cy.take_in(&reply);
    let in_pairing = |item: &LogItem| match item {
        LogItem::Entry(entry) => entry.roster == pairing,
        LogItem::Document(named) => named.space == pairing,
        LogItem::Change(change) => change.document == name.id(),
        LogItem::Head(head) => head.space == pairing,
    };
    assert!(!cy.received.is_empty() && !cy.received.iter().any(in_pairing));
    let mut of_ben = told(&ben.says(&town, all));
    of_ben.sort_unstable();
    let mut both = vec![(round.space, 1), (pairing, 1)];
    both.sort_unstable();
    assert_eq!(of_ben, both);
}
