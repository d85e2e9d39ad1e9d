//! Phones and records that go from hand to hand.

use crate::problem::Problem;
use crate::report::Report;
use crate::resolve;
use crate::shell::Shell;
use clap::Subcommand;
use kith_core::query::carried::CarriedRow;
use serde_json::json;

/// `kith phone`.
#[derive(Debug, Subcommand)]
pub enum PhoneArgs {
    /// On a new phone: show its keys, for somebody to add it
    New,
    /// Add a phone to yourself, or in place of all that somebody lost
    Add {
        /// Whose
        member: String,
        /// What `kith phone new` printed on it
        phone: String,
    },
}

/// `kith record`.
#[derive(Debug, Subcommand)]
pub enum RecordArgs {
    /// See what a record says and who signed it
    Look {
        /// The text; put it in quotes
        text: String,
    },
    /// Add your signature, or the paper key's
    Sign {
        /// The text; put it in quotes
        text: String,
        /// The paper key, in quotes
        #[arg(long)]
        paper: Option<String>,
    },
    /// Take a record that everybody signed: a new phone begins with it, the others go on with it
    Take {
        /// The text; put it in quotes
        text: String,
    },
}

/// `kith server`.
#[derive(Debug, Subcommand)]
pub enum ServerArgs {
    /// Begin a move to another server; it works without the old one
    Move {
        /// The new server, as kith-server prints it: http://host:port#key
        address: String,
        /// The paper key, in place of a second coordinator
        #[arg(long)]
        paper: Option<String>,
    },
}

/// `kith phone`.
pub fn phone(shell: &Shell, act: &PhoneArgs) -> Result<Report, Problem> {
    match act {
        PhoneArgs::New => {
            let phone = shell.app.new_phone()?.to_string();
            let text = format!(
                "Let whoever adds this phone read this, from you to them and nobody between:\n\n\
                 {phone}\n\n\
                 On theirs: kith phone add NAME '…'. What it prints comes back here: kith record take '…'"
            );
            Ok(Report::new(&json!({ "phone": phone }), text))
        }
        PhoneArgs::Add { member, phone } => {
            let who = resolve::member(shell, member)?;
            let community = shell.community()?.id;
            let text = shell.app.add_phone(community, who.id, phone)?;
            passed_on(shell, &text)
        }
    }
}

/// `kith record`.
pub fn record(shell: &Shell, act: &RecordArgs) -> Result<Report, Problem> {
    match act {
        RecordArgs::Look { text } => {
            let row = shell.app.look_at_record(text)?;
            Ok(Report::new(&row, said(&row)))
        }
        RecordArgs::Sign { text, paper } => {
            let text = shell.app.sign_record(text, paper.as_deref())?;
            passed_on(shell, &text)
        }
        RecordArgs::Take { text } => {
            let community = shell.app.take_record(text)?;
            let words = "Taken: it counts on this phone, and `kith sync` tells the server.";
            Ok(Report::new(&json!({ "community": community }), words))
        }
    }
}

/// `kith server`.
pub fn server(shell: &Shell, act: &ServerArgs) -> Result<Report, Problem> {
    let ServerArgs::Move { address, paper } = act;
    let community = shell.community()?.id;
    let text = shell
        .app
        .move_server(community, address, paper.as_deref())?;
    if shell.app.look_at_record(&text)?.lacking == Some(0) && shell.community()?.members == 1 {
        // Nobody else is there to take it.
        shell.app.take_record(&text)?;
        let words = "This is the neighbourhood's server now; `kith sync` takes it there.";
        return Ok(Report::new(&json!({ "text": text }), words));
    }
    passed_on(shell, &text)
}

/// The text to pass on, and to whom.
fn passed_on(shell: &Shell, text: &str) -> Result<Report, Problem> {
    let row = shell.app.look_at_record(text)?;
    let next = match (row.lacking, row.act.as_str()) {
        (Some(0), "device-added") => {
            "It has its signatures. On the new phone: kith record take '…'"
        }
        (Some(0), _) => "It has its signatures. Everybody takes it: kith record take '…'",
        (Some(1), _) => "One more must sign: kith record sign '…', a coordinator or the paper key",
        (Some(_), _) => "Two coordinators must sign, one after the other: kith record sign '…'",
        (None, _) => "Pass it on: kith record take '…'",
    };
    let data = json!({ "text": text, "record": row });
    Ok(Report::new(
        &data,
        format!("{}\n{next}\n\n{text}\n", said(&row)),
    ))
}

fn said(row: &CarriedRow) -> String {
    let who = row.member.as_ref().map_or("somebody", |m| m.name.as_str());
    let what = match row.act.as_str() {
        "device-added" if row.revokes > 0 => format!(
            "{who} gets a new phone; the {} lost stop counting.",
            row.revokes
        ),
        "device-added" => format!("{who} gets a further phone."),
        "server-adopted" => format!("The neighbourhood moves to {}.", row.address),
        other => format!("A record: {}.", other.replace('-', " ")),
    };
    let mut signed: Vec<&str> = row.signed_by.iter().map(|p| p.name.as_str()).collect();
    if row.paper {
        signed.push("the paper key");
    }
    if signed.is_empty() {
        return format!("{what} Nobody has signed yet.");
    }
    format!("{what} Signed by {}.", signed.join(" and "))
}
