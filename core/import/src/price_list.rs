//! A whole price list, from its bytes to the verdict on every line.
//!
//! [`read_price_list`] is the flow of this crate; read it top to bottom, then the modules it calls.

use crate::article::ListedArticle;
use crate::encoding::decode;
use crate::headers::PLAIN_4;
use crate::layout::Layout;
use crate::line::Line;
use crate::refusal::shown;
use crate::table::Table;
use crate::{Format, Mended, Refusal, Refused, Report, Taken, foodsoft, ofn, plain};
use std::collections::HashMap;

/// Largest price list, in bytes.
pub const MAX_BYTES: usize = 4 * 1024 * 1024;
/// Most lines of a price list.
pub const MAX_LINES: usize = 20_000;

/// Why a file could not be read as a price list at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    /// There is nothing in it.
    #[error("the file is empty: export the price list again")]
    Empty,
    /// It is a spreadsheet, a picture or the like, or text without columns.
    #[error("this is not a table in text form: save the price list as CSV and try again")]
    NotATable,
    /// The first line names no known set of columns, and the shape fits none either.
    #[error("the columns of this list are not known (found: {found}): {expected}")]
    UnknownColumns {
        /// The headings found, cut short.
        found: String,
        /// What would be understood.
        expected: &'static str,
    },
    /// More than [`MAX_BYTES`].
    #[error("the file is larger than 4 MiB: split the price list into several")]
    TooLarge,
    /// More than [`MAX_LINES`].
    #[error("the list has more than 20,000 lines: split it into several")]
    TooManyLines,
}

const EXPECTED: &str = "give the first line at least the headings name, unit, case_size, price, \
    or use the columns of Foodsoft or Open Food Network";

/// Reads a price list and says what became of every line. The same bytes give the same report.
///
/// # Errors
/// A [`ListError`] if the file as a whole is no price list; a bad line is never an error.
pub fn read_price_list(bytes: &[u8]) -> Result<Report, ListError> {
    if bytes.len() > MAX_BYTES {
        return Err(ListError::TooLarge);
    }
    let (text, encoding) = decode(bytes);
    if text.trim().is_empty() {
        return Err(ListError::Empty);
    }
    if text.contains('\0') {
        return Err(ListError::NotATable);
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.lines().take(MAX_LINES + 1).collect();
    if lines.len() > MAX_LINES {
        return Err(ListError::TooManyLines);
    }
    let (table, layout) = recognise(&lines)?;
    let mut report = Report {
        format: layout.format,
        encoding,
        delimiter: table.delimiter,
        taken: Vec::new(),
        mended: Vec::new(),
        refused: Vec::new(),
    };
    let mut known = Known::default();
    let mut at = layout.first;
    while let Some((cells, next)) = table.row(at, layout.columns.len()) {
        // Bounded by MAX_LINES.
        let line = u32::try_from(at + 1).unwrap_or(u32::MAX);
        at = next;
        if cells
            .as_ref()
            .is_ok_and(|cells| cells.iter().all(|cell| cell.trim().is_empty()))
        {
            continue;
        }
        let read = cells.and_then(|cells| read_line(&layout, &cells));
        match read
            .and_then(|(article, mends)| known.admit(line, &article).map(|()| (article, mends)))
        {
            Ok((article, mends)) if mends.is_empty() => report.taken.push(Taken { line, article }),
            Ok((article, mends)) => report.mended.push(Mended {
                line,
                article,
                mends,
            }),
            Err(reason) => report.refused.push(Refused { line, reason }),
        }
    }
    Ok(report)
}

fn read_line(layout: &Layout, cells: &[String]) -> Result<(ListedArticle, Vec<String>), Refusal> {
    let columns = &layout.columns;
    match layout.format {
        Format::Foodsoft18 => {
            foodsoft::article_18(Line::new(cells, columns, &foodsoft::NEEDED_18)?)
        }
        Format::Foodsoft14 => {
            foodsoft::article_14(Line::new(cells, columns, &foodsoft::NEEDED_14)?)
        }
        Format::OpenFoodNetwork => ofn::article(Line::new(cells, columns, &ofn::NEEDED)?),
        Format::Plain => plain::article(Line::new(cells, columns, &PLAIN_4)?),
    }
}

/// The delimiter under which the first row makes most sense, and what it then says. A first line
/// `sep=;` is a spreadsheet's note to itself.
fn recognise<'a>(lines: &'a [&'a str]) -> Result<(Table<'a>, Layout), ListError> {
    let content = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with("sep=");
    let at = lines.iter().position(content).ok_or(ListError::Empty)?;
    let tables = [';', ',', '\t'].map(|delimiter| Table::new(lines, delimiter));
    let headings: Vec<Vec<String>> = tables
        .iter()
        .map(|table| table.heading(at).map_or(Vec::new(), |(cells, _)| cells))
        .collect();
    let readings = tables.into_iter().filter_map(|table| {
        let layout = Layout::of(&table, at)?;
        Some((table, layout))
    });
    readings
        .max_by_key(|(_, layout)| layout.fit)
        .ok_or_else(|| {
            let widest = headings
                .into_iter()
                .max_by_key(Vec::len)
                .unwrap_or_default();
            if widest.len() < 2 {
                return ListError::NotATable;
            }
            let found: Vec<String> = widest
                .iter()
                .take(20)
                .map(|cell| shown(cell.trim()))
                .collect();
            ListError::UnknownColumns {
                found: found.join(", "),
                expected: EXPECTED,
            }
        })
}

/// Which articles stand already, and on which line.
#[derive(Default)]
struct Known {
    numbers: HashMap<String, u32>,
    names: HashMap<(String, String, String), u32>,
}

impl Known {
    /// Only lines that are admitted count: a refused one does not stand in the way of a good one.
    fn admit(&mut self, line: u32, article: &ListedArticle) -> Result<(), Refusal> {
        if let Some(number) = &article.number {
            if let Some(&line) = self.numbers.get(number) {
                return Err(Refusal::DuplicateNumber {
                    number: number.clone(),
                    line,
                });
            }
            self.numbers.insert(number.clone(), line);
            return Ok(());
        }
        let name = (
            article.name.clone(),
            article.unit.clone(),
            article.producer.clone(),
        );
        if let Some(&line) = self.names.get(&name) {
            return Err(Refusal::DuplicateName { line });
        }
        self.names.insert(name, line);
        Ok(())
    }
}
