//! `kith-bench`: what Kith costs, measured; `cargo xtask bench` builds and runs it.
//!
//! One job a file; each builds on the [`fixture`], whose documents and edits stand in `w1.json`
//! ([`shape`]). The server is the real one over real HTTP, in a process of its own ([`server`]); a
//! [`phone`] is the real app on a real disk. [`figures`] is keyed by job and system, so that others
//! can stand beside Kith in the same table.
//!
//! | Job | What it measures |
//! |---|---|
//! | `guard` | microseconds per honest change |
//! | `r1` | reconnect: all known, few changed; and nothing changed |
//! | `r2` | a new phone's first sync |
//! | `r5` | cold start to first screen, action to durable |
//! | `r6` | thousands of unsent changes |
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod cpu;
mod figures;
mod fixture;
mod guard;
mod phone;
mod r1;
mod r2;
mod r5;
mod r6;
mod relay;
mod server;
mod shape;

use clap::{Parser, Subcommand, ValueEnum};
use figures::Figures;
use fixture::Fixture;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Measures Kith.
#[derive(Debug, Parser)]
#[command(args_conflicts_with_subcommands = true)]
struct Options {
    #[command(subcommand)]
    task: Option<Task>,
    /// Which jobs; all when none is named.
    jobs: Vec<Job>,
    /// How often each is run.
    #[arg(long, default_value_t = 10)]
    runs: usize,
    /// How many documents, in place of the shape's own number.
    #[arg(long)]
    documents: Option<usize>,
    /// Where to write the figures as JSON.
    #[arg(long)]
    json: Option<PathBuf>,
    /// A folder on the disk to measure on.
    #[arg(long, default_value = ".")]
    disk: PathBuf,
}

#[derive(Debug, Clone, Subcommand)]
enum Task {
    /// Serves a folder until standard input ends: the jobs' own server.
    #[command(hide = true)]
    Serve {
        #[arg(long)]
        data: PathBuf,
        #[arg(long)]
        listen: SocketAddr,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Job {
    Guard,
    R1,
    R2,
    R5,
    R6,
}

impl Job {
    fn word(self) -> &'static str {
        match self {
            Self::Guard => "guard",
            Self::R1 => "r1",
            Self::R2 => "r2",
            Self::R5 => "r5",
            Self::R6 => "r6",
        }
    }
}

fn main() {
    let options = Options::parse();
    if let Some(Task::Serve { data, listen }) = options.task {
        return server::serve(&data, listen);
    }
    let jobs = if options.jobs.is_empty() {
        Job::value_variants()
    } else {
        &options.jobs
    };
    let runs = options.runs.max(1);
    let shape = shape::Shape::read(options.documents);
    let fixture = Fixture::build(shape, &options.disk);
    let mut figures = Figures::default();
    Figures::print_head();
    for job in jobs {
        match job {
            Job::Guard => guard::run(&fixture, &mut figures),
            Job::R1 => r1::run(&fixture, runs, &mut figures),
            Job::R2 => r2::run(&fixture, runs, &mut figures),
            Job::R5 => r5::run(&fixture, runs, &mut figures),
            Job::R6 => r6::run(&fixture, runs, &mut figures),
        }
        figures.print(job.word());
    }
    if let Some(path) = options.json {
        let text = format!("{:#}\n", figures.json());
        std::fs::write(&path, text)
            .unwrap_or_else(|e| panic!("{} cannot be written: {e}", path.display()));
    }
}
