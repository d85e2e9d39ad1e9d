//! What the screens of group orders show: the list of rounds, and one round.

use super::{AllocationRow, Article, BillRow, DeliveryBy, LateRow, PledgeRow, RoundStage, SealRow};
use crate::ids::{ChangeHash, Day, ItemId};
use crate::page::count;
use crate::word::{Person, Sync};
use kith_core::query::{round, rounds};
use kith_domain::round::view;

/// A round in the list.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct RoundRow {
    /// Its name: what the other calls take.
    pub name: String,
    /// What it is called; none while waiting for a key.
    pub title: Option<String>,
    /// Whose goods; none while waiting for a key.
    pub supplier: Option<String>,
    /// How far it has come.
    pub stage: RoundStage,
    /// Who organises it now.
    pub organiser: Option<Person>,
    /// The day it is meant to close.
    pub closes: Option<Day>,
    /// Articles on offer.
    pub articles: u32,
    /// Households with a pledge that counts.
    pub households: u32,
    /// The supplier's minimum before VAT and deposits; zero for none.
    pub minimum_pence: u64,
    /// How much of it the cases to order come to.
    pub reached_pence: u64,
    /// All bills together as things stand.
    pub bills_total_pence: u64,
    /// One's own household's bill as things stand, if it is in the round.
    pub own_pence: Option<u64>,
    /// Where it stands.
    pub sync: Sync,
}

impl From<rounds::RoundRow> for RoundRow {
    fn from(row: rounds::RoundRow) -> Self {
        Self {
            name: row.name,
            title: row.title,
            supplier: row.supplier,
            stage: row.stage,
            organiser: row.organiser,
            closes: row.closes,
            articles: count(row.articles),
            households: count(row.households),
            minimum_pence: row.minimum_pence,
            reached_pence: row.reached_pence,
            bills_total_pence: row.bills_total_pence,
            own_pence: row.own_pence,
            sync: row.sync,
        }
    }
}

/// When a round's steps were noted.
pub type RoundDays = view::Days;

/// When a round's steps were noted.
#[uniffi::remote(Record)]
pub struct RoundDays {
    /// The order went out.
    pub placed: Option<Day>,
    /// The goods came.
    pub delivered: Option<Day>,
    /// The supplier was paid.
    pub settled: Option<Day>,
}

/// A round, whole.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Round {
    /// Its name: what the other calls take.
    pub name: String,
    /// What it is called; none while waiting for a key.
    pub title: Option<String>,
    /// Whose goods; none while waiting for a key.
    pub supplier: Option<String>,
    /// What else to know.
    pub note: Option<String>,
    /// How far it has come.
    pub stage: RoundStage,
    /// Who organises it now.
    pub organiser: Option<Person>,
    /// Whether that is oneself.
    pub own: bool,
    /// The day it is meant to close.
    pub closes: Option<Day>,
    /// When it was placed, delivered, settled.
    pub days: RoundDays,
    /// The supplier's minimum before VAT and deposits; zero for none.
    pub minimum_pence: u64,
    /// How much of it the cases to order come to.
    pub reached_pence: u64,
    /// What delivery costs.
    pub delivery_pence: u64,
    /// How that is shared.
    pub delivery_by: Option<DeliveryBy>,
    /// What is on offer, by category and name.
    pub articles: Vec<ArticleRow>,
    /// What each household pays as things stand, by name.
    pub bills: Vec<BillRow>,
    /// All bills together.
    pub bills_total_pence: u64,
    /// What the supplier is owed; the same sum.
    pub invoice_pence: Option<u64>,
    /// The seal that stands.
    pub seal: Option<SealRow>,
    /// Seals that came second; they change nothing.
    pub other_seals: Vec<SealRow>,
    /// Pledges that do not count, and why.
    pub late: Vec<LateRow>,
    /// How many other statements do not count or do not read here.
    pub aside: u32,
    /// Why sums are missing or need a look.
    pub problem: Option<String>,
    /// What this screen shows: name these when closing the round.
    pub heads: Vec<ChangeHash>,
    /// Where it stands.
    pub sync: Sync,
}

impl From<round::Round> for Round {
    fn from(round: round::Round) -> Self {
        Self {
            name: round.name,
            title: round.title,
            supplier: round.supplier,
            note: round.note,
            stage: round.stage,
            organiser: round.organiser,
            own: round.own,
            closes: round.closes,
            days: round.days,
            minimum_pence: round.minimum_pence,
            reached_pence: round.reached_pence,
            delivery_pence: round.delivery_pence,
            delivery_by: round.delivery_by,
            articles: round.articles.into_iter().map(ArticleRow::from).collect(),
            bills: round.bills,
            bills_total_pence: round.bills_total_pence,
            invoice_pence: round.invoice_pence,
            seal: round.seal,
            other_seals: round.other_seals,
            late: round.late,
            aside: count(round.aside),
            problem: round.problem,
            heads: round.heads,
            sync: round.sync,
        }
    }
}

/// An article on offer.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ArticleRow {
    /// Its id: what a pledge names.
    pub id: ItemId,
    /// What it is.
    pub article: Article,
    /// One unit with deposit and VAT, in e4.
    pub gross_e4: u64,
    /// Units all households want.
    pub firm: u64,
    /// Units they would take on top.
    pub tolerance: u64,
    /// Whole cases to order.
    pub cases: u64,
    /// Units in them.
    pub ordered_units: u64,
    /// Units that lack to fill the next case; zero when no case is begun.
    pub missing_units: u64,
    /// Units that came, once delivered.
    pub received_units: Option<u64>,
    /// Units that came and nobody takes.
    pub left_over: u64,
    /// One's own pledge.
    pub mine: Option<PledgeRow>,
    /// Everybody's pledges, by name.
    pub pledges: Vec<PledgeRow>,
    /// What each household gets, by name.
    pub allocations: Vec<AllocationRow>,
}

impl From<round::ArticleRow> for ArticleRow {
    fn from(row: round::ArticleRow) -> Self {
        let allocations = row.allocations.into_iter().map(AllocationRow::from);
        Self {
            id: row.id,
            article: row.article.into(),
            gross_e4: row.gross_e4,
            firm: row.firm,
            tolerance: row.tolerance,
            cases: row.cases,
            ordered_units: row.ordered_units,
            missing_units: row.missing_units,
            received_units: row.received_units,
            left_over: row.left_over,
            mine: row.mine,
            pledges: row.pledges,
            allocations: allocations.collect(),
        }
    }
}
