//! A phone that sleeps is woken when there is something to read, by a message that says nothing.

use kith_server::Reach;
use kith_server::push_service::PushService;
use kith_tests::World;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};

/// A push service on this machine: where it stands, and what was posted there.
fn push_service() -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/up/ada", listener.local_addr().unwrap());
    let (keep, posted) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let (mut stream, mut head) = (stream.unwrap(), Vec::new());
            while !head.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                stream.read_exact(&mut byte).unwrap();
                head.push(byte[0]);
            }
            let answer = b"HTTP/1.1 201 Created\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
            stream.write_all(answer).unwrap();
            keep.send(String::from_utf8(head).unwrap()).unwrap();
        }
    });
    (url, posted)
}

/// The server wakes whoever is due; how many that were.
fn wakes(world: &World) -> usize {
    let server = world.network.house(|house| house.server());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let service = PushService::new(Reach::Anywhere).unwrap();
    runtime.block_on(service.wake_all(&server))
}

#[test]
fn ada_says_where_she_is_woken_and_one_wake_up_comes_until_she_syncs() {
    let world = World::new();
    let [ada, ben] = world.neighbourhood(["Ada", "Ben"]);
    let (url, posted) = push_service();
    assert_eq!(wakes(&world), 0, "nobody asked for it");
    ada.goes_offline();
    ada.app().wake_at(Some(&url)).unwrap();
    ada.tries_to_sync();
    let told = ada.app().wakes().unwrap();
    assert_eq!(told.endpoint.as_deref(), Some(url.as_str()));
    assert_eq!(told.registered, [], "nobody has heard yet");
    ada.is_killed_and_reopened();
    ada.comes_online();
    ada.syncs();
    assert_eq!(ada.app().wakes().unwrap().registered, [ada.community()]);
    let before = world.network.served();
    ada.syncs();
    assert_eq!(world.network.served(), before + 1, "it is said once");
    assert_eq!(wakes(&world), 0);
    ben.writes_a_page("a first line");
    ben.writes_a_page("a second line");
    ben.syncs();
    assert_eq!(wakes(&world), 1);
    assert!(posted.recv().unwrap().ends_with("\r\n\r\n"), "no body");
    ben.writes_a_page("a third line");
    ben.syncs();
    assert_eq!(wakes(&world), 0, "Ada was woken and has not come yet");
    ada.syncs();
    world.days_pass(1);
    ben.writes_a_page("a fourth line");
    ben.syncs();
    assert_eq!(wakes(&world), 1);
    ada.app().wake_at(None).unwrap();
    ada.syncs();
    world.days_pass(1);
    ben.writes_a_page("a fifth line");
    ben.syncs();
    assert_eq!(wakes(&world), 0, "she took it back");
    assert_eq!(
        ada.app().wakes().unwrap(),
        kith_core::sync::Wakes::default()
    );
    assert_eq!(posted.try_iter().count(), 1);
}

#[test]
fn an_endpoint_is_named_again_every_week() {
    let world = World::new();
    let [ada] = world.neighbourhood(["Ada"]);
    ada.app().wake_at(Some("https://push.example/up")).unwrap();
    ada.syncs();
    // The ask with an old token, two requests for a new one, the ask again; and then the endpoint.
    for (days, requests) in [(6, 4), (1, 5), (6, 4)] {
        world.days_pass(days);
        let before = world.network.served();
        ada.syncs();
        assert_eq!(world.network.served() - before, requests);
    }
    let wrong = ada.app().wake_at(Some("not an address"));
    assert!(wrong.is_err());
    assert_eq!(ada.app().wakes().unwrap().registered.len(), 1);
}
