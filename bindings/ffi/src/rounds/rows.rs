//! The rows within a round: pledges, what each household gets, bills, seals.

use super::AllocationReason;
use crate::ids::ItemId;
use crate::word::{Person, Sync};
use kith_core::query::round;

/// What a household gets of an article.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct AllocationRow {
    /// Which household.
    pub household: Person,
    /// Whether it is one's own.
    pub mine: bool,
    /// As pledged.
    pub at_least: u32,
    /// As pledged.
    pub want: u32,
    /// As pledged.
    pub up_to: u32,
    /// Units it gets.
    pub allocated: u64,
    /// Why, to switch on.
    pub why: AllocationReason,
    /// Why, as a sentence.
    pub sentence: String,
}

impl From<round::AllocationRow> for AllocationRow {
    fn from(row: round::AllocationRow) -> Self {
        Self {
            household: row.household,
            mine: row.mine,
            at_least: row.at_least,
            want: row.want,
            up_to: row.up_to,
            allocated: row.allocated,
            why: row.why,
            sentence: row.sentence.to_owned(),
        }
    }
}

/// A pledge.
pub type PledgeRow = round::PledgeRow;

/// A pledge.
#[uniffi::remote(Record)]
pub struct PledgeRow {
    /// Whose.
    pub member: Person,
    /// For which household.
    pub household: Person,
    /// Whether it is one's own.
    pub mine: bool,
    /// Fewer and they would rather have none.
    pub at_least: u32,
    /// Wanted.
    pub want: u32,
    /// To fill a case.
    pub up_to: u32,
    /// The most it may cost.
    pub cap_pence: Option<u64>,
    /// The price has risen since it was made.
    pub price_rose: bool,
    /// Somebody else of the household said something else at the same time.
    pub clash: bool,
    /// Whose word stands for the household, if not this.
    pub superseded_by: Option<Person>,
    /// Where it stands.
    pub sync: Sync,
}

/// A household's bill, every part of it.
pub type BillRow = round::BillRow;

/// A household's bill, every part of it.
#[uniffi::remote(Record)]
pub struct BillRow {
    /// Which household.
    pub household: Person,
    /// Whether it is one's own.
    pub mine: bool,
    /// One line an article.
    pub lines: Vec<BillLineRow>,
    /// Its share of delivery.
    pub delivery_pence: u64,
    /// Its share of what nobody takes.
    pub left_over_pence: u64,
    /// All it pays.
    pub total_pence: u64,
    /// What it saves against single units in a shop, where the list gives a price.
    pub saving_pence: Option<i64>,
}

/// A line of a bill.
pub type BillLineRow = round::BillLineRow;

/// A line of a bill.
#[uniffi::remote(Record)]
pub struct BillLineRow {
    /// The article.
    pub article: ItemId,
    /// What it is.
    pub name: String,
    /// What one unit is.
    pub unit: String,
    /// Units.
    pub units: u64,
    /// Goods before VAT.
    pub net_pence: u64,
    /// VAT.
    pub vat_pence: u64,
    /// Deposit.
    pub deposit_pence: u64,
    /// The three together.
    pub total_pence: u64,
}

/// A seal.
pub type SealRow = round::SealRow;

/// A seal.
#[uniffi::remote(Record)]
pub struct SealRow {
    /// Its id.
    pub id: String,
    /// By whom.
    pub by: Person,
    /// Where it stands.
    pub sync: Sync,
}

/// A pledge that does not count.
pub type LateRow = round::LateRow;

/// A pledge that does not count.
#[uniffi::remote(Record)]
pub struct LateRow {
    /// Whose.
    pub member: Person,
    /// For what; the id where the article is not on offer.
    pub article: String,
    /// Why.
    pub sync: Sync,
}
