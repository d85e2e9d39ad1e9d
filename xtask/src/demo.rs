//! The demo under several seeds, its sums worked out again by `tests/recompute/recompute.py`.

use crate::step::Failed;
use crate::tool::{cargo, command, read, run, target, there};
use std::path::{Path, PathBuf};

/// Seeds the demo is played with; any order of sync must give one outcome.
const SEEDS: [u64; 3] = [1, 7, 2026];

/// Plays the demo with each seed and lets Python check what came out.
///
/// # Errors
/// When the demo fails, or a sum does not hold.
pub fn check() -> Result<(), Failed> {
    let python = ["python3", "python"].into_iter().find(|p| there(p));
    let python = python.ok_or_else(|| {
        Failed::Missing("Python 3 is not installed; on Debian: apt-get install -y python3".into())
    })?;
    let kith = build()?;
    let folder = fresh("demo")?;
    let mut files = Vec::new();
    for seed in SEEDS {
        let homes = folder.join(format!("homes-{seed}"));
        let json = read(
            command(&kith)
                .args(["--json", "demo", "--seed", &seed.to_string(), "--keep"])
                .arg(&homes),
        )?;
        let file = folder.join(format!("demo-{seed}.json"));
        std::fs::write(&file, json).map_err(|e| wrong(&file, &e))?;
        files.push(file);
    }
    run(command(python)
        .arg("tests/recompute/recompute.py")
        .args(files))
}

/// Plays the demo once and keeps its phones' folders in `homes`.
///
/// # Errors
/// When the demo fails.
pub fn keep(kith: &Path, homes: &Path) -> Result<(), Failed> {
    read(
        command(kith)
            .args(["--json", "demo", "--seed", "1", "--keep"])
            .arg(homes),
    )
    .map(drop)
}

/// Builds the `kith` program and says where it lies.
///
/// # Errors
/// When it does not build.
pub fn build() -> Result<PathBuf, Failed> {
    run(cargo().args(["build", "--locked", "-p", "kith"]))?;
    let program = format!("kith{}", std::env::consts::EXE_SUFFIX);
    Ok(target().join("debug").join(program))
}

/// An empty folder below the target folder.
///
/// # Errors
/// When the disk says no.
pub fn fresh(name: &str) -> Result<PathBuf, Failed> {
    let folder = target().join("xtask").join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(|e| wrong(&folder, &e))?;
    }
    std::fs::create_dir_all(&folder).map_err(|e| wrong(&folder, &e))?;
    Ok(folder)
}

/// A file or folder that could not be written or read.
pub fn wrong(path: &Path, error: &std::io::Error) -> Failed {
    Failed::Wrong(format!("{}: {error}", path.display()))
}
