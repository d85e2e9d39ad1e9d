//! Suppliers' price lists, each put together from its parts.

use super::lens::Person;
use super::word::Sync;
use crate::app::App;
use crate::error::Error;
use kith_domain::document::{DocumentKind, DocumentName};
use kith_domain::ids::CommunityId;
use kith_domain::round::price_list::PriceListView;
use kith_domain::round::schema::Article;
use serde::Serialize;
use std::collections::BTreeMap;

/// A price list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PriceListRow {
    /// Its name: `<owner>/<item>`.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// Whose prices.
    pub supplier: String,
    /// Who keeps it.
    pub owner: Option<Person>,
    /// The articles, by category and name.
    pub articles: Vec<Article>,
    /// Where it stands.
    pub sync: Sync,
}

impl App {
    /// All price lists, by title.
    ///
    /// # Errors
    /// [`Error::NoCommunity`], or the disk's own.
    pub fn price_lists(&self, community: CommunityId) -> Result<Vec<PriceListRow>, Error> {
        self.look(community, |lens| {
            let mut lists: BTreeMap<String, PriceListRow> = BTreeMap::new();
            for (id, part) in lens.rows::<PriceListView>("price-list")? {
                let space = lens.community.assumed.space;
                let document = DocumentName::new(space, DocumentKind::PriceList, id.clone()).id();
                let here = lens.unsent_in(document)?;
                let whole: Vec<&str> = id.splitn(3, '/').take(2).collect();
                let name = whole.join("/");
                let row = lists.entry(name.clone()).or_insert_with(|| PriceListRow {
                    name,
                    title: part.title.clone(),
                    supplier: part.supplier.clone(),
                    owner: part.owner.map(|id| lens.person(id)),
                    articles: Vec::new(),
                    sync: Sync::of(super::word::SyncWord::Sent),
                });
                if here {
                    row.sync = Sync::of(super::word::SyncWord::OnThisPhone);
                }
                row.articles
                    .extend(part.articles.into_iter().map(|(_, article)| article));
            }
            let mut found: Vec<PriceListRow> = lists.into_values().collect();
            for list in &mut found {
                list.articles.sort_by(|a, b| {
                    (&a.category, &a.name, &a.unit).cmp(&(&b.category, &b.name, &b.unit))
                });
            }
            found.sort_by(|a, b| (&a.title, &a.name).cmp(&(&b.title, &b.name)));
            Ok(found)
        })
    }
}
