//! Rounds: opening, pledging, sealing and seeing them through.

use crate::goods::DELIVERY;
use crate::phone::Phone;
use kith_core::Error;
use kith_core::execute::Done;
use kith_domain::command::Command;
use kith_domain::ids::ItemId;
use kith_domain::round::schema::Article;
use kith_domain::round::view::ArticleView;
use kith_domain::round::{RoundCommand, RoundView};
use std::collections::BTreeMap;

/// A round's name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Round(pub String);

impl Phone {
    /// Opens a round on these articles.
    #[must_use]
    pub fn opens_a_round(&self, title: &str, articles: &[Article]) -> Round {
        self.opens_a_round_with_delivery(title, articles, 0)
    }

    /// Opens a round whose delivery costs `delivery_pence`.
    #[must_use]
    pub fn opens_a_round_with_delivery(
        &self,
        title: &str,
        articles: &[Article],
        delivery_pence: u64,
    ) -> Round {
        let done = self.does(&Command::Round(RoundCommand::Open {
            title: title.to_owned(),
            supplier: "Suma".to_owned(),
            note: String::new(),
            minimum_pence: 0,
            delivery_pence,
            delivery_by: DELIVERY,
            closes: None,
            articles: articles.to_vec(),
        }));
        let item = done.made.expect("an opened round has a name");
        Round(format!("{}/{item}", self.id()))
    }

    /// The round as this phone shows it.
    #[must_use]
    pub fn sees(&self, round: &Round) -> RoundView {
        self.look().round(&round.0)
    }

    /// An article of the round as this phone shows it.
    #[must_use]
    pub fn sees_article(&self, round: &Round, name: &str) -> ArticleView {
        let articles = self.sees(round).articles.into_iter();
        let mut named = articles.filter(|a| a.article.name == name);
        let found = named.next();
        found.unwrap_or_else(|| panic!("{} sees no {name} in the round", self.name()))
    }

    /// Units of an article that this phone says go to `who`'s household.
    #[must_use]
    pub fn says_gets(&self, round: &Round, name: &str, who: &Phone) -> u64 {
        let look = self.look();
        let entry = look.rosters.chain(look.space()).0;
        let household = look.rosters.household_of(who.id(), entry);
        let allocations = self.sees_article(round, name).allocations;
        let own = allocations.iter().find(|a| a.household == household);
        own.map_or(0, |a| a.allocated)
    }

    fn article(&self, round: &Round, name: &str) -> ItemId {
        self.sees_article(round, name).id
    }

    /// Pledges for an article: at least, want, up to.
    pub fn pledges(&self, round: &Round, name: &str, wish: (u32, u32, u32)) {
        self.does(&self.pledge(round, name, wish));
    }

    /// Pledges, if the app lets it.
    ///
    /// # Errors
    /// What the app answers.
    pub fn tries_to_pledge(
        &self,
        round: &Round,
        name: &str,
        wish: (u32, u32, u32),
    ) -> Result<Done, Error> {
        self.tries(&self.pledge(round, name, wish))
    }

    /// The command that pledges for an article.
    #[must_use]
    pub fn pledge(
        &self,
        round: &Round,
        name: &str,
        (at_least, want, up_to): (u32, u32, u32),
    ) -> Command {
        Command::Round(RoundCommand::Pledge {
            round: round.0.clone(),
            article: self.article(round, name),
            at_least,
            want,
            up_to,
            cap_pence: None,
        })
    }

    /// Takes the own pledge for an article back.
    pub fn takes_back_the_pledge(&self, round: &Round, name: &str) {
        let (round, article) = (round.0.clone(), self.article(round, name));
        self.does(&Command::Round(RoundCommand::Withdraw { round, article }));
    }

    /// The command that closes the round at what this phone shows now.
    #[must_use]
    pub fn sealing(&self, round: &Round) -> Command {
        Command::Round(RoundCommand::Seal {
            round: round.0.clone(),
            heads: self.sees(round).heads,
        })
    }

    /// Closes the round at what this phone shows now.
    pub fn seals(&self, round: &Round) {
        self.does(&self.sealing(round));
    }

    /// Places, receives in full and settles.
    pub fn sees_it_through(&self, round: &Round) {
        let round = round.0.clone();
        self.does(&Command::Round(RoundCommand::Place {
            round: round.clone(),
        }));
        self.does(&Command::Round(RoundCommand::Deliver {
            round: round.clone(),
            received: BTreeMap::new(),
        }));
        self.does(&Command::Round(RoundCommand::Settle {
            round,
            invoice_pence: None,
        }));
    }
}
