//! The open phone, and the neighbourhood a command is about.

use crate::args::Cli;
use crate::problem::{Exit, Problem};
use crate::report::Report;
use crate::resolve;
use kith_core::App;
use kith_core::ambient::System;
use kith_core::execute::Done;
use kith_core::query::members::CommunityRow;
use kith_core::secure::FileStore;
use kith_domain::command::{Command, ForMember};
use kith_domain::ids::MemberId;
use std::path::PathBuf;
use std::sync::Arc;

/// The open phone.
pub struct Shell {
    /// The engine.
    pub app: App,
    /// Whether JSON is asked for.
    pub json: bool,
    wanted: Option<String>,
    speaks_for: Option<String>,
}

impl Shell {
    /// Opens the phone in its folder.
    pub fn open(cli: &Cli) -> Result<Self, Problem> {
        let home = home(cli)?;
        let keys = Arc::new(FileStore::new(home.join("keys")));
        Ok(Self {
            app: App::open(&home, Arc::new(System), keys)?,
            json: cli.json,
            wanted: cli.community.clone(),
            speaks_for: cli.speaks_for.clone(),
        })
    }

    /// The neighbourhood meant.
    pub fn community(&self) -> Result<CommunityRow, Problem> {
        let mut all = self.app.communities()?;
        if let Some(wanted) = &self.wanted {
            all.retain(|c| c.id.to_string().starts_with(&wanted.to_lowercase()));
        }
        let ids: Vec<String> = all.iter().map(|c| c.id.to_string()).collect();
        match (all.pop(), ids.as_slice()) {
            (Some(one), [_]) => Ok(one),
            (Some(_), several) => Err(Problem::new(
                Exit::NotFound,
                "ambiguous",
                "this phone belongs to several neighbourhoods",
                format!("say which with --community: {}", several.join(", ")),
            )),
            (None, _) if self.wanted.is_some() => Err(Problem::new(
                Exit::NotFound,
                "not-found",
                "this phone belongs to no neighbourhood of that id",
                "`kith status` lists those it belongs to",
            )),
            (None, _) => Err(Problem::new(
                Exit::NotFound,
                "no-community",
                "this phone belongs to no neighbourhood yet",
                "begin one with `kith found`, or join one with `kith join LINK --name YOU`",
            )),
        }
    }

    /// Does a command and says so.
    pub fn execute(&self, command: Command, words: &str) -> Result<Report, Problem> {
        Ok(Report::done(&self.does(command)?, words))
    }

    /// Does a command, for whom `--for` names if it names somebody.
    pub fn does(&self, command: Command) -> Result<Done, Problem> {
        let command = match &self.speaks_for {
            None => command,
            Some(_) => Command::For(ForMember {
                member: self.speaker()?,
                command: Box::new(command),
            }),
        };
        Ok(self.app.execute(self.community()?.id, &command)?)
    }

    /// Whose word a command is: whom `--for` names, else oneself.
    pub fn speaker(&self) -> Result<MemberId, Problem> {
        match &self.speaks_for {
            Some(member) => Ok(resolve::member(self, member)?.id),
            None => Ok(self.community()?.me.id),
        }
    }
}

fn home(cli: &Cli) -> Result<PathBuf, Problem> {
    let set = |name| {
        std::env::var_os(name)
            .filter(|v| !v.is_empty())
            .map(PathBuf::from)
    };
    cli.home
        .clone()
        .or_else(|| set("KITH_HOME"))
        .or_else(|| set("HOME").map(|home| home.join(".kith")))
        .ok_or_else(|| {
            Problem::usage(
                "there is no home folder to keep this phone in",
                "name one with --home DIR",
            )
        })
}
