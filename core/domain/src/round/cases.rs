//! The case rule: how many whole cases the pledges fill, and what the open one still lacks.
//!
//! The supplier sells whole cases. *Firm* units are what households want; *tolerance* is what they
//! would take on top to fill a case. Tolerance completes a case that firm units have opened and
//! never opens one. Foodsoft's rule, with its vectors as tests.
//! Read next: [`crate::round::share_out`].

/// How far the pledges for one article go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Cases {
    /// Whole cases to order.
    pub cases: u64,
    /// Units in them: never more than firm units and tolerance together.
    pub ordered_units: u64,
    /// What is being filled and not yet ordered, if anything is.
    pub open: Option<OpenCase>,
}

/// A case, or a supplier's minimum, that is begun and not full. The three parts add up to `size`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OpenCase {
    /// Units it holds: one case, or as many whole cases as reach the minimum.
    pub size: u64,
    /// Firm units in it.
    pub firm: u64,
    /// Units of tolerance in it.
    pub tolerance: u64,
    /// Units it still lacks, at least one.
    pub missing: u64,
    /// Whether it is the supplier's minimum for the article that is not reached.
    pub minimum: bool,
}

impl Cases {
    /// Units that still lack before more can be ordered; zero when no case is open.
    #[must_use]
    pub fn missing_units(&self) -> u64 {
        self.open.map_or(0, |open| open.missing)
    }
}

/// Counts the cases of `case_size` units that `firm` units and `tolerance` fill.
///
/// `min_units` is the supplier's minimum for this article, zero for none; it is rounded up to whole
/// cases. Below it nothing is ordered, unless tolerance reaches it; then exactly the minimum is.
/// A case size of zero is read as one. Sums above `u64::MAX` stop there; real ones are far below.
#[must_use]
pub fn cases(case_size: u32, firm: u64, tolerance: u64, min_units: u32) -> Cases {
    let size = u64::from(case_size.max(1));
    let minimum = u64::from(min_units).div_ceil(size);
    let minimum_units = minimum.saturating_mul(size);

    if firm == 0 {
        return ordered(0, size, None);
    }
    if firm < minimum_units {
        let short = minimum_units.saturating_sub(firm).saturating_sub(tolerance);
        return if short == 0 {
            ordered(minimum, size, None)
        } else {
            let open = OpenCase {
                size: minimum_units,
                firm,
                tolerance,
                missing: short,
                minimum: true,
            };
            ordered(0, size, Some(open))
        };
    }

    let (full, begun) = (firm / size, firm % size);
    let missing = size.saturating_sub(begun).saturating_sub(tolerance);
    if begun == 0 {
        ordered(full, size, None)
    } else if missing == 0 {
        ordered(full.saturating_add(1), size, None)
    } else {
        let open = OpenCase {
            size,
            firm: begun,
            tolerance,
            missing,
            minimum: false,
        };
        ordered(full, size, Some(open))
    }
}

fn ordered(cases: u64, size: u64, open: Option<OpenCase>) -> Cases {
    Cases {
        cases,
        ordered_units: cases.saturating_mul(size),
        open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn foodsofts_table_for_cases_of_four() {
        let table = [
            ((0, 2), 0),
            ((0, 5), 0),
            ((2, 2), 1),
            ((4, 2), 1),
            ((4, 4), 1),
            ((5, 3), 2),
            ((5, 4), 2),
        ];
        for ((firm, tolerance), expected) in table {
            let got = cases(4, firm, tolerance, 0);
            assert_eq!(got.cases, expected, "({firm}, {tolerance})");
            assert_eq!(got.missing_units(), 0, "({firm}, {tolerance})");
        }
    }

    #[test]
    fn an_open_case_says_what_is_in_it_and_what_lacks() {
        let open = cases(6, 8, 1, 0);
        assert_eq!((open.cases, open.ordered_units), (1, 6));
        let expected = OpenCase {
            size: 6,
            firm: 2,
            tolerance: 1,
            missing: 3,
            minimum: false,
        };
        assert_eq!(open.open, Some(expected));
    }

    #[test]
    fn the_suppliers_minimum_is_reached_wholly_or_not_at_all() {
        // (firm, tolerance) against a minimum of ten single units.
        for ((firm, tolerance), units, missing) in [
            ((4, 5), 0, 1),
            ((4, 6), 10, 0),
            ((4, 60), 10, 0),
            ((10, 0), 10, 0),
            ((13, 5), 13, 0),
            ((0, 60), 0, 0),
        ] {
            let got = cases(1, firm, tolerance, 10);
            assert_eq!((got.ordered_units, got.missing_units()), (units, missing));
        }
        // A minimum of five in cases of four means two cases.
        assert_eq!(cases(4, 5, 0, 5).cases, 0);
        assert_eq!(cases(4, 5, 3, 5).cases, 2);
    }

    proptest! {
        #[test]
        fn more_demand_never_orders_less_and_never_more_than_is_asked_for(
            size in 0..50_u32, firm in 0..500_u64, tolerance in 0..500_u64, minimum in 0..200_u32,
            more in 0..50_u64, more_tolerance in 0..50_u64,
        ) {
            let before = cases(size, firm, tolerance, minimum);
            prop_assert!(before.ordered_units <= firm + tolerance);
            prop_assert!(before.ordered_units == 0 || before.ordered_units >= u64::from(minimum));
            if let Some(open) = before.open {
                prop_assert_eq!(open.firm + open.tolerance + open.missing, open.size);
                let filled = cases(size, firm + open.missing, tolerance, minimum);
                prop_assert!(filled.cases > before.cases);
            }
            let after = cases(size, firm + more, tolerance + more_tolerance, minimum);
            prop_assert!(after.cases >= before.cases);
        }

        #[test]
        fn no_number_is_too_large(size: u32, firm: u64, tolerance: u64, minimum: u32) {
            let _ = cases(size, firm, tolerance, minimum);
        }
    }
}
