//! From a supplier's file to the articles a command takes.
//!
//! `kith-import` reads files and knows nothing of rounds; rounds know nothing of files. The two meet
//! here.

use kith_domain::round::schema::{Article, More};
use kith_import::{ListedArticle, Report};

/// Every article of a price list that was read, in the order of the file: what
/// [`kith_domain::round::RoundCommand::ImportList`] and `Open` take.
#[must_use]
pub fn articles(report: &Report) -> Vec<Article> {
    report.articles().into_iter().map(article).collect()
}

/// One listed article as rounds keep it.
#[must_use]
pub fn article(listed: &ListedArticle) -> Article {
    let listed = listed.clone();
    Article {
        v: 1,
        name: listed.name,
        unit: listed.unit,
        case_size: listed.case_size,
        min_units: listed.min_units,
        net_e4: listed.net_e4,
        vat_bp: listed.vat_bp,
        deposit_pence: listed.deposit_pence,
        single_e4: listed.single_e4,
        category: listed.category,
        origin: listed.origin,
        producer: listed.producer,
        number: listed.number.unwrap_or_default(),
        note: (!listed.note.is_empty()).then_some(listed.note),
        more: More::new(),
    }
}
