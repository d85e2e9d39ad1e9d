//! What the time bank's facts hold, and within which bounds.
//!
//! Subjects: a claim is `<claim>/<version>`; agree, question and witness name the `<version>`;
//! withdraw names the `<claim>`. A note about a claim has the `<claim>` as subject, the words of a
//! question its `<version>`. Unknown fields are kept where a fact is restated. Read next:
//! [`super::version`].

use super::version::Version;
use super::view::Look;
use crate::command::Seen;
use crate::facts::{Content, Fact};
use crate::ids::{ItemId, MemberId};
use crate::time::Day;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::ops::RangeInclusive;

/// The schema version this code writes.
pub const SCHEMA: u32 = 1;
/// Minutes one claim may hold.
pub const MINUTES: RangeInclusive<u32> = 5..=1440;
/// Minutes come in steps of this.
pub const STEP: u32 = 5;
/// Longest kind word, in bytes.
pub const KIND: usize = 32;
/// Longest note or question, in characters.
pub const WORDS: usize = 800;

/// One immutable version of a note of help. Agreement binds to these bytes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Schema version.
    pub v: u32,
    /// The claim; the same in all its versions.
    pub claim: ItemId,
    /// Who noted it. Must be the drawer it lies in.
    pub by: MemberId,
    /// Who gave the help.
    pub giver: MemberId,
    /// Who received it.
    pub receiver: MemberId,
    /// How long: [`MINUTES`] in steps of [`STEP`].
    pub minutes: u32,
    /// When.
    pub day: Day,
    /// A word for what it was: `a-z` and `-`, at most [`KIND`] bytes.
    pub kind: String,
    /// The version this one is an edit of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<Version>,
    /// What its writer had seen.
    #[serde(default)]
    pub seen: Seen,
    /// Fields of later schemas.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

/// An agree, a withdraw or a witness: the subject says to what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// Schema version.
    pub v: u32,
    /// What its writer had seen.
    #[serde(default)]
    pub seen: Seen,
    /// Fields of later schemas.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

/// A party's doubt about a version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// Schema version.
    pub v: u32,
    /// Whether it is asked; `false` lifts it.
    pub open: bool,
    /// What its writer had seen.
    #[serde(default)]
    pub seen: Seen,
    /// Fields of later schemas.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

/// Free words about a claim or a version; sealed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// Schema version.
    pub v: u32,
    /// The words.
    pub text: String,
    /// What its writer had seen.
    #[serde(default)]
    pub seen: Seen,
    /// Fields of later schemas.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

impl Claim {
    /// Whether `member` gave or received this help.
    #[must_use]
    pub fn is_party(&self, member: MemberId) -> bool {
        member == self.giver || member == self.receiver
    }

    /// The party that did not note it; `None` if whoever noted it is no party.
    #[must_use]
    pub fn other(&self) -> Option<MemberId> {
        if self.by == self.giver {
            Some(self.receiver)
        } else if self.by == self.receiver {
            Some(self.giver)
        } else {
            None
        }
    }

    /// Whether the values are within bounds.
    ///
    /// # Errors
    /// The field, and what would do.
    pub fn bounds(&self) -> Result<(), (&'static str, &'static str)> {
        if self.giver == self.receiver {
            return Err(("member", "must be somebody else than the giver"));
        }
        if !MINUTES.contains(&self.minutes) || !self.minutes.is_multiple_of(STEP) {
            return Err(("minutes", "must be from 5 to 1440 in steps of 5"));
        }
        let word = |b: u8| b.is_ascii_lowercase() || b == b'-';
        if !(1..=KIND).contains(&self.kind.len()) || !self.kind.bytes().all(word) {
            return Err(("kind", "must be one word of a-z and -, up to 32 letters"));
        }
        Ok(())
    }

    /// Reads a claim from its fact, and holds its bytes against the version in its key.
    ///
    /// # Errors
    /// The [`Look`] that says why it cannot count.
    pub fn read(fact: &Fact) -> Result<(Version, Self), Look> {
        let (claim, version) = fact.key.subject.split_once('/').ok_or(Look::Unreadable)?;
        let claim: ItemId = claim.parse().map_err(|_| Look::Unreadable)?;
        let version: Version = version.parse().map_err(|_| Look::Unreadable)?;
        let Content::Text(text) = &fact.content else {
            return Err(Look::Unreadable);
        };
        if Version::of(text) != version {
            return Err(Look::HashMismatch);
        }
        let read: Self = read(fact)?;
        if (read.claim, read.by) != (claim, fact.key.member) {
            return Err(Look::Copied);
        }
        read.bounds().map_err(|_| Look::OutOfBounds)?;
        Ok((version, read))
    }
}

/// Reads a fact of a schema this code knows.
///
/// # Errors
/// [`Look::Newer`] or [`Look::Unreadable`].
pub fn read<T: DeserializeOwned>(fact: &Fact) -> Result<T, Look> {
    #[derive(Deserialize)]
    struct Schema {
        v: u32,
    }
    let schema: Schema = fact.read().ok_or(Look::Unreadable)?;
    if schema.v > SCHEMA {
        return Err(Look::Newer);
    }
    fact.read().ok_or(Look::Unreadable)
}
