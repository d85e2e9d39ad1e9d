//! The first screen, in one call.

use crate::community::Community;
use crate::error::KithError;
use crate::hours::EntryRow;
use crate::ids::{Day, ItemId, SpaceId};
use crate::page::count;
use crate::pairings::PlanText;
use crate::rounds::RoundRow;
use crate::status::OutboxRow;
use crate::word::Person;
use kith_core::project::lists::About;
use kith_core::query::home;

/// The first screen. Each list holds its first five rows; its total says how many there are.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Home {
    /// Oneself.
    pub me: Person,
    /// Open rounds, those that close next first.
    pub closing: Vec<RoundRow>,
    /// How many rounds are open.
    pub closing_total: u32,
    /// Articles whose next case is begun and not full, in rounds that close next first.
    pub short: Vec<ShortRow>,
    /// How many such articles there are.
    pub short_total: u32,
    /// Notes of hours that wait for one's own answer, the oldest day first.
    pub to_agree: Vec<EntryRow>,
    /// How many such notes there are.
    pub to_agree_total: u32,
    /// Hosts one visits, the longest ago first.
    pub to_visit: Vec<HostRow>,
    /// How many hosts one visits.
    pub to_visit_total: u32,
    /// Rounds, hours and pairings one should look at.
    pub to_look_at: Vec<LookRow>,
    /// How many there are to look at.
    pub to_look_at_total: u32,
    /// Own commands that were not taken, the oldest first.
    pub not_taken: Vec<OutboxRow>,
    /// How many were not taken.
    pub not_taken_total: u32,
    /// How the phone stands with the server.
    pub line: SyncLine,
    /// The revision this is of, or an older one: ask anew when an observer hears of more.
    pub revision: u64,
}

/// An article short of a case.
pub type ShortRow = home::ShortRow;

/// An article short of a case.
#[uniffi::remote(Record)]
pub struct ShortRow {
    /// The round: what commands take.
    pub round: String,
    /// What that is called; none while waiting for a key.
    pub title: Option<String>,
    /// The day it is meant to close.
    pub closes: Option<Day>,
    /// The article: what commands take.
    pub article: ItemId,
    /// What it is.
    pub name: String,
    /// What one unit is.
    pub unit: String,
    /// Units that lack to fill the case, or to reach the supplier's minimum.
    pub missing_units: u64,
}

/// A host one visits.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct HostRow {
    /// The pairing: what commands take.
    pub space: SpaceId,
    /// Who is visited.
    pub host: Option<Person>,
    /// Where, when and what the host would like, as far as it reads here.
    pub plan: Option<PlanText>,
    /// The day of one's last visit.
    pub last: Option<Day>,
}

/// Something to look at.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct LookRow {
    /// What it is about: which screen to open.
    pub about: LookAbout,
    /// What that is called; none for a pairing, or while waiting for a key.
    pub called: Option<String>,
    /// Why, as a sentence.
    pub why: String,
}

/// What something to look at is about.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum LookAbout {
    /// A round.
    Round {
        /// Its name.
        name: String,
    },
    /// A note of hours.
    Hours {
        /// The ledger.
        document: String,
        /// The claim.
        claim: ItemId,
    },
    /// A pairing.
    Pairing {
        /// Its space.
        space: SpaceId,
    },
}

/// How the phone stands with the server: the one quiet line of every screen.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SyncLine {
    /// In one word.
    pub word: LineWord,
    /// Commands the server does not have.
    pub unsent: u32,
    /// When it last answered, in seconds since 1970; none before the first time.
    pub last_contact: Option<i64>,
    /// In one sentence, without the time.
    pub why: String,
}

/// How the phone stands with the server, in one word.
pub type LineWord = home::LineWord;

/// How the phone stands with the server, in one word.
#[uniffi::remote(Enum)]
pub enum LineWord {
    /// The server has all that was written here.
    UpToDate,
    /// Something waits for a connection; all of it is safe on this phone.
    Waiting,
    /// The last sync found something wrong.
    Trouble,
}

impl From<home::VisitRow> for HostRow {
    fn from(row: home::VisitRow) -> Self {
        Self {
            space: row.space,
            host: row.host,
            plan: row.plan.map(PlanText::from),
            last: row.last,
        }
    }
}

impl From<home::LookRow> for LookRow {
    fn from(row: home::LookRow) -> Self {
        Self {
            about: match row.about {
                About::Round(name) => LookAbout::Round { name },
                About::Hours(document, claim) => LookAbout::Hours { document, claim },
                About::Pairing(space) => LookAbout::Pairing { space },
            },
            called: row.called,
            why: row.why,
        }
    }
}

impl From<home::SyncLine> for SyncLine {
    fn from(line: home::SyncLine) -> Self {
        Self {
            word: line.word,
            unsent: count(line.unsent),
            last_contact: line.last_contact,
            why: line.why,
        }
    }
}

#[uniffi::export]
impl Community {
    /// Everything the first screen shows: what closes next, what lacks to fill a case, what waits
    /// for one's answer, whom to visit, what needs a look, and one line about the sync. Costs the
    /// same with ten rounds and with a thousand.
    ///
    /// # Errors
    /// [`KithError::NotFound`] when the phone does not belong here.
    pub async fn home(&self) -> Result<Home, KithError> {
        let (revision, home) = self.look(|app, id| app.home(id)).await?;
        Ok(Home {
            me: home.me,
            closing_total: count(home.closing.total),
            closing: rows(home.closing.rows),
            short_total: count(home.short.total),
            short: home.short.rows,
            to_agree_total: count(home.to_agree.total),
            to_agree: home.to_agree.rows,
            to_visit_total: count(home.to_visit.total),
            to_visit: rows(home.to_visit.rows),
            to_look_at_total: count(home.to_look_at.total),
            to_look_at: rows(home.to_look_at.rows),
            not_taken_total: count(home.not_taken.total),
            not_taken: rows(home.not_taken.rows),
            line: home.line.into(),
            revision,
        })
    }
}

fn rows<A, B: From<A>>(rows: Vec<A>) -> Vec<B> {
    rows.into_iter().map(B::from).collect()
}
