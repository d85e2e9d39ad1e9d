//! The server loses its disk and lives on from an old copy; the phones give back.

use kith_domain::roster::Role;
use kith_tests::{World, article, converge};

#[test]
fn a_server_restored_from_an_old_copy_is_given_back_everything_it_had_acknowledged() {
    let world = World::new();
    let phones = world.neighbourhood(["Ada", "Ben", "Cleo"]);
    let [ada, ben, cleo] = &phones;
    let round = ada.opens_a_round("October", &[article("rice", 6, 180)]);
    world.settles();
    let old = world.server_copy();
    ben.pledges(&round, "rice", (1, 6, 6));
    let claim = cleo.gave(ada, 60);
    world.settles();
    ada.agrees(&claim);
    world.settles();

    world.server_is_set_back(&old);
    let unsent = ada.gave(ben, 15);
    world.settles_somehow();
    world.settles();

    let dora = world.phone("Dora");
    dora.joins(&ada.invites());
    world.settles();
    assert_eq!(dora.sees_article(&round, "rice").cases, 1);
    assert_eq!(dora.says_balance_of(cleo), 60);
    assert_eq!(dora.sees_claim(&unsent).minutes, 15);
    let everybody = [phones.as_slice(), &[dora]].concat();
    converge::everybody_agrees(&everybody).unwrap();
}

#[test]
fn a_member_whom_the_restored_server_forgot_is_given_back_too() {
    let world = World::new();
    let [ada, ben] = world.neighbourhood(["Ada", "Ben"]);
    let old = world.server_copy();
    let cleo = world.phone("Cleo");
    cleo.joins(&ada.invites());
    world.settles();
    let claim = cleo.gave(&ben, 60);
    world.settles();
    ben.agrees(&claim);
    world.settles();

    world.server_is_set_back(&old);
    world.settles_somehow();
    world.settles();
    for phone in [&ada, &ben, &cleo] {
        assert_eq!(phone.says_balance_of(&cleo), 60, "{}", phone.name());
    }
    converge::everybody_agrees(&[ada, ben, cleo]).unwrap();
}

#[test]
fn work_that_no_surviving_phone_but_its_authors_holds_comes_back_with_its_author() {
    let world = World::new();
    let [ada, ben] = world.neighbourhood(["Ada", "Ben"]);
    let old = world.server_copy();
    let claim = ben.gave(&ada, 60);
    ben.syncs();
    ben.goes_offline();

    world.server_is_set_back(&old);
    let _ = ada.tries_to_sync();
    ben.comes_online();
    world.settles_somehow();
    world.settles();
    assert_eq!(ada.sees_claim(&claim).minutes, 60);
    converge::everybody_agrees(&[ada, ben]).unwrap();
}

#[test]
fn a_phone_that_comes_back_only_after_the_recovery_gives_back_what_it_alone_holds() {
    let world = World::new();
    let phones = world.neighbourhood(["Ada", "Ben", "Cleo"]);
    let [ada, ben, cleo] = &phones;
    let old = world.server_copy();
    let also = ben.gave(ada, 15);
    ben.syncs();
    let only = cleo.gave(ada, 60);
    cleo.syncs();
    cleo.goes_offline();

    // Of Cleo's work the restored server knows nothing, so it does not wait for her.
    world.server_is_set_back(&old);
    for _ in 0..4 {
        let _ = ben.tries_to_sync();
        let _ = ada.tries_to_sync();
    }
    ada.syncs();
    assert_eq!(ada.sees_claim(&also).minutes, 15);
    cleo.comes_online();
    world.settles();
    assert_eq!(ada.sees_claim(&only).minutes, 60);
    converge::everybody_agrees(&phones).unwrap();
}

#[test]
fn what_only_a_late_phone_knows_of_the_members_list_is_offered_again_after_the_recovery() {
    let world = World::new();
    let phones = world.neighbourhood(["Ada", "Ben", "Cleo", "Dora"]);
    let [ada, ben, cleo, dora] = &phones;
    let old = world.server_copy();
    ada.makes(dora, Role::Lead);
    ada.syncs();
    cleo.syncs();
    let before = cleo.look();
    // Only Cleo's phone and Ada's, which is lost, know that Dora is lead now.
    ada.is_killed();
    world.network.cut("Ada");
    cleo.goes_offline();
    world.server_is_set_back(&old);
    for _ in 0..4 {
        let _ = ben.tries_to_sync();
        let _ = dora.tries_to_sync();
    }
    // The server sequences anew what takes the lost entry's number.
    let tablet = world.phone("Ben's tablet");
    tablet.takes(&ben.adds_a_phone(ben.id(), &tablet.shows_its_keys()));
    tablet.syncs();

    cleo.comes_online();
    let mut offered_again = 0;
    for _ in 0..4 {
        for phone in [ben, dora, &tablet, cleo] {
            offered_again += phone.tries_to_sync().offered_again;
        }
    }
    assert_eq!(offered_again, 1, "and Cleo's phone says so");
    for _ in 0..2 {
        for phone in [ben, cleo, dora] {
            phone.syncs();
        }
    }
    for phone in [ben, cleo, dora] {
        let rosters = phone.look().rosters;
        assert!(rosters.has_role(rosters.space, Role::Lead, dora.id()));
        let (number, _) = rosters.chain(rosters.space);
        assert_eq!(number, before.rosters.chain(rosters.space).0 + 1);
    }
    converge::everybody_agrees(&[ben.clone(), cleo.clone(), dora.clone()]).unwrap();
}
