//! A phone dies after a person was told that their work is kept, and before it is sent.

use kith_tests::{Fault, World, article, converge};

#[test]
fn a_phone_killed_between_commit_and_send_sends_it_when_it_is_opened_again() {
    let world = World::new();
    let phones = world.neighbourhood(["Ada", "Ben"]);
    let [ada, ben] = &phones;
    let round = ada.opens_a_round("October", &[article("rice", 6, 180)]);
    ada.is_killed_and_reopened();
    ada.pledges(&round, "rice", (1, 2, 2));
    ada.is_killed_and_reopened();
    ada.pledges(&round, "rice", (1, 6, 6));
    ada.is_killed_and_reopened();
    world.settles();
    assert_eq!(ben.sees_article(&round, "rice").pledges[0].want, 6);
    assert_eq!(ada.look().unsent(), 0);
    converge::everybody_agrees(&phones).unwrap();
}

#[test]
fn a_phone_killed_before_it_hears_the_answer_writes_nothing_twice() {
    let world = World::new();
    let phones = world.neighbourhood(["Ada", "Ben"]);
    let [ada, ben] = &phones;
    let claim = ada.gave(ben, 30);
    world.network.next_goes_wrong("Ada", Fault::LoseAnswer);
    let _ = ada.fails_to_sync();
    ada.is_killed_and_reopened();
    let second = ada.gave(ben, 45);
    world.settles();
    ben.agrees(&claim);
    ben.agrees(&second);
    world.settles();
    assert_eq!(ada.says_balance_of(ada), 75);
    assert_eq!(ada.look().ledger(&claim.ledger).entries.len(), 2);
    converge::everybody_agrees(&phones).unwrap();
}
