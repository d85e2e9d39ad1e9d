//! Why a line of a price list was left out, and what its owner can do about it.
//!
//! Raised by [`crate::line`] and the readers of each format; shown as they are.

/// Why a line was left out. Texts from the file are cut to 40 characters.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The list itself says that it cannot be had.
    #[error("the list marks it `{0}`, not available: change that if you want to offer it")]
    NotAvailable(String),
    /// The cell that says whether it can be had says something else.
    #[error("`{0}` does not say whether it is available: write yes or no")]
    Availability(String),
    /// The line ends before a column that is needed.
    #[error("too few columns, {found} of {expected}: complete the line or remove it")]
    TooFewColumns {
        /// Columns on this line.
        found: usize,
        /// Columns in the heading.
        expected: usize,
    },
    /// There are more cells than headings, so it is anyone's guess which is which.
    #[error(
        "too many columns, {found} where the heading has {expected}: put quotes round a text that holds the separator"
    )]
    TooManyColumns {
        /// Columns on this line.
        found: usize,
        /// Columns in the heading.
        expected: usize,
    },
    /// A quoted cell runs on into the lines below.
    #[error("a quote on this line is never closed: close it, or remove it")]
    OpenQuote,
    /// A cell that is needed is blank.
    #[error("no {0}: fill it in")]
    Missing(&'static str),
    /// A cell that should hold a number holds something else.
    #[error("the {what} `{text}` is not a number: write it like 2.50 or 2,50")]
    NotANumber {
        /// Which cell.
        what: &'static str,
        /// What it says.
        text: String,
    },
    /// A cell that counts things holds no whole number.
    #[error("the {what} `{text}` is not a whole number: write how many units, such as 6")]
    NotWhole {
        /// Which cell.
        what: &'static str,
        /// What it says.
        text: String,
    },
    /// A number below nothing.
    #[error("the {what} `{text}` is negative: write what one unit costs")]
    Negative {
        /// Which cell.
        what: &'static str,
        /// What it says.
        text: String,
    },
    /// `1,234` is a thousand to some and one and a bit to others.
    #[error(
        "the {what} `{text}` can be read two ways: write it with a point for the pennies and nothing between thousands"
    )]
    Ambiguous {
        /// Which cell.
        what: &'static str,
        /// What it says.
        text: String,
    },
    /// Another country's money.
    #[error("the {what} `{text}` is not in pounds: ask the supplier for prices in pounds")]
    OtherCurrency {
        /// Which cell.
        what: &'static str,
        /// What it says.
        text: String,
    },
    /// A number beyond its bounds.
    #[error("the {what} `{text}` is out of bounds: it must be {bounds}")]
    OutOfBounds {
        /// Which cell.
        what: &'static str,
        /// What it says.
        text: String,
        /// The bounds in words.
        bounds: &'static str,
    },
    /// A case measured in something other than the unit.
    #[error(
        "the case is given as `{ratio}` but the unit is `{unit}`: write how many units are in a case, such as 6 Piece"
    )]
    CaseInOtherMeasure {
        /// The case as given.
        ratio: String,
        /// The unit as given.
        unit: String,
    },
    /// A price for something other than one unit.
    #[error("the price is for `{price_unit}` but the unit is `{unit}`: write what one unit costs")]
    PriceOfOtherUnit {
        /// What the price is for.
        price_unit: String,
        /// The unit as given.
        unit: String,
    },
    /// An order number too long to be one.
    #[error("the order number is longer than 40 characters: shorten it or leave it out")]
    LongNumber,
    /// An order number that stands further up already.
    #[error("order number {number} already stands on line {line}: give each article its own")]
    DuplicateNumber {
        /// The number.
        number: String,
        /// Where it was first read.
        line: u32,
    },
    /// Without order numbers an article is known by its name, unit and producer.
    #[error(
        "the same name, unit and producer already stand on line {line}: remove one, or give both an order number"
    )]
    DuplicateName {
        /// Where it was first read.
        line: u32,
    },
}

/// `text` as a message shows it: at most 40 characters, none of them a control character.
pub(crate) fn shown(text: &str) -> String {
    let mut clean = text.chars().filter(|c| !c.is_control());
    let mut shown: String = clean.by_ref().take(40).collect();
    if clean.next().is_some() {
        shown.push('…');
    }
    shown
}
