//! What went wrong: the cause in a line, the next step in a line, and a documented exit code.

use kith_core::sync::SyncError;
use kith_core::sync::transport::TransportError;
use kith_core::{Error, Kind};
use kith_domain::command::Refused;
use std::io::Write;
use std::process::ExitCode;

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Ok,
    /// Kith proved itself wrong.
    Disproved,
    /// What was typed, or a file, cannot be understood.
    Usage,
    /// The rules say no.
    Refused,
    /// Nothing here, or more than one thing, has that name.
    NotFound,
    /// Offline, busy, locked or full: the same again later.
    Later,
    /// Done, but something needs a look.
    NeedsALook,
    /// A fault of disk or program.
    Fault,
}

impl Exit {
    /// The table at the end of `--help`.
    pub const HELP: &'static str = "\
Exit codes:
  0  done
  1  `kith demo` played to its end, but something it sets out to prove does not hold
  2  what was typed, or a file or link, cannot be understood
  3  refused by the rules; nothing was changed
  4  nothing here has that name, or more than one thing has
  5  offline, busy, in use or full: nothing is lost, do the same again later
  6  done as far as possible, but something needs a look: see `kith status`
  7  a fault of the disk or of this program";

    fn number(self) -> u8 {
        match self {
            Self::Ok => 0,
            Self::Disproved => 1,
            Self::Usage => 2,
            Self::Refused => 3,
            Self::NotFound => 4,
            Self::Later => 5,
            Self::NeedsALook => 6,
            Self::Fault => 7,
        }
    }

    /// For the operating system.
    pub fn code(self) -> ExitCode {
        ExitCode::from(self.number())
    }
}

/// What went wrong.
#[derive(Debug)]
pub struct Problem {
    /// Stable word.
    pub code: String,
    /// The cause, one line.
    pub cause: String,
    /// The next step, one line.
    pub next: String,
    /// How the program ends.
    pub exit: Exit,
}

impl Problem {
    /// A problem with a code, a cause and a next step.
    pub fn new(exit: Exit, code: &str, cause: impl Into<String>, next: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            cause: cause.into(),
            next: next.into(),
            exit,
        }
    }

    /// What was typed cannot be understood.
    pub fn usage(cause: impl Into<String>, next: impl Into<String>) -> Self {
        Self::new(Exit::Usage, "usage", cause, next)
    }

    /// A fault of the program.
    pub fn fault(cause: impl Into<String>) -> Self {
        Self::new(
            Exit::Fault,
            "fault",
            cause,
            "nothing was lost; please report this",
        )
    }

    /// A file that is not there or cannot be used.
    pub fn file(file: &std::path::Path, error: &std::io::Error) -> Self {
        let exit = match error.kind() {
            std::io::ErrorKind::NotFound => Exit::NotFound,
            _ => Exit::Fault,
        };
        let cause = format!("{} could not be used: {error}", file.display());
        Self::new(exit, "file", cause, "check the path and its permissions")
    }

    /// A message of the engine, which says cause and next step in one, with the default next step.
    fn split(exit: Exit, code: &str, message: &str, next: &str) -> Self {
        match message.split_once("; ") {
            Some((cause, rest)) => Self::new(exit, code, cause, rest),
            None => Self::new(exit, code, message, next),
        }
    }

    /// Prints it: for people to stderr, as JSON to stdout.
    pub fn print(&self, json: bool) {
        let cause = crate::report::sentence(&self.cause);
        if json {
            let error = serde_json::json!({"error": {
                "code": self.code,
                "cause": cause,
                "next": self.next,
                "exit": self.exit.number(),
            }});
            // Nobody listening is no second problem.
            let _ = writeln!(std::io::stdout(), "{error:#}");
        } else {
            let next = crate::report::sentence(&self.next);
            let _ = writeln!(std::io::stderr(), "{cause}\n→ {next}");
        }
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let exit = match (&error, error.kind()) {
            (Error::Refused(Refused::NotFound { .. }) | Error::NoCommunity, _) => Exit::NotFound,
            (Error::Invite(_) | Error::Address(_) | Error::Refused(Refused::Invalid { .. }), _) => {
                Exit::Usage
            }
            (_, Kind::Refused) => Exit::Refused,
            (_, Kind::Retry) => Exit::Later,
            (_, Kind::Fault) => Exit::Fault,
        };
        let next = match exit {
            Exit::Usage => "correct it and try again; `kith help` shows how",
            Exit::Refused => "`kith status` and the screen in question say how things stand",
            Exit::Later => "try again in a moment",
            _ => "nothing was lost; `kith rebuild` and `kith sync` may mend it, else report it",
        };
        let mut message = error.to_string();
        if let Some(source) = std::error::Error::source(&error) {
            message = format!("{message}: {source}");
        }
        Self::split(exit, error.code(), &message, next)
    }
}

/// The exit code and stable word of what kept a sync from its end.
pub fn of_sync(error: &SyncError) -> (Exit, &'static str) {
    let exit = match error {
        SyncError::Transport(TransportError::Offline | TransportError::Busy)
        | SyncError::Wait(_)
        | SyncError::NoServer
        | SyncError::Recovering => Exit::Later,
        SyncError::Store(_) => Exit::Fault,
        _ => Exit::NeedsALook,
    };
    (exit, error.code())
}
