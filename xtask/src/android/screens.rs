//! `cargo xtask screens`: pictures of the whole app, without a phone.
//!
//! The app's tests take them: every screen in every state, in several languages, sizes and lights, and the
//! story as it is driven through the app. Here they come onto one page.

use super::lane;
use crate::bindings;
use crate::step::Failed;
use crate::tool::target;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

/// The ways each screen is shown, each a folder of pictures, and their headings.
const WAYS: [(&str, &str); 8] = [
    ("light", "English, light"),
    ("dark", "dark"),
    ("large", "text at twice the size"),
    ("large-dark", "twice the size, dark"),
    ("long", "longest words"),
    ("long-large", "longest words, twice the size"),
    ("rtl", "right to left"),
    ("welsh", "Welsh"),
];

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
    let page = page(&folder);
    let place = folder.join("index.html");
    std::fs::write(&place, page).map_err(|e| Failed::Wrong(format!("{}: {e}", place.display())))?;
    println!("{}", place.display());
    took
}

fn page(folder: &Path) -> String {
    let mut html = String::from(concat!(
        "<!doctype html><meta charset=utf-8><title>Kith, every screen</title>",
        "<style>body{font:16px sans-serif;margin:2em}img{width:240px;border:1px solid #ccc;border-radius:8px}",
        "figure{display:inline-block;margin:0 1em 1em 0;vertical-align:top}figcaption{color:#555}</style>",
        "<h1>Kith, every screen</h1>",
        "<p>Taken from the Android app as it runs under test. States: docs/screens.md.</p>",
        "<h2>The story, driven through the app</h2>",
    ));
    for name in pictures(&folder.join("story")) {
        figure(&mut html, "story", &name, &name);
    }
    let mut names = BTreeSet::new();
    for (way, _) in WAYS {
        names.extend(pictures(&folder.join(way)));
    }
    for name in names {
        let _ = write!(html, "<h2>{name}</h2>");
        for (way, heading) in WAYS {
            if folder.join(way).join(format!("{name}.png")).exists() {
                figure(&mut html, way, &name, heading);
            }
        }
    }
    html
}

fn figure(html: &mut String, way: &str, name: &str, caption: &str) {
    // Writing to a String cannot fail.
    let _ = write!(
        html,
        "<figure><img loading=lazy src='{way}/{name}.png' alt='{name}'><figcaption>{caption}</figcaption></figure>"
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
