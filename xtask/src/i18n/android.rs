//! Android's `strings.xml` in every language, and the class `Words` that names each string.

use super::catalogue::{COUNT, Catalogue, Entry, LANGUAGES, Part, Text, parts};
use super::{Written, pseudo};
use std::fmt::Write;

const RES: &str = "android/app/src/main/res";
const DEBUG_RES: &str = "android/app/src/debug/res";
const WORDS: &str = "android/app/src/main/kotlin/org/kith/app/words/Words.kt";

pub fn files(catalogue: &Catalogue) -> Vec<Written> {
    let first = LANGUAGES[0];
    let mut files = vec![
        strings(catalogue, format!("{RES}/values"), first, Text::clone),
        strings(
            catalogue,
            format!("{DEBUG_RES}/values-en-rXA"),
            first,
            |t| t.map(pseudo::long),
        ),
        strings(
            catalogue,
            format!("{DEBUG_RES}/values-ar-rXB"),
            first,
            |t| t.map(pseudo::mirrored),
        ),
    ];
    for language in LANGUAGES.iter().skip(1) {
        files.push(strings(
            catalogue,
            format!("{RES}/values-{language}"),
            language,
            Text::clone,
        ));
    }
    files.push(Written {
        path: WORDS.to_owned(),
        text: accessors(catalogue),
    });
    files
}

fn strings(
    catalogue: &Catalogue,
    folder: String,
    language: &str,
    change: impl Fn(&Text) -> Text,
) -> Written {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- Written by `cargo xtask i18n` from bindings/i18n/catalogue.toml. -->\n<resources>\n",
    );
    for entry in &catalogue.entries {
        let Some(found) = entry.texts.get(language) else {
            continue;
        };
        let key = &entry.key;
        // Writing to a String cannot fail.
        let _ = match change(found) {
            Text::Plain(plain) => {
                writeln!(
                    text,
                    "    <string name=\"{key}\">{}</string>",
                    escape(entry, &plain)
                )
            }
            Text::Plural(forms) => {
                let items: String = forms
                    .iter()
                    .map(|(form, t)| {
                        let t = escape(entry, t);
                        format!("        <item quantity=\"{form}\">{t}</item>\n")
                    })
                    .collect();
                writeln!(text, "    <plurals name=\"{key}\">\n{items}    </plurals>")
            }
        };
    }
    text.push_str("</resources>\n");
    Written {
        path: format!("{folder}/strings.xml"),
        text,
    }
}

/// As Android's resource compiler reads it; placeholders numbered as in English.
fn escape(entry: &Entry, text: &str) -> String {
    let formatted = !entry.placeholders.is_empty();
    parts(text)
        .into_iter()
        .map(|part| match part {
            Part::Placeholder(COUNT) => "%1$d".to_owned(),
            Part::Placeholder(name) => {
                let at = entry.placeholders.iter().position(|p| p == name);
                format!("%{}$s", at.map_or(0, |at| at + 1))
            }
            Part::Words(words) => {
                let words = words
                    .replace('\\', "\\\\")
                    .replace('\'', "\\'")
                    .replace('"', "\\\"");
                let words = words.replace('&', "&amp;").replace('<', "&lt;");
                if formatted {
                    words.replace('%', "%%")
                } else {
                    words
                }
            }
        })
        .collect()
}

fn accessors(catalogue: &Catalogue) -> String {
    let mut text = String::from(
        "// Written by `cargo xtask i18n` from bindings/i18n/catalogue.toml.\npackage org.kith.app.words\n\nimport android.content.res.Resources\nimport org.kith.app.R\n\n/** Every word the app shows, by name, in the language of [resources]. */\n@Suppress(\"TooManyFunctions\")\nclass Words(\n    private val resources: Resources,\n) {\n",
    );
    for entry in &catalogue.entries {
        let (key, name) = (&entry.key, entry.name());
        let arguments = entry.placeholders.join(", ");
        let parameters: Vec<_> = entry
            .placeholders
            .iter()
            .map(|p| format!("{p}: String"))
            .collect();
        let parameters = parameters.join(", ");
        let _ = if entry.plural() {
            writeln!(
                text,
                "    fun {name}(count: Int): String = resources.getQuantityString(R.plurals.{key}, count, count)"
            )
        } else if arguments.is_empty() {
            writeln!(
                text,
                "    val {name}: String get() = resources.getString(R.string.{key})"
            )
        } else {
            writeln!(
                text,
                "    fun {name}({parameters}): String = resources.getString(R.string.{key}, {arguments})"
            )
        };
    }
    text.push_str("}\n");
    text
}
