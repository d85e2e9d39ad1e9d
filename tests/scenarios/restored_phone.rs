//! A phone's folder comes back from an old copy, or lives on two phones at once.

use kith_domain::board::BoardCommand;
use kith_domain::command::Command;
use kith_tests::{World, article, converge};

#[test]
fn a_phone_restored_from_an_old_copy_gets_its_own_later_work_back_and_goes_on() {
    let world = World::new();
    let phones = world.neighbourhood(["Ada", "Ben"]);
    let [ada, ben] = &phones;
    let round = ada.opens_a_round(
        "October",
        &[article("rice", 6, 180), article("oats", 4, 95)],
    );
    world.settles();
    let old = world.copy_of(ada);
    ada.pledges(&round, "rice", (1, 2, 2));
    world.settles();
    ada.is_set_back(&old);

    // It does not know yet that it pledged for rice, and writes under a number already used.
    ada.pledges(&round, "oats", (1, 4, 4));
    world.settles();
    converge::everybody_agrees(&phones).unwrap();
    for phone in &phones {
        assert_eq!(phone.sees_article(&round, "rice").pledges.len(), 1);
        assert_eq!(phone.sees_article(&round, "oats").pledges.len(), 1);
    }
    assert!(ada.look().needs_a_look().is_empty());
    let status = ada.app().status(ada.community()).unwrap();
    assert!(!status.exists_twice, "it came back once");
    ada.pledges(&round, "rice", (1, 6, 6));
    world.settles();
    assert_eq!(ben.sees_article(&round, "rice").cases, 1);
}

#[test]
fn a_restored_phone_whose_old_work_was_unsent_sends_it() {
    let world = World::new();
    let phones = world.neighbourhood(["Ada", "Ben"]);
    let [ada, ben] = &phones;
    let claim = ada.gave(ben, 30);
    let old = world.copy_of(ada);
    ada.syncs();
    ada.is_set_back(&old);
    assert_eq!(ada.look().unsent(), 1);
    world.settles();
    ben.agrees(&claim);
    world.settles();
    assert_eq!(
        ada.look().ledger(&claim.ledger).entries.len(),
        1,
        "not noted twice"
    );
    converge::everybody_agrees(&phones).unwrap();
}

#[test]
fn two_live_copies_of_one_phone_lose_nothing_of_what_either_was_told_is_kept() {
    let world = World::new();
    let [ada, ben] = world.neighbourhood(["Ada", "Ben"]);
    let round = ada.opens_a_round(
        "October",
        &[article("rice", 6, 180), article("oats", 4, 95)],
    );
    world.settles();
    let twin = world.clone_of(&ada, "Ada's old phone");
    ada.pledges(&round, "rice", (1, 2, 2));
    twin.pledges(&round, "oats", (1, 4, 4));
    let noted = twin.gave(&ben, 30);
    world.settles();
    ada.pledges(&round, "rice", (1, 6, 6));
    twin.writes_a_page("I have a ladder");
    let again = ada.gave(&ben, 15);
    world.settles();
    for claim in [&noted, &again] {
        ben.agrees(claim);
    }
    world.settles();
    assert_eq!(ben.says_balance_of(&ada), 45);
    let rice = ben.sees_article(&round, "rice");
    assert_eq!((rice.cases, rice.pledges.len()), (1, 1));
    assert_eq!(ben.sees_article(&round, "oats").cases, 1);
    for (phone, told) in [(&ada, true), (&twin, true), (&ben, false)] {
        let status = phone.app().status(phone.community()).unwrap();
        assert_eq!(status.exists_twice, told, "{}", phone.name());
    }
    converge::everybody_agrees(&[ada, ben, twin]).unwrap();
}

#[test]
fn a_phone_whose_database_is_ruined_belongs_again_and_gets_its_neighbourhood_back() {
    let world = World::new();
    let phones = world.neighbourhood(["Ada", "Ben"]);
    let [ada, ben] = &phones;
    let round = ada.opens_a_round("October", &[article("rice", 6, 180)]);
    ada.pledges(&round, "rice", (1, 2, 2));
    world.settles();
    ada.is_killed();
    let database = ada.home().join("kith.db");
    std::fs::write(&database, b"a magnet lay on it").unwrap();
    for tail in ["kith.db-wal", "kith.db-shm"] {
        let _ = std::fs::remove_file(ada.home().join(tail));
    }
    ada.opens();
    assert_eq!(ada.app().moved_aside().unwrap().len(), 1);
    let page = Command::Board(BoardCommand::SetPage {
        name: "Ada".into(),
        home: String::new(),
        about: "back again".into(),
    });
    ada.is_refused(&page, "sync-first");
    ada.syncs();
    ada.does(&page);
    ben.pledges(&round, "rice", (1, 4, 4));
    world.settles();
    assert_eq!(ada.sees_article(&round, "rice").cases, 1);
    assert!(ada.look().needs_a_look().is_empty());
    converge::everybody_agrees(&phones).unwrap();
}

#[test]
fn a_phone_restored_twice_is_not_told_that_it_exists_twice() {
    let world = World::new();
    let phones = world.neighbourhood(["Ada", "Ben"]);
    let [ada, _] = &phones;
    for text in ["first", "second"] {
        let old = world.copy_of(ada);
        ada.writes_a_page(text);
        world.settles();
        ada.is_set_back(&old);
        world.settles();
        world.settles();
        let status = ada.app().status(ada.community()).unwrap();
        assert!(!status.exists_twice, "restored after {text}");
        assert_eq!(ada.reads_page_of(ada).as_deref(), Some(text));
    }
    converge::everybody_agrees(&phones).unwrap();
}

#[test]
fn two_copies_that_are_opened_anew_each_time_are_told_after_a_while() {
    let world = World::new();
    let [ada, ben] = world.neighbourhood(["Ada", "Ben"]);
    let twin = world.clone_of(&ada, "Ada's old phone");
    let told = |phone: &kith_tests::Phone| {
        let status = phone.app().status(phone.community()).unwrap();
        status.exists_twice
    };
    let mut times = 0;
    while !(told(&ada) && told(&twin)) {
        times += 1;
        assert!(times <= 5, "nobody is told");
        for phone in [&ada, &twin] {
            phone.is_killed_and_reopened();
            phone.writes_a_page(&format!("{times} on {}", phone.name()));
            phone.syncs();
        }
    }
    world.settles();
    converge::everybody_agrees(&[ada, ben, twin]).unwrap();
}
