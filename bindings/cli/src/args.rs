//! All that can be typed. Each group's own arguments stand in its file.

use crate::{
    board, carry, concern, demo, door, erase, export, hours, join, list, members, pair, round,
    visit,
};
use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// Neighbours who help themselves: group orders, a time bank, and visits to people who would like
/// company. Everything is written on this machine first and works offline; `kith sync` exchanges it.
#[derive(Debug, Parser)]
#[command(name = "kith", version, after_help = crate::problem::Exit::HELP, max_term_width = 100)]
pub struct Cli {
    /// The folder this phone lives in [default: $KITH_HOME, else ~/.kith]
    #[arg(long, global = true, value_name = "DIR")]
    pub home: Option<PathBuf>,
    /// Print JSON of a documented, stable shape
    #[arg(long, global = true)]
    pub json: bool,
    /// Which neighbourhood, by the beginning of its id, if this phone belongs to several
    #[arg(long, global = true, value_name = "ID")]
    pub community: Option<String>,
    /// Act for a member you are proxy for: pledges, hours, notices, their page, choice and words
    #[arg(long = "for", global = true, value_name = "MEMBER")]
    pub speaks_for: Option<String>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Begin a neighbourhood
    Found(join::Found),
    /// Make a link that lets one newcomer in
    Invite,
    /// Join a neighbourhood by its link
    Join(join::Join),
    /// Posters: links by which many may ask to be let in
    #[command(subcommand)]
    Poster(door::PosterArgs),
    /// Who asks to be let in; asking, and saying yes
    Door {
        /// What to do; without it, who asks.
        #[command(subcommand)]
        act: Option<door::DoorAct>,
    },
    /// See and look after who belongs
    Members {
        /// What to do; without it, the list.
        #[command(subcommand)]
        act: Option<members::Act>,
    },
    /// Phones: a further one, or a new one for who lost theirs
    #[command(subcommand)]
    Phone(carry::PhoneArgs),
    /// Records that go from hand to hand: look, sign, take
    #[command(subcommand)]
    Record(carry::RecordArgs),
    /// The server the neighbourhood lives at
    #[command(subcommand)]
    Server(carry::ServerArgs),
    /// Suppliers' price lists
    #[command(subcommand)]
    List(list::List),
    /// Group orders
    #[command(subcommand)]
    Round(round::RoundArgs),
    /// The time bank
    #[command(subcommand)]
    Hours(hours::HoursArgs),
    /// The noticeboard
    #[command(subcommand)]
    Board(board::BoardArgs),
    /// Pairings of a host and a visitor
    #[command(subcommand)]
    Pair(pair::PairArgs),
    /// Visits
    #[command(subcommand)]
    Visit(visit::VisitArgs),
    /// Worries about somebody's safety, told to the safeguarding leads alone
    #[command(subcommand)]
    Concern(concern::ConcernArgs),
    /// Exchange what is new with the server
    Sync,
    /// What waits on this phone, and what needs a look
    Status {
        /// Forget an item that needs a look, by its number
        #[arg(long, value_name = "NUMBER")]
        dismiss: Option<i64>,
    },
    /// Sync again and again and tell what is new, until Ctrl-C
    Watch {
        /// Seconds between two syncs
        #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=3600))]
        every: u64,
    },
    /// Take everything along, as files
    Export(export::Export),
    /// Erase something for good, on every phone
    Erase(erase::EraseArgs),
    /// Correct what the server cut off, where the status says *server fault*
    PutRight,
    /// Make this phone's screens anew from its facts
    Rebuild,
    /// See a whole neighbourhood at work, on this machine alone
    Demo(demo::Demo),
    /// Print a script that completes these commands in your shell
    Completions {
        /// For which shell
        shell: clap_complete::Shell,
    },
}
