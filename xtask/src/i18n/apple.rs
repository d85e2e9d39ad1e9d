//! The String Catalog that Xcode reads, and the struct `Words` that names each string.

use super::Written;
use super::catalogue::{COUNT, Catalogue, Entry, Part, Text, parts};
use serde_json::{Map, Value, json};
use std::fmt::Write;

const STRINGS: &str = "ios/Packages/KithUI/Sources/KithUI/Resources/Localizable.xcstrings";
const WORDS: &str = "ios/Packages/KithModels/Sources/KithModels/Words.swift";

pub fn files(catalogue: &Catalogue) -> Vec<Written> {
    let written = |path: &str, text| Written {
        path: path.to_owned(),
        text,
    };
    vec![
        written(STRINGS, strings(catalogue)),
        written(WORDS, accessors(catalogue)),
    ]
}

fn strings(catalogue: &Catalogue) -> String {
    let mut entries = Map::new();
    for entry in &catalogue.entries {
        let mut languages = Map::new();
        for (language, text) in &entry.texts {
            let unit = |t: &str| json!({ "stringUnit": { "state": "translated", "value": format(entry, t) } });
            let value = match text {
                Text::Plain(plain) => unit(plain),
                Text::Plural(forms) => {
                    let forms: Map<String, Value> =
                        forms.iter().map(|(f, t)| (f.clone(), unit(t))).collect();
                    json!({ "variations": { "plural": forms } })
                }
            };
            languages.insert(language.clone(), value);
        }
        let value = json!({ "extractionState": "manual", "localizations": languages });
        entries.insert(entry.key.clone(), value);
    }
    let catalog = json!({ "sourceLanguage": "en", "strings": entries, "version": "1.0" });
    format!("{catalog:#}\n")
}

/// As `String(format:)` reads it; placeholders numbered as in English.
fn format(entry: &Entry, text: &str) -> String {
    let formatted = !entry.placeholders.is_empty();
    parts(text)
        .into_iter()
        .map(|part| match part {
            Part::Placeholder(COUNT) => "%lld".to_owned(),
            Part::Placeholder(name) => {
                let at = entry.placeholders.iter().position(|p| p == name);
                format!("%{}$@", at.map_or(0, |at| at + 1))
            }
            Part::Words(words) if formatted => words.replace('%', "%%"),
            Part::Words(words) => words.to_owned(),
        })
        .collect()
}

fn accessors(catalogue: &Catalogue) -> String {
    let mut text = String::from(
        "// Written by `cargo xtask i18n` from bindings/i18n/catalogue.toml.\n// swift-format-ignore-file\n\n/// Every word the app shows, by name. The app passes how a key is looked up and formatted in the\n/// person's language; tests pass their own.\npublic struct Words: Sendable {\n    /// Gives the text under a key with its arguments filled in: `String`, or `Int` for a count.\n    public typealias LookUp = @Sendable (_ key: String, _ arguments: [any Sendable]) -> String\n\n    private let lookUp: LookUp\n\n    public init(_ lookUp: @escaping LookUp) {\n        self.lookUp = lookUp\n    }\n\n",
    );
    for entry in &catalogue.entries {
        let (key, name) = (&entry.key, entry.name());
        let arguments = entry.placeholders.join(", ");
        let parameters: Vec<_> = (entry.placeholders.iter())
            .map(|p| format!("{p}: {}", if p == COUNT { "Int" } else { "String" }))
            .collect();
        let parameters = parameters.join(", ");
        let _ = if arguments.is_empty() {
            writeln!(
                text,
                "    public var {name}: String {{ lookUp(\"{key}\", []) }}"
            )
        } else {
            writeln!(
                text,
                "    public func {name}({parameters}) -> String {{ lookUp(\"{key}\", [{arguments}]) }}"
            )
        };
    }
    text.push_str("}\n");
    text
}
