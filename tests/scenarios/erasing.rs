//! Something is erased: it goes from every phone and from the server, and stays gone.

use kith_domain::command::Command;
use kith_domain::command::erasing::Erasing;
use kith_domain::document::DocumentKind;
use kith_tests::search::Haystack;
use kith_tests::{Phone, Round, World, article, converge};

const TITLE: &str = "the order with the very private title";

fn erases(phone: &Phone, round: &Round) {
    phone.does(&Command::Erase(Erasing::Document {
        kind: DocumentKind::Round.word().to_owned(),
        name: round.0.clone(),
    }));
}

fn shows(phone: &Phone, round: &Round) -> bool {
    let rounds = phone.app().rounds(phone.community()).unwrap();
    rounds.iter().any(|row| row.name == round.0)
}

#[test]
fn an_erased_round_goes_from_every_phone_and_the_server_and_feeds_still_verify() {
    let world = World::new();
    let [ada, ben, cleo] = world.neighbourhood(["Ada", "Ben", "Cleo"]);
    let round = ada.opens_a_round(TITLE, &[article("barley from the old mill", 6, 180)]);
    world.settles();
    ben.pledges(&round, "barley from the old mill", (1, 3, 6));
    let kept = ben.gave(&cleo, 30);
    world.settles();
    ben.is_refused(
        &Command::Erase(Erasing::Document {
            kind: "round".to_owned(),
            name: round.0.clone(),
        }),
        "not-entitled",
    );
    erases(&ada, &round);
    assert!(!shows(&ada, &round), "at once on the own phone");
    world.settles();
    for phone in [&ada, &ben, &cleo] {
        assert!(!shows(phone, &round), "{}", phone.name());
        let phone = Haystack::of_folder(phone.home());
        assert_eq!(phone.finds("barley from the old mill"), None);
        assert_eq!(phone.finds(TITLE), None);
    }
    let disk = |world: &World| {
        world
            .network
            .house(|house| Haystack::of_folder(house.folder()))
    };
    assert_eq!(disk(&world).finds("barley from the old mill"), None);

    // A newcomer's phone verifies every feed though bytes are missing, and agrees with the others.
    let dora = world.phone_of("Dora", &ada);
    assert!(!shows(&dora, &round));
    assert_eq!(dora.sees_claim(&kept).minutes, 30);
    converge::everybody_agrees(&[ada.clone(), ben.clone(), cleo, dora]).unwrap();
    let (exported, folder) = (
        ben.app().export_json(ben.community()).unwrap(),
        world.place(),
    );
    assert!(
        exported
            .documents
            .iter()
            .all(|d| d.kind != "round" || d.facts.is_empty())
    );
    let files = ada
        .app()
        .export_automerge(ada.community(), &folder)
        .unwrap();
    assert!(files.iter().all(|f| !f.to_string_lossy().contains("round")));

    ada.is_refused(
        &Command::Erase(Erasing::Document {
            kind: "round".to_owned(),
            name: round.0.clone(),
        }),
        "already-so",
    );
}

#[test]
fn a_pledge_made_offline_for_an_erased_round_is_set_aside_with_a_reason_and_other_work_goes_on() {
    let world = World::new();
    let [ada, ben] = world.neighbourhood(["Ada", "Ben"]);
    let round = ada.opens_a_round("October", &[article("rice", 6, 180)]);
    world.settles();
    ben.goes_offline();
    ben.pledges(&round, "rice", (1, 3, 6));
    let claim = ben.gave(&ada, 45);
    erases(&ada, &round);
    ada.syncs();
    ben.comes_online();
    world.settles();
    assert_eq!(ben.look().needs_a_look(), ["erased"]);
    assert!(ben.look().outbox().iter().all(|item| item.body.is_none()));
    assert_eq!(ada.sees_claim(&claim).minutes, 45);
    assert!(!shows(&ben, &round));
    converge::everybody_agrees(&[ada, ben]).unwrap();
}

#[test]
fn an_erased_pairing_goes_with_its_keys() {
    let world = World::new();
    let [ada, ben, cleo, dora, harold] =
        world.neighbourhood(["Ada", "Ben", "Cleo", "Dora", "Harold"]);
    let space = world.brings_together(&harold, &ben, [&ada, &cleo], &dora);
    ben.visited(space, "a good morning");
    world.settles();
    ben.is_refused(&Command::Erase(Erasing::Pairing { space }), "not-entitled");
    cleo.does(&Command::Erase(Erasing::Pairing { space }));
    world.settles();
    for phone in [&ada, &ben, &cleo, &harold] {
        assert!(
            phone.look().keyring.newest(space).is_none(),
            "{}",
            phone.name()
        );
        assert!(phone.app().pairings(phone.community()).unwrap().is_empty());
        assert_eq!(
            Haystack::of_folder(phone.home()).finds("a good morning"),
            None
        );
    }
    converge::everybody_agrees(&[ada, ben, cleo, dora, harold]).unwrap();
}

#[test]
fn what_was_erased_stays_gone_when_the_server_is_set_back_to_before() {
    let world = World::new();
    let [ada, ben] = world.neighbourhood(["Ada", "Ben"]);
    let round = ada.opens_a_round(TITLE, &[article("barley from the old mill", 6, 180)]);
    world.settles();
    let (kept, before) = (ada.gave(&ben, 15), world.server_copy());
    erases(&ada, &round);
    world.settles();
    world.server_is_set_back(&before);
    world.settles_somehow();
    world.settles();
    assert_eq!(ben.sees_claim(&kept).minutes, 15);
    for phone in [&ada, &ben] {
        assert!(!shows(phone, &round));
    }
    let disk = world
        .network
        .house(|house| Haystack::of_folder(house.folder()));
    assert_eq!(disk.finds("barley from the old mill"), None);
    let dora = world.phone_of("Dora", &ada);
    converge::everybody_agrees(&[ada, ben, dora]).unwrap();
}
