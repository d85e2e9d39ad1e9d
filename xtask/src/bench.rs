//! `cargo xtask bench`: what Kith costs, measured on this machine's disk, alone or beside its peers.

use crate::node::install;
use crate::step::Failed;
use crate::tool::{cargo, root, run as run_tool, target};
use std::path::PathBuf;

/// What to measure.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Which jobs: guard, r1, r2, r3, r4, r5, r6, sizes, spaces; all when none is named.
    jobs: Vec<String>,
    /// How often each is run.
    #[arg(long, default_value_t = 10)]
    runs: usize,
    /// How many documents, in place of the workload's 1,000.
    #[arg(long)]
    documents: Option<usize>,
    /// Go up to 100,000 documents in `sizes`; takes many minutes.
    #[arg(long)]
    large: bool,
    /// Run the same work in automerge-repo, Hocuspocus and samod and print all side by side; needs Node.
    #[arg(long)]
    peers: bool,
    /// Also write the figures here, as JSON.
    #[arg(long)]
    json: Option<PathBuf>,
}

/// Runs the `kith-bench` program, optimised.
///
/// # Errors
/// When it does not build, or a job does not come out as it must; [`Failed::Missing`] for peers
/// without Node.
pub fn run(options: &Options) -> Result<(), Failed> {
    let mut command = cargo();
    command
        .args(["run", "--locked", "--release", "-p", "kith-tests"])
        .args(["--bin", "kith-bench", "--"])
        .args(&options.jobs)
        .args(["--runs", &options.runs.to_string()])
        .arg("--disk")
        .arg(target());
    if let Some(documents) = options.documents {
        command.args(["--documents", &documents.to_string()]);
    }
    if options.large {
        command.arg("--large");
    }
    if options.peers {
        let scripts = root().join("tests/bench/peers");
        install(&scripts)?;
        command.arg("--peers").arg(scripts);
        match samod() {
            Ok(program) => drop(command.arg("--samod").arg(program)),
            Err(why) => println!("samod is left out: {why}"),
        }
    }
    if let Some(path) = &options.json {
        // The program runs from the root; the path is meant from here.
        let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
        command.arg("--json").arg(path);
    }
    run_tool(&mut command)
}

/// Builds samod's program, a workspace of its own so that none of its crates are Kith's.
fn samod() -> Result<PathBuf, Failed> {
    let built = target().join("samod");
    run_tool(
        cargo()
            .args(["build", "--locked", "--release", "--manifest-path"])
            .arg(root().join("tests/bench/samod/Cargo.toml"))
            .arg("--target-dir")
            .arg(&built),
    )?;
    Ok(built.join("release/kith-bench-samod"))
}
