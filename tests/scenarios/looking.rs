//! What a sync brings is shown as if it had been projected at once, though it waits for somebody to look.

use kith_domain::command::Command;
use kith_domain::command::erasing::Erasing;
use kith_domain::document::DocumentKind;
use kith_tests::search::Haystack;
use kith_tests::{World, article, converge};

#[test]
fn three_syncs_nobody_looked_after_show_what_a_rebuild_shows() {
    let world = World::new();
    let phones = world.neighbourhood(["Ada", "Ben"]);
    let [ada, ben] = &phones;
    let goods = [article("oats", 6, 100), article("rice", 6, 200)];
    let round = ada.opens_a_round("November", &goods);
    let claim = ada.gave(ben, 45);
    for want in [2, 3, 7] {
        ada.pledges(&round, "oats", (1, want, 9));
        ada.syncs();
        ben.syncs();
    }
    assert_eq!(ben.look().behind(), 2, "the order and the ledger");
    ben.is_killed_and_reopened();
    assert_eq!(ben.look().behind(), 2, "a killed phone still knows");

    let looked = ben.shown();
    assert_eq!(looked.behind(), 0);
    let rows = looked.rows();
    let noted = |(screen, id, _): &(&str, String, String)| {
        *screen == "entry" && id.ends_with(&claim.id.to_string())
    };
    assert!(rows.iter().any(noted));
    ben.app().rebuild().unwrap();
    assert_eq!(ben.look().rows(), rows);
    world.settles();
    converge::everybody_agrees(&phones).unwrap();
}

#[test]
fn what_was_erased_goes_though_nobody_looks() {
    let world = World::new();
    let [ada, ben] = world.neighbourhood(["Ada", "Ben"]);
    let title = "the order nobody should remember";
    let round = ada.opens_a_round(title, &[article("spelt from the hill", 6, 180)]);
    world.settles();
    let in_folder = |words| Haystack::of_folder(ben.home()).finds(words).is_some();
    assert_eq!(ben.shown().behind(), 0);
    assert!(in_folder(title), "his list has it");
    ada.pledges(&round, "spelt from the hill", (1, 2, 3));
    ada.syncs();
    ben.syncs();
    assert_eq!(ben.look().behind(), 1, "news of it waits for a look");
    ada.does(&Command::Erase(Erasing::Document {
        kind: DocumentKind::Round.word().to_owned(),
        name: round.0.clone(),
    }));
    ada.syncs();
    ben.syncs();
    assert!(!in_folder(title) && !in_folder("spelt from the hill"));
    assert!(ben.app().rounds(ben.community()).unwrap().is_empty());
}
