//! An article as a price list offers it: the one shape every format is read into.
//!
//! [`crate::line`] fills it; the bounds stand here so that a test can hold every reader to them.

use serde::{Deserialize, Serialize};

/// Most characters of a name.
pub const NAME: usize = 120;
/// Most characters of an order number and of a unit.
pub const SHORT: usize = 40;
/// Most characters of a category, an origin and a producer.
pub const LABEL: usize = 80;
/// Most characters of a note.
pub const NOTE: usize = 500;
/// Most units in a case.
pub const CASE_SIZE: u32 = 1_000;
/// Largest supplier's minimum, in units.
pub const MIN_UNITS: u32 = 1_000_000;
/// Highest price and deposit of one unit, in ten-thousandths of a pound.
pub const PRICE_E4: u64 = 100_000_000;
/// Highest rate of VAT, in basis points.
pub const VAT_BP: u32 = 10_000;

/// One article of a price list.
///
/// Texts are trimmed, on one line, and never begin with a sign a spreadsheet would run as a
/// formula; a text the list leaves out is empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedArticle {
    /// The supplier's order number, unique in its list.
    pub number: Option<String>,
    /// What it is: 1 to 120 characters.
    pub name: String,
    /// What one unit is, such as `500 g`: 1 to 40 characters.
    pub unit: String,
    /// Units in a case, 1 to 1,000.
    pub case_size: u32,
    /// The fewest units the supplier sells of it at a time; 0 when it names none.
    pub min_units: u32,
    /// Net price of one unit in ten-thousandths of a pound, 1 to 100,000,000.
    pub net_e4: u64,
    /// VAT in basis points, 0 to 10,000.
    pub vat_bp: u32,
    /// Deposit on one unit, in pence.
    pub deposit_pence: u64,
    /// Price of a single unit elsewhere in ten-thousandths of a pound, if the list gives one.
    pub single_e4: Option<u64>,
    /// The list's own heading for it.
    pub category: String,
    /// Where it comes from.
    pub origin: String,
    /// Who made or grew it.
    pub producer: String,
    /// Anything else the list says.
    pub note: String,
}
