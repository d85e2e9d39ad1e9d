//! What honest phones write always passes, and what passes never harms a document.

use super::town::{ANN, ANNS_TABLET, BEN, DOC, Phone, Town, clear};
use crate::fact::Value;
use crate::genesis::genesis_hash;
use crate::ids::OpId;
use crate::write::Document;
use automerge::Change;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::time::Instant;

/// The document loads again to the same heads and facts, and for every key Automerge's winner is
/// the highest op the index knows.
pub fn assert_sound(town: &Town) {
    let again = Document::load(DOC, Some(&town.doc.save()), &[]).unwrap();
    assert_eq!(again.heads(), town.doc.heads());
    let facts = town.doc.facts().unwrap();
    assert_eq!(again.facts().unwrap(), facts);
    let shown: BTreeMap<String, OpId> = facts
        .iter()
        .map(|(key, values)| (key.clone(), values.last().unwrap().0))
        .collect();
    assert_eq!(&shown, town.index.winners());
}

#[test]
fn an_honest_change_is_read_as_it_was_written() {
    let (town, bytes) = Town::with_a_draft();
    let checked = town.judge(ANN, 3, &bytes).unwrap();
    let change = Change::try_from(bytes.as_slice()).unwrap();
    assert_eq!(checked.hash.0, change.hash().0);
    assert_eq!(checked.seq, change.seq());
    assert_eq!(checked.start_op, change.start_op().get());
    assert_eq!(checked.max_op, change.max_op());
    let deps: Vec<_> = change.deps().iter().map(|dep| dep.0).collect();
    assert_eq!(
        checked.deps.iter().map(|dep| dep.0).collect::<Vec<_>>(),
        deps
    );
    assert_eq!(checked.bytes, bytes.len() as u64);
    let clock = [(ANN.device(), 3), (BEN.device(), 1)];
    assert_eq!(checked.clock, clock.into());
    let [flour, rice] = checked.puts.as_slice() else {
        panic!("two puts");
    };
    assert_eq!(flour.key, ANN.key("pledge", "flour"));
    assert_eq!(flour.value, clear("3"));
    assert_eq!(flour.op.actor, ANN.actor());
    assert_eq!((flour.op.counter, rice.op.counter), (6, 7));
    assert_eq!(flour.preds.first().map(|op| op.counter), Some(4));
    assert!(rice.preds.is_empty());
    assert_eq!(checked.new_facts(), 1);
    let key = |put: &crate::guard::Put| put.key.to_string().len() as u64 + 1;
    assert_eq!(checked.drawer_bytes, key(flour) + key(rice));
}

#[test]
fn the_first_change_builds_on_the_genesis_alone() {
    let town = Town::new();
    let bytes = town.draft(ANN, 1, &[ANN.pledge("flour", "1")]);
    let checked = town.judge(ANN, 1, &bytes).unwrap();
    assert_eq!(checked.deps, [genesis_hash(DOC)]);
    assert_eq!((checked.seq, checked.start_op, checked.max_op), (1, 2, 2));
}

#[test]
fn one_members_two_devices_conflict_and_the_next_change_resolves_it() {
    let mut town = Town::new();
    let tablet = town.clone();
    town.write(ANN, 1, &[ANN.pledge("flour", "1")]);
    let other = tablet.draft(ANNS_TABLET, 1, &[ANN.pledge("flour", "2")]);
    town.admit(ANNS_TABLET, 1, &other).unwrap();
    let key = ANN.key("pledge", "flour").to_string();
    assert_eq!(town.doc.facts().unwrap()[&key].len(), 2);
    assert_sound(&town);
    let next = town.draft(ANN, 2, &[ANN.pledge("flour", "3")]);
    assert_eq!(town.admit(ANN, 2, &next).unwrap().puts[0].preds.len(), 2);
    assert_eq!(town.doc.facts().unwrap()[&key].len(), 1);
    assert_sound(&town);
}

#[test]
fn restating_the_winner_of_a_conflict_deletes_nothing() {
    let mut town = Town::new();
    let tablet = town.clone();
    town.write(ANN, 1, &[ANN.pledge("flour", "1")]);
    let other = tablet.draft(ANNS_TABLET, 1, &[ANN.pledge("flour", "2")]);
    town.admit(ANNS_TABLET, 1, &other).unwrap();
    let key = ANN.key("pledge", "flour").to_string();
    let (_, shown) = town.doc.facts().unwrap()[&key].last().unwrap().clone();
    let again = [(ANN.key("pledge", "flour"), shown)];
    assert!(
        town.doc
            .put(ANN.actor(), 2, &again, None)
            .unwrap()
            .is_none()
    );
    assert_eq!(town.doc.facts().unwrap()[&key].len(), 2);
    // Beside something new it is simply left out.
    let both = [again[0].clone(), ANN.pledge("rice", "1")];
    let checked = town.admit(ANN, 2, &town.draft(ANN, 2, &both)).unwrap();
    assert_eq!(checked.puts.len(), 1);
    assert_sound(&town);
}

#[test]
fn admitting_a_change_twice_counts_it_once() {
    let mut town = Town::new();
    let bytes = town.draft(ANN, 1, &[ANN.pledge("flour", "1")]);
    let checked = town.admit(ANN, 1, &bytes).unwrap();
    let before = format!("{:?}", town.index);
    town.index.admit(&checked, ANN.device(), 1);
    assert_eq!(format!("{:?}", town.index), before);
}

/// One thing that happens: a phone writes, maybe under a fresh actor, or takes in what another has.
#[derive(Debug, Clone)]
enum Event {
    Write {
        phone: usize,
        facts: Vec<(u8, u8, bool)>,
        skip: u32,
        fresh: bool,
    },
    Meet(usize, usize),
}

const PHONES: usize = 4;

fn event() -> impl Strategy<Value = Event> {
    let facts = prop::collection::vec((0..4_u8, 0..3_u8, any::<bool>()), 1..5);
    prop_oneof![
        3 => (0..PHONES, facts, 1..4_u32, prop::bool::weighted(0.2)).prop_map(
            |(phone, facts, skip, fresh)| Event::Write { phone, facts, skip, fresh }
        ),
        2 => (0..PHONES, 0..PHONES).prop_map(|(a, b)| Event::Meet(a, b)),
    ]
}

/// Phones with what each holds, and all changes ever written, in an order that respects deps.
struct Street {
    phones: Vec<(Phone, u32, Town)>,
    log: Vec<(Phone, u32, Vec<u8>)>,
}

impl Street {
    fn new() -> Self {
        let ben2 = Phone { device: 21, ..BEN };
        let phones = [ANN, ANNS_TABLET, BEN, ben2];
        Self {
            phones: phones.map(|phone| (phone, 0, Town::new())).into(),
            log: Vec::new(),
        }
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Write {
                phone,
                facts,
                skip,
                fresh,
            } => {
                let (who, n, town) = &mut self.phones[phone];
                who.nonce += u8::from(fresh);
                let facts: Vec<_> = facts
                    .into_iter()
                    .map(|(subject, value, sealed)| match sealed {
                        true => (
                            who.key("title", &subject.to_string()),
                            Value::Sealed(vec![value; 9]),
                        ),
                        false => who.pledge(&subject.to_string(), &value.to_string()),
                    })
                    .collect();
                let facts: Vec<_> = BTreeMap::from_iter(facts).into_iter().collect();
                let next = *n + skip;
                let mut doc = town.doc.clone();
                if let Some(bytes) = doc.put(who.actor(), next, &facts, None).unwrap() {
                    town.admit(*who, next, &bytes).unwrap();
                    *n = next;
                    self.log.push((*who, next, bytes));
                }
            }
            Event::Meet(from, to) => {
                let theirs = self.phones[from].2.clone();
                for (who, n, bytes) in &self.log {
                    let hash = Change::try_from(bytes.as_slice()).unwrap().hash();
                    let hash = crate::ids::ChangeHash(hash.0);
                    let (_, _, ours) = &mut self.phones[to];
                    if knows(&theirs, &hash) && !knows(ours, &hash) {
                        ours.admit(*who, *n, bytes).unwrap();
                    }
                }
            }
        }
    }
}

fn knows(town: &Town, hash: &crate::ids::ChangeHash) -> bool {
    let Ok(meta) = crate::guard::Index::change(&town.index, hash);
    meta.is_some()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_history_of_honest_phones_is_admitted_and_loads_again(
        events in prop::collection::vec(event(), 1..40),
    ) {
        let mut street = Street::new();
        for event in events {
            street.happen(event);
        }
        for (_, _, town) in &street.phones {
            assert_sound(town);
        }
        // A server that gets them all, in the order they were written.
        let mut server = Town::new();
        for (who, n, bytes) in &street.log {
            server.admit(*who, *n, bytes).unwrap();
        }
        assert_sound(&server);
        let tail: Vec<_> = street.log.iter().map(|(_, _, bytes)| bytes.as_slice()).collect();
        let loaded = Document::load(DOC, None, &tail).unwrap();
        prop_assert_eq!(loaded.heads(), server.doc.heads());
        prop_assert_eq!(loaded.facts().unwrap(), server.doc.facts().unwrap());
    }
}

#[test]
#[ignore = "prints times; run with --release -- --ignored --nocapture"]
fn how_long_the_guard_takes() {
    let mut town = Town::new();
    for n in 1..=200 {
        town.write(ANN, n, &[ANN.pledge(&format!("f{n}"), "1")]);
    }
    for (what, facts) in [("1 fact", 1), ("3 facts", 3), ("100 facts", 100)] {
        let facts: Vec<_> = (1..=facts)
            .map(|i| ANN.pledge(&format!("f{i}"), "2"))
            .collect();
        let bytes = town.draft(ANN, 201, &facts);
        let start = Instant::now();
        let rounds = 2_000;
        for _ in 0..rounds {
            town.judge(ANN, 201, &bytes).unwrap();
        }
        let each = start.elapsed() / rounds;
        println!("{what}: {} B, {each:?} a check", bytes.len());
    }
}
