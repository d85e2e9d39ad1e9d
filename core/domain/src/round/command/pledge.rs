//! Pledging and taking back.

use super::offer::size;
use super::{Said, input};
use crate::command::{Context, Plan, Refused};
use crate::fact::FactKey;
use crate::ids::ItemId;
use crate::limits;
use crate::round::project;
use crate::round::schema::{MOST_UNITS, More, Pledge, pence};
use crate::topic::Topic;

/// What somebody would take, checked; the price seen is filled in by [`pledge`].
pub(super) fn wish(
    at_least: u32,
    want: u32,
    up_to: u32,
    cap_pence: Option<u64>,
) -> Result<Pledge, Refused> {
    if at_least > want || want > up_to {
        return Err(Refused::invalid(
            "pledge",
            "contradicts itself: at least, want and up to must not fall",
        ));
    }
    if up_to > MOST_UNITS {
        let why = format!("must be {MOST_UNITS} units at most");
        return Err(Refused::invalid("pledge", why));
    }
    if up_to == 0 {
        return Err(Refused::invalid(
            "pledge",
            "is of nothing; withdraw it if you want none",
        ));
    }
    pence("money limit", cap_pence.unwrap_or(0))?;
    Ok(Pledge {
        v: 1,
        at_least,
        want,
        up_to,
        cap_pence,
        seen_net_e4: 0,
        more: More::new(),
    })
}

/// States `wish` for an article of the round.
pub(super) fn pledge(
    ctx: &Context<'_>,
    round: &Said,
    article: ItemId,
    mut wish: Pledge,
) -> Result<Plan, Refused> {
    if round.facts.on(Topic::Seal).next().is_some() {
        return Err(Refused::closed(
            "already-sealed",
            "this round is closed; ask its organiser, or wait for the next one",
        ));
    }
    let offered = project::articles(&input(ctx, &round.state), &round.facts);
    let offered = offered.get(&article).ok_or_else(|| Refused::NotFound {
        what: "this article",
        name: article.to_string(),
    })?;
    wish.seen_net_e4 = offered.net_e4;
    if let Some(before) = own(ctx, round, article) {
        wish.more = before.more;
    }
    let write = ctx.write(&round.name, Topic::Pledge, article.to_string(), &wish)?;
    let used: usize = round
        .state
        .ops
        .iter()
        .filter(|op| op.key.member == ctx.hand)
        .map(|op| op.key.to_string().len().saturating_add(op.value.len()))
        .sum();
    let after = u64::try_from(used.saturating_add(size(&write))).unwrap_or(u64::MAX);
    if after > limits::DRAWER_FIRST_HAND {
        return Err(Refused::closed(
            "round-is-full",
            "you have changed your mind in this round more often than it can hold; \
             ask another member of your household to pledge",
        ));
    }
    Ok(Plan {
        writes: vec![write],
        ..Plan::default()
    })
}

/// Takes this member's pledge back.
pub(super) fn withdraw(ctx: &Context<'_>, round: &Said, article: ItemId) -> Result<Plan, Refused> {
    let nothing = Pledge {
        v: 1,
        at_least: 0,
        want: 0,
        up_to: 0,
        cap_pence: None,
        seen_net_e4: 0,
        more: More::new(),
    };
    pledge(ctx, round, article, nothing)
}

/// What this member said about the article before.
fn own(ctx: &Context<'_>, round: &Said, article: ItemId) -> Option<Pledge> {
    let key = FactKey::new(ctx.me, Topic::Pledge.word(), article.to_string());
    round.facts.get(&key).and_then(|fact| fact.read())
}
