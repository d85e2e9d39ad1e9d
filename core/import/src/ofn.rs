//! Open Food Network's product list: a grower's things, sold one by one.
//!
//! `units` and `unit_type` (or `variant_unit_name`) make the unit. The price is what a shopper
//! pays: without a known tax it is taken whole with no VAT; with one, the VAT is taken out of it.
//! Stock is only read for whether there is any, and dates are passed over.

use crate::Refusal;
use crate::article::{ListedArticle, NAME, SHORT};
use crate::headers::Column;
use crate::line::{Line, Sold, price_within};
use crate::money;
use crate::refusal::shown;

/// Columns a line cannot do without.
pub(crate) const NEEDED: [Column; 3] = [Column::Name, Column::Units, Column::Price];

/// Reads a line of a product list.
pub(crate) fn article(mut line: Line<'_>) -> Result<(ListedArticle, Vec<String>), Refusal> {
    in_stock(&line)?;
    let name = name(&mut line)?;
    let unit = unit(&mut line)?;
    let price = line.price()?;
    let (net_e4, vat_bp) = without_vat(&mut line, price)?;
    line.article(Sold {
        name,
        unit,
        case_size: 1,
        net_e4,
        vat_bp,
    })
}

fn in_stock(line: &Line<'_>) -> Result<(), Refusal> {
    let on_hand = line.raw(Column::OnHand);
    let on_demand = line.raw(Column::OnDemand).to_lowercase();
    let endless = matches!(on_demand.as_str(), "1" | "true" | "yes" | "y");
    if !endless && money::whole("on hand", on_hand) == Ok(0) {
        return Err(Refusal::NotAvailable(format!("{} on hand", shown(on_hand))));
    }
    Ok(())
}

fn name(line: &mut Line<'_>) -> Result<String, Refusal> {
    let variant = line.raw(Column::DisplayName);
    let product = line.raw(Column::Name);
    if variant.is_empty() || variant == product || product.is_empty() {
        return line.name();
    }
    let name = line.fit("name", &format!("{product}, {variant}"), NAME);
    Some(name)
        .filter(|name| !name.is_empty())
        .ok_or(Refusal::Missing("name"))
}

fn unit(line: &mut Line<'_>) -> Result<String, Refusal> {
    let measure = line.raw(Column::UnitType);
    let word = if measure.is_empty() {
        line.raw(Column::VariantUnit)
    } else {
        measure
    };
    let amount = line.raw(Column::Units);
    if amount.is_empty() || word.is_empty() {
        return Err(Refusal::Missing("unit"));
    }
    let unit = line.fit("unit", &format!("{amount} {word}"), SHORT);
    Some(unit)
        .filter(|unit| !unit.is_empty())
        .ok_or(Refusal::Missing("unit"))
}

/// The net price, half up to a hundredth of a penny, and the rate that was in it.
fn without_vat(line: &mut Line<'_>, price: u64) -> Result<(u64, u32), Refusal> {
    let tax = line.raw(Column::TaxCategory);
    let Some(vat_bp) = rate(tax) else {
        line.mends.push(format!(
            "took the price whole, without VAT: the tax category `{}` names no known rate",
            shown(tax)
        ));
        return Ok((price, 0));
    };
    if vat_bp == 0 {
        return Ok((price, 0));
    }
    let gross = 10_000 + u64::from(vat_bp);
    let net = (price * 10_000 + gross / 2) / gross;
    line.mends.push(format!(
        "took {}.{:02} % VAT out of the price {}: {} net",
        vat_bp / 100,
        vat_bp % 100,
        money::e4(price),
        money::e4(net)
    ));
    price_within("price", line.raw(Column::Price), net).map(|net| (net, vat_bp))
}

/// The British rates by name, or a number with a percent sign in the name.
fn rate(tax: &str) -> Option<u32> {
    let lower = tax.to_lowercase();
    if let Some(number) = lower
        .split_whitespace()
        .find_map(|word| word.strip_suffix('%'))
    {
        let (bp, _) = money::percent("tax category", number).ok()?;
        return u32::try_from(bp)
            .ok()
            .filter(|bp| *bp <= crate::article::VAT_BP);
    }
    let names = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if lower.is_empty() || names(&["zero", "exempt", "none", "no vat"]) {
        Some(0)
    } else if names(&["standard", "full"]) {
        Some(2_000)
    } else if names(&["reduced"]) {
        Some(500)
    } else {
        None
    }
}
