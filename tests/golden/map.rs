//! Holds `ARCHITECTURE.md` to the tree: every path and symbol in its tables must be there.
//!
//! In a table, `` `a/b.rs` `` is a path from the root and `` `a/b.rs::name` `` a name that must be
//! defined in that file. Other words in backticks are prose.

use crate::compare::root;

#[test]
fn every_path_and_symbol_in_the_tables_exists() {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let rows = text.lines().filter(|line| line.starts_with('|'));
    let quoted = rows.flat_map(|row| row.split('`').skip(1).step_by(2));
    let (mut seen, mut gone) = (0, Vec::new());
    for word in quoted.filter(|word| word.contains('/') && !word.contains(' ')) {
        seen += 1;
        let (path, symbol) = word
            .split_once("::")
            .map_or((word, None), |(p, s)| (p, Some(s)));
        let there = match symbol {
            None => root().join(path).exists(),
            Some(name) => {
                std::fs::read_to_string(root().join(path)).is_ok_and(|code| defines(&code, name))
            }
        };
        if !there {
            gone.push(word);
        }
    }
    assert!(seen > 20, "the tables name only {seen} places");
    assert!(
        gone.is_empty(),
        "ARCHITECTURE.md names what is not there: {gone:#?}"
    );
}

#[test]
fn the_map_fits_on_three_screens() {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    assert!(text.lines().count() <= 150);
}

/// Whether `code` defines `name`: a function, type, trait, constant, macro or module.
fn defines(code: &str, name: &str) -> bool {
    [
        "fn ",
        "struct ",
        "enum ",
        "trait ",
        "const ",
        "static ",
        "type ",
        "mod ",
        "macro_rules! ",
    ]
    .iter()
    .any(|kind| {
        let mut rest = code;
        let needle = format!("{kind}{name}");
        while let Some(at) = rest.find(&needle) {
            let after = rest.get(at + needle.len()..).unwrap_or_default();
            if !after.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
                return true;
            }
            rest = after;
        }
        false
    })
}
