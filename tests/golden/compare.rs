//! Comparing a golden file with what the code renders now.

use std::path::{Path, PathBuf};

/// The workspace's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Fails where `tests/golden/<name>` is not `now`, or writes it when asked to accept.
pub fn compare(name: &str, now: &str) {
    let path = root().join("tests/golden").join(name);
    if std::env::var("KITH_GOLDEN").as_deref() == Ok("accept") {
        std::fs::write(&path, now).unwrap();
        return;
    }
    let was = std::fs::read_to_string(&path).unwrap_or_default();
    if was == now {
        return;
    }
    let differs = was.lines().zip(now.lines()).position(|(a, b)| a != b);
    let at = differs.unwrap_or_else(|| was.lines().count().min(now.lines().count()));
    panic!(
        "tests/golden/{name} differs from the code at line {}:\n  file: {}\n  code: {}\n\
         If this is meant, run `cargo xtask golden --accept` and read the difference.",
        at + 1,
        was.lines().nth(at).unwrap_or("(ends)"),
        now.lines().nth(at).unwrap_or("(ends)"),
    );
}

/// Columns padded to their widest cell, two spaces between.
pub fn columns(rows: &[Vec<String>]) -> String {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest: Vec<usize> = (0..count)
        .map(|i| {
            let cells = rows.iter().filter_map(|row| row.get(i));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        })
        .collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widest);
        let text: String = cells.map(|(c, w)| format!("{c:<w$}  ")).collect();
        format!("{}\n", text.trim_end())
    };
    rows.iter().map(line).collect()
}
