//! Stories of one document on one phone.

use super::*;
use crate::change::Spelled;
use crate::guard::{self, ChangeMeta, Checked, Index, MemoryIndex, OpMeta, Put, Stand, Writer};
use crate::ids::MemberId;
use crate::limits;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::convert::Infallible;

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

/// A document as a phone has it: what is spelled here is held to what Automerge writes.
#[derive(Debug, Clone)]
struct Phone {
    actor: Actor,
    n: u32,
    doc: Document,
    index: MemoryIndex,
    changes: Vec<(Checked, DeviceTag, u32, Vec<u8>)>,
    heads: BTreeSet<ChangeHash>,
    screens: Vec<Vec<ChangeHash>>,
}

impl Index for Phone {
    type Error = Infallible;

    fn change(&self, hash: &ChangeHash) -> Result<Option<ChangeMeta>, Infallible> {
        self.index.change(hash)
    }

    fn op(&self, op: &OpId) -> Result<Option<OpMeta>, Infallible> {
        self.index.op(op)
    }

    fn stand(&self, writer: &Writer) -> Result<Stand, Infallible> {
        self.index.stand(writer)
    }
}

impl Ground for Phone {
    fn heads(&self) -> Vec<ChangeHash> {
        self.heads.iter().copied().collect()
    }

    fn last_of(&self, device: DeviceTag) -> Option<ChangeHash> {
        self.index.last_of_device(device).map(|(_, hash)| hash)
    }

    fn last_by(&self, actor: Actor) -> Option<ChangeHash> {
        self.index.last_of_actor(&actor).map(|(_, hash)| hash)
    }

    fn puts(&self) -> impl Iterator<Item = (&Put, DeviceTag, u32)> {
        self.changes
            .iter()
            .flat_map(|(checked, device, n, _)| checked.puts.iter().map(|put| (put, *device, *n)))
    }
}

impl Phone {
    fn of(device: u8) -> Self {
        Self {
            actor: actor(device),
            n: 0,
            doc: Document::new(DOC).unwrap(),
            index: MemoryIndex::default(),
            changes: Vec::new(),
            heads: BTreeSet::from([genesis_hash(DOC)]),
            screens: vec![vec![genesis_hash(DOC)]],
        }
    }

    /// Writes it both ways; whether anything changed.
    fn write(&mut self, facts: &[(FactKey, Value)], at: Option<&[ChangeHash]>) -> bool {
        let spelled = spell(DOC, (self.actor, self.n + 1), facts, at, self);
        let put = self.doc.put(self.actor, self.n + 1, facts, at);
        let spelled = match (spelled, put) {
            (Ok(spelled), Ok(put)) => {
                let put = put.map(|bytes| Spelled::read(DOC, &bytes).unwrap());
                let parts = |spelled: &Option<Spelled>| spelled.as_ref().map(|s| s.parts().clone());
                assert_eq!(parts(&spelled), parts(&put));
                assert_eq!(spelled, put);
                spelled
            }
            (Err(SpellError::StaleScreen), Err(DocumentError::StaleScreen))
            | (Err(SpellError::UnknownHeads), Err(DocumentError::UnknownHeads)) => None,
            (spelled, put) => panic!("spelled {spelled:?}, put {put:?}"),
        };
        let Some(spelled) = spelled else {
            return false;
        };
        self.n += 1;
        let member = facts[0].0.member;
        let Ok(checked) = guard::check_spelled(None, member, &spelled, &self.index);
        let device = self.actor.device();
        self.keep(checked.unwrap(), device, self.n, spelled.bytes());
        true
    }

    fn keep(&mut self, checked: Checked, device: DeviceTag, n: u32, bytes: &[u8]) {
        self.index.admit(&checked, device, n);
        for dep in &checked.deps {
            self.heads.remove(dep);
        }
        self.heads.insert(checked.hash);
        self.changes.push((checked, device, n, bytes.to_vec()));
        self.screens.push(self.heads.iter().copied().collect());
    }

    fn take_from(&mut self, other: &Self) {
        for (checked, device, n, bytes) in &other.changes {
            let Ok(here) = self.index.change(&checked.hash);
            if here.is_none() {
                self.doc.apply(&[bytes]).unwrap();
                self.keep(checked.clone(), *device, *n, bytes);
            }
        }
    }

    fn open_anew(&mut self, opening: u8) {
        self.actor = Actor::new(self.actor.device(), [opening; 4]);
    }
}

#[derive(Debug, Clone)]
enum Step {
    /// Somebody states some facts.
    Write(usize, Vec<(u8, u8)>),
    /// The same at a screen of earlier.
    WriteAt(usize, Vec<(u8, u8)>, prop::sample::Index),
    /// Somebody hears all that another knows.
    Hear(usize, usize),
    /// Somebody's app is opened anew.
    Open(usize, u8),
}

/// Ann has two phones and Ben one; they write in each their own drawer.
const PHONES: [(u8, u8); 3] = [(1, 1), (2, 1), (3, 2)];

fn step() -> impl Strategy<Value = Step> {
    let facts = || proptest::collection::vec((0..3_u8, 0..3_u8), 1..4);
    prop_oneof![
        4 => (0..3_usize, facts()).prop_map(|(who, facts)| Step::Write(who, facts)),
        2 => (0..3_usize, facts(), any::<prop::sample::Index>())
            .prop_map(|(who, facts, at)| Step::WriteAt(who, facts, at)),
        4 => (0..3_usize, 0..3_usize).prop_map(|(who, from)| Step::Hear(who, from)),
        1 => (0..3_usize, 2..250_u8).prop_map(|(who, opening)| Step::Open(who, opening)),
    ]
}

fn facts_of(member: u8, facts: &[(u8, u8)]) -> Vec<(FactKey, Value)> {
    let mut keys = BTreeSet::new();
    let once = facts.iter().filter(|(key, _)| keys.insert(*key));
    once.map(|(key, value)| pledge(member, &format!("article-{key}"), &value.to_string()))
        .collect()
}

proptest! {
    #[test]
    fn what_is_spelled_is_what_automerge_writes(steps in proptest::collection::vec(step(), 1..60)) {
        let mut phones: Vec<Phone> = PHONES.iter().map(|(device, _)| Phone::of(*device)).collect();
        for step in steps {
            match step {
                Step::Write(who, facts) => {
                    phones[who].write(&facts_of(PHONES[who].1, &facts), None);
                }
                Step::WriteAt(who, facts, at) => {
                    let screen = at.get(&phones[who].screens).clone();
                    phones[who].write(&facts_of(PHONES[who].1, &facts), Some(&screen));
                }
                Step::Hear(who, from) => {
                    let from = phones[from].clone();
                    phones[who].take_from(&from);
                }
                Step::Open(who, opening) => phones[who].open_anew(opening),
            }
        }
        for phone in &phones {
            prop_assert_eq!(phone.doc.heads(), phone.heads());
        }
    }
}

#[test]
fn above_two_hundred_heads_both_build_on_the_same() {
    let mut ann = Phone::of(1);
    ann.write(&[pledge(1, "flour", "1")], None);
    let first = ann.clone();
    for device in 2..=240 {
        let mut other = Phone::of(device);
        if device % 2 == 0 {
            // Some have heard of Ann, so that her last change is no head any more.
            other.take_from(&first);
        }
        other.write(&[pledge(device, "flour", "1")], None);
        ann.take_from(&other);
    }
    assert!(ann.heads.len() > WRITE_HEADS);
    assert!(ann.write(&[pledge(1, "flour", "2")], None));
    assert!(
        ann.heads.len() <= 240 - WRITE_HEADS + 2,
        "{}",
        ann.heads.len()
    );
}

#[test]
fn heads_that_are_not_here_and_more_than_a_change_may_say_are_errors() {
    let ann = Phone::of(1);
    let fact = [pledge(1, "flour", "2")];
    let unknown = spell(
        DOC,
        (ann.actor, 1),
        &fact,
        Some(&[ChangeHash([9; 32])]),
        &ann,
    );
    assert_eq!(unknown, Err(SpellError::UnknownHeads));
    let nowhere = spell(DOC, (ann.actor, 1), &fact, Some(&[]), &ann);
    assert_eq!(nowhere, Err(SpellError::UnknownHeads));
    let many: Vec<_> = (0..=limits::CHANGE_OPS)
        .map(|article| pledge(1, &article.to_string(), "2"))
        .collect();
    let beyond = spell(DOC, (ann.actor, 1), &many, None, &ann);
    assert_eq!(beyond, Err(SpellError::TooMuch));
}
