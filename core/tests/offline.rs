//! One phone without a network: what it does is durable, shown, and survives being killed between
//! any two calls.

#![allow(clippy::unwrap_used)] // a test may

use kith_core::App;
use kith_core::ambient::Scripted;
use kith_core::secure::FileStore;
use kith_domain::command::Command;
use kith_domain::ids::CommunityId;
use kith_domain::round::schema::Article;
use kith_domain::round::{DeliveryBy, RoundCommand};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A folder that goes when the test ends.
struct Home(PathBuf);

impl Home {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("kith-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        Self(path)
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn phone(home: &Path) -> App {
    let ambient = Arc::new(Scripted::new(1_790_000_000, "offline test"));
    App::open(home, ambient, Arc::new(FileStore::new(home.join("keys")))).unwrap()
}

fn address() -> String {
    let server = kith_domain::keys::Secret::from_seed(&[9; 32]).public();
    format!("http://127.0.0.1:9#{server}")
}

fn oats() -> Article {
    serde_json::from_str(r#"{"v":1,"name":"Oats","unit":"1 kg","case_size":4,"net_e4":13000}"#)
        .unwrap()
}

fn open() -> Command {
    Command::Round(RoundCommand::Open {
        title: "November wholefoods".into(),
        supplier: "Medway".into(),
        note: String::new(),
        minimum_pence: 0,
        delivery_pence: 500,
        delivery_by: DeliveryBy::GoodsValue,
        closes: None,
        articles: vec![oats()],
    })
}

fn founded(home: &Path) -> (App, CommunityId) {
    let app = phone(home);
    let community = app.found(&address()).unwrap();
    (app, community)
}

#[test]
fn a_round_opened_offline_is_there_after_a_kill_and_rebuilds_to_the_same() {
    let home = Home::new("offline-round");
    let (app, community) = founded(&home.0);
    let done = app.execute(community, &open()).unwrap();
    assert!(done.changed && done.made.is_some());
    drop(app);
    let app = phone(&home.0);
    assert_eq!(app.rebuild().unwrap(), 1);
}

#[test]
fn a_folder_is_one_phone_at_a_time() {
    let home = Home::new("offline-lock");
    let (_app, _) = founded(&home.0);
    let ambient = Arc::new(Scripted::new(0, "second"));
    let second = App::open(
        &home.0,
        ambient,
        Arc::new(FileStore::new(home.0.join("keys"))),
    );
    assert_eq!(second.err().map(|e| e.code()), Some("locked"));
}

#[test]
fn a_vanished_key_is_said_and_nothing_is_touched() {
    let home = Home::new("offline-key");
    let (app, _) = founded(&home.0);
    drop(app);
    std::fs::remove_dir_all(home.0.join("keys")).unwrap();
    let ambient = Arc::new(Scripted::new(0, "x"));
    let again = App::open(
        &home.0,
        ambient,
        Arc::new(FileStore::new(home.0.join("keys"))),
    );
    assert_eq!(again.err().map(|e| e.code()), Some("key-gone"));
    assert!(home.0.join("kith.db").exists());
}

#[test]
fn a_corrupt_database_is_moved_aside_and_never_deleted() {
    let home = Home::new("offline-corrupt");
    std::fs::create_dir_all(&home.0).unwrap();
    std::fs::write(
        home.0.join("kith.db"),
        b"this is no database, but somebody's work",
    )
    .unwrap();
    let app = phone(&home.0);
    drop(app);
    let aside = std::fs::read(home.0.join("kith.corrupt-1.db")).unwrap();
    assert_eq!(aside, b"this is no database, but somebody's work");
}
