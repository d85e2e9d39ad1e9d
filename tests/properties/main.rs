//! What must hold for any life and any weather, and for any fact that anybody might state.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod rights;

use kith_tests::converge::run_many;

/// Seeds of the everyday run; `cargo xtask converge` tries more.
const SEEDS: u64 = 200;

#[test]
fn every_phone_shows_the_same_after_any_life_in_any_weather() {
    let (stats, failures) = run_many(1, SEEDS, |_, _| ());
    let told: Vec<String> = failures.iter().map(ToString::to_string).collect();
    assert!(failures.is_empty(), "{}", told.join("\n"));
    assert!(stats.commands > 1_000, "{stats:?}");
    println!("{SEEDS} seeds, {stats:?}");
}
