//! Databases of earlier schemas, and stretches read back.

use super::history::History;
use super::{changes, compact, open, stretches};
use kith_domain::change::Spelled;
use kith_domain::document::{DocumentKind, DocumentName};
use kith_domain::fact::{FactKey, Value};
use kith_domain::ids::{Actor, CommunityId, DeviceTag, MemberId, SpaceId};
use kith_domain::write::Document;
use rusqlite::{Connection, params};

const COMMUNITY: CommunityId = CommunityId([1; 16]);
const DEVICE: DeviceTag = DeviceTag([2; 6]);

fn name() -> DocumentName {
    DocumentName::new(SpaceId([3; 16]), DocumentKind::Ledger, "2026-11")
}

/// Three changes of one device, as it writes them.
fn written() -> Vec<Spelled> {
    numbered([1, 2, 5])
}

/// Changes of one device with these numbers, as it writes them.
fn numbered(numbers: impl IntoIterator<Item = u32>) -> Vec<Spelled> {
    let id = name().id();
    let mut document = Document::new(id).unwrap();
    let write = |n: u32| {
        let key = FactKey::new(MemberId([4; 10]), "question", format!("about-{}", n % 2));
        let facts = [(key, Value::Clear(format!("{{\"n\":{n}}}")))];
        let bytes = document.put(Actor::new(DEVICE, [0; 4]), n, &facts, None);
        Spelled::read(id, &bytes.unwrap().unwrap()).unwrap()
    };
    numbers.into_iter().map(write).collect()
}

#[test]
fn a_database_of_the_first_schema_keeps_its_changes() {
    let folder = tempfile::tempdir().unwrap();
    let written = written();
    let old = Connection::open(folder.path().join("kith.db")).unwrap();
    old.execute_batch(include_str!("migrations/001_first.sql"))
        .unwrap();
    old.pragma_update(None, "user_version", 1).unwrap();
    let (community, document) = (COMMUNITY.as_bytes(), name().id());
    old.execute(
        "INSERT INTO document (community, id, space, kind, name, announced, heads)
         VALUES (?1, ?2, ?3, 'ledger', '2026-11', 1, x'')",
        params![community, document.as_bytes(), name().space.as_bytes()],
    )
    .unwrap();
    for (change, (arrived, outbox)) in written.iter().zip([(1, None), (2, None), (3, Some(7))]) {
        old.execute(
            "INSERT INTO change VALUES (?1, ?2, ?3, ?4, ?5, x'', 1, 1, x'', ?6, 0, 0, ?7, ?8)",
            params![
                community,
                document.as_bytes(),
                change.hash().as_bytes(),
                DEVICE.as_bytes(),
                change.parts().n,
                change.bytes(),
                arrived,
                outbox
            ],
        )
        .unwrap();
    }
    drop(old);

    let db = open::open(folder.path()).unwrap().db;
    let kept = stretches::of_document(&db, COMMUNITY, document).unwrap();
    let outboxes: Vec<_> = kept.iter().map(|kept| kept.outbox).collect();
    assert_eq!(outboxes, [None, None, Some(7)]);
    let changes: Vec<_> = kept.into_iter().map(|kept| kept.change).collect();
    assert_eq!(changes, written);
    let state = changes::state(&db, COMMUNITY, &name()).unwrap().unwrap();
    assert_eq!((state.ops.len(), state.heads.len()), (3, 1));
    let writers = changes::written_by(&db, COMMUNITY, &[DEVICE]).unwrap();
    assert!(writers.contains(&document));
}

#[test]
fn a_stretch_reads_back_in_the_order_its_changes_came() {
    let folder = tempfile::tempdir().unwrap();
    let db = open::open(folder.path()).unwrap().db;
    let (written, document) = (written(), name().id());
    let now = stretches::now(&db).unwrap();
    let [first, second, third] = written.as_slice() else {
        panic!("three changes");
    };
    stretches::add(
        &db,
        COMMUNITY,
        document,
        &[(now + 3, first), (now + 9, second)],
    )
    .unwrap();
    stretches::add_own(&db, COMMUNITY, third, 7).unwrap();
    let kept = stretches::of_document(&db, COMMUNITY, document).unwrap();
    let order: Vec<_> = kept.iter().map(|kept| kept.arrived - now).collect();
    assert_eq!(order[..2], [3, 9]);
    assert!(order[2] > 9);
    let all: Vec<_> = kept.into_iter().map(|kept| kept.change).collect();
    assert_eq!(all, written);
    let acknowledged = changes::acknowledged(&db, COMMUNITY).unwrap();
    let numbers: Vec<u32> = acknowledged.iter().map(|fed| fed.n).collect();
    assert_eq!(numbers, [1, 2]);

    let mut history = History::read(&db, COMMUNITY, document).unwrap();
    assert!(history.has(third.hash()));
    history.acknowledge(third.hash());
    let heads = history.state(&name()).heads;
    assert_eq!(heads, [third.hash()]);
}

/// A phone on which fifty changes came one by one, of which the server lacks the last ten.
fn loose(home: &std::path::Path) -> (Connection, Vec<Spelled>) {
    let db = open::open(home).unwrap().db;
    let (written, document) = (numbered(1..=50), name().id());
    changes::name_document(&db, COMMUNITY, &name(), true).unwrap();
    let (taken, waiting) = written.split_at(40);
    for change in taken {
        let now = stretches::now(&db).unwrap();
        stretches::add(&db, COMMUNITY, document, &[(now, change)]).unwrap();
    }
    for (change, item) in waiting.iter().zip(1..) {
        stretches::add_own(&db, COMMUNITY, change, item).unwrap();
    }
    (db, written)
}

/// What a document says, how many rows it lies in, and what waits: numbers of arrival and of the outbox.
type Lying = (Vec<String>, usize, Vec<(i64, Option<i64>)>);

fn lies(db: &Connection) -> Lying {
    let state = changes::state(db, COMMUNITY, &name()).unwrap().unwrap();
    let facts = state.ops.iter();
    let facts = facts.map(|op| format!("{} {:?} {:?}", op.key, op.id, op.change));
    let kept = stretches::of_document(db, COMMUNITY, name().id()).unwrap();
    let kept = kept.iter().map(|kept| (kept.arrived, kept.outbox));
    let rows = "SELECT count(*) FROM stretch";
    let rows = db.query_row(rows, [], |row| row.get(0)).unwrap();
    (facts.collect(), rows, kept.collect())
}

#[test]
fn what_lies_in_many_pieces_is_packed_and_says_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let (mut db, written) = loose(folder.path());
    let (facts, rows, kept) = lies(&db);
    assert_eq!(rows, 50);
    assert_eq!(compact::due(&db, COMMUNITY).unwrap(), [name().id()]);
    let tx = db.transaction().unwrap();
    compact::document(&tx, COMMUNITY, name().id()).unwrap();
    tx.commit().unwrap();
    drop(db);

    let db = open::open(folder.path()).unwrap().db;
    assert_eq!(lies(&db), (facts, 11, kept), "forty in one, ten that wait");
    assert!(compact::due(&db, COMMUNITY).unwrap().is_empty());
    let taken = changes::acknowledged(&db, COMMUNITY).unwrap();
    let bytes: Vec<&[u8]> = taken.iter().map(|fed| fed.bytes.as_slice()).collect();
    let before: Vec<&[u8]> = written[..40].iter().map(Spelled::bytes).collect();
    assert_eq!(bytes, before, "given back to the very bytes");
}

#[test]
fn a_phone_killed_while_packing_has_what_it_had() {
    let folder = tempfile::tempdir().unwrap();
    let (mut db, _) = loose(folder.path());
    let before = lies(&db);
    // So little memory that what is not committed reaches the files too.
    db.execute_batch("PRAGMA cache_size = 1; PRAGMA cache_spill = 1")
        .unwrap();
    let tx = db.transaction().unwrap();
    compact::document(&tx, COMMUNITY, name().id()).unwrap();
    let killed = tempfile::tempdir().unwrap();
    for file in ["kith.db", "kith.db-wal"] {
        std::fs::copy(folder.path().join(file), killed.path().join(file)).unwrap();
    }
    assert_ne!(lies(&tx), before, "it was under way");
    drop(tx);

    let db = open::open(killed.path()).unwrap().db;
    assert_eq!(lies(&db), before);
}

#[test]
fn what_comes_after_packing_comes_last() {
    let folder = tempfile::tempdir().unwrap();
    let db = open::open(folder.path()).unwrap().db;
    let (written, document) = (numbered(1..=40), name().id());
    for change in &written {
        let now = stretches::now(&db).unwrap();
        stretches::add(&db, COMMUNITY, document, &[(now, change)]).unwrap();
    }
    let next = stretches::now(&db).unwrap();
    compact::document(&db, COMMUNITY, document).unwrap();
    assert_eq!(stretches::now(&db).unwrap(), next);
}
