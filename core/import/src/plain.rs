//! The plain list anybody can type: `name,unit,case_size,price`, and `vat`, `deposit`,
//! `single_price`, `min`, `number`, `category`, `origin`, `producer` and `note` if wanted.
//!
//! Columns may stand in any order; see [`crate::headers`] for the words. The price is net and for
//! one unit.

use crate::Refusal;
use crate::article::ListedArticle;
use crate::headers::Column;
use crate::line::{Line, Sold};

/// Reads a line of a plain list.
pub(crate) fn article(mut line: Line<'_>) -> Result<(ListedArticle, Vec<String>), Refusal> {
    line.available()?;
    let name = line.name()?;
    let unit = line.unit()?;
    let size = line.raw(Column::CaseSize);
    if size.is_empty() {
        return Err(Refusal::Missing("case size"));
    }
    let case_size = line.case_size(size)?;
    let net_e4 = line.price()?;
    let vat_bp = line.vat()?;
    line.article(Sold {
        name,
        unit,
        case_size,
        net_e4,
        vat_bp,
    })
}
