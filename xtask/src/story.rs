//! `cargo xtask story`: one story, played through each language, and one outcome.
//!
//! `bindings/story.json` holds the steps and what the screens then show. A language has a player of
//! its own, which writes what it saw; here the bytes are compared.

use crate::demo::{fresh, wrong};
use crate::step::{Failed, strict};
use crate::tool::{cargo, root, run as run_tool};
use crate::{kotlin, swift};
use std::path::Path;

/// How many languages.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Through Rust, Kotlin and Swift; without this through Rust alone.
    #[arg(long)]
    all: bool,
}

/// A language and its player.
type Language = (&'static str, fn(&Path) -> Result<(), Failed>);

/// Each language, and how its player is run.
const LANGUAGES: &[Language] = &[
    ("rust", rust),
    ("kotlin", kotlin::story),
    ("swift", swift::story),
];

/// Plays the story and compares.
///
/// # Errors
/// When an outcome is another than the story's; in CI also when a language is missing.
pub fn run(options: &Options) -> Result<(), Failed> {
    let expected = expected()?;
    let folder = fresh("story")?;
    let languages = LANGUAGES
        .iter()
        .take(if options.all { LANGUAGES.len() } else { 1 });
    let (mut passed, mut failed, mut lines) = (0_usize, 0_usize, Vec::new());
    for (language, play) in languages {
        let out = folder.join(format!("{language}.json"));
        let outcome = play(&out).and_then(|()| compare(&out, &expected));
        let word = match outcome {
            Ok(()) => {
                passed += 1;
                format!("passed: {} bytes, as the story says", expected.len())
            }
            Err(Failed::Missing(why)) if !strict() => format!("NOT PLAYED: {why}"),
            Err(why) => {
                failed += 1;
                format!("FAILED: {why}")
            }
        };
        lines.push(format!("{language:<8} {word}"));
    }
    println!("\n{}", lines.join("\n"));
    println!("{passed} passed, {failed} failed");
    if failed == 0 {
        Ok(())
    } else {
        Err(Failed::Wrong(
            "the languages do not tell one story".to_owned(),
        ))
    }
}

fn rust(out: &Path) -> Result<(), Failed> {
    run_tool(
        cargo()
            .args(["test", "--locked", "--workspace", "--test", "story"])
            .env("KITH_STORY_OUT", out),
    )
}

/// What the story says the screens show, as every player writes it: compact, keys sorted.
fn expected() -> Result<String, Failed> {
    let path = root().join("bindings/story.json");
    let text = std::fs::read_to_string(&path).map_err(|e| wrong(&path, &e))?;
    let story: serde_json::Value = serde_json::from_str(&text)
        .map_err(|e| Failed::Wrong(format!("bindings/story.json: {e}")))?;
    let shows = story.get("shows").unwrap_or(&serde_json::Value::Null);
    Ok(shows.to_string())
}

fn compare(out: &Path, expected: &str) -> Result<(), Failed> {
    let played = std::fs::read_to_string(out).map_err(|e| wrong(out, &e))?;
    if played == expected {
        return Ok(());
    }
    let same = played.bytes().zip(expected.bytes());
    let at = same.take_while(|(is, was)| is == was).count();
    Err(Failed::Wrong(format!(
        "{} differs from the story at byte {at}",
        out.display()
    )))
}
