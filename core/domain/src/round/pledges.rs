//! From members' pledges to households' wishes.
//!
//! Of a household's pledges for one article the causally last stands; of those that had not seen
//! each other, the one that wants most, and all of them are marked as a clash.

use super::schema::{Article, Pledge};
use super::seal::before;
use super::share_out::HouseholdWish;
use super::view::{PledgeState, PledgeView};
use crate::command::Stamp;
use crate::facts::{Fact, Facts};
use crate::ids::{ItemId, MemberId};
use crate::roster::Rosters;
use crate::topic::Topic;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A pledge that reads, with the household it speaks for.
pub(super) struct Said<'a> {
    pub fact: &'a Fact,
    pub pledge: Pledge,
    pub household: MemberId,
}

/// All pledges by article; households as of `entry`. What does not read is left out.
pub(super) fn by_article<'a>(
    facts: &'a Facts,
    rosters: &Rosters,
    entry: u32,
) -> BTreeMap<ItemId, Vec<Said<'a>>> {
    let mut found: BTreeMap<ItemId, Vec<Said<'_>>> = BTreeMap::new();
    for fact in facts.on(Topic::Pledge) {
        if let (Ok(article), Some(pledge)) = (fact.key.subject.parse(), fact.read()) {
            found.entry(article).or_default().push(Said {
                fact,
                pledge,
                household: rosters.household_of(fact.key.member, entry),
            });
        }
    }
    found
}

/// Which of one article's pledges count: a view of each, and a wish for each household that has
/// not withdrawn.
pub(super) fn stand(said: &[Said<'_>], article: &Article) -> (Vec<PledgeView>, Vec<HouseholdWish>) {
    let mut views = Vec::with_capacity(said.len());
    let mut wishes = Vec::new();
    let mut households: BTreeMap<MemberId, Vec<&Said<'_>>> = BTreeMap::new();
    for one in said {
        households.entry(one.household).or_default().push(one);
    }
    for (household, all) in households {
        let newest: Vec<&Said<'_>> = all
            .iter()
            .filter(|one| !all.iter().any(|other| before(one.fact, other.fact)))
            .copied()
            .collect();
        let Some(stands) = newest.iter().max_by_key(|one| {
            let p = &one.pledge;
            (p.want, p.up_to, p.at_least, Reverse(one.fact.op))
        }) else {
            continue;
        };
        for one in &all {
            let key = &one.fact.key;
            let state = if *key == stands.fact.key {
                PledgeState::Counted
            } else {
                PledgeState::Superseded(stands.fact.key.member)
            };
            let clash = newest.len() > 1 && newest.iter().any(|n| n.fact.key == *key);
            views.push(view(one, article, state, clash));
        }
        if !stands.pledge.is_withdrawn() {
            wishes.push(HouseholdWish {
                household,
                at_least: stands.pledge.at_least,
                want: stands.pledge.want,
                up_to: stands.pledge.up_to,
                cap_pence: stands.pledge.cap_pence,
            });
        }
    }
    (views, wishes)
}

/// A pledge as it is shown.
pub(super) fn view(
    said: &Said<'_>,
    article: &Article,
    state: PledgeState,
    clash: bool,
) -> PledgeView {
    let pledge = &said.pledge;
    PledgeView {
        member: said.fact.key.member,
        hand: said.fact.hand,
        household: said.household,
        at_least: pledge.at_least,
        want: pledge.want,
        up_to: pledge.up_to,
        cap_pence: pledge.cap_pence,
        price_rose: !pledge.is_withdrawn() && article.net_e4 > pledge.seen_net_e4,
        stamp: Stamp::from(said.fact),
        state,
        clash,
    }
}
