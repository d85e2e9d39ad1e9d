//! Why a sync did not come to its end: plain words for people, a stable one for shells.

use super::transport::TransportError;
use crate::error::Error;
use crate::ingest::PageError;
use kith_domain::roster::EntryError;
use kith_domain::wire::Problem;

/// Why a community was not synced to the end. Everything unsent stays in the outbox.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// The network or the server's front door.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The answer does not read.
    #[error("the server's answer could not be read; it may run another version of Kith")]
    Malformed,
    /// The server's key is not the one this community adopted.
    #[error("this server has another key than the one this neighbourhood chose; nothing was sent")]
    WrongServer,
    /// The server has a problem with this community.
    #[error("{}", problem_words(*.0))]
    Problem(Problem),
    /// The community was founded without a server and has not chosen one yet.
    #[error("this neighbourhood has no server yet: everything is on this phone until it has one")]
    NoServer,
    /// The server was restored and is taking back what phones hold.
    #[error("the server is recovering from a restore; this phone has given back what it holds")]
    Recovering,
    /// The server asked to wait.
    #[error("the server asked to wait {0} seconds")]
    Wait(u32),
    /// A page could not be merged.
    #[error(transparent)]
    Page(#[from] PageError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] Error),
}

impl SyncError {
    /// The stable word for shells to switch on.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Transport(TransportError::Offline) => "offline",
            Self::Transport(TransportError::Busy) | Self::Wait(_) => "busy",
            Self::Transport(TransportError::NotKith { .. }) => "not-a-server",
            Self::Transport(TransportError::TooLarge) => "answer-too-large",
            Self::NoServer => "no-server",
            Self::Recovering => "recovering",
            Self::WrongServer => "wrong-server",
            Self::Malformed => "malformed-answer",
            Self::Problem(_) => "server-problem",
            Self::Page(PageError::Withheld) => "withheld",
            Self::Page(PageError::Roster(EntryError::Newer)) => "newer",
            Self::Page(_) => "server-fault",
            Self::Store(_) => "store",
        }
    }
}

fn problem_words(problem: Problem) -> &'static str {
    match problem {
        Problem::Token => "the server does not accept this phone's session",
        Problem::UnknownCommunity => {
            "this server does not know the neighbourhood; was it founded on another server?"
        }
        Problem::NotAMember => "this phone is not on the members' list; ask a coordinator",
        Problem::Recovering => "the server is recovering from a restore; try again later",
        Problem::Version => "the server speaks another version; update the app or the server",
        Problem::SetBack => "the server was restored and has lost where this phone stood",
        Problem::Malformed => "the server could not read this phone's request",
    }
}
