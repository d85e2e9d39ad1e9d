//! Group orders: [`open`] and pledging, then [`steps`], the organiser's; [`show`] is what they see.

mod open;
mod show;
mod steps;

pub use show::fullness;

use crate::amount::read_pounds;
use crate::list::{self, Import};
use crate::problem::Problem;
use crate::report::Report;
use crate::resolve;
use crate::shell::Shell;
use clap::{Args, Subcommand};
use kith_domain::command::Command;
use kith_domain::round::RoundCommand;

/// `kith round`.
#[derive(Debug, Subcommand)]
pub enum RoundArgs {
    /// Keep a supplier's price list (the same as `kith list import`)
    Import(Import),
    /// Open a round from a price list
    Open(open::Open),
    /// All rounds
    List,
    /// One round: cases, pledges, who gets what and why, bills
    Show {
        /// Which round; may be left out if there is only one
        round: Option<String>,
        /// Show everybody's pledges and whole bills too
        #[arg(long)]
        all: bool,
    },
    /// Say what you would take of an article, in place of what you said before
    Pledge(Pledge),
    /// Take a pledge back
    Withdraw {
        /// Which round
        round: String,
        /// Which article
        article: String,
    },
    /// Close a round over exactly what its screen shows now
    Seal {
        /// Which round
        round: String,
    },
    /// Note that the order went to the supplier
    Place {
        /// Which round
        round: String,
    },
    /// Note that the goods are here
    Deliver {
        /// Which round
        round: String,
        /// Where other than ordered came: ARTICLE=UNITS
        #[arg(long = "came", value_name = "ARTICLE=UNITS")]
        came: Vec<String>,
    },
    /// Note that the supplier is paid and every household charged
    Settle {
        /// Which round
        round: String,
        /// The invoice, to be held against the bills
        #[arg(long, value_parser = read_pounds, value_name = "POUNDS")]
        invoice: Option<u64>,
    },
    /// Let somebody else organise a round
    HandOver {
        /// Which round
        round: String,
        /// To whom
        member: String,
    },
}

/// `kith round pledge`.
#[derive(Debug, Args)]
pub struct Pledge {
    /// Which round
    round: String,
    /// Which article
    article: String,
    /// Units you want
    want: u32,
    /// Fewer than this and you would rather have none [default: 1, or none wanted]
    #[arg(long)]
    at_least: Option<u32>,
    /// Units you would take to help fill a case [default: what you want]
    #[arg(long)]
    up_to: Option<u32>,
    /// The most it may cost you
    #[arg(long, value_parser = read_pounds, value_name = "POUNDS")]
    cap: Option<u64>,
}

/// `kith round …`.
pub fn run(shell: &Shell, args: &RoundArgs) -> Result<Report, Problem> {
    match args {
        RoundArgs::Import(import) => list::keep(shell, import),
        RoundArgs::Open(open) => open::run(shell, open),
        RoundArgs::List => show::list(shell),
        RoundArgs::Show { round, all } => show::one(shell, round.as_deref(), *all),
        RoundArgs::Pledge(args) => pledge(shell, args),
        RoundArgs::Withdraw { round, article } => {
            let round = resolve::round(shell, round)?;
            let article = resolve::article(&round, article)?;
            let words = format!("your pledge for {} is taken back", article.article.name);
            let command = RoundCommand::Withdraw {
                round: round.name,
                article: article.id,
            };
            shell.execute(Command::Round(command), &words)
        }
        RoundArgs::Seal { round } => steps::seal(shell, round),
        RoundArgs::Place { round } => steps::place(shell, round),
        RoundArgs::Deliver { round, came } => steps::deliver(shell, round, came),
        RoundArgs::Settle { round, invoice } => steps::settle(shell, round, *invoice),
        RoundArgs::HandOver { round, member } => steps::hand_over(shell, round, member),
    }
}

fn pledge(shell: &Shell, args: &Pledge) -> Result<Report, Problem> {
    let round = resolve::round(shell, &args.round)?;
    let article = resolve::article(&round, &args.article)?;
    let command = RoundCommand::Pledge {
        round: round.name.clone(),
        article: article.id,
        at_least: args.at_least.unwrap_or(args.want.min(1)),
        want: args.want,
        up_to: args.up_to.unwrap_or(args.want),
        cap_pence: args.cap,
    };
    let community = shell.community()?.id;
    let done = shell.does(Command::Round(command))?;
    let after = shell.app.round(community, &round.name)?;
    let now = after.and_then(|r| r.articles.into_iter().find(|a| a.id == article.id));
    let state = now.map_or_else(String::new, |a| format!(" {}", show::fullness(&a)));
    let words = format!(
        "pledged {} × {}, {}.{state}",
        args.want, article.article.name, article.article.unit
    );
    Ok(Report::done(&done, &words))
}
