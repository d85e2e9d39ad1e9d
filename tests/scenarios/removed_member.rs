//! Somebody is removed, or leaves, while work they did offline waits to be sent.

use kith_domain::hours::EntryState;
use kith_tests::{World, article, converge};

#[test]
fn of_offline_work_that_comes_after_a_removal_hours_are_kept_and_pledges_need_a_look() {
    let world = World::new();
    let [ada, ben, cleo] = world.neighbourhood(["Ada", "Ben", "Cleo"]);
    let round = ada.opens_a_round("October", &[article("rice", 6, 180)]);
    world.settles();
    cleo.goes_offline();
    let claim = cleo.gave(&ben, 60);
    cleo.pledges(&round, "rice", (1, 6, 6));
    ada.removes(&cleo);
    world.network.cut("Cleo");
    ada.syncs();
    ben.syncs();

    cleo.comes_online();
    let _ = cleo.tries_to_sync();
    let _ = cleo.tries_to_sync();
    ada.syncs();
    ben.syncs();
    // Help that was given is never lost; it waits for somebody to look at it.
    let EntryState::NeedsALook { code } = ben.says(&claim) else {
        panic!("{:?}", ben.says(&claim));
    };
    assert_eq!(code.code(), "after-leaving");
    assert!(ben.sees_article(&round, "rice").pledges.is_empty());
    assert_eq!(cleo.look().needs_a_look().len(), 1);
    assert_eq!(cleo.look().unsent(), 0);
    converge::everybody_agrees(&[ada, ben]).unwrap();
}

#[test]
fn who_left_is_told_so_and_may_do_nothing_more() {
    let world = World::new();
    let [ada, ben] = world.neighbourhood(["Ada", "Ben"]);
    let round = ada.opens_a_round("October", &[article("rice", 6, 180)]);
    world.settles();
    ben.leaves();
    let refused = ben.tries_to_pledge(&round, "rice", (1, 1, 1)).unwrap_err();
    assert_eq!(refused.code(), "after-leaving");
    let _ = ben.tries_to_sync();
    ada.syncs();
    assert!(!ada.look().rosters.is_member(ben.id()));
    assert_eq!(ben.look().unsent(), 0);
}
