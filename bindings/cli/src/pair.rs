//! Pairings: a host, the visitor the host chose, and who looks after them.

mod show;

use crate::problem::Problem;
use crate::report::Report;
use crate::resolve;
use crate::shell::Shell;
use clap::{Args, Subcommand, ValueEnum};
use kith_core::query::pairings::PairingRow;
use kith_domain::command::Command;
use kith_domain::ids::MemberId;
use kith_domain::pairing::PairingCommand;
use kith_domain::pairing::schema::{EndReason, PairingPlan};

/// `kith pair`. A pairing is named by its host or the beginning of its id.
#[derive(Debug, Subcommand)]
pub enum PairArgs {
    /// As a coordinator, open a pairing for somebody who would like company
    Open {
        /// Who would like to be visited
        host: String,
        /// Who look after it beside you; a safeguarding lead must be among you
        #[arg(long = "with", value_name = "MEMBER")]
        with: Vec<String>,
        /// Where, when and what the host would like.
        #[command(flatten)]
        plan: PlanArgs,
    },
    /// Write where, when and what the host would like
    Plan {
        /// Which pairing
        pair: String,
        /// Where, when and what the host would like.
        #[command(flatten)]
        plan: PlanArgs,
    },
    /// Suggest a visitor to the host
    Suggest {
        /// Which pairing
        pair: String,
        /// Who
        visitor: String,
        /// Why the two might get on
        #[arg(long, default_value = "")]
        why: String,
    },
    /// As the host, choose among those suggested
    Choose {
        /// Which pairing
        pair: String,
        /// Whom
        visitor: String,
    },
    /// Say yes to the visitor the host chose; two people must, one a safeguarding lead
    Approve {
        /// Which pairing
        pair: String,
        /// Whom [default: whom the host chose]
        visitor: Option<String>,
    },
    /// Note that host and visitor have met
    Introduce {
        /// Which pairing
        pair: String,
    },
    /// Let the pairing rest, or go on
    Hold {
        /// Which pairing
        pair: String,
        /// Go on
        #[arg(long)]
        off: bool,
    },
    /// End the pairing
    End {
        /// Which pairing
        pair: String,
        /// Why
        #[arg(long, value_enum, default_value_t = Why::Other)]
        reason: Why,
    },
    /// As a visitor, say that this phone has sent all its visits
    HandOver {
        /// Which pairing
        pair: String,
    },
    /// Let a visitor or coordinator go from the pairing
    Release {
        /// Which pairing
        pair: String,
        /// Who
        member: String,
    },
    /// Let another coordinator look after it too
    AddCoordinator {
        /// Which pairing
        pair: String,
        /// Who
        member: String,
    },
    /// One pairing
    Show {
        /// Which; may be left out if there is only one
        pair: Option<String>,
    },
    /// The pairings this phone may read
    List,
}

/// Where, when and what.
#[derive(Debug, Args)]
pub struct PlanArgs {
    /// Address and how to find the door
    #[arg(long = "where", value_name = "WORDS", default_value = "")]
    place: String,
    /// When a visit would suit
    #[arg(long, value_name = "WORDS", default_value = "")]
    when: String,
    /// What the host would like
    #[arg(long, value_name = "WORDS", default_value = "")]
    wishes: String,
}

/// Why a pairing ends.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Why {
    /// The host would rather not go on
    HostWishes,
    /// The visitor cannot go on
    VisitorStops,
    /// Somebody moved away
    Moved,
    /// The host died
    Died,
    /// A worry about somebody's safety
    Safeguarding,
    /// It had run its course, or another reason
    Other,
}

impl From<Why> for EndReason {
    fn from(why: Why) -> Self {
        match why {
            Why::HostWishes => Self::HostWishes,
            Why::VisitorStops => Self::VisitorStops,
            Why::Moved => Self::Moved,
            Why::Died => Self::Died,
            Why::Safeguarding => Self::Safeguarding,
            Why::Other => Self::Other,
        }
    }
}

impl From<&PlanArgs> for PairingPlan {
    fn from(args: &PlanArgs) -> Self {
        Self {
            place: args.place.clone(),
            when: args.when.clone(),
            wishes: args.wishes.clone(),
        }
    }
}

/// `kith pair …`.
pub fn run(shell: &Shell, args: &PairArgs) -> Result<Report, Problem> {
    let find = |pair: &String| resolve::pairing(shell, Some(pair));
    let who = |member: &String| resolve::member(shell, member);
    let (command, words) = match args {
        PairArgs::List => return show::list(shell),
        PairArgs::Show { pair } => return show::one(shell, pair.as_deref()),
        PairArgs::Open { host, with, plan } => {
            let host = who(host)?;
            let mut coordinators = vec![shell.community()?.me.id];
            for member in with {
                coordinators.push(who(member)?.id);
            }
            let command = PairingCommand::Open {
                host: host.id,
                coordinators,
                plan: Some(plan.into()),
            };
            (
                command,
                format!(
                    "a pairing for {} is open; suggest a visitor next",
                    host.name
                ),
            )
        }
        PairArgs::Plan { pair, plan } => {
            let (space, plan) = (find(pair)?.space, plan.into());
            (
                PairingCommand::SetPlan { space, plan },
                "the plan is written".to_owned(),
            )
        }
        PairArgs::Suggest { pair, visitor, why } => {
            let visitor = who(visitor)?;
            let command = PairingCommand::Suggest {
                space: find(pair)?.space,
                visitor: visitor.id,
                why: why.clone(),
            };
            (
                command,
                format!("{} is suggested; the host chooses", visitor.name),
            )
        }
        PairArgs::Choose { pair, visitor } => choose(shell, &find(pair)?, visitor)?,
        PairArgs::Approve { pair, visitor } => {
            let pair = find(pair)?;
            let visitor: MemberId = match (visitor, &pair.chosen) {
                (Some(visitor), _) => who(visitor)?.id,
                (None, Some(chosen)) => chosen.id,
                (None, None) => {
                    return Err(Problem::new(
                        crate::problem::Exit::Refused,
                        "not-chosen",
                        "the host has not chosen yet, as far as this phone knows",
                        "sync and look again, or name the visitor",
                    ));
                }
            };
            let space = pair.space;
            (
                PairingCommand::Approve { space, visitor },
                "your yes is noted".to_owned(),
            )
        }
        PairArgs::Introduce { pair } => {
            let space = find(pair)?.space;
            (
                PairingCommand::Introduce { space },
                "noted: they have met".to_owned(),
            )
        }
        PairArgs::Hold { pair, off } => {
            let (space, on) = (find(pair)?.space, !*off);
            let words = if on {
                "the pairing rests"
            } else {
                "the pairing goes on"
            };
            (PairingCommand::Hold { space, on }, words.to_owned())
        }
        PairArgs::End { pair, reason } => {
            let (space, reason) = (find(pair)?.space, EndReason::from(*reason));
            (
                PairingCommand::End { space, reason },
                "the pairing has ended".to_owned(),
            )
        }
        PairArgs::HandOver { pair } => {
            let space = find(pair)?.space;
            (
                PairingCommand::HandOver { space },
                "handed over; now sync".to_owned(),
            )
        }
        PairArgs::Release { pair, member } => {
            let (space, member) = (find(pair)?.space, who(member)?);
            let words = format!("{} is released from the pairing", member.name);
            let member = member.id;
            (PairingCommand::Release { space, member }, words)
        }
        PairArgs::AddCoordinator { pair, member } => {
            let (space, member) = (find(pair)?.space, who(member)?);
            let words = format!("{} looks after the pairing too", member.name);
            let member = member.id;
            (PairingCommand::AddCoordinator { space, member }, words)
        }
    };
    shell.execute(Command::Pairing(command), &words)
}

fn choose(
    shell: &Shell,
    pair: &PairingRow,
    visitor: &str,
) -> Result<(PairingCommand, String), Problem> {
    let visitor = resolve::member(shell, visitor)?;
    let suggested = pair
        .suggestions
        .iter()
        .find(|s| s.visitor.as_ref().is_some_and(|v| v.id == visitor.id));
    let suggestion = suggested.and_then(|s| s.id.parse().ok()).ok_or_else(|| {
        Problem::new(
            crate::problem::Exit::NotFound,
            "not-found",
            format!("{} is not among those suggested", visitor.name),
            "`kith pair show` lists them",
        )
    })?;
    let space = pair.space;
    let words = format!("you chose {}; two people approve next", visitor.name);
    Ok((PairingCommand::Choose { space, suggestion }, words))
}
