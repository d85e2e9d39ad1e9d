//! The Android lane: the app compiled, run and packaged on this machine without Gradle.
//!
//! `android/check/check.sh` is the lane itself; this builds what it stands on, says loudly when it could
//! not run, and in [`screens`] drives it to take every picture. [`versions`] holds its list of libraries to
//! the Gradle catalogue.

pub mod screens;
mod versions;

use crate::bindings;
use crate::step::Failed;
use crate::tool::{command, root, run};

/// How the lane says that it could not run here.
const NOT_RUN: i32 = 77;

/// Where a reason stands for doing without the lane in CI. No file, no excuse.
const WAIVER: &str = "android/check/waived.txt";

/// Runs the app's everyday tests and packages its APK.
///
/// # Errors
/// What failed; [`Failed::Missing`] when the lane could not run, [`Failed::Waived`] when that is excused.
pub fn check() -> Result<(), Failed> {
    bindings::make(false)?;
    lane(&["apk"])
}

/// Runs the lane with `arguments`.
fn lane(arguments: &[&str]) -> Result<(), Failed> {
    let mut lane = command(root().join("android/check/check.sh"));
    match run(lane.args(arguments)) {
        Err(Failed::Command { status, .. }) if status.code() == Some(NOT_RUN) => Err(not_run()),
        other => other,
    }
}

fn not_run() -> Failed {
    match std::fs::read_to_string(root().join(WAIVER)) {
        Ok(why) => Failed::Waived(format!("ANDROID NOT RUN, waived: {}", why.trim())),
        Err(_) => Failed::Missing("ANDROID NOT RUN: what it needs stands above".to_owned()),
    }
}
