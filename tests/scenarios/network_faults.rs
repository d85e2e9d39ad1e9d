//! Requests and answers get lost, doubled and delayed; no work does.

use kith_tests::{Fault, World, article, converge};

#[test]
fn the_same_push_delivered_twice_counts_once() {
    let world = World::new();
    let [ada, ben] = world.neighbourhood(["Ada", "Ben"]);
    world.network.next_goes_wrong("Ada", Fault::Twice);
    let claim = ada.gave(&ben, 30);
    ada.syncs();
    world.settles();
    ben.agrees(&claim);
    world.network.next_goes_wrong("Ben", Fault::Twice);
    ben.syncs();
    world.settles();
    assert_eq!(ada.says_balance_of(&ada), 30);
    converge::everybody_agrees(&[ada, ben]).unwrap();
}

#[test]
fn work_whose_answer_was_lost_is_not_written_again() {
    let world = World::new();
    let [ada, ben] = world.neighbourhood(["Ada", "Ben"]);
    let round = ada.opens_a_round("October", &[article("rice", 6, 180)]);
    world.network.next_goes_wrong("Ada", Fault::LoseAnswer);
    assert!(ada.fails_to_sync().contains("no connection"));
    assert_eq!(ada.look().unsent(), 1, "Ada cannot know that it arrived");
    ben.syncs();
    assert_eq!(ben.sees_article(&round, "rice").article.case_size, 6);
    ada.pledges(&round, "rice", (1, 2, 2));
    world.settles();
    assert_eq!(ada.look().unsent(), 0);
    assert_eq!(ben.sees_article(&round, "rice").pledges.len(), 1);
    converge::everybody_agrees(&[ada, ben]).unwrap();
}

#[test]
fn a_late_copy_of_an_old_request_changes_nothing() {
    let world = World::new();
    let [ada, ben] = world.neighbourhood(["Ada", "Ben"]);
    world.network.next_goes_wrong("Ada", Fault::Late);
    let first = ada.gave(&ben, 30);
    let _ = ada.fails_to_sync();
    let second = ada.gave(&ben, 45);
    ada.syncs();
    assert_eq!(world.network.late_ones_arrive(), 1);
    world.settles();
    ben.agrees(&first);
    ben.agrees(&second);
    world.settles();
    assert_eq!(ada.says_balance_of(&ada), 75);
    converge::everybody_agrees(&[ada, ben]).unwrap();
}

#[test]
fn a_server_restarted_between_append_and_answer_has_kept_what_it_appended() {
    let world = World::new();
    let [ada, ben] = world.neighbourhood(["Ada", "Ben"]);
    let claim = ada.gave(&ben, 30);
    world
        .network
        .next_goes_wrong("Ada", Fault::RestartBeforeAnswer);
    let _ = ada.fails_to_sync();
    ben.syncs();
    ben.agrees(&claim);
    world.settles();
    assert_eq!(ada.look().unsent(), 0);
    assert_eq!(ada.says_balance_of(&ada), 30);
    converge::everybody_agrees(&[ada, ben]).unwrap();
}
