//! What a pairing is: the projection of its facts. Pure; equal input, equal view, on every phone.

use super::approval::{self, ApprovalView};
use super::schema::{
    self, Choice, EndReason, Ended, HandedOver, Hold, Introduced, OwnWords, PairingPlan, Reading,
    Suggestion,
};
use super::visit::{Count, Visit, VisitView, classify};
use crate::command::{Input, Stamp};
use crate::document::{DocumentKind, DocumentName};
use crate::fact::FactKey;
use crate::facts::{AsideReason, DocumentState, Fact, Facts};
use crate::ids::{ChangeHash, ItemId, MemberId, SpaceId};
use crate::roster::{Role, Rosters};
use crate::time::Day;
use crate::topic::Topic;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How far a pairing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Stage {
    /// Visitors are being suggested.
    Suggested,
    /// The host has chosen.
    Chosen,
    /// Two people have approved; the visitor is on the roster.
    Approved,
    /// Host and visitor have met.
    Introduced,
    /// It rests.
    OnHold,
    /// It is over.
    Ended {
        /// Why.
        reason: EndReason,
    },
}

/// A sealed fact on the screen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Said<T> {
    /// The fact's subject.
    pub id: String,
    /// Who said it.
    pub by: MemberId,
    /// Who wrote it: that member, or their proxy.
    pub hand: MemberId,
    /// What.
    pub value: Reading<T>,
    /// Where it was written.
    pub stamp: Stamp,
}

/// An ending. The change's hash is what visits noted from now on carry in `seen`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    /// Who ended it.
    pub by: MemberId,
    /// Why.
    pub reason: EndReason,
    /// When it was noted; none if it does not read.
    pub day: Option<Day>,
    /// The change it came in.
    pub change: ChangeHash,
    /// Where it was written.
    pub stamp: Stamp,
}

/// A statement that does not count here, and why.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SetAside {
    /// Whose.
    pub by: MemberId,
    /// On what topic.
    pub topic: String,
    /// About what.
    pub subject: String,
    /// Why.
    pub reason: AsideReason,
    /// Where it was written.
    pub stamp: Stamp,
}

/// A pairing on the screen.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PairingView {
    /// Its space.
    pub space: SpaceId,
    /// How far it is.
    pub stage: Stage,
    /// The host.
    pub host: Option<MemberId>,
    /// Who look after it now.
    pub coordinators: Vec<MemberId>,
    /// Who visit now.
    pub visitors: Vec<MemberId>,
    /// Visitors suggested to the host.
    pub suggestions: Vec<Said<Suggestion>>,
    /// The host's choice.
    pub choice: Option<Said<Choice>>,
    /// Approvals, of whichever visitor.
    pub approvals: Vec<ApprovalView>,
    /// Whom two people have approved while the record is not made: either approves once more.
    pub ready: Option<MemberId>,
    /// The plan; several only where they were written side by side, the newest first.
    pub plans: Vec<Said<PairingPlan>>,
    /// Who was introduced.
    pub introduced: Vec<Introduced>,
    /// Whether it rests.
    pub on_hold: bool,
    /// The ending that stands: the first.
    pub ending: Option<Ending>,
    /// Visitors whose phones have sent all they had.
    pub handed_over: Vec<MemberId>,
    /// Visits by day.
    pub visits: Vec<VisitView>,
    /// Visits in numbers.
    pub count: Count,
    /// What does not count, and why.
    pub aside: Vec<SetAside>,
}

/// The pairing in `input`, its document `all`; `further` are `all/2`, `all/3` … where visits go on.
#[must_use]
pub fn project(input: Input<'_>, further: &[Arc<DocumentState>]) -> PairingView {
    let space = input.document.name.space;
    let rosters = input.rosters;
    let facts = input.facts();
    let later: Vec<Facts> = further
        .iter()
        .map(|document| Facts::of(input.community, document, rosters, input.keyring, None))
        .collect();

    let ends = endings(&facts);
    let ending = ends.first().map(|(fact, ended)| Ending {
        by: fact.key.member,
        reason: ended.map_or(EndReason::Other, |e| e.reason),
        day: ended.map(|e| e.day),
        change: fact.change.hash,
        stamp: Stamp::from(*fact),
    });
    let introduced: Vec<Introduced> = facts
        .on(Topic::Introduced)
        .filter_map(schema::read)
        .collect();
    let visits = visits(std::iter::once(&facts).chain(&later), &ends, &introduced);
    let visitors: Vec<MemberId> = rosters.holders(space, Role::Visitor).collect();
    let choice = facts.on(Topic::Choice).max_by_key(|f| f.op).map(said);
    let on_hold = rests(&facts, rosters, space);
    let approvals = approval::all(&facts, rosters, space);
    let stage = match &ending {
        Some(ending) => Stage::Ended {
            reason: ending.reason,
        },
        None if on_hold => Stage::OnHold,
        None if introduced.iter().any(|i| visitors.contains(&i.visitor)) => Stage::Introduced,
        None if !visitors.is_empty() => Stage::Approved,
        None if choice.is_some() => Stage::Chosen,
        None => Stage::Suggested,
    };
    let mut handed_over: Vec<MemberId> = facts
        .on(Topic::HandedOver)
        .filter(|fact| schema::read::<HandedOver>(fact).is_some())
        .map(|fact| fact.key.member)
        .collect();
    handed_over.dedup();
    PairingView {
        space,
        stage,
        host: rosters
            .grants
            .iter()
            .rfind(|g| g.space == space && g.role == Role::Host)
            .map(|g| g.member),
        coordinators: rosters.holders(space, Role::PairingCoordinator).collect(),
        visitors,
        suggestions: facts.on(Topic::Suggestion).map(said).collect(),
        choice,
        ready: approval::ready(&approvals, rosters, space).filter(|_| ending.is_none()),
        approvals,
        plans: plans(&facts),
        introduced,
        on_hold,
        ending,
        handed_over,
        count: Count::of(&visits),
        visits,
        aside: std::iter::once(&facts)
            .chain(&later)
            .flat_map(|facts| &facts.aside)
            .map(|aside| SetAside {
                by: aside.key.member,
                topic: aside.key.topic.clone(),
                subject: aside.key.subject.clone(),
                reason: aside.reason,
                stamp: Stamp {
                    device: aside.change.device,
                    n: aside.change.n,
                },
            })
            .collect(),
    }
}

impl PairingView {
    /// The different members suggested, as far as they read here.
    #[must_use]
    pub fn offered(&self) -> Vec<MemberId> {
        let mut offered: Vec<MemberId> = self
            .suggestions
            .iter()
            .filter_map(|s| s.value.here().map(|v| v.visitor))
            .collect();
        offered.sort_unstable();
        offered.dedup();
        offered
    }

    /// The visit of this id; [`document_of`] finds where it lies.
    #[must_use]
    pub fn visit(&self, id: ItemId) -> Option<&VisitView> {
        self.visits.iter().find(|v| v.id == id)
    }
}

/// The document among a pairing's that holds this visit.
#[must_use]
pub fn document_of<'a>(
    documents: impl IntoIterator<Item = &'a Arc<DocumentState>>,
    visit: &VisitView,
) -> Option<DocumentName> {
    let key = FactKey::new(visit.visitor, Topic::Visit.word(), visit.id.to_string());
    documents
        .into_iter()
        .find(|d| {
            d.name.kind() == Some(DocumentKind::Pairing) && d.ops.iter().any(|op| op.key == key)
        })
        .map(|d| d.name.clone())
}

fn said<T: serde::de::DeserializeOwned>(fact: &Fact) -> Said<T> {
    Said {
        id: fact.key.subject.clone(),
        by: fact.key.member,
        hand: fact.hand,
        value: Reading::from(fact),
        stamp: Stamp::from(fact),
    }
}

/// All endings, the one that stands first.
fn endings(facts: &Facts) -> Vec<(&Fact, Option<Ended>)> {
    let mut ends: Vec<_> = facts
        .on(Topic::Ended)
        .map(|fact| (fact, schema::read::<Ended>(fact)))
        .collect();
    ends.sort_by_key(|(fact, _)| fact.op);
    ends
}

/// The plans that no other plan had seen.
fn plans(facts: &Facts) -> Vec<Said<PairingPlan>> {
    let all: Vec<&Fact> = facts.on(Topic::Plan).collect();
    let mut newest: Vec<&Fact> = all
        .iter()
        .filter(|plan| {
            !all.iter()
                .any(|other| other.op != plan.op && other.change.has_seen(&plan.change))
        })
        .copied()
        .collect();
    newest.sort_by_key(|fact| std::cmp::Reverse(fact.op));
    newest.into_iter().map(said).collect()
}

/// A pairing rests while anybody's hold stands that has not been lifted by somebody who saw it:
/// whoever put it on hold, or a coordinator. Side by side, holding wins over going on.
fn rests(facts: &Facts, rosters: &Rosters, space: SpaceId) -> bool {
    let holds: Vec<(&Fact, bool)> = facts
        .on(Topic::Hold)
        .filter_map(|fact| Some((fact, schema::read::<Hold>(fact)?.on)))
        .collect();
    holds.iter().filter(|(_, on)| *on).any(|(hold, _)| {
        !holds.iter().filter(|(_, on)| !*on).any(|(lift, _)| {
            lift.change.has_seen(&hold.change)
                && rosters.role_at(
                    space,
                    Role::PairingCoordinator,
                    lift.key.member,
                    lift.change.device,
                    lift.change.n,
                )
        })
    })
}

fn visits<'a>(
    documents: impl Iterator<Item = &'a Facts>,
    ends: &[(&Fact, Option<Ended>)],
    introduced: &[Introduced],
) -> Vec<VisitView> {
    let ends: Vec<(&Fact, Option<Day>)> = ends
        .iter()
        .map(|(fact, ended)| (*fact, ended.map(|e| e.day)))
        .collect();
    let mut views: Vec<VisitView> = documents
        .flat_map(|facts| facts.on(Topic::Visit).map(move |fact| (facts, fact)))
        .filter_map(|(facts, fact)| {
            let visitor = fact.key.member;
            let visit: Reading<Visit> = Reading::from(fact);
            let known = introduced.iter().any(|i| i.visitor == visitor);
            let class = classify(fact, visit.here(), &ends, known);
            let own_words = facts
                .on(Topic::OwnWords)
                .filter(|words| words.key.subject == fact.key.subject)
                .max_by_key(|words| words.op)
                .map(said::<OwnWords>);
            Some(VisitView {
                id: fact.key.subject.parse().ok()?,
                visitor,
                visit,
                own_words,
                class,
                why: class.why(),
                stamp: Stamp::from(fact),
            })
        })
        .collect();
    views.sort_by_key(|view| {
        let when = view.visit.here().map(|v| (v.note.day, v.note.part));
        (when.is_none(), when, view.visitor, view.id)
    });
    views
}
