//! Splitting pence exactly: the largest-remainder rule.
//!
//! Each share is first rounded down; the pence left are handed out one each, largest fraction lost
//! first, equal fractions in the order of the keys. So the shares add up to the sum by
//! construction, and nobody is a whole penny away from the exact share. (Rounding every share up,
//! as others do, takes £20.10 from thirty households for a van of £20.00.)

use std::cmp::Reverse;

/// Shares `pence` in proportion to the weights; the result is in the order of `weights`.
///
/// The result's sum is exactly `pence` and depends on the keys, not on their order in the slice.
/// When all weights are zero the sum is split evenly. With no weights at all there is nobody to
/// pay and the result is empty: the one case in which pence are not accounted for, so callers ask
/// first. Never overflows.
#[must_use]
pub fn split<K: Ord + Copy>(pence: u64, weights: &[(K, u64)]) -> Vec<(K, u64)> {
    let even = weights.iter().all(|&(_, weight)| weight == 0);
    let weight = |weight: u64| if even { 1 } else { u128::from(weight) };
    let all: u128 = weights.iter().map(|&(_, w)| weight(w)).sum();

    let mut shares = Vec::with_capacity(weights.len());
    let mut fractions = Vec::with_capacity(weights.len());
    let mut left = pence;
    for (position, &(key, w)) in weights.iter().enumerate() {
        let exact = u128::from(pence) * weight(w);
        // At most `pence`, since a weight is at most the sum of all.
        let whole = u64::try_from(exact / all).unwrap_or(pence);
        left = left.saturating_sub(whole);
        shares.push((key, whole));
        fractions.push((Reverse(exact % all), key, position));
    }

    // Fewer pence are left than shares have a fraction, for the fractions add up to them.
    fractions.sort_unstable();
    for &(_, _, position) in fractions.iter().take(usize::try_from(left).unwrap_or(0)) {
        if let Some((_, share)) = shares.get_mut(position) {
            *share = share.saturating_add(1);
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pence(sum: u64, weights: &[u64]) -> Vec<u64> {
        let keyed: Vec<_> = weights.iter().copied().enumerate().collect();
        split(sum, &keyed).into_iter().map(|(_, p)| p).collect()
    }

    #[test]
    fn a_van_of_twenty_pounds_costs_twenty_pounds_however_many_share_it() {
        assert_eq!(pence(2000, &[1; 3]), [667, 667, 666]);
        assert_eq!(pence(2000, &[1; 7]), [286, 286, 286, 286, 286, 285, 285]);
        assert_eq!(pence(2000, &[1; 12])[7..9], [167, 166]);
        assert_eq!(pence(2000, &[1; 30])[19..21], [67, 66]);
        for households in [3, 7, 12, 30] {
            assert_eq!(pence(2000, &vec![1; households]).iter().sum::<u64>(), 2000);
        }
    }

    #[test]
    fn fifty_pounds_in_three_is_not_three_times_sixteen_sixty_seven() {
        assert_eq!(pence(5000, &[1, 1, 1]), [1667, 1667, 1666]);
        assert_eq!(pence(5000, &[0, 0, 0]), [1667, 1667, 1666]);
    }

    #[test]
    fn the_largest_fraction_gets_the_penny_before_the_first_key() {
        // Exactly 1.4, 2.8 and 2.8 pence.
        assert_eq!(pence(7, &[1, 2, 2]), [1, 3, 3]);
        // Exactly 0.75, 0.75 and 1.5 pence.
        assert_eq!(pence(3, &[1, 1, 2]), [1, 1, 1]);
        assert_eq!(pence(9, &[]), [0; 0]);
    }

    proptest! {
        #[test]
        fn the_shares_are_the_sum_and_each_within_a_penny(
            sum: u64, weights in prop::collection::vec(prop_oneof![any::<u64>(), 0..9_u64], 1..40),
        ) {
            let shares = pence(sum, &weights);
            prop_assert_eq!(shares.iter().map(|&s| u128::from(s)).sum::<u128>(), u128::from(sum));
            let all: u128 = weights.iter().map(|&w| u128::from(w)).sum();
            prop_assume!(all > 0);
            for (share, weight) in shares.iter().zip(&weights) {
                // |share − sum × weight / all| < 1, in whole numbers and without overflow.
                let exact = u128::from(sum) * u128::from(*weight);
                prop_assert!((exact / all..=exact.div_ceil(all)).contains(&u128::from(*share)));
            }
        }

        #[test]
        fn the_order_of_the_slice_does_not_matter(
            sum in 0..10_000_u64, weights in prop::collection::btree_map(any::<u8>(), 0..50_u64, 1..20),
        ) {
            let forward: Vec<_> = weights.into_iter().collect();
            let backward: Vec<_> = forward.iter().rev().copied().collect();
            let mut shares = split(sum, &backward);
            shares.reverse();
            prop_assert_eq!(shares, split(sum, &forward));
        }
    }
}
