//! A whole neighbourhood on this machine: see `kith demo --help`.

use crate::problem::Problem;
use crate::report::Report;
use clap::Args;
use std::path::PathBuf;

/// `kith demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// Which order of events and faults; printed, so that a run can be seen again
    #[arg(long)]
    pub seed: Option<u64>,
    /// Leave the phones' homes and the server's data here for looking into
    #[arg(long, value_name = "DIR")]
    pub keep: Option<PathBuf>,
}

/// Plays the story.
pub fn run(demo: &Demo, json: bool) -> Result<Report, Problem> {
    let _ = (demo, json);
    Err(Problem::fault("the demo is not here yet"))
}
