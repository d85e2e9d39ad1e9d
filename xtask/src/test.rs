//! `cargo xtask test`: the list of everything that must hold.

use crate::step::{Failed, Step, run_all};
use crate::tool::{self, cargo};
use crate::{android, cross, demo, interop, kotlin, purity, swift, thin};

/// Every step, in the order in which it says most for the time it takes.
const STEPS: &[Step] = &[
    Step {
        name: "format",
        shows: "every file is as rustfmt writes it",
        run: || {
            tool::run(cargo().args(["fmt", "--all", "--check"]))?;
            tool::run(
                cargo()
                    .args(["fmt", "--check"])
                    .args(["--manifest-path", "bindings/bindgen/Cargo.toml"]),
            )
        },
    },
    Step {
        name: "purity",
        shows: "the rules reach no disk, network, clock or chance",
        run: purity::check,
    },
    Step {
        name: "thin",
        shows: "the apps reach for no database, network or sum of money",
        run: thin::check,
    },
    Step {
        name: "lints",
        shows: "clippy has nothing to say, unwrap and panic stay out",
        run: || {
            tool::run(
                cargo()
                    .args(["clippy", "--locked", "--workspace", "--all-targets"])
                    .args(["--", "-D", "warnings"]),
            )
        },
    },
    Step {
        name: "docs",
        shows: "everything public is documented and every link in it holds",
        run: || {
            tool::run(
                cargo()
                    .args(["doc", "--locked", "--workspace", "--no-deps"])
                    .env("RUSTDOCFLAGS", "-D warnings"),
            )
        },
    },
    Step {
        name: "tests",
        shows: "units, vectors, properties, scenarios and golden files",
        run: || tool::run(cargo().args(["test", "--locked", "--workspace"])),
    },
    Step {
        name: "kotlin",
        shows: "Kotlin drives the real core: cancelling, observers, errors, a kill, the story, the README's sample",
        run: kotlin::check,
    },
    Step {
        name: "android",
        shows: "the Android app on the real core: every screen drawn and held to its rules, the story by taps, the APK",
        run: android::check,
    },
    Step {
        name: "demo",
        shows: "the demo's sums, worked out again by a program that shares no code with it",
        run: demo::check,
    },
    Step {
        name: "interop",
        shows: "JavaScript Automerge reads every exported fact",
        run: interop::check,
    },
    Step {
        name: "swift",
        shows: "Kith for Swift and the iOS app's models on the real core and a real server; its views by type",
        run: swift::check,
    },
    Step {
        name: "cross",
        shows: "the core compiles for Android and iOS, short of linking",
        run: cross::check,
    },
];

/// What to run.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Run only these steps: format, purity, thin, lints, docs, tests, kotlin, android, demo, interop,
    /// swift, cross.
    #[arg(long, value_name = "STEP", value_delimiter = ',')]
    only: Vec<String>,
}

/// Runs the steps.
///
/// # Errors
/// An unknown step, or a sentence if one failed.
pub fn run(options: &Options) -> Result<(), Failed> {
    if let Some(unknown) = (options.only.iter()).find(|o| STEPS.iter().all(|s| s.name != **o)) {
        let names: Vec<_> = STEPS.iter().map(|step| step.name).collect();
        let names = names.join(", ");
        return Err(Failed::Wrong(format!(
            "there is no step `{unknown}`; the steps are {names}"
        )));
    }
    let chosen: Vec<&Step> = STEPS
        .iter()
        .filter(|s| options.only.is_empty() || options.only.iter().any(|o| o == s.name))
        .collect();
    run_all(&chosen)
}
