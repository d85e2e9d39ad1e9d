//! The crate may hold unsafe code, for the scaffolding of uniffi's macros; nobody writes any by hand.

#![allow(clippy::unwrap_used)] // a test may

use std::fs;
use std::path::Path;

fn search(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            search(&path, found);
        } else if fs::read_to_string(&path).unwrap().contains("unsafe") {
            found.push(path.display().to_string());
        }
    }
}

#[test]
fn no_unsafe_code_is_written_by_hand() {
    let mut found = Vec::new();
    search(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut found,
    );
    assert_eq!(found, Vec::<String>::new());
}
