//! Pairings this phone may read, and their visits.

use super::lens::{Lens, Person};
use super::rounds::sentence;
use super::word::{Sync, SyncWord};
use crate::app::App;
use crate::error::Error;
use kith_domain::command::{Input, Stamp};
use kith_domain::facts::DocumentState;
use kith_domain::ids::{CommunityId, ItemId, MemberId, SpaceId};
use kith_domain::pairing::project::{Ending, Said, Stage};
use kith_domain::pairing::schema::{
    Choice, EndReason, Introduced, OwnWords, PairingPlan, Reading, Suggestion,
};
use kith_domain::pairing::visit::{Count, Note, Visit, VisitClass};
use kith_domain::roster::SpaceKind;
use kith_domain::time::Day;
use serde::{Deserialize, Serialize};

/// A pairing on the screen.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PairingRow {
    /// Its space: what commands take.
    pub space: SpaceId,
    /// How far it is.
    pub stage: Stage,
    /// Who is visited.
    pub host: Option<Person>,
    /// Who look after it.
    pub coordinators: Vec<Person>,
    /// Who visit now.
    pub visitors: Vec<Person>,
    /// Visitors suggested to the host.
    pub suggestions: Vec<SuggestionRow>,
    /// Whom the host chose, as far as it reads here.
    pub chosen: Option<Person>,
    /// Who said yes, and to whom.
    pub approvals: Vec<ApprovalRow>,
    /// Whom two people have approved while the record is not made: either approves once more.
    pub ready: Option<Person>,
    /// Where, when and what the host would like, as far as it reads here.
    pub plan: Option<PairingPlan>,
    /// Whether there are plans written side by side, of which the newest is shown.
    pub plans_differ: bool,
    /// Who was introduced, and when.
    pub introduced: Vec<IntroducedRow>,
    /// Whether it rests.
    pub on_hold: bool,
    /// How it ended.
    pub ended: Option<EndedRow>,
    /// Visitors whose phones have sent all they had.
    pub handed_over: Vec<Person>,
    /// Visits by day.
    pub visits: Vec<VisitRow>,
    /// Visits in numbers.
    pub count: Count,
    /// Where it stands.
    pub sync: Sync,
}

/// A visitor suggested to the host.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SuggestionRow {
    /// Its id: what the host chooses by.
    pub id: String,
    /// Who; none unless it reads here.
    pub visitor: Option<Person>,
    /// Why the two might get on.
    pub why: Option<String>,
    /// By whom.
    pub by: Person,
    /// Where it stands.
    pub sync: Sync,
}

/// One person's yes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ApprovalRow {
    /// Whose.
    pub by: Person,
    /// Whether they are a safeguarding lead.
    pub lead: bool,
    /// To whom.
    pub visitor: Person,
    /// Where it stands.
    pub sync: Sync,
}

/// An introduction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IntroducedRow {
    /// Who met the host.
    pub visitor: Person,
    /// When it was noted.
    pub day: Day,
}

/// An ending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EndedRow {
    /// Who noted it.
    pub by: Person,
    /// Why.
    pub reason: EndReason,
    /// When it was noted.
    pub day: Option<Day>,
}

/// A visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VisitRow {
    /// Its id.
    pub id: ItemId,
    /// Who noted it.
    pub visitor: Person,
    /// Whether one noted it oneself.
    pub mine: bool,
    /// What was noted; none unless it reads here.
    pub note: Option<Note>,
    /// The host's own words about it.
    pub own_words: Option<String>,
    /// Whose they are: the host, or *Ben for Ada* where a proxy wrote them down.
    pub own_words_by: Option<Person>,
    /// How it stands.
    pub class: VisitClass,
    /// Whether it counts without anybody looking.
    pub counts: bool,
    /// Where it stands.
    pub sync: Sync,
}

/// A pairing as the read model keeps it.
#[derive(Deserialize)]
struct Stored {
    space: SpaceId,
    stage: Stage,
    host: Option<MemberId>,
    coordinators: Vec<MemberId>,
    visitors: Vec<MemberId>,
    suggestions: Vec<Said<Suggestion>>,
    choice: Option<Said<Choice>>,
    approvals: Vec<StoredApproval>,
    ready: Option<MemberId>,
    plans: Vec<Said<PairingPlan>>,
    introduced: Vec<Introduced>,
    on_hold: bool,
    ending: Option<Ending>,
    handed_over: Vec<MemberId>,
    visits: Vec<StoredVisit>,
    count: Count,
}

#[derive(Deserialize)]
struct StoredApproval {
    by: MemberId,
    lead: bool,
    approval: kith_domain::pairing::schema::Approval,
    valid: bool,
    stamp: Stamp,
}

#[derive(Deserialize)]
struct StoredVisit {
    id: ItemId,
    visitor: MemberId,
    visit: Reading<Visit>,
    own_words: Option<Said<OwnWords>>,
    class: VisitClass,
    stamp: Stamp,
}

impl App {
    /// The pairings this phone may read, those that go on first.
    ///
    /// # Errors
    /// [`Error::NoCommunity`], or the disk's own.
    pub fn pairings(&self, community: CommunityId) -> Result<Vec<PairingRow>, Error> {
        self.look(community, |lens| {
            let mut found = Vec::new();
            for stored in stored(lens)? {
                found.push(row(lens, stored)?);
            }
            found.sort_by(|a, b| {
                (a.ended.is_some(), &a.host, a.space).cmp(&(b.ended.is_some(), &b.host, b.space))
            });
            Ok(found)
        })
    }
}

/// The pairings in the read model, and those opened of which nothing has been written yet.
fn stored(lens: &Lens<'_>) -> Result<Vec<Stored>, Error> {
    let mut found: Vec<Stored> = Vec::new();
    for (_, stored) in lens.rows("pairing")? {
        found.push(stored);
    }
    let rosters = &lens.community.assumed;
    for (space, held) in &rosters.spaces {
        if held.kind != SpaceKind::Pairing
            || held.erased
            || !rosters.may_read(*space, lens.me())
            || found.iter().any(|stored| stored.space == *space)
        {
            continue;
        }
        let empty = DocumentState {
            name: kith_domain::pairing::document(*space),
            ops: Vec::new(),
            heads: Vec::new(),
        };
        let input = Input {
            community: lens.community.id(),
            document: &empty,
            rosters,
            keyring: &lens.community.keyring,
        };
        let view = serde_json::to_value(kith_domain::pairing::project(input, &[]));
        let read = view.and_then(serde_json::from_value);
        found.push(read.map_err(|e| Error::Inconsistent(e.to_string()))?);
    }
    Ok(found)
}

fn row(lens: &Lens<'_>, stored: Stored) -> Result<PairingRow, Error> {
    let space = stored.space;
    let here = lens.unsent_in(kith_domain::pairing::document(space).id())?
        || !lens.community.sequenced.spaces.contains_key(&space);
    let locked = lens.community.keyring.newest(space).is_none();
    let then = if locked {
        SyncWord::WaitingForKey
    } else {
        SyncWord::Sent
    };
    let chosen = stored.choice.as_ref().and_then(|said| said.value.here());
    let plan = stored.plans.first().and_then(|said| said.value.here());
    Ok(PairingRow {
        space,
        stage: stored.stage,
        host: stored.host.map(|id| lens.person(id)),
        coordinators: lens.people(stored.coordinators),
        visitors: lens.people(stored.visitors),
        chosen: chosen.map(|choice| lens.person(choice.visitor)),
        plan: plan.cloned(),
        plans_differ: stored.plans.len() > 1,
        suggestions: stored
            .suggestions
            .into_iter()
            .map(|said| suggestion(lens, space, said))
            .collect(),
        approvals: stored
            .approvals
            .into_iter()
            .map(|a| approval(lens, space, &a))
            .collect(),
        ready: stored.ready.map(|id| lens.person(id)),
        introduced: stored
            .introduced
            .into_iter()
            .map(|i| IntroducedRow {
                visitor: lens.person(i.visitor),
                day: i.day,
            })
            .collect(),
        on_hold: stored.on_hold,
        ended: stored.ending.map(|ending| EndedRow {
            by: lens.person(ending.by),
            reason: ending.reason,
            day: ending.day,
        }),
        handed_over: lens.people(stored.handed_over),
        visits: stored
            .visits
            .into_iter()
            .map(|v| visit(lens, space, v))
            .collect(),
        count: stored.count,
        sync: Sync::unless_here(here, Sync::of(then)),
    })
}

fn suggestion(lens: &Lens<'_>, space: SpaceId, said: Said<Suggestion>) -> SuggestionRow {
    let value = said.value.here();
    SuggestionRow {
        visitor: value.map(|s| lens.person(s.visitor)),
        why: value.map(|s| s.why.clone()),
        by: lens.voice(said.by, said.hand),
        sync: reading(lens, space, &said.value, said.stamp),
        id: said.id,
    }
}

fn approval(lens: &Lens<'_>, space: SpaceId, stored: &StoredApproval) -> ApprovalRow {
    ApprovalRow {
        by: lens.person(stored.by),
        lead: stored.lead,
        visitor: lens.person(stored.approval.visitor),
        sync: if stored.valid {
            lens.sent(space, stored.stamp)
        } else {
            Sync::because(
                SyncWord::NeedsALook,
                "Signed with a phone that no longer counts; approve once more.",
            )
        },
    }
}

fn visit(lens: &Lens<'_>, space: SpaceId, stored: StoredVisit) -> VisitRow {
    let why = stored.class.why().map(sentence);
    let read = reading(lens, space, &stored.visit, stored.stamp);
    let sync = match (read.word, stored.class.counts()) {
        (SyncWord::Sent, true) => match why {
            Some(why) => Sync::because(SyncWord::Counted, why),
            None => Sync::of(SyncWord::Counted),
        },
        (SyncWord::Sent, false) => Sync::because(SyncWord::NeedsALook, why.unwrap_or_default()),
        _ => read,
    };
    VisitRow {
        id: stored.id,
        mine: stored.visitor == lens.me(),
        visitor: lens.person(stored.visitor),
        note: stored.visit.here().map(|v| v.note.clone()),
        own_words_by: stored
            .own_words
            .as_ref()
            .map(|said| lens.voice(said.by, said.hand)),
        own_words: stored
            .own_words
            .and_then(|said| said.value.here().map(|w| w.text.clone())),
        class: stored.class,
        counts: stored.class.counts(),
        sync,
    }
}

fn reading<T>(lens: &Lens<'_>, space: SpaceId, value: &Reading<T>, stamp: Stamp) -> Sync {
    match value {
        Reading::Here(_) => lens.sent(space, stamp),
        Reading::WaitingForKey => Sync::of(SyncWord::WaitingForKey),
        Reading::Unreadable => Sync::because(SyncWord::NeedsALook, "This cannot be read."),
    }
}
