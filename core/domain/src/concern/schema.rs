//! What is stated about a concern. Read next: [`super::command`].

use crate::ids::MemberId;
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// Most characters of a concern.
pub const TEXT: usize = 2_000;

/// The subject of a concern's facts: there is one concern in a space.
pub const SUBJECT: &str = "concern";

/// What somebody is worried about (`concern`, sealed to the leads).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// What they saw, heard or were told.
    pub text: String,
    /// About whom, if that is a member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<MemberId>,
    /// When it was raised, by the author's phone.
    pub day: Day,
}

/// A lead has read a concern (`acknowledged`, clear: it says nothing else).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledged {
    /// When, by the lead's phone.
    pub day: Day,
}
