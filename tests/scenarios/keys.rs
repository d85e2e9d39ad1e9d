//! Keys: changed by phones themselves when somebody goes, handed down to whoever comes.

use kith_domain::command::Command;
use kith_domain::pairing::PairingCommand;
use kith_domain::pairing::schema::PairingPlan;
use kith_domain::roster::Role;
use kith_tests::network::Fault;
use kith_tests::{Phone, World, converge};

fn keys(phone: &Phone) -> usize {
    let look = phone.look();
    look.sequenced.spaces[&look.space()].keys.len()
}

/// Whether the phone holds the key that is in force in the community, as its own roster names it.
fn holds_the_newest(phone: &Phone) -> bool {
    let look = phone.look();
    let newest = look.sequenced.spaces[&look.space()].key();
    look.keyring.find(look.space(), newest).is_some()
}

#[test]
fn the_first_phone_to_sync_after_a_removal_changes_the_key_and_the_removed_one_reads_nothing_newer()
{
    let world = World::new();
    let [ada, ben, cleo, dan] = world.neighbourhood(["Ada", "Ben", "Cleo", "Dan"]);
    let before = dan.look().keyring.newest(dan.look().space());
    for phone in [&ben, &cleo, &dan] {
        phone.goes_offline();
    }
    ada.removes(&dan);
    ada.syncs();
    assert_eq!(keys(&ada), 2, "Ada's phone was there first");
    ada.writes_a_page("Dan should not read this");
    ada.syncs();

    ben.writes_a_page("written under the old key");
    for phone in [&ben, &cleo] {
        phone.comes_online();
        phone.syncs();
        assert!(holds_the_newest(phone), "{}", phone.name());
        assert_eq!(
            phone.reads_page_of(&ada).as_deref(),
            Some("Dan should not read this")
        );
    }
    assert_eq!(
        cleo.reads_page_of(&ben).as_deref(),
        Some("written under the old key")
    );
    dan.comes_online();
    let _ = dan.tries_to_sync();
    let _ = dan.tries_to_sync();
    assert_eq!(dan.look().keyring.newest(dan.look().space()), before);
    assert_eq!(dan.reads_page_of(&ada), None);
    ada.syncs();
    converge::everybody_agrees(&[ada, ben, cleo]).unwrap();
}

#[test]
fn of_two_phones_that_change_the_key_at_once_one_is_overtaken_and_has_nothing_to_mend() {
    let world = World::new();
    let [ada, ben, cleo, dan] = world.neighbourhood(["Ada", "Ben", "Cleo", "Dan"]);
    dan.leaves();
    let _ = dan.tries_to_sync();
    // Ben learns that Dan left, makes a key, and his line breaks.
    world.network.next_goes_wrong("Ben", Fault::Nothing);
    world.network.next_goes_wrong("Ben", Fault::Late);
    let _ = ben.tries_to_sync();
    cleo.syncs();
    assert_eq!(world.network.late_ones_arrive(), 1);
    let all = [ada, ben, cleo];
    for _ in 0..3 {
        for phone in &all {
            phone.syncs();
        }
    }
    for phone in &all {
        assert_eq!(keys(phone), 2);
        assert!(holds_the_newest(phone), "{}", phone.name());
        assert!(phone.look().outbox().is_empty(), "{}", phone.name());
    }
    all[1].writes_a_page("under whose key?");
    all[1].syncs();
    all[0].syncs();
    all[2].syncs();
    assert_eq!(
        all[0].reads_page_of(&all[1]).as_deref(),
        Some("under whose key?")
    );
    converge::everybody_agrees(&all).unwrap();
}

#[test]
fn a_newcomer_reads_old_pages_whether_the_invite_is_of_before_or_after_the_change() {
    let world = World::new();
    let [ada, ben, cleo] = world.neighbourhood(["Ada", "Ben", "Cleo"]);
    ben.writes_a_page("from the first days");
    ben.syncs();
    let early = ada.invites();
    ada.syncs();
    cleo.leaves();
    let _ = cleo.tries_to_sync();
    ada.syncs();
    ada.writes_a_page("from after Cleo");
    let (dora, eve) = (world.phone("Dora"), world.phone("Eve"));
    dora.joins(&ada.invites());
    eve.joins(&early);
    eve.writes_a_page("with the old key");
    for phone in [&ada, &dora, &eve, &ada, &dora, &eve, &ben, &ada] {
        phone.syncs();
    }
    for phone in [&dora, &eve] {
        assert!(holds_the_newest(phone), "{}", phone.name());
        assert_eq!(
            phone.reads_page_of(&ben).as_deref(),
            Some("from the first days")
        );
        assert_eq!(
            phone.reads_page_of(&ada).as_deref(),
            Some("from after Cleo")
        );
    }
    assert_eq!(
        dora.reads_page_of(&eve).as_deref(),
        Some("with the old key")
    );
    converge::everybody_agrees(&[ada, ben, dora, eve]).unwrap();
}

#[test]
fn a_phone_set_back_to_before_a_key_came_waits_for_it_says_so_and_is_handed_it_again() {
    let world = World::new();
    let [ada, ben, cleo] = world.neighbourhood(["Ada", "Ben", "Cleo"]);
    let old = world.copy_of(&ben);
    cleo.leaves();
    let _ = cleo.tries_to_sync();
    ada.syncs();
    ada.writes_a_page("under the new key");
    for phone in [&ada, &ben, &ada, &ben] {
        phone.syncs();
    }
    assert!(holds_the_newest(&ben));

    ben.is_set_back(&old);
    ben.syncs();
    assert!(!holds_the_newest(&ben));
    assert_eq!(ben.reads_page_of(&ada), None);
    ben.writes_a_page("meanwhile under the old one");
    ben.syncs();
    ada.syncs();
    assert_eq!(
        ada.reads_page_of(&ben).as_deref(),
        Some("meanwhile under the old one")
    );
    ben.syncs();
    assert!(holds_the_newest(&ben));
    assert_eq!(
        ben.reads_page_of(&ada).as_deref(),
        Some("under the new key")
    );
    converge::everybody_agrees(&[ada, ben]).unwrap();
}

#[test]
fn a_pairing_gets_a_key_of_its_own_when_its_visitor_is_removed() {
    let world = World::new();
    let [ada, ben, cleo, dora, harold] =
        world.neighbourhood(["Ada", "Ben", "Cleo", "Dora", "Harold"]);
    let space = world.brings_together(&harold, &ben, [&ada, &cleo], &dora);
    ben.goes_offline();
    ada.removes(&ben);
    ada.syncs();
    ada.makes(&dora, Role::Coordinator);
    let others = [ada, cleo, dora, harold];
    for _ in 0..3 {
        for phone in &others {
            phone.syncs();
        }
    }
    let [ada, cleo, dora, harold] = &others;
    let newest = ada.look().sequenced.spaces[&space].key();
    for phone in [ada, cleo, harold] {
        let look = phone.look();
        assert_eq!(look.sequenced.spaces[&space].keys.len(), 2);
        assert!(look.keyring.find(space, newest).is_some());
    }
    assert!(dora.look().keyring.newest(space).is_none());
    ben.comes_online();
    let _ = ben.tries_to_sync();
    assert!(ben.look().keyring.find(space, newest).is_none());
    converge::everybody_agrees(&others).unwrap();
}

#[test]
fn nobodys_lost_phone_loses_a_pairing_that_a_lead_looks_after_too() {
    let world = World::new();
    let [ada, cleo, dora, harold] = world.neighbourhood(["Ada", "Cleo", "Dora", "Harold"]);
    for other in [&cleo, &dora] {
        ada.makes(other, Role::Coordinator);
    }
    ada.makes(&cleo, Role::Lead);
    world.settles();
    let space = ada.opens_a_pairing(&harold, &[&ada, &cleo]);
    ada.does(&Command::Pairing(PairingCommand::SetPlan {
        space,
        plan: PairingPlan {
            place: "4 Elm Row".to_owned(),
            when: "mornings".to_owned(),
            wishes: String::new(),
        },
    }));
    world.settles();
    // Harold is in hospital, and Ada's only phone is in the sea.
    let who = ada.id();
    for phone in [&ada, &harold] {
        phone.is_killed();
        world.network.cut(phone.name());
    }
    let new = world.phone("Ada's new phone");
    let begun = cleo.adds_a_phone(who, &new.shows_its_keys());
    new.takes(&dora.signs(&begun));
    for phone in [&new, &cleo, &new] {
        phone.syncs();
    }
    let plans = new.sees_pairing(space).plans;
    let plan = plans[0]
        .value
        .here()
        .expect("Cleo's phone handed the key on");
    assert_eq!(plan.place, "4 Elm Row");
    // Dora, who coordinates and does not look after it, was handed nothing.
    dora.syncs();
    assert!(dora.look().keyring.newest(space).is_none());
}
