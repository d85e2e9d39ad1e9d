//! Somebody gets a second phone, or loses the only one and comes back as the same member.

use kith_domain::roster::Role;
use kith_tests::{World, article, converge};

#[test]
fn who_lost_her_only_phone_comes_back_by_two_coordinators_with_drawer_and_balance() {
    let world = World::new();
    let [ada, ben, cleo, dora] = world.neighbourhood(["Ada", "Ben", "Cleo", "Dora"]);
    ada.makes(&ben, Role::Coordinator);
    let round = ada.opens_a_round("October", &[article("rice", 6, 180)]);
    world.settles();
    let claim = cleo.gave(&dora, 60);
    cleo.pledges(&round, "rice", (1, 2, 4));
    world.settles();
    dora.agrees(&claim);
    world.settles();
    let who = cleo.id();
    cleo.is_killed();
    world.network.cut("Cleo");

    // All of it offline, from hand to hand.
    for phone in [&ada, &ben] {
        phone.goes_offline();
    }
    let new = world.phone("Cleo's new phone");
    let begun = ada.adds_a_phone(who, &new.shows_its_keys());
    let row = ben.app().look_at_record(&begun).unwrap();
    assert_eq!((row.lacking, row.revokes), (Some(1), 1));
    new.takes(&ben.signs(&begun));
    assert_eq!(new.id(), who);
    new.syncs();
    assert_eq!(new.says_balance_of(&new), 60);
    new.pledges(&round, "rice", (1, 6, 6));
    for phone in [&ada, &ben] {
        phone.comes_online();
    }
    let everybody = [ada.clone(), ben, dora.clone(), new.clone()];
    for _ in 0..3 {
        for phone in &everybody {
            phone.syncs();
        }
    }
    let rice = ada.sees_article(&round, "rice");
    assert_eq!((rice.cases, rice.pledges.len()), (1, 1), "one drawer");
    assert_eq!(dora.says_balance_of(&new), 60);
    converge::everybody_agrees(&everybody).unwrap();

    // The old phone turns up behind the sofa.
    world.network.mend("Cleo");
    cleo.opens();
    cleo.pledges(&round, "rice", (1, 1, 1));
    let _ = cleo.tries_to_sync();
    let _ = cleo.tries_to_sync();
    assert_eq!(cleo.look().needs_a_look(), ["revoked"]);
    ada.syncs();
    assert_eq!(ada.sees_article(&round, "rice").cases, 1);
}

#[test]
fn one_of_two_coordinators_is_not_enough() {
    let world = World::new();
    let [ada, ben, cleo, dora] = world.neighbourhood(["Ada", "Ben", "Cleo", "Dora"]);
    ada.makes(&ben, Role::Coordinator);
    world.settles();
    let new = world.phone("Mallory");
    let text = ada.adds_a_phone(cleo.id(), &new.shows_its_keys());
    new.takes(&text);
    let _ = new.tries_to_sync();
    assert_eq!(new.look().needs_a_look(), ["not-entitled"]);
    let error = dora.app().sign_record(&text, None).unwrap_err();
    assert_eq!(error.code(), "not-entitled", "a neighbour's word is no use");
    world.network.cut("Mallory");
    cleo.writes_a_page("still here");
    cleo.syncs();
    ada.syncs();
    assert_eq!(ada.look().rosters.live_devices(cleo.id()).len(), 1);
}

#[test]
fn a_second_phone_is_added_by_the_first_and_both_write_in_one_drawer() {
    let world = World::new();
    let phones = world.neighbourhood(["Ada", "Ben"]);
    let [ada, ben] = &phones;
    let round = ada.opens_a_round("October", &[article("rice", 6, 180)]);
    world.settles();
    let tablet = world.phone("Ben's tablet");
    tablet.takes(&ben.adds_a_phone(ben.id(), &tablet.shows_its_keys()));
    tablet.syncs();
    tablet.pledges(&round, "rice", (1, 2, 2));
    world.settles();
    ben.pledges(&round, "rice", (1, 6, 6));
    world.settles();
    let rice = ada.sees_article(&round, "rice");
    assert_eq!((rice.cases, rice.pledges.len()), (1, 1));
    converge::everybody_agrees(&[ada.clone(), ben.clone(), tablet]).unwrap();
}

#[test]
fn the_only_coordinator_comes_back_by_the_paper_key() {
    let world = World::new();
    let (ada, ben) = (world.phone("Ada"), world.phone("Ben"));
    let paper = ada.founds_with_paper(&world.address());
    ada.syncs();
    ben.joins(&ada.invites());
    world.settles();
    ada.is_killed();
    world.network.cut("Ada");

    let new = world.phone("Ada's new phone");
    let begun = ben.adds_a_phone(ada_id(&ben), &new.shows_its_keys());
    let refused = new.app().sign_record(&begun, Some("ABCD")).unwrap_err();
    assert_eq!(refused.code(), "bad-paper-key");
    new.takes(&new.app().sign_record(&begun, Some(&paper)).unwrap());
    new.syncs();
    let cleo = world.phone("Cleo");
    cleo.joins(&new.invites());
    for _ in 0..2 {
        for phone in [&new, &ben, &cleo] {
            phone.syncs();
        }
    }
    converge::everybody_agrees(&[new, ben, cleo]).unwrap();
}

/// The founder's id, as a neighbour's phone knows it.
fn ada_id(phone: &kith_tests::Phone) -> kith_domain::ids::MemberId {
    phone.look().rosters.founder
}

#[test]
fn a_carried_record_brings_all_that_it_rests_on_when_its_phone_is_the_first_to_sync() {
    let world = World::new();
    let (ada, ben) = (world.phone("Ada"), world.phone("Ben"));
    for phone in [&ada, &ben] {
        phone.goes_offline();
    }
    // Nothing of this has met a server: the founding, Ben's invite, his coming, his tablet.
    ada.founds(&world.address());
    ben.joins(&ada.invites());
    ben.writes_a_page("two phones");
    let tablet = world.phone("Ben's tablet");
    let begun = ben.adds_a_phone(ben.id(), &tablet.shows_its_keys());
    tablet.takes(&begun);
    assert_eq!(tablet.id(), ben.id());
    tablet.syncs();
    assert!(tablet.look().needs_a_look().is_empty());
    assert_eq!(tablet.look().unsent(), 0);
    let sequenced = tablet.look().sequenced;
    assert_eq!(sequenced.live_devices(ben.id()).len(), 2);
    let claim = tablet.gave(&ada, 30);
    for phone in [&ada, &ben] {
        phone.comes_online();
    }
    world.settles();
    world.settles();
    ada.agrees(&claim);
    world.settles();
    assert_eq!(ben.says_balance_of(&ben), 30);
    assert_eq!(tablet.reads_page_of(&ben).as_deref(), Some("two phones"));
    converge::everybody_agrees(&[ada, ben, tablet]).unwrap();
}
