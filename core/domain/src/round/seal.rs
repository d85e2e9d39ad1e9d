//! Which seal stands, and which drawer speaks for the organiser.
//!
//! Of two seals the one in the other's causal past stands, else the earlier organiser's, else the
//! one with the lower op; the same order picks among doubled steps after it. Topics that are
//! restated are read from the latest organiser's drawer that has them.

use super::schema::{ALLOCATION, Seal};
use super::view::SealView;
use crate::command::{Input, Stamp};
use crate::facts::{Fact, Facts};
use crate::topic::Topic;
use std::collections::BTreeMap;

/// Facts that only one of can stand, the one that does first.
pub(super) fn in_order<'a>(
    input: &Input<'_>,
    facts: impl Iterator<Item = &'a Fact>,
) -> Vec<&'a Fact> {
    let mut left: Vec<&Fact> = facts.collect();
    left.sort_by_key(|fact| (place(input, fact), fact.op));
    let mut ordered = Vec::with_capacity(left.len());
    while !left.is_empty() {
        // There is always one with none of the others in its past; zero is for the compiler.
        let first = left
            .iter()
            .position(|fact| !left.iter().any(|other| before(other, fact)))
            .unwrap_or(0);
        ordered.push(left.remove(first));
    }
    ordered
}

/// The step on `topic` taken after this seal.
pub(super) fn step<'a>(
    input: &Input<'_>,
    facts: &'a Facts,
    topic: Topic,
    seal: &Fact,
) -> Option<&'a Fact> {
    let about = facts
        .on(topic)
        .filter(|fact| fact.key.subject == seal.key.subject);
    in_order(input, about).first().copied()
}

/// Per subject, the fact of the latest organiser who states it.
pub(super) fn organisers<'a>(
    input: &Input<'_>,
    facts: &'a Facts,
    topic: Topic,
) -> BTreeMap<&'a str, &'a Fact> {
    let mut latest: BTreeMap<&str, &Fact> = BTreeMap::new();
    for fact in facts.on(topic) {
        let held = latest.entry(&fact.key.subject).or_insert(fact);
        if (place(input, fact), fact.op) > (place(input, held), held.op) {
            *held = fact;
        }
    }
    latest
}

/// What a seal says, if its rules are known here.
pub(super) fn read(fact: &Fact) -> Option<Seal> {
    fact.read::<Seal>()
        .filter(|seal| seal.rules == ALLOCATION && seal.allocation == ALLOCATION)
}

/// A seal as it is shown.
pub(super) fn view(fact: &Fact) -> SealView {
    SealView {
        id: fact.key.subject.clone(),
        by: fact.key.member,
        stamp: Stamp::from(fact),
        entry: read(fact).map(|seal| seal.entry),
    }
}

/// Whether `a` is in `b`'s causal past.
pub(super) fn before(a: &Fact, b: &Fact) -> bool {
    b.change.has_seen(&a.change) && !a.change.has_seen(&b.change)
}

/// The author's place in the row of organisers: later is higher.
fn place(input: &Input<'_>, fact: &Fact) -> Option<usize> {
    input.rosters.organiser_at(
        &input.document.name.name,
        fact.key.member,
        fact.change.device,
        fact.change.n,
    )
}
