//! What a pledge would do, before it is made: nothing is written.

use super::lens::Lens;
use crate::app::App;
use crate::commit::Acted;
use crate::error::Error;
use crate::execute::context;
use crate::store::changes;
use kith_domain::command::{Command, ForMember, Input, Refused, as_if};
use kith_domain::document::{DocumentKind, DocumentName};
use kith_domain::facts::DocumentState;
use kith_domain::ids::{CommandId, CommunityId, ItemId};
use kith_domain::round::share_out::Why;
use kith_domain::round::{self, RoundCommand};

/// What somebody would take of an article. `at_least`, `want` and `up_to` must not fall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// Fewer units and they would rather have none.
    pub at_least: u32,
    /// Units they want.
    pub want: u32,
    /// Units they would take to fill a case.
    pub up_to: u32,
    /// The most it may cost them, in pence.
    pub cap_pence: Option<u64>,
}

/// What a pledge would change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effect {
    /// As things stand.
    pub now: Standing,
    /// As they would stand with the pledge.
    pub then: Standing,
}

/// How one article stands for one's own household.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// Whole cases to order.
    pub cases: u64,
    /// Units that lack to fill the next case.
    pub missing_units: u64,
    /// Units one's household gets.
    pub allocated: u64,
    /// Why, if the household has a pledge that counts.
    pub why: Option<Why>,
    /// The household's bill for the whole round.
    pub own_pence: u64,
}

impl App {
    /// What a pledge would do to the cases, to what one's household gets and to its bill.
    ///
    /// # Errors
    /// What making the pledge would be refused with; [`Error::NoCommunity`], or the disk's own.
    pub fn pledge_effect(
        &self,
        community: CommunityId,
        round: &str,
        article: ItemId,
        wish: Wish,
    ) -> Result<Effect, Error> {
        let mut command = Command::Round(RoundCommand::Pledge {
            round: round.to_owned(),
            article,
            at_least: wish.at_least,
            want: wish.want,
            up_to: wish.up_to,
            cap_pence: wish.cap_pence,
        });
        if let Some(member) = self.speaks_for() {
            let spoken = Box::new(command);
            command = Command::For(ForMember {
                member,
                command: spoken,
            });
        }
        self.with(|phone| {
            let now = phone.ambient.now();
            let lens = Lens::with_eyes_of(phone, community, self.speaks_for())?;
            let (db, held) = (lens.db, lens.community);
            let name = DocumentName::new(held.assumed.space, DocumentKind::Round, round);
            let acted = Acted {
                id: CommandId([0; 16]),
                entry: held.assumed.chain(held.assumed.space).0,
                made: now,
            };
            let state = changes::state(db, community, &name)?;
            let state = state.ok_or_else(|| Refused::NotFound {
                what: "this round",
                name: round.to_owned(),
            })?;
            let then = context(db, held, &acted, now, |ctx| {
                let plan = command.plan(ctx)?;
                Ok(as_if(ctx, &state, &plan.writes))
            })?;
            Ok(Effect {
                now: standing(&lens, &state, article),
                then: standing(&lens, &then, article),
            })
        })
    }
}

fn standing(lens: &Lens<'_>, document: &DocumentState, article: ItemId) -> Standing {
    let view = round::project(&Input {
        community: lens.community.id(),
        document,
        rosters: &lens.community.assumed,
        keyring: &lens.community.keyring,
    });
    let household = lens.household_of(lens.me());
    let bill = view.bills.iter().find(|b| b.household == household);
    let Some(of) = view.articles.iter().find(|a| a.id == article) else {
        return Standing::default();
    };
    let mine = of.allocations.iter().find(|a| a.household == household);
    Standing {
        cases: of.cases,
        missing_units: of.missing_units,
        allocated: mine.map_or(0, |a| a.allocated),
        why: mine.map(|a| a.why),
        own_pence: bill.map_or(0, |b| b.total_pence),
    }
}
