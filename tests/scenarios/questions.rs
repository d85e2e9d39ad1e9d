//! A doubt about hours wins until whoever had it takes it back.

use kith_domain::hours::EntryState;
use kith_tests::{World, converge};

#[test]
fn a_question_asked_apart_from_the_agreement_wins_until_it_is_lifted() {
    let world = World::new();
    let phones = world.neighbourhood(["Ada", "Ben"]);
    let [ada, ben] = &phones;
    let claim = ada.gave(ben, 60);
    world.settles();
    ben.goes_offline();
    ben.agrees(&claim);
    ada.questions(&claim);
    ben.comes_online();
    world.settles();
    for phone in &phones {
        assert_eq!(
            phone.says(&claim),
            EntryState::Questioned,
            "{}",
            phone.name()
        );
        assert_eq!(phone.says_balance_of(ada), 0, "{}", phone.name());
    }
    ada.lifts_the_question(&claim);
    world.settles();
    for phone in &phones {
        assert_eq!(phone.says(&claim), EntryState::Posted, "{}", phone.name());
        assert_eq!(phone.says_balance_of(ada), 60, "{}", phone.name());
    }
    converge::everybody_agrees(&phones).unwrap();
}
