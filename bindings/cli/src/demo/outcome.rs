//! What came of it, as data: what `kith demo --json` prints.
//!
//! Money is pence, prices e4 (hundredths of a penny), time minutes. The names are the people's.

mod look;

pub use look::gather;

use super::line::Traffic;
use super::proof::Check;
use serde::Serialize;

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
