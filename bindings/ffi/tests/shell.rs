//! The objects as an app drives them: open, found, act, look, observe, sync, shut down.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)] // a test may

mod phones;

use kith_ffi::rounds::{Article, DeliveryBy, NewRound, Pledge};
use kith_ffi::{
    ChangeObserver, Community, Kith, KithError, LogLevel, LogSink, Page, SecureStore, ShellError,
};
use phones::{Keys, Phone, wait};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// As long as a test waits for what must come.
const SOON: Duration = Duration::from_secs(20);
const ALL: Page = Page {
    offset: 0,
    limit: 1_000,
};

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

/// An address where nobody answers.
fn nobody() -> String {
    let server = kith_domain::keys::Secret::from_seed(&[9; 32]).public();
    format!("http://127.0.0.1:9#{server}")
}

fn oats() -> Article {
    Article {
        name: "Oats".to_owned(),
        unit: "1 kg".to_owned(),
        case_size: 4,
        min_units: 0,
        net_e4: 13_000,
        vat_bp: 0,
        deposit_pence: 0,
        single_e4: None,
        category: String::new(),
        origin: String::new(),
        producer: String::new(),
        number: String::new(),
        note: None,
    }
}

fn november() -> NewRound {
    NewRound {
        title: "November wholefoods".to_owned(),
        supplier: "Medway".to_owned(),
        note: String::new(),
        minimum_pence: 0,
        delivery_pence: 500,
        delivery_by: DeliveryBy::GoodsValue,
        closes: "2026-11-28".parse().ok(),
        articles: vec![oats()],
    }
}

fn four() -> Pledge {
    Pledge {
        at_least: 0,
        want: 4,
        up_to: 4,
        cap_pence: None,
    }
}

fn founded(phone: &Phone) -> (Arc<Kith>, Arc<Community>) {
    let kith = phone.open();
    let community = wait(kith.found(nobody())).unwrap();
    (kith, community)
}

#[test]
fn a_newcomer_founds_opens_a_round_pledges_and_sees_the_bill() {
    let phone = Phone::new();
    let (kith, community) = founded(&phone);
    let name = wait(community.open_round(november())).unwrap();
    let round = wait(community.round(name.clone())).unwrap();
    let article = round.articles[0].id;
    let pledged = wait(community.pledge(name.clone(), article, four())).unwrap();
    assert!(pledged.changed);
    let page = wait(community.rounds(ALL)).unwrap();
    assert_eq!((page.total, page.rows.len()), (1, 1));
    assert!(page.revision >= pledged.revision);
    // 4 × £1.30 and £5.00 for delivery.
    assert_eq!(page.rows[0].own_pence, Some(1_020));
    assert_eq!(
        page.rows[0].sync.why,
        "Safe on this phone; it goes out at the next sync."
    );
    let rows = wait(kith.communities()).unwrap();
    assert_eq!((rows[0].id, rows[0].members), (community.id(), 1));
    assert!(wait(community.status()).unwrap().unsent > 0);
}

#[test]
fn a_round_is_sealed_over_what_the_screen_showed_and_no_later() {
    let phone = Phone::new();
    let (_kith, community) = founded(&phone);
    let name = wait(community.open_round(november())).unwrap();
    let shown = wait(community.round(name.clone())).unwrap();
    wait(community.seal_round(name.clone(), shown.heads)).unwrap();
    let late = wait(community.pledge(name.clone(), shown.articles[0].id, four()));
    let Err(KithError::Refused { code, reason }) = late else {
        panic!("{late:?}")
    };
    assert_eq!(code, "already-sealed");
    assert!(reason.contains("closed"), "{reason}");
}

#[test]
fn every_error_says_what_a_screen_must_know() {
    let phone = Phone::new();
    let (kith, community) = founded(&phone);
    let invalid = |result: Result<_, KithError>| match result {
        Err(KithError::Invalid { field, .. }) => field,
        other => panic!("{other:?}"),
    };
    let mut empty = november();
    empty.articles.clear();
    assert_eq!(invalid(wait(community.open_round(empty))), "articles");
    let nowhere = wait(kith.found("kith.example".to_owned())).map(|_| String::new());
    assert_eq!(invalid(nowhere), "server");
    let missing = wait(community.round("nobody/nothing".to_owned()));
    assert!(matches!(missing, Err(KithError::NotFound { id, .. }) if id == "nobody/nothing"));
    let link = wait(kith.look_at("https://example.org/hello".to_owned()));
    assert!(matches!(link, Err(KithError::Refused { code, .. }) if code == "bad-invite"));
    let stranger = kith.community("aaaaaaaaaaaaaaaaaaaaaaaaaa".parse().unwrap());
    let unknown = wait(stranger.rounds(ALL));
    assert!(
        matches!(unknown, Err(KithError::NotFound { id, .. }) if id == stranger.id().to_string())
    );
    let file = wait(kith.read_price_list(Vec::new()));
    assert!(matches!(file, Err(KithError::Invalid { field, .. }) if field == "file"));
    assert_eq!(
        kith_ffi::version::require_api(0),
        Err(KithError::UpdateNeeded)
    );
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
fn a_sync_with_nobody_there_is_offline_and_loses_nothing() {
    let phone = Phone::new();
    let (kith, community) = founded(&phone);
    let run = kith.sync().unwrap();
    assert_eq!(wait(run.finished()), Err(KithError::Offline));
    assert_eq!(wait(run.finished()), Err(KithError::Offline), "asked twice");
    assert!(run.progress().done);
    run.cancel();
    assert!(wait(community.status()).unwrap().unsent > 0);
}

#[test]
fn a_sync_that_hangs_is_cancelled_and_shutting_down_does_not_wait_for_it() {
    let phone = Phone::new();
    let kith = phone.open();
    // Accepts and never answers.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let server = kith_domain::keys::Secret::from_seed(&[9; 32]).public();
    let address = format!("http://{}#{server}", silent.local_addr().unwrap());
    wait(kith.found(address)).unwrap();
    let run = kith.sync().unwrap();
    let _connection = silent.accept().unwrap();
    assert!(!run.progress().done);
    run.cancel();
    assert!(wait(run.finished()).unwrap().cancelled);
    let second = kith.sync().unwrap();
    wait(kith.shut_down()).unwrap();
    assert!(wait(second.finished()).unwrap().cancelled);
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
fn the_first_screen_says_what_closes_next_and_what_lacks_to_fill_a_case() {
    let phone = Phone::new();
    let (_kith, community) = founded(&phone);
    wait(community.set_page("Asha".into(), String::new(), String::new())).unwrap();
    let mut later = november();
    later.closes = "2026-12-24".parse().ok();
    "Christmas".clone_into(&mut later.title);
    wait(community.open_round(later)).unwrap();
    let name = wait(community.open_round(november())).unwrap();
    let article = wait(community.round(name.clone())).unwrap().articles[0].id;
    let three = Pledge {
        want: 3,
        up_to: 3,
        ..four()
    };
    wait(community.pledge(name.clone(), article, three)).unwrap();
    let home = wait(community.home()).unwrap();
    let titles: Vec<_> = home
        .closing
        .iter()
        .filter_map(|r| r.title.as_deref())
        .collect();
    assert_eq!(titles, ["November wholefoods", "Christmas"]);
    assert_eq!(home.closing_total, 2);
    assert_eq!((home.short_total, home.short[0].missing_units), (1, 1));
    assert_eq!(home.short[0].name, "Oats");
    assert_eq!(home.me.name, "Asha");
    assert_eq!(home.line.why, "5 changes wait for a connection.");
    assert_eq!(
        (
            home.to_agree_total,
            home.to_visit_total,
            home.not_taken_total
        ),
        (0, 0, 0)
    );
}

#[test]
fn a_pledge_is_tried_before_it_is_made_and_nothing_is_written() {
    let phone = Phone::new();
    let (_kith, community) = founded(&phone);
    let name = wait(community.open_round(november())).unwrap();
    let article = wait(community.round(name.clone())).unwrap().articles[0].id;
    let before = wait(community.status()).unwrap();
    let effect = wait(community.pledge_effect(name.clone(), article, four())).unwrap();
    assert_eq!((effect.now.cases, effect.then.cases), (0, 1));
    assert_eq!((effect.now.allocated, effect.then.allocated), (0, 4));
    // 4 × £1.30 and £5.00 for delivery.
    assert_eq!((effect.now.own_pence, effect.then.own_pence), (0, 1_020));
    assert_eq!(wait(community.status()).unwrap(), before);
    wait(community.pledge(name.clone(), article, four())).unwrap();
    let page = wait(community.rounds(ALL)).unwrap();
    assert_eq!(
        page.rows[0].own_pence,
        Some(1_020),
        "what was tried is what came"
    );
    let twisted = Pledge {
        at_least: 9,
        ..four()
    };
    let refused = wait(community.pledge_effect(name, article, twisted));
    assert!(matches!(refused, Err(KithError::Invalid { field, .. }) if field == "pledge"));
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

#[test]
fn a_run_is_read_and_everything_is_taken_along() {
    let phone = Phone::new();
    let (kith, community) = founded(&phone);
    let nothing = wait(kith.read_run(b"<gpx></gpx>".to_vec(), 200));
    assert!(matches!(nothing, Err(KithError::Invalid { field, .. }) if field == "file"));
    wait(community.set_page("Asha".into(), String::new(), String::new())).unwrap();
    let folder = phone.home.path().join("mine").to_str().unwrap().to_owned();
    let tables = wait(community.take_along(kith_ffi::export::ExportForm::Tables, folder)).unwrap();
    assert_eq!(tables.len(), 5);
    assert!(
        tables
            .iter()
            .all(|file| std::path::Path::new(file).exists())
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
