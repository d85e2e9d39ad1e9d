//! Visits: what a visitor notes, how it is classified, and how visits are counted.
//!
//! A visit that happened is never refused and never lost. Its class follows from what its author's
//! phone could know when it was written, not from when it arrived: the note carries in `seen` the
//! ending its author was shown, and the ending's own causal past tells which notes it had seen.

use super::project::Said;
use super::schema::{OwnWords, Reading};
use crate::command::{Seen, Stamp};
use crate::facts::Fact;
use crate::ids::{ItemId, MemberId};
use crate::time::Day;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Most things brought in one note.
pub const BROUGHT: usize = 5;

/// The part of a day: people remember that, clocks on phones lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Before noon.
    Morning,
    /// Until about six.
    Afternoon,
    /// Until bedtime.
    Evening,
    /// The rest.
    Night,
}

/// What it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VisitKind {
    /// At the host's.
    Visit,
    /// On the phone.
    Call,
    /// Something fetched or done.
    Errand,
    /// Nobody came to the door.
    NoAnswer,
    /// The host was not well.
    NotWell,
}

/// Roughly how long: never minutes, never required.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Length {
    /// A hello.
    Short,
    /// A cup of tea.
    Medium,
    /// A good while.
    Long,
}

/// The run to the host's door; no track is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Run {
    /// Metres.
    pub metres: u32,
    /// Seconds in motion.
    pub moving_seconds: u32,
}

/// What a visitor notes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The day, as the visitor says.
    pub day: Day,
    /// The part of it.
    pub part: Part,
    /// What it was.
    pub kind: VisitKind,
    /// Roughly how long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length: Option<Length>,
    /// What was brought; at most [`BROUGHT`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub brought: Vec<String>,
    /// The visitor's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// The host's words, as told to the visitor.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub host_words: String,
    /// The run there and back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<Run>,
    /// Whether a coordinator should get in touch.
    #[serde(default)]
    pub follow_up: bool,
}

/// The `visit` fact (sealed): the note, and what its author had seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// The note.
    #[serde(flatten)]
    pub note: Note,
    /// What this phone had seen when the visit was noted.
    #[serde(default)]
    pub seen: Seen,
}

/// How a visit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VisitClass {
    /// Before any ending: it counts.
    BeforeEnd,
    /// Nobody has noted that the two were introduced: it counts, with a soft flag.
    NotIntroduced,
    /// After the ending, by a phone that had not learnt of it: it counts, with a soft flag.
    AfterEndUnknown,
    /// Written by a phone that showed the ending: a coordinator looks at it first.
    AfterEndKnown,
    /// Written after the visitor's place in the roster had ended: a coordinator looks at it first.
    AfterLeaving,
}

impl VisitClass {
    /// Whether it counts without anybody looking.
    #[must_use]
    pub fn counts(self) -> bool {
        !matches!(self, Self::AfterEndKnown | Self::AfterLeaving)
    }

    /// The words for it; none where there is nothing to say.
    #[must_use]
    pub fn why(self) -> Option<&'static str> {
        match self {
            Self::BeforeEnd => None,
            Self::NotIntroduced => Some("nobody has noted yet that the two were introduced"),
            Self::AfterEndUnknown => {
                Some("the pairing had ended, but the visitor's phone had not heard of it")
            }
            Self::AfterEndKnown => {
                Some("noted when the pairing was known to have ended; a coordinator should look")
            }
            Self::AfterLeaving => {
                Some("noted after the visitor had left; a coordinator should look")
            }
        }
    }
}

/// One visit on the screen.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VisitView {
    /// Its id.
    pub id: ItemId,
    /// Who noted it: from the fact's key, whoever visits today.
    pub visitor: MemberId,
    /// What was noted.
    pub visit: Reading<Visit>,
    /// The host's own words about it, and who wrote them down.
    pub own_words: Option<Said<OwnWords>>,
    /// How it stands.
    pub class: VisitClass,
    /// In words.
    pub why: Option<&'static str>,
    /// Where it was written.
    pub stamp: Stamp,
}

/// The class of a visit. `ends` are all endings with their days, the first that stands first;
/// `introduced` says whether its author was ever introduced.
pub(super) fn classify(
    fact: &Fact,
    visit: Option<&Visit>,
    ends: &[(&Fact, Option<Day>)],
    introduced: bool,
) -> VisitClass {
    if fact.after_leaving {
        return VisitClass::AfterLeaving;
    }
    let before = if introduced {
        VisitClass::BeforeEnd
    } else {
        VisitClass::NotIntroduced
    };
    let Some((end, day)) = ends.first() else {
        return before;
    };
    let knew = match visit {
        // A note written anew by take-back lies after the ending; what counts is what was shown.
        Some(visit) => ends
            .iter()
            .any(|(e, _)| visit.seen.ending == Some(e.change.hash)),
        None => ends.iter().any(|(e, _)| fact.change.has_seen(&e.change)),
    };
    // Written side by side with the ending: the visitor's own day tells, since nothing else can.
    let earlier = visit.is_some_and(|v| day.is_some_and(|end| v.note.day < end));
    if knew {
        VisitClass::AfterEndKnown
    } else if end.change.has_seen(&fact.change) || earlier {
        before
    } else {
        VisitClass::AfterEndUnknown
    }
}

/// Visits in numbers. No minutes: nobody's visit is measured.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
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

impl Count {
    /// Counts these visits.
    #[must_use]
    pub fn of(visits: &[VisitView]) -> Self {
        let mut count = Self::default();
        let mut made: BTreeMap<Day, BTreeMap<MemberId, u32>> = BTreeMap::new();
        let mut knocked: BTreeSet<Day> = BTreeSet::new();
        for view in visits {
            if !view.class.counts() {
                count.to_look_at += 1;
            } else if let Some(visit) = view.visit.here() {
                if visit.note.kind == VisitKind::NoAnswer {
                    knocked.insert(visit.note.day);
                } else {
                    let day = made.entry(visit.note.day).or_default();
                    *day.entry(view.visitor).or_default() += 1;
                }
            } else {
                count.unread += 1;
            }
        }
        let size = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        count.visits = made.values().filter_map(|day| day.values().max()).sum();
        count.days = size(made.len());
        count.people = size(
            made.values()
                .flat_map(BTreeMap::keys)
                .collect::<BTreeSet<_>>()
                .len(),
        );
        count.no_answer = size(knocked.iter().filter(|d| !made.contains_key(d)).count());
        count
    }
}
