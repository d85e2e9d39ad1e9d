//! Stories of one document on one phone.

use super::*;
use crate::ids::MemberId;

const DOC: DocumentId = DocumentId([7; 16]);

fn actor(device: u8) -> Actor {
    Actor::new(DeviceTag([device; 6]), [1; 4])
}

fn pledge(member: u8, subject: &str, text: &str) -> (FactKey, Value) {
    let key = FactKey::new(MemberId([member; 10]), "pledge", subject);
    (key, Value::Clear(text.to_owned()))
}

#[test]
fn a_new_document_has_the_genesis_change_as_its_head() {
    let doc = Document::new(DOC).unwrap();
    assert_eq!(doc.heads(), [genesis_hash(DOC)]);
    assert!(doc.facts().unwrap().is_empty());
}

#[test]
fn stating_what_stands_makes_no_change_and_leaves_the_document_savable() {
    let mut doc = Document::new(DOC).unwrap();
    let fact = [pledge(1, "flour", "2")];
    assert!(doc.put(actor(1), 1, &fact, None).unwrap().is_some());
    assert!(doc.put(actor(2), 1, &fact, None).unwrap().is_none());
    assert!(doc.put(actor(2), 1, &[], None).unwrap().is_none());
    let again = Document::load(DOC, Some(&doc.save()), &[]).unwrap();
    assert_eq!(again.heads(), doc.heads());
}

#[test]
fn snapshot_and_tail_open_as_the_document_they_came_from() {
    let mut doc = Document::new(DOC).unwrap();
    doc.put(actor(1), 1, &[pledge(1, "flour", "2")], None)
        .unwrap();
    let snapshot = doc.save();
    let tail: Vec<_> = (3..7)
        .map(|n| {
            let fact = [pledge(1, "flour", &n.to_string())];
            doc.put(actor(1), n, &fact, None).unwrap().unwrap()
        })
        .collect();
    let tail: Vec<_> = tail.iter().map(Vec::as_slice).collect();
    let again = Document::load(DOC, Some(&snapshot), &tail).unwrap();
    assert_eq!(again.heads(), doc.heads());
    assert_eq!(again.facts().unwrap(), doc.facts().unwrap());

    // A tail that the snapshot holds already changes nothing.
    let overlap = Document::load(DOC, Some(&again.save()), &tail).unwrap();
    assert_eq!(overlap.heads(), doc.heads());

    let gap = Document::load(DOC, Some(&snapshot), &tail[1..]);
    assert!(matches!(gap, Err(DocumentError::MissingDeps(_))));
    let other = Document::load(DocumentId([8; 16]), Some(&snapshot), &[]);
    assert!(matches!(other, Err(DocumentError::OtherDocument)));
}

#[test]
fn changes_with_a_gap_before_them_are_not_taken() {
    let mut ann = Document::new(DOC).unwrap();
    ann.put(actor(1), 1, &[pledge(1, "flour", "2")], None)
        .unwrap();
    let second = ann
        .put(actor(1), 2, &[pledge(1, "flour", "3")], None)
        .unwrap()
        .unwrap();
    let mut ben = Document::new(DOC).unwrap();
    let gap = ben.apply(&[&second]);
    assert!(matches!(gap, Err(DocumentError::MissingDeps(_))));
    assert_eq!(ben.heads(), [genesis_hash(DOC)]);
}

#[test]
fn a_seal_written_at_the_heads_of_the_screen_builds_on_exactly_those() {
    let mut doc = Document::new(DOC).unwrap();
    doc.put(actor(1), 1, &[pledge(1, "flour", "2")], None)
        .unwrap();
    let screen = doc.heads();
    doc.put(actor(2), 1, &[pledge(2, "flour", "5")], None)
        .unwrap();
    let seal = (
        FactKey::new(MemberId([1; 10]), "seal", "1"),
        Value::Clear("{}".to_owned()),
    );
    let bytes = doc
        .put(actor(1), 2, &[seal], Some(&screen))
        .unwrap()
        .unwrap();
    let change = Change::try_from(bytes.as_slice()).unwrap();
    assert_eq!(ours(change.deps()), screen);
    assert_eq!(doc.heads().len(), 2);
}

#[test]
fn a_screen_older_than_the_own_last_change_is_stale() {
    let mut doc = Document::new(DOC).unwrap();
    let screen = doc.heads();
    doc.put(actor(1), 1, &[pledge(1, "flour", "2")], None)
        .unwrap();
    // A fresh actor of the same device does not hide it.
    let fresh = Actor::new(DeviceTag([1; 6]), [2; 4]);
    let stale = doc.put(fresh, 2, &[pledge(1, "rice", "1")], Some(&screen));
    assert!(matches!(stale, Err(DocumentError::StaleScreen)));
    let unknown = doc.put(fresh, 2, &[], Some(&[ChangeHash([9; 32])]));
    assert!(matches!(unknown, Err(DocumentError::UnknownHeads)));
}

#[test]
fn above_two_hundred_heads_a_change_builds_on_the_own_last_and_199_others() {
    let mut doc = Document::new(DOC).unwrap();
    for device in 0..=230 {
        let mut other = Document::new(DOC).unwrap();
        let fact = [pledge(device, "flour", "1")];
        let bytes = other.put(actor(device), 1, &fact, None).unwrap().unwrap();
        doc.apply(&[&bytes]).unwrap();
    }
    assert_eq!(doc.heads().len(), 231);
    let own = doc.last_of(DeviceTag([230; 6])).unwrap();
    let bytes = doc
        .put(actor(230), 2, &[pledge(230, "flour", "2")], None)
        .unwrap()
        .unwrap();
    let change = Change::try_from(bytes.as_slice()).unwrap();
    assert_eq!(change.deps().len(), WRITE_HEADS);
    assert!(change.deps().contains(&own));
    assert_eq!(doc.heads().len(), 32);
    let again = Document::load(DOC, Some(&doc.save()), &[]).unwrap();
    assert_eq!(again.heads(), doc.heads());
}
