//! The server's operator vanishes, and the neighbourhood moves on without him.

use kith_domain::roster::Role;
use kith_tests::{World, article, converge};

#[test]
fn the_operator_vanishes_the_neighbourhood_moves_and_nothing_is_lost() {
    let world = World::new();
    let phones = world.neighbourhood(["Ada", "Ben", "Cleo", "Dora"]);
    let [ada, ben, cleo, dora] = &phones;
    ada.makes(ben, Role::Coordinator);
    let round = ada.opens_a_round("October", &[article("rice", 6, 180)]);
    world.settles();
    cleo.pledges(&round, "rice", (1, 2, 2));
    let claim = cleo.gave(dora, 60);
    world.settles();
    dora.agrees(&claim);
    world.settles();
    // What Dora says last, only Dora's phone and the old server know.
    dora.pledges(&round, "rice", (1, 4, 4));
    ben.makes(dora, Role::Lead);
    ben.syncs();
    dora.syncs();

    world.another_server_answers();
    let unsent = cleo.gave(ben, 15);
    let trouble = cleo.fails_to_sync();
    assert!(trouble.contains("another key"), "{trouble}");
    let begun = ada
        .app()
        .move_server(ada.community(), &world.address(), None);
    let begun = begun.unwrap();
    ada.may_not_take(&begun, "not-entitled");
    let moved = ben.signs(&begun);
    for phone in &phones {
        phone.takes(&moved);
    }
    // Ada's phone comes first. It has not heard of Dora's new role, so the new server's list begins
    // without it; those who have offer it again.
    world.settles_somehow();
    world.settles();
    for phone in &phones {
        let rice = phone.sees_article(&round, "rice");
        assert_eq!((rice.cases, rice.pledges.len()), (1, 2), "{}", phone.name());
        assert_eq!(phone.says_balance_of(cleo), 60, "{}", phone.name());
        assert!(phone.look().needs_a_look().is_empty(), "{}", phone.name());
        let rosters = phone.look().rosters;
        assert!(rosters.has_role(rosters.space, Role::Lead, dora.id()));
    }
    ben.agrees(&unsent);
    let emil = world.phone("Emil");
    emil.joins(&ada.invites());
    world.settles();
    assert_eq!(emil.says_balance_of(cleo), 75);
    converge::everybody_agrees(&[phones.as_slice(), &[emil]].concat()).unwrap();
}

#[test]
fn one_coordinator_and_the_paper_key_move_it_too() {
    let world = World::new();
    let (ada, ben) = (world.phone("Ada"), world.phone("Ben"));
    let paper = ada.founds_with_paper(&world.address());
    ada.syncs();
    ben.joins(&ada.invites());
    world.settles();
    ada.makes(&ben, Role::Coordinator);
    world.settles();
    world.another_server_answers();
    let moved = ben
        .app()
        .move_server(ben.community(), &world.address(), Some(&paper))
        .unwrap();
    for phone in [&ben, &ada] {
        phone.takes(&moved);
    }
    world.settles_somehow();
    ada.writes_a_page("same street, other server");
    world.settles();
    converge::everybody_agrees(&[ada, ben]).unwrap();
}

#[test]
fn a_pairing_moves_with_those_who_are_in_it() {
    let world = World::new();
    let phones = world.neighbourhood(["Ada", "Ben", "Cleo", "Dora", "Harold"]);
    let [ada, ben, cleo, dora, harold] = &phones;
    let space = world.brings_together(harold, ben, [ada, cleo], dora);
    ben.visited(space, "a good morning");
    world.settles();

    world.another_server_answers();
    let begun = dora
        .app()
        .move_server(dora.community(), &world.address(), None);
    assert_eq!(begun.unwrap_err().code(), "not-entitled");
    let begun = ada
        .app()
        .move_server(ada.community(), &world.address(), None);
    let moved = cleo.signs(&begun.unwrap());
    for phone in &phones {
        phone.takes(&moved);
    }
    // Dora, who is not in the pairing, comes first: its roster reaches the new server with the others.
    for phone in [dora, harold, ben, cleo, ada] {
        let _ = phone.tries_to_sync();
    }
    world.settles_somehow();
    world.settles();
    ben.visited(space, "we fed the ducks");
    world.settles();
    for phone in [ada, cleo, harold] {
        assert_eq!(
            phone.sees_pairing(space).visits.len(),
            2,
            "{}",
            phone.name()
        );
    }
    assert!(dora.look().documents().iter().all(|d| d.space != space));
    converge::everybody_agrees(&phones).unwrap();
}

#[test]
fn a_neighbourhood_founded_without_a_server_lives_on_its_phone_until_it_has_one() {
    let world = World::new();
    let ada = world.phone("Ada");
    ada.app().found_with_paper(None).unwrap();
    let round = ada.opens_a_round("October", &[article("rice", 6, 180)]);
    let trouble = ada.fails_to_sync();
    assert!(trouble.contains("no server yet"), "{trouble}");
    let refused = ada.app().invite(ada.community()).unwrap_err();
    assert_eq!(refused.code(), "no-server");
    let chosen = ada
        .app()
        .move_server(ada.community(), &world.address(), None);
    ada.takes(&chosen.unwrap());
    ada.syncs();
    let ben = world.phone("Ben");
    ben.joins(&ada.invites());
    world.settles();
    ben.pledges(&round, "rice", (1, 6, 6));
    world.settles();
    assert_eq!(ada.sees_article(&round, "rice").cases, 1);
    converge::everybody_agrees(&[ada, ben]).unwrap();
}
