//! `cargo xtask size`: what the core weighs as a library built as for phones, on this machine.
//!
//! A phone's library comes out within some tenths of the host's; the goal is on the host's, so that
//! anyone can print it.

use crate::step::Failed;
use crate::tool::{cargo, run, target};

/// What the library may weigh, stripped, in bytes.
const GOAL: u64 = 6 * 1024 * 1024;

/// Builds the library with the profile for phones and prints its size beside the goal.
///
/// # Errors
/// Cargo's own, or [`Failed::Wrong`] if it weighs more than the goal.
pub fn weigh() -> Result<(), Failed> {
    run(cargo().args([
        "build",
        "--locked",
        "--package",
        "kith-ffi",
        "--profile",
        "mobile",
    ]))?;
    let name = format!(
        "{}kith_ffi{}",
        std::env::consts::DLL_PREFIX,
        std::env::consts::DLL_SUFFIX
    );
    let library = target().join("mobile").join(name);
    let bytes = std::fs::metadata(&library)
        .map_err(|e| Failed::Wrong(format!("{}: {e}", library.display())))?
        .len();
    let mib = |bytes: u64| bytes as f64 / (1024.0 * 1024.0);
    println!(
        "{}: {:.2} MiB stripped (goal: at most {:.0} MiB)",
        library.display(),
        mib(bytes),
        mib(GOAL)
    );
    if bytes <= GOAL {
        Ok(())
    } else {
        Err(Failed::Wrong(
            "the library weighs more than it may".to_owned(),
        ))
    }
}
