//! The everyday soak: kept cases play again, and a short soak of fixed seeds finds nothing.
#![allow(clippy::unwrap_used, clippy::panic)]

use kith_tests::soak::counting::Counting;
use kith_tests::soak::doors::Doors;
use kith_tests::soak::finding::{Finding, folder};
use kith_tests::soak::run::{tried, wrong};
use kith_tests::soak::{Bounds, Plan, run};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// One test, since memory is counted for the whole process.
#[test]
fn kept_cases_end_as_they_must_and_fixed_seeds_find_nothing() {
    let mut doors = Doors::new();
    for (name, finding) in Finding::all(&folder()).unwrap() {
        let outcome = tried(&mut doors, &finding.case, Bounds::UNOPTIMISED);
        let words = outcome.end.word();
        assert_eq!(wrong(&outcome, Bounds::UNOPTIMISED), None, "{name}");
        let ends = finding.expect == "any" || finding.expect == words;
        assert!(ends, "{name} ends as {words}, not as {}", finding.expect);
    }
    for seed in [1, 2] {
        let account = run(&Plan {
            seed,
            cases: Some(10_000),
            time: None,
            bounds: Bounds::UNOPTIMISED,
            findings: None,
            talks: false,
        });
        assert_eq!(account.findings, 0, "seed {seed}: {account}");
        assert!(account.accepted() > 500, "{account}");
        println!("seed {seed}: {account}");
    }
}
