//! `kith-bench`: what Kith costs, measured, alone or beside other systems; `cargo xtask bench` builds
//! and runs it.
//!
//! One job a file. Documents and edits stand in `work.json` ([`shape`]), which every system reads. A
//! server and a phone are processes of their own ([`actor`]), so that time and memory are theirs; a
//! [`system`] is such a pair. Kith's is the [`fixture`]: the real server over real HTTP ([`server`]),
//! real apps on a real disk ([`phone`], [`phone_process`]). Others are in [`peer`] and the folders
//! `peers` and `samod`. [`figures`] are held to [`goals`].
//!
//! | Job | What it measures |
//! |---|---|
//! | `guard` | microseconds per honest change |
//! | `r1` | reconnect: all known, few changed; and nothing changed |
//! | `r2` | a new phone's first sync |
//! | `r3` | many devices appending at once |
//! | `r4` | memory of the server |
//! | `r5` | cold start to first screen, action to durable |
//! | `r6` | thousands of unsent changes |
//! | `sizes` | `r1` and `r2` as more is known |
//! | `spaces` | a coordinator of a hundred pairings, when nothing changed |
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod actor;
mod figures;
mod fixture;
mod goals;
mod guard;
mod live;
mod peer;
mod phone;
mod phone_process;
mod process;
mod r1;
mod r2;
mod r3;
mod r4;
mod r5;
mod r6;
mod relay;
mod server;
mod shape;
mod sizes;
mod system;

use clap::{Parser, Subcommand, ValueEnum};
use figures::Figures;
use fixture::Fixture;
use peer::{Peer, Program};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

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
    /// How many devices push at once in `r3`.
    #[arg(long, default_value_t = 200)]
    devices: usize,
    /// How many connections do nothing in `r4`.
    #[arg(long, default_value_t = 1000)]
    connections: usize,
    /// Goes up to 100,000 documents in `sizes`.
    #[arg(long)]
    large: bool,
    /// Where the peers' scripts lie, with what they need installed; without it Kith is alone.
    #[arg(long)]
    peers: Option<PathBuf>,
    /// The samod peer's program, where it was built.
    #[arg(long)]
    samod: Option<PathBuf>,
    /// Where to write the figures as JSON.
    #[arg(long)]
    json: Option<PathBuf>,
    /// A folder on the disk to measure on.
    #[arg(long, default_value = ".")]
    disk: PathBuf,
}

impl Options {
    /// The peers, and what is started for each.
    fn programs(&self) -> Vec<(&'static str, Program)> {
        let script = |name| {
            let scripts = self.peers.as_ref()?;
            let script = scripts.join(format!("{name}.mjs"));
            Some((name, Program::Script(script)))
        };
        let samod = |program: &PathBuf| (goals::SAMOD, Program::Itself(program.clone()));
        let scripts = [goals::AUTOMERGE_REPO, goals::HOCUSPOCUS].map(script);
        let all = scripts.into_iter().chain([self.samod.as_ref().map(samod)]);
        all.flatten().collect()
    }
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
    /// One phone, spoken to in lines of JSON: the jobs' own.
    #[command(hide = true)]
    Phone {
        #[arg(long)]
        home: PathBuf,
        #[arg(long)]
        server: String,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Job {
    Guard,
    R1,
    R2,
    R3,
    R4,
    R5,
    R6,
    Sizes,
    Spaces,
}

impl Job {
    fn word(self) -> &'static str {
        match self {
            Self::Guard => "guard",
            Self::R1 => "r1",
            Self::R2 => "r2",
            Self::R3 => "r3",
            Self::R4 => "r4",
            Self::R5 => "r5",
            Self::R6 => "r6",
            Self::Sizes => "sizes",
            Self::Spaces => "spaces",
        }
    }

    fn run_kith(self, fixture: &mut Fixture, options: &Options, figures: &mut Figures) {
        let runs = options.runs.max(1);
        match self {
            Self::Guard => guard::run(fixture, figures),
            Self::R1 => r1::run(fixture, runs, figures),
            Self::R2 => {
                let (shape, community) = (fixture.shape.clone(), fixture.community);
                let first_look = |home: &Path| {
                    let app = phone::Home(home.to_owned()).open();
                    let begun = std::time::Instant::now();
                    app.home(community).expect("the phone reads");
                    figures::ms(begun)
                };
                let of_kith = r2::OfKith {
                    shape: &shape,
                    first_look: &first_look,
                };
                r2::run(fixture, Some(&of_kith), runs, figures);
            }
            Self::R3 => r3::run(&fixture.shape, options.devices, &options.disk, figures),
            Self::R4 => r4::run(fixture, options.connections, figures),
            Self::R5 => r5::run(fixture, runs, figures),
            Self::R6 => {
                let start = |home: &Path| drop(phone::Home(home.to_owned()).open());
                r6::run(fixture, Some(&start), runs, figures);
            }
            Self::Sizes => {
                let (shape, large) = (fixture.shape.clone(), options.large);
                sizes::run(&shape, large, runs, &options.disk, figures);
            }
            Self::Spaces => sizes::spaces(fixture, runs, figures),
        }
    }

    fn run_peer(self, peer: &mut Peer, options: &Options, figures: &mut Figures) {
        let runs = options.runs.max(1);
        match self {
            Self::R1 => r1::run(peer, runs, figures),
            Self::R2 => r2::run(peer, None, runs, figures),
            Self::R3 => r3::run_peer(peer, options.devices.min(r3::PEER_DEVICES), figures),
            Self::R4 => r4::run(peer, options.connections, figures),
            Self::R6 => r6::run(peer, None, runs, figures),
            Self::Guard | Self::R5 | Self::Sizes | Self::Spaces => {}
        }
    }
}

fn main() {
    let options = Options::parse();
    match &options.task {
        Some(Task::Serve { data, listen }) => server::serve(data, *listen),
        Some(Task::Phone { home, server }) => phone_process::run(home, server),
        None => measure(&options),
    }
}

fn measure(options: &Options) {
    let jobs = if options.jobs.is_empty() {
        Job::value_variants()
    } else {
        &options.jobs
    };
    let shape = shape::Shape::read(options.documents);
    let mut figures = Figures::default();
    let mut fixture = Fixture::build(shape.clone(), &options.disk);
    Figures::print_head();
    for job in jobs {
        job.run_kith(&mut fixture, options, &mut figures);
        figures.print(job.word(), figures::KITH);
    }
    drop(fixture);
    for (name, program) in options.programs() {
        let mut peer = match Peer::build(name, program, shape.clone(), &options.disk) {
            Ok(peer) => peer,
            Err(why) => {
                println!("{name} is left out: {why}");
                continue;
            }
        };
        for job in jobs {
            job.run_peer(&mut peer, options, &mut figures);
            figures.print(job.word(), name);
            for why in peer.failures() {
                println!("{:<6} {name} could not do some of it: {why}", job.word());
            }
        }
    }
    figures.print_ratios();
    if let Some(path) = &options.json {
        let text = format!("{:#}\n", figures.json());
        std::fs::write(path, text)
            .unwrap_or_else(|e| panic!("{} cannot be written: {e}", path.display()));
    }
}
