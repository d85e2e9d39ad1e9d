//! The organiser's steps: seal, place, deliver, settle, hand over.

use crate::amount::pounds;
use crate::problem::Problem;
use crate::report::Report;
use crate::resolve;
use crate::shell::Shell;
use kith_domain::command::Command;
use kith_domain::command::membership::Membership;
use kith_domain::round::RoundCommand;
use std::collections::BTreeMap;

pub(super) fn seal(shell: &Shell, wanted: &str) -> Result<Report, Problem> {
    let round = resolve::round(shell, wanted)?;
    let words = format!(
        "{} is closed: the order comes to {}. Pledges that come later are shown as late",
        round.title.as_deref().unwrap_or("the round"),
        pounds(round.bills_total_pence)
    );
    let command = RoundCommand::Seal {
        round: round.name,
        heads: round.heads,
    };
    shell.execute(Command::Round(command), &words)
}

pub(super) fn place(shell: &Shell, wanted: &str) -> Result<Report, Problem> {
    let round = resolve::round(shell, wanted)?.name;
    let command = Command::Round(RoundCommand::Place { round });
    shell.execute(command, "noted: the order went to the supplier")
}

pub(super) fn deliver(shell: &Shell, wanted: &str, came: &[String]) -> Result<Report, Problem> {
    let round = resolve::round(shell, wanted)?;
    let mut received = BTreeMap::new();
    for word in came {
        let (name, units) = word
            .rsplit_once('=')
            .and_then(|(name, units)| Some((name, units.trim().parse::<u64>().ok()?)))
            .ok_or_else(|| {
                let cause = format!("`{word}` does not say how much came");
                Problem::usage(cause, "write it like --came oats=5")
            })?;
        received.insert(resolve::article(&round, name)?.id, units);
    }
    let command = RoundCommand::Deliver {
        round: round.name,
        received,
    };
    shell.execute(Command::Round(command), "noted: the goods are here")
}

pub(super) fn settle(
    shell: &Shell,
    wanted: &str,
    invoice_pence: Option<u64>,
) -> Result<Report, Problem> {
    let round = resolve::round(shell, wanted)?;
    let words = format!(
        "settled: the bills come to {}, as the invoice does",
        pounds(round.bills_total_pence)
    );
    let command = RoundCommand::Settle {
        round: round.name,
        invoice_pence,
    };
    shell.execute(Command::Round(command), &words)
}

pub(super) fn hand_over(shell: &Shell, wanted: &str, member: &str) -> Result<Report, Problem> {
    let round = resolve::round(shell, wanted)?;
    let to = resolve::member(shell, member)?;
    let words = format!("{} organises this round from here on", to.name);
    let command = Membership::HandOverRound {
        round: round.name,
        to: to.id,
    };
    shell.execute(Command::Membership(command), &words)
}
