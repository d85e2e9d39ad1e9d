//! A concern, raised with no signal, from its author to the safeguarding leads and nobody else.

use kith_core::query::concerns::Receipt;
use kith_core::query::word::SyncWord;
use kith_domain::command::Command;
use kith_domain::concern::ConcernCommand;
use kith_domain::roster::Role;
use kith_tests::network::Fault;
use kith_tests::{Phone, World, converge};

const WORDS: &str = "Harold's hob was on and nobody home, twice this week";

/// Ada coordinates and is no lead; Cleo and Dora are leads; Ben visits people.
fn street(world: &World) -> [Phone; 4] {
    let phones = world.neighbourhood(["Ada", "Ben", "Cleo", "Dora"]);
    let [ada, _, cleo, dora] = &phones;
    ada.makes(cleo, Role::Lead);
    ada.makes(dora, Role::Lead);
    world.settles();
    phones
}

#[test]
fn a_concern_raised_offline_reaches_the_leads_alone_and_is_not_received_until_one_says_so() {
    let world = World::new();
    let phones = street(&world);
    let [ada, ben, cleo, dora] = &phones;
    ben.goes_offline();
    let concern = ben.raises_a_concern(WORDS);
    ben.is_killed_and_reopened();
    let row = ben.sees_concern(concern);
    assert_eq!(row.receipt, Receipt::NotYetReceived);
    assert_eq!(row.sync.word, SyncWord::OnThisPhone);
    assert_eq!(row.text, None, "who raised it cannot open it");
    assert_eq!(row.leads.len(), 2);

    ben.comes_online();
    ben.syncs();
    assert_eq!(ben.sees_concern(concern).receipt, Receipt::NotYetReceived);
    assert_eq!(ben.sees_concern(concern).sync.word, SyncWord::Sent);
    world.settles();
    for lead in [cleo, dora] {
        let row = lead.sees_concern(concern);
        assert_eq!(row.text.as_deref(), Some(WORDS), "{}", lead.name());
        assert_eq!(row.receipt, Receipt::NotYetReceived);
    }
    assert!(ada.sees_concerns().is_empty(), "a coordinator is no lead");
    assert!(!ada.look().sequenced.spaces.contains_key(&concern));

    dora.acknowledges(concern);
    world.settles();
    let row = ben.sees_concern(concern);
    assert_eq!(row.receipt, Receipt::Received);
    assert_eq!(row.received[0].lead.id, dora.id());
    assert_eq!(row.text, None);
    assert!(ben.look().keyring.newest(concern).is_none());
    dora.is_refused(
        &Command::Concern(ConcernCommand::Acknowledge { space: concern }),
        "already-acknowledged",
    );
    ben.is_refused(
        &Command::Concern(ConcernCommand::Acknowledge { space: concern }),
        "wrong-role",
    );
    converge::everybody_agrees(&phones).unwrap();
}

#[test]
fn a_concern_survives_lost_answers_and_a_take_back() {
    let world = World::new();
    let phones = street(&world);
    let [_, ben, cleo, dora] = &phones;
    let old = world.copy_of(ben);
    ben.writes_a_page("something the server has and the phone forgets");
    ben.syncs();
    ben.is_set_back(&old);
    let concern = ben.raises_a_concern(WORDS);
    for _ in 0..4 {
        world.network.next_goes_wrong("Ben", Fault::LoseAnswer);
        world.network.next_goes_wrong("Ben", Fault::Nothing);
    }
    for _ in 0..5 {
        let _ = ben.tries_to_sync();
    }
    world.network.clear_up();
    world.settles();
    assert!(ben.look().needs_a_look().is_empty());
    for lead in [cleo, dora] {
        assert_eq!(lead.sees_concern(concern).text.as_deref(), Some(WORDS));
    }
    converge::everybody_agrees(&phones).unwrap();
}

#[test]
fn a_lead_shows_a_concern_to_a_new_lead_and_one_who_is_lead_no_more_gets_nothing_newer() {
    let world = World::new();
    let phones = street(&world);
    let [ada, ben, cleo, dora] = &phones;
    let concern = ben.raises_a_concern(WORDS);
    world.settles();
    cleo.is_refused(
        &Command::Concern(ConcernCommand::Share {
            space: concern,
            lead: ada.id(),
        }),
        "not-entitled",
    );
    ada.makes(ada, Role::Lead);
    world.settles();
    assert!(ada.sees_concerns().is_empty(), "not before a lead shows it");
    cleo.shares_a_concern(concern, ada);
    world.settles();
    assert_eq!(ada.sees_concern(concern).text.as_deref(), Some(WORDS));
    ada.takes_back(dora, Role::Lead);
    world.settles();
    assert!(!dora.look().sequenced.may_read(concern, dora.id()));
    ada.acknowledges(concern);
    world.settles();
    assert_eq!(ben.sees_concern(concern).receipt, Receipt::Received);
    assert_eq!(dora.sees_concern(concern).receipt, Receipt::NotYetReceived);
}

#[test]
fn without_a_lead_to_tell_a_concern_says_whom_to_turn_to() {
    let world = World::new();
    let [ada, ben] = world.neighbourhood(["Ada", "Ben"]);
    let raise = Command::Concern(ConcernCommand::Raise {
        text: WORDS.to_owned(),
        about: None,
        to: Vec::new(),
    });
    ben.is_refused(&raise, "no-lead");
    ada.makes(&ben, Role::Lead);
    world.settles();
    ben.is_refused(&raise, "no-lead");
    let _ = ada.raises_a_concern(WORDS);
}
