//! What people do in a round: open it, pledge, close it, and see it through.
//!
//! Each command looks at the round as this phone has it and answers with the facts to write. The
//! steps after the seal come in their order, each refused with a stable word when it is not its
//! turn. Read next: [`super::schema`], what the facts say.

mod offer;
mod pledge;
mod steps;

use super::bill::DeliveryBy;
use super::project::project;
use super::schema::Article;
use super::view::RoundView;
use crate::command::{Context, Input, Plan, Refused};
use crate::document::{DocumentKind, DocumentName};
use crate::facts::{DocumentState, Facts};
use crate::ids::{ChangeHash, ItemId};
use crate::time::Day;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What members and organisers do. `round` is a round's name, `<organiser>/<item>`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum RoundCommand {
    /// Keeps a supplier's price list.
    ImportList {
        /// What it is called.
        title: String,
        /// Whose prices.
        supplier: String,
        /// The articles.
        articles: Vec<Article>,
    },
    /// Opens a round; whoever does is its organiser.
    Open {
        /// What it is called.
        title: String,
        /// Whose goods.
        supplier: String,
        /// What else to know.
        #[serde(default)]
        note: String,
        /// The supplier's minimum order before VAT and deposits; zero for none.
        #[serde(default)]
        minimum_pence: u64,
        /// What delivery costs, its VAT included.
        #[serde(default)]
        delivery_pence: u64,
        /// How that is shared.
        delivery_by: DeliveryBy,
        /// The day it is meant to close.
        #[serde(default)]
        closes: Option<Day>,
        /// What is on offer, copied from a price list or new.
        articles: Vec<Article>,
    },
    /// Says what this member would take of an article, in place of what they said before.
    Pledge {
        /// The round.
        round: String,
        /// The article.
        article: ItemId,
        /// Fewer and they would rather have none.
        at_least: u32,
        /// What they want.
        want: u32,
        /// What they would take to fill a case.
        up_to: u32,
        /// The most it may cost them.
        #[serde(default)]
        cap_pence: Option<u64>,
    },
    /// Takes a pledge back.
    Withdraw {
        /// The round.
        round: String,
        /// The article.
        article: ItemId,
    },
    /// Closes a round over exactly what the screen showed.
    Seal {
        /// The round.
        round: String,
        /// The heads the screen showed: [`RoundView::heads`].
        heads: Vec<ChangeHash>,
    },
    /// The order went to the supplier.
    Place {
        /// The round.
        round: String,
    },
    /// The goods are here.
    Deliver {
        /// The round.
        round: String,
        /// Units that came; an article not named came as ordered.
        #[serde(default)]
        received: BTreeMap<ItemId, u64>,
    },
    /// The supplier is paid and every household charged.
    Settle {
        /// The round.
        round: String,
        /// The invoice, to be held against the bills; without it their sum is taken.
        #[serde(default)]
        invoice_pence: Option<u64>,
    },
}

impl RoundCommand {
    /// See [`crate::command::Command::plan`].
    ///
    /// # Errors
    /// [`Refused`]; of its `Closed` codes a round's are `already-sealed`, `screen-is-stale`,
    /// `round-is-full`, `not-sealed`, `not-placed`, `not-delivered`, `already-placed`,
    /// `already-delivered`, `already-settled`, `invoice-differs` and `no-sums`.
    pub fn plan(&self, ctx: &Context<'_>) -> Result<Plan, Refused> {
        match self {
            Self::ImportList {
                title,
                supplier,
                articles,
            } => offer::import_list(ctx, title, supplier, articles),
            Self::Open {
                title,
                supplier,
                note,
                minimum_pence,
                delivery_pence,
                delivery_by,
                closes,
                articles,
            } => {
                let title = offer::title(title, supplier, note)?;
                let terms = offer::terms(*minimum_pence, *delivery_pence, *delivery_by, *closes)?;
                offer::open(ctx, &title, &terms, articles)
            }
            Self::Pledge {
                round,
                article,
                at_least,
                want,
                up_to,
                cap_pence,
            } => {
                let wish = pledge::wish(*at_least, *want, *up_to, *cap_pence)?;
                pledge::pledge(ctx, &Said::find(ctx, round)?, *article, wish)
            }
            Self::Withdraw { round, article } => {
                pledge::withdraw(ctx, &Said::find(ctx, round)?, *article)
            }
            Self::Seal { round, heads } => steps::seal(ctx, &Held::find(ctx, round)?, heads),
            Self::Place { round } => steps::place(ctx, &Held::find(ctx, round)?),
            Self::Deliver { round, received } => {
                steps::deliver(ctx, &Held::find(ctx, round)?, received)
            }
            Self::Settle {
                round,
                invoice_pence,
            } => steps::settle(ctx, &Held::find(ctx, round)?, *invoice_pence),
        }
    }
}

/// What has been said in a round, before any sums: all that a pledge needs to know.
struct Said {
    name: DocumentName,
    state: Arc<DocumentState>,
    facts: Facts,
}

impl Said {
    fn find(ctx: &Context<'_>, round: &str) -> Result<Self, Refused> {
        let name = DocumentName::new(ctx.space(), DocumentKind::Round, round);
        let state = ctx.document(&name)?;
        let facts = input(ctx, &state).facts();
        Ok(Self { name, state, facts })
    }
}

/// A round as this phone has it, worked out.
struct Held {
    name: DocumentName,
    state: Arc<DocumentState>,
    view: RoundView,
}

impl Held {
    fn find(ctx: &Context<'_>, round: &str) -> Result<Self, Refused> {
        let name = DocumentName::new(ctx.space(), DocumentKind::Round, round);
        let state = ctx.document(&name)?;
        let view = project(&input(ctx, &state));
        Ok(Self { name, state, view })
    }
}

fn input<'a>(ctx: &'a Context<'_>, document: &'a DocumentState) -> Input<'a> {
    Input {
        community: ctx.community,
        document,
        rosters: ctx.world.rosters(),
        keyring: ctx.world.keyring(),
    }
}
