//! What a concern is, from its facts: raised by whom, told to whom, received by whom.

use super::schema::{Acknowledged, Words};
use crate::command::{Input, Stamp};
use crate::ids::MemberId;
use crate::pairing::schema::{Reading, read};
use crate::time::Day;
use crate::topic::Topic;
use serde::{Deserialize, Serialize};

/// A concern. Its author's phone shows all but the words, which it handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConcernView {
    /// Who raised it, and where that was written; none while that has not come.
    pub raised: Option<(MemberId, Stamp)>,
    /// The words; *waiting for a key* on every phone but the leads'.
    pub words: Reading<Words>,
    /// The leads who have read it, in the order of their ids, and when; empty is *not yet received*.
    pub received: Vec<(MemberId, Day)>,
}

/// What a concern's document says.
#[must_use]
pub fn project(input: &Input<'_>) -> ConcernView {
    let facts = input.facts();
    let concern = facts.on(Topic::Concern).next();
    let received = facts.on(Topic::Acknowledged).filter_map(|fact| {
        let acknowledged: Acknowledged = read(fact)?;
        Some((fact.key.member, acknowledged.day))
    });
    ConcernView {
        raised: concern.map(|fact| (fact.key.member, fact.into())),
        words: concern.map_or(Reading::WaitingForKey, Reading::from),
        received: received.collect(),
    }
}
