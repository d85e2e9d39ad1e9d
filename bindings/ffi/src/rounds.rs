//! Group orders: the screens, and what members and organisers do.
//!
//! Money is whole pence; prices are `e4`, hundredths of a penny. Read next: [`crate::price_lists`].

mod article;
mod effect;
mod rows;
mod screen;
mod word;

pub use article::Article;
pub use effect::{PledgeEffect, Standing};
pub use rows::{AllocationRow, BillLineRow, BillRow, LateRow, PledgeRow, SealRow};
pub use screen::{ArticleRow, Round, RoundDays, RoundRow};
pub use word::{AllocationReason, DeliveryBy, RoundStage};

use crate::community::{Community, Outcome};
use crate::error::KithError;
use crate::ids::{ChangeHash, Day, ItemId, MemberId};
use crate::page::{Page, page_of};
use kith_domain::command::Command;
use kith_domain::command::membership::Membership;
use kith_domain::round::RoundCommand;
use std::collections::HashMap;

page_of! {
    /// A page of rounds: open ones first.
    RoundPage of RoundRow
}

/// A round to open.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct NewRound {
    /// What it is called: one line, 200 bytes at most.
    pub title: String,
    /// Whose goods: one line, 200 bytes at most.
    pub supplier: String,
    /// What else to know: 2000 bytes at most.
    #[uniffi(default = "")]
    pub note: String,
    /// The supplier's minimum order before VAT and deposits; zero for none.
    #[uniffi(default = 0)]
    pub minimum_pence: u64,
    /// What delivery costs, its VAT included.
    #[uniffi(default = 0)]
    pub delivery_pence: u64,
    /// How that is shared.
    pub delivery_by: DeliveryBy,
    /// The day it is meant to close: a promise to people, no rule.
    #[uniffi(default = None)]
    pub closes: Option<Day>,
    /// What is on offer: at least one.
    pub articles: Vec<Article>,
}

/// What somebody would take of an article. `at_least`, `want` and `up_to` must not fall.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Pledge {
    /// Fewer units and they would rather have none.
    #[uniffi(default = 0)]
    pub at_least: u32,
    /// Units they want.
    pub want: u32,
    /// Units they would take to fill a case.
    pub up_to: u32,
    /// The most it may cost them.
    #[uniffi(default = None)]
    pub cap_pence: Option<u64>,
}

#[uniffi::export]
impl Community {
    /// All rounds: open ones first, then by stage, closing day and title.
    ///
    /// # Errors
    /// [`KithError::NotFound`] when the phone does not belong here.
    pub async fn rounds(&self, page: Page) -> Result<RoundPage, KithError> {
        let ask = move |app: &kith_core::App, id| app.some_rounds(id, page.part());
        let (revision, listed) = self.look(ask).await?;
        Ok(RoundPage::of(revision, listed))
    }

    /// One round, whole.
    ///
    /// # Errors
    /// [`KithError::NotFound`] when it is not on this phone.
    pub async fn round(&self, name: String) -> Result<Round, KithError> {
        let wanted = name.clone();
        let (_, found) = self.look(move |app, id| app.round(id, &wanted)).await?;
        found.map(Round::from).ok_or(KithError::NotFound {
            what: "this round".to_owned(),
            id: name,
        })
    }

    /// Opens a round; whoever does is its organiser. Gives its name: what the other calls take.
    ///
    /// # Errors
    /// [`KithError::Invalid`] names the field.
    pub async fn open_round(&self, round: NewRound) -> Result<String, KithError> {
        let opened = self
            .act(Command::Round(RoundCommand::Open {
                title: round.title,
                supplier: round.supplier,
                note: round.note,
                minimum_pence: round.minimum_pence,
                delivery_pence: round.delivery_pence,
                delivery_by: round.delivery_by,
                closes: round.closes,
                articles: round.articles.into_iter().map(Article::into).collect(),
            }))
            .await?;
        self.own_name(opened.made).await
    }

    /// Says what this member would take of an article, in place of what they said before.
    ///
    /// # Errors
    /// [`KithError::Refused`] with `already-sealed` or `round-is-full`, [`KithError::Invalid`],
    /// [`KithError::NotFound`].
    pub async fn pledge(
        &self,
        round: String,
        article: ItemId,
        pledge: Pledge,
    ) -> Result<Outcome, KithError> {
        self.act(Command::Round(RoundCommand::Pledge {
            round,
            article,
            at_least: pledge.at_least,
            want: pledge.want,
            up_to: pledge.up_to,
            cap_pence: pledge.cap_pence,
        }))
        .await
    }

    /// Takes a pledge back.
    ///
    /// # Errors
    /// As [`Community::pledge`].
    pub async fn withdraw_pledge(
        &self,
        round: String,
        article: ItemId,
    ) -> Result<Outcome, KithError> {
        self.act(Command::Round(RoundCommand::Withdraw { round, article }))
            .await
    }

    /// Closes a round over exactly what the screen showed: `heads` are those of its [`Round`].
    ///
    /// # Errors
    /// [`KithError::Refused`] with `screen-is-stale`, `already-sealed` or `wrong-role`.
    pub async fn seal_round(
        &self,
        round: String,
        heads: Vec<ChangeHash>,
    ) -> Result<Outcome, KithError> {
        self.act(Command::Round(RoundCommand::Seal { round, heads }))
            .await
    }

    /// Notes that the order went to the supplier.
    ///
    /// # Errors
    /// [`KithError::Refused`] with `not-sealed`, `already-placed` or `wrong-role`.
    pub async fn place_round(&self, round: String) -> Result<Outcome, KithError> {
        self.act(Command::Round(RoundCommand::Place { round }))
            .await
    }

    /// Notes that the goods are here. `received` names the units of articles that came other than
    /// as ordered.
    ///
    /// # Errors
    /// [`KithError::Refused`] with `not-placed`, `already-delivered` or `wrong-role`.
    pub async fn deliver_round(
        &self,
        round: String,
        received: HashMap<ItemId, u64>,
    ) -> Result<Outcome, KithError> {
        let received = received.into_iter().collect();
        self.act(Command::Round(RoundCommand::Deliver { round, received }))
            .await
    }

    /// Notes that the supplier is paid and every household charged. An invoice is held against the
    /// bills; without one their sum is taken.
    ///
    /// # Errors
    /// [`KithError::Refused`] with `invoice-differs`, `not-delivered`, `already-settled`, `no-sums`
    /// or `wrong-role`.
    pub async fn settle_round(
        &self,
        round: String,
        invoice_pence: Option<u64>,
    ) -> Result<Outcome, KithError> {
        self.act(Command::Round(RoundCommand::Settle {
            round,
            invoice_pence,
        }))
        .await
    }

    /// Gives a round another organiser.
    ///
    /// # Errors
    /// [`KithError::Refused`], [`KithError::NotFound`].
    pub async fn hand_over_round(&self, round: String, to: MemberId) -> Result<Outcome, KithError> {
        self.act(Command::Membership(Membership::HandOverRound { round, to }))
            .await
    }
}

impl Community {
    /// The name of a document of this member's own.
    pub(crate) async fn own_name(&self, made: Option<ItemId>) -> Result<String, KithError> {
        let (_, rows) = self
            .look(|app, id| {
                let mut rows = app.communities()?;
                rows.retain(|row| row.id == id);
                Ok(rows)
            })
            .await?;
        match (rows.first(), made) {
            (Some(row), Some(item)) => Ok(format!("{}/{item}", row.me.id)),
            _ => Err(KithError::Internal {
                detail: "a command that made nothing".to_owned(),
            }),
        }
    }
}
