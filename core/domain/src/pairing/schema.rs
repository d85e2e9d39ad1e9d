//! What is stated about a pairing, topic by topic. Clear values hold ids, days and fixed words only;
//! all that a person wrote, and where anyone lives, is in sealed ones. Read next: [`super::visit`].

use crate::facts::{Content, Fact};
use crate::ids::{ItemId, MemberId, RecordHash, Signature, SigningKey};
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// Most characters of one text.
pub const TEXT: usize = 1_000;

/// A value with the version of its schema: a newer one is kept and shown as unreadable, never
/// misread.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Versioned<T> {
    #[serde(default = "first", deserialize_with = "only_first")]
    v: u8,
    #[serde(flatten)]
    value: T,
}

impl<T> Versioned<T> {
    /// The value in the version this code writes.
    pub fn first(value: T) -> Self {
        Self { v: 1, value }
    }
}

fn first() -> u8 {
    1
}

fn only_first<'de, D: serde::Deserializer<'de>>(d: D) -> Result<u8, D::Error> {
    match u8::deserialize(d)? {
        1 => Ok(1),
        v => Err(serde::de::Error::custom(format!("version {v} is newer"))),
    }
}

/// What a fact says; `None` when it is waiting for a key, unreadable or newer.
#[must_use]
pub fn read<T: serde::de::DeserializeOwned>(fact: &Fact) -> Option<T> {
    fact.read::<Versioned<T>>().map(|versioned| versioned.value)
}

/// Where, when and what the host would like (`plan`, sealed).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairingPlan {
    /// Address and how to find the door.
    #[serde(default, rename = "where")]
    pub place: String,
    /// When a visit would suit.
    #[serde(default)]
    pub when: String,
    /// What the host would like: a paper, an apple, a chat about football.
    #[serde(default)]
    pub wishes: String,
}

/// A visitor suggested to the host (`suggestion`, sealed).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// Who.
    pub visitor: MemberId,
    /// Why the two might get on.
    pub why: String,
}

/// The host's choice (`choice`, sealed). It names the visitor too, so that a suggestion restated
/// afterwards does not change who was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Which suggestion.
    pub suggestion: ItemId,
    /// Whom it named.
    pub visitor: MemberId,
}

/// One person's signature over the record that admits the visitor (`approve`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Who is to visit.
    pub visitor: MemberId,
    /// Hash of the record's body.
    pub record: RecordHash,
    /// The signing device's key.
    pub key: SigningKey,
    /// Over `["kith record v1", record]`.
    pub signature: Signature,
}

/// Host and visitor have met (`introduced`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Introduced {
    /// Who was introduced to the host.
    pub visitor: MemberId,
    /// When it was noted.
    pub day: Day,
}

/// The pairing rests, or goes on (`hold`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// Whether it rests.
    pub on: bool,
}

/// Why a pairing is over: a fixed word, since the topic is clear.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EndReason {
    /// The host would rather not go on.
    HostWishes,
    /// The visitor cannot go on.
    VisitorStops,
    /// Somebody moved away.
    Moved,
    /// The host died.
    Died,
    /// A worry about somebody's safety.
    Safeguarding,
    /// It had run its course, or another reason; also any word of a newer version.
    #[serde(other)]
    Other,
}

/// The pairing is over (`ended`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// Why.
    pub reason: EndReason,
    /// When it was noted.
    pub day: Day,
}

/// A visitor's phone has sent all it had (`handed-over`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedOver {
    /// When.
    pub day: Day,
}

/// The host's own words about a visit (`own-words`, sealed).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnWords {
    /// The words.
    pub text: String,
}

/// A sealed value as this phone can show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading<T> {
    /// Read.
    Here(T),
    /// Its key has not come yet.
    WaitingForKey,
    /// It does not read here; it is kept as it is.
    Unreadable,
}

impl<T> Reading<T> {
    /// The value, if it reads.
    #[must_use]
    pub fn here(&self) -> Option<&T> {
        match self {
            Self::Here(value) => Some(value),
            _ => None,
        }
    }
}

impl<T: serde::de::DeserializeOwned> From<&Fact> for Reading<T> {
    fn from(fact: &Fact) -> Self {
        match &fact.content {
            Content::WaitingForKey => Self::WaitingForKey,
            _ => read(fact).map_or(Self::Unreadable, Self::Here),
        }
    }
}
