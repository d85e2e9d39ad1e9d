//! What notices and pages hold, and within which bounds; lengths are characters.
//!
//! Subjects: a notice's item id; a page is `self`. Both are restated whole, and fields of later
//! schemas are kept when they are.

use crate::command::Refused;
use crate::facts::{Content, Fact};
use crate::topic::Topic;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The schema version this code writes.
pub const SCHEMA: u32 = 1;
/// Longest title of a notice.
pub const TITLE: usize = 80;
/// Longest text of a notice, and of the line about oneself.
pub const TEXT: usize = 800;
/// Longest name of a member or household.
pub const NAME: usize = 60;
/// The subject of a member's page.
pub const OWN_PAGE: &str = "self";

/// Which side of an exchange a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeKind {
    /// Something a member can give.
    Offer,
    /// Something a member would like.
    Request,
}

impl NoticeKind {
    /// Both kinds.
    pub const ALL: [Self; 2] = [Self::Offer, Self::Request];

    /// Its topic.
    #[must_use]
    pub fn topic(self) -> Topic {
        match self {
            Self::Offer => Topic::Offer,
            Self::Request => Topic::Request,
        }
    }
}

/// An offer or a request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    /// Schema version.
    pub v: u32,
    /// One line: 1 to [`TITLE`].
    pub title: String,
    /// More words, up to [`TEXT`].
    #[serde(default)]
    pub text: String,
    /// Whether it was taken down.
    #[serde(default)]
    pub closed: bool,
    /// Fields of later schemas.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

/// A member's own page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// Schema version.
    pub v: u32,
    /// What the member is called: 1 to [`NAME`].
    pub name: String,
    /// What the household is called, up to [`NAME`].
    #[serde(default)]
    pub home: String,
    /// A line about themselves, up to [`TEXT`].
    #[serde(default)]
    pub about: String,
    /// Fields of later schemas.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

/// Whether a sealed fact reads on this phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reads {
    /// It does.
    Open,
    /// Its key is not here yet.
    WaitingForKey,
    /// It was written by a newer version; update the app.
    Newer,
    /// It will never read.
    Unreadable,
}

/// Reads a fact of a schema this code knows.
///
/// # Errors
/// Why it does not read.
pub fn read<T: DeserializeOwned>(fact: &Fact) -> Result<T, Reads> {
    #[derive(Deserialize)]
    struct Schema {
        v: u32,
    }
    match fact.content {
        Content::Text(_) => {}
        Content::WaitingForKey => return Err(Reads::WaitingForKey),
        Content::Unreadable => return Err(Reads::Unreadable),
    }
    let schema: Schema = fact.read().ok_or(Reads::Unreadable)?;
    if schema.v > SCHEMA {
        return Err(Reads::Newer);
    }
    fact.read().ok_or(Reads::Unreadable)
}

/// `text` without outer spaces, if it is one line of at most `most` characters.
///
/// # Errors
/// [`Refused::Invalid`].
pub fn line(what: &'static str, text: &str, most: usize) -> Result<String, Refused> {
    if text.trim().contains(char::is_control) {
        return Err(Refused::invalid(what, "must be one line"));
    }
    block(what, text, most)
}

/// `text` without outer spaces, if it has at most `most` characters.
///
/// # Errors
/// [`Refused::Invalid`].
pub fn block(what: &'static str, text: &str, most: usize) -> Result<String, Refused> {
    let text = text.trim();
    if text.chars().count() > most {
        let why = format!("is too long; keep it to {most} characters");
        return Err(Refused::invalid(what, why));
    }
    Ok(text.to_owned())
}
