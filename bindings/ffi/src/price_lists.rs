//! Suppliers' price lists: reading a file, keeping it, looking articles up.

use crate::community::Community;
use crate::error::KithError;
use crate::page::{Page, count, page_of};
use crate::rounds::Article;
use crate::word::{Person, Sync};
use kith_domain::command::Command;
use kith_domain::round::RoundCommand;

page_of! {
    /// A page of price lists, by title.
    PriceListPage of PriceListRow
}
page_of! {
    /// A page of a price list's articles, by category and name.
    ArticlePage of Article
}

/// A price list in the list.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PriceListRow {
    /// Its name: what the other calls take.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// Whose prices.
    pub supplier: String,
    /// Who keeps it.
    pub owner: Option<Person>,
    /// How many articles it has.
    pub articles: u32,
    /// Where it stands.
    pub sync: Sync,
}

/// A file read as a price list.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ReadPriceList {
    /// The articles, in the order of the file.
    pub articles: Vec<Article>,
    /// Lines that were read once something in them was put right, and what.
    pub mended: Vec<LineNote>,
    /// Lines left out, and what their owner can do about it.
    pub refused: Vec<LineNote>,
}

/// A word about one line of a file.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct LineNote {
    /// Which line, from 1.
    pub line: u32,
    /// The word.
    pub note: String,
}

#[uniffi::export]
impl Community {
    /// All price lists, by title.
    ///
    /// # Errors
    /// [`KithError::NotFound`] when the phone does not belong here.
    pub async fn price_lists(&self, page: Page) -> Result<PriceListPage, KithError> {
        let (revision, lists) = self.look(|app, id| app.price_lists(id)).await?;
        let rows = lists.into_iter().map(|list| PriceListRow {
            articles: count(list.articles.len()),
            name: list.name,
            title: list.title,
            supplier: list.supplier,
            owner: list.owner,
            sync: list.sync,
        });
        Ok(PriceListPage::of(revision, page.cut(rows.collect())))
    }

    /// The articles of one price list, by category and name.
    ///
    /// # Errors
    /// [`KithError::NotFound`] when it is not on this phone.
    pub async fn price_list_articles(
        &self,
        name: String,
        page: Page,
    ) -> Result<ArticlePage, KithError> {
        let (revision, lists) = self.look(|app, id| app.price_lists(id)).await?;
        let list = lists.into_iter().find(|list| list.name == name);
        let list = list.ok_or(KithError::NotFound {
            what: "this price list".to_owned(),
            id: name,
        })?;
        let articles = list.articles.into_iter().map(Article::from).collect();
        Ok(ArticlePage::of(revision, page.cut(articles)))
    }

    /// Keeps a price list for the whole community. Gives its name.
    ///
    /// # Errors
    /// [`KithError::Invalid`] names the field.
    pub async fn keep_price_list(
        &self,
        title: String,
        supplier: String,
        articles: Vec<Article>,
    ) -> Result<String, KithError> {
        let articles = articles.into_iter().map(Article::into).collect();
        let kept = self
            .act(Command::Round(RoundCommand::ImportList {
                title,
                supplier,
                articles,
            }))
            .await?;
        self.own_name(kept.made).await
    }
}

pub(crate) fn read_price_list(file: &[u8]) -> Result<ReadPriceList, KithError> {
    let report =
        kith_import::read_price_list(file).map_err(|error| KithError::invalid("file", error))?;
    let articles = kith_core::price_list::articles(&report);
    Ok(ReadPriceList {
        articles: articles.into_iter().map(Article::from).collect(),
        mended: notes(
            report
                .mended
                .into_iter()
                .map(|m| (m.line, m.mends.join("; "))),
        ),
        refused: notes(
            report
                .refused
                .into_iter()
                .map(|r| (r.line, r.reason.to_string())),
        ),
    })
}

fn notes(notes: impl Iterator<Item = (u32, String)>) -> Vec<LineNote> {
    notes.map(|(line, note)| LineNote { line, note }).collect()
}
