//! Holds `docs/threats.md` to the code: every test and every row of a table it names is there.

use crate::compare::root;

/// What the tables of a page name as shown by: the last cell of every row, split at `; `.
fn named(page: &str) -> Vec<String> {
    let rows = page
        .lines()
        .filter(|line| line.starts_with("| ") || line.starts_with("| |"));
    let cells = rows.filter_map(|row| row.trim_end_matches(" |").rsplit(" | ").next());
    let named = cells
        .filter(|cell| *cell != "Shown by")
        .flat_map(|cell| cell.split("; "));
    named.map(str::to_owned).collect()
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_default()
}

/// Whether a test or a table's row of this name exists.
fn is_there(name: &str) -> bool {
    let row = |table: &str, row: &str| {
        let table = read(&format!("tests/golden/{table}.txt"));
        let mut lines = table.lines();
        lines.any(|line| {
            line.strip_prefix(row)
                .is_some_and(|rest| rest.starts_with("  "))
        })
    };
    if let Some(test) = name.strip_prefix('`').and_then(|n| n.strip_suffix('`')) {
        let Some((file, test)) = test.split_once("::") else {
            return false;
        };
        let text = read(file);
        let at = text.find(&format!("fn {test}("));
        return at
            .is_some_and(|at| text[..at].trim_end().ends_with("#[test]") || is_async(&text[..at]));
    }
    match name.split_once(": ") {
        Some((table @ ("attacks" | "lies"), named)) => row(table, named),
        _ => name == "nothing here shows it: it is the system's",
    }
}

fn is_async(before: &str) -> bool {
    before
        .trim_end()
        .trim_end_matches("async")
        .trim_end()
        .ends_with(")]")
        && before.contains("#[tokio::test")
}

#[test]
fn every_threat_is_shown_by_what_it_names() {
    let named = named(&read("docs/threats.md"));
    assert!(named.len() > 40, "the page was read");
    let missing: Vec<_> = named.iter().filter(|name| !is_there(name)).collect();
    assert!(
        missing.is_empty(),
        "docs/threats.md names what is not there: {missing:#?}"
    );
}
