//! The harness does what it says: a fault befalls whom it names, when it is said, and nobody else.

use crate::{Fault, Weather, World, article};

#[test]
fn a_partition_cuts_only_the_phone_it_names() {
    let world = World::new();
    let [ada, ben, cleo] = world.neighbourhood(["Ada", "Ben", "Cleo"]);
    ben.goes_offline();
    ada.syncs();
    cleo.syncs();
    assert!(ben.fails_to_sync().contains("no connection"));
    ada.goes_offline();
    ben.comes_online();
    ben.syncs();
    assert!(ada.fails_to_sync().contains("no connection"));
}

#[test]
fn a_lost_request_never_reaches_the_server_and_a_lost_answer_has() {
    let world = World::new();
    let [ada, ben] = world.neighbourhood(["Ada", "Ben"]);
    let claim = ada.gave(&ben, 30);
    let before = world.network.served();
    world.network.next_goes_wrong("Ada", Fault::LoseRequest);
    let _ = ada.fails_to_sync();
    assert_eq!(world.network.served(), before);
    ben.syncs();
    assert!(ben.look().documents().is_empty(), "nothing has arrived");

    world.network.next_goes_wrong("Ada", Fault::LoseAnswer);
    let _ = ada.fails_to_sync();
    ben.syncs();
    assert_eq!(ben.sees_claim(&claim).minutes, 30);
    assert_eq!(ada.look().unsent(), 1);
}

#[test]
fn a_fault_befalls_one_request_of_one_phone() {
    let world = World::new();
    let [ada, ben] = world.neighbourhood(["Ada", "Ben"]);
    world.network.next_goes_wrong("Ada", Fault::LoseRequest);
    ben.syncs();
    let _ = ada.fails_to_sync();
    ada.syncs();
}

#[test]
fn a_doubled_request_is_served_twice() {
    let world = World::new();
    let [ada] = world.neighbourhood(["Ada"]);
    let before = world.network.served();
    world.network.next_goes_wrong("Ada", Fault::Twice);
    ada.syncs();
    assert_eq!(world.network.served(), before + 2);
}

#[test]
fn a_late_request_arrives_when_it_is_let_and_only_once() {
    let world = World::new();
    let [ada, ben] = world.neighbourhood(["Ada", "Ben"]);
    let claim = ada.gave(&ben, 30);
    world.network.next_goes_wrong("Ada", Fault::Late);
    let _ = ada.fails_to_sync();
    ben.syncs();
    assert!(ben.look().documents().is_empty());
    assert_eq!(world.network.late_ones_arrive(), 1);
    assert_eq!(world.network.late_ones_arrive(), 0);
    ben.syncs();
    assert_eq!(ben.sees_claim(&claim).minutes, 30);
}

#[test]
fn a_restarted_server_knows_what_it_knew() {
    let world = World::new();
    let [ada, ben] = world.neighbourhood(["Ada", "Ben"]);
    let claim = ada.gave(&ben, 30);
    ada.syncs();
    let address = world.address();
    world.server_restarts();
    assert_eq!(world.address(), address, "it has the same key");
    ben.syncs();
    assert_eq!(ben.sees_claim(&claim).minutes, 30);
}

#[test]
fn a_server_set_back_has_forgotten_what_came_after_the_copy() {
    let world = World::new();
    let [ada, _ben] = world.neighbourhood(["Ada", "Ben"]);
    let old = world.server_copy();
    let _ = ada.gave(&_ben, 30);
    ada.syncs();
    world.server_is_set_back(&old);
    let newcomer = world.phone("Cleo");
    newcomer.joins(&ada.invites());
    // Whoever knew nothing of the lost part learns nothing of it from the server.
    let _ = newcomer.tries_to_sync();
    assert!(newcomer.look().documents().is_empty());
}

#[test]
fn a_phone_set_back_has_forgotten_what_came_after_the_copy() {
    let world = World::new();
    let [ada, ben] = world.neighbourhood(["Ada", "Ben"]);
    let old = world.copy_of(&ada);
    let _ = ada.gave(&ben, 30);
    assert_eq!(ada.look().unsent(), 1);
    ada.is_set_back(&old);
    assert_eq!(ada.look().unsent(), 0);
    assert!(ada.look().documents().is_empty());
}

#[test]
fn a_killed_phone_keeps_what_it_had_committed() {
    let world = World::new();
    let [ada, ben] = world.neighbourhood(["Ada", "Ben"]);
    let claim = ada.gave(&ben, 30);
    ada.is_killed_and_reopened();
    assert_eq!(ada.sees_claim(&claim).minutes, 30);
    assert_eq!(ada.look().unsent(), 1);
}

#[test]
fn a_clone_is_another_phone_with_the_same_person_on_it() {
    let world = World::new();
    let [ada, ben] = world.neighbourhood(["Ada", "Ben"]);
    let twin = world.clone_of(&ada, "Ada's other");
    assert_eq!(twin.id(), ada.id());
    let _ = twin.gave(&ben, 30);
    assert_eq!((twin.look().unsent(), ada.look().unsent()), (1, 0));
}

#[test]
fn the_same_seed_lives_the_same_life() {
    let life = |seed| {
        let world = World::of(seed);
        let [ada, ben] = world.neighbourhood(["Ada", "Ben"]);
        world.network.weather(Weather {
            lose_request: 30,
            lose_answer: 30,
            ..Weather::default()
        });
        let _ = ada.opens_a_round("October", &[article("rice", 6, 180)]);
        for _ in 0..4 {
            let _ = ada.tries_to_sync();
            let _ = ben.tries_to_sync();
        }
        (world.network.served(), crate::converge::shared(&ben))
    };
    assert_eq!(life(5), life(5));
    assert_ne!(life(5).1, life(6).1);
}

#[test]
fn disagreement_is_noticed() {
    let world = World::new();
    let phones = world.neighbourhood(["Ada", "Ben"]);
    phones[0].writes_a_page("I have a ladder");
    let unsent = crate::converge::everybody_agrees(&phones).unwrap_err();
    assert!(unsent.contains("unsent"), "{unsent}");
    phones[0].syncs();
    let lacking = crate::converge::everybody_agrees(&phones).unwrap_err();
    assert!(lacking.contains("Ben lacks"), "{lacking}");
    phones[1].syncs();
    phones[0].writes_a_page("I have two ladders");
    phones[0].syncs();
    let differs = crate::converge::everybody_agrees(&phones).unwrap_err();
    assert!(differs.contains("differ"), "{differs}");
    phones[1].syncs();
    crate::converge::everybody_agrees(&phones).unwrap();
}
