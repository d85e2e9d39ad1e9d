//! What a pledge would do, before it is made.

use super::{AllocationReason, Pledge};
use crate::community::Community;
use crate::error::KithError;
use crate::ids::ItemId;
use kith_core::query::effect;

/// What a pledge would change.
pub type PledgeEffect = effect::Effect;

/// What a pledge would change.
#[uniffi::remote(Record)]
pub struct PledgeEffect {
    /// As things stand.
    pub now: Standing,
    /// As they would stand with the pledge.
    pub then: Standing,
}

/// How one article stands for one's own household.
pub type Standing = effect::Standing;

/// How one article stands for one's own household.
#[uniffi::remote(Record)]
pub struct Standing {
    /// Whole cases to order.
    pub cases: u64,
    /// Units that lack to fill the next case.
    pub missing_units: u64,
    /// Units one's household gets.
    pub allocated: u64,
    /// Why, if the household has a pledge that counts.
    pub why: Option<AllocationReason>,
    /// The household's bill for the whole round.
    pub own_pence: u64,
}

#[uniffi::export]
impl Community {
    /// What a pledge would do to the cases, to what one's household gets and to its bill. Nothing is
    /// written.
    ///
    /// # Errors
    /// As [`Community::pledge`].
    pub async fn pledge_effect(
        &self,
        round: String,
        article: ItemId,
        pledge: Pledge,
    ) -> Result<PledgeEffect, KithError> {
        let wish = effect::Wish {
            at_least: pledge.at_least,
            want: pledge.want,
            up_to: pledge.up_to,
            cap_pence: pledge.cap_pence,
        };
        let ask = move |app: &kith_core::App, id| app.pledge_effect(id, &round, article, wish);
        Ok(self.look(ask).await?.1)
    }
}
