//! One line of a price list while it is read: its cells by column, and the mends made so far.
//!
//! What every format has in common stands here once: how a text is made fit to keep, how a price,
//! a rate and a count are bounded, what counts as available. [`crate::foodsoft`], [`crate::ofn`]
//! and [`crate::plain`] put an article together from it.

use crate::Refusal;
use crate::article::{
    CASE_SIZE, LABEL, ListedArticle, MIN_UNITS, NAME, NOTE, PRICE_E4, SHORT, VAT_BP,
};
use crate::headers::Column;
use crate::money;
use crate::refusal::shown;

/// A line and what was put right in it.
pub(crate) struct Line<'a> {
    cells: &'a [String],
    columns: &'a [Option<Column>],
    pub(crate) mends: Vec<String>,
}

/// What is particular to a format; the rest of an article reads alike everywhere.
pub(crate) struct Sold {
    pub(crate) name: String,
    pub(crate) unit: String,
    pub(crate) case_size: u32,
    pub(crate) net_e4: u64,
    pub(crate) vat_bp: u32,
}

impl<'a> Line<'a> {
    /// # Errors
    /// If the line is longer than the heading, or ends before a column that `needed` names.
    pub(crate) fn new(
        cells: &'a [String],
        columns: &'a [Option<Column>],
        needed: &[Column],
    ) -> Result<Self, Refusal> {
        let (found, expected) = (cells.len(), columns.len());
        if cells
            .iter()
            .skip(expected)
            .any(|cell| !cell.trim().is_empty())
        {
            return Err(Refusal::TooManyColumns { found, expected });
        }
        let missing = columns
            .iter()
            .skip(found)
            .flatten()
            .any(|column| needed.contains(column));
        if missing {
            return Err(Refusal::TooFewColumns { found, expected });
        }
        let mut mends = Vec::new();
        if found < expected {
            mends.push(format!(
                "took the {} columns missing at the end as blank",
                expected - found
            ));
        }
        Ok(Self {
            cells,
            columns,
            mends,
        })
    }

    /// The cell of `column` as it stands, trimmed; blank if there is none.
    pub(crate) fn raw(&self, column: Column) -> &'a str {
        let at = self.columns.iter().position(|found| *found == Some(column));
        at.and_then(|at| self.cells.get(at))
            .map_or("", |cell| cell.trim())
    }

    /// The text of `column`, fit to keep: on one line, of at most `most` characters, and without
    /// the leading signs that make a spreadsheet run it as a formula. A lone dash is blank.
    pub(crate) fn text(&mut self, what: &'static str, column: Column, most: usize) -> String {
        let raw = self.raw(column);
        self.fit(what, raw, most)
    }

    /// [`Line::text`], for a text put together by the caller.
    pub(crate) fn fit(&mut self, what: &'static str, raw: &str, most: usize) -> String {
        let visible = raw.split(|c: char| c.is_whitespace() || c.is_control());
        let mut text = visible
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        if text.chars().all(|c| matches!(c, '-' | '–' | '—')) {
            return String::new();
        }
        let inert = text.trim_start_matches(['=', '+', '-', '@', ' ']);
        if inert.len() < text.len() {
            let sign = text.chars().next().unwrap_or('=');
            self.mends.push(format!(
                "took the leading `{sign}` off the {what}, so that no spreadsheet runs it as a formula"
            ));
            text = inert.to_owned();
        }
        if text.contains('\u{fffd}') {
            self.mends
                .push(format!("a character of the {what} could not be read"));
        }
        if text.chars().count() > most {
            self.mends
                .push(format!("cut the {what} to {most} characters"));
            text = text
                .chars()
                .take(most)
                .collect::<String>()
                .trim_end()
                .to_owned();
        }
        text
    }

    /// Like [`Line::text`], for a text an article cannot do without.
    pub(crate) fn needed(
        &mut self,
        what: &'static str,
        column: Column,
        most: usize,
    ) -> Result<String, Refusal> {
        Some(self.text(what, column, most))
            .filter(|t| !t.is_empty())
            .ok_or(Refusal::Missing(what))
    }

    /// Whether the line may be offered: yes and no in three languages, blank is yes.
    pub(crate) fn available(&self) -> Result<(), Refusal> {
        let word = self.raw(Column::Availability);
        match word.to_lowercase().as_str() {
            "" | "yes" | "y" | "true" | "1" | "ja" | "j" => Ok(()),
            "no" | "n" | "false" | "0" | "nein" | "nee" => Err(Refusal::NotAvailable(shown(word))),
            _ => Err(Refusal::Availability(shown(word))),
        }
    }

    /// A price of one unit that must be there, in ten-thousandths of a pound.
    pub(crate) fn price(&mut self) -> Result<u64, Refusal> {
        self.optional_price("price", Column::Price)?
            .ok_or(Refusal::Missing("price"))
    }

    fn optional_price(
        &mut self,
        what: &'static str,
        column: Column,
    ) -> Result<Option<u64>, Refusal> {
        let raw = self.raw(column);
        if raw.is_empty() {
            return Ok(None);
        }
        let amount = money::pounds(what, raw)?;
        self.mends.extend(amount.mends);
        price_within(what, raw, amount.e4).map(Some)
    }

    /// The rate of VAT in basis points; blank is none.
    pub(crate) fn vat(&mut self) -> Result<u32, Refusal> {
        let raw = self.raw(Column::Vat);
        if raw.is_empty() {
            return Ok(0);
        }
        let (bp, mends) = money::percent("VAT", raw)?;
        self.mends.extend(mends);
        u32::try_from(bp)
            .ok()
            .filter(|bp| *bp <= VAT_BP)
            .ok_or_else(|| Refusal::OutOfBounds {
                what: "VAT",
                text: shown(raw),
                bounds: "between 0 and 100 percent",
            })
    }

    /// The number of units in a case.
    pub(crate) fn case_size(&self, raw: &str) -> Result<u32, Refusal> {
        let size = money::whole("case size", raw)?;
        if (1..=CASE_SIZE).contains(&size) {
            Ok(size)
        } else {
            Err(Refusal::OutOfBounds {
                what: "case size",
                text: shown(raw),
                bounds: "between 1 and 1,000 units",
            })
        }
    }

    /// The article, with the cells that read alike in every format.
    pub(crate) fn article(mut self, sold: Sold) -> Result<(ListedArticle, Vec<String>), Refusal> {
        let article = ListedArticle {
            number: self.number()?,
            name: sold.name,
            unit: sold.unit,
            case_size: sold.case_size,
            min_units: self.minimum()?,
            net_e4: sold.net_e4,
            vat_bp: sold.vat_bp,
            deposit_pence: self.deposit()?,
            single_e4: self.optional_price("single price", Column::SinglePrice)?,
            category: self.text("category", Column::Category, LABEL),
            origin: self.text("origin", Column::Origin, LABEL),
            producer: self.text("producer", Column::Producer, LABEL),
            note: self.text("note", Column::Note, NOTE),
        };
        Ok((article, self.mends))
    }

    /// The name, which is cut rather than refused if it is too long.
    pub(crate) fn name(&mut self) -> Result<String, Refusal> {
        self.needed("name", Column::Name, NAME)
    }

    /// The unit as the list words it.
    pub(crate) fn unit(&mut self) -> Result<String, Refusal> {
        self.needed("unit", Column::Unit, SHORT)
    }

    // Two numbers cut short might become one, so a long number is refused and not cut.
    fn number(&mut self) -> Result<Option<String>, Refusal> {
        let number = self.text("order number", Column::Number, usize::MAX);
        if number.chars().count() > SHORT {
            return Err(Refusal::LongNumber);
        }
        Ok(Some(number).filter(|number| !number.is_empty()))
    }

    fn minimum(&self) -> Result<u32, Refusal> {
        let raw = self.raw(Column::Minimum);
        if raw.is_empty() {
            return Ok(0);
        }
        let units = money::whole("minimum", raw)?;
        if units <= MIN_UNITS {
            Ok(units)
        } else {
            Err(Refusal::OutOfBounds {
                what: "minimum",
                text: shown(raw),
                bounds: "at most 1,000,000 units",
            })
        }
    }

    fn deposit(&mut self) -> Result<u64, Refusal> {
        let raw = self.raw(Column::Deposit);
        if raw.is_empty() {
            return Ok(0);
        }
        let amount = money::pounds("deposit", raw)?;
        self.mends.extend(amount.mends);
        if amount.e4 > PRICE_E4 {
            return Err(out_of_price("deposit", raw));
        }
        let pence = (amount.e4 + 50) / 100;
        if pence * 100 != amount.e4 {
            self.mends
                .push(format!("rounded the deposit `{}` to {pence}p", shown(raw)));
        }
        Ok(pence)
    }
}

/// `e4` if it lies within the bounds of a price.
pub(crate) fn price_within(what: &'static str, raw: &str, e4: u64) -> Result<u64, Refusal> {
    if (1..=PRICE_E4).contains(&e4) {
        Ok(e4)
    } else {
        Err(out_of_price(what, raw))
    }
}

fn out_of_price(what: &'static str, raw: &str) -> Refusal {
    let bounds = "above nothing and at most 10,000 pounds";
    Refusal::OutOfBounds {
        what,
        text: shown(raw),
        bounds,
    }
}
