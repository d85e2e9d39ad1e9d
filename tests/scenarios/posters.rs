//! A poster in the shop: anybody may scan it and ask, and a coordinator says yes to each.

use kith_domain::command::Command;
use kith_domain::command::membership::Membership;
use kith_domain::roster::Role;
use kith_tests::{Phone, World, converge};

/// Ada coordinates, Ben is a neighbour; a poster for `uses` hangs for ten days.
fn street(world: &World, uses: u32) -> (Phone, Phone, String) {
    let [ada, ben] = world.neighbourhood(["Ada", "Ben"]);
    ada.raises_the_rules();
    let link = ada.hangs_a_poster(uses, 10);
    world.settles();
    (ada, ben, link)
}

fn is_in(phone: &Phone) -> bool {
    let communities = phone.app().communities().unwrap();
    communities.iter().any(|c| c.belongs)
}

fn code(phone: &Phone) -> Option<String> {
    let asked = phone.app().asked_in(phone.community()).unwrap();
    asked.and_then(|asked| asked.code)
}

#[test]
fn who_scans_a_poster_asks_waits_and_comes_in_with_a_coordinators_yes() {
    let world = World::new();
    let (ada, ben, link) = street(&world, 5);
    ada.writes_a_page("the first line");
    world.settles();
    let cleo = world.phone("Cleo");
    cleo.asks_in(&link);
    cleo.syncs();
    // Until then she reads nothing and can do nothing.
    assert!(!is_in(&cleo));
    assert_eq!(cleo.look().rosters.members.len(), 0);
    cleo.is_refused(&Command::Membership(Membership::Leave), "sync-first");
    ben.syncs();
    assert_eq!(ben.sees_at_the_door(), [], "Ben is not asked");
    ada.syncs();
    let word = cleo.app().asked_in(cleo.community()).unwrap().unwrap().word;
    assert_eq!(ada.sees_at_the_door()[0].word, word, "one can compare");
    ada.lets_in("Cleo");
    assert_eq!(ada.sees_at_the_door(), []);
    world.settles();
    world.settles();
    assert!(is_in(&cleo));
    assert_eq!(cleo.app().asked_in(cleo.community()).unwrap(), None);
    // The key came as mail, and her page went out under the name she asked with.
    assert_eq!(cleo.reads_page_of(&ada).as_deref(), Some("the first line"));
    let members = ben.app().members(ben.community()).unwrap();
    assert!(members.iter().any(|m| m.name == "Cleo"), "{members:?}");
    let claim = cleo.gave(&ben, 30);
    world.settles();
    ben.agrees(&claim);
    world.settles();
    assert_eq!(cleo.says_balance_of(&cleo), 30);
    let posters = ada.app().posters(ada.community()).unwrap();
    assert_eq!((posters[0].used, posters[0].open), (1, true));
    converge::everybody_agrees(&[ada, ben, cleo]).unwrap();
}

#[test]
fn the_name_somebody_asks_under_is_read_by_no_server() {
    let world = World::new();
    let (ada, _, link) = street(&world, 5);
    let cleo = world.phone("Cleopatra-of-Elm-Row");
    cleo.asks_in(&link);
    cleo.syncs();
    let folder = world.network.house(|house| house.folder().to_owned());
    for file in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap_or_default();
        let name = b"Cleopatra";
        assert!(!bytes.windows(name.len()).any(|w| w == name));
    }
    ada.syncs();
    ada.lets_in("Cleopatra-of-Elm-Row");
}

#[test]
fn a_poster_lets_in_no_more_than_it_says() {
    let world = World::new();
    let (ada, _, link) = street(&world, 1);
    let (cleo, dora) = (world.phone("Cleo"), world.phone("Dora"));
    for phone in [&cleo, &dora] {
        phone.asks_in(&link);
        phone.syncs();
    }
    ada.syncs();
    let dora_asks = ada.sees_at_the_door();
    let dora_asks = dora_asks.iter().find(|k| k.name.as_deref() == Some("Dora"));
    let dora_asks = dora_asks.unwrap().id;
    ada.lets_in("Cleo");
    assert_eq!(ada.sees_at_the_door(), [], "the poster is used up");
    let refused = ada.app().let_in(ada.community(), dora_asks).unwrap_err();
    assert_eq!(refused.code(), "invite-spent");
    world.settles();
    dora.syncs();
    assert_eq!(code(&dora).as_deref(), Some("invite-spent"));
    assert!(is_in(&cleo) && !is_in(&dora));
    // She is not left standing there: an invite takes the asking's place.
    dora.joins(&ada.invites());
    world.settles();
    assert!(is_in(&dora));
    assert_eq!(code(&dora), None);
}

#[test]
fn a_poster_that_was_taken_back_or_has_ended_lets_nobody_in() {
    let world = World::new();
    let (ada, _, link) = street(&world, 5);
    let (cleo, dora) = (world.phone("Cleo"), world.phone("Dora"));
    cleo.asks_in(&link);
    cleo.syncs();
    let invite = ada.app().posters(ada.community()).unwrap()[0].id;
    ada.does(&Command::Membership(Membership::WithdrawInvite { invite }));
    world.settles();
    assert_eq!(ada.sees_at_the_door(), []);
    assert_eq!(code(&cleo).as_deref(), Some("invite-spent"));
    dora.asks_in(&link);
    dora.syncs();
    dora.syncs();
    assert_eq!(code(&dora).as_deref(), Some("invite-spent"));

    let link = ada.hangs_a_poster(5, 10);
    world.settles();
    let eve = world.phone("Eve");
    eve.asks_in(&link);
    eve.syncs();
    ada.syncs();
    assert_eq!(ada.sees_at_the_door().len(), 1);
    world.days_pass(11);
    world.settles();
    assert_eq!(ada.sees_at_the_door(), []);
    assert_eq!(code(&eve).as_deref(), Some("invite-spent"));
    let fay = world.phone("Fay");
    let refused = fay.app().ask_in(&link, "Fay").unwrap_err();
    assert_eq!(refused.code(), "invite-expired");
}

#[test]
fn two_coordinators_who_say_yes_at_once_let_in_one_neighbour() {
    let world = World::new();
    let (ada, ben, link) = street(&world, 1);
    ada.makes(&ben, Role::Coordinator);
    world.settles();
    let cleo = world.phone("Cleo");
    cleo.asks_in(&link);
    cleo.syncs();
    ada.syncs();
    ben.syncs();
    ada.lets_in("Cleo");
    ben.lets_in("Cleo");
    world.settles();
    world.settles();
    assert!(is_in(&cleo));
    for phone in [&ada, &ben] {
        assert!(phone.look().needs_a_look().is_empty());
        assert_eq!(phone.look().unsent(), 0);
    }
    converge::everybody_agrees(&[ada, ben, cleo]).unwrap();
}

#[test]
fn who_is_turned_away_on_one_phone_is_asked_about_no_more_there() {
    let world = World::new();
    let (ada, ben, link) = street(&world, 5);
    ada.makes(&ben, Role::Coordinator);
    world.settles();
    let cleo = world.phone("Cleo");
    cleo.asks_in(&link);
    cleo.syncs();
    world.settles();
    let id = ada.sees_at_the_door()[0].id;
    ada.app().turn_away(ada.community(), id).unwrap();
    ada.syncs();
    assert_eq!(ada.sees_at_the_door(), []);
    ben.syncs();
    ben.lets_in("Cleo");
    world.settles();
    assert!(is_in(&cleo));
}

#[test]
fn a_poster_needs_rules_that_know_it_and_a_coordinator() {
    let world = World::new();
    let [ada, ben] = world.neighbourhood(["Ada", "Ben"]);
    let refused = ada.app().hang_poster(ada.community(), 5, 10).unwrap_err();
    assert_eq!(refused.code(), "older-rules");
    ben.is_refused(&Command::Membership(Membership::RaiseRules), "not-entitled");
    ada.raises_the_rules();
    ada.is_refused(&Command::Membership(Membership::RaiseRules), "already-so");
    world.settles();
    let refused = ben.app().hang_poster(ben.community(), 5, 10).unwrap_err();
    assert_eq!(refused.code(), "not-entitled");
    for (uses, days, code) in [
        (0, 10, "too-much"),
        (101, 10, "too-much"),
        (5, 91, "invalid"),
    ] {
        let refused = ada.app().hang_poster(ada.community(), uses, days);
        assert_eq!(refused.unwrap_err().code(), code);
    }
}
