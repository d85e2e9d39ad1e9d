//! What the screens of pairings and visits show.

use super::{DayPart, EndReason, PairingStage, VisitClass, VisitKind, VisitLength};
use crate::ids::{Day, ItemId, SpaceId};
use crate::word::{Person, Sync};
use kith_core::query::pairings;
use kith_domain::pairing::{schema, visit};

/// A pairing.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct PairingRow {
    /// Its space: what the commands take.
    pub space: SpaceId,
    /// How far it is.
    pub stage: PairingStage,
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
    pub plan: Option<PlanText>,
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
    pub count: VisitCount,
    /// Where it stands.
    pub sync: Sync,
}

impl From<pairings::PairingRow> for PairingRow {
    fn from(row: pairings::PairingRow) -> Self {
        Self {
            space: row.space,
            stage: row.stage,
            host: row.host,
            coordinators: row.coordinators,
            visitors: row.visitors,
            suggestions: row.suggestions,
            chosen: row.chosen,
            approvals: row.approvals,
            ready: row.ready,
            plan: row.plan.map(PlanText::from),
            plans_differ: row.plans_differ,
            introduced: row.introduced,
            on_hold: row.on_hold,
            ended: row.ended,
            handed_over: row.handed_over,
            visits: row.visits.into_iter().map(VisitRow::from).collect(),
            count: row.count,
            sync: row.sync,
        }
    }
}

/// Where, when and what the host would like. Each text is 1000 characters at most.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PlanText {
    /// Address and how to find the door.
    pub place: String,
    /// When a visit would suit.
    pub times: String,
    /// What the host would like: a paper, an apple, a chat about football.
    pub wishes: String,
}

impl From<schema::PairingPlan> for PlanText {
    fn from(plan: schema::PairingPlan) -> Self {
        Self {
            place: plan.place,
            times: plan.when,
            wishes: plan.wishes,
        }
    }
}

impl From<PlanText> for schema::PairingPlan {
    fn from(plan: PlanText) -> Self {
        Self {
            place: plan.place,
            when: plan.times,
            wishes: plan.wishes,
        }
    }
}

/// A visitor suggested to the host.
pub type SuggestionRow = pairings::SuggestionRow;

/// A visitor suggested to the host.
#[uniffi::remote(Record)]
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
pub type ApprovalRow = pairings::ApprovalRow;

/// One person's yes.
#[uniffi::remote(Record)]
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
pub type IntroducedRow = pairings::IntroducedRow;

/// An introduction.
#[uniffi::remote(Record)]
pub struct IntroducedRow {
    /// Who met the host.
    pub visitor: Person,
    /// When it was noted.
    pub day: Day,
}

/// An ending.
pub type EndedRow = pairings::EndedRow;

/// An ending.
#[uniffi::remote(Record)]
pub struct EndedRow {
    /// Who noted it.
    pub by: Person,
    /// Why.
    pub reason: EndReason,
    /// When it was noted.
    pub day: Option<Day>,
}

/// A visit.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct VisitRow {
    /// Its id.
    pub id: ItemId,
    /// Who noted it.
    pub visitor: Person,
    /// Whether one noted it oneself.
    pub mine: bool,
    /// What was noted; none unless it reads here.
    pub note: Option<VisitNote>,
    /// The host's own words about it.
    pub own_words: Option<String>,
    /// Whose they are: the host, or *Ben for Ada* where a proxy wrote them down.
    pub own_words_by: Option<Person>,
    /// How it stands.
    pub standing: VisitClass,
    /// Whether it counts without anybody looking.
    pub counts: bool,
    /// Where it stands.
    pub sync: Sync,
}

impl From<pairings::VisitRow> for VisitRow {
    fn from(row: pairings::VisitRow) -> Self {
        Self {
            id: row.id,
            visitor: row.visitor,
            mine: row.mine,
            note: row.note,
            own_words: row.own_words,
            own_words_by: row.own_words_by,
            standing: row.class,
            counts: row.counts,
            sync: row.sync,
        }
    }
}

/// What a visitor notes.
pub type VisitNote = visit::Note;

/// What a visitor notes.
#[uniffi::remote(Record)]
pub struct VisitNote {
    /// The day, as the visitor says.
    pub day: Day,
    /// The part of it.
    pub part: DayPart,
    /// What it was.
    pub kind: VisitKind,
    /// Roughly how long.
    #[uniffi(default = None)]
    pub length: Option<VisitLength>,
    /// What was brought: five things at most.
    #[uniffi(default = [])]
    pub brought: Vec<String>,
    /// The visitor's words.
    #[uniffi(default = "")]
    pub words: String,
    /// The host's words, as told to the visitor.
    #[uniffi(default = "")]
    pub host_words: String,
    /// The run there and back.
    #[uniffi(default = None)]
    pub run: Option<VisitRun>,
    /// Whether a coordinator should get in touch.
    #[uniffi(default = false)]
    pub follow_up: bool,
}

/// The run to the host's door; no track is kept.
pub type VisitRun = visit::Run;

/// The run to the host's door; no track is kept.
#[uniffi::remote(Record)]
pub struct VisitRun {
    /// Metres.
    pub metres: u32,
    /// Seconds in motion.
    pub moving_seconds: u32,
}

/// Visits in numbers. No minutes: nobody's visit is measured.
pub type VisitCount = visit::Count;

/// Visits in numbers. No minutes: nobody's visit is measured.
#[uniffi::remote(Record)]
pub struct VisitCount {
    /// Visits, calls and errands. Two visitors' notes of one day are one visit; one visitor's two
    /// notes of one day are two.
    pub visits: u32,
    /// Days with at least one.
    pub days: u32,
    /// Visitors who noted one.
    pub people: u32,
    /// Days on which nobody came to the door and no visit was made.
    pub no_answer: u32,
    /// Notes a coordinator should look at; not counted above.
    pub to_look_at: u32,
    /// Notes that do not read on this phone; not counted above.
    pub unread: u32,
}
