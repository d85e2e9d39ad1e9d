//! The interop lane: documents exported by a phone, opened by the JavaScript Automerge.

use crate::demo::{build, fresh, keep, wrong};
use crate::node::install;
use crate::step::Failed;
use crate::tool::{command, read, root, run};
use std::path::{Path, PathBuf};

/// Plays the demo, exports from each phone, and compares every fact in Node.
///
/// # Errors
/// [`Failed::Missing`] without Node; else what failed.
pub fn check() -> Result<(), Failed> {
    let lane = root().join("tests/interop");
    install(&lane)?;
    let kith = build()?;
    let folder = fresh("interop")?;
    let homes = folder.join("homes");
    keep(&kith, &homes)?;
    let mut phones = Vec::new();
    for home in phone_folders(&homes)? {
        let name = home.file_name().unwrap_or_default().to_owned();
        let export = folder.join(&name);
        let kith = || {
            let mut kith = command(&kith);
            kith.arg("--home").arg(&home);
            kith
        };
        read(kith().args(["export", "--automerge"]).arg(&export))?;
        let facts = export.join("facts.json");
        let json = read(kith().args(["export", "--json"]))?;
        std::fs::write(&facts, json).map_err(|e| wrong(&facts, &e))?;
        phones.push(export);
    }
    run(command("node")
        .current_dir(&lane)
        .arg("facts.mjs")
        .args(phones))
}

/// The folders in `homes`, at any depth, that hold a phone's database.
fn phone_folders(homes: &Path) -> Result<Vec<PathBuf>, Failed> {
    let (mut found, mut ahead) = (Vec::new(), vec![homes.to_owned()]);
    while let Some(folder) = ahead.pop() {
        if folder.join("kith.db").is_file() {
            found.push(folder);
            continue;
        }
        for entry in std::fs::read_dir(&folder).map_err(|e| wrong(&folder, &e))? {
            let path = entry.map_err(|e| wrong(&folder, &e))?.path();
            if path.is_dir() {
                ahead.push(path);
            }
        }
    }
    found.sort();
    if found.is_empty() {
        return Err(Failed::Wrong(format!(
            "no phones were kept in {}",
            homes.display()
        )));
    }
    Ok(found)
}
