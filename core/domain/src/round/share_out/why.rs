//! The reasons of a share-out, each with the sentence a household reads.

/// Why a household gets what it gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// All that was wanted.
    FullWant,
    /// More than was wanted, within *up to*, so that a case fills or nothing is left over.
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
    /// None: the amounts do not satisfy *at least ≤ want ≤ up to*.
    Contradiction,
}

impl Why {
    /// The sentence to show, for those who have no other words for it.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::FullWant => "You get all you wanted.",
            Self::ToppedUp => "You get more than you wanted, within your up-to.",
            Self::CapReached => "You get as many as your money limit pays for.",
            Self::LastCaseNotFull => {
                "The last case did not fill, so the full ones were shared in turn, a unit at a time."
            }
            Self::ShortDelivery => {
                "Less came than was wanted, so it was shared in turn, a unit at a time."
            }
            Self::ExtraNotNeeded => "You offered to help fill a case, and no help was needed.",
            Self::NotWanted => "You asked for none.",
            Self::CapTooLow => "Your money limit does not pay for the least you would take.",
            Self::CaseNotReached => "Not enough was wanted to fill a case.",
            Self::MinimumNotReached => {
                "Not enough was wanted to reach the supplier's minimum for this article."
            }
            Self::NothingCame => "The supplier brought none.",
            Self::BelowAtLeast => {
                "There was not enough for everyone's at-least, and yours did not fit."
            }
            Self::RanOut => {
                "There were fewer units than households, and they were gone before your turn."
            }
            Self::Contradiction => {
                "The amounts contradict each other: at least, want and up to must not fall."
            }
        }
    }
}
