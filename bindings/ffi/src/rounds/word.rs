//! The fixed words of group orders.

use kith_domain::round::{bill, share_out, view};

/// How far a round has come.
pub type RoundStage = view::Stage;

/// How far a round has come.
#[uniffi::remote(Enum)]
pub enum RoundStage {
    /// Pledges count.
    Open,
    /// Pledges are counted.
    Sealed,
    /// The order went to the supplier.
    Placed,
    /// The goods are here.
    Delivered,
    /// The supplier is paid and every household charged.
    Settled,
}

/// How the cost of delivery is shared by those who get something.
pub type DeliveryBy = bill::DeliveryBy;

/// How the cost of delivery is shared by those who get something.
#[uniffi::remote(Enum)]
pub enum DeliveryBy {
    /// In proportion to the value of the goods.
    GoodsValue,
    /// The same for each household.
    Household,
    /// In proportion to the units taken, of whatever article.
    Units,
}

/// Why a household gets what it gets.
pub type AllocationReason = share_out::Why;

/// Why a household gets what it gets.
#[uniffi::remote(Enum)]
pub enum AllocationReason {
    /// All that was wanted.
    FullWant,
    /// More than was wanted, within `up_to`, so that a case fills or nothing is left over.
    ToppedUp,
    /// As many as the money limit pays for.
    CapReached,
    /// Fewer than wanted: the last case did not fill.
    LastCaseNotFull,
    /// Fewer than wanted: the supplier brought too little.
    ShortDelivery,
    /// None: would only have helped to fill a case, and no help was needed.
    ExtraNotNeeded,
    /// None: the household asked for none, or took its pledge back.
    NotWanted,
    /// None: the money limit does not pay for the at-least.
    CapTooLow,
    /// None: no case filled.
    CaseNotReached,
    /// None: the supplier's minimum for the article was not reached.
    MinimumNotReached,
    /// None: the supplier brought none.
    NothingCame,
    /// None: not every at-least could be met.
    BelowAtLeast,
    /// None: there were fewer units than households, and the turn did not come.
    RanOut,
    /// None: the amounts contradict each other.
    Contradiction,
}
