//! `kith-community`: makes up a neighbourhood and keeps its phones and server in a folder;
//! `cargo xtask community` builds and runs it.
#![allow(clippy::expect_used, clippy::panic)]

use clap::Parser;
use kith_tests::community::{ADDRESS, Plan, live};
use kith_tests::folder::{self, Backup};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

/// Makes up a neighbourhood.
#[derive(Debug, Parser)]
struct Options {
    /// Members at the end.
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u16).range(5..=1000))]
    members: u16,
    /// Years it lives; parts of one are allowed.
    #[arg(long, default_value_t = 2.0)]
    years: f64,
    /// Where all chance comes from: the same seed gives the same neighbourhood.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Where its phones and server go; must not be there yet.
    #[arg(long)]
    to: PathBuf,
}

fn main() -> ExitCode {
    let options = Options::parse();
    if options.to.exists() {
        eprintln!(
            "{} is there already: name another folder with --to",
            options.to.display()
        );
        return ExitCode::from(2);
    }
    let days = (options.years * 365.0).round().clamp(1.0, 3650.0);
    let plan = Plan {
        members: options.members.into(),
        days: days as i64,
        seed: options.seed,
    };
    // Lived in memory, where a commit costs no wait, and put on the disk when it is over.
    let memory = folder::fresh();
    let begun = Instant::now();
    let lived = live(memory.path(), plan, &mut |day, tally| {
        eprintln!("day {day} of {days}: {tally}");
    });
    let tally = match lived {
        Ok(tally) => tally,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let _ = Backup::of(memory.path(), &options.to);
    let to = options.to.display();
    println!("{tally}; lived in {:.0} s", begun.elapsed().as_secs_f64());
    println!("look at a phone:  kith --home {to}/phones/ada status");
    println!("serve them all:   kith-server serve --data {to}/server --listen {ADDRESS}");
    ExitCode::SUCCESS
}
