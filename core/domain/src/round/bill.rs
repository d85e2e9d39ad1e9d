//! The bills: every penny of the supplier's invoice, split over the households.
//!
//! The rule, per article, all units of it together as the supplier invoices them:
//!
//! ```text
//! net     = units × net price           rounded half up to a penny, once
//! deposit = units × deposit             exact
//! VAT     = (net + deposit) × VAT rate  rounded half up to a penny, once
//! ```
//!
//! Each part is then [`split`] over the units. Units left over pay their part like a household;
//! those parts together are shared by all in proportion to the value of their goods, and delivery
//! by the round's choice ([`DeliveryBy`]). Only `split` ever divides, so the bills add up to the
//! invoice by construction. (Foodsoft, from whom the gross price (net + deposit)·(1 + VAT) comes,
//! rounds each household's price instead and is pennies off the invoice.)

use super::split::split;
use crate::ids::{ItemId, MemberId};
use std::collections::BTreeMap;

mod line;
pub use line::{BillLine, Price};

#[cfg(test)]
mod tests;

/// One article as it was shared out, with what it costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedArticle {
    /// The article.
    pub article: ItemId,
    /// What the supplier charges.
    pub price: Price,
    /// What one unit costs in a shop, VAT included, where that is known.
    pub single_e4: Option<u64>,
    /// Units each household gets.
    pub shares: Vec<(MemberId, u64)>,
    /// Units that came, are paid for, and nobody takes.
    pub left_over: u64,
}

/// How the cost of delivery is shared by those who get something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeliveryBy {
    /// In proportion to the value of the goods.
    GoodsValue,
    /// The same for each household.
    Household,
    /// In proportion to the units taken, of whatever article.
    Units,
}

/// What one household pays. The lines, delivery and left-over add up to the total.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Bill {
    /// The household.
    pub household: MemberId,
    /// One for each article it gets, in the order of articles.
    pub lines: Vec<BillLine>,
    /// Its share of delivery.
    pub delivery_pence: u64,
    /// Its share of what nobody takes.
    pub left_over_pence: u64,
    /// All it pays.
    pub total_pence: u64,
    /// What the same units would cost in a shop, less what it pays for them and less its *whole*
    /// share of delivery and left-over, so that it never claims too much. Only articles whose shop
    /// price is known count; `None` if there is none. Negative when the shop is cheaper.
    pub saving_pence: Option<i64>,
}

/// What the supplier is owed: exactly what the bills add up to.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Invoice {
    /// One for each article with any units, left-over ones included, in the order of articles.
    pub lines: Vec<BillLine>,
    /// All lines together.
    pub goods_pence: u64,
    /// Delivery.
    pub delivery_pence: u64,
    /// Goods and delivery.
    pub total_pence: u64,
}

/// Why there are no bills.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BillError {
    /// There is something to pay and no household in the round.
    #[error("nobody is in this round to pay for it: enter what each household took")]
    NobodyToPay,
    /// A sum is beyond 2⁶⁴ pence.
    #[error("a sum is too large to be real: check the prices and amounts")]
    TooLarge,
}

/// Who pays a part of an article; on equal fractions, households take the penny first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Payer {
    Household(MemberId),
    LeftOver,
}

/// Writes every household's bill, and the invoice they pay, for a round shared out as in
/// `articles` with `delivery_pence` on top (its VAT included).
///
/// One bill for each household named, in their order, also for those who get nothing and pay
/// nothing; equal for any order of the input. Σ totals = [`Invoice::total_pence`].
///
/// # Errors
/// [`BillError`]: nobody to pay, or sums that no real round has.
pub fn bills(
    articles: &[SharedArticle],
    delivery_pence: u64,
    by: DeliveryBy,
) -> Result<(Invoice, Vec<Bill>), BillError> {
    let mut households: BTreeMap<MemberId, Account> = articles
        .iter()
        .flat_map(|article| &article.shares)
        .map(|(household, _)| (*household, Account::default()))
        .collect();
    let mut in_order: Vec<_> = articles.iter().collect();
    in_order.sort_by_key(|article| article.article);

    let mut lines = Vec::new();
    let mut goods_pence = 0_u64;
    let mut left_over_pence = 0_u64;
    for article in in_order {
        let (line, left_over) = charge(article, &mut households)?;
        goods_pence = add(goods_pence, line.goods_pence()?)?;
        left_over_pence = add(left_over_pence, left_over)?;
        if line.units > 0 {
            lines.push(line);
        }
    }
    let total_pence = add(goods_pence, delivery_pence)?;
    if households.is_empty() && total_pence > 0 {
        return Err(BillError::NobodyToPay);
    }

    let delivery = shared(delivery_pence, &households, |account| match by {
        DeliveryBy::GoodsValue => account.goods_pence,
        DeliveryBy::Household => 1,
        DeliveryBy::Units => account.units,
    });
    let left_over = shared(left_over_pence, &households, |account| account.goods_pence);
    let bills = households
        .into_iter()
        .map(|(household, account)| {
            let of = |shares: &BTreeMap<_, _>| shares.get(&household).copied().unwrap_or(0);
            account.bill(household, of(&delivery), of(&left_over))
        })
        .collect::<Result<_, _>>()?;
    let invoice = Invoice {
        lines,
        goods_pence,
        delivery_pence,
        total_pence,
    };
    Ok((invoice, bills))
}

/// What has been put on a household's bill so far.
#[derive(Default)]
struct Account {
    lines: Vec<BillLine>,
    units: u64,
    goods_pence: u64,
    /// Shop price (e4) and cost here (pence) of the articles whose shop price is known.
    compared: Option<(u128, u128)>,
}

impl Account {
    fn take(&mut self, line: BillLine, single_e4: Option<u64>) -> Result<(), BillError> {
        if line.units == 0 {
            return Ok(());
        }
        let goods_pence = line.goods_pence()?;
        self.units = add(self.units, line.units)?;
        self.goods_pence = add(self.goods_pence, goods_pence)?;
        if let Some(single_e4) = single_e4 {
            let (shop, here) = self.compared.unwrap_or_default();
            let price = u128::from(single_e4) * u128::from(line.units);
            self.compared = Some((shop.saturating_add(price), here + u128::from(goods_pence)));
        }
        self.lines.push(line);
        Ok(())
    }

    fn bill(
        self,
        household: MemberId,
        delivery_pence: u64,
        left_over_pence: u64,
    ) -> Result<Bill, BillError> {
        let on_top = add(delivery_pence, left_over_pence)?;
        let saving_pence = self.compared.map(|(shop_e4, here)| {
            let shop = i128::try_from(shop_e4 / 100).unwrap_or(i128::MAX);
            let here = i128::try_from(here + u128::from(on_top)).unwrap_or(i128::MAX);
            let saving = shop.saturating_sub(here);
            i64::try_from(saving).unwrap_or(if saving < 0 { i64::MIN } else { i64::MAX })
        });
        Ok(Bill {
            household,
            lines: self.lines,
            delivery_pence,
            left_over_pence,
            total_pence: add(self.goods_pence, on_top)?,
            saving_pence,
        })
    }
}

/// Puts one article on the households' accounts; returns what is owed for it, and which part of
/// that is for units left over.
fn charge(
    article: &SharedArticle,
    households: &mut BTreeMap<MemberId, Account>,
) -> Result<(BillLine, u64), BillError> {
    let mut payers: Vec<_> = article
        .shares
        .iter()
        .map(|(household, units)| (Payer::Household(*household), *units))
        .collect();
    payers.push((Payer::LeftOver, article.left_over));
    payers.sort_unstable();

    let units = payers
        .iter()
        .try_fold(0, |sum, (_, units)| add(sum, *units))?;
    let whole = article.price.line(article.article, units)?;
    let net = split(whole.net_pence, &payers).into_iter();
    let vat = split(whole.vat_pence, &payers).into_iter();
    let deposit = split(whole.deposit_pence, &payers).into_iter();

    let mut left_over = 0;
    for ((((payer, units), (_, net)), (_, vat)), (_, deposit)) in
        payers.iter().zip(net).zip(vat).zip(deposit)
    {
        let part = BillLine {
            article: article.article,
            units: *units,
            net_pence: net,
            vat_pence: vat,
            deposit_pence: deposit,
        };
        match payer {
            Payer::LeftOver => left_over = part.goods_pence()?,
            Payer::Household(household) => {
                if let Some(account) = households.get_mut(household) {
                    account.take(part, article.single_e4)?;
                }
            }
        }
    }
    Ok((whole, left_over))
}

/// Splits `pence` over those who get anything; over all, if nobody does.
fn shared(
    pence: u64,
    households: &BTreeMap<MemberId, Account>,
    weight: impl Fn(&Account) -> u64,
) -> BTreeMap<MemberId, u64> {
    let nobody = households.values().all(|account| account.units == 0);
    let weights: Vec<_> = households
        .iter()
        .filter(|(_, account)| nobody || account.units > 0)
        .map(|(household, account)| (*household, weight(account)))
        .collect();
    split(pence, &weights).into_iter().collect()
}

fn add(a: u64, b: u64) -> Result<u64, BillError> {
    a.checked_add(b).ok_or(BillError::TooLarge)
}
