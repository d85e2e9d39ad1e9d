//! Visits: noting one, the host's own words, and what has been.

use crate::amount::{read_day, read_file, word};
use crate::problem::{Exit, Problem};
use crate::report::Report;
use crate::resolve::{self, short};
use crate::shell::Shell;
use crate::table::Table;
use clap::{Args, Subcommand, ValueEnum};
use kith_core::query::pairings::VisitRow;
use kith_domain::command::Command;
use kith_domain::pairing::PairingCommand;
use kith_domain::pairing::visit::{Length, Note, Part, Run, VisitKind};
use kith_domain::time::Day;
use kith_import::gpx::{MAX_BYTES, TRIM_METRES, read_run};
use serde_json::json;
use std::path::{Path, PathBuf};

/// `kith visit`.
#[derive(Debug, Subcommand)]
pub enum VisitArgs {
    /// Note a visit; works offline
    Log(Log),
    /// What has been
    List {
        /// Which pairing [default: all]
        #[arg(long)]
        pair: Option<String>,
    },
    /// As the host, say it in your own words
    Words {
        /// Which visit: its day or the beginning of its id
        visit: String,
        /// The words
        words: String,
        /// Which pairing; may be left out if there is only one
        #[arg(long)]
        pair: Option<String>,
    },
}

/// `kith visit log`.
#[derive(Debug, Args)]
pub struct Log {
    /// Which pairing; may be left out if there is only one
    pair: Option<String>,
    /// The day
    #[arg(long, value_parser = read_day, default_value = "today")]
    day: Day,
    /// The part of the day
    #[arg(long, value_enum, default_value_t = PartOfDay::Afternoon)]
    part: PartOfDay,
    /// What it was
    #[arg(long, value_enum, default_value_t = Kind::Visit)]
    kind: Kind,
    /// Roughly how long, if you like
    #[arg(long, value_enum)]
    length: Option<HowLong>,
    /// What you brought; may be given again
    #[arg(long, value_name = "THING")]
    brought: Vec<String>,
    /// Your words
    #[arg(long, default_value = "")]
    words: String,
    /// The host's own words, as told to you
    #[arg(long, default_value = "")]
    host_words: String,
    /// The run there and back; only its length and time in motion are kept
    #[arg(long, value_name = "FILE.gpx")]
    run: Option<PathBuf>,
    /// Metres left out at both ends of the run, so that it shows nobody's door
    #[arg(long, value_name = "METRES", default_value_t = TRIM_METRES)]
    trim: u32,
    /// A coordinator should get in touch
    #[arg(long)]
    follow_up: bool,
}

/// The part of a day.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum PartOfDay {
    /// Before noon
    Morning,
    /// Until about six
    Afternoon,
    /// Until bedtime
    Evening,
    /// The rest
    Night,
}

/// What it was.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    /// At the host's
    Visit,
    /// On the phone
    Call,
    /// Something fetched or done
    Errand,
    /// Nobody came to the door
    NoAnswer,
    /// The host was not well
    NotWell,
}

/// Roughly how long.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum HowLong {
    /// A hello
    Short,
    /// A cup of tea
    Medium,
    /// A good while
    Long,
}

/// `kith visit …`.
pub fn run(shell: &Shell, args: &VisitArgs) -> Result<Report, Problem> {
    match args {
        VisitArgs::Log(log) => note(shell, log),
        VisitArgs::List { pair } => list(shell, pair.as_deref()),
        VisitArgs::Words { visit, words, pair } => {
            let pairing = resolve::pairing(shell, pair.as_deref())?;
            let found = resolve::one("visit", visit, pairing.visits)?;
            let command = PairingCommand::OwnWords {
                space: pairing.space,
                visit: found.id,
                text: words.clone(),
            };
            shell.execute(Command::Pairing(command), "your words are noted")
        }
    }
}

fn note(shell: &Shell, log: &Log) -> Result<Report, Problem> {
    let pairing = resolve::pairing(shell, log.pair.as_deref())?;
    let run = log
        .run
        .as_deref()
        .map(|file| measured(file, log.trim))
        .transpose()?;
    let note = Note {
        day: log.day,
        part: log.part.into(),
        kind: log.kind.into(),
        length: log.length.map(Length::from),
        brought: log.brought.clone(),
        words: log.words.clone(),
        host_words: log.host_words.clone(),
        run,
        follow_up: log.follow_up,
    };
    let host = pairing
        .host
        .map_or_else(|| "the host".to_owned(), |h| h.name);
    let ran = run.map_or_else(String::new, |run| {
        format!("; you ran {}", kilometres(run.metres))
    });
    let command = PairingCommand::LogVisit {
        space: pairing.space,
        note,
        seen: None,
    };
    let words = format!(
        "noted: {} with {host} on {}{ran}",
        word(&VisitKind::from(log.kind)),
        log.day
    );
    shell.execute(Command::Pairing(command), &words)
}

fn measured(file: &Path, trim: u32) -> Result<Run, Problem> {
    let bytes = read_file(file, MAX_BYTES)?;
    let run = read_run(&bytes, trim).map_err(|error| {
        let message = error.to_string();
        let (cause, next) = message
            .split_once(": ")
            .unwrap_or((&message, "look at the file"));
        Problem::new(Exit::Usage, "bad-run", cause, next)
    })?;
    Ok(Run {
        metres: run.metres,
        moving_seconds: run.moving_seconds,
    })
}

fn list(shell: &Shell, pair: Option<&str>) -> Result<Report, Problem> {
    let pairings = match pair {
        Some(_) => vec![resolve::pairing(shell, pair)?],
        None => shell.app.pairings(shell.community()?.id)?,
    };
    let mut text = String::new();
    for p in pairings.iter().filter(|p| !p.visits.is_empty()) {
        let host = p.host.as_ref().map_or("nobody", |h| h.name.as_str());
        text.push_str(&format!("{host}:\n{}\n", table(&p.visits).show()));
    }
    if text.is_empty() {
        text.push_str("No visit noted yet. `kith visit log` notes one.");
    }
    let visits: Vec<_> = pairings
        .iter()
        .flat_map(|p| {
            p.visits
                .iter()
                .map(|v| json!({ "pairing": p.space, "visit": v }))
        })
        .collect();
    Ok(Report::new(&json!({ "visits": visits }), text))
}

/// Visits as a table.
pub fn table(visits: &[VisitRow]) -> Table {
    let mut table = Table::new([
        "Day", "", "What", "By", "Brought", "Words", ">Ran", "Stands", "Id",
    ]);
    for v in visits {
        let note = v.note.as_ref();
        let stands = match v.sync.word {
            kith_core::query::word::SyncWord::NeedsALook => format!("needs a look: {}", v.sync.why),
            other => other.words().to_owned(),
        };
        table.row([
            note.map_or_else(String::new, |n| n.day.to_string()),
            note.map_or_else(String::new, |n| word(&n.part)),
            note.map_or_else(String::new, |n| word(&n.kind)),
            v.visitor.name.clone(),
            note.map_or_else(String::new, |n| n.brought.join(", ")),
            said(v),
            note.and_then(|n| n.run)
                .map_or_else(String::new, |r| kilometres(r.metres)),
            stands,
            short(&v.id),
        ]);
    }
    table
}

/// The visitor's words, then the host's: their own if they wrote any, else as told to the visitor.
fn said(v: &VisitRow) -> String {
    let note = v.note.as_ref();
    let visitor = note.map_or("", |n| n.words.as_str());
    let told = note.map_or("", |n| n.host_words.as_str());
    let host = v.own_words.as_deref().unwrap_or(told);
    // Whose words they are is said where somebody else wrote them down.
    let quoted = match &v.own_words_by {
        _ if host.is_empty() => String::new(),
        Some(by) if by.name.contains(" for ") => format!("“{host}” ({})", by.name),
        _ => format!("“{host}”"),
    };
    let parts = [visitor, quoted.as_str()];
    let said: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
    said.join(" · ").replace('\n', " ")
}

fn kilometres(metres: u32) -> String {
    format!("{}.{} km", metres / 1_000, metres % 1_000 / 100)
}

impl From<PartOfDay> for Part {
    fn from(part: PartOfDay) -> Self {
        match part {
            PartOfDay::Morning => Self::Morning,
            PartOfDay::Afternoon => Self::Afternoon,
            PartOfDay::Evening => Self::Evening,
            PartOfDay::Night => Self::Night,
        }
    }
}

impl From<Kind> for VisitKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Visit => Self::Visit,
            Kind::Call => Self::Call,
            Kind::Errand => Self::Errand,
            Kind::NoAnswer => Self::NoAnswer,
            Kind::NotWell => Self::NotWell,
        }
    }
}

impl From<HowLong> for Length {
    fn from(length: HowLong) -> Self {
        match length {
            HowLong::Short => Self::Short,
            HowLong::Medium => Self::Medium,
            HowLong::Long => Self::Long,
        }
    }
}
