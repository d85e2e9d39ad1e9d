//! `cargo xtask converge`: the convergence property on as many seeds as one has time for.

use crate::step::Failed;
use crate::tool::{cargo, run as run_tool};

/// Which seeds.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// How many seeds to try.
    #[arg(long, default_value_t = 1000)]
    seeds: u64,
    /// The first of them; a failure prints its own, to be tried again alone.
    #[arg(long, default_value_t = 1)]
    first_seed: u64,
}

/// Runs the `kith-converge` program, optimised.
///
/// # Errors
/// When a seed fails.
pub fn run(options: &Options) -> Result<(), Failed> {
    run_tool(
        cargo()
            .args(["run", "--locked", "--release", "-p", "kith-tests"])
            .args(["--bin", "kith-converge", "--"])
            .args(["--seeds", &options.seeds.to_string()])
            .args(["--first-seed", &options.first_seed.to_string()]),
    )
}
