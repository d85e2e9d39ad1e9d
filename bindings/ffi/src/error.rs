//! The one error an app sees, and the one place where the core's errors become it.
//!
//! Apps choose their words and their next step by the variant (and `code`), in the person's language;
//! `reason` is the core's own English sentence for those who have no other. Faults are logged here,
//! once, with their whole chain; refusals are everyday and are not.

use kith_core::Error;
use kith_core::ingest::PageError;
use kith_core::sync::SyncError;
use kith_core::sync::transport::TransportError;
use kith_domain::carried::CarriedError;
use kith_domain::command::Refused;
use kith_domain::invite::InviteError;
use kith_domain::roster::EntryError;
use kith_domain::wire::Problem;

/// Why something was not done. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum KithError {
    /// The rules say no, and the person can do something about it.
    #[error("{reason}")]
    Refused {
        /// A stable word, such as `already-sealed`, `wrong-role` or `invite-expired`.
        code: String,
        /// What to do next, as a sentence.
        reason: String,
    },
    /// A field is out of bounds or does not read.
    #[error("{field} {reason}")]
    Invalid {
        /// Which field.
        field: String,
        /// What is wrong with it and what would do.
        reason: String,
    },
    /// What was named is not on this phone; a sync may bring it.
    #[error("{what} ({id}) is not on this phone; sync and look again")]
    NotFound {
        /// What kind of thing.
        what: String,
        /// Its name as given.
        id: String,
    },
    /// No server could be reached. Everything is safe on this phone and goes out later.
    #[error("no connection to the server; everything is safe on this phone and goes out later")]
    Offline,
    /// Something is busy or locked: try again later, without troubling the person.
    #[error("{reason}")]
    Retry {
        /// A stable word, such as `busy`, `locked` or `secure-store`.
        code: String,
        /// What it waits for.
        reason: String,
    },
    /// What the server sent does not hold, and nothing of it was kept. Nothing of one's own is lost; the
    /// next sync asks again.
    #[error("{reason}")]
    ServerFault {
        /// `withheld` when something is missing from what it sent, else `server-fault`.
        code: String,
        /// What is wrong, and whom to tell.
        reason: String,
    },
    /// The device's key is gone from the secure store: a coordinator must add this phone anew.
    #[error("this phone's key is gone; ask a coordinator to add this phone anew")]
    KeyGone,
    /// A newer Kith wrote or said this: the app must be updated.
    #[error("this needs a newer Kith; update the app")]
    UpdateNeeded,
    /// The phone's disk is full; what was there is untouched.
    #[error("the disk is full; nothing was lost, but nothing more can be written")]
    StorageFull,
    /// `shut_down` was called; open Kith again.
    #[error("Kith was shut down; open it again")]
    Closed,
    /// A fault of disk or program. It is in the log; the person can only report it.
    #[error("something went wrong inside Kith: {detail}")]
    Internal {
        /// For a report. Holds nothing anyone wrote.
        detail: String,
    },
}

impl KithError {
    pub(crate) fn refused(code: &str, reason: impl ToString) -> Self {
        Self::Refused {
            code: code.to_owned(),
            reason: reason.to_string(),
        }
    }

    pub(crate) fn invalid(field: &str, reason: impl ToString) -> Self {
        Self::Invalid {
            field: field.to_owned(),
            reason: reason.to_string(),
        }
    }

    fn retry(code: &str, reason: impl ToString) -> Self {
        Self::Retry {
            code: code.to_owned(),
            reason: reason.to_string(),
        }
    }

    /// What the server did: logged, since whoever runs it will ask.
    fn server_fault(code: &str, error: impl ToString) -> Self {
        let reason = error.to_string();
        tracing::warn!(code, %reason, "what the server sent was not taken");
        Self::ServerFault {
            code: code.to_owned(),
            reason,
        }
    }

    /// A fault: logged with its causes.
    pub(crate) fn fault(error: &dyn std::error::Error) -> Self {
        let mut detail = error.to_string();
        let mut cause = error.source();
        while let Some(inner) = cause {
            detail.push_str(": ");
            detail.push_str(&inner.to_string());
            cause = inner.source();
        }
        tracing::error!(%detail, "a fault");
        Self::Internal { detail }
    }
}

impl From<Error> for KithError {
    fn from(error: Error) -> Self {
        let code = error.code();
        match error {
            Error::Refused(Refused::Invalid { what, why }) => Self::invalid(what, why),
            Error::Refused(Refused::NotFound { what, name }) => Self::NotFound {
                what: what.to_owned(),
                id: name,
            },
            Error::Refused(Refused::Disk(_)) => Self::fault(&error),
            Error::Refused(refused) => Self::refused(code, refused),
            Error::Invite(InviteError::Newer)
            | Error::Carried(CarriedError::Newer)
            | Error::Newer => Self::UpdateNeeded,
            Error::Paper(_) => Self::invalid("paper key", error),
            Error::Carried(_)
            | Error::Invite(_)
            | Error::InviteExpired(_)
            | Error::AlreadyMember => Self::refused(code, error),
            Error::Address(_) => Self::invalid("server", error),
            Error::NoCommunity => Self::NotFound {
                what: "this neighbourhood".to_owned(),
                id: String::new(),
            },
            Error::KeyGone => Self::KeyGone,
            Error::DiskFull => Self::StorageFull,
            Error::Locked(_) | Error::Secure(_) => Self::retry(code, error),
            Error::Store(_) | Error::File(..) | Error::Document(_) | Error::Inconsistent(_) => {
                Self::fault(&error)
            }
        }
    }
}

impl From<SyncError> for KithError {
    fn from(error: SyncError) -> Self {
        match error {
            SyncError::Transport(TransportError::Offline) => Self::Offline,
            SyncError::Transport(TransportError::Busy)
            | SyncError::Wait(_)
            | SyncError::Recovering
            | SyncError::Problem(Problem::Recovering | Problem::SetBack | Problem::Token) => {
                Self::retry("busy", error)
            }
            SyncError::Transport(TransportError::NotKith { .. } | TransportError::TooLarge)
            | SyncError::Malformed => Self::refused("not-kith", error),
            SyncError::NoServer => Self::refused("no-server", error),
            SyncError::WrongServer => Self::refused("wrong-server", error),
            SyncError::Problem(Problem::Version) => Self::UpdateNeeded,
            SyncError::Problem(Problem::UnknownCommunity) => {
                Self::refused("unknown-community", error)
            }
            SyncError::Problem(Problem::NotAMember) => Self::refused("not-a-member", error),
            SyncError::Problem(Problem::Malformed) => Self::fault(&error),
            SyncError::Page(PageError::Withheld) => Self::server_fault("withheld", error),
            SyncError::Page(PageError::Roster(EntryError::Newer)) => Self::UpdateNeeded,
            SyncError::Page(PageError::Store(error)) => error.into(),
            // No fault of this program's: what the server sent does not hold.
            SyncError::Page(_) => Self::server_fault("server-fault", error),
            SyncError::Store(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_can_act_on_a_refusal_and_only_a_fault_is_internal() {
        let closed = Refused::closed("already-sealed", "this round is closed");
        assert_eq!(
            KithError::from(Error::from(closed)),
            KithError::refused("already-sealed", "this round is closed")
        );
        assert_eq!(KithError::from(Error::KeyGone), KithError::KeyGone);
        assert_eq!(KithError::from(Error::Newer), KithError::UpdateNeeded);
        assert_eq!(KithError::from(Error::DiskFull), KithError::StorageFull);
        for (page, code) in [
            (PageError::Withheld, "withheld"),
            (PageError::Forged, "server-fault"),
        ] {
            let error = KithError::from(SyncError::from(page));
            assert!(matches!(error, KithError::ServerFault { code: c, .. } if c == code));
        }
        let newer = PageError::Roster(EntryError::Newer);
        assert_eq!(
            KithError::from(SyncError::from(newer)),
            KithError::UpdateNeeded
        );
        let fault = KithError::from(Error::Inconsistent("two heads".into()));
        assert!(matches!(fault, KithError::Internal { .. }));
    }
}
