//! A round is closed while somebody who pledged is offline.

use kith_tests::{World, article};

#[test]
fn a_pledge_made_offline_that_comes_after_the_seal_is_late_and_changes_nothing() {
    let world = World::new();
    let [ada, ben, cleo] = world.neighbourhood(["Ada", "Ben", "Cleo"]);
    let round = ada.opens_a_round("October", &[article("rice", 6, 180)]);
    world.settles();
    ada.pledges(&round, "rice", (1, 3, 6));
    ben.pledges(&round, "rice", (1, 3, 6));
    world.settles();

    cleo.goes_offline();
    cleo.pledges(&round, "rice", (1, 6, 6));
    ada.seals(&round);
    let sealed = ada.sees(&round);
    ada.syncs();
    cleo.comes_online();
    world.settles();

    for phone in [&ada, &ben, &cleo] {
        let seen = phone.sees(&round);
        assert_eq!(seen.bills, sealed.bills, "{}", phone.name());
        assert_eq!(seen.late.len(), 1, "{}", phone.name());
        assert_eq!(seen.late[0].member, cleo.id());
        assert_eq!(phone.says_gets(&round, "rice", &cleo), 0);
    }
    let again = cleo.tries_to_pledge(&round, "rice", (1, 1, 1)).unwrap_err();
    assert_eq!(again.code(), "already-sealed");
}
