//! `kith demo`: a street of seven phones and a server, played through once.
//!
//! Everything in it is real: the engine, its storage, the server, HTTP over loopback. Only the clock
//! and the dice are the story's own, so that keys, ids and every byte written are the same in each
//! run; the seed decides in which order phones sync and what goes wrong on the line.
//!
//! Reading order: [`cast`] (who), [`acts`] (what happens), [`stage`] (what it is played on, with
//! [`script`], [`luck`], [`mod@line`] and [`house`]), [`screens`] and [`tell`] (what is printed),
//! [`outcome`] (what came of it) and [`proof`] (whether it holds).

mod acts;
mod cast;
mod house;
mod line;
mod luck;
mod outcome;
mod proof;
mod screens;
mod script;
mod stage;
mod tell;
#[cfg(test)]
mod tests;

use crate::problem::{Exit, Problem};
use crate::report::Report;
use cast::Who;
use outcome::Outcome;
use stage::Stage;
use std::path::{Path, PathBuf};
use std::time::Instant;
use tell::Tell;

/// `kith demo`.
#[derive(Debug, Clone, clap::Args)]
pub struct Demo {
    /// Which order of syncs and which faults; the outcome is the same for all [default: any]
    #[arg(long)]
    pub seed: Option<u64>,
    /// Leave the phones' homes and the server's data here for looking into
    #[arg(long, value_name = "DIR")]
    pub keep: Option<PathBuf>,
}

/// Why the demo broke off.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// A folder or file could not be used.
    #[error("the folder {0} could not be used")]
    File(String, #[source] std::io::Error),
    /// The folder to keep has something in it.
    #[error("the folder {0} is not empty")]
    NotEmpty(String),
    /// No port, no threads.
    #[error("this machine lets no server listen on 127.0.0.1")]
    Listen(#[source] std::io::Error),
    /// The server did not open.
    #[error("the server did not start")]
    Server(#[from] kith_server::OpenError),
    /// The network library did not start.
    #[error(transparent)]
    Http(#[from] kith_core::sync::http::HttpSetupError),
    /// A phone refused or failed.
    #[error("{who} could not {doing}")]
    Phone {
        /// Whose.
        who: &'static str,
        /// What they were doing.
        doing: String,
        /// Why.
        #[source]
        error: Box<kith_core::Error>,
    },
    /// The embedded price list does not read.
    #[error("the price list does not read")]
    List(#[from] kith_import::ListError),
    /// The embedded run does not read.
    #[error("the run does not read")]
    Run(#[from] kith_import::gpx::GpxError),
    /// The story did not go as written.
    #[error("the story went wrong: {0}")]
    Story(String),
}

impl DemoError {
    fn phone(who: Who, doing: &str, error: kith_core::Error) -> Self {
        Self::Phone {
            who: who.name(),
            doing: doing.to_owned(),
            error: Box::new(error),
        }
    }

    fn file(path: &Path, error: std::io::Error) -> Self {
        Self::File(path.display().to_string(), error)
    }
}

impl From<DemoError> for Problem {
    fn from(error: DemoError) -> Self {
        let (exit, next) = match &error {
            DemoError::NotEmpty(_) => (Exit::Usage, "name a new folder with --keep"),
            DemoError::File(..) => (Exit::Fault, "look at the folder's owner and room"),
            DemoError::Listen(_) => (Exit::Later, "let programs listen on 127.0.0.1"),
            _ => (Exit::Fault, "please report this, with the seed"),
        };
        let mut cause = error.to_string();
        let mut source = std::error::Error::source(&error);
        while let Some(inner) = source {
            cause = format!("{cause}: {inner}");
            source = inner.source();
        }
        Self::new(exit, "demo", cause, next)
    }
}

/// Plays the story. It prints itself as it goes; with `json` only what came of it is printed.
pub fn run(demo: &Demo, json: bool) -> Result<Report, Problem> {
    let seed = demo.seed.unwrap_or_else(some_seed);
    let tell = if json { Tell::quiet() } else { Tell::aloud() };
    let outcome = play(seed, demo.keep.as_deref(), tell)?;
    let mut report = Report::new(&outcome, "");
    if !outcome.holds() {
        report.exit = Exit::Disproved;
    }
    Ok(report)
}

/// Plays it in `keep`, or in a folder that is gone afterwards.
fn play(seed: u64, keep: Option<&Path>, tell: Tell) -> Result<Outcome, DemoError> {
    let began = Instant::now();
    let passing = match keep {
        Some(_) => None,
        None => {
            let made = tempfile::tempdir();
            Some(made.map_err(|e| DemoError::file(&std::env::temp_dir(), e))?)
        }
    };
    let folder = match (keep, &passing) {
        (Some(keep), _) => fresh(keep)?,
        (None, Some(passing)) => passing.path().to_owned(),
        (None, None) => std::env::temp_dir(),
    };
    let mut stage = Stage::new(&folder, seed, tell)?;
    stage.tell.opening(seed);
    acts::play(&mut stage)?;
    screens::show(&stage)?;
    let outcome = outcome::gather(&stage, seed, began)?;
    stage.tell.proof(&outcome);
    stage.tell.next_steps(seed, keep.map(|_| folder.as_path()));
    stage.end()?;
    Ok(outcome)
}

fn fresh(folder: &Path) -> Result<PathBuf, DemoError> {
    let wrong = |e| DemoError::file(folder, e);
    std::fs::create_dir_all(folder).map_err(wrong)?;
    if std::fs::read_dir(folder).map_err(wrong)?.next().is_some() {
        return Err(DemoError::NotEmpty(folder.display().to_string()));
    }
    folder.canonicalize().map_err(wrong)
}

/// A seed short enough to type in again.
fn some_seed() -> u64 {
    let mut bytes = [0; 2];
    // Without randomness any seed does.
    let _ = getrandom::fill(&mut bytes);
    u64::from(u16::from_le_bytes(bytes))
}
