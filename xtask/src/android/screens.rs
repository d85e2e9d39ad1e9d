//! `cargo xtask screens`: pictures of the whole app, without a phone.
//!
//! The app's tests take them: every screen in every state, in several languages, sizes and lights, and the
//! story as it is driven through the app. Here they come onto one page.

use super::lane;
use crate::bindings;
use crate::step::Failed;
use crate::tool::{root, target};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

/// The ways each screen is shown, each a folder of pictures, and their headings.
const WAYS: [(&str, &str); 8] = [
    ("light", "English, light"),
    ("dark", "English, dark"),
    ("welsh", "Welsh"),
    ("large", "text at 2.0"),
    ("large-dark", "text at 2.0, dark"),
    ("rtl", "right to left"),
    ("long", "longest words"),
    ("long-large", "longest words, 2.0"),
];

/// Where each screen is described. A row names the pictures it is about after its screen: | Round `round` | for what |.
const DOCS: &str = "docs/screens.md";

/// One screen of the documentation.
struct Sheet {
    title: String,
    what_for: String,
    /// How its pictures' names begin.
    pictures: Vec<String>,
}

/// What to do with the pictures.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// From now on the app is meant to look as it does.
    #[arg(long)]
    accept: bool,
}

/// Takes every picture, compares it with what is accepted and writes `target/screens/index.html`.
///
/// # Errors
/// When the lane fails, or could not run; pictures that look otherwise are on the page all the same.
pub fn run(options: &Options) -> Result<(), Failed> {
    let folder = target().join("screens");
    let _ = std::fs::remove_dir_all(&folder);
    bindings::make(false)?;
    let took = lane(&[if options.accept { "accept" } else { "screens" }]);
    // Without one picture there is no page, only the reason.
    if !folder.exists() {
        return took;
    }
    let docs = std::fs::read_to_string(root().join(DOCS))
        .map_err(|e| Failed::Wrong(format!("{DOCS}: {e}")))?;
    let page = page(&folder, &sheets(&docs));
    let place = folder.join("index.html");
    std::fs::write(&place, page).map_err(|e| Failed::Wrong(format!("{}: {e}", place.display())))?;
    println!("{}", place.display());
    took
}

const STYLE: &str = "
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;padding:1.5rem;max-width:1800px}
h1{margin:0}h2{margin:3rem 0 0;padding-top:1rem;border-top:2px solid #8886;font-size:1.7rem}
h3{margin:1.2rem 0 .4rem;font-size:1.1rem}p{margin:.2rem 0 .6rem;max-width:70ch}
nav{columns:12rem;margin:1rem 0}nav a{display:block;padding:.15rem 0}
.ways{display:flex;gap:1rem;overflow-x:auto;padding-bottom:.8rem}
figure{margin:0;flex:none}img{width:240px;height:auto;border:1px solid #8886;border-radius:12px;display:block}
figcaption{opacity:.75;font-size:.9rem;padding-top:.3rem}";

/// The screens that the documentation describes, in its order.
fn sheets(docs: &str) -> Vec<Sheet> {
    let rows = docs.lines().filter_map(|line| line.strip_prefix('|'));
    rows.filter_map(|row| {
        let mut cells = row.split('|');
        let (name, what_for) = (cells.next()?, cells.next()?.trim());
        let mut parts = name.split('`');
        let title = parts.next()?.trim().to_owned();
        let pictures: Vec<String> = parts.step_by(2).map(str::to_owned).collect();
        (!title.is_empty() && !pictures.is_empty()).then(|| Sheet {
            title,
            what_for: what_for.replace(['*', '`'], ""),
            pictures,
        })
    })
    .collect()
}

/// The sheet a picture belongs to and the state it shows; the longest name that fits counts.
fn place<'a>(sheets: &'a [Sheet], picture: &str) -> Option<(usize, &'a str, String)> {
    let all = sheets
        .iter()
        .enumerate()
        .flat_map(|(at, sheet)| sheet.pictures.iter().map(move |name| (at, name.as_str())));
    let fits = all.filter_map(|(at, name)| {
        let state = picture.strip_prefix(name)?.strip_prefix('-')?;
        Some((at, name, state.to_owned()))
    });
    fits.max_by_key(|(_, name, _)| name.len())
}

fn page(folder: &Path, sheets: &[Sheet]) -> String {
    let mut names = BTreeSet::new();
    for (way, _) in WAYS {
        names.extend(pictures(&folder.join(way)));
    }
    let unplaced: Vec<&String> = names
        .iter()
        .filter(|name| place(sheets, name).is_none())
        .collect();
    let mut html = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>\
         <title>Kith, every screen</title><style>{STYLE}</style><h1>Kith, every screen</h1>\
         <p>The Android app as it runs under test: {} states of {} screens. Each row is one state, shown in every \
         way; what each screen is for stands in docs/screens.md.</p><nav><a href='#story'>The story</a>",
        names.len(),
        sheets.len()
    );
    for (at, sheet) in sheets.iter().enumerate() {
        let _ = write!(html, "<a href='#s{at}'>{}</a>", escaped(&sheet.title));
    }
    html.push_str("</nav><h2 id=story>The stories, driven through the app</h2>");
    html.push_str("<p>What somebody sees who taps through the app, on the real core and a real server.</p><div class=ways>");
    for name in pictures(&folder.join("story")) {
        figure(&mut html, "story", &name, &name.replace('-', " "));
    }
    html.push_str("</div>");
    for (at, sheet) in sheets.iter().enumerate() {
        let (title, what_for) = (escaped(&sheet.title), escaped(&sheet.what_for));
        let _ = write!(html, "<h2 id=s{at}>{title}</h2><p>{what_for}</p>");
        for name in &names {
            if let Some((_, shown, state)) = place(sheets, name).filter(|(of, _, _)| *of == at) {
                let which = if sheet.pictures.len() > 1 {
                    shown.replace('-', " ") + ": "
                } else {
                    String::new()
                };
                states(
                    &mut html,
                    folder,
                    name,
                    &format!("{which}{}", state.replace('-', " ")),
                );
            }
        }
    }
    if !unplaced.is_empty() {
        html.push_str("<h2>Not in docs/screens.md</h2>");
        for name in unplaced {
            states(&mut html, folder, name, name);
        }
    }
    html
}

/// One state in every way it was shown.
fn states(html: &mut String, folder: &Path, name: &str, heading: &str) {
    let _ = write!(html, "<h3>{}</h3><div class=ways>", escaped(heading));
    for (way, caption) in WAYS {
        if folder.join(way).join(format!("{name}.png")).exists() {
            figure(html, way, name, caption);
        }
    }
    html.push_str("</div>");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn figure(html: &mut String, way: &str, name: &str, caption: &str) {
    // Writing to a String cannot fail.
    let _ = write!(
        html,
        "<figure><img loading=lazy src='{way}/{name}.png' alt='{name}, {caption}'><figcaption>{caption}</figcaption></figure>"
    );
}

/// The names of the pictures in a folder, without their ending.
fn pictures(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            name.strip_suffix(".png").map(str::to_owned)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{DOCS, page, place, sheets};
    use crate::tool::root;

    #[test]
    fn a_picture_stands_under_its_screen_and_a_stray_one_is_shown_too() {
        let folder = std::env::temp_dir().join(format!("kith-page-{}", std::process::id()));
        for (way, name) in [
            ("light", "round-open"),
            ("rtl", "round-open"),
            ("light", "stray-one"),
        ] {
            std::fs::create_dir_all(folder.join(way)).expect("a folder");
            std::fs::write(folder.join(way).join(format!("{name}.png")), "").expect("a picture");
        }
        let docs = "| Screen | For |\n| Rounds `rounds` | which there are |\n| Round `round` | what is *on offer* |\n";
        let html = page(&folder, &sheets(docs));
        std::fs::remove_dir_all(&folder).expect("removed");
        let order = [
            "<h2 id=s0>Rounds</h2><p>which there are</p>",
            "<h2 id=s1>Round</h2><p>what is on offer</p>",
            "<h3>open</h3>",
            "light/round-open.png",
            "right to left",
            "<h2>Not in docs/screens.md</h2>",
            "light/stray-one.png",
        ];
        let mut rest = html.as_str();
        for part in order {
            let (_, after) = rest
                .split_once(part)
                .unwrap_or_else(|| panic!("{part} in {rest}"));
            rest = after;
        }
    }

    #[test]
    fn every_screen_with_a_fixture_says_what_it_is_for() {
        let docs = std::fs::read_to_string(root().join(DOCS)).expect(DOCS);
        let sheets = sheets(&docs);
        let folder = root().join("tests/fixtures/ui-states");
        for file in std::fs::read_dir(folder).expect("fixtures").flatten() {
            let name = file.path();
            let name = name.file_stem().and_then(|n| n.to_str()).expect("a name");
            let (_, screen, state) = place(&sheets, &format!("{name}-some-state")).expect(name);
            assert_eq!((screen, state.as_str()), (name, "some-state"), "{DOCS}");
        }
        assert!(sheets.iter().all(|sheet| !sheet.what_for.is_empty()));
    }
}
