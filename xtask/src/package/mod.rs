//! Packages for phones: `cargo xtask android` and `cargo xtask ios`.
//!
//! Each is a list of steps as data ([`mod@android`], [`mod@ios`]): what runs, what it reads, what it
//! makes. [`mod@plan`] checks such a list without running it, which is what `--dry-run` and the tests
//! do on a machine with neither NDK nor Xcode, and runs it where both are. [`mod@aligned`] looks into
//! the libraries that came out; [`mod@size`] weighs the one this machine can build.

pub mod aligned;
pub mod android;
pub mod ios;
pub mod plan;
pub mod size;

use crate::step::Failed;
use plan::Plan;

/// How to package.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Print and check every command and the layout that would come out; run nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Checks a plan, then runs it unless this is a dry run.
///
/// # Errors
/// What does not fit together in the plan, the program that is missing, or the step that failed.
pub fn package(plan: &Plan, options: &Options) -> Result<(), Failed> {
    plan.check()?;
    if options.dry_run {
        print!("{plan}");
        plan.check_programs();
        Ok(())
    } else {
        plan.run()
    }
}
