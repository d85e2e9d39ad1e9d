//! Steps: a name, what it does, how it went and how long it took.

use std::process::ExitStatus;
use std::time::{Duration, Instant};

/// Why a step did not pass. The words say what to do next.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// A program said no; what it printed stands above.
    #[error("`{command}` ended with {status}")]
    Command {
        /// As one would type it.
        command: String,
        /// How it ended.
        status: ExitStatus,
    },
    /// A program could not be started.
    #[error("`{program}` could not be started: {why}")]
    Start {
        /// Which.
        program: String,
        /// What the system said.
        why: String,
    },
    /// A tool is not there; the text says how to get it. Skips the step, except in CI.
    #[error("{0}")]
    Missing(String),
    /// A tool is not there, and a committed file says why that is excused even in CI.
    #[error("{0}")]
    Waived(String),
    /// Something does not hold.
    #[error("{0}")]
    Wrong(String),
}

/// One thing that must hold.
pub struct Step {
    /// The word for `--only`.
    pub name: &'static str,
    /// What it shows.
    pub shows: &'static str,
    /// Does it.
    pub run: fn() -> Result<(), Failed>,
}

/// Whether what is missing fails, as in CI.
pub fn strict() -> bool {
    std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false")
}

enum Outcome {
    Passed,
    Skipped(String),
    Failed(String),
}

/// Runs every step, whatever became of those before, then says how each went.
///
/// # Errors
/// A sentence, if a step failed.
pub fn run_all(steps: &[&Step]) -> Result<(), Failed> {
    let strict = strict();
    let mut results = Vec::with_capacity(steps.len());
    for step in steps {
        eprintln!("\n── {}: {}", step.name, step.shows);
        let begun = Instant::now();
        let outcome = match (step.run)() {
            Ok(()) => Outcome::Passed,
            Err(Failed::Missing(why)) if !strict => Outcome::Skipped(why),
            Err(Failed::Waived(why)) => Outcome::Skipped(why),
            Err(why) => Outcome::Failed(why.to_string()),
        };
        if let Outcome::Failed(why) | Outcome::Skipped(why) = &outcome {
            eprintln!("{why}");
        }
        results.push((step.name, outcome, begun.elapsed()));
    }
    report(&results)
}

fn report(results: &[(&str, Outcome, Duration)]) -> Result<(), Failed> {
    println!();
    let (mut passed, mut failed, mut skipped) = (0_usize, 0_usize, 0_usize);
    for (name, outcome, took) in results {
        let word = match outcome {
            Outcome::Passed => {
                passed += 1;
                "passed".to_owned()
            }
            Outcome::Skipped(why) => {
                skipped += 1;
                format!("skipped: {why}")
            }
            Outcome::Failed(why) => {
                failed += 1;
                format!("FAILED: {why}")
            }
        };
        println!("{name:<10} {:>7.1} s  {word}", took.as_secs_f64());
    }
    if skipped > 0 {
        println!("{skipped} skipped");
    }
    println!("{passed} passed, {failed} failed");
    if failed == 0 {
        Ok(())
    } else {
        Err(Failed::Wrong("something above does not hold".to_owned()))
    }
}
