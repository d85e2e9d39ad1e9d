//! `cargo xtask golden`: files that show what the code promises, read as text when they change.

use crate::step::Failed;
use crate::tool::{cargo, run as run_tool};

/// Compare or accept.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Write the files anew from the code; read the difference before committing it.
    #[arg(long)]
    accept: bool,
}

/// Runs the golden tests.
///
/// # Errors
/// When a file differs and is not to be accepted.
pub fn run(options: &Options) -> Result<(), Failed> {
    let mut test = cargo();
    test.args(["test", "--locked", "-p", "kith-tests", "--test", "golden"]);
    // The answers to attacks stand beside the attacks.
    test.args(["--test", "hostile"]);
    if options.accept {
        // Only the tests that compare; others would read files while they are written.
        test.args(["--", "change_only_in_sight"]);
        test.env("KITH_GOLDEN", "accept");
    }
    run_tool(&mut test)
}
