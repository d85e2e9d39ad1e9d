//! The first screen: what matters now, a few rows of each, in one look.
//!
//! Read from lists alone ([`crate::project::lists`]), so that a thousand rounds cost what ten do.

use super::hours::{self, EntryRow};
use super::lens::{Lens, Person};
use super::rounds::{self, RoundRow, sentence};
use super::status::OutboxRow;
use crate::app::App;
use crate::error::Error;
use crate::project::lists::{self, About, LookLine, ShortLine, VisitLine};
use crate::store::outbox;
use crate::store::rows::{First, Listed, Part};
use kith_domain::ids::{CommunityId, ItemId, SpaceId};
use kith_domain::pairing::schema::PairingPlan;
use kith_domain::round::view::Stage;
use kith_domain::time::Day;

/// Most rows of each part of the screen.
pub const MOST_ROWS: u32 = 5;

/// The first screen. Each part has [`MOST_ROWS`] rows at most and says how many there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// Oneself.
    pub me: Person,
    /// Open rounds, those that close next first.
    pub closing: Listed<RoundRow>,
    /// Articles whose next case is begun and not full, in rounds that close next first.
    pub short: Listed<ShortRow>,
    /// Notes of hours that wait for one's own answer, the oldest day first.
    pub to_agree: Listed<EntryRow>,
    /// Hosts one visits, the longest ago first.
    pub to_visit: Listed<VisitRow>,
    /// Rounds, hours and pairings one should look at.
    pub to_look_at: Listed<LookRow>,
    /// Own commands that were not taken, the oldest first.
    pub not_taken: Listed<OutboxRow>,
    /// How the phone stands with the server.
    pub line: SyncLine,
}

/// An article short of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitRow {
    /// The pairing: what commands take.
    pub space: SpaceId,
    /// Who is visited.
    pub host: Option<Person>,
    /// Where, when and what the host would like, as far as it reads here.
    pub plan: Option<PairingPlan>,
    /// The day of one's last visit.
    pub last: Option<Day>,
}

/// Something to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookRow {
    /// What it is about: where to go.
    pub about: About,
    /// What that is called; none for a pairing, or while waiting for a key.
    pub called: Option<String>,
    /// Why, as a sentence.
    pub why: String,
}

/// How the phone stands with the server, for the one quiet line of every screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncLine {
    /// In one word.
    pub word: LineWord,
    /// Commands the server does not have.
    pub unsent: usize,
    /// When it last answered, in seconds since 1970; none before the first time.
    pub last_contact: Option<i64>,
    /// In one sentence, without the time.
    pub why: String,
}

/// How the phone stands with the server, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LineWord {
    /// The server has all that was written here.
    UpToDate,
    /// Something waits for a connection; all of it is safe on this phone.
    Waiting,
    /// The last sync found something wrong.
    Trouble,
}

impl App {
    /// The first screen.
    ///
    /// # Errors
    /// [`Error::NoCommunity`], or the disk's own.
    pub fn home(&self, community: CommunityId) -> Result<Home, Error> {
        self.look(community, home)
    }
}

fn home(lens: &Lens<'_>) -> Result<Home, Error> {
    let few = Part::first(MOST_ROWS);
    let mine = lists::of_member(lens.me());
    let mine = (mine.as_str(), First::Lowest);
    Ok(Home {
        me: lens.person(lens.me()),
        closing: rounds::listed(lens, &lists::at_stage(Stage::Open), few)?,
        short: shorts(lens, few)?,
        to_agree: hours::listed(lens, lists::TO_AGREE, mine, few)?,
        to_visit: lens.part(lists::TO_VISIT, mine, few, |_, line| Ok(visit(lens, line)))?,
        to_look_at: lens.part(lists::LOOK, mine, few, |_, line| Ok(look(line)))?,
        not_taken: not_taken(lens, MOST_ROWS)?,
        line: sync_line(lens)?,
    })
}

/// The first lines of the first rounds: each row has at least one.
fn shorts(lens: &Lens<'_>, few: Part) -> Result<Listed<ShortRow>, Error> {
    let whole = |_: &str, lines: Vec<ShortLine>| Ok(lines);
    let found = lens.part(lists::SHORT, ("", First::Lowest), few, whole)?;
    let lines = found.rows.into_iter().flatten();
    Ok(Listed {
        rows: lines.take(few.limit as usize).map(short).collect(),
        total: found.total,
    })
}

fn short(line: ShortLine) -> ShortRow {
    ShortRow {
        round: line.round,
        title: line.title,
        closes: line.closes,
        article: line.article,
        name: line.name,
        unit: line.unit,
        missing_units: line.missing_units,
    }
}

fn visit(lens: &Lens<'_>, line: VisitLine) -> VisitRow {
    VisitRow {
        space: line.space,
        host: line.host.map(|id| lens.person(id)),
        plan: line.plan,
        last: line.last,
    }
}

fn look(line: LookLine) -> LookRow {
    LookRow {
        about: line.about,
        called: line.called,
        why: sentence(&line.why),
    }
}

fn not_taken(lens: &Lens<'_>, most: u32) -> Result<Listed<OutboxRow>, Error> {
    let id = lens.community.id();
    let items = outbox::to_look_at(lens.db, id, most)?;
    Ok(Listed {
        rows: items.into_iter().map(super::status::row).collect(),
        total: outbox::count(lens.db, id)?.look,
    })
}

fn sync_line(lens: &Lens<'_>) -> Result<SyncLine, Error> {
    let unsent = outbox::count(lens.db, lens.community.id())?.unsent;
    let (last_contact, trouble, _) = super::status::contact(lens)?;
    let (word, why) = match (trouble, unsent) {
        (Some(trouble), _) => (LineWord::Trouble, sentence(&trouble)),
        (None, 0) => (
            LineWord::UpToDate,
            "The neighbourhood has all you wrote.".to_owned(),
        ),
        (None, 1) => (
            LineWord::Waiting,
            "One change waits for a connection.".to_owned(),
        ),
        (None, n) => (
            LineWord::Waiting,
            format!("{n} changes wait for a connection."),
        ),
    };
    Ok(SyncLine {
        word,
        unsent,
        last_contact,
        why,
    })
}
