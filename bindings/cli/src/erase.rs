//! Erasing, for good and on every phone.

use crate::problem::{Exit, Problem};
use crate::report::Report;
use crate::resolve;
use crate::shell::Shell;
use clap::{Args, Subcommand};
use kith_domain::command::Command;
use kith_domain::command::erasing::Erasing;

/// `kith erase`.
#[derive(Debug, Args)]
pub struct EraseArgs {
    /// What.
    #[command(subcommand)]
    what: What,
    /// Yes, for good: nobody can bring it back
    #[arg(long, global = true)]
    for_good: bool,
}

/// What is to go.
#[derive(Debug, Subcommand)]
enum What {
    /// A round with all its pledges
    Round {
        /// Which
        round: String,
    },
    /// A price list
    List {
        /// Which
        list: String,
    },
    /// A quarter of the noticeboard, such as 2026-q4
    Board {
        /// Which
        quarter: String,
    },
    /// A pairing with its visits, and its keys
    Pairing {
        /// Which
        pair: String,
    },
}

/// `kith erase …`.
pub fn run(shell: &Shell, args: &EraseArgs) -> Result<Report, Problem> {
    let document = |kind: &str, name: String| Erasing::Document {
        kind: kind.to_owned(),
        name,
    };
    let erasing = match &args.what {
        What::Round { round } => document("round", resolve::round(shell, round)?.name),
        What::List { list } => {
            let lists = shell.app.price_lists(shell.community()?.id)?;
            document("price-list", resolve::one("price list", list, lists)?.name)
        }
        What::Board { quarter } => document("board", quarter.clone()),
        What::Pairing { pair } => Erasing::Pairing {
            space: resolve::pairing(shell, Some(pair))?.space,
        },
    };
    if !args.for_good {
        return Err(Problem::new(
            Exit::Refused,
            "not-confirmed",
            "this would go from every phone and from the server, and nobody could bring it back",
            "`kith export` takes a copy along; add --for-good to erase it",
        ));
    }
    shell.execute(
        Command::Erase(erasing),
        "gone from this phone's screens; from every phone and the server as they sync",
    )
}
