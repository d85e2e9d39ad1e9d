//! The catalogue: every word under its key, in every language, with its placeholders.

use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value};

/// The languages people speak; the first is the one the others are held to.
pub const LANGUAGES: [&str; 2] = ["en", "cy"];

/// The forms a language may tell apart by number, as CLDR names them.
const FORMS: [(&str, &[&str]); 2] = [
    ("en", &["one", "other"]),
    ("cy", &["zero", "one", "two", "few", "many", "other"]),
];

/// The placeholder that is a number and chooses the form.
pub const COUNT: &str = "count";

/// What stands under a key in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Text {
    /// One text.
    Plain(String),
    /// A text for each form; `other` is always there.
    Plural(BTreeMap<String, String>),
}

/// A key with its texts.
#[derive(Debug)]
pub struct Entry {
    /// `section_name`, as both platforms spell it.
    pub key: String,
    /// The placeholders in their order in the first language.
    pub placeholders: Vec<String>,
    /// By language.
    pub texts: BTreeMap<String, Text>,
}

/// All entries, by key.
#[derive(Debug)]
pub struct Catalogue {
    /// In the order of their keys.
    pub entries: Vec<Entry>,
}

/// A text cut at its placeholders.
#[derive(Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// Letters.
    Words(&'a str),
    /// `{name}`, without its braces.
    Placeholder(&'a str),
}

/// Cuts `text` at its placeholders. A brace that is not closed belongs to the words.
pub fn parts(text: &str) -> Vec<Part<'_>> {
    let mut rest = text;
    let mut found = Vec::new();
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else {
            break;
        };
        if !before.is_empty() {
            found.push(Part::Words(before));
        }
        found.push(Part::Placeholder(name));
        rest = behind;
    }
    if !rest.is_empty() {
        found.push(Part::Words(rest));
    }
    found
}

impl Text {
    /// Every form with its text; a plain text is its own `other`.
    pub fn forms(&self) -> Vec<(&str, &str)> {
        match self {
            Text::Plain(text) => vec![("other", text)],
            Text::Plural(forms) => forms
                .iter()
                .map(|(f, t)| (f.as_str(), t.as_str()))
                .collect(),
        }
    }

    /// The same with every text changed.
    pub fn map(&self, change: impl Fn(&str) -> String) -> Text {
        match self {
            Text::Plain(text) => Text::Plain(change(text)),
            Text::Plural(forms) => {
                Text::Plural(forms.iter().map(|(f, t)| (f.clone(), change(t))).collect())
            }
        }
    }

    fn read(value: &Value) -> Option<Text> {
        match value {
            Value::String(text) => Some(Text::Plain(text.clone())),
            Value::Table(forms) => {
                let forms: Option<BTreeMap<String, String>> = forms
                    .iter()
                    .map(|(form, text)| Some((form.clone(), text.as_str()?.to_owned())))
                    .collect();
                forms.map(Text::Plural)
            }
            _ => None,
        }
    }
}

impl Entry {
    /// Whether it has forms by number.
    pub fn plural(&self) -> bool {
        self.texts.values().any(|t| matches!(t, Text::Plural(_)))
    }

    /// The key as Kotlin and Swift name things: `homeTitle`.
    pub fn name(&self) -> String {
        let mut parts = self.key.split('_');
        let mut name = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let mut letters = part.chars();
            name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
            name.push_str(letters.as_str());
        }
        name
    }
}

impl Catalogue {
    /// Reads and lints it.
    ///
    /// # Errors
    /// Every fault, one sentence each.
    pub fn read(text: &str) -> Result<Self, Vec<String>> {
        let table: Table = text
            .parse()
            .map_err(|e| vec![format!("the catalogue does not read: {e}")])?;
        let mut faults = Vec::new();
        let mut entries = Vec::new();
        for (section, keys) in &table {
            let Some(keys) = keys.as_table() else {
                faults.push(format!("{section} stands outside every section"));
                continue;
            };
            for (name, languages) in keys {
                let key = format!("{section}_{name}");
                match languages.as_table() {
                    Some(languages) => entries.push(entry(key, languages, &mut faults)),
                    None => faults.push(format!("{key} has no languages")),
                }
            }
        }
        entries.sort_by(|a, b| a.key.cmp(&b.key));
        if faults.is_empty() {
            Ok(Self { entries })
        } else {
            Err(faults)
        }
    }
}

fn entry(key: String, languages: &Table, faults: &mut Vec<String>) -> Entry {
    let mut texts = BTreeMap::new();
    for (language, value) in languages {
        match Text::read(value) {
            Some(text) if LANGUAGES.contains(&language.as_str()) => {
                texts.insert(language.clone(), text);
            }
            Some(_) => faults.push(format!("{key}: nobody set up the language {language}")),
            None => faults.push(format!("{key}, {language}: is no text")),
        }
    }
    let placeholders = (texts.get(LANGUAGES[0]))
        .and_then(|text| text.forms().first().map(|(_, text)| names(text)))
        .unwrap_or_default();
    for language in LANGUAGES {
        match texts.get(language) {
            None => faults.push(format!("{key} is missing in {language}")),
            Some(text) => lint(&key, language, text, &placeholders, faults),
        }
    }
    let entry = Entry {
        key,
        placeholders,
        texts,
    };
    let counts = entry.placeholders == [COUNT];
    if entry.plural() && !counts || !entry.plural() && entry.placeholders.iter().any(|p| p == COUNT)
    {
        let key = &entry.key;
        faults.push(format!(
            "{key}: {{count}} alone, and only it, has forms by number"
        ));
    }
    entry
}

fn lint(key: &str, language: &str, text: &Text, wanted: &[String], faults: &mut Vec<String>) {
    let wanted: BTreeSet<&String> = wanted.iter().collect();
    for (form, text) in text.forms() {
        let found = names(text);
        if found.iter().collect::<BTreeSet<_>>() != wanted {
            faults.push(format!(
                "{key}, {language} {form}: its placeholders are {found:?}, not {wanted:?}"
            ));
        }
        if text.trim().is_empty() || text.trim() != text {
            faults.push(format!(
                "{key}, {language} {form}: empty, or blanks at its ends"
            ));
        }
    }
    if let Text::Plural(forms) = text {
        let known = FORMS
            .iter()
            .find(|(l, _)| *l == language)
            .map_or(&[][..], |(_, f)| f);
        if let Some(form) = forms.keys().find(|f| !known.contains(&f.as_str())) {
            faults.push(format!("{key}: {language} has no form {form}"));
        }
        if !forms.contains_key("other") {
            faults.push(format!("{key}, {language}: the form other is missing"));
        }
    }
}

fn names(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for part in parts(text) {
        if let Part::Placeholder(name) = part
            && !names.iter().any(|n| n == name)
        {
            names.push(name.to_owned());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::{Catalogue, Part, parts};

    fn faults(text: &str) -> String {
        Catalogue::read(text).expect_err("has faults").join("\n")
    }

    #[test]
    fn a_key_without_its_welsh_is_named() {
        assert_eq!(
            faults("[home]\ntitle = { en = \"Home\" }"),
            "home_title is missing in cy"
        );
    }

    #[test]
    fn a_placeholder_lost_in_translation_is_named() {
        let found = faults("[home]\nhello = { en = \"Hello, {name}\", cy = \"Helo\" }");
        assert!(found.starts_with("home_hello, cy other: its placeholders are []"));
    }

    #[test]
    fn a_form_the_language_lacks_and_a_missing_other_are_named() {
        let found = faults("[a]\nb.en.few = \"{count}\"\nb.cy.other = \"{count}\"");
        assert!(found.contains("a_b: en has no form few"), "{found}");
        assert!(found.contains("a_b, en: the form other is missing"));
    }

    #[test]
    fn a_count_without_forms_is_named() {
        let found = faults("[a]\nb = { en = \"{count} pears\", cy = \"{count} gellygen\" }");
        assert!(found.contains("a_b: {count} alone, and only it, has forms by number"));
    }

    #[test]
    fn a_text_is_cut_at_its_placeholders() {
        let cut = [
            Part::Words("By "),
            Part::Placeholder("name"),
            Part::Words("."),
        ];
        assert_eq!(parts("By {name}."), cut);
    }
}
