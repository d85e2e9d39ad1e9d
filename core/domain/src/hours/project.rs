//! The projection of one ledger: sorts its facts by claim and sets aside what cannot count.
//!
//! Pure over one document, the rosters and the keys; equal sets of ops give equal views, in whatever
//! order they came. Read next: [`super::entry`], which judges one claim.

use super::entry::{Entry, Noted};
use super::schema::{self, Claim, Question, Statement};
use super::version::Version;
use super::view::{LedgerView, Look, Posting, SetAside};
use crate::command::{Input, Stamp};
use crate::facts::{AsideReason, Fact, Facts};
use crate::ids::{ItemId, MemberId};
use crate::topic::Topic;
use std::collections::BTreeMap;

/// What a ledger says.
#[must_use]
pub fn project(input: &Input<'_>) -> LedgerView {
    let facts = input.facts();
    let mut view = LedgerView {
        aside: without_right(&facts),
        ..LedgerView::default()
    };
    let noted = noted(&facts, &mut view);
    for entry in entries(&facts, noted, &mut view).into_values() {
        entry.show(&facts, &mut view);
    }
    view.aside.sort();
    view
}

/// Each member's minutes: what they gave less what they received. Add up over all ledgers.
#[must_use]
pub fn balances<'a>(postings: impl IntoIterator<Item = &'a Posting>) -> BTreeMap<MemberId, i64> {
    let mut sums = BTreeMap::new();
    for posting in postings {
        let sum: &mut i64 = sums.entry(posting.member).or_default();
        *sum = sum.saturating_add(posting.minutes);
    }
    sums
}

/// Every version that reads, with what the right people said about it.
fn noted<'a>(facts: &'a Facts, view: &mut LedgerView) -> BTreeMap<Version, Noted<'a>> {
    let mut noted = BTreeMap::new();
    for fact in facts.on(Topic::Claim) {
        match Claim::read(fact) {
            // The text holds claim and writer, so a version lies under one key only.
            Ok((version, claim)) => {
                noted.insert(version, Noted::new(version, claim, fact));
            }
            Err(look) => view.set_aside(fact, look),
        }
    }
    for topic in [Topic::Agree, Topic::Witness, Topic::Question] {
        for fact in facts.on(topic) {
            if let Err(look) = attach(&mut noted, fact) {
                view.set_aside(fact, look);
            }
        }
    }
    noted
}

/// Puts one statement to the version it names, if its author has a say there.
fn attach<'a>(noted: &mut BTreeMap<Version, Noted<'a>>, fact: &'a Fact) -> Result<(), Look> {
    let version = fact.key.subject.parse().map_err(|_| Look::Unreadable)?;
    let noted: &mut Noted<'a> = noted.get_mut(&version).ok_or(Look::UnknownClaim)?;
    let member = fact.key.member;
    let party = noted.claim.is_party(member);
    match fact.topic {
        Topic::Question => {
            let question: Question = schema::read(fact)?;
            if !party {
                return Err(Look::NotAParty);
            }
            if question.open {
                noted.questions.push(fact);
            }
        }
        Topic::Witness => {
            schema::read::<Statement>(fact)?;
            if party || member == noted.claim.by || fact.hand == noted.fact.hand {
                return Err(Look::WitnessIsParty);
            }
            noted.witnesses.push(fact);
        }
        _ => {
            schema::read::<Statement>(fact)?;
            // Nobody agrees with themselves, in whosever name they noted it or agree.
            if member == noted.claim.by || fact.hand == noted.fact.hand {
                return Err(Look::OwnClaim);
            }
            if noted.claim.other() != Some(member) {
                return Err(Look::NotAParty);
            }
            noted.agree = Some(fact);
        }
    }
    Ok(())
}

/// Claim, who noted it, giver and receiver. The parties are part of what an entry is: an edit that
/// names other people is another entry and cannot take hours from those it leaves out.
type EntryKey = (ItemId, MemberId, MemberId, MemberId);

fn entries<'a>(
    facts: &'a Facts,
    noted: BTreeMap<Version, Noted<'a>>,
    view: &mut LedgerView,
) -> BTreeMap<EntryKey, Entry<'a>> {
    let mut entries: BTreeMap<EntryKey, Entry<'a>> = BTreeMap::new();
    for noted in noted.into_values() {
        let claim = &noted.claim;
        let key = (claim.claim, claim.by, claim.giver, claim.receiver);
        entries.entry(key).or_default().versions.push(noted);
    }
    for fact in facts.on(Topic::Withdraw) {
        let found = schema::read::<Statement>(fact).and_then(|_| {
            let claim: ItemId = fact.key.subject.parse().map_err(|_| Look::Unreadable)?;
            let mut any = false;
            for ((of, by, ..), entry) in &mut entries {
                if (*of, *by) == (claim, fact.key.member) {
                    entry.withdraw = Some(fact);
                    any = true;
                }
            }
            any.then_some(()).ok_or(Look::UnknownClaim)
        });
        if let Err(look) = found {
            view.set_aside(fact, look);
        }
    }
    entries
}

/// Statements without right. Saying the same thing again changes nothing and needs no look.
fn without_right(facts: &Facts) -> Vec<SetAside> {
    let each = facts.aside.iter().filter_map(|aside| match aside.reason {
        AsideReason::Denied(denied) => Some(SetAside {
            key: aside.key.to_string(),
            stamp: Stamp {
                device: aside.change.device,
                n: aside.change.n,
            },
            code: denied.code(),
            why: denied.to_string(),
        }),
        AsideReason::WrittenTwice | AsideReason::OwnWordFirst => None,
    });
    each.collect()
}

impl LedgerView {
    pub(super) fn set_aside(&mut self, fact: &Fact, look: Look) {
        self.aside.push(SetAside {
            key: fact.key.to_string(),
            stamp: fact.into(),
            code: look.code(),
            why: look.to_string(),
        });
    }
}
