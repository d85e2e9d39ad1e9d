//! Fair rounds: who gets how many units of one article, and why.
//!
//! Not first come, first served: that rewards a good signal. The rule, in the order it runs:
//!
//! 1. A money limit lowers *want* and *up to* to what it can pay for ([`Lot::gross_e4`]).
//! 2. The case rule ([`mod@crate::round::cases`]) says how many units there are.
//! 3. Nobody gets less than their *at least*. While the at-leasts need more than there is, the
//!    largest gives way (of equals, the last in turn) and the cases are counted again without it.
//!    Then whoever gave way, last first, is let back in if they fit after all.
//! 4. Everyone left gets their at-least. Then unit by unit: round *r* gives one to each household
//!    that holds fewer than *r* and wants more, in turn. A high at-least is so no head start.
//! 5. What is left completes the case: one extra unit each, in turn, up to *up to*.
//!
//! *In turn* is the order of H("kith turn v1", round's seed, article, household): another order for
//! each article, the same on every phone, and unmoved by who else joins or leaves.
//! [`share_delivered`] runs the same rule over what the supplier really brought.

use super::cases::{OpenCase, cases};
use crate::hash::hash;
use crate::ids::{ItemId, MemberId};
use minicbor::bytes::ByteArray;
use std::cmp::Reverse;

mod why;
pub use why::Why;

#[cfg(test)]
mod tests;

/// What is on offer of one article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Lot {
    /// The article.
    pub article: ItemId,
    /// Units in the supplier's case; zero is read as one.
    pub case_size: u32,
    /// The supplier's minimum for this article in units; zero for none.
    pub min_units: u32,
    /// Price of one unit with deposit and VAT, rounded up: [`crate::round::Price::gross_e4`].
    pub gross_e4: u64,
}

/// What one household would take of an article: `at_least ≤ want ≤ up_to`, or none at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HouseholdWish {
    /// The household.
    pub household: MemberId,
    /// Fewer than this and they would rather have none; zero means the same as one.
    pub at_least: u32,
    /// What they want.
    pub want: u32,
    /// What they would take to fill a case.
    pub up_to: u32,
    /// The most this article may cost them, deposit and VAT included, delivery not. The rounding of
    /// the invoice to whole pence can add up to 3p to it.
    pub cap_pence: Option<u64>,
}

/// What one household gets, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Allocation {
    /// The household.
    pub household: MemberId,
    /// Units: zero, or between the wish's `at_least` and `up_to`.
    pub units: u64,
    /// Why not more and not fewer.
    pub why: Why,
}

/// One article shared out. The allocations and `left_over` add up to `units`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareOut {
    /// Units there were to share: ordered (whole cases) or received.
    pub units: u64,
    /// Units nobody takes; always zero for an order.
    pub left_over: u64,
    /// What still lacks for the next case, counting everyone who takes part; never for a delivery.
    pub open: Option<OpenCase>,
    /// One for each wish, in the order of households.
    pub allocations: Vec<Allocation>,
}

/// Shares out what the pledges order: whole cases, nothing left over.
///
/// Expects one wish a household (two are served as if from two). Cost is n·log n in the number of
/// wishes, whatever the units.
#[must_use]
pub fn share_ordered(lot: &Lot, wishes: &[HouseholdWish], seed: &[u8; 32]) -> ShareOut {
    share(lot, wishes, seed, None)
}

/// Shares out what was delivered; what nobody would take is declared as left over.
///
/// The same rule with `received_units` in place of the ordered cases.
#[must_use]
pub fn share_delivered(
    lot: &Lot,
    wishes: &[HouseholdWish],
    seed: &[u8; 32],
    received_units: u64,
) -> ShareOut {
    share(lot, wishes, seed, Some(received_units))
}

/// A wish as the rule sees it: after the money limit, in its place in the turn.
struct Seat {
    wish: HouseholdWish,
    turn: [u8; 32],
    at_least: u64,
    want: u64,
    up_to: u64,
    /// Why this household gets none, once that is known.
    out: Option<Why>,
}

/// What a set of households asks for together.
#[derive(Clone, Copy, Default)]
struct Demand {
    at_least: u64,
    want: u64,
    extra: u64,
}

impl Demand {
    fn with(self, seat: &Seat) -> Self {
        Self {
            at_least: self.at_least.saturating_add(seat.at_least),
            want: self.want.saturating_add(seat.want),
            extra: self.extra.saturating_add(seat.extra()),
        }
    }

    fn without(self, seat: &Seat) -> Self {
        Self {
            at_least: self.at_least.saturating_sub(seat.at_least),
            want: self.want.saturating_sub(seat.want),
            extra: self.extra.saturating_sub(seat.extra()),
        }
    }
}

impl Seat {
    fn new(wish: HouseholdWish, lot: &Lot, seed: &[u8; 32]) -> Self {
        let turn = hash(&(
            "kith turn v1",
            ByteArray::from(*seed),
            lot.article,
            wish.household,
        ));
        // n units cost ⌈n·gross/100⌉ pence, which is within the limit iff n·gross ≤ 100·limit.
        let affordable = match wish.cap_pence {
            Some(cap) => u128::from(cap)
                .saturating_mul(100)
                .checked_div(u128::from(lot.gross_e4))
                .and_then(|units| u64::try_from(units).ok())
                .unwrap_or(u64::MAX),
            None => u64::MAX,
        };
        let up_to = u64::from(wish.up_to).min(affordable);
        let want = u64::from(wish.want).min(up_to);
        let out = if wish.at_least > wish.want || wish.want > wish.up_to {
            Some(Why::Contradiction)
        } else if wish.up_to == 0 {
            Some(Why::NotWanted)
        } else if up_to < u64::from(wish.at_least.max(1)) {
            Some(Why::CapTooLow)
        } else {
            None
        };
        Self {
            wish,
            turn,
            // Any unit is welcome to a household that names no at-least; one that wants none and
            // only helps to fill the case has nothing to insist on.
            at_least: u64::from(wish.at_least.max(1)).min(want),
            want,
            up_to,
            out,
        }
    }

    fn extra(&self) -> u64 {
        self.up_to.saturating_sub(self.want)
    }
}

fn share(lot: &Lot, wishes: &[HouseholdWish], seed: &[u8; 32], received: Option<u64>) -> ShareOut {
    let mut seats: Vec<Seat> = wishes
        .iter()
        .map(|wish| Seat::new(*wish, lot, seed))
        .collect();
    // By the whole wish too, so that even a household named twice has one place for each.
    seats.sort_unstable_by_key(|seat| (seat.turn, seat.wish));

    let count = |asked: Demand| cases(lot.case_size, asked.want, asked.extra, lot.min_units);
    let supply = |asked: Demand| received.unwrap_or_else(|| count(asked).ordered_units);
    let everyone = taking_part(&seats).fold(Demand::default(), Demand::with);
    let open = match received {
        Some(_) => None,
        None => count(everyone).open,
    };
    let given_up = match (received, open) {
        (Some(0), _) => Why::NothingCame,
        (None, Some(OpenCase { minimum: true, .. })) => Why::MinimumNotReached,
        (None, _) if supply(everyone) == 0 => Why::CaseNotReached,
        _ => Why::BelowAtLeast,
    };

    let units = supply(make_room(&mut seats, everyone, supply, given_up));
    let wants: Vec<_> = bounds(&seats, |seat| (seat.at_least, seat.want));
    let firm = in_turn(&wants, units);
    let for_extra = units.saturating_sub(firm.iter().sum());
    let extras: Vec<_> = bounds(&seats, |seat| (0, seat.extra()));
    let extra = in_turn(&extras, for_extra);
    let left_over = for_extra.saturating_sub(extra.iter().sum());

    let short = match received {
        Some(_) => Why::ShortDelivery,
        None => Why::LastCaseNotFull,
    };
    let no_extra = match given_up {
        _ if units > 0 => Why::ExtraNotNeeded,
        Why::BelowAtLeast => Why::CaseNotReached,
        reason => reason,
    };
    let mut allocations: Vec<_> = seats
        .iter()
        .zip(firm.iter().zip(&extra))
        .map(|(seat, (firm, extra))| {
            let units = firm.saturating_add(*extra);
            Allocation {
                household: seat.wish.household,
                units,
                why: why(seat, units, short, no_extra),
            }
        })
        .collect();
    // Stable, and from the order of turns: one result for any order of the input.
    allocations.sort_by_key(|allocation| allocation.household);
    ShareOut {
        units,
        left_over,
        open,
        allocations,
    }
}

fn taking_part(seats: &[Seat]) -> impl Iterator<Item = &Seat> {
    seats.iter().filter(|seat| seat.out.is_none())
}

fn bounds(seats: &[Seat], of: impl Fn(&Seat) -> (u64, u64)) -> Vec<(u64, u64)> {
    seats
        .iter()
        .map(|seat| if seat.out.is_none() { of(seat) } else { (0, 0) })
        .collect()
}

/// Step 3: marks those out whose at-least finds no room; returns what the others ask for.
///
/// Ends because supply never rises when a household goes, and an at-least of zero always fits.
fn make_room(
    seats: &mut [Seat],
    everyone: Demand,
    supply: impl Fn(Demand) -> u64,
    given_up: Why,
) -> Demand {
    let mut asked = everyone;
    let mut largest_first: Vec<_> = seats.iter_mut().filter(|s| s.out.is_none()).collect();
    largest_first.reverse(); // the last in turn first …
    largest_first.sort_by_key(|seat| Reverse(seat.at_least)); // … among equals: this sort is stable

    let mut gone = Vec::new();
    for seat in largest_first {
        if asked.at_least <= supply(asked) {
            break;
        }
        asked = asked.without(seat);
        seat.out = Some(match given_up {
            Why::BelowAtLeast if seat.at_least <= 1 => Why::RanOut,
            reason => reason,
        });
        gone.push(seat);
    }
    for seat in gone.into_iter().rev() {
        let together = asked.with(seat);
        if together.at_least <= supply(together) {
            asked = together;
            seat.out = None;
        }
    }
    asked
}

/// Steps 4 and 5: raises everyone from their low bound, a unit a round, until `units` are gone or
/// all have their high bound.
///
/// Whole rounds are found by bisection: after round `r` a household holds `r`, kept within its
/// bounds. Gives the low bounds even if `units` do not reach for them.
fn in_turn(bounds: &[(u64, u64)], units: u64) -> Vec<u64> {
    let holds = |round: u64, &(low, high): &(u64, u64)| round.max(low).min(high);
    let given = |round| -> u64 { bounds.iter().map(|b| holds(round, b)).sum() };

    let mut full_rounds = 0;
    let mut too_many = 1 + bounds.iter().map(|&(_, high)| high).max().unwrap_or(0);
    while too_many - full_rounds > 1 {
        let middle = full_rounds + (too_many - full_rounds) / 2;
        if given(middle) <= units {
            full_rounds = middle;
        } else {
            too_many = middle;
        }
    }

    let mut rest = units.saturating_sub(given(full_rounds));
    bounds
        .iter()
        .map(|bound| {
            let held = holds(full_rounds, bound);
            let next = holds(full_rounds + 1, bound);
            if next > held && rest > 0 {
                rest -= 1;
                next
            } else {
                held
            }
        })
        .collect()
}

fn why(seat: &Seat, units: u64, short: Why, no_extra: Why) -> Why {
    match seat.out {
        Some(reason) => reason,
        None if units > seat.want => Why::ToppedUp,
        None if units < seat.want => short,
        None if seat.want < u64::from(seat.wish.want) => Why::CapReached,
        None if seat.want == 0 => no_extra,
        None => Why::FullWant,
    }
}
