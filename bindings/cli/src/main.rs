//! `kith`: the terminal shell. It shows words and calls commands; the rules are in `kith-domain`.
//!
//! Reading order: [`args`] is all that can be typed; each command is a file of its own that turns
//! its words into an engine command, or a query into a [`report::Report`]. [`resolve`] understands
//! names, [`problem`] says what went wrong and what to do next.

mod amount;
mod args;
mod board;
mod carry;
mod concern;
mod demo;
mod door;
mod erase;
mod export;
mod hours;
mod join;
mod list;
mod members;
mod news;
mod pair;
mod problem;
mod report;
mod resolve;
mod round;
mod shell;
mod status;
mod sync;
mod table;
mod visit;
mod watch;

use args::{Cli, Command};
use clap::{CommandFactory, Parser};
use problem::Problem;
use report::Report;
use shell::Shell;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let json = cli.json;
    match run(cli) {
        Ok(report) => {
            report.print(json);
            report.exit.code()
        }
        Err(problem) => {
            problem.print(json);
            problem.exit.code()
        }
    }
}

fn run(cli: Cli) -> Result<Report, Problem> {
    // What needs no phone comes first: it must work while another Kith holds the folder.
    match &cli.command {
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "kith", &mut script);
            return Ok(Report::text(String::from_utf8_lossy(&script)));
        }
        Command::Demo(demo) => return demo::run(demo, cli.json),
        Command::List(list::List::Import(import)) if import.check => return list::check(import),
        Command::Round(round::RoundArgs::Import(import)) if import.check => {
            return list::check(import);
        }
        _ => {}
    }
    let shell = Shell::open(&cli)?;
    match cli.command {
        Command::Found(found) => join::found(&shell, &found),
        Command::Invite => join::invite(&shell),
        Command::Join(join) => join::join(&shell, &join),
        Command::Poster(act) => door::poster(&shell, &act),
        Command::Door { act } => door::door(&shell, act.as_ref()),
        Command::PutRight => door::put_right(&shell),
        Command::Members { act } => members::run(&shell, act.as_ref()),
        Command::Phone(act) => carry::phone(&shell, &act),
        Command::Record(act) => carry::record(&shell, &act),
        Command::Server(act) => carry::server(&shell, &act),
        Command::List(list) => list::run(&shell, &list),
        Command::Round(round) => round::run(&shell, &round),
        Command::Hours(hours) => hours::run(&shell, &hours),
        Command::Board(board) => board::run(&shell, &board),
        Command::Pair(pair) => pair::run(&shell, &pair),
        Command::Visit(visit) => visit::run(&shell, &visit),
        Command::Concern(concern) => concern::run(&shell, &concern),
        Command::Sync => sync::run(&shell),
        Command::Status { dismiss } => status::run(&shell, dismiss),
        Command::Watch { every } => watch::run(&shell, every),
        Command::Export(export) => export::run(&shell, &export),
        Command::Erase(erase) => erase::run(&shell, &erase),
        Command::Rebuild => status::rebuild(&shell),
        Command::Demo(_) | Command::Completions { .. } => {
            Err(Problem::fault("unreachable command"))
        }
    }
}
