//! A member removed while offline, whose program goes on writing: what counts, and what stays.

use kith_domain::document::{DocumentKind, DocumentName};
use kith_domain::fact::{FactKey, Value};
use kith_domain::hours::EntryState;
use kith_domain::pairing::visit::VisitClass;
use kith_domain::wire::Push;
use kith_tests::{Mallory, Phone, World, article, converge};

/// A mallory who has asked for a new token since everything changed.
fn again(world: &World, phone: &Phone) -> Mallory {
    Mallory::with(world, phone)
}

#[test]
fn of_what_a_member_writes_after_being_removed_nothing_counts_anywhere() {
    let world = World::new();
    let [ada, ben, cleo] = world.neighbourhood(["Ada", "Ben", "Cleo"]);
    let round = ada.opens_a_round("October", &[article("rice", 6, 180)]);
    let claim = ben.gave(&cleo, 30);
    world.settles();
    cleo.goes_offline();
    ada.removes(&cleo);
    ada.syncs();
    ben.syncs();
    cleo.comes_online();

    let mallory = again(&world, &cleo);
    let round_name = DocumentName::new(mallory.space(), DocumentKind::Round, round.0.clone());
    let ledger = DocumentName::new(mallory.space(), DocumentKind::Ledger, &claim.ledger);
    let board = DocumentName::new(mallory.space(), DocumentKind::Ledger, "2026-12");
    let version = ben.sees_claim(&claim).version.to_string();
    let fact = |topic: &str, subject: &str| {
        let key = FactKey::new(mallory.me(), topic, subject);
        (key, Value::Clear("{\"v\":1}".to_owned()))
    };
    let mut answers = Vec::new();
    for (name, topic, subject) in [
        (&round_name, "pledge", "x"),
        (&round_name, "horoscope", "x"),
        (&ledger, "witness", version.as_str()),
    ] {
        let change = mallory.states(name, &[fact(topic, subject)], |_| ());
        answers.push(mallory.gives(mallory.pack(name, vec![change])));
    }
    assert_eq!(answers, ["after-leaving", "not-in-space", "after-leaving"]);
    // Agreeing still travels, and needs a look instead of posting hours.
    let change = mallory.states(&ledger, &[fact("agree", &version)], |_| ());
    assert_eq!(mallory.gives(mallory.pack(&ledger, vec![change])), "taken");
    assert_eq!(mallory.gives(Push::default()), "nothing");
    let left = mallory.signs(kith_domain::roster::Act::MemberRemoved { member: ben.id() });
    assert_eq!(mallory.gives_records(vec![left]), "not-entitled");
    for phone in [&ada, &ben] {
        phone.syncs();
        assert_eq!(phone.says_balance_of(&ben), 0);
        assert!(!matches!(phone.says(&claim), EntryState::Posted));
        assert!(phone.sees_article(&round, "rice").pledges.is_empty());
        assert!(phone.look().state(&board).is_none());
    }
    converge::everybody_agrees(&[ada, ben]).unwrap();
}

#[test]
fn what_the_server_had_before_a_removal_stays() {
    let world = World::new();
    let [ada, ben, cleo, dora, harold] =
        world.neighbourhood(["Ada", "Ben", "Cleo", "Dora", "Harold"]);
    let round = ada.opens_a_round("October", &[article("rice", 6, 180)]);
    world.settles();
    ben.pledges(&round, "rice", (1, 6, 6));
    let claim = ben.gave(&dora, 60);
    world.settles();
    dora.agrees(&claim);
    let space = world.brings_together(&harold, &ben, [&ada, &cleo], &dora);
    ben.visited(space, "a good morning");
    world.settles();
    ben.goes_offline();
    ben.visited(space, "the last one");
    ada.removes(&ben);
    ada.syncs();
    ben.comes_online();
    let _ = ben.tries_to_sync();
    let _ = ben.tries_to_sync();
    let others = [ada, cleo, dora, harold];
    for phone in &others {
        phone.syncs();
        assert_eq!(phone.says_balance_of(&ben), 60);
        assert_eq!(phone.sees_article(&round, "rice").cases, 1);
    }
    let classes: Vec<VisitClass> = (others[3].sees_pairing(space).visits.iter())
        .map(|visit| visit.class)
        .collect();
    assert_eq!(classes.len(), 2);
    assert!(classes.contains(&VisitClass::BeforeEnd));
    assert!(classes.contains(&VisitClass::AfterLeaving));
    converge::everybody_agrees(&others).unwrap();
}

#[test]
fn a_visitor_released_from_a_pairing_while_offline_brings_the_visit_all_the_same() {
    let world = World::new();
    let [ada, ben, cleo, dora, harold] =
        world.neighbourhood(["Ada", "Ben", "Cleo", "Dora", "Harold"]);
    let space = world.brings_together(&harold, &ben, [&ada, &cleo], &dora);
    ben.goes_offline();
    ben.visited(space, "a good morning");
    ada.ends(space);
    ada.releases(space, &ben);
    ada.syncs();
    ben.comes_online();
    let _ = ben.tries_to_sync();
    let _ = ben.tries_to_sync();
    assert_eq!(ben.look().unsent(), 0);
    assert!(
        ben.look().needs_a_look().is_empty(),
        "{:?}",
        ben.look().needs_a_look()
    );
    for phone in [&ada, &harold] {
        phone.syncs();
        assert_eq!(
            phone.sees_pairing(space).visits.len(),
            1,
            "{}",
            phone.name()
        );
    }
}
