//! `cargo xtask community`: a neighbourhood of years, made up from a seed.

use crate::step::Failed;
use crate::tool::{cargo, run as run_tool, target};
use std::path::PathBuf;

/// How large, how long and which.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Members at the end, 5 to 1,000.
    #[arg(long, default_value_t = 200)]
    members: u16,
    /// Years it lives; parts of one are allowed.
    #[arg(long, default_value_t = 2.0)]
    years: f64,
    /// Where all chance comes from: the same seed gives the same neighbourhood.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Where its phones and server go; must not be there yet [default: below the target folder].
    #[arg(long)]
    to: Option<PathBuf>,
}

/// Runs the `kith-community` program, optimised.
///
/// # Errors
/// When it does not build, or the folder is there already.
pub fn run(options: &Options) -> Result<(), Failed> {
    let (members, years, seed) = (options.members, options.years, options.seed);
    let to = match &options.to {
        // The program runs from the root; the path is meant from here.
        Some(to) => std::path::absolute(to).unwrap_or_else(|_| to.clone()),
        None => target().join(format!("community/{members}-{years}-{seed}")),
    };
    run_tool(
        cargo()
            .args(["run", "--locked", "--release", "-p", "kith-tests"])
            .args(["--bin", "kith-community", "--"])
            .args(["--members", &members.to_string()])
            .args(["--years", &years.to_string()])
            .args(["--seed", &seed.to_string()])
            .arg("--to")
            .arg(to),
    )
}
