//! What a round looks like to a screen: the result of [`super::project()`].
//!
//! Plain data, serialised for every shell. Money is whole pence; every number comes with the
//! [`Stamp`] of the fact behind it, so that the engine can say whether it has been sent.

use super::bill::{Bill, Invoice};
use super::schema::{Article, Terms};
use super::share_out::Why;
use crate::command::Stamp;
use crate::ids::{ChangeHash, ItemId, MemberId};
use crate::policy::Denied;
use crate::time::Day;
use serde::{Deserialize, Deserializer, Serialize};

/// How far a round has come. Later is greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Pledges count.
    Open,
    /// Pledges are counted.
    Sealed,
    /// The order went to the supplier.
    Placed,
    /// The goods are here.
    Delivered,
    /// The supplier is paid and every household charged.
    Settled,
}

/// A round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundView {
    /// The document's name: `<organiser>/<item>`.
    pub name: String,
    /// How far it has come.
    pub stage: Stage,
    /// What it is called; `None` while waiting for a key.
    pub title: Option<String>,
    /// Whose goods; `None` while waiting for a key.
    pub supplier: Option<String>,
    /// What else to know; `None` while waiting for a key.
    pub note: Option<String>,
    /// Who organises it now.
    pub organiser: Option<MemberId>,
    /// What supplier and organiser ask for.
    pub terms: Option<Terms>,
    /// The articles, in the order of their names.
    pub articles: Vec<ArticleView>,
    /// How much of the supplier's minimum order is reached.
    pub minimum: Minimum,
    /// What each household pays as things stand.
    pub bills: Vec<Bill>,
    /// What the supplier is owed; the same sum.
    pub invoice: Option<Invoice>,
    /// All bills together, in pence.
    pub bills_total_pence: u64,
    /// The seal that stands.
    pub seal: Option<SealView>,
    /// Seals that came second; they change nothing.
    pub other_seals: Vec<SealView>,
    /// When the order was placed, delivered, settled.
    pub days: Days,
    /// Pledges that do not count, and why.
    pub late: Vec<LateView>,
    /// Other statements that do not count or do not read here: so many keys.
    pub aside: usize,
    /// Why the sums are missing or need a look.
    pub problem: Option<RoundProblem>,
    /// What the screen shows: name these when sealing.
    pub heads: Vec<ChangeHash>,
}

/// An article, who would take it and who gets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleView {
    /// Its id.
    pub id: ItemId,
    /// What it is.
    pub article: Article,
    /// One unit with deposit and VAT in e4, rounded up.
    pub gross_e4: u64,
    /// Units wanted by all households.
    pub firm: u64,
    /// Units they would take on top.
    pub tolerance: u64,
    /// Whole cases to order.
    pub cases: u64,
    /// Units in them.
    pub ordered_units: u64,
    /// Units that lack to fill the next case, or to reach the supplier's minimum.
    pub missing_units: u64,
    /// Units that came, once delivered.
    pub received_units: Option<u64>,
    /// What each member said, in the order of members; a late word stands beside the counted one.
    pub pledges: Vec<PledgeView>,
    /// What each household gets, in the order of households.
    pub allocations: Vec<AllocationView>,
    /// Units that came and nobody takes.
    pub left_over: u64,
}

/// One member's pledge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PledgeView {
    /// Whose.
    pub member: MemberId,
    /// Who wrote it: the member, or their proxy.
    pub hand: MemberId,
    /// For which household.
    pub household: MemberId,
    /// Fewer and they would rather have none.
    pub at_least: u32,
    /// Wanted.
    pub want: u32,
    /// To fill a case.
    pub up_to: u32,
    /// The most it may cost.
    pub cap_pence: Option<u64>,
    /// The price on the screen was lower than the price now.
    pub price_rose: bool,
    /// Where it was written.
    pub stamp: Stamp,
    /// What became of it.
    pub state: PledgeState,
    /// Another member of the household said something else without having seen this.
    pub clash: bool,
}

/// What became of a pledge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PledgeState {
    /// It is the household's word.
    Counted,
    /// It came after the seal.
    Late,
    /// This member of the household spoke later, or wants more.
    Superseded(MemberId),
}

/// What one household gets of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllocationView {
    /// Which.
    pub household: MemberId,
    /// As pledged.
    pub at_least: u32,
    /// As pledged.
    pub want: u32,
    /// As pledged.
    pub up_to: u32,
    /// Units it gets.
    pub allocated: u64,
    /// Why.
    pub why: Why,
}

/// How much of the supplier's minimum order is reached, before VAT and deposits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minimum {
    /// What the supplier asks for.
    pub needed_pence: u64,
    /// What the cases to order come to.
    pub reached_pence: u64,
}

/// A seal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealView {
    /// Its own name, the last part of its key.
    pub id: String,
    /// By whom.
    pub by: MemberId,
    /// Where it was written.
    pub stamp: Stamp,
    /// The roster entry it pins; `None` when it is of a newer version.
    pub entry: Option<u32>,
}

/// When the steps after the seal were taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    /// The order went out.
    pub placed: Option<Day>,
    /// The goods came.
    pub delivered: Option<Day>,
    /// The supplier was paid.
    pub settled: Option<Day>,
}

/// A pledge that does not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateView {
    /// Whose.
    pub member: MemberId,
    /// For what, as the key has it.
    pub article: String,
    /// Where it was written.
    pub stamp: Stamp,
    /// Why.
    pub reason: LateReason,
}

/// Why a pledge does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "because", content = "code", rename_all = "kebab-case")]
pub enum LateReason {
    /// The seal had not seen it.
    AfterSeal,
    /// Its author had no right; the stable word of the refusal.
    #[serde(serialize_with = "denied_code", deserialize_with = "denied_of_code")]
    NoRight(Denied),
}

fn denied_code<S: serde::Serializer>(denied: &Denied, s: S) -> Result<S::Ok, S::Error> {
    s.serialize_str(denied.code())
}

fn denied_of_code<'de, D: Deserializer<'de>>(d: D) -> Result<Denied, D::Error> {
    let code = String::deserialize(d)?;
    let known = [
        Denied::NotAMember,
        Denied::AfterLeaving,
        Denied::Revoked,
        Denied::WrongRole(crate::policy::Whom::default()),
        Denied::WrongDocument,
        Denied::UnknownTopic,
    ];
    let found = known.into_iter().find(|denied| denied.code() == code);
    Ok(found.unwrap_or(Denied::NotYet))
}

/// Why a round's sums are missing or need a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoundProblem {
    /// The seal was made by rules this version does not know.
    #[error("this round was closed by a newer version of Kith; update the app to see its sums")]
    NewerSeal,
    /// Something must be paid and no household is in the round.
    #[error("nobody is in this round to pay for it: enter what each household took")]
    NobodyToPay,
    /// A sum is beyond all bounds.
    #[error("a sum is too large to be real: check the prices and amounts")]
    TooLarge,
    /// The sum paid to the supplier is not the sum of the bills.
    #[error("the supplier was paid {paid_pence}p and the bills come to {bills_pence}p")]
    InvoiceDiffers {
        /// As settled.
        paid_pence: u64,
        /// As computed.
        bills_pence: u64,
    },
}
