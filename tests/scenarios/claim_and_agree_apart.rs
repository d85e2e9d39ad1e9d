//! One notes help, the other agrees, and the two are never online together.

use kith_domain::hours::EntryState;
use kith_tests::World;

#[test]
fn hours_noted_and_agreed_apart_are_posted_on_every_phone() {
    let world = World::new();
    let [ada, ben, cleo] = world.neighbourhood(["Ada", "Ben", "Cleo"]);
    ben.goes_offline();
    let claim = ada.gave(&ben, 90);
    assert_eq!(ada.says(&claim), EntryState::Noted);
    ada.syncs();
    ada.goes_offline();

    ben.comes_online();
    ben.syncs();
    assert_eq!(ben.says(&claim), EntryState::Noted);
    ben.agrees(&claim);
    assert_eq!(ben.says(&claim), EntryState::Posted);
    ben.syncs();
    ben.goes_offline();

    cleo.syncs();
    assert_eq!(cleo.says_balance_of(&ada), 90);
    assert_eq!(cleo.says_balance_of(&ben), -90);
    assert_eq!(
        ada.says_balance_of(&ada),
        0,
        "Ada's phone has not heard of it"
    );
    ada.comes_online();
    ada.syncs();
    assert_eq!(ada.says_balance_of(&ada), 90);
}

#[test]
fn an_agreement_holds_for_the_version_that_was_shown_and_no_other() {
    let world = World::new();
    let [ada, ben] = world.neighbourhood(["Ada", "Ben"]);
    let claim = ada.gave(&ben, 60);
    world.settles();
    ada.changes_minutes(&claim, 120);
    ben.agrees(&claim);
    world.settles();
    for phone in [&ada, &ben] {
        assert_eq!(phone.says_balance_of(&ada), 60, "{}", phone.name());
    }
    ben.agrees(&claim);
    world.settles();
    for phone in [&ada, &ben] {
        assert_eq!(phone.says_balance_of(&ada), 120, "{}", phone.name());
    }
}
