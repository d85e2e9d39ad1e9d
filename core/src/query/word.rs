//! The sync word: where what somebody wrote stands, in one word and one sentence.
//!
//! A fact is *on this phone* while it was written here and the server has not acknowledged its
//! number, else it is *sent*; *counted*, *late*, *waiting for a key* and *needs a look* say what
//! became of it. A fact that only this phone has is never called counted.

use serde::Serialize;

/// The word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SyncWord {
    /// Nobody else has it yet.
    OnThisPhone,
    /// The server has it.
    Sent,
    /// It is in a sum: sealed, agreed, a visit that counts.
    Counted,
    /// It came after the seal and changes nothing.
    Late,
    /// It cannot be read here yet.
    WaitingForKey,
    /// Somebody must do something.
    NeedsALook,
}

impl SyncWord {
    /// The word as people read it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::OnThisPhone => "on this phone",
            Self::Sent => "sent",
            Self::Counted => "counted",
            Self::Late => "late",
            Self::WaitingForKey => "waiting for a key",
            Self::NeedsALook => "needs a look",
        }
    }

    fn sentence(self) -> &'static str {
        match self {
            Self::OnThisPhone => "Safe on this phone; it goes out at the next sync.",
            Self::Sent => "The neighbourhood has it.",
            Self::Counted => "It counts.",
            Self::Late => "It came after the round was closed and changes nothing.",
            Self::WaitingForKey => "Its key has not reached this phone yet; it comes with a sync.",
            Self::NeedsALook => "Somebody should look at this.",
        }
    }
}

/// Where a row stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sync {
    /// In one word.
    pub word: SyncWord,
    /// In one sentence.
    pub why: String,
}

impl Sync {
    /// The word with its usual sentence.
    #[must_use]
    pub fn of(word: SyncWord) -> Self {
        Self {
            word,
            why: word.sentence().to_owned(),
        }
    }

    /// The word with a reason of its own.
    #[must_use]
    pub fn because(word: SyncWord, why: impl Into<String>) -> Self {
        Self {
            word,
            why: why.into(),
        }
    }

    /// On this phone, or else what became of it.
    #[must_use]
    pub fn unless_here(on_this_phone: bool, then: Self) -> Self {
        if on_this_phone {
            Self::of(SyncWord::OnThisPhone)
        } else {
            then
        }
    }
}
