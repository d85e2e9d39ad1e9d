//! Opening, observing, giving up, shutting down: how long things last.

use crate::phones::{Keys, Phone, wait};
use crate::server::Server;
use crate::{ALL, SOON, founded, november};
use kith_ffi::{ChangeObserver, Kith, KithError, LogLevel, LogSink, SecureStore, ShellError};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Instant;

struct Locked;

impl SecureStore for Locked {
    fn get(&self, _: String) -> Result<Option<Vec<u8>>, ShellError> {
        Err(locked())
    }

    fn put(&self, _: String, _: Vec<u8>) -> Result<(), ShellError> {
        Err(locked())
    }
}

fn locked() -> ShellError {
    ShellError::Failed {
        reason: "the phone is locked".to_owned(),
    }
}

struct Ear(Mutex<Sender<u64>>);

impl Ear {
    fn new() -> (Arc<Self>, Receiver<u64>) {
        let (sender, heard) = channel();
        (Arc::new(Self(Mutex::new(sender))), heard)
    }
}

impl ChangeObserver for Ear {
    fn on_change(&self, revision: u64) -> Result<(), ShellError> {
        // Fails once nobody listens, as an app's exception would.
        self.0.lock().unwrap().send(revision).map_err(|_| locked())
    }
}

struct Lines(Mutex<Vec<String>>);

impl LogSink for Lines {
    fn log(&self, _: LogLevel, line: String) -> Result<(), ShellError> {
        self.0.lock().unwrap().push(line);
        Ok(())
    }
}

#[test]
fn a_folder_is_open_once_and_free_again_after_shutting_down() {
    let phone = Phone::new();
    let (kith, community) = founded(&phone);
    let second = phone.try_open().err();
    assert!(matches!(second, Some(KithError::Retry { code, .. }) if code == "locked"));
    wait(kith.shut_down()).unwrap();
    wait(kith.shut_down()).unwrap();
    assert_eq!(wait(community.rounds(ALL)), Err(KithError::Closed));
    assert!(matches!(kith.sync().err(), Some(KithError::Closed)));
    let again = phone.open();
    assert_eq!(wait(again.communities()).unwrap()[0].id, community.id());
}

#[test]
fn a_locked_secure_store_is_for_later_and_a_vanished_key_is_said() {
    let phone = Phone::new();
    let (kith, _) = founded(&phone);
    wait(kith.shut_down()).unwrap();
    let home = || phone.home.path().to_str().unwrap().to_owned();
    let locked = wait(Kith::open(home(), Arc::new(Locked), None)).err();
    assert!(matches!(locked, Some(KithError::Retry { code, .. }) if code == "secure-store"));
    let empty = wait(Kith::open(home(), Arc::new(Keys::default()), None)).err();
    assert!(matches!(empty, Some(KithError::KeyGone)));
}

#[test]
fn an_observer_hears_now_then_the_latest_and_nothing_once_cancelled() {
    let phone = Phone::new();
    let (kith, community) = founded(&phone);
    let (ear, heard) = Ear::new();
    let subscription = community.observe(ear).unwrap();
    let mut last = heard.recv_timeout(SOON).unwrap();
    let begun = Instant::now();
    let mut outcome =
        wait(community.set_page("Asha".into(), String::new(), String::new())).unwrap();
    for n in 0..40 {
        let about = format!("line {n}");
        outcome = wait(community.set_page("Asha".into(), String::new(), about)).unwrap();
    }
    let took = begun.elapsed();
    let mut calls = 0;
    while last < outcome.revision {
        let next = heard.recv_timeout(SOON).unwrap();
        assert!(next > last, "revisions rise");
        last = next;
        calls += 1;
    }
    assert!(
        calls <= 2 + took.as_millis() / 60,
        "{calls} calls in {took:?}"
    );
    assert_eq!(subscription.revision(), last);
    subscription.cancel();
    wait(community.set_page("Asha B".into(), String::new(), String::new())).unwrap();
    // Whatever was under way has ended when the phone is shut down.
    wait(kith.shut_down()).unwrap();
    assert!(heard.try_recv().is_err());
    assert!(!subscription.is_active());
}

#[test]
fn an_observer_that_fails_is_told_again() {
    let phone = Phone::new();
    let (_kith, community) = founded(&phone);
    let (deaf, heard) = Ear::new();
    drop(heard);
    let failing = community.observe(deaf).unwrap();
    let page = wait(community.set_page("Asha".into(), String::new(), String::new())).unwrap();
    let begun = Instant::now();
    while failing.revision() < page.revision {
        assert!(begun.elapsed() < SOON, "the second change was never told");
        std::thread::yield_now();
    }
    assert!(failing.is_active());
}

#[test]
fn giving_up_on_a_command_leaves_it_whole() {
    let phone = Phone::new();
    let (_kith, community) = founded(&phone);
    for _ in 0..20 {
        let mut open = Box::pin(community.open_round(november()));
        // Polled once, so that it is under way, then dropped as a cancelled coroutine drops it.
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        let _ = open.as_mut().poll(&mut context);
        drop(open);
    }
    // Work is done in the order of the lock, so this one may come before; the sum is what counts.
    let begun = Instant::now();
    while wait(community.rounds(ALL)).unwrap().total < 20 {
        assert!(begun.elapsed() < SOON, "a command was lost");
    }
    let page = wait(community.rounds(ALL)).unwrap();
    assert_eq!(page.total, 20);
    assert!(
        page.rows
            .iter()
            .all(|row| row.articles == 1 && row.title.is_some())
    );
}

#[test]
fn the_log_reaches_the_sink() {
    let phone = Phone::new();
    let lines = Arc::new(Lines(Mutex::default()));
    let home = phone.home.path().to_str().unwrap().to_owned();
    let kith = wait(Kith::open(home, phone.keys.clone(), Some(lines.clone()))).unwrap();
    wait(kith.communities()).unwrap();
    assert!(
        lines
            .0
            .lock()
            .unwrap()
            .iter()
            .any(|line| line.contains("opened"))
    );
}

#[test]
fn what_an_app_lets_go_of_is_gone() {
    let phone = Phone::new();
    let (kith, community) = founded(&phone);
    let begun = Instant::now();
    while kith.objects() > 2 {
        assert!(begun.elapsed() < SOON, "the phone and one community");
    }
    for _ in 0..1_000 {
        let (ear, _heard) = Ear::new();
        kith.community(community.id())
            .observe(ear)
            .unwrap()
            .cancel();
    }
    let begun = Instant::now();
    while kith.objects() > 2 {
        assert!(
            begun.elapsed() < SOON,
            "{} objects are left",
            kith.objects()
        );
        std::thread::yield_now();
    }
}

#[test]
fn where_to_be_woken_outlives_the_app_until_the_server_has_heard() {
    let (phone, server) = (Phone::new(), Server::start());
    let kith = phone.open();
    let community = wait(kith.found(server.address.clone())).unwrap().id();
    let endpoint = "https://push.example/up?id=7".to_owned();
    wait(kith.wake_at(Some(endpoint.clone()))).unwrap();
    let wrong = wait(kith.wake_at(Some("push.example".to_owned())));
    assert!(matches!(wrong, Err(KithError::Invalid { field, .. }) if field == "endpoint"));
    wait(kith.shut_down()).unwrap();

    let kith = phone.open();
    let wakes = wait(kith.wakes()).unwrap();
    assert_eq!(wakes.endpoint, Some(endpoint));
    assert_eq!(wakes.registered, []);
    wait(kith.sync().unwrap().finished()).unwrap();
    assert_eq!(wait(kith.wakes()).unwrap().registered, [community]);
    let inside = "https://192.168.1.1/up".to_owned();
    wait(kith.wake_at(Some(inside))).unwrap();
    assert_eq!(wait(kith.wakes()).unwrap().registered, []);
    wait(kith.sync().unwrap().finished()).unwrap();
    assert_eq!(wait(kith.wakes()).unwrap().refused, [community]);
}

#[test]
fn what_was_typed_and_how_the_app_is_wanted_outlive_the_app() {
    let phone = Phone::new();
    let (kith, community) = founded(&phone);
    let (form, typed) = ("visit/today", "{\"words\":\"tea and the crossw");
    wait(community.keep_draft(form.into(), typed.into())).unwrap();
    let mut wanted = wait(kith.settings()).unwrap();
    assert_eq!(
        (wanted.language.as_deref(), wanted.text_percent),
        (None, 100)
    );
    wanted.language = Some("cy".to_owned());
    wanted.text_percent = 200;
    wait(kith.keep_settings(wanted.clone())).unwrap();
    wanted.text_percent = 5;
    let small = wait(kith.keep_settings(wanted.clone()));
    assert!(matches!(small, Err(KithError::Invalid { field, .. }) if field == "text_percent"));
    wait(kith.shut_down()).unwrap();

    let kith = phone.open();
    let community = kith.community(community.id());
    assert_eq!(
        wait(community.draft(form.into())).unwrap().as_deref(),
        Some(typed)
    );
    assert_eq!(wait(community.drafts()).unwrap()[0].form, form);
    assert!(wait(community.drop_draft(form.into())).unwrap());
    assert_eq!(wait(community.draft(form.into())).unwrap(), None);
    assert_eq!(
        wait(kith.settings()).unwrap().language.as_deref(),
        Some("cy")
    );
}
