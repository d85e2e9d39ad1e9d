//! Job `guard`: microseconds per honest change, with the index in memory, the phone's and the
//! server's; and milliseconds to verify a first sync of 3,000 changes, one signature a device.

use crate::figures::{Figures, KITH};
use crate::fixture::Fixture;
use kith_core::store::history::History;
use kith_core::store::{changes, feeds, members, open, stretches};
use kith_domain::change::Spelled;
use kith_domain::document::DocumentName;
use kith_domain::guard::{CatchUnwind, Checked, Index, MemoryIndex, Submission, check};
use kith_domain::ids::{CommunityId, DocumentId};
use kith_domain::roster::Rosters;
use kith_server::store::changes as changes_of_server;
use kith_server::store::{Rows, Store};
use rusqlite::Connection;
use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt::Debug;
use std::time::Instant;

const JOB: &str = "guard";

/// Judges every change of the fixture again, in the order the phone learnt of them.
pub fn run(fixture: &Fixture, figures: &mut Figures) {
    let copy = fixture.phone.copy_to(&fixture.folder.path().join("guard"));
    let held = open::open(&copy.0).expect("the phone's database opens").db;
    let id = fixture.community;
    let row = members::all(&held).expect("memberships read").remove(0);
    let rosters = members::rosters(&held, id, &row.founded).expect("the rosters read");
    let fed = changes::acknowledged(&held, id).expect("the changes read");

    let fresh = fixture.folder.path().join("guard-index");
    let mut phone = open::open(&fresh).expect("a fresh database opens").db;
    let db = phone.transaction().expect("a transaction begins");
    let (_store, server) = Store::open(&fixture.folder.path().join("guard-server.sqlite"))
        .expect("a fresh server database opens");
    server.execute_batch("BEGIN").expect("a transaction begins");
    let rows = Rows {
        db: &server,
        community: 1,
    };
    let server_held = RefCell::default();
    let mut names: HashMap<DocumentId, DocumentName> = HashMap::new();
    let mut memory: HashMap<DocumentId, MemoryIndex> = HashMap::new();
    let mut histories: HashMap<DocumentId, History> = HashMap::new();
    let mut judging = 0.0;
    for change in &fed {
        let name = names.entry(change.document).or_insert_with(|| {
            let name = changes::document_name(&held, id, change.document);
            let (name, _) = name.expect("names read").expect("its document is named");
            changes::name_document(&db, id, &name, true).expect("a name is kept");
            rows.add_document(&name).expect("a name is kept");
            name
        });
        let submission = Submission {
            document: change.document,
            kind: name.kind(),
            device: change.device,
            member: rosters.devices[&change.device].member,
            n: change.n,
            bytes: &change.bytes,
        };
        let in_memory = memory.entry(change.document).or_default();
        let (checked, us) = judge(&submission, in_memory);
        figures.note(JOB, KITH, "us", us);
        in_memory.admit(&checked, change.device, change.n);
        let document = change.document;
        let history = histories
            .entry(document)
            .or_insert_with(|| History::new(document));
        let (checked, us) = judge(&submission, &history.sequenced());
        figures.note(JOB, KITH, "phone_us", us);
        judging += us;
        let begun = Instant::now();
        let spelled = Spelled::read(document, &change.bytes).expect("an honest change reads");
        history.push(&spelled, checked, false);
        let now = stretches::now(&db).expect("the database reads");
        stretches::add(&db, id, document, &[(now, &spelled)]).expect("it is kept");
        figures.note(
            JOB,
            KITH,
            "phone_insert_us",
            begun.elapsed().as_secs_f64() * 1e6,
        );
        let index = changes_of_server::DocumentIndex {
            rows,
            document: change.document,
            held: &server_held,
        };
        let (checked, us) = judge(&submission, &index);
        figures.note(JOB, KITH, "server_us", us);
        let begun = Instant::now();
        let mut in_memory = server_held.borrow_mut();
        rows.add_change(name.space, change, &checked, &mut in_memory)
            .expect("it is kept");
        figures.note(
            JOB,
            KITH,
            "server_insert_us",
            begun.elapsed().as_secs_f64() * 1e6,
        );
    }
    db.commit().expect("all is kept");
    let per_change = judging / fed.len() as f64;
    let heads = verify_heads(&held, id, &rosters);
    figures.note(JOB, KITH, "verify_3000_ms", per_change * 3.0 + heads);
}

/// Milliseconds to verify the last head of every feed.
fn verify_heads(held: &Connection, id: CommunityId, rosters: &Rosters) -> f64 {
    let mut heads = Vec::new();
    for (space, device, n, _) in feeds::feeds(held, id).expect("the feeds read") {
        let head = feeds::head_at(held, id, (space, device), n).expect("the heads read");
        heads.push((
            head.expect("a feed ends in a head"),
            rosters.devices[&device].key,
        ));
    }
    let begun = Instant::now();
    let hold = heads.iter().all(|(head, key)| head.is_signed_by(id, key));
    assert!(hold, "every head holds");
    begun.elapsed().as_secs_f64() * 1e3
}

fn judge<I: Index<Error: Debug>>(submission: &Submission<'_>, index: &I) -> (Checked, f64) {
    let begun = Instant::now();
    let verdict = check(submission, index, &CatchUnwind);
    let us = begun.elapsed().as_secs_f64() * 1e6;
    let checked = verdict.expect("the index reads");
    (checked.expect("an honest change passes"), us)
}
