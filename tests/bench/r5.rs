//! Job `r5`: from a cold start to the first screen, and from an action to its being durable.
//!
//! The physical limit beside it is what SQLite needs, on the same disk in the same seconds, to insert
//! one row of a change's size as the phone's own settings ask: WAL and `synchronous=FULL`.
//!
//! People act on what they look at, so the round is opened before the clock starts, as the apps do;
//! `unopened` is the same in a round that nobody has opened since the app was.

use crate::figures::{Figures, KITH, at, ms};
use crate::fixture::Fixture;
use crate::phone::pledge;
use kith_core::query::Part;
use rusqlite::Connection;
use std::time::Instant;

const JOB: &str = "r5";
/// Actions in one run.
const ACTIONS: usize = 200;
/// Rows of a long list that apps ask for at a time.
const LIST_PAGE: u32 = 50;
/// Bytes of the bare row: about a change.
const ROW: usize = 250;

/// Runs it.
pub fn run(fixture: &Fixture, runs: usize, figures: &mut Figures) {
    let mut note = |name, value| figures.note(JOB, KITH, name, value);
    let home = fixture.phone.copy_to(&fixture.folder.path().join("r5"));
    for _ in 0..runs {
        let begun = Instant::now();
        let app = home.open();
        note("open_ms", ms(begun));
        let begun = Instant::now();
        let screen = app.home(fixture.community).expect("the phone reads");
        note("first_screen_ms", ms(begun));
        assert_eq!(
            screen.closing.total, fixture.shape.documents,
            "all is there"
        );
        let begun = Instant::now();
        let page = app.some_rounds(fixture.community, Part::first(LIST_PAGE));
        note("list_page_ms", ms(begun));
        let total = page.expect("the phone reads").total;
        assert_eq!(total, fixture.shape.documents, "all is there");
        let begun = Instant::now();
        let rounds = app.rounds(fixture.community).expect("the phone reads");
        note("all_rounds_ms", ms(begun));
        let round = &rounds[rounds.len() / 2].name;
        let begun = Instant::now();
        let opened = app
            .round(fixture.community, round)
            .expect("the phone reads");
        note("one_round_ms", ms(begun));
        let articles = opened.expect("it is there").articles.len();
        assert_eq!(articles, fixture.shape.lines, "it is whole");
    }

    let app = home.open();
    let bare = bare(fixture);
    let row = vec![7_u8; ROW];
    for run in 0..runs {
        let (mut actions, mut unopened) = (Vec::new(), Vec::new());
        let mut inserts = Vec::new();
        for action in 0..ACTIONS {
            let order = &fixture.orders[(action * 7) % fixture.orders.len()];
            let line = action % order.articles.len();
            let numbers = fixture
                .shape
                .edited(order.number, run * ACTIONS + action + 1);
            let open = action % 2 == 0;
            if open {
                let screen = app.round(fixture.community, &order.name);
                screen.expect("the phone reads").expect("it is there");
            }
            let begun = Instant::now();
            pledge(&app, fixture.community, order, line, numbers);
            let took = ms(begun);
            (if open { &mut actions } else { &mut unopened }).push(took);
            let begun = Instant::now();
            bare.execute("INSERT INTO fact (value) VALUES (?1)", [&row])
                .expect("a row goes in");
            inserts.push(ms(begun));
        }
        note("action_p50_ms", at(&actions, 50));
        note("action_p99_ms", at(&actions, 99));
        note("unopened_p50_ms", at(&unopened, 50));
        note("bare_p50_ms", at(&inserts, 50));
        note("bare_p99_ms", at(&inserts, 99));
        note("action_to_bare", at(&actions, 50) / at(&inserts, 50));
    }
}

fn bare(fixture: &Fixture) -> Connection {
    let db = Connection::open(fixture.folder.path().join("bare.db")).expect("a database opens");
    db.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         CREATE TABLE fact (id INTEGER PRIMARY KEY, value BLOB NOT NULL);",
    )
    .expect("it takes its settings");
    db
}
