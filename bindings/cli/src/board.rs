//! The noticeboard.

use crate::amount::word;
use crate::problem::Problem;
use crate::report::Report;
use crate::resolve::{self, short};
use crate::shell::Shell;
use crate::table::Table;
use clap::{Subcommand, ValueEnum};
use kith_domain::board::{BoardCommand, NoticeKind};
use kith_domain::command::Command;
use serde_json::json;

/// `kith board`.
#[derive(Debug, Subcommand)]
pub enum BoardArgs {
    /// Hang up an offer or a request
    Post {
        /// Which
        kind: Kind,
        /// In a few words
        title: String,
        /// More words
        #[arg(long, default_value = "")]
        text: String,
    },
    /// What hangs on the board
    List {
        /// Only what holds these words
        search: Option<String>,
        /// Notices that were taken down too
        #[arg(long)]
        all: bool,
    },
    /// Take your own notice down
    Close {
        /// Which
        notice: String,
    },
}

/// Which side of an exchange.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Kind {
    /// Something you can give
    Offer,
    /// Something you would like
    Request,
}

/// `kith board …`.
pub fn run(shell: &Shell, args: &BoardArgs) -> Result<Report, Problem> {
    let community = shell.community()?.id;
    match args {
        BoardArgs::Post { kind, title, text } => {
            let command = BoardCommand::Post {
                kind: match kind {
                    Kind::Offer => NoticeKind::Offer,
                    Kind::Request => NoticeKind::Request,
                },
                title: title.clone(),
                text: text.clone(),
            };
            shell.execute(Command::Board(command), "it hangs on the board")
        }
        BoardArgs::Close { notice } => {
            let mut own = shell.app.notices(community, None)?;
            own.retain(|n| n.mine && !n.closed);
            let found = resolve::one("notice of yours", notice, own)?;
            let command = BoardCommand::Close {
                document: found.document,
                item: found.item,
            };
            shell.execute(Command::Board(command), "taken down")
        }
        BoardArgs::List { search, all } => {
            let mut notices = shell.app.notices(community, search.as_deref())?;
            notices.retain(|n| *all || !n.closed);
            if notices.is_empty() {
                let text = "Nothing hangs there. `kith board post offer \"A ladder\"` is a start.";
                return Ok(Report::new(&json!({ "notices": [] }), text));
            }
            let mut table = Table::new(["", "Notice", "From", "Words", "Stands", "Id"]);
            for n in &notices {
                let kind = if n.closed {
                    "taken down".to_owned()
                } else {
                    word(&n.kind)
                };
                table.row([
                    kind,
                    n.title.clone(),
                    n.member.name.clone(),
                    n.text.replace('\n', " "),
                    n.sync.word.words().to_owned(),
                    short(&n.item),
                ]);
            }
            Ok(Report::new(&json!({ "notices": notices }), table.show()))
        }
    }
}
