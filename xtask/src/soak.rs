//! `cargo xtask soak`: hostile messages at every door, for as long as one has time.

use crate::step::Failed;
use crate::tool::{cargo, run as run_tool};

/// How long, and from which seed.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// How many minutes to soak.
    #[arg(long, default_value_t = 5.0)]
    minutes: f64,
    /// Where all chance comes from; each job has a seed of its own, counted on from this one.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many processes soak side by side.
    #[arg(long, default_value_t = 1)]
    jobs: u64,
    /// Print the figures as one line of JSON on standard output.
    #[arg(long)]
    json: bool,
}

/// Runs the `kith-soak` program, optimised.
///
/// # Errors
/// When it finds something; the findings then lie in `tests/soak/findings`.
pub fn run(options: &Options) -> Result<(), Failed> {
    run_tool(
        cargo()
            .args(["run", "--locked", "--release", "-p", "kith-tests"])
            .args(["--bin", "kith-soak", "--"])
            .args(["--minutes", &options.minutes.to_string()])
            .args(["--seed", &options.seed.to_string()])
            .args(["--jobs", &options.jobs.to_string()])
            .args(options.json.then_some("--json")),
    )
}
