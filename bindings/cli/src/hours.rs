//! The time bank.

use crate::amount::{minutes, read_day, read_minutes};
use crate::problem::Problem;
use crate::report::Report;
use crate::resolve::{self, short};
use crate::shell::Shell;
use crate::table::Table;
use clap::{Subcommand, ValueEnum};
use kith_core::query::hours::EntryRow;
use kith_domain::command::Command;
use kith_domain::hours::HoursCommand;
use kith_domain::time::Day;
use serde_json::json;

/// `kith hours`.
#[derive(Debug, Subcommand)]
pub enum HoursArgs {
    /// Note help you gave or received: kith hours note gave Bert 1h30 gardening
    Note {
        /// Which way it went
        way: Way,
        /// The other person
        member: String,
        /// How long, in steps of 5 minutes
        #[arg(value_parser = read_minutes)]
        time: u32,
        /// A word for what it was
        kind: String,
        /// When
        #[arg(long, value_parser = read_day, default_value = "today")]
        day: Day,
        /// Words for the two of you and the group
        #[arg(long)]
        words: Option<String>,
    },
    /// Agree to a note that somebody made about you
    Agree {
        /// Which note, by the beginning of its id or its kind
        note: String,
    },
    /// Ask about a note; it does not count until you lift the question
    Question {
        /// Which note
        note: String,
        /// What you ask
        #[arg(long)]
        words: Option<String>,
    },
    /// Lift your question
    Lift {
        /// Which note
        note: String,
    },
    /// Take your own note back before it is agreed
    Withdraw {
        /// Which note
        note: String,
    },
    /// As a coordinator who took no part, settle a note
    Witness {
        /// Which note
        note: String,
    },
    /// Where everybody stands
    Balances,
    /// All notes
    List {
        /// Only those you gave or received
        #[arg(long)]
        mine: bool,
    },
}

/// Which way help went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Way {
    /// You gave it to them
    Gave,
    /// You received it from them
    Received,
}

/// `kith hours …`.
pub fn run(shell: &Shell, args: &HoursArgs) -> Result<Report, Problem> {
    let entry = |note: &String| -> Result<EntryRow, Problem> {
        let entries = shell.app.hours(shell.community()?.id)?.entries;
        resolve::one("note of hours", note, entries)
    };
    let (command, words) = match args {
        HoursArgs::Balances => return balances(shell),
        HoursArgs::List { mine } => return list(shell, *mine),
        HoursArgs::Note {
            way,
            member,
            time,
            kind,
            day,
            words,
        } => {
            let (other, me) = (resolve::member(shell, member)?, shell.speaker()?);
            let (giver, receiver) = match way {
                Way::Gave => (me, other.id),
                Way::Received => (other.id, me),
            };
            let command = HoursCommand::Note {
                giver,
                receiver,
                minutes: *time,
                day: *day,
                kind: kind.trim().to_lowercase().replace(' ', "-"),
                note: words.clone(),
            };
            let words = format!("noted; it counts once {} agrees", other.name);
            (command, words)
        }
        HoursArgs::Agree { note } => {
            let e = entry(note)?;
            let words = format!(
                "agreed: {} from {} to {} counts",
                minutes(i64::from(e.minutes)),
                e.giver.name,
                e.receiver.name
            );
            let (document, version) = (e.document, e.version);
            (HoursCommand::Agree { document, version }, words)
        }
        HoursArgs::Question { note, words } => {
            let e = entry(note)?;
            let command = HoursCommand::Question {
                document: e.document,
                version: e.version,
                words: words.clone(),
            };
            (
                command,
                "asked; it does not count until you lift the question".to_owned(),
            )
        }
        HoursArgs::Lift { note } => {
            let e = entry(note)?;
            // The question may be about an older version than the newest.
            let me = shell.speaker()?;
            let asked = e.questions.iter().find(|q| q.by.id == me);
            let command = HoursCommand::LiftQuestion {
                version: asked.map_or(e.version, |q| q.version),
                document: e.document,
            };
            (command, "your question is lifted".to_owned())
        }
        HoursArgs::Withdraw { note } => {
            let e = entry(note)?;
            let (document, claim) = (e.document, e.claim);
            (
                HoursCommand::Withdraw { document, claim },
                "taken back".to_owned(),
            )
        }
        HoursArgs::Witness { note } => {
            let e = entry(note)?;
            let (document, version) = (e.document, e.version);
            let words = "witnessed; it counts".to_owned();
            (HoursCommand::Witness { document, version }, words)
        }
    };
    shell.execute(Command::Hours(command), &words)
}

fn balances(shell: &Shell) -> Result<Report, Problem> {
    let hours = shell.app.hours(shell.community()?.id)?;
    let mut table = Table::new(["Member", ">Balance"]);
    for balance in &hours.balances {
        table.row([balance.member.name.clone(), minutes(balance.minutes)]);
    }
    table.row(["Together".to_owned(), minutes(hours.sum_minutes)]);
    let data = json!({ "balances": hours.balances, "sum_minutes": hours.sum_minutes });
    Ok(Report::new(&data, table.show()))
}

fn list(shell: &Shell, mine: bool) -> Result<Report, Problem> {
    let mut entries = shell.app.hours(shell.community()?.id)?.entries;
    entries.retain(|e| e.mine || !mine);
    if entries.is_empty() {
        let text = "No hours noted yet. `kith hours note gave NAME 1h gardening` notes some.";
        return Ok(Report::new(&json!({ "entries": [] }), text));
    }
    let mut table = Table::new([
        "Day", "Gave", "Received", ">Time", "What", "State", "Stands", "Id",
    ]);
    for e in &entries {
        let state = match (&e.awaits, e.questions.first()) {
            (_, Some(asked)) => {
                let words = asked.words.as_deref().unwrap_or("asked about it");
                format!("{}: {words}", asked.by.name)
            }
            (Some(who), None) => format!("waits for {}", who.name),
            _ => e.why.clone(),
        };
        table.row([
            e.day.to_string(),
            e.giver.name.clone(),
            e.receiver.name.clone(),
            minutes(i64::from(e.minutes)),
            e.kind.replace('-', " "),
            state,
            e.sync.word.words().to_owned(),
            short(&e.claim),
        ]);
    }
    Ok(Report::new(&json!({ "entries": entries }), table.show()))
}
