//! Which format a table is in and which column is which, by its heading or by position.
//!
//! The heading decides if it names enough columns. If not, a table of 18, 14 or 4 columns is read
//! by position, provided no heading contradicts that and most of its prices read as prices; a
//! first line that holds a price is then an article, not a heading. Next: [`crate::price_list`].

use crate::headers::{Column, FOODSOFT_14, FOODSOFT_18, PLAIN_4, column};
use crate::money;
use crate::table::Table;
use serde::Serialize;
use std::fmt;

/// The formats a price list may come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Format {
    /// Foodsoft's 18 columns.
    #[serde(rename = "foodsoft-18")]
    Foodsoft18,
    /// Foodsoft's older 14 columns.
    #[serde(rename = "foodsoft-14")]
    Foodsoft14,
    /// Open Food Network's product list.
    #[serde(rename = "open-food-network")]
    OpenFoodNetwork,
    /// Name, unit, case size, price, and what else the heading names.
    #[serde(rename = "plain")]
    Plain,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Foodsoft18 => "Foodsoft, 18 columns",
            Self::Foodsoft14 => "Foodsoft, 14 columns",
            Self::OpenFoodNetwork => "Open Food Network",
            Self::Plain => "plain list",
        })
    }
}

/// How to read a table.
pub(crate) struct Layout {
    pub(crate) format: Format,
    /// What each column holds; unknown ones are passed over.
    pub(crate) columns: Vec<Option<Column>>,
    /// Line (from 0) of the first article.
    pub(crate) first: usize,
    /// Higher fits better; compares readings of one text with different delimiters.
    pub(crate) fit: usize,
}

/// Rows looked at when a table is to be read by position.
const SAMPLE: usize = 20;

impl Layout {
    /// The layout of a table whose first row stands at line `at` (from 0); `None` if neither its
    /// heading nor its shape is known.
    pub(crate) fn of(table: &Table<'_>, at: usize) -> Option<Self> {
        let (heading, next) = table.heading(at)?;
        let mut named: Vec<Option<Column>> = Vec::with_capacity(heading.len());
        for cell in &heading {
            // Of two columns with one meaning the first stands.
            named.push(column(cell).filter(|&found| !named.contains(&Some(found))));
        }
        let fit = 100 * named.iter().flatten().count() + heading.len();
        let fixed = |shape: &[Column]| shape.iter().copied().map(Some).collect();
        let (format, columns, first) = match by_heading(&named) {
            // Its reserved columns have blank headings, so there the position speaks.
            Some(Format::Foodsoft14) => (Format::Foodsoft14, fixed(&FOODSOFT_14), next),
            Some(format) => (format, named, next),
            None => {
                let (format, shape, first) = by_position(table, at, next, &named)?;
                (format, fixed(shape), first)
            }
        };
        Some(Self {
            format,
            columns,
            first,
            fit,
        })
    }
}

fn by_heading(named: &[Option<Column>]) -> Option<Format> {
    let has = |all: &[Column]| all.iter().all(|column| named.contains(&Some(*column)));
    if !has(&[Column::Name, Column::Price]) {
        None
    } else if has(&[Column::Units]) && (has(&[Column::UnitType]) || has(&[Column::VariantUnit])) {
        Some(Format::OpenFoodNetwork)
    } else if has(&[Column::Unit, Column::Ratios]) {
        Some(Format::Foodsoft18)
    } else if has(&[
        Column::Availability,
        Column::Number,
        Column::Vat,
        Column::CaseSize,
    ]) && agrees(named, &FOODSOFT_14)
    {
        Some(Format::Foodsoft14)
    } else if has(&PLAIN_4) {
        Some(Format::Plain)
    } else {
        None
    }
}

/// Whether no heading that is known says otherwise than the columns of `fixed`.
fn agrees(named: &[Option<Column>], fixed: &[Column]) -> bool {
    let blank_after = named.iter().skip(fixed.len()).all(Option::is_none);
    let same = named
        .iter()
        .zip(fixed)
        .all(|(name, fixed)| name.is_none_or(|name| name == *fixed));
    blank_after && same && named.len() >= fixed.len()
}

fn by_position(
    table: &Table<'_>,
    at: usize,
    next: usize,
    named: &[Option<Column>],
) -> Option<(Format, &'static [Column], usize)> {
    let shapes: [(Format, &'static [Column]); 3] = [
        (Format::Foodsoft18, &FOODSOFT_18),
        (Format::Foodsoft14, &FOODSOFT_14),
        (Format::Plain, &PLAIN_4),
    ];
    let (format, fixed) = shapes
        .into_iter()
        .find(|(_, shape)| shape.len() == named.len())?;
    if !agrees(named, fixed) {
        return None;
    }
    let priced = |cells: &[String]| {
        let cell = |column| {
            fixed
                .iter()
                .position(|c| *c == column)
                .and_then(|i| cells.get(i))
        };
        let counted = match format {
            Format::Plain => cell(Column::CaseSize).is_some_and(|c| money::whole("", c).is_ok()),
            _ => true,
        };
        counted && cell(Column::Price).is_some_and(|c| money::pounds("", c).is_ok())
    };
    let (mut seen, mut good, mut row) = (0, 0, at);
    let mut first = next;
    while seen < SAMPLE {
        let Some((cells, after)) = table.row(row, named.len()) else {
            break;
        };
        let cells = cells.unwrap_or_default();
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            seen += 1;
            if priced(&cells) {
                good += 1;
                if row == at {
                    first = at;
                }
            }
        }
        row = after;
    }
    (good > 0 && good * 2 >= seen.saturating_sub(1)).then_some((format, fixed, first))
}
