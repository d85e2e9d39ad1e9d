//! Invites made and used offline, run out, damaged or of another server; and joining late.

use kith_domain::hours::EntryState;
use kith_tests::{World, article, converge};

#[test]
fn an_invite_made_offline_lets_a_newcomer_in_before_its_coordinator_is_back() {
    let world = World::new();
    let [ada, ben] = world.neighbourhood(["Ada", "Ben"]);
    ada.goes_offline();
    let link = ada.invites();
    let cleo = world.phone("Cleo");
    cleo.joins(&link);
    cleo.writes_a_page("new in number nine");
    cleo.syncs();
    let claim = cleo.gave(&ben, 30);
    cleo.syncs();
    ben.syncs();
    assert_eq!(ben.says(&claim), EntryState::Noted);
    ben.agrees(&claim);
    ada.comes_online();
    world.settles();
    assert_eq!(ada.says_balance_of(&cleo), 30);
    converge::everybody_agrees(&[ada, ben, cleo]).unwrap();
}

#[test]
fn a_neighbourhood_founded_and_joined_offline_begins_when_the_newcomer_comes_online() {
    let world = World::new();
    let (ada, ben) = (world.phone("Ada"), world.phone("Ben"));
    ada.goes_offline();
    ada.founds(&world.address());
    let round = ada.opens_a_round("October", &[article("rice", 6, 180)]);
    ben.joins(&ada.invites());
    ben.writes_a_page("I mend bicycles");
    ben.syncs();
    ada.comes_online();
    world.settles();
    assert_eq!(ben.sees_article(&round, "rice").article.case_size, 6);
    converge::everybody_agrees(&[ada, ben]).unwrap();
}

#[test]
fn an_invite_works_once() {
    let world = World::new();
    let [ada] = world.neighbourhood(["Ada"]);
    let link = ada.invites();
    let (ben, cleo) = (world.phone("Ben"), world.phone("Cleo"));
    ben.joins(&link);
    cleo.joins(&link);
    cleo.writes_a_page("I was first to read it");
    ben.syncs();
    let trouble = cleo.fails_to_sync();
    assert!(trouble.contains("members' list"), "{trouble}");
    assert!(!cleo.look().needs_a_look().is_empty(), "Cleo is told why");
    ada.syncs();
    assert!(ada.look().rosters.is_member(ben.id()));
    assert!(!ada.look().rosters.is_member(cleo.id()));
}

#[test]
fn who_was_turned_away_joins_by_another_invite_on_the_same_phone() {
    let world = World::new();
    let [ada] = world.neighbourhood(["Ada"]);
    let link = ada.invites();
    let (ben, cleo) = (world.phone("Ben"), world.phone("Cleo"));
    ben.joins(&link);
    cleo.joins(&link);
    ben.syncs();
    let _ = cleo.fails_to_sync();
    cleo.joins(&ada.invites());
    cleo.writes_a_page("second time lucky");
    world.settles();
    assert!(ada.look().rosters.is_member(cleo.id()));
    assert!(cleo.look().needs_a_look().is_empty());
    converge::everybody_agrees(&[ada, ben, cleo]).unwrap();
}

#[test]
fn an_expired_invite_is_refused_on_the_phone_and_by_the_server() {
    let world = World::new();
    let [ada] = world.neighbourhood(["Ada"]);
    let link = ada.invites();
    ada.syncs();
    world.days_pass(8);
    let ben = world.phone("Ben");
    let error = ben.tries_to_join(&link).unwrap_err();
    assert_eq!(error.code(), "invite-expired");

    // A clock that goes wrong lets the phone believe in it; the server's does not.
    ben.sets_its_clock(kith_tests::clock::BEGINNING);
    ben.joins(&link);
    let _ = ben.tries_to_sync();
    assert_eq!(ben.look().needs_a_look(), ["invite-spent"]);
    ada.syncs();
    assert!(!ada.look().rosters.is_member(ben.id()));
}

#[test]
fn a_damaged_invite_is_refused_with_a_reason() {
    let world = World::new();
    let [ada] = world.neighbourhood(["Ada"]);
    let link = ada.invites();
    let ben = world.phone("Ben");
    for (text, words) in [
        (&link[..link.len() - 40], "damaged"),
        ("http://kith.test/join", "not an invite link"),
        ("", "not an invite link"),
    ] {
        let error = ben.tries_to_join(text).unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
    }
    let already = ada.tries_to_join(&link).unwrap_err();
    assert_eq!(already.code(), "already-member");
}

#[test]
fn a_phone_sends_nothing_to_a_server_with_another_key() {
    let world = World::new();
    let [ada, ben] = world.neighbourhood(["Ada", "Ben"]);
    world.another_server_answers();
    let claim = ada.gave(&ben, 30);
    let newcomer = world.phone("Cleo");
    newcomer.joins(&ada.invites());
    for phone in [&ada, &newcomer] {
        let trouble = phone.fails_to_sync();
        assert!(trouble.contains("another key"), "{trouble}");
    }
    assert!(ada.look().unsent() >= 1);
    assert_eq!(ada.sees_claim(&claim).minutes, 30);
}

#[test]
fn a_new_phone_joins_a_community_with_two_years_behind_it_page_by_page() {
    let world = World::new();
    let [ada, ben] = world.neighbourhood(["Ada", "Ben"]);
    for _quarter in 0..8 {
        let goods: Vec<_> = (0..24)
            .map(|i| article(&format!("article {i}"), 6, 100 + i))
            .collect();
        let round = ada.opens_a_round("another quarter", &goods);
        world.settles();
        for good in goods.iter().take(6) {
            ben.pledges(&round, &good.name, (1, 3, 6));
            ada.pledges(&round, &good.name, (1, 3, 6));
        }
        world.settles();
        ada.seals(&round);
        ada.sees_it_through(&round);
        for minutes in [15, 30, 45] {
            let claim = ada.gave(&ben, minutes);
            world.settles();
            ben.agrees(&claim);
        }
        ben.writes_a_page("still here");
        world.settles();
        world.days_pass(91);
    }
    let cleo = world.phone("Cleo");
    cleo.joins(&ada.invites());
    let moved = cleo.syncs();
    assert!(moved.merged > 200, "{moved:?}");
    assert_eq!(cleo.says_balance_of(&ada), 8 * 90);
    world.settles();
    converge::everybody_agrees(&[ada, ben, cleo]).unwrap();
}
