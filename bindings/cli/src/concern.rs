//! Concerns: a worry about somebody's safety, told to the safeguarding leads alone.

use crate::problem::Problem;
use crate::report::Report;
use crate::resolve::{self, short};
use crate::shell::Shell;
use crate::table::Table;
use clap::Subcommand;
use kith_core::query::concerns::{ConcernRow, Receipt};
use kith_domain::command::Command;
use kith_domain::concern::ConcernCommand;
use kith_domain::ids::MemberId;
use serde_json::json;
use std::fmt::Write;

/// `kith concern`. A concern is named by the beginning of its id, or by its author.
#[derive(Debug, Subcommand)]
pub enum ConcernArgs {
    /// Tell the safeguarding leads of a worry; works offline. In danger call 999 first
    Raise {
        /// What you saw, heard or were told
        text: String,
        /// Whom it is about, if that is a member
        #[arg(long, value_name = "MEMBER")]
        about: Option<String>,
        /// To which lead; may be given several times [default: every lead but you and whom it is about]
        #[arg(long, value_name = "LEAD")]
        to: Vec<String>,
    },
    /// Your own concerns, and as a lead those you were told
    List,
    /// One concern
    Show {
        /// Which; may be left out if there is only one
        concern: Option<String>,
    },
    /// As a lead, say that you have read it
    Acknowledge {
        /// Which
        concern: String,
    },
    /// As a lead, show it to another lead
    Share {
        /// Which
        concern: String,
        /// To whom
        lead: String,
    },
}

/// `kith concern …`.
pub fn run(shell: &Shell, args: &ConcernArgs) -> Result<Report, Problem> {
    match args {
        ConcernArgs::Raise { text, about, to } => {
            let id = |wanted: &String| -> Result<MemberId, Problem> {
                Ok(resolve::member(shell, wanted)?.id)
            };
            let raise = ConcernCommand::Raise {
                text: text.clone(),
                about: about.as_ref().map(id).transpose()?,
                to: to.iter().map(id).collect::<Result<_, _>>()?,
            };
            shell.execute(
                Command::Concern(raise),
                "not yet received: it goes to the safeguarding leads at the next sync; in danger \
                 call 999",
            )
        }
        ConcernArgs::List => list(shell),
        ConcernArgs::Show { concern } => {
            let found = named(shell, concern.as_deref().unwrap_or_default())?;
            Ok(Report::new(&json!({ "concern": found }), show(&found)))
        }
        ConcernArgs::Acknowledge { concern } => {
            let space = named(shell, concern)?.space;
            let acknowledge = ConcernCommand::Acknowledge { space };
            shell.execute(
                Command::Concern(acknowledge),
                "its author reads that you have it",
            )
        }
        ConcernArgs::Share { concern, lead } => {
            let space = named(shell, concern)?.space;
            let lead = resolve::member(shell, lead)?.id;
            let share = ConcernCommand::Share { space, lead };
            shell.execute(
                Command::Concern(share),
                "they read it once both phones have synced",
            )
        }
    }
}

fn named(shell: &Shell, wanted: &str) -> Result<ConcernRow, Problem> {
    let all = shell.app.concerns(shell.community()?.id)?;
    resolve::one("concern", wanted, all)
}

fn list(shell: &Shell) -> Result<Report, Problem> {
    let concerns = shell.app.concerns(shell.community()?.id)?;
    let text = if concerns.is_empty() {
        "No concerns. `kith concern raise \"…\"` tells the safeguarding leads; in danger call 999."
            .to_owned()
    } else {
        let mut table = Table::new(["From", "Receipt", "Told to", "Words", "Stands", "Id"]);
        for concern in &concerns {
            table.row([
                author(concern),
                receipt(concern),
                leads(concern),
                words(concern).replace('\n', " "),
                concern.sync.word.words().to_owned(),
                short(&concern.space),
            ]);
        }
        table.show()
    };
    Ok(Report::new(&json!({ "concerns": concerns }), text))
}

fn show(concern: &ConcernRow) -> String {
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{}: a concern of {}",
        receipt(concern),
        author(concern)
    );
    let _ = writeln!(text, "  Told to {}", leads(concern));
    if let Some(about) = &concern.about {
        let _ = writeln!(text, "  About {}", about.name);
    }
    if let Some(day) = concern.day {
        let _ = writeln!(text, "  Raised {day}");
    }
    for received in &concern.received {
        let _ = writeln!(
            text,
            "  Received by {}, {}",
            received.lead.name, received.day
        );
    }
    let _ = writeln!(text, "  {}", concern.sync.why);
    let _ = writeln!(text, "\n{}", words(concern));
    text
}

fn author(concern: &ConcernRow) -> String {
    match &concern.author {
        _ if concern.mine => "you".to_owned(),
        Some(author) => author.name.clone(),
        None => "?".to_owned(),
    }
}

fn leads(concern: &ConcernRow) -> String {
    let names: Vec<&str> = concern
        .leads
        .iter()
        .map(|lead| lead.name.as_str())
        .collect();
    names.join(", ")
}

fn receipt(concern: &ConcernRow) -> String {
    match concern.receipt {
        Receipt::NotYetReceived => "not yet received".to_owned(),
        Receipt::Received => "received".to_owned(),
    }
}

fn words(concern: &ConcernRow) -> String {
    match &concern.text {
        Some(text) => text.clone(),
        None if concern.mine => "(sealed to the leads; this phone cannot open it)".to_owned(),
        None => "(waiting for a key)".to_owned(),
    }
}

impl resolve::Named for ConcernRow {
    fn shown(&self) -> String {
        format!("of {} ({})", author(self), short(&self.space))
    }
    fn names(&self) -> Vec<String> {
        vec![author(self), self.space.to_string()]
    }
}
