//! `cargo xtask i18n`: the apps' words, from one catalogue into the files each platform reads.
//!
//! [`catalogue`] reads and lints `bindings/i18n/catalogue.toml`; [`android`] and [`apple`] write its
//! strings and the typed accessors; [`pseudo`] makes the two languages nobody speaks: one long, one from
//! right to left. What is written is committed, so that Android Studio and Xcode open the projects as
//! they are; a test here holds it to the catalogue.

mod android;
mod apple;
mod catalogue;
mod pseudo;

use crate::step::Failed;
use crate::tool::root;
use catalogue::Catalogue;
use std::path::PathBuf;

/// What to do.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Write nothing; fail if a file differs from the catalogue.
    #[arg(long)]
    check: bool,
}

/// A file the catalogue decides: where, from the root, and what is in it.
struct Written {
    path: String,
    text: String,
}

/// Writes, or with `--check` compares.
///
/// # Errors
/// Every fault of the catalogue, or the files that differ.
pub fn run(options: &Options) -> Result<(), Failed> {
    let mut stale = Vec::new();
    for Written { path, text } in files()? {
        let place: PathBuf = root().join(&path);
        if std::fs::read_to_string(&place).is_ok_and(|there| there == text) {
            continue;
        }
        if options.check {
            stale.push(path);
            continue;
        }
        let folder = place.parent().unwrap_or(&place);
        std::fs::create_dir_all(folder)
            .and_then(|()| std::fs::write(&place, text))
            .map_err(|e| Failed::Wrong(format!("{path} could not be written: {e}")))?;
        println!("wrote {path}");
    }
    if stale.is_empty() {
        Ok(())
    } else {
        Err(Failed::Wrong(format!(
            "run `cargo xtask i18n`: {} differ from the catalogue",
            stale.join(", ")
        )))
    }
}

fn files() -> Result<Vec<Written>, Failed> {
    let path = root().join("bindings/i18n/catalogue.toml");
    let text = std::fs::read_to_string(&path)
        .map_err(|e| Failed::Wrong(format!("the catalogue could not be read: {e}")))?;
    let catalogue = Catalogue::read(&text).map_err(|faults| Failed::Wrong(faults.join("\n")))?;
    let mut files = android::files(&catalogue);
    files.extend(apple::files(&catalogue));
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::{Catalogue, Options, root, run};
    use std::collections::BTreeSet;
    use std::path::Path;

    /// Everything the apps' sources say, but for the accessors themselves.
    fn said(folder: &Path, text: &mut String) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if path.is_dir() {
                said(&path, text);
            } else if (name.ends_with(".kt") || name.ends_with(".swift"))
                && !name.starts_with("Words.")
            {
                text.push_str(&std::fs::read_to_string(&path).expect("a source"));
            }
        }
    }

    #[test]
    fn every_word_is_said_somewhere() {
        let mut text = String::new();
        said(&root().join("android/app/src/main/kotlin"), &mut text);
        said(&root().join("ios"), &mut text);
        let words: BTreeSet<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
        let catalogue = std::fs::read_to_string(root().join("bindings/i18n/catalogue.toml"));
        let catalogue = Catalogue::read(&catalogue.expect("the catalogue")).expect("no fault");
        let silent: Vec<_> = (catalogue.entries.iter())
            .filter(|entry| !words.contains(entry.name().as_str()))
            .map(|entry| entry.key.clone())
            .collect();
        assert!(silent.is_empty(), "no app says {}", silent.join(", "));
    }

    #[test]
    fn the_apps_hold_exactly_what_the_catalogue_says() {
        let held = run(&Options { check: true });
        assert!(held.is_ok(), "{}", held.unwrap_err());
    }
}
