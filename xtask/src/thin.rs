//! The apps are thin: what their models and views reach for, and that none of it is a rule.
//!
//! A model asks the core for rows and gives it commands; a view shows them. So neither has any use for
//! a database, the network or facts as JSON, and neither works with money: the one file of each app that
//! writes sums for people may divide a pound.

use crate::demo::wrong;
use crate::step::Failed;
use crate::tool::root;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// One part of an app.
struct Part {
    /// Where its sources are.
    folder: &'static str,
    /// How they end.
    ending: &'static str,
    /// What they may import: these modules, or what lies in these packages.
    imports: &'static [&'static str],
    /// Files that may turn money into text.
    writes_money: &'static [&'static str],
}

const PARTS: &[Part] = &[
    Part {
        folder: "android/model/src/main",
        ending: "kt",
        imports: &[
            "java.math",
            "java.net.URLDecoder",
            "java.net.URLEncoder",
            "java.text",
            "java.time",
            "java.util",
            "kotlin.math",
            "kotlinx.coroutines",
            "org.kith.core",
        ],
        writes_money: &["Formats.kt"],
    },
    Part {
        folder: "android/app/src/main/kotlin",
        ending: "kt",
        imports: &[
            "android.Manifest",
            "android.annotation.SuppressLint",
            "android.app",
            "android.content",
            "android.graphics",
            "android.hardware.camera2",
            "android.media",
            "android.net.Uri",
            "android.os",
            "android.provider.Settings",
            "android.security.keystore",
            "android.view",
            "androidx.activity",
            "androidx.compose",
            "androidx.lifecycle",
            "androidx.work",
            "com.google.zxing",
            "java.io",
            "java.security",
            "java.util",
            "javax.crypto",
            "kotlinx.coroutines",
            "org.kith",
        ],
        writes_money: &[],
    },
    Part {
        folder: "ios/Packages/KithModels/Sources",
        ending: "swift",
        imports: &["Foundation", "Kith", "Observation"],
        writes_money: &["Format.swift"],
    },
    Part {
        folder: "ios/Packages/KithUI/Sources",
        ending: "swift",
        imports: &["Kith", "KithModels", "SwiftUI", "UniformTypeIdentifiers"],
        writes_money: &[],
    },
];

/// Words for what an app has no use for, whatever it imports. Drafts are no facts.
const FOREIGN: &[&str] = &[
    "URLSession",
    "URLRequest",
    "sqlite",
    "SELECT ",
    "INSERT ",
    "JSONSerialization",
    "HttpURLConnection",
    "JSONObject",
];

/// Ends of names that hold money, whole or in hundredths of a penny.
const MONEY: &[&str] = &["pence", "e4", "pounds"];

/// Looks at every source file.
///
/// # Errors
/// Every line that does not belong.
pub fn check() -> Result<(), Failed> {
    let mut faults = Vec::new();
    for part in PARTS {
        let mut imports = BTreeSet::new();
        for file in sources(&root().join(part.folder), part.ending)? {
            let text = std::fs::read_to_string(&file).map_err(|e| wrong(&file, &e))?;
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            imports.extend(imported(&text).map(str::to_owned));
            let writes_money = part.writes_money.contains(&name.as_ref());
            faults.extend(
                (text.lines().enumerate())
                    .filter_map(|(at, line)| Some((at + 1, line, fault(line, part, writes_money)?)))
                    .map(|(at, line, why)| format!("{name}:{at}: {why}: {}", line.trim())),
            );
        }
        let imports: Vec<_> = imports.into_iter().collect();
        println!("{:<34} imports {}", part.folder, imports.join(", "));
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Failed::Wrong(faults.join("\n")))
    }
}

/// What is wrong with a line, if anything is.
fn fault(line: &str, part: &Part, writes_money: bool) -> Option<String> {
    let code = line.split("//").next().unwrap_or_default();
    if let Some(name) = imported(code).next() {
        let allowed =
            (part.imports.iter()).any(|may| name == *may || name.starts_with(&format!("{may}.")));
        return (!allowed).then(|| format!("{name} is nothing an app's part like this needs"));
    }
    if let Some(word) = FOREIGN.iter().find(|word| code.contains(**word)) {
        return Some(format!("{} is the core's business", word.trim()));
    }
    (!writes_money && reckons(code)).then(|| "money is worked out in the core".to_owned())
}

/// The modules that lines import.
fn imported(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| {
        let line = line.trim_start().trim_start_matches("@testable ");
        line.strip_prefix("import ").map(str::trim)
    })
}

/// Whether a name that holds money stands beside an operator.
fn reckons(code: &str) -> bool {
    // `bill.totalPence` is one name.
    let word = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    let (mut before, mut rest) = ("", code);
    while let Some(at) = rest.find(word) {
        let (gap, from) = rest.split_at(at);
        let (name, after) = from.split_at(from.find(|c| !word(c)).unwrap_or(from.len()));
        let between = if before.is_empty() { gap } else { before };
        let lower = name.to_lowercase();
        if MONEY.iter().any(|end| lower.ends_with(end))
            && (operator_at_end(between) || operator_at_start(after))
        {
            return true;
        }
        rest = after;
        before = after.find(word).map_or("", |next| after.split_at(next).0);
    }
    false
}

/// `a +` before a name, but not `->`, `=` or a dot.
fn operator_at_end(text: &str) -> bool {
    text.trim_end().ends_with(['+', '*', '/', '-', '%'])
}

/// `+ a` after a name, but not `->`.
fn operator_at_start(text: &str) -> bool {
    let text = text.trim_start_matches(')').trim_start();
    text.starts_with(['+', '*', '/', '%']) || (text.starts_with('-') && !text.starts_with("->"))
}

/// Every file below `folder` that ends so.
fn sources(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, Failed> {
    let (mut found, mut ahead) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = ahead.pop() {
        for entry in std::fs::read_dir(&folder).map_err(|e| wrong(&folder, &e))? {
            let path = entry.map_err(|e| wrong(&folder, &e))?.path();
            if path.is_dir() {
                ahead.push(path);
            } else if path.extension().is_some_and(|e| e == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::{PARTS, check, fault, reckons};

    #[test]
    fn the_apps_are_thin() {
        let checked = check();
        assert!(checked.is_ok(), "{}", checked.unwrap_err());
    }

    #[test]
    fn planted_rules_are_found() {
        let found = |line| fault(line, &PARTS[0], false).is_some();
        for planted in [
            "import SQLite3",
            "let x = URLSession.shared",
            "let json = try JSONSerialization.jsonObject(with: data)",
            "let total = bill.deliveryPence + bill.goods",
            "let total = goods + bill.deliveryPence",
            "let price = row.grossE4 / 100",
            "sum(row.netPence) * 2",
        ] {
            assert!(found(planted), "{planted}");
        }
    }

    #[test]
    fn money_may_be_shown_and_passed_on() {
        for shown in [
            "LabeledContent(words.billTotal, value: format.money(bill.totalPence)).bold()",
            "if row.minimumPence > 0 {",
            "func money(_ pence: UInt64) -> String {",
            "func pence(_ pounds: Decimal) -> UInt64? {",
            "value: Double(min(row.reachedPence, row.minimumPence)), total: Double(row.minimumPence)",
        ] {
            assert!(!reckons(shown), "{shown}");
        }
    }
}
