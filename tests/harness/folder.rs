//! Folders: where worlds live, and copying one as a backup would.

use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A fresh folder, in memory where the machine offers that: every commit waits for its disk, and
/// hundreds of worlds would otherwise measure the disk.
#[must_use]
pub fn fresh() -> TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() {
        tempfile::Builder::new().prefix("kith-").tempdir_in(memory)
    } else {
        tempfile::Builder::new().prefix("kith-").tempdir()
    };
    made.expect("a temporary folder can be made")
}

/// A copy of a folder as it was at one moment. It goes with the world it was taken in.
#[derive(Debug, Clone)]
pub struct Backup(PathBuf);

impl Backup {
    /// Copies `folder` to `to`, files and all below.
    #[must_use]
    pub fn of(folder: &Path, to: &Path) -> Self {
        copy(folder, to);
        Self(to.to_owned())
    }

    /// The bytes of every file in it.
    #[must_use]
    pub fn files(&self) -> Vec<Vec<u8>> {
        let entries = fs::read_dir(&self.0).expect("the copy can be read");
        let paths = entries.map(|entry| entry.expect("the copy can be read").path());
        let files = paths.filter(|path| path.is_file());
        files
            .map(|path| fs::read(path).expect("the file can be read"))
            .collect()
    }

    /// Puts the copy in place of whatever lies in `folder` now. Nobody may have it open.
    pub fn put_back(&self, folder: &Path) {
        if folder.exists() {
            fs::remove_dir_all(folder).expect("the folder can be removed");
        }
        copy(&self.0, folder);
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the copy's folder can be made");
    for entry in fs::read_dir(from).expect("the folder can be read") {
        let entry = entry.expect("the folder can be read");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else if entry
            .path()
            .extension()
            .is_none_or(|e| !e.to_string_lossy().ends_with("-shm"))
        {
            // SQLite's shared memory belongs to the processes that have the database open, so no
            // backup holds it; it is made anew on opening.
            fs::copy(entry.path(), &target).expect("the file can be copied");
        }
    }
}
