//! The rule of the time bank: what became of one claim, given everything said about it.
//!
//! - A version *counts* when the other party agrees to it or a witness settles it. Neither binds if
//!   whoever wrote it had seen the edit that replaced the version. What was claimed or agreed after
//!   leaving counts only if witnessed.
//! - Of the versions that count, an edit beats what it replaces; of edits made at once the one
//!   settled last. It stays valid until a newer one counts.
//! - A question on that version keeps it from posting until whoever asked lifts it, or a witness who
//!   had seen it settles the version.
//! - Taking a claim back works unless an agreement that counts had been seen.

use super::schema::{self, Claim, Note};
use super::version::Version;
use super::view::{
    Agreed, By, EntryState, EntryView, LedgerView, Look, Posting, QuestionView, Words,
};
use crate::command::Stamp;
use crate::fact::FactKey;
use crate::facts::{Content, Fact, Facts};
use crate::ids::{MemberId, OpId};
use crate::topic::Topic;

/// One version and what was said about it by those who have a say.
#[derive(Debug)]
pub struct Noted<'a> {
    pub(super) version: Version,
    pub(super) claim: Claim,
    pub(super) fact: &'a Fact,
    pub(super) agree: Option<&'a Fact>,
    pub(super) witnesses: Vec<&'a Fact>,
    pub(super) questions: Vec<&'a Fact>,
}

impl<'a> Noted<'a> {
    pub(super) fn new(version: Version, claim: Claim, fact: &'a Fact) -> Self {
        Self {
            version,
            claim,
            fact,
            agree: None,
            witnesses: Vec::new(),
            questions: Vec::new(),
        }
    }

    /// The questions that are open: not settled by a witness who had seen them.
    fn open_questions(&self) -> impl Iterator<Item = &'a Fact> {
        let settled = |q: &Fact| self.witnesses.iter().any(|w| w.change.has_seen(&q.change));
        self.questions.iter().copied().filter(move |q| !settled(q))
    }

    fn in_doubt(&self) -> bool {
        self.open_questions().next().is_some()
    }

    fn after_leaving(&self) -> bool {
        self.fact.after_leaving || self.agree.is_some_and(|agree| agree.after_leaving)
    }
}

/// All versions of one claim between the same two people; never empty.
#[derive(Debug, Default)]
pub struct Entry<'a> {
    pub(super) versions: Vec<Noted<'a>>,
    pub(super) withdraw: Option<&'a Fact>,
}

impl<'a> Entry<'a> {
    /// Whether `answer` to `noted` was written with an edit of it in sight.
    fn is_stale(&self, noted: &Noted<'_>, answer: &Fact) -> bool {
        self.versions.iter().any(|edit| {
            edit.claim.supersedes == Some(noted.version)
                && !edit.fact.after_leaving
                && answer.change.has_seen(&edit.fact.change)
        })
    }

    /// The other party's agreement, if it counts by itself.
    fn agree(&self, noted: &Noted<'a>) -> Option<&'a Fact> {
        let agree = noted.agree.filter(|_| !noted.after_leaving())?;
        (!self.is_stale(noted, agree)).then_some(agree)
    }

    /// The first witness that counts.
    fn witness(&self, noted: &Noted<'a>) -> Option<&'a Fact> {
        let count = noted.witnesses.iter().copied();
        count
            .filter(|witness| !self.is_stale(noted, witness))
            .min_by_key(|witness| witness.op)
    }

    /// When a version was settled; `None` while it is not, or when a stranger noted it.
    fn settled(&self, noted: &Noted<'a>) -> Option<OpId> {
        noted.claim.other()?;
        let facts = [self.agree(noted), self.witness(noted)];
        facts.into_iter().flatten().map(|fact| fact.op).max()
    }

    /// Whether `newer` is an edit of `older`, or an edit of an edit of it.
    fn replaces(&self, newer: &Noted<'_>, older: &Noted<'_>) -> bool {
        // Versions are hashes of texts that hold the version before, so this walk cannot circle.
        let mut at = newer.claim.supersedes;
        while let Some(version) = at {
            if version == older.version {
                return true;
            }
            let before = self.versions.iter().find(|noted| noted.version == version);
            at = before.and_then(|noted| noted.claim.supersedes);
        }
        false
    }

    /// The version that was agreed last.
    fn agreed(&self) -> Option<&Noted<'a>> {
        let settled: Vec<(OpId, &Noted<'a>)> = self
            .versions
            .iter()
            .filter_map(|noted| Some((self.settled(noted)?, noted)))
            .collect();
        settled
            .iter()
            .filter(|(_, older)| !settled.iter().any(|(_, newer)| self.replaces(newer, older)))
            .max_by_key(|(op, noted)| (*op, noted.version))
            .map(|(_, noted)| *noted)
    }

    /// The newest version: replaced by none; of several the one written last.
    fn newest(&self) -> Option<&Noted<'a>> {
        self.versions
            .iter()
            .filter(|older| {
                !self
                    .versions
                    .iter()
                    .any(|newer| self.replaces(newer, older))
            })
            .max_by_key(|noted| (noted.fact.op, noted.version))
    }

    /// Whether the claim was taken back before its writer saw it agreed.
    fn is_withdrawn(&self) -> bool {
        self.withdraw.is_some_and(|withdraw| {
            !self.versions.iter().any(|noted| {
                let settled = self.agree(noted).into_iter().chain(self.witness(noted));
                let mut seen = settled.filter(|fact| withdraw.change.has_seen(&fact.change));
                noted.claim.other().is_some() && seen.next().is_some()
            })
        })
    }

    fn judge(&self, newest: &Noted<'a>, agreed: Option<&Noted<'a>>) -> (EntryState, &'static str) {
        let look = |code| EntryState::NeedsALook { code };
        if newest.claim.other().is_none() {
            let why = "noted by somebody who neither gave nor received this help";
            (look(Look::NotAParty), why)
        } else if self.is_withdrawn() {
            (EntryState::Withdrawn, "taken back by whoever noted it")
        } else if newest.in_doubt() || agreed.is_some_and(Noted::in_doubt) {
            let why = "somebody asks about this; talk, then lift the question or edit the note";
            (EntryState::Questioned, why)
        } else if agreed.is_some_and(|agreed| agreed.version == newest.version) {
            (EntryState::Posted, "agreed")
        } else if newest.after_leaving() {
            let why = "written after leaving the neighbourhood; a coordinator can witness it";
            (look(Look::AfterLeaving), why)
        } else if agreed.is_some() {
            let why = "edited; what was agreed before counts until the other agrees to this";
            (EntryState::Noted, why)
        } else {
            (EntryState::Noted, "waiting for the other to agree")
        }
    }

    /// Adds the entry, its rows and what it leaves aside to the ledger.
    pub(super) fn show(&self, facts: &Facts, view: &mut LedgerView) {
        let Some(newest) = self.newest() else { return };
        let agreed = self.agreed();
        let (state, why) = self.judge(newest, agreed);
        let posted = agreed.filter(|a| !self.is_withdrawn() && !a.in_doubt());
        self.leave_aside(view);

        let claim = &newest.claim;
        if let Some(Noted { version, claim, .. }) = posted {
            let minutes = i64::from(claim.minutes);
            let sides = [
                (claim.giver, minutes),
                (claim.receiver, minutes.wrapping_neg()),
            ];
            view.postings.extend(sides.map(|(member, minutes)| Posting {
                claim: claim.claim,
                version: *version,
                member,
                minutes,
            }));
        }
        view.entries.push(EntryView {
            claim: claim.claim,
            version: newest.version,
            older: self.older(newest),
            giver: claim.giver,
            receiver: claim.receiver,
            minutes: claim.minutes,
            day: claim.day,
            kind: claim.kind.clone(),
            note: words(facts, claim.by, &claim.claim.to_string()),
            claimed_by: claim.by,
            hand: newest.fact.hand,
            awaits: claim.other().filter(|_| state == EntryState::Noted),
            state,
            why,
            agreed: agreed.map(|noted| Agreed {
                version: noted.version,
                minutes: noted.claim.minutes,
                by: self.agree(noted).map(by),
                witness: self.witness(noted).map(by),
            }),
            posted: posted.is_some(),
            questions: self.questions(newest, agreed, facts),
            stamp: newest.fact.into(),
            stamps: self.stamps(),
        });
    }

    fn older(&self, newest: &Noted<'a>) -> Vec<Version> {
        let mut older: Vec<&Noted<'a>> = self
            .versions
            .iter()
            .filter(|noted| noted.version != newest.version)
            .collect();
        older.sort_by_key(|noted| (noted.fact.op, noted.version));
        older.iter().map(|noted| noted.version).collect()
    }

    fn questions(
        &self,
        newest: &Noted<'a>,
        agreed: Option<&Noted<'a>>,
        facts: &Facts,
    ) -> Vec<QuestionView> {
        let agreed = agreed.filter(|agreed| agreed.version != newest.version);
        let versions = std::iter::once(newest).chain(agreed);
        let each = versions.flat_map(|noted| {
            noted.open_questions().map(|question| QuestionView {
                version: noted.version,
                by: by(question),
                words: words(facts, question.key.member, &noted.version.to_string()),
            })
        });
        each.collect()
    }

    fn leave_aside(&self, view: &mut LedgerView) {
        for noted in &self.versions {
            for answer in noted.agree.iter().chain(&noted.witnesses) {
                if self.is_stale(noted, answer) {
                    view.set_aside(answer, Look::Superseded);
                }
            }
        }
        if let Some(withdraw) = self.withdraw.filter(|_| !self.is_withdrawn()) {
            view.set_aside(withdraw, Look::AgreedAlready);
        }
    }

    fn stamps(&self) -> Vec<Stamp> {
        let each = self.versions.iter().flat_map(|noted| {
            let answers = noted.agree.iter().chain(&noted.witnesses);
            std::iter::once(&noted.fact)
                .chain(answers)
                .chain(&noted.questions)
                .map(|fact| Stamp::from(*fact))
        });
        let mut stamps: Vec<Stamp> = each.chain(self.withdraw.map(Stamp::from)).collect();
        stamps.sort();
        stamps.dedup();
        stamps
    }
}

fn by(fact: &Fact) -> By {
    By {
        member: fact.key.member,
        hand: fact.hand,
        stamp: fact.into(),
    }
}

/// A member's sealed words about `subject`.
fn words(facts: &Facts, member: MemberId, subject: &str) -> Option<Words> {
    let fact = facts.get(&FactKey::new(member, Topic::Note.word(), subject))?;
    Some(match fact.content {
        Content::WaitingForKey => Words::WaitingForKey,
        _ => schema::read::<Note>(fact).map_or(Words::Unreadable, |note| Words::Text(note.text)),
    })
}
