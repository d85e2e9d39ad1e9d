//! From ops to facts: which statement of a drawer stands, and what became of the others.
//!
//! Phones keep ops by key, so this needs no Automerge: of a key's ops the highest that counts
//! stands (of a write-once topic the lowest, since the first stands); an op without right hides
//! nothing. Nothing is dropped: what does not count is set aside with its reason. Input is one
//! document, the rosters and the keys; no clock, no other document. Read next: the projections,
//! [`crate::round`], [`crate::hours`], [`crate::pairing`].

use crate::document::DocumentName;
use crate::fact::{FactKey, Value};
use crate::ids::{ChangeHash, CommunityId, DeviceTag, MemberId, OpId};
use crate::policy::{self, Denied};
use crate::roster::Rosters;
use crate::sealed::{Keyring, OpenError, Place};
use crate::topic::{Row, Topic};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Of each device the highest feed number in a causal past. A device's changes in one document form
/// a chain, so this tells the whole past.
pub type Clock = BTreeMap<DeviceTag, u32>;

/// One put, as the guard decoded it.
#[derive(Debug, Clone)]
pub struct Op {
    /// What is stated about.
    pub key: FactKey,
    /// Its Automerge id.
    pub id: OpId,
    /// What is stated.
    pub value: Value,
    /// The change it came in.
    pub change: Arc<ChangeInfo>,
}

/// What is known of a change beside its ops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeInfo {
    /// Its hash.
    pub hash: ChangeHash,
    /// Its device.
    pub device: DeviceTag,
    /// Its feed number in the space.
    pub n: u32,
    /// Its causal past in this document, itself included.
    pub clock: Clock,
}

impl ChangeInfo {
    /// Whether `other` is in this change's causal past, or is this change.
    #[must_use]
    pub fn has_seen(&self, other: &Self) -> bool {
        self.clock.get(&other.device).is_some_and(|n| *n >= other.n)
    }
}

/// A document as a phone holds it.
#[derive(Debug, Clone)]
pub struct DocumentState {
    /// Its name.
    pub name: DocumentName,
    /// All its ops, in any order.
    pub ops: Vec<Op>,
    /// Its heads; the genesis change's hash when nothing was written.
    pub heads: Vec<ChangeHash>,
}

/// What a fact says, once read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// JSON text, opened if it was sealed.
    Text(String),
    /// Sealed under a key this phone lacks.
    WaitingForKey,
    /// Bytes that do not read here.
    Unreadable,
}

/// One fact that stands.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Its key; a proxy's statement has the key of whom it speaks for.
    pub key: FactKey,
    /// Who wrote it: the key's member, or their proxy.
    pub hand: MemberId,
    /// Its topic.
    pub topic: Topic,
    /// What it says.
    pub content: Content,
    /// Its op.
    pub op: OpId,
    /// Its change.
    pub change: Arc<ChangeInfo>,
    /// Whether its author had left by then (topics that may still be pushed).
    pub after_leaving: bool,
}

impl Fact {
    /// Reads the JSON as `T`; `None` when it is waiting for a key, unreadable or of another shape.
    #[must_use]
    pub fn read<T: serde::de::DeserializeOwned>(&self) -> Option<T> {
        match &self.content {
            Content::Text(text) => serde_json::from_str(text).ok(),
            _ => None,
        }
    }
}

/// A statement that does not count, and why.
#[derive(Debug, Clone)]
pub struct Aside {
    /// Its key.
    pub key: FactKey,
    /// Its change.
    pub change: Arc<ChangeInfo>,
    /// Why.
    pub reason: AsideReason,
}

/// Why a statement was set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AsideReason {
    /// Its author had no right.
    Denied(Denied),
    /// A write-once topic was written twice; another stands.
    WrittenTwice,
    /// A proxy wrote it, and the member spoke themselves, or another proxy after it.
    OwnWordFirst,
}

/// A document's facts.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    standing: BTreeMap<FactKey, Fact>,
    /// What does not count.
    pub aside: Vec<Aside>,
}

impl Facts {
    /// The facts of a document. `seen` limits it to the causal past of one change: the facts a seal
    /// counts.
    #[must_use]
    pub fn of(
        community: CommunityId,
        document: &DocumentState,
        rosters: &Rosters,
        keyring: &Keyring,
        seen: Option<&ChangeInfo>,
    ) -> Self {
        let mut facts = Self::default();
        let mut best: BTreeMap<&FactKey, (&Op, &'static Row, bool)> = BTreeMap::new();
        let mut once: Vec<&Op> = Vec::new();
        for op in &document.ops {
            if seen.is_some_and(|s| !s.has_seen(&op.change)) {
                continue;
            }
            let right = policy::right(
                rosters,
                &document.name,
                &op.key,
                op.change.device,
                op.change.n,
            );
            let (row, after_leaving) = match right {
                Ok(row) => (row, false),
                Err(Denied::AfterLeaving) => {
                    match Topic::from_word(&op.key.topic).map(Topic::row) {
                        Some(row) if row.after_leaving => (row, true),
                        _ => {
                            facts.set_aside(op, AsideReason::Denied(Denied::AfterLeaving));
                            continue;
                        }
                    }
                }
                Err(denied) => {
                    facts.set_aside(op, AsideReason::Denied(denied));
                    continue;
                }
            };
            let wins = best.get(&op.key).is_none_or(|(held, _, held_after)| {
                // What was written in right comes before what was written after leaving.
                match (after_leaving, *held_after) {
                    (false, true) => true,
                    (true, false) => false,
                    _ if row.once => op.id < held.id,
                    _ => op.id > held.id,
                }
            });
            if wins {
                best.insert(&op.key, (op, row, after_leaving));
            }
            if row.once {
                once.push(op);
            }
        }
        for op in once {
            let stands = best.get(&op.key).map(|(held, _, _)| *held);
            if stands.is_some_and(|held| held.id != op.id && held.value != op.value) {
                facts.set_aside(op, AsideReason::WrittenTwice);
            }
        }
        let id = document.name.id();
        for (key, (op, row, after_leaving)) in best {
            let content = match &op.value {
                Value::Clear(text) => Content::Text(text.clone()),
                Value::Sealed(bytes) => {
                    let place = Place {
                        community,
                        space: document.name.space,
                        document: id,
                        key: &key.to_string(),
                    };
                    match keyring.open(&place, bytes) {
                        Ok(text) => Content::Text(text),
                        Err(OpenError::WaitingForKey) => Content::WaitingForKey,
                        Err(OpenError::Unreadable) => Content::Unreadable,
                    }
                }
            };
            let fact = Fact {
                key: key.spoken().unwrap_or_else(|| key.clone()),
                hand: key.member,
                topic: row.topic,
                content,
                op: op.id,
                change: Arc::clone(&op.change),
                after_leaving,
            };
            facts.state(fact, row.once);
        }
        facts.aside.sort_by(|a, b| {
            let place = |aside: &Aside| (aside.change.device, aside.change.n);
            a.key.cmp(&b.key).then(place(a).cmp(&place(b)))
        });
        facts
    }

    /// Lets a fact stand, unless the member's own word or another proxy's comes first.
    fn state(&mut self, fact: Fact, once: bool) {
        let Some(held) = self.standing.get(&fact.key) else {
            self.standing.insert(fact.key.clone(), fact);
            return;
        };
        let own = |fact: &Fact| fact.hand == fact.key.member;
        let first = match (own(&fact), own(held)) {
            (true, _) => true,
            (_, true) => false,
            _ if once => fact.op < held.op,
            _ => fact.op > held.op,
        };
        let loses = if first {
            self.standing.insert(fact.key.clone(), fact)
        } else {
            Some(fact)
        };
        self.aside.extend(loses.map(|fact| Aside {
            key: fact.key.by_hand_of(fact.hand),
            change: fact.change,
            reason: AsideReason::OwnWordFirst,
        }));
    }

    fn set_aside(&mut self, op: &Op, reason: AsideReason) {
        self.aside.push(Aside {
            key: op.key.clone(),
            change: Arc::clone(&op.change),
            reason,
        });
    }

    /// All facts that stand, in key order.
    pub fn all(&self) -> impl Iterator<Item = &Fact> {
        self.standing.values()
    }

    /// The facts on one topic, in key order.
    pub fn on(&self, topic: Topic) -> impl Iterator<Item = &Fact> {
        self.standing.values().filter(move |f| f.topic == topic)
    }

    /// One fact.
    #[must_use]
    pub fn get(&self, key: &FactKey) -> Option<&Fact> {
        self.standing.get(key)
    }
}
