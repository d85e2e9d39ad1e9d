//! Why a record is not taken: a stable word for phones and servers, and words for people.

/// Why a record is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum RecordRefusal {
    /// It names another community, or a space that does not fit.
    #[error("this belongs to another neighbourhood")]
    Elsewhere,
    /// A signature does not hold, or there are none or too many.
    #[error("a signature on this does not hold")]
    BadSignature,
    /// Nobody entitled signed.
    #[error("whoever signed this may not do it; ask a coordinator")]
    NotEntitled,
    /// Another record about the same subject was sequenced since.
    #[error("somebody else changed this first; look at it again")]
    Overtaken,
    /// It names somebody or something that is not there.
    #[error("this names somebody or something that is not in the neighbourhood")]
    Unknown,
    /// It would change nothing, or is about someone who already left.
    #[error("this has already happened")]
    AlreadySo,
    /// The last coordinator cannot go.
    #[error("the last coordinator cannot go; make somebody else a coordinator first")]
    LastCoordinator,
    /// The invite was used, withdrawn or has expired.
    #[error("this invite was used already, taken back or has expired; ask for a new one")]
    InviteSpent,
    /// A bound is exceeded.
    #[error("this is more than the neighbourhood's rules allow")]
    TooMuch,
    /// Two devices with one tag.
    #[error("this device's key clashes with another's; make a new one")]
    SameTag,
    /// It raises versions above what this program knows.
    #[error("this needs a newer version of Kith; update the app, and the server")]
    Newer,
    /// The community goes by rules that do not know it.
    #[error(
        "the neighbourhood goes by older rules that do not know this; a coordinator must raise \
         them first, once every phone is up to date"
    )]
    OlderRules,
    /// The evidence is none.
    #[error("the proof that comes with this does not hold")]
    NoProof,
}

impl RecordRefusal {
    /// The stable word on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Elsewhere => "elsewhere",
            Self::BadSignature => "bad-signature",
            Self::NotEntitled => "not-entitled",
            Self::Overtaken => "overtaken",
            Self::Unknown => "unknown-subject",
            Self::AlreadySo => "already-so",
            Self::LastCoordinator => "last-coordinator",
            Self::InviteSpent => "invite-spent",
            Self::TooMuch => "too-much",
            Self::SameTag => "same-tag",
            Self::Newer => "newer-version",
            Self::OlderRules => "older-rules",
            Self::NoProof => "no-proof",
        }
    }
}
