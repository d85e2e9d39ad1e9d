//! Databases of earlier schemas, and stretches read back.

use super::history::History;
use super::{changes, open, stretches};
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
    let id = name().id();
    let mut document = Document::new(id).unwrap();
    let mut write = |n: u32| {
        let key = FactKey::new(MemberId([4; 10]), "question", format!("about-{}", n % 2));
        let facts = [(key, Value::Clear(format!("{{\"n\":{n}}}")))];
        let bytes = document.put(Actor::new(DEVICE, [0; 4]), n, &facts, None);
        Spelled::read(id, &bytes.unwrap().unwrap()).unwrap()
    };
    vec![write(1), write(2), write(5)]
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
