//! Programs that run in Node: what they need, as their lock file says.

use crate::demo::wrong;
use crate::step::Failed;
use crate::tool::{command, run, there};
use std::path::Path;

/// Installs what the package in `folder` names.
///
/// # Errors
/// [`Failed::Missing`] without Node; else what failed.
pub fn install(folder: &Path) -> Result<(), Failed> {
    if !there("node") || !there("npm") {
        return Err(Failed::Missing(
            "Node 20 or newer with npm is not installed; on Debian: apt-get install -y nodejs npm, \
             or see https://nodejs.org/en/download"
                .to_owned(),
        ));
    }
    names_no_mirror(&folder.join("package-lock.json"))?;
    run(command("npm")
        .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
        .current_dir(folder))
}

/// The lock file must install anywhere: it names the public registry or none.
fn names_no_mirror(lock: &Path) -> Result<(), Failed> {
    let text = std::fs::read_to_string(lock).map_err(|e| wrong(lock, &e))?;
    let elsewhere = text.lines().find(|line| {
        line.contains("\"resolved\":") && !line.contains("\"https://registry.npmjs.org/")
    });
    elsewhere.map_or(Ok(()), |line| {
        Err(Failed::Wrong(format!(
            "package-lock.json names another registry, strike it: {}",
            line.trim()
        )))
    })
}
