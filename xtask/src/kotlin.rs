//! The Kotlin lane: binding, idiomatic layer and their tests, by Maven against the real library.

use crate::bindings;
use crate::step::Failed;
use crate::tool::{command, read, run, target, there};
use std::path::Path;
use std::process::Command;

/// The oldest JDK the lane builds with.
const JDK: u32 = 17;
/// How to get what the lane needs.
const INSTALL: &str = "the Kotlin lane needs Maven and a JDK of 17 or newer; on Debian: apt-get install -y maven default-jdk-headless";

/// Builds the library, generates the binding and runs every Kotlin test.
///
/// # Errors
/// [`Failed::Missing`] without Maven or a JDK; a test that fails.
pub fn check() -> Result<(), Failed> {
    run(&mut tests()?)
}

/// Plays the story alone, and lets it write what came of it to `out`.
///
/// # Errors
/// As [`check`].
pub fn story(out: &Path) -> Result<(), Failed> {
    run(tests()?.arg("-Dtest=StoryTest").env("KITH_STORY_OUT", out))
}

/// Maven, about to run the tests against what was just built.
fn tests() -> Result<Command, Failed> {
    tools()?;
    bindings::make(false)?;
    let mut mvn = command("mvn");
    mvn.args(["--batch-mode", "--no-transfer-progress"])
        .args(["-f", "bindings/kotlin/pom.xml"])
        .arg(format!("-Dkith.target={}", target().display()))
        .arg("test");
    Ok(mvn)
}

fn tools() -> Result<(), Failed> {
    let jdk = there("javac").then(|| read(command("javac").arg("--version")));
    let jdk = jdk.transpose()?.as_deref().and_then(major);
    if there("mvn") && jdk.is_some_and(|jdk| jdk >= JDK) {
        return Ok(());
    }
    Err(Failed::Missing(INSTALL.to_owned()))
}

/// The major version in `javac 17.0.15`.
fn major(words: &str) -> Option<u32> {
    let (_, version) = words.trim().split_once(' ')?;
    let digits: String = version.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn a_jdk_says_how_old_it_is() {
        assert_eq!(major("javac 17.0.15\n"), Some(17));
        assert_eq!(major("javac 1.8.0_401\n"), Some(1));
        assert_eq!(major("nonsense"), None);
    }
}
