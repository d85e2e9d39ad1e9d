//! That `kith-domain` stays pure: nothing below it talks to the world.
//!
//! Phone and server share the rules, and a rule that could read a clock or a disk would not give
//! both the same answer. The compiler cannot say so; the list of crates below can.

use crate::step::Failed;
use crate::tool::{cargo, read};

/// Crates that may not stand below `kith-domain`, and why.
const DENIED: &[(&str, &str)] = &[
    ("rusqlite", "storage"),
    ("libsqlite3-sys", "storage"),
    ("sqlx", "storage"),
    ("tempfile", "storage"),
    ("tokio", "threads and timers"),
    ("async-std", "threads and timers"),
    ("smol", "threads and timers"),
    ("futures-executor", "threads and timers"),
    ("rayon", "threads"),
    ("mio", "network"),
    ("socket2", "network"),
    ("reqwest", "network"),
    ("hyper", "network"),
    ("axum", "network"),
    ("rustls", "network"),
    ("ureq", "network"),
    ("chrono", "clock"),
    ("time", "clock"),
    ("jiff", "clock"),
    ("getrandom", "chance"),
    ("rand", "chance"),
    ("uuid", "chance"),
    ("uniffi", "a shell"),
    ("clap", "a shell"),
];

/// What is below another crate for a reason, and cannot be reached by the rules: they name every
/// actor id themselves, so Automerge never draws one.
const EXCUSED: &[(&str, &str)] = &[("getrandom", "automerge"), ("rand", "automerge")];

/// Reads `cargo tree` and looks for a denied crate.
///
/// # Errors
/// [`Failed::Wrong`] with the path to each.
pub fn check() -> Result<(), Failed> {
    let tree = read(
        cargo()
            .args(["tree", "--locked", "-p", "kith-domain", "-e", "normal"])
            .args(["--prefix", "depth", "--no-dedupe"]),
    )?;
    let offences = offences(&tree);
    if offences.is_empty() {
        let crates = tree.lines().count().saturating_sub(1);
        eprintln!("{crates} crates looked at, none of {} denied", DENIED.len());
        Ok(())
    } else {
        Err(Failed::Wrong(format!(
            "kith-domain must stay pure: {}",
            offences.join("; ")
        )))
    }
}

fn offences(tree: &str) -> Vec<String> {
    let mut path: Vec<&str> = Vec::new();
    let mut found = Vec::new();
    for line in tree.lines() {
        let name = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let depth = line.len().saturating_sub(name.len());
        let depth: usize = line
            .get(..depth)
            .and_then(|digits| digits.parse().ok())
            .unwrap_or(0);
        let name = name.split(' ').next().unwrap_or(name);
        path.truncate(depth);
        let excused = EXCUSED
            .iter()
            .any(|(what, below)| *what == name && path.contains(below));
        if let Some((_, why)) = DENIED.iter().find(|(denied, _)| *denied == name)
            && !excused
        {
            found.push(format!("{} → {name} ({why})", path.join(" → ")));
        }
        path.push(name);
    }
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::offences;

    #[test]
    fn a_clock_below_the_rules_is_named_with_its_path() {
        let tree = "0kith-domain v0.1.0 (/x)\n1serde v1.0.0\n1calendar v2.0.0\n2chrono v0.4.0\n";
        let found = offences(tree);
        assert_eq!(found, ["kith-domain → calendar → chrono (clock)"]);
    }

    #[test]
    fn chance_is_excused_below_automerge_alone() {
        let below = "0kith-domain v0\n1automerge v0\n2rand v0\n3getrandom v0\n";
        assert!(offences(below).is_empty());
        let beside = "0kith-domain v0\n1automerge v0\n1getrandom v0\n";
        assert_eq!(offences(beside).len(), 1);
    }
}
