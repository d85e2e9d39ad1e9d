//! Foodsoft's price lists: 18 columns today, 14 before it knew several units per article.
//!
//! In both, the price is net and for one unit as listed, unless a price unit says otherwise. In the
//! 18 columns `6 Piece` under *Ratios to supplier order unit* is a case of six. Foodsoft itself
//! leaves *Unit* blank where it gives a supplier order unit; such a line is read only if it has no
//! ratios, because else nothing says what one of the pieces is. See [`crate::headers`] for the
//! columns.

use crate::Refusal;
use crate::article::{ListedArticle, SHORT};
use crate::headers::Column;
use crate::line::{Line, Sold, price_within};
use crate::money;
use crate::refusal::shown;

/// Columns a line cannot do without, in either format.
pub(crate) const NEEDED_18: [Column; 4] =
    [Column::Name, Column::Unit, Column::Ratios, Column::Price];
/// Columns a line of the older format cannot do without.
pub(crate) const NEEDED_14: [Column; 4] =
    [Column::Name, Column::Unit, Column::CaseSize, Column::Price];

/// Reads a line of the 18 columns.
///
/// A price for the supplier's order unit is divided by the case size, half up to a hundredth of a
/// penny, and that is a mend; a price for anything else is refused. Without ratios the unit is sold
/// singly. Granularity and group order unit say how a group shares out, not what the supplier sells,
/// and are passed over.
pub(crate) fn article_18(mut line: Line<'_>) -> Result<(ListedArticle, Vec<String>), Refusal> {
    line.available()?;
    let name = line.name()?;
    let unit = unit_18(&mut line)?;
    let case_size = case_of(&line, &unit)?;
    let listed = line.price()?;
    let net_e4 = price_of_one(&mut line, listed, case_size, &unit)?;
    let billed = line.raw(Column::BillingUnit);
    if !billed.is_empty() && !same_unit(billed, &unit) && !is_piece(billed) {
        line.mends.push(format!(
            "kept the listed price, though the supplier bills by `{}` and may charge otherwise",
            shown(billed)
        ));
    }
    let vat_bp = line.vat()?;
    line.article(Sold {
        name,
        unit,
        case_size,
        net_e4,
        vat_bp,
    })
}

/// Reads a line of the 14 columns. A status of `x` is outlisted; a scale price is not used, which is
/// a mend.
pub(crate) fn article_14(mut line: Line<'_>) -> Result<(ListedArticle, Vec<String>), Refusal> {
    let status = line.raw(Column::Availability);
    if status.eq_ignore_ascii_case("x") {
        return Err(Refusal::NotAvailable(shown(status)));
    }
    let name = line.name()?;
    let unit = line.unit()?;
    let size = line.raw(Column::CaseSize);
    let case_size = line.case_size(if size.is_empty() { "1" } else { size })?;
    let net_e4 = line.price()?;
    let scale = line.raw(Column::ScalePrice);
    if !scale.is_empty() && money::pounds("scale price", scale).is_ok_and(|price| price.e4 > 0) {
        let from = shown(line.raw(Column::ScaleQuantity));
        line.mends.push(format!(
            "left out the scale price `{}` from `{from}` on",
            shown(scale)
        ));
    }
    let vat_bp = line.vat()?;
    line.article(Sold {
        name,
        unit,
        case_size,
        net_e4,
        vat_bp,
    })
}

/// The unit, or the supplier's order unit where that is what is sold.
fn unit_18(line: &mut Line<'_>) -> Result<String, Refusal> {
    let sold_by = line.raw(Column::OrderUnit);
    if !line.raw(Column::Unit).is_empty() || !line.raw(Column::Ratios).is_empty() {
        return line.unit();
    }
    let unit = line.needed("unit", Column::OrderUnit, SHORT)?;
    line.mends.push(format!(
        "took the supplier order unit `{}` as the unit",
        shown(sold_by)
    ));
    Ok(unit)
}

/// The case size from `6 Piece`; only the first ratio is about the unit, those after it divide it.
fn case_of(line: &Line<'_>, unit: &str) -> Result<u32, Refusal> {
    let ratios = line.raw(Column::Ratios);
    let first = ratios.split(", ").next().unwrap_or_default().trim();
    if first.is_empty() {
        return Ok(1);
    }
    let end = first
        .find(|c: char| c.is_whitespace() || c.is_alphabetic())
        .unwrap_or(first.len());
    let (count, word) = first.split_at(end);
    // Ten kilograms of a 500 g article are twenty units, not ten: better refused than guessed.
    if !word.trim().is_empty() && !is_piece(word) && !same_unit(word, unit) {
        return Err(Refusal::CaseInOtherMeasure {
            ratio: shown(first),
            unit: shown(unit),
        });
    }
    line.case_size(count)
}

fn price_of_one(
    line: &mut Line<'_>,
    listed: u64,
    case_size: u32,
    unit: &str,
) -> Result<u64, Refusal> {
    let price_unit = line.raw(Column::PriceUnit);
    let order_unit = line.raw(Column::OrderUnit);
    if price_unit.is_empty() || is_piece(price_unit) || same_unit(price_unit, unit) {
        return Ok(listed);
    }
    if order_unit.is_empty() || !same_unit(price_unit, order_unit) {
        return Err(Refusal::PriceOfOtherUnit {
            price_unit: shown(price_unit),
            unit: shown(unit),
        });
    }
    let case = u64::from(case_size);
    let one = (listed + case / 2) / case;
    line.mends.push(format!(
        "divided the price {} for `{}` by {case_size}: {} for one unit",
        money::e4(listed),
        shown(price_unit),
        money::e4(one)
    ));
    price_within("price", line.raw(Column::Price), one)
}

fn is_piece(word: &str) -> bool {
    let word = word.trim().trim_end_matches('.').to_lowercase();
    let pieces = [
        "piece", "pieces", "pc", "pcs", "x", "stück", "stueck", "stk", "st", "stuk", "stuks",
    ];
    pieces.contains(&word.as_str())
}

/// `kg` and `1 kg` are one unit.
fn same_unit(one: &str, other: &str) -> bool {
    let plain = |unit: &str| {
        let unit = unit.to_lowercase().split_whitespace().collect::<String>();
        match unit.strip_prefix('1') {
            Some(word) if word.starts_with(char::is_alphabetic) => word.to_owned(),
            _ => unit,
        }
    };
    plain(one) == plain(other)
}
