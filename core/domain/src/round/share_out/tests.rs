//! Share-outs by example, then what must hold for all of them.

use super::*;
use proptest::prelude::*;

const SEED: [u8; 32] = [7; 32];

fn lot(case_size: u32) -> Lot {
    Lot {
        article: ItemId([1; 10]),
        case_size,
        min_units: 0,
        gross_e4: 20_000, // £2.00
    }
}

fn wish(name: u8, at_least: u32, want: u32, up_to: u32) -> HouseholdWish {
    HouseholdWish {
        household: MemberId([name; 10]),
        at_least,
        want,
        up_to,
        cap_pence: None,
    }
}

fn got(shared: &ShareOut) -> Vec<(u64, Why)> {
    shared
        .allocations
        .iter()
        .map(|a| (a.units, a.why))
        .collect()
}

#[test]
fn foodsofts_worked_example_no_longer_depends_on_who_was_first() {
    // One case of five; A wants 4 (up to 5), B wants 2: "6(1)". Foodsoft gives A 3 and B 2 because
    // B came between A's two pledges; had A pledged all at once, A would get 4 and B 1. Fair rounds
    // give 3 and 2 in either case: both have two units before anyone has a third.
    let shared = share_ordered(&lot(5), &[wish(1, 1, 4, 5), wish(2, 1, 2, 2)], &SEED);
    assert_eq!(shared.units, 5);
    assert_eq!(
        got(&shared),
        [(3, Why::LastCaseNotFull), (2, Why::FullWant)]
    );
    assert_eq!(shared.open.map(|open| open.missing), Some(3));
}

#[test]
fn extra_units_that_fill_a_case_are_spread_one_each() {
    // Four firm, a case of six: two extra from those who offered three each.
    let wishes = [wish(1, 1, 2, 5), wish(2, 1, 2, 5), wish(3, 0, 0, 0)];
    let shared = share_ordered(&lot(6), &wishes, &SEED);
    assert_eq!(
        got(&shared),
        [(3, Why::ToppedUp), (3, Why::ToppedUp), (0, Why::NotWanted)]
    );
}

#[test]
fn one_jar_for_three_buyers_goes_to_one_of_them_on_every_phone() {
    let wishes = [wish(1, 1, 1, 1), wish(2, 1, 1, 1), wish(3, 1, 1, 1)];
    let shared = share_delivered(&lot(6), &wishes, &SEED, 1);
    let ran_out = shared.allocations.iter().filter(|a| a.why == Why::RanOut);
    assert_eq!(ran_out.count(), 2);
    assert_eq!(shared.allocations.iter().map(|a| a.units).sum::<u64>(), 1);

    // Over many articles each is the lucky one about as often.
    let mut lucky = [0_u32; 3];
    for number in 0..3000_u32 {
        let mut lot = lot(6);
        lot.article.0[..4].copy_from_slice(&number.to_be_bytes());
        let shared = share_delivered(&lot, &wishes, &SEED, 1);
        for (count, allocation) in lucky.iter_mut().zip(&shared.allocations) {
            *count += u32::from(allocation.units > 0);
        }
    }
    assert!(lucky.iter().all(|n| (900..1100).contains(n)), "{lucky:?}");
}

#[test]
fn a_high_at_least_is_kept_and_is_no_head_start() {
    let wishes = [wish(1, 4, 8, 8), wish(2, 1, 8, 8)];
    let even = share_delivered(&lot(1), &wishes, &SEED, 10);
    assert_eq!(got(&even)[0].0, 5);
    let kept = share_delivered(&lot(1), &wishes, &SEED, 6);
    assert_eq!((got(&kept)[0].0, got(&kept)[1].0), (4, 2));
}

#[test]
fn the_largest_at_least_gives_way_and_the_others_are_served() {
    // One case of six; the at-leasts 5, 4 and 2 do not fit together, 4 and 2 do.
    let wishes = [wish(1, 5, 5, 5), wish(2, 4, 4, 4), wish(3, 2, 2, 2)];
    let shared = share_ordered(&lot(6), &wishes, &SEED);
    assert_eq!(
        got(&shared),
        [
            (0, Why::BelowAtLeast),
            (4, Why::FullWant),
            (2, Why::FullWant)
        ]
    );
}

#[test]
fn who_gave_way_is_let_back_in_when_the_case_would_not_fill_without_them() {
    // Without A's six there is no case at all, so it is B and C who go without.
    let wishes = [wish(1, 6, 6, 6), wish(2, 2, 2, 2), wish(3, 2, 2, 2)];
    let shared = share_ordered(&lot(6), &wishes, &SEED);
    assert_eq!(
        got(&shared),
        [
            (6, Why::FullWant),
            (0, Why::BelowAtLeast),
            (0, Why::BelowAtLeast)
        ]
    );
}

#[test]
fn a_money_limit_buys_what_it_can_pay_for_or_nothing() {
    let capped = |name, cap| HouseholdWish {
        cap_pence: Some(cap),
        ..wish(name, 2, 4, 6)
    };
    // At £2.00 each: £7.99 pays for three, £3.99 not for the two that are the least.
    let wishes = [capped(1, 799), capped(2, 399), capped(3, 1200)];
    let shared = share_ordered(&lot(1), &wishes, &SEED);
    assert_eq!(
        got(&shared),
        [
            (3, Why::CapReached),
            (0, Why::CapTooLow),
            (4, Why::FullWant)
        ]
    );
}

#[test]
fn nobody_gets_any_of_a_case_that_nobody_fills() {
    let few = [wish(1, 1, 2, 3), wish(2, 0, 0, 1)];
    let shared = share_ordered(&lot(6), &few, &SEED);
    assert_eq!(
        got(&shared),
        [(0, Why::CaseNotReached), (0, Why::CaseNotReached)]
    );
    let full = [wish(1, 1, 6, 6), wish(2, 0, 0, 1)];
    let shared = share_ordered(&lot(6), &full, &SEED);
    assert_eq!(got(&shared)[1], (0, Why::ExtraNotNeeded));
    let minimum = Lot {
        min_units: 12,
        ..lot(1)
    };
    let shared = share_ordered(&minimum, &few, &SEED);
    assert_eq!(got(&shared)[0], (0, Why::MinimumNotReached));
    assert_eq!(shared.open.map(|open| open.missing), Some(8));
    let shared = share_delivered(&lot(6), &few, &SEED, 0);
    assert_eq!(got(&shared)[0], (0, Why::NothingCame));
}

#[test]
fn what_nobody_would_take_is_declared_as_left_over() {
    let wishes = [wish(1, 1, 2, 3), wish(2, 1, 2, 2), wish(3, 3, 2, 9)];
    let shared = share_delivered(&lot(6), &wishes, &SEED, 12);
    assert_eq!(
        got(&shared),
        [
            (3, Why::ToppedUp),
            (2, Why::FullWant),
            (0, Why::Contradiction)
        ]
    );
    assert_eq!(shared.left_over, 7);
}

#[test]
fn the_turns_of_version_one_never_change() {
    let wishes: Vec<_> = (1..=8).map(|name| wish(name, 1, 1, 1)).collect();
    let shared = share_delivered(&lot(1), &wishes, &SEED, 4);
    let lucky: Vec<u8> = shared
        .allocations
        .iter()
        .filter(|a| a.units > 0)
        .map(|a| a.household.0[0])
        .collect();
    // Computed apart from this code, from the bytes of the hash's definition.
    assert_eq!(lucky, [1, 3, 5, 8]);
}

prop_compose! {
    fn any_wish()(
        name in 0..200_u8, at_least in 0..6_u32, more in 0..6_u32, extra in 0..6_u32,
        cap_pence in prop::option::of(0..3000_u64),
    ) -> HouseholdWish {
        HouseholdWish { cap_pence, ..wish(name, at_least, at_least + more, at_least + more + extra) }
    }
}

prop_compose! {
    fn any_lot()(case_size in 0..14_u32, min_units in 0..30_u32, gross_e4 in 0..50_000_u64) -> Lot {
        Lot { min_units, gross_e4, ..lot(case_size) }
    }
}

/// What must hold of every share-out of these wishes.
fn holds(lot: &Lot, wishes: &[HouseholdWish], shared: &ShareOut) -> Result<(), TestCaseError> {
    let given: u64 = shared.allocations.iter().map(|a| a.units).sum();
    prop_assert_eq!(given + shared.left_over, shared.units);
    prop_assert_eq!(shared.allocations.len(), wishes.len());
    let mut by_household = wishes.to_vec();
    by_household.sort();
    for (allocation, wish) in shared.allocations.iter().zip(&by_household) {
        prop_assert_eq!(allocation.household, wish.household);
        let fits = (u64::from(wish.at_least)..=u64::from(wish.up_to)).contains(&allocation.units);
        prop_assert!(allocation.units == 0 || fits);
        if let Some(cap) = wish.cap_pence {
            prop_assert!((allocation.units * lot.gross_e4).div_ceil(100) <= cap);
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn an_order_is_whole_cases_shared_out_within_everyones_bounds(
        lot in any_lot(),
        wishes in prop::collection::vec(any_wish(), 0..12),
        more in any_wish(),
    ) {
        let mut wishes = wishes;
        wishes.sort();
        wishes.dedup_by_key(|wish| wish.household);
        let shared = share_ordered(&lot, &wishes, &SEED);
        holds(&lot, &wishes, &shared)?;
        prop_assert_eq!(shared.left_over, 0);
        prop_assert_eq!(shared.units % u64::from(lot.case_size.max(1)), 0);

        let backwards: Vec<_> = wishes.iter().rev().copied().collect();
        prop_assert_eq!(&shared, &share_ordered(&lot, &backwards, &SEED));
        wishes.push(more);
        let _ = share_ordered(&lot, &wishes, &SEED);
    }

    #[test]
    fn a_delivery_leaves_over_only_what_nobody_more_would_take(
        lot in any_lot(),
        wishes in prop::collection::btree_map(any::<u8>(), any_wish(), 0..12),
        received in 0..120_u64,
    ) {
        let wishes: Vec<_> = wishes
            .into_iter()
            .map(|(name, wish)| HouseholdWish { household: MemberId([name; 10]), ..wish })
            .collect();
        let shared = share_delivered(&lot, &wishes, &SEED, received);
        holds(&lot, &wishes, &shared)?;
        prop_assert_eq!(shared.units, received);
        let fewer_than_wanted = shared.allocations.iter().any(|a| a.why == Why::ShortDelivery);
        prop_assert!(shared.left_over == 0 || !fewer_than_wanted);
    }

    #[test]
    fn in_turn_is_the_unit_by_unit_loop_it_stands_for(
        bounds in prop::collection::vec((0..5_u64, 0..9_u64), 0..9), units in 0..60_u64,
    ) {
        let bounds: Vec<_> = bounds.into_iter().map(|(low, more)| (low, low + more)).collect();
        let low: u64 = bounds.iter().map(|b| b.0).sum();
        let units = units.max(low);
        let mut expected: Vec<u64> = bounds.iter().map(|b| b.0).collect();
        let mut left = units - low;
        for round in 1..=20 {
            for (held, (_, high)) in expected.iter_mut().zip(&bounds) {
                if *held < round && *held < *high && left > 0 {
                    *held += 1;
                    left -= 1;
                }
            }
        }
        prop_assert_eq!(in_turn(&bounds, units), expected);
    }

    #[test]
    fn no_number_is_too_large_and_no_household_named_twice_breaks_it(
        rows in prop::collection::vec((0..4_u8, any::<[u32; 3]>(), any::<Option<u64>>()), 0..8),
        case_size: u32, min_units: u32, gross_e4: u64, received: u64,
    ) {
        let lot = Lot { article: ItemId([1; 10]), case_size, min_units, gross_e4 };
        let mut wishes: Vec<_> = rows
            .into_iter()
            .map(|(name, mut amounts, cap_pence)| {
                amounts.sort_unstable();
                let [at_least, want, up_to] = amounts;
                HouseholdWish { cap_pence, ..wish(name, at_least, want, up_to) }
            })
            .collect();
        let ordered = share_ordered(&lot, &wishes, &SEED);
        let delivered = share_delivered(&lot, &wishes, &SEED, received);
        for shared in [&ordered, &delivered] {
            let given: u64 = shared.allocations.iter().map(|a| a.units).sum();
            prop_assert_eq!(given + shared.left_over, shared.units);
        }
        wishes.reverse();
        prop_assert_eq!(ordered, share_ordered(&lot, &wishes, &SEED));
        prop_assert_eq!(delivered, share_delivered(&lot, &wishes, &SEED, received));
    }
}
