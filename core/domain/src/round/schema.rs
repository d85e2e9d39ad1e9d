//! The shapes of a round's facts, as JSON.
//!
//! Each names its version `v` and keeps the fields it does not know in `more`, so that an older app
//! that restates a fact of a newer one loses nothing. A fact of another version does not read here
//! and is set aside. Money is whole pence, prices are e4 (hundredths of a penny).
//! Read next: [`super::command`], which writes them, and [`mod@super::project`], which reads them.

use super::bill::{DeliveryBy, Price};
use super::share_out::Lot;
use crate::command::Refused;
use crate::ids::ItemId;
use crate::time::Day;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;

/// Fields of a newer app, kept when the fact is restated.
pub type More = serde_json::Map<String, serde_json::Value>;

/// The version of the rules and of the allocation that a seal of this app pins.
pub const ALLOCATION: u32 = 1;
/// Subject of what a round or a price list states once: terms, title, list.
pub const SELF: &str = "self";
/// Most units a household may name for one article.
pub const MOST_UNITS: u32 = 100_000;
/// Most pence any single amount may be: ten million pounds.
pub const MOST_PENCE: u64 = 1_000_000_000;

fn first() -> u8 {
    1
}

fn only_first<'de, D: Deserializer<'de>>(d: D) -> Result<u8, D::Error> {
    match u8::deserialize(d)? {
        1 => Ok(1),
        v => Err(serde::de::Error::custom(format!("version {v} is newer"))),
    }
}

/// One article as the supplier sells it. Topic `article`; the subject is its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Version.
    #[serde(default = "first", deserialize_with = "only_first")]
    pub v: u8,
    /// What it is.
    pub name: String,
    /// What one unit is, such as `500 g jar`.
    pub unit: String,
    /// Units in the supplier's case.
    pub case_size: u32,
    /// The supplier's minimum for this article in units; zero for none.
    #[serde(default)]
    pub min_units: u32,
    /// Price of one unit before VAT and deposit, in e4.
    pub net_e4: u64,
    /// VAT in hundredths of a per cent.
    #[serde(default)]
    pub vat_bp: u32,
    /// Deposit on one unit, in pence.
    #[serde(default)]
    pub deposit_pence: u64,
    /// What one unit costs in a shop, VAT included, in e4, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub single_e4: Option<u64>,
    /// The supplier's heading for it.
    #[serde(default)]
    pub category: String,
    /// Where it comes from.
    #[serde(default)]
    pub origin: String,
    /// Who made it.
    #[serde(default)]
    pub producer: String,
    /// The supplier's number for it.
    #[serde(default)]
    pub number: String,
    /// The supplier's remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Fields of a newer app.
    #[serde(flatten)]
    pub more: More,
}

impl Article {
    /// What the supplier charges for one unit.
    #[must_use]
    pub fn price(&self) -> Price {
        Price {
            net_e4: self.net_e4,
            deposit_pence: self.deposit_pence,
            vat_bp: self.vat_bp,
        }
    }

    /// The article as the share-out sees it.
    #[must_use]
    pub fn lot(&self, article: ItemId) -> Lot {
        Lot {
            article,
            case_size: self.case_size,
            min_units: self.min_units,
            gross_e4: self.price().gross_e4(),
        }
    }

    /// Whether its amounts are ones a real article can have.
    ///
    /// # Errors
    /// [`Refused::Invalid`] naming the first field that is not.
    pub fn check(&self) -> Result<(), Refused> {
        let of = |why: &str| format!("of `{}` {why}", short(&self.name));
        line("article", &self.name, 200)?;
        if self.unit.len() > 80 {
            return Err(Refused::invalid(
                "unit",
                of("is too long; 80 bytes at most"),
            ));
        }
        if !(1..=MOST_UNITS).contains(&self.case_size) {
            return Err(Refused::invalid("case size", of("must be 1 to 100000")));
        }
        if self.min_units > MOST_UNITS {
            return Err(Refused::invalid("minimum", of("must be 100000 at most")));
        }
        if self.vat_bp > 10_000 {
            return Err(Refused::invalid("VAT", of("must be 100 % at most")));
        }
        let e4 = MOST_PENCE.saturating_mul(100);
        if self.net_e4 > e4 || self.single_e4.is_some_and(|e| e > e4) {
            return Err(Refused::invalid("price", of("is too high to be real")));
        }
        pence("deposit", self.deposit_pence)
    }
}

/// What a price list is called. Topic `list`, subject [`SELF`], in each of its documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// Version.
    #[serde(default = "first", deserialize_with = "only_first")]
    pub v: u8,
    /// What it is called.
    pub title: String,
    /// Whose it is.
    pub supplier: String,
    /// Fields of a newer app.
    #[serde(flatten)]
    pub more: More,
}

/// What the supplier and the organiser ask for. Topic `terms`, subject [`SELF`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Version.
    #[serde(default = "first", deserialize_with = "only_first")]
    pub v: u8,
    /// The supplier's minimum order before VAT and deposits; zero for none.
    pub minimum_pence: u64,
    /// What delivery costs, its VAT included.
    pub delivery_pence: u64,
    /// How that is shared.
    pub delivery_by: DeliveryBy,
    /// The day the organiser means to close; a promise to people, no rule depends on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes: Option<Day>,
    /// Fields of a newer app.
    #[serde(flatten)]
    pub more: More,
}

/// What a round is called. Topic `title`, subject [`SELF`], sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Title {
    /// Version.
    #[serde(default = "first", deserialize_with = "only_first")]
    pub v: u8,
    /// What it is called.
    pub title: String,
    /// Whose goods.
    pub supplier: String,
    /// Anything else people should know.
    #[serde(default)]
    pub note: String,
    /// Fields of a newer app.
    #[serde(flatten)]
    pub more: More,
}

/// What a member would take of an article. Topic `pledge`; the subject is the article's id. All
/// amounts zero is withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pledge {
    /// Version.
    #[serde(default = "first", deserialize_with = "only_first")]
    pub v: u8,
    /// Fewer than this and they would rather have none.
    pub at_least: u32,
    /// What they want.
    pub want: u32,
    /// What they would take to fill a case.
    pub up_to: u32,
    /// The most this article may cost them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap_pence: Option<u64>,
    /// The price that was on the screen, in e4.
    pub seen_net_e4: u64,
    /// Fields of a newer app.
    #[serde(flatten)]
    pub more: More,
}

impl Pledge {
    /// Whether it takes an earlier one back.
    #[must_use]
    pub fn is_withdrawn(&self) -> bool {
        (self.at_least, self.want, self.up_to) == (0, 0, 0)
    }
}

/// Joins some of a screen's many heads ahead of a seal. Topic `counted`; the subject is random.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// Version.
    #[serde(default = "first", deserialize_with = "only_first")]
    pub v: u8,
    /// How many heads this change joins.
    pub heads: u32,
    /// Fields of a newer app.
    #[serde(flatten)]
    pub more: More,
}

/// Closes a round at exactly its own deps. Topic `seal`; the subject is random and names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// Version.
    #[serde(default = "first", deserialize_with = "only_first")]
    pub v: u8,
    /// The community's roster entry as of which households are read.
    pub entry: u32,
    /// The version of the rules.
    pub rules: u32,
    /// The version of the share-out and the bills.
    pub allocation: u32,
    /// Fields of a newer app.
    #[serde(flatten)]
    pub more: More,
}

/// The order went to the supplier. Topic `placed`; the subject is the seal's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    /// Version.
    #[serde(default = "first", deserialize_with = "only_first")]
    pub v: u8,
    /// When.
    pub day: Day,
    /// Fields of a newer app.
    #[serde(flatten)]
    pub more: More,
}

/// What the supplier brought. Topic `delivered`; the subject is the seal's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivered {
    /// Version.
    #[serde(default = "first", deserialize_with = "only_first")]
    pub v: u8,
    /// Units that came, of those articles of which not exactly the ordered ones did.
    pub received: BTreeMap<ItemId, u64>,
    /// When.
    pub day: Day,
    /// Fields of a newer app.
    #[serde(flatten)]
    pub more: More,
}

/// The invoice was paid and every household charged. Topic `settled`; the subject is the seal's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// Version.
    #[serde(default = "first", deserialize_with = "only_first")]
    pub v: u8,
    /// What the supplier was paid.
    pub invoice_pence: u64,
    /// When.
    pub day: Day,
    /// Fields of a newer app.
    #[serde(flatten)]
    pub more: More,
}

/// A line of text that must be there and be at most `most` bytes.
pub(super) fn line(what: &'static str, text: &str, most: usize) -> Result<(), Refused> {
    if text.trim().is_empty() {
        Err(Refused::invalid(what, "is empty; give it a name"))
    } else if text.len() > most {
        let why = format!("is too long; keep it under {most} bytes");
        Err(Refused::invalid(what, why))
    } else {
        Ok(())
    }
}

/// An amount that some real round could have.
pub(super) fn pence(what: &'static str, amount: u64) -> Result<(), Refused> {
    if amount > MOST_PENCE {
        Err(Refused::invalid(
            what,
            "is too high to be real; it is in pence",
        ))
    } else {
        Ok(())
    }
}

fn short(name: &str) -> String {
    name.chars().take(40).collect()
}
