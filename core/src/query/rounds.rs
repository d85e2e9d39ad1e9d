//! All rounds, those that go on first.

use super::lens::{Lens, Person};
use super::word::{Sync, SyncWord};
use crate::app::App;
use crate::error::Error;
use kith_domain::document::{DocumentKind, DocumentName};
use kith_domain::ids::CommunityId;
use kith_domain::round::view::{RoundView, Stage};
use kith_domain::time::Day;
use serde::Serialize;
use std::collections::BTreeSet;

/// A round in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoundRow {
    /// Its name: `<organiser>/<item>`; what commands take.
    pub name: String,
    /// What it is called; none while waiting for a key.
    pub title: Option<String>,
    /// Whose goods; none while waiting for a key.
    pub supplier: Option<String>,
    /// How far it has come.
    pub stage: Stage,
    /// Who organises it now.
    pub organiser: Option<Person>,
    /// The day it is meant to close.
    pub closes: Option<Day>,
    /// Articles on offer.
    pub articles: usize,
    /// Households with a pledge that counts.
    pub households: usize,
    /// What the supplier's minimum is, before VAT and deposits; zero for none.
    pub minimum_pence: u64,
    /// How much of it the cases to order come to.
    pub reached_pence: u64,
    /// All bills together as things stand.
    pub bills_total_pence: u64,
    /// One's own household's bill as things stand, if it is in the round.
    pub own_pence: Option<u64>,
    /// Where it stands.
    pub sync: Sync,
}

impl App {
    /// All rounds: open ones first, then by stage and title.
    ///
    /// # Errors
    /// [`Error::NoCommunity`], or the disk's own.
    pub fn rounds(&self, community: CommunityId) -> Result<Vec<RoundRow>, Error> {
        self.look(community, |lens| {
            let mut found = Vec::new();
            for (_, view) in lens.rows::<RoundView>("round")? {
                found.push(row(lens, view)?);
            }
            found.sort_by(|a, b| {
                (a.stage, a.closes, &a.title, &a.name).cmp(&(b.stage, b.closes, &b.title, &b.name))
            });
            Ok(found)
        })
    }
}

fn row(lens: &Lens<'_>, view: RoundView) -> Result<RoundRow, Error> {
    let household = lens.household_of(lens.me());
    let households: BTreeSet<_> = view
        .articles
        .iter()
        .flat_map(|article| article.allocations.iter().map(|a| a.household))
        .collect();
    let own = view.bills.iter().find(|b| b.household == household);
    Ok(RoundRow {
        sync: sync(lens, &view)?,
        own_pence: own.map(|bill| bill.total_pence),
        organiser: view.organiser.map(|id| lens.person(id)),
        closes: view.terms.as_ref().and_then(|terms| terms.closes),
        articles: view.articles.len(),
        households: households.len(),
        minimum_pence: view.minimum.needed_pence,
        reached_pence: view.minimum.reached_pence,
        bills_total_pence: view.bills_total_pence,
        stage: view.stage,
        title: view.title,
        supplier: view.supplier,
        name: view.name,
    })
}

/// Where a whole round stands.
pub(super) fn sync(lens: &Lens<'_>, view: &RoundView) -> Result<Sync, Error> {
    let document = DocumentName::new(
        lens.community.assumed.space,
        DocumentKind::Round,
        view.name.clone(),
    );
    let here = lens.unsent_in(document.id())?;
    let then = match (&view.problem, &view.title, view.stage) {
        (Some(problem), ..) => Sync::because(SyncWord::NeedsALook, sentence(&problem.to_string())),
        (_, None, _) => Sync::of(SyncWord::WaitingForKey),
        (.., Stage::Open) => Sync::of(SyncWord::Sent),
        _ => Sync::because(SyncWord::Counted, "Its pledges are counted."),
    };
    if then.word == SyncWord::NeedsALook {
        return Ok(then);
    }
    Ok(Sync::unless_here(here, then))
}

/// A reason as a sentence of its own.
pub(super) fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    let stop = if words.ends_with('.') { "" } else { "." };
    format!("{}{}{stop}", first.unwrap_or_default(), letters.as_str())
}
