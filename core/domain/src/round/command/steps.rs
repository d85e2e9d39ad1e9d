//! The organiser's steps: seal, place, deliver, settle. Each is written once, in this order.

use super::Held;
use crate::command::{Context, Plan, Refused, Write};
use crate::ids::{ChangeHash, ItemId};
use crate::round::schema::{
    ALLOCATION, Counted, Delivered, MOST_UNITS, More, Placed, Seal, Settled, pence,
};
use crate::round::view::Stage;
use crate::topic::Topic;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Heads one change may join: beyond them, `counted` facts join the rest first.
const HEADS: usize = 200;

/// Closes the round at `heads`.
///
/// With more than [`HEADS`] of them, changes ahead of the seal join them by the lot: each names its
/// own lot, and follows this device's change before it, as every change does.
pub(super) fn seal(ctx: &Context<'_>, round: &Held, heads: &[ChangeHash]) -> Result<Plan, Refused> {
    at_stage(round, Stage::Open)?;
    let heads: Vec<ChangeHash> = BTreeSet::from_iter(heads).into_iter().copied().collect();
    let changes: BTreeMap<_, _> = round
        .state
        .ops
        .iter()
        .map(|op| (op.change.hash, &op.change))
        .collect();
    let shown: Vec<_> = heads.iter().filter_map(|head| changes.get(head)).collect();
    if shown.is_empty() || shown.len() < heads.len() {
        return Err(Refused::invalid(
            "heads",
            "are not what a screen of this round showed; look at it again",
        ));
    }
    let stale = changes
        .values()
        .filter(|change| change.device == ctx.device)
        .any(|own| !shown.iter().any(|head| head.has_seen(own)));
    if stale {
        return Err(Refused::closed(
            "screen-is-stale",
            "you have written in this round since that screen; look at it again before closing it",
        ));
    }

    let value = Seal {
        v: 1,
        entry: ctx.seen().entry,
        rules: ALLOCATION,
        allocation: ALLOCATION,
        more: More::new(),
    };
    let lots: Vec<&[ChangeHash]> = heads.chunks(HEADS).collect();
    let mut writes = Vec::with_capacity(lots.len());
    for (index, lot) in (1_u32..).zip(&lots) {
        let last = usize::try_from(index).is_ok_and(|i| i == lots.len());
        let mut write = if last {
            ctx.write(&round.name, Topic::Seal, ctx.item(0).to_string(), &value)?
        } else {
            let counted = Counted {
                v: 1,
                heads: u32::try_from(lot.len()).unwrap_or(u32::MAX),
                more: More::new(),
            };
            let subject = ctx.item(index).to_string();
            ctx.write(&round.name, Topic::Counted, subject, &counted)?
        };
        write.at = Some(lot.to_vec());
        writes.push(write);
    }
    Ok(Plan {
        writes,
        made: Some(ctx.item(0)),
        ..Plan::default()
    })
}

/// The order went out.
pub(super) fn place(ctx: &Context<'_>, round: &Held) -> Result<Plan, Refused> {
    at_stage(round, Stage::Sealed)?;
    let placed = Placed {
        v: 1,
        day: ctx.today,
        more: More::new(),
    };
    step(ctx, round, Topic::Placed, &placed)
}

/// The goods are here.
pub(super) fn deliver(
    ctx: &Context<'_>,
    round: &Held,
    received: &BTreeMap<ItemId, u64>,
) -> Result<Plan, Refused> {
    at_stage(round, Stage::Placed)?;
    let ordered: BTreeMap<ItemId, u64> = round
        .view
        .articles
        .iter()
        .map(|a| (a.id, a.ordered_units))
        .collect();
    for (article, units) in received {
        if !ordered.contains_key(article) {
            return Err(Refused::NotFound {
                what: "this article",
                name: article.to_string(),
            });
        }
        if *units > u64::from(MOST_UNITS) * 100 {
            return Err(Refused::invalid("units", "are too many to be real"));
        }
    }
    let mut received = received.clone();
    received.retain(|article, units| ordered.get(article) != Some(units));
    let delivered = Delivered {
        v: 1,
        received,
        day: ctx.today,
        more: More::new(),
    };
    step(ctx, round, Topic::Delivered, &delivered)
}

/// The supplier is paid.
pub(super) fn settle(
    ctx: &Context<'_>,
    round: &Held,
    invoice_pence: Option<u64>,
) -> Result<Plan, Refused> {
    at_stage(round, Stage::Delivered)?;
    pence("invoice", invoice_pence.unwrap_or(0))?;
    if let Some(problem) = round.view.problem {
        return Err(Refused::closed("no-sums", problem.to_string()));
    }
    let bills = round.view.bills_total_pence;
    let invoice = invoice_pence.unwrap_or(bills);
    if invoice != bills {
        let (apart, word) = (
            invoice.abs_diff(bills),
            if invoice > bills { "more" } else { "less" },
        );
        return Err(Refused::closed(
            "invoice-differs",
            format!(
                "the invoice is {apart}p {word} than the bills, which come to {bills}p; \
                 check what was delivered and the prices"
            ),
        ));
    }
    let settled = Settled {
        v: 1,
        invoice_pence: invoice,
        day: ctx.today,
        more: More::new(),
    };
    step(ctx, round, Topic::Settled, &settled)
}

/// Writes a step about the seal that stands.
fn step<T: Serialize>(
    ctx: &Context<'_>,
    round: &Held,
    topic: Topic,
    value: &T,
) -> Result<Plan, Refused> {
    let seal = round
        .view
        .seal
        .as_ref()
        .ok_or_else(|| too_soon(Stage::Open))?;
    let write: Write = ctx.write(&round.name, topic, seal.id.clone(), value)?;
    Ok(Plan {
        writes: vec![write],
        ..Plan::default()
    })
}

/// Whether it is this step's turn: the round must stand exactly at `stage`.
fn at_stage(round: &Held, stage: Stage) -> Result<(), Refused> {
    match round.view.stage {
        now if now == stage => Ok(()),
        now if now < stage => Err(too_soon(now)),
        _ => Err(match stage {
            Stage::Open => Refused::closed("already-sealed", "this round is closed already"),
            Stage::Sealed => Refused::closed("already-placed", "this order was placed already"),
            Stage::Placed => {
                Refused::closed("already-delivered", "this delivery was noted already")
            }
            Stage::Delivered | Stage::Settled => {
                Refused::closed("already-settled", "this round is settled already")
            }
        }),
    }
}

/// The step that must come first.
fn too_soon(now: Stage) -> Refused {
    match now {
        Stage::Open => Refused::closed("not-sealed", "close the round first"),
        Stage::Sealed => Refused::closed("not-placed", "note first that the order was placed"),
        _ => Refused::closed("not-delivered", "note first what was delivered"),
    }
}
