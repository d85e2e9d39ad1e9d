//! The time bank: every note of help and what became of it, and where everybody stands.

use super::lens::{Lens, Person};
use super::word::{Sync, SyncWord};
use crate::app::App;
use crate::error::Error;
use crate::store::rows::{self, First, Listed, Part};
use kith_domain::command::Stamp;
use kith_domain::hours::{Agreed, HoursDeed, Look, QuestionView, Version, Weighed, Words};
use kith_domain::ids::{CommunityId, ItemId, MemberId};
use kith_domain::roster::Role;
use kith_domain::time::Day;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The time bank on the screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hours {
    /// Every note of help, the newest day first.
    pub entries: Vec<EntryRow>,
    /// Where each member stands over all months, by name; who never gave or received stands at 0.
    pub balances: Vec<Balance>,
    /// All balances together: always 0.
    pub sum_minutes: i64,
}

/// A member's balance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Balance {
    /// Whose.
    pub member: Person,
    /// Minutes given less minutes received.
    pub minutes: i64,
}

/// A note of help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntryRow {
    /// The ledger: what commands take beside claim or version.
    pub document: String,
    /// The claim.
    pub claim: ItemId,
    /// Its newest version.
    pub version: Version,
    /// Who gave.
    pub giver: Person,
    /// Who received.
    pub receiver: Person,
    /// How long.
    pub minutes: u32,
    /// When.
    pub day: Day,
    /// What it was.
    pub kind: String,
    /// The words with it, if they read here.
    pub note: Option<String>,
    /// Who noted it.
    pub noted_by: Person,
    /// Whether one gave or received.
    pub mine: bool,
    /// What became of it.
    pub state: EntryState,
    /// The state in words.
    pub why: String,
    /// Whose answer it waits for.
    pub awaits: Option<Person>,
    /// Minutes in the balances: those of the version agreed last, if it counts.
    pub counted_minutes: Option<u32>,
    /// Who agreed.
    pub agreed_by: Option<Person>,
    /// The coordinator who witnessed it.
    pub witness: Option<Person>,
    /// Open questions.
    pub questions: Vec<QuestionRow>,
    /// What one may do about it now: the buttons under it.
    pub deeds: Vec<HoursDeed>,
    /// Where it stands.
    pub sync: Sync,
}

/// What became of a note of help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntryState {
    /// It waits for the other's word.
    Noted,
    /// It counts.
    Posted,
    /// Somebody asked about it.
    Questioned,
    /// Whoever noted it took it back.
    Withdrawn,
    /// Somebody must look at it.
    NeedsALook,
}

/// An open question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuestionRow {
    /// Who asks.
    pub by: Person,
    /// About which version.
    pub version: Version,
    /// Their words, if they read here.
    pub words: Option<String>,
    /// Where it stands.
    pub sync: Sync,
}

/// An entry as the read model keeps it.
#[derive(Deserialize)]
struct Stored {
    claim: ItemId,
    version: Version,
    giver: MemberId,
    receiver: MemberId,
    minutes: u32,
    day: Day,
    kind: String,
    note: Option<Words>,
    claimed_by: MemberId,
    hand: MemberId,
    state: EntryState,
    code: Option<Look>,
    awaits: Option<MemberId>,
    why: String,
    agreed: Option<Agreed>,
    posted: bool,
    questions: Vec<QuestionView>,
    stamps: Vec<Stamp>,
}

impl App {
    /// The whole time bank.
    ///
    /// # Errors
    /// [`Error::NoCommunity`], or the disk's own.
    pub fn hours(&self, community: CommunityId) -> Result<Hours, Error> {
        let entries = self.entries(community, Part::ALL)?.rows;
        let balances = self.balances(community)?;
        Ok(Hours {
            entries,
            sum_minutes: balances.iter().map(|balance| balance.minutes).sum(),
            balances,
        })
    }

    /// Some of the notes of help, the newest day first.
    ///
    /// # Errors
    /// [`Error::NoCommunity`], or the disk's own.
    pub fn entries(&self, community: CommunityId, part: Part) -> Result<Listed<EntryRow>, Error> {
        self.look(community, |lens| {
            listed(lens, "entry", ("", First::Highest), part)
        })
    }

    /// Where each member stands over all months, by name; who never gave or received stands at 0.
    ///
    /// # Errors
    /// [`Error::NoCommunity`], or the disk's own.
    pub fn balances(&self, community: CommunityId) -> Result<Vec<Balance>, Error> {
        self.look(community, |lens| {
            let mut minutes: BTreeMap<MemberId, i64> =
                lens.community.assumed.present().map(|id| (id, 0)).collect();
            minutes.extend(rows::balances(lens.db, community)?);
            let mut balances: Vec<Balance> = minutes
                .into_iter()
                .map(|(id, minutes)| Balance {
                    member: lens.person(id),
                    minutes,
                })
                .collect();
            balances.sort_by(|a, b| a.member.cmp(&b.member));
            Ok(balances)
        })
    }
}

/// Notes of help in a list of entries.
pub(super) fn listed(
    lens: &Lens<'_>,
    screen: &str,
    order: (&str, First),
    part: Part,
) -> Result<Listed<EntryRow>, Error> {
    lens.part(screen, order, part, |id, stored| {
        Ok(entry(lens, id, stored))
    })
}

fn entry(lens: &Lens<'_>, id: &str, stored: Stored) -> EntryRow {
    let document = id.rsplit_once('/').map_or(id, |(document, _)| document);
    let agreed = stored.agreed.as_ref().filter(|_| stored.posted);
    let space = lens.community.assumed.space;
    EntryRow {
        sync: sync(lens, &stored),
        deeds: deeds(lens, &stored),
        document: document.to_owned(),
        claim: stored.claim,
        version: stored.version,
        mine: [stored.giver, stored.receiver].contains(&lens.me()),
        giver: lens.person(stored.giver),
        receiver: lens.person(stored.receiver),
        minutes: stored.minutes,
        day: stored.day,
        kind: stored.kind,
        note: stored.note.and_then(text),
        noted_by: lens.voice(stored.claimed_by, stored.hand),
        awaits: stored.awaits.map(|id| lens.person(id)),
        state: stored.state,
        why: stored.why,
        counted_minutes: agreed.map(|a| a.minutes),
        agreed_by: agreed
            .and_then(|a| a.by)
            .map(|by| lens.voice(by.member, by.hand)),
        witness: agreed
            .and_then(|a| a.witness)
            .map(|by| lens.voice(by.member, by.hand)),
        questions: stored
            .questions
            .into_iter()
            .map(|q| QuestionRow {
                by: lens.voice(q.by.member, q.by.hand),
                version: q.version,
                words: q.words.and_then(text),
                sync: lens.sent(space, q.by.stamp),
            })
            .collect(),
    }
}

fn deeds(lens: &Lens<'_>, stored: &Stored) -> Vec<HoursDeed> {
    use kith_domain::hours::EntryState as Ruled;
    let state = match (stored.state, stored.code) {
        (EntryState::NeedsALook, Some(code)) => Ruled::NeedsALook { code },
        (EntryState::Posted, _) => Ruled::Posted,
        (EntryState::Questioned, _) => Ruled::Questioned,
        (EntryState::Withdrawn, _) => Ruled::Withdrawn,
        (EntryState::Noted | EntryState::NeedsALook, _) => Ruled::Noted,
    };
    let weighed = Weighed {
        version: stored.version,
        giver: stored.giver,
        receiver: stored.receiver,
        claimed_by: stored.claimed_by,
        hand: stored.hand,
        state,
        agreed: stored.agreed.as_ref(),
        questions: &stored.questions,
    };
    let rosters = &lens.community.assumed;
    let coordinates = rosters.has_role(rosters.space, Role::Coordinator, lens.me());
    weighed.deeds((lens.me(), lens.community.me()), coordinates)
}

fn sync(lens: &Lens<'_>, stored: &Stored) -> Sync {
    let space = lens.community.assumed.space;
    let here = stored.stamps.iter().any(|stamp| lens.here(space, *stamp));
    let then = match stored.state {
        EntryState::NeedsALook => {
            let why = super::rounds::sentence(&stored.why);
            return Sync::because(SyncWord::NeedsALook, why);
        }
        EntryState::Posted => Sync::because(SyncWord::Counted, "Both balances have it."),
        EntryState::Questioned => Sync::because(
            SyncWord::NeedsALook,
            "Somebody asked about it; talk, then lift the question or change the note.",
        ),
        EntryState::Noted | EntryState::Withdrawn => Sync::of(SyncWord::Sent),
    };
    Sync::unless_here(here, then)
}

fn text(words: Words) -> Option<String> {
    match words {
        Words::Text(text) => Some(text),
        Words::WaitingForKey | Words::Unreadable => None,
    }
}
