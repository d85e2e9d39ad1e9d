//! What came of it, as data: what `kith demo --json` prints.
//!
//! Money is pence, prices e4 (hundredths of a penny), time minutes. The names are the people's.

use super::cast::Who;
use super::line::Traffic;
use super::proof::{self, Check};
use super::stage::Stage;
use super::{DemoError, acts};
use kith_core::query::round::{ArticleRow, Round};
use serde::Serialize;
use std::time::Instant;

/// Everything that came of it.
#[derive(Debug, Serialize)]
pub struct Outcome {
    /// The seed.
    pub seed: u64,
    /// What each phone holds.
    pub phones: Vec<Phone>,
    /// The rounds.
    pub rounds: Vec<Order>,
    /// The time bank.
    pub hours: Hours,
    /// The visits.
    pub visits: Vec<Visit>,
    /// What travelled.
    pub sync: Traffic,
    /// How long it took.
    pub wall_ms: u64,
    /// What was to be proved.
    pub checks: Vec<Check>,
}

/// A phone.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Phone {
    /// Whose.
    pub name: &'static str,
    /// Over every document and every projection that all members share.
    pub digest: String,
    /// Over all that this phone may read, pairings included.
    pub whole: String,
}

/// A round.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Order {
    /// Its name.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// All bills together.
    pub bills_total_pence: u64,
    /// What the supplier's paper says.
    pub invoice_pence: u64,
    /// What the van costs.
    pub delivery_pence: u64,
    /// The articles.
    pub articles: Vec<Article>,
    /// The bills.
    pub bills: Vec<Bill>,
    /// Pledges that came too late.
    pub late: Vec<Late>,
}

/// An article of a round.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Article {
    /// The supplier's order number.
    pub number: String,
    /// What it is.
    pub name: String,
    /// What one unit is.
    pub unit: String,
    /// Units in a case.
    pub case_size: u32,
    /// Whole cases that came; before a delivery, those to order.
    pub cases: u64,
    /// Whole cases that were ordered.
    pub ordered_cases: u64,
    /// Units that came and nobody takes.
    pub left_over: u64,
    /// Net price of a unit.
    pub net_e4: u64,
    /// VAT in basis points.
    pub vat_bp: u32,
    /// Deposit on a unit.
    pub deposit_pence: u64,
    /// Who takes part.
    pub households: Vec<Household>,
}

/// A household's part in an article.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Household {
    /// Which.
    pub name: String,
    /// As pledged.
    pub at_least: u32,
    /// As pledged.
    pub want: u32,
    /// As pledged.
    pub up_to: u32,
    /// Units it gets.
    pub allocated: u64,
    /// Why, in words.
    pub why: &'static str,
}

/// A household's bill.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Bill {
    /// Which.
    pub name: String,
    /// Its share of the van.
    pub delivery_pence: u64,
    /// All it pays.
    pub total_pence: u64,
}

/// A pledge that came too late.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Late {
    /// Whose.
    pub name: String,
    /// For what.
    pub article: String,
}

/// The time bank.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Hours {
    /// All balances together.
    pub sum_minutes: i64,
    /// Where each stands.
    pub balances: Vec<Balance>,
}

/// Where somebody stands.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Balance {
    /// Who.
    pub name: String,
    /// Given less received.
    pub minutes: i64,
}

/// A visit.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Visit {
    /// Who was visited.
    pub host: String,
    /// By whom.
    pub visitor: String,
    /// When.
    pub day: String,
    /// What was brought.
    pub brought: Vec<String>,
    /// The host's words, as told to the visitor.
    pub host_words: String,
    /// The host's own words.
    pub own_words: Option<String>,
    /// Length of the run.
    pub metres: Option<u32>,
    /// Whether it counts.
    pub counts: bool,
}

impl Outcome {
    /// Whether all that was to be proved holds.
    pub fn holds(&self) -> bool {
        self.checks.iter().all(|check| check.holds)
    }
}

/// Looks at every phone and says what came of it.
pub fn gather(stage: &Stage, seed: u64, began: Instant) -> Result<Outcome, DemoError> {
    let mut phones = Vec::new();
    for who in Who::ALL {
        let digests = stage.app(who)?.digest(stage.community);
        let digests = digests.map_err(|e| DemoError::phone(who, "compare", e))?;
        phones.push(Phone {
            name: who.name(),
            digest: digests.shared,
            whole: digests.whole,
        });
    }
    let round = stage.round_of(Who::Ada)?;
    let hours = stage.app(Who::Ada)?.hours(stage.community);
    let hours = hours.map_err(|e| DemoError::phone(Who::Ada, "look at the hours", e))?;
    let mut outcome = Outcome {
        seed,
        phones,
        rounds: vec![order(&round)],
        hours: Hours {
            sum_minutes: hours.sum_minutes,
            balances: hours
                .balances
                .into_iter()
                .map(|row| Balance {
                    name: row.member.name,
                    minutes: row.minutes,
                })
                .collect(),
        },
        visits: visits(stage)?,
        sync: stage.traffic(),
        wall_ms: 0,
        checks: Vec::new(),
    };
    outcome.checks = proof::checks(stage, &outcome)?;
    outcome.wall_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    Ok(outcome)
}

fn order(round: &Round) -> Order {
    Order {
        id: round.name.clone(),
        title: round.title.clone().unwrap_or_default(),
        bills_total_pence: round.bills_total_pence,
        invoice_pence: acts::INVOICE_PENCE,
        delivery_pence: round.delivery_pence,
        articles: round.articles.iter().map(article).collect(),
        bills: round
            .bills
            .iter()
            .map(|bill| Bill {
                name: bill.household.name.clone(),
                delivery_pence: bill.delivery_pence,
                total_pence: bill.total_pence,
            })
            .collect(),
        late: round
            .late
            .iter()
            .map(|late| Late {
                name: late.member.name.clone(),
                article: late.article.clone(),
            })
            .collect(),
    }
}

fn article(row: &ArticleRow) -> Article {
    let came = row.received_units.unwrap_or(row.ordered_units);
    Article {
        number: row.article.number.clone(),
        name: row.article.name.clone(),
        unit: row.article.unit.clone(),
        case_size: row.article.case_size,
        cases: came / u64::from(row.article.case_size.max(1)),
        ordered_cases: row.cases,
        left_over: row.left_over,
        net_e4: row.article.net_e4,
        vat_bp: row.article.vat_bp,
        deposit_pence: row.article.deposit_pence,
        households: row
            .allocations
            .iter()
            .map(|part| Household {
                name: part.household.name.clone(),
                at_least: part.at_least,
                want: part.want,
                up_to: part.up_to,
                allocated: part.allocated,
                why: part.sentence,
            })
            .collect(),
    }
}

fn visits(stage: &Stage) -> Result<Vec<Visit>, DemoError> {
    let rows = stage.app(Who::Edith)?.pairings(stage.community);
    let rows = rows.map_err(|e| DemoError::phone(Who::Edith, "look at the visits", e))?;
    let mut found = Vec::new();
    for pairing in rows {
        let host = pairing.host.map(|person| person.name).unwrap_or_default();
        for visit in pairing.visits {
            let Some(note) = visit.note else { continue };
            found.push(Visit {
                host: host.clone(),
                visitor: visit.visitor.name,
                day: note.day.to_string(),
                brought: note.brought,
                host_words: note.host_words,
                own_words: visit.own_words,
                metres: note.run.map(|run| run.metres),
                counts: visit.counts,
            });
        }
    }
    Ok(found)
}
