//! All rounds, those that go on first.

use super::lens::{Lens, Person};
use super::word::{Sync, SyncWord};
use crate::app::App;
use crate::error::Error;
use crate::project::lists::{self, RoundLine};
use crate::store::rows::{First, Listed, Part};
use kith_domain::document::{DocumentKind, DocumentName};
use kith_domain::ids::CommunityId;
use kith_domain::round::view::{RoundProblem, RoundView, Stage};
use kith_domain::time::Day;
use serde::Serialize;

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
    /// All rounds: open ones first, then by stage, closing day and title.
    ///
    /// # Errors
    /// [`Error::NoCommunity`], or the disk's own.
    pub fn rounds(&self, community: CommunityId) -> Result<Vec<RoundRow>, Error> {
        Ok(self.some_rounds(community, Part::ALL)?.rows)
    }

    /// Some of all rounds, without reading the others.
    ///
    /// # Errors
    /// [`Error::NoCommunity`], or the disk's own.
    pub fn some_rounds(
        &self,
        community: CommunityId,
        part: Part,
    ) -> Result<Listed<RoundRow>, Error> {
        self.look(community, |lens| listed(lens, "", part))
    }
}

/// Rounds whose place begins with `within`.
pub(super) fn listed(lens: &Lens<'_>, within: &str, part: Part) -> Result<Listed<RoundRow>, Error> {
    lens.part(lists::ROUNDS, (within, First::Lowest), part, |_, line| {
        row(lens, line)
    })
}

fn row(lens: &Lens<'_>, line: RoundLine) -> Result<RoundRow, Error> {
    let household = lens.household_of(lens.me());
    let own = line.bills.iter().find(|(of, _)| *of == household);
    Ok(RoundRow {
        sync: stands(
            lens,
            &line.name,
            line.stage,
            line.problem,
            line.title.is_some(),
        )?,
        own_pence: own.map(|(_, pence)| *pence),
        organiser: line.organiser.map(|id| lens.person(id)),
        closes: line.closes,
        articles: line.articles,
        households: line.households,
        minimum_pence: line.minimum_pence,
        reached_pence: line.reached_pence,
        bills_total_pence: line.bills_total_pence,
        stage: line.stage,
        title: line.title,
        supplier: line.supplier,
        name: line.name,
    })
}

/// Where a whole round stands.
pub(super) fn sync(lens: &Lens<'_>, view: &RoundView) -> Result<Sync, Error> {
    stands(
        lens,
        &view.name,
        view.stage,
        view.problem,
        view.title.is_some(),
    )
}

fn stands(
    lens: &Lens<'_>,
    name: &str,
    stage: Stage,
    problem: Option<RoundProblem>,
    reads: bool,
) -> Result<Sync, Error> {
    if let Some(problem) = problem {
        return Ok(Sync::because(
            SyncWord::NeedsALook,
            sentence(&problem.to_string()),
        ));
    }
    let space = lens.community.assumed.space;
    let document = DocumentName::new(space, DocumentKind::Round, name);
    let then = match stage {
        _ if !reads => Sync::of(SyncWord::WaitingForKey),
        Stage::Open => Sync::of(SyncWord::Sent),
        _ => Sync::because(SyncWord::Counted, "Its pledges are counted."),
    };
    Ok(Sync::unless_here(lens.unsent_in(document.id())?, then))
}

/// A reason as a sentence of its own.
pub(super) fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    let stop = if words.ends_with('.') { "" } else { "." };
    format!("{}{}{stop}", first.unwrap_or_default(), letters.as_str())
}
