//! The engine's errors, and the three kinds a shell needs to tell apart.

use crate::secure::SecureError;
use kith_domain::carried::CarriedError;
use kith_domain::command::Refused;
use kith_domain::invite::InviteError;
use kith_domain::paper::PaperError;
use kith_domain::write::DocumentError;

/// Why the engine could not do something. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The rules say no; the person can do something about it.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// A link is no invite.
    #[error(transparent)]
    Invite(#[from] InviteError),
    /// A text carries no record, or no phone's keys.
    #[error(transparent)]
    Carried(#[from] CarriedError),
    /// A text is no paper key.
    #[error(transparent)]
    Paper(#[from] PaperError),
    /// The invite has run out on this phone's clock.
    #[error(
        "this invite ran out on {0} by this phone's clock; ask for a new one, or set the clock right"
    )]
    InviteExpired(kith_domain::time::Day),
    /// A text is no server address.
    #[error(
        "`{0}` is not a server address; it looks like http://host:port#key, as kith-server prints it"
    )]
    Address(String),
    /// The phone belongs to no such community.
    #[error("this phone does not belong to that neighbourhood; found one or join by an invite")]
    NoCommunity,
    /// The phone belongs to it already.
    #[error("this phone belongs to that neighbourhood already")]
    AlreadyMember,
    /// The device's secret has vanished from the secure store.
    #[error(
        "this phone's key is gone from its secure store; ask a coordinator to add this phone anew"
    )]
    KeyGone,
    /// Another process has the database open.
    #[error("another Kith is using this folder ({0}); close it and try again")]
    Locked(String),
    /// The database was made by a newer version.
    #[error("this folder was written by a newer version of Kith; update the app")]
    Newer,
    /// The disk is full; what was there is untouched.
    #[error("the disk is full; nothing was lost, but nothing more can be written: free some space")]
    DiskFull,
    /// The database failed.
    #[error("the database could not be used")]
    Store(#[source] rusqlite::Error),
    /// A file could not be used.
    #[error("{0} could not be used")]
    File(String, #[source] std::io::Error),
    /// The secure store failed.
    #[error(transparent)]
    Secure(#[from] SecureError),
    /// A document of our own does not open or write.
    #[error("a document on this phone does not open; `kith rebuild` and a sync mend it")]
    Document(#[from] DocumentError),
    /// Something in the database contradicts itself.
    #[error("this phone's store contradicts itself ({0}); nothing was changed")]
    Inconsistent(String),
}

/// What a shell does with an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Tell the person; they can change something.
    Refused,
    /// Try again later.
    Retry,
    /// A fault of disk or program: report it.
    Fault,
}

impl Error {
    /// Which of the three.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Refused(Refused::Disk(_)) => Kind::Fault,
            Self::Refused(_)
            | Self::Invite(_)
            | Self::Carried(_)
            | Self::Paper(_)
            | Self::InviteExpired(_)
            | Self::Address(_)
            | Self::NoCommunity
            | Self::AlreadyMember
            | Self::KeyGone
            | Self::Newer => Kind::Refused,
            Self::Locked(_) | Self::DiskFull | Self::Secure(_) => Kind::Retry,
            Self::Store(_) | Self::File(..) | Self::Document(_) | Self::Inconsistent(_) => {
                Kind::Fault
            }
        }
    }

    /// A stable word for JSON and exit codes.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused(refused) => refused.code(),
            Self::Invite(_) => "bad-invite",
            Self::Carried(_) => "bad-record",
            Self::Paper(_) => "bad-paper-key",
            Self::InviteExpired(_) => "invite-expired",
            Self::Address(_) => "bad-address",
            Self::NoCommunity => "no-community",
            Self::AlreadyMember => "already-member",
            Self::KeyGone => "key-gone",
            Self::Locked(_) => "locked",
            Self::Newer => "newer",
            Self::DiskFull => "disk-full",
            Self::Store(_) => "store",
            Self::File(..) => "file",
            Self::Secure(_) => "secure-store",
            Self::Document(_) => "document",
            Self::Inconsistent(_) => "inconsistent",
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => Self::DiskFull,
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
                Self::Locked("its database".to_owned())
            }
            _ => Self::Store(error),
        }
    }
}
