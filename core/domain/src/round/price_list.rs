//! A supplier's price list: a document of articles a round is filled from.
//!
//! A list longer than a drawer goes on in `<name>/2`, `<name>/3`; each part says whose it is and
//! projects by itself, and a reader puts the parts one after the other.

use super::schema::{Article, List, SELF};
use crate::command::Input;
use crate::fact::FactKey;
use crate::ids::{ItemId, MemberId};
use crate::topic::Topic;
use serde::{Deserialize, Serialize};

/// One document of a price list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceListView {
    /// The document's name; the part after its second `/` numbers it.
    pub name: String,
    /// Who keeps it.
    pub owner: Option<MemberId>,
    /// What it is called.
    pub title: String,
    /// Whose prices.
    pub supplier: String,
    /// The articles, by name.
    pub articles: Vec<(ItemId, Article)>,
}

/// What a price list says; only its owner's drawer counts.
#[must_use]
pub fn price_list(input: &Input<'_>) -> PriceListView {
    let facts = input.facts();
    let owner = input.document.name.owner();
    let list = owner
        .and_then(|owner| facts.get(&FactKey::new(owner, Topic::List.word(), SELF)))
        .and_then(|fact| fact.read::<List>());
    let (title, supplier) = list.map_or_else(Default::default, |l| (l.title, l.supplier));
    let mut articles: Vec<(ItemId, Article)> = facts
        .on(Topic::Article)
        .filter_map(|fact| Some((fact.key.subject.parse().ok()?, fact.read()?)))
        .collect();
    articles.sort_by(|(a, x), (b, y)| (&x.name, a).cmp(&(&y.name, b)));
    PriceListView {
        name: input.document.name.name.clone(),
        owner,
        title,
        supplier,
        articles,
    }
}
