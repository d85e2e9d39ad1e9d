//! The workspace's own commands: `cargo xtask …`.
//!
//! `test` is everything that must hold before a change lands, and all that CI runs; its list of
//! steps is [`mod@test`]. `converge` tries many more seeds than the everyday run, `soak` many more
//! hostile messages; `bench` measures; `community` makes up a neighbourhood; `bindings` writes what
//! the apps stand on, `i18n` the apps' words; `screens` takes pictures of the app; `golden --accept`
//! writes the golden files anew; `android` and `ios` package the core for phones ([`package`]). Where
//! to read next: [`mod@test`], then [`step`].

mod android;
mod bench;
mod bindings;
mod community;
mod converge;
mod cross;
mod demo;
mod golden;
mod i18n;
mod interop;
mod kotlin;
mod node;
mod package;
mod purity;
mod soak;
mod step;
mod story;
mod swift;
mod test;
mod thin;
mod tool;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Commands for working on Kith.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Run everything that must hold: style, lints, docs, purity, tests, interop, the demo's sums.
    ///
    /// Every step runs even when an earlier one failed. A step whose tool is missing is skipped, with a
    /// word on how to get it; under CI=true a skipped step is a failure.
    Test(test::Options),
    /// Try the convergence property on many seeds and print seeds run, commands and failures.
    Converge(converge::Options),
    /// Soak every door with hostile messages and print what became of them.
    Soak(soak::Options),
    /// Measure what Kith costs, beside what is asked of it and beside other systems.
    Bench(bench::Options),
    /// Compile the Android app, run it under test and package it, without Gradle.
    AndroidApp,
    /// Take a picture of every screen of the Android app and lay them out on one page.
    Screens(android::screens::Options),
    /// Write the apps' words from the catalogue, or with --check compare.
    I18n(i18n::Options),
    /// Write the Kotlin and Swift that stand on the core to `target/bindings`.
    Bindings(bindings::Options),
    /// Play the shared story through each language and compare what came of it.
    Story(story::Options),
    /// Make up a neighbourhood of years, its phones and server kept in a folder, to measure or to try.
    Community(community::Options),
    /// Compare the golden files with the code, or write them anew with --accept.
    Golden(golden::Options),
    /// Package the core for Android: an AAR with the libraries, the Kotlin and its rules.
    ///
    /// Needs cargo-ndk, an NDK, Maven and a JDK; --dry-run needs none of them.
    Android(package::Options),
    /// Package the core for iOS: an XCFramework, zipped, with its checksum, and the Swift on top.
    ///
    /// Needs a Mac with Xcode; --dry-run does not.
    Ios(package::Options),
    /// Build the core as phones get it, for this machine, and print what it weighs.
    Size,
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().task {
        Task::Test(options) => test::run(&options),
        Task::Converge(options) => converge::run(&options),
        Task::Soak(options) => soak::run(&options),
        Task::Bench(options) => bench::run(&options),
        Task::AndroidApp => android::check(),
        Task::Screens(options) => android::screens::run(&options),
        Task::I18n(options) => i18n::run(&options),
        Task::Bindings(options) => bindings::run(&options),
        Task::Story(options) => story::run(&options),
        Task::Community(options) => community::run(&options),
        Task::Golden(options) => golden::run(&options),
        Task::Android(options) => package::package(&package::android::plan(), &options),
        Task::Ios(options) => package::package(&package::ios::plan(), &options),
        Task::Size => package::size::weigh(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
