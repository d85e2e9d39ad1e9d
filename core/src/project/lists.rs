//! Small rows for long lists and for the first screen: what each shows of a document, and its place.
//!
//! A list of a thousand rounds must not read a thousand rounds. So a projection leaves, beside its whole
//! view, a line for each list it is in. A line's `sort` is where it stands; a list of what concerns one
//! member begins its sort with the member. Lines follow from the document alone, never from whose phone
//! it is. Read by [`crate::query`].

use crate::error::Error;
use crate::store::rows::Row;
use kith_domain::hours::EntryView;
use kith_domain::ids::{ItemId, MemberId, SpaceId};
use kith_domain::pairing::project::{PairingView, Stage as PairingStage};
use kith_domain::pairing::schema::PairingPlan;
use kith_domain::round::view::{RoundProblem, RoundView, Stage};
use kith_domain::time::Day;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// All rounds: [`RoundLine`], by stage, closing day, title.
pub const ROUNDS: &str = "round-line";
/// Articles of open rounds whose next case is begun and not full: a row a round with all its
/// [`ShortLine`]s, by closing day.
pub const SHORT: &str = "short";
/// Notes of hours that wait for a member's answer, by member and day; the body is the entry's.
pub const TO_AGREE: &str = "to-agree";
/// Hosts a member visits: [`VisitLine`], by member and last visit, the longest ago first.
pub const TO_VISIT: &str = "to-visit";
/// What a member should look at: [`LookLine`], by member.
pub const LOOK: &str = "look";

/// After every day: for what has none.
const NO_DAY: &str = "~";

/// A round in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundLine {
    /// Its name.
    pub name: String,
    /// What it is called; none while waiting for a key.
    pub title: Option<String>,
    /// Whose goods; none while waiting for a key.
    pub supplier: Option<String>,
    /// How far it has come.
    pub stage: Stage,
    /// Who organises it.
    pub organiser: Option<MemberId>,
    /// The day it is meant to close.
    pub closes: Option<Day>,
    /// Articles on offer.
    pub articles: usize,
    /// Households with a pledge that counts.
    pub households: usize,
    /// The supplier's minimum.
    pub minimum_pence: u64,
    /// How much of it is reached.
    pub reached_pence: u64,
    /// All bills together.
    pub bills_total_pence: u64,
    /// Each household's bill.
    pub bills: Vec<(MemberId, u64)>,
    /// Why sums are missing or need a look.
    pub problem: Option<RoundProblem>,
}

/// An article short of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShortLine {
    /// The round.
    pub round: String,
    /// What that is called.
    pub title: Option<String>,
    /// The day it is meant to close.
    pub closes: Option<Day>,
    /// The article.
    pub article: ItemId,
    /// What it is.
    pub name: String,
    /// What one unit is.
    pub unit: String,
    /// Units that lack.
    pub missing_units: u64,
}

/// A host somebody visits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitLine {
    /// The pairing.
    pub space: SpaceId,
    /// Who is visited.
    pub host: Option<MemberId>,
    /// What the host would like, as far as it reads here.
    pub plan: Option<PairingPlan>,
    /// The day of this member's last visit.
    pub last: Option<Day>,
}

/// Something to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookLine {
    /// What it is about.
    pub about: About,
    /// What that is called; none while waiting for a key.
    pub called: Option<String>,
    /// Why it needs a look.
    pub why: String,
}

/// What something to look at is about, as the screens name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// A round.
    Round(String),
    /// A note of hours: the ledger and the claim.
    Hours(String, ItemId),
    /// A pairing.
    Pairing(SpaceId),
}

/// A row of a list.
fn line<T: Serialize>(
    screen: &'static str,
    id: String,
    sort: &[String],
    body: &T,
) -> Result<Row, Error> {
    let body = serde_json::to_string(body).map_err(|e| Error::Inconsistent(e.to_string()))?;
    // A separator below all letters, so that "Oats" comes before "Oats, jumbo".
    let sort = sort.join("\u{1f}");
    Ok(Row {
        screen,
        id,
        sort,
        lines: 1,
        body,
    })
}

/// How the sort of a list of one member's begins.
#[must_use]
pub fn of_member(member: MemberId) -> String {
    format!("{member}\u{1f}")
}

/// The beginning of the sort of all rounds at a stage.
#[must_use]
pub fn at_stage(stage: Stage) -> String {
    format!("{}\u{1f}", stage_place(stage))
}

fn stage_place(stage: Stage) -> &'static str {
    match stage {
        Stage::Open => "0",
        Stage::Sealed => "1",
        Stage::Placed => "2",
        Stage::Delivered => "3",
        Stage::Settled => "4",
    }
}

fn day_place(day: Option<Day>) -> String {
    day.map_or_else(|| NO_DAY.to_owned(), |day| day.to_string())
}

/// The lines of a round.
///
/// # Errors
/// [`Error::Inconsistent`] if one does not serialise, which none does.
pub fn of_round(view: &RoundView) -> Result<Vec<Row>, Error> {
    let closes = view.terms.as_ref().and_then(|terms| terms.closes);
    let title = view.title.clone().unwrap_or_default();
    let day = day_place(closes);
    let households: BTreeSet<MemberId> = view
        .articles
        .iter()
        .flat_map(|article| article.allocations.iter().map(|a| a.household))
        .collect();
    let round = RoundLine {
        name: view.name.clone(),
        title: view.title.clone(),
        supplier: view.supplier.clone(),
        stage: view.stage,
        organiser: view.organiser,
        closes,
        articles: view.articles.len(),
        households: households.len(),
        minimum_pence: view.minimum.needed_pence,
        reached_pence: view.minimum.reached_pence,
        bills_total_pence: view.bills_total_pence,
        bills: (view.bills.iter())
            .map(|bill| (bill.household, bill.total_pence))
            .collect(),
        problem: view.problem,
    };
    let place = [
        stage_place(view.stage).to_owned(),
        day.clone(),
        title.clone(),
        view.name.clone(),
    ];
    let mut rows = vec![line(ROUNDS, view.name.clone(), &place, &round)?];
    let open = view.stage == Stage::Open;
    let short = view.articles.iter().filter(|a| open && a.missing_units > 0);
    let short: Vec<ShortLine> = short
        .map(|article| ShortLine {
            round: view.name.clone(),
            title: view.title.clone(),
            closes,
            article: article.id,
            name: article.article.name.clone(),
            unit: article.article.unit.clone(),
            missing_units: article.missing_units,
        })
        .collect();
    if !short.is_empty() {
        let place = [day, title, view.name.clone()];
        let mut row = line(SHORT, view.name.clone(), &place, &short)?;
        row.lines = short.len();
        rows.push(row);
    }
    if let (Some(problem), Some(organiser)) = (view.problem, view.organiser) {
        let look = LookLine {
            about: About::Round(view.name.clone()),
            called: view.title.clone(),
            why: problem.to_string(),
        };
        rows.push(look_at(organiser, view.name.clone(), &look)?);
    }
    Ok(rows)
}

/// The lines of a note of hours in the ledger `document`.
///
/// # Errors
/// As [`of_round`].
pub fn of_entry(document: &str, entry: &EntryView) -> Result<Vec<Row>, Error> {
    let id = format!("{document}/{}", entry.claim);
    let mut rows = Vec::new();
    if let Some(other) = entry.awaits {
        let place = [other.to_string(), entry.day.to_string(), id.clone()];
        rows.push(line(TO_AGREE, id.clone(), &place, entry)?);
    }
    if entry.state.needs_a_look() {
        for member in [entry.giver, entry.receiver] {
            let look = LookLine {
                about: About::Hours(document.to_owned(), entry.claim),
                called: Some(entry.kind.clone()),
                why: entry.why.to_owned(),
            };
            rows.push(look_at(member, id.clone(), &look)?);
        }
    }
    Ok(rows)
}

/// The lines of a pairing.
///
/// # Errors
/// As [`of_round`].
pub fn of_pairing(view: &PairingView) -> Result<Vec<Row>, Error> {
    let mut rows = Vec::new();
    let plan = view.plans.first().and_then(|said| said.value.here());
    let goes_on = matches!(
        view.stage,
        PairingStage::Approved | PairingStage::Introduced
    );
    for visitor in view.visitors.iter().filter(|_| goes_on) {
        let own = view.visits.iter().filter(|v| v.visitor == *visitor);
        let days = own.filter_map(|v| v.visit.here().map(|visit| visit.note.day));
        let visit = VisitLine {
            space: view.space,
            host: view.host,
            plan: plan.cloned(),
            last: days.max(),
        };
        let last = visit.last.map_or_else(String::new, |day| day.to_string());
        let id = format!("{}/{visitor}", view.space);
        let place = [visitor.to_string(), last, id.clone()];
        rows.push(line(TO_VISIT, id, &place, &visit)?);
    }
    if view.count.to_look_at > 0 {
        for coordinator in &view.coordinators {
            let look = LookLine {
                about: About::Pairing(view.space),
                called: None,
                why: "a visit was noted that does not count by itself".to_owned(),
            };
            rows.push(look_at(*coordinator, view.space.to_string(), &look)?);
        }
    }
    Ok(rows)
}

fn look_at(member: MemberId, id: String, look: &LookLine) -> Result<Row, Error> {
    let place = [member.to_string(), id.clone()];
    line(LOOK, format!("{id}/{member}"), &place, look)
}
