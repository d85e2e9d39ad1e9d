//! A price, and the line of an invoice or a bill that units make at it.

use super::{BillError, add};
use crate::ids::ItemId;

/// What the supplier charges for one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Price {
    /// Price before VAT and deposit, in e4 (hundredths of a penny).
    pub net_e4: u64,
    /// Deposit in pence.
    pub deposit_pence: u64,
    /// VAT in hundredths of a per cent: 2000 is 20 %.
    pub vat_bp: u32,
}

/// Some units of one article and the three parts of their price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct BillLine {
    /// The article.
    pub article: ItemId,
    /// Units.
    pub units: u64,
    /// Goods before VAT.
    pub net_pence: u64,
    /// VAT on goods and deposit.
    pub vat_pence: u64,
    /// Deposit on crates and jars.
    pub deposit_pence: u64,
}

impl Price {
    /// (net + deposit)·(1 + VAT) for one unit in e4, rounded up; `u64::MAX` if it is beyond that.
    ///
    /// For showing and for money limits ([`crate::round::Lot`]); bills round once for all units.
    #[must_use]
    pub fn gross_e4(&self) -> u64 {
        let before_vat = u128::from(self.net_e4) + u128::from(self.deposit_pence) * 100;
        let gross = (before_vat * (10_000 + u128::from(self.vat_bp))).div_ceil(10_000);
        u64::try_from(gross).unwrap_or(u64::MAX)
    }

    /// What `units` cost together: the rounding rule of [`super`].
    ///
    /// # Errors
    /// [`BillError::TooLarge`] beyond 2⁶⁴ pence.
    pub fn line(&self, article: ItemId, units: u64) -> Result<BillLine, BillError> {
        let net_pence = half_up(u128::from(units) * u128::from(self.net_e4), 100)?;
        let deposit_pence = units
            .checked_mul(self.deposit_pence)
            .ok_or(BillError::TooLarge)?;
        let before_vat = u128::from(net_pence) + u128::from(deposit_pence);
        Ok(BillLine {
            article,
            units,
            net_pence,
            vat_pence: half_up(before_vat * u128::from(self.vat_bp), 10_000)?,
            deposit_pence,
        })
    }
}

impl BillLine {
    /// The three parts together.
    ///
    /// # Errors
    /// [`BillError::TooLarge`] beyond 2⁶⁴ pence.
    pub fn goods_pence(&self) -> Result<u64, BillError> {
        add(add(self.net_pence, self.vat_pence)?, self.deposit_pence)
    }
}

/// `part / whole`, a half rounded up.
fn half_up(part: u128, whole: u128) -> Result<u64, BillError> {
    let rounded = part / whole + u128::from(part % whole >= whole.div_ceil(2));
    u64::try_from(rounded).map_err(|_| BillError::TooLarge)
}
