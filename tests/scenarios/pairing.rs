//! A pairing from its opening to its end, its people mostly apart.

use kith_domain::ids::SpaceId;
use kith_domain::pairing::Stage;
use kith_domain::pairing::visit::VisitClass;
use kith_domain::roster::Role;
use kith_tests::{Phone, World, converge};

/// Ada and Cleo look after a pairing in which Ben visits Harold; Dora was suggested but not chosen.
fn introduced(world: &World) -> ([Phone; 5], SpaceId) {
    let phones = world.neighbourhood(["Ada", "Ben", "Cleo", "Dora", "Harold"]);
    let [ada, ben, cleo, dora, harold] = &phones;
    let space = world.brings_together(harold, ben, [ada, cleo], dora);
    assert_eq!(ben.sees_pairing(space).stage, Stage::Introduced);
    (phones, space)
}

#[test]
fn a_pairing_is_suggested_chosen_approved_by_two_and_introduced_and_only_its_people_read_it() {
    let world = World::new();
    let (phones, space) = introduced(&world);
    let [_, ben, _, dora, harold] = &phones;
    assert!(dora.look().documents().iter().all(|d| d.space != space));
    assert!(dora.look().keyring.newest(space).is_none());
    assert!(ben.look().keyring.newest(space).is_some());
    assert_eq!(harold.sees_pairing(space).visitors, [ben.id()]);
    converge::everybody_agrees(&phones).unwrap();
}

#[test]
fn one_approval_is_not_enough() {
    let world = World::new();
    let [ada, ben, cleo, dora, harold] =
        world.neighbourhood(["Ada", "Ben", "Cleo", "Dora", "Harold"]);
    ada.makes(&cleo, Role::Coordinator);
    ada.makes(&cleo, Role::Lead);
    world.settles();
    let space = ada.opens_a_pairing(&harold, &[&ada, &cleo]);
    ada.suggests(space, &dora);
    ada.suggests(space, &ben);
    world.settles();
    harold.chooses(space, &ben);
    world.settles();
    ada.approves(space, &ben);
    world.settles();
    assert_eq!(harold.sees_pairing(space).stage, Stage::Chosen);
    assert!(harold.sees_pairing(space).visitors.is_empty());
    assert!(!ben.pairings().contains(&space) || ben.look().keyring.newest(space).is_none());
}

#[test]
fn a_visit_noted_offline_reaches_everybody_in_the_pairing() {
    let world = World::new();
    let (phones, space) = introduced(&world);
    let [ada, ben, _, _, harold] = &phones;
    ben.goes_offline();
    ben.visited(space, "a good morning");
    ben.is_killed_and_reopened();
    ben.comes_online();
    world.settles();
    for phone in [ada, harold] {
        let visits = phone.sees_pairing(space).visits;
        assert_eq!(visits.len(), 1, "{}", phone.name());
        assert_eq!(visits[0].class, VisitClass::BeforeEnd);
    }
    converge::everybody_agrees(&phones).unwrap();
}

#[test]
fn a_visit_noted_offline_while_the_pairing_was_ended_is_kept_and_says_so() {
    let world = World::new();
    let (phones, space) = introduced(&world);
    let [ada, ben, ..] = &phones;
    ben.goes_offline();
    ben.visited(space, "a good morning");
    ada.ends(space);
    ada.syncs();
    ben.comes_online();
    world.settles();
    for phone in [ada, ben] {
        let visits = phone.sees_pairing(space).visits;
        assert_eq!(visits.len(), 1, "{}", phone.name());
        assert_eq!(
            visits[0].class,
            VisitClass::AfterEndUnknown,
            "{}",
            phone.name()
        );
    }
    ben.visited(space, "to say goodbye");
    world.settles();
    let visits = ada.sees_pairing(space).visits;
    assert!(visits.iter().any(|v| v.class == VisitClass::AfterEndKnown));
    converge::everybody_agrees(&phones).unwrap();
}

#[test]
fn a_visitors_visits_that_come_after_their_removal_are_kept() {
    let world = World::new();
    let (phones, space) = introduced(&world);
    let [ada, ben, cleo, dora, harold] = &phones;
    ben.goes_offline();
    ben.visited(space, "a good morning");
    ada.removes(ben);
    ada.syncs();
    ben.comes_online();
    let _ = ben.tries_to_sync();
    let _ = ben.tries_to_sync();
    let others = [ada, cleo, dora, harold].map(Phone::clone);
    for phone in &others {
        phone.syncs();
    }
    let visits = harold.sees_pairing(space).visits;
    assert_eq!(visits.len(), 1);
    assert_eq!(visits[0].class, VisitClass::AfterLeaving);
    assert_eq!(ben.look().unsent(), 0);
    converge::everybody_agrees(&others).unwrap();
}

#[test]
fn who_is_let_go_from_a_pairing_is_told_so_and_syncs_on() {
    let world = World::new();
    let (phones, space) = introduced(&world);
    let [ada, ben, ..] = &phones;
    ada.ends(space);
    world.settles();
    ada.releases(space, ben);
    world.settles();
    assert!(!ben.look().sequenced.may_read(space, ben.id()));
    ben.writes_a_page("I have Tuesdays free");
    world.settles();
    converge::everybody_agrees(&phones).unwrap();
}
