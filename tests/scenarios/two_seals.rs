//! A round that somebody tries to close twice.

use kith_domain::command::Command;
use kith_domain::command::membership::Membership;
use kith_tests::{World, article, converge};

#[test]
fn of_seals_by_two_organisers_apart_one_stands_on_every_phone_and_both_are_shown() {
    let world = World::new();
    let phones = world.neighbourhood(["Ada", "Ben", "Cleo"]);
    let [ada, ben, cleo] = &phones;
    let round = ada.opens_a_round("October", &[article("rice", 6, 180)]);
    world.settles();
    cleo.pledges(&round, "rice", (1, 6, 6));
    world.settles();
    ada.goes_offline();
    ada.does(&Command::Membership(Membership::HandOverRound {
        round: round.0.clone(),
        to: ben.id(),
    }));
    ada.comes_online();
    world.settles();

    // Ben closes it; Ada, who handed it over, may not any more.
    ada.is_refused(&ada.sealing(&round), "wrong-role");
    ben.seals(&round);
    world.settles();
    converge::everybody_agrees(&phones).unwrap();
    assert_eq!(ada.sees(&round).seal.unwrap().by, ben.id());
}

#[test]
fn a_seal_on_the_organisers_two_phones_is_taken_once_and_the_second_needs_a_look() {
    let world = World::new();
    let [ada, ben] = world.neighbourhood(["Ada", "Ben"]);
    let round = ada.opens_a_round("October", &[article("rice", 6, 180)]);
    world.settles();
    ben.pledges(&round, "rice", (1, 6, 6));
    world.settles();
    // The phone was copied to a new one, and the old one was not put away.
    let twin = world.clone_of(&ada, "Ada's old phone");
    ada.goes_offline();
    twin.goes_offline();
    ada.seals(&round);
    twin.seals(&round);
    ada.comes_online();
    ada.syncs();
    twin.comes_online();
    world.settles_somehow();

    assert_eq!(twin.look().needs_a_look(), ["already-sealed"]);
    for phone in [&ada, &ben, &twin] {
        let seen = phone.sees(&round);
        assert!(seen.seal.is_some(), "{}", phone.name());
        assert!(seen.other_seals.is_empty(), "{}", phone.name());
    }
    converge::everybody_agrees(&[ada, ben, twin]).unwrap();
}
