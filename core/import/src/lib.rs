//! Reading what people already have: a supplier's price list, a runner's recorded track.
//!
//! Pure: bytes in, a report out. Nothing here opens a file, and nothing is half-imported: the
//! caller gets a verdict on every line and decides what to do with it.
//!
//! Reading order for price lists: `encoding` turns bytes into text, `table` text into rows of
//! cells, `headers` and `layout` say which column is which, `foodsoft`, `ofn` and `plain`
//! each read one line of their format with the help of `line` and `money`, and `report` is
//! what comes out. Runs are read by [`gpx`] alone.

mod article;
mod encoding;
mod foodsoft;
pub mod gpx;
mod headers;
mod layout;
mod line;
mod money;
mod ofn;
mod plain;
mod price_list;
mod refusal;
mod report;
mod table;
#[cfg(test)]
mod tests;

pub use article::ListedArticle;
pub use encoding::Encoding;
pub use layout::Format;
pub use price_list::{ListError, MAX_BYTES, MAX_LINES, read_price_list};
pub use refusal::Refusal;
pub use report::{Mended, Refused, Report, Taken, Tally};
