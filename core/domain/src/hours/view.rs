//! What screens get of one ledger: entries with their state in words, and the rows that are posted.

use super::version::Version;
use crate::command::Stamp;
use crate::ids::{ItemId, MemberId};
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// One ledger document.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct LedgerView {
    /// One per claim, ordered by claim id.
    pub entries: Vec<EntryView>,
    /// The rows that count: per posted entry giver +minutes, receiver −minutes, so they always add
    /// up to zero. Ordered as the entries are.
    pub postings: Vec<Posting>,
    /// What does not count and why, ordered by key.
    pub aside: Vec<SetAside>,
}

/// What became of one claim. Minutes, day and kind are those of its newest version.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EntryView {
    /// The claim.
    pub claim: ItemId,
    /// Its newest version: the one to agree to.
    pub version: Version,
    /// Versions before it, oldest first.
    pub older: Vec<Version>,
    /// Who gave the help.
    pub giver: MemberId,
    /// Who received it.
    pub receiver: MemberId,
    /// How long.
    pub minutes: u32,
    /// When.
    pub day: Day,
    /// What it was.
    pub kind: String,
    /// The claimant's own words, if there are any.
    pub note: Option<Words>,
    /// Who noted it, or for whom it was noted.
    pub claimed_by: MemberId,
    /// Who wrote the newest version: whoever noted it, or their proxy.
    pub hand: MemberId,
    /// What became of it.
    #[serde(flatten)]
    pub state: EntryState,
    /// Whose answer it waits for.
    pub awaits: Option<MemberId>,
    /// The state in words.
    pub why: &'static str,
    /// The version agreed last, which may be an older one; stays valid until a newer is agreed.
    pub agreed: Option<Agreed>,
    /// Whether `agreed` counts in the balances.
    pub posted: bool,
    /// Questions that are open, on the newest and on the agreed version.
    pub questions: Vec<QuestionView>,
    /// Where the newest version was written.
    pub stamp: Stamp,
    /// Every fact this entry rests on, in order: it is sent when all of them are.
    pub stamps: Vec<Stamp>,
}

impl EntryView {
    /// Whether `member` asks about `version` and nobody who saw the question has settled it.
    #[must_use]
    pub fn asks(&self, member: MemberId, version: Version) -> bool {
        let mut questions = self.questions.iter();
        questions.any(|q| q.by.member == member && q.version == version)
    }
}

/// What became of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum EntryState {
    /// The newest version waits for the other party.
    Noted,
    /// The newest version counts.
    Posted,
    /// Somebody asked about it; nothing of the version in doubt counts.
    Questioned,
    /// The claimant took it back before it was agreed.
    Withdrawn,
    /// Somebody must look at it.
    NeedsALook {
        /// Why.
        code: Look,
    },
}

impl EntryState {
    /// Whether those it is between must do something about it.
    #[must_use]
    pub fn needs_a_look(self) -> bool {
        matches!(self, Self::Questioned | Self::NeedsALook { .. })
    }
}

/// The version that was agreed last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Agreed {
    /// Which.
    pub version: Version,
    /// Its minutes.
    pub minutes: u32,
    /// The other party, if they agreed themselves.
    pub by: Option<By>,
    /// The coordinator who witnessed it.
    pub witness: Option<By>,
}

/// Who stated something, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct By {
    /// Who.
    pub member: MemberId,
    /// Who wrote it: the member, or their proxy.
    pub hand: MemberId,
    /// Where.
    pub stamp: Stamp,
}

/// An open question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuestionView {
    /// About which version.
    pub version: Version,
    /// Who asks.
    pub by: By,
    /// Their words, if there are any.
    pub words: Option<Words>,
}

/// Sealed words as far as this phone can read them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Words {
    /// The words.
    Text(String),
    /// Their key is not here yet.
    WaitingForKey,
    /// They do not read here.
    Unreadable,
}

/// One posted row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Posting {
    /// The claim.
    pub claim: ItemId,
    /// The version that counts; with `member` this names the row.
    pub version: Version,
    /// Whose balance.
    pub member: MemberId,
    /// Minutes, more for giving and less for receiving.
    pub minutes: i64,
}

/// A fact that changes nothing, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct SetAside {
    /// The fact's key.
    pub key: String,
    /// Where it was written.
    pub stamp: Stamp,
    /// Stable word.
    pub code: &'static str,
    /// The reason in words.
    pub why: String,
}

/// Why a fact of the time bank needs a look. The words are shown to people.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    thiserror::Error,
)]
#[serde(rename_all = "kebab-case")]
pub enum Look {
    /// Its bytes are not those its key names.
    #[error("what is written is not what its name says")]
    HashMismatch,
    /// It says it is another member's, or another claim's.
    #[error("copied from another note")]
    Copied,
    /// It does not read.
    #[error("this cannot be read")]
    Unreadable,
    /// It is of a later schema.
    #[error("written by a newer version of Kith; update the app to see it")]
    Newer,
    /// Minutes, kind or parties are out of bounds.
    #[error("holds hours outside the rules")]
    OutOfBounds,
    /// Whoever wrote it neither gave nor received the help.
    #[error("written by somebody who neither gave nor received this help")]
    NotAParty,
    /// Whoever noted it agreed to it as well.
    #[error("whoever noted it cannot agree to it; the other has to")]
    OwnClaim,
    /// A witness gave or received the help.
    #[error("a witness must be somebody who neither gave nor received this help")]
    WitnessIsParty,
    /// It is about a version nobody here has.
    #[error("about a note of hours that is not here")]
    UnknownClaim,
    /// It agrees to a version although an edit had been seen.
    #[error("agrees to an older version although the newer was there")]
    Superseded,
    /// It takes back what had been seen as agreed.
    #[error("agreed already; an edit that both agree to can change it")]
    AgreedAlready,
    /// Its author had left.
    #[error("written after leaving the neighbourhood; a coordinator can witness it")]
    AfterLeaving,
}

impl Look {
    /// The stable word.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::HashMismatch => "hash-mismatch",
            Self::Copied => "copied",
            Self::Unreadable => "unreadable",
            Self::Newer => "newer",
            Self::OutOfBounds => "out-of-bounds",
            Self::NotAParty => "not-a-party",
            Self::OwnClaim => "own-claim",
            Self::WitnessIsParty => "witness-is-party",
            Self::UnknownClaim => "unknown-claim",
            Self::Superseded => "superseded",
            Self::AgreedAlready => "agreed-already",
            Self::AfterLeaving => "after-leaving",
        }
    }
}
