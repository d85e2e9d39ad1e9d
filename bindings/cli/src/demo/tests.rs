//! The demo under three seeds: everything it sets out to prove holds, and the end is the same.

#![allow(clippy::unwrap_used)] // a test may

use super::outcome::Outcome;
use super::{Demo, play, run, tell::Tell};

fn played(seed: u64) -> Outcome {
    let outcome = play(seed, None, Tell::quiet()).unwrap();
    for check in &outcome.checks {
        assert!(check.holds, "seed {seed}: {}", check.says);
    }
    outcome
}

#[test]
fn three_seeds_three_orders_of_syncing_one_end() {
    let first = played(1);
    for seed in [7, 2026] {
        let other = played(seed);
        assert_eq!(other.phones, first.phones);
        assert_eq!(other.rounds, first.rounds);
        assert_eq!(other.hours, first.hours);
        assert_eq!(other.visits, first.visits);
    }
}

#[test]
fn a_folder_with_something_in_it_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("letter.txt"), "dear Ada").unwrap();
    let demo = Demo {
        seed: Some(1),
        keep: Some(folder.path().to_owned()),
    };
    let refused = run(&demo, true).unwrap_err();
    assert!(refused.cause.contains("is not empty"), "{}", refused.cause);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}
