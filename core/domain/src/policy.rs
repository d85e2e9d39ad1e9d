//! Rights: may this member state this, here, with this device, at this number?
//!
//! One function, [`right`], asked three times: by the phone before it writes, to refuse early and
//! kindly; by the server, in [`admits`], to refuse for good; and by [`crate::facts`], to classify
//! what arrived. It reads the topic table and the rosters, never values. Read next: [`crate::facts`].

use crate::document::{DocumentKind, DocumentName};
use crate::fact::FactKey;
use crate::ids::DeviceTag;
use crate::limits;
use crate::roster::{Role, Rosters, Standing};
use crate::topic::{Row, Status, Topic, Who};

/// Why a fact does not count in a right. The words are shown to people.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    thiserror::Error,
    serde::Serialize,
    serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Denied {
    /// The author is on no roster.
    #[error("whoever wrote this is not a member")]
    NotAMember,
    /// The author had left or been removed.
    #[error("written after leaving")]
    AfterLeaving,
    /// The device had been revoked.
    #[error("written with a phone that had been revoked")]
    Revoked,
    /// The author's role does not allow it.
    #[error("only {} can do this", who_words(*.0))]
    WrongRole(#[serde(skip)] Whom),
    /// The author does not speak for whom the fact names, or not on this topic.
    #[error("whoever wrote this does not act for the person it speaks for")]
    NotTheirProxy,
    /// The topic belongs into other documents.
    #[error("this does not belong in this kind of document")]
    WrongDocument,
    /// The topic is unknown to this version.
    #[error("written by a newer version of Kith; update the app to see it")]
    UnknownTopic,
    /// The topic is reserved.
    #[error("this version of Kith cannot show this yet")]
    NotYet,
}

/// Who would have been allowed; wraps [`Who`] so that it has a default for serde.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Whom {
    /// The round's organiser.
    Organiser,
    /// A coordinator.
    Coordinator,
    /// Somebody in the pairing.
    Pairing,
    /// The host.
    Host,
    /// The visitor.
    Visitor,
    /// Whoever raised the concern.
    Author,
    /// A safeguarding lead.
    Lead,
    /// The owner of the document.
    #[default]
    Owner,
}

fn who_words(whom: Whom) -> &'static str {
    match whom {
        Whom::Organiser => "the round's organiser",
        Whom::Coordinator => "a coordinator",
        Whom::Pairing => "somebody in this pairing",
        Whom::Host => "the host",
        Whom::Visitor => "the visitor",
        Whom::Author => "whoever raised this concern",
        Whom::Lead => "a safeguarding lead who was told of it",
        Whom::Owner => "whoever made this list",
    }
}

impl Denied {
    /// The stable word on the wire and in JSON.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NotAMember => "not-a-member",
            Self::AfterLeaving => "after-leaving",
            Self::Revoked => "revoked",
            Self::NotTheirProxy => "not-their-proxy",
            Self::WrongRole(_) => "wrong-role",
            Self::WrongDocument => "wrong-document",
            Self::UnknownTopic => "unknown-topic",
            Self::NotYet => "not-yet",
        }
    }
}

/// Whether the fact counts in a right of its author.
///
/// The key's member must be the device's member; the guard has made sure of that. A proxy's fact is
/// judged by the rights of whom it speaks for. Equal arguments
/// give equal answers, on every machine.
///
/// # Errors
/// The first [`Denied`] in rule order: standing, topic, document, role.
pub fn right(
    rosters: &Rosters,
    document: &DocumentName,
    key: &FactKey,
    device: DeviceTag,
    n: u32,
) -> Result<&'static Row, Denied> {
    let spoken = key.spoken();
    let speaker = spoken.as_ref().map_or(key.member, |spoken| spoken.member);
    let mut departed = match rosters.standing(document.space, device, n) {
        Standing::Unknown => return Err(Denied::NotAMember),
        Standing::Revoked => return Err(Denied::Revoked),
        Standing::Departed => true,
        Standing::Member => false,
    };
    let row = Topic::from_word(&key.topic)
        .ok_or(Denied::UnknownTopic)?
        .row();
    let kind = document.kind().ok_or(Denied::UnknownTopic)?;
    if row.status == Status::NotYet {
        return Err(Denied::NotYet);
    }
    let space = document.space;
    // A ledger in a pairing's space would be hours that only some phones count.
    let at_home = rosters.spaces.get(&space).map(|s| s.kind) == Some(kind.home());
    if !row.kinds.contains(&kind) || !at_home {
        return Err(Denied::WrongDocument);
    }
    if spoken.is_some() {
        if !row.proxy || !rosters.acts_for(space, key.member, speaker, device, n) {
            return Err(Denied::NotTheirProxy);
        }
        departed |= rosters.had_left(space, speaker, device, n);
    }
    // A visit of somebody who never visited here is not one that came late.
    if departed && (row.who != Who::Visitor || rosters.held(space, Role::Visitor, speaker)) {
        return Err(Denied::AfterLeaving);
    }
    let has = |role, whom| {
        if rosters.role_at(space, role, speaker, device, n) {
            Ok(row)
        } else if row.after_leaving && rosters.gave_up(space, role, speaker, device, n) {
            // Who left a pairing has left, as who left the neighbourhood has.
            Err(Denied::AfterLeaving)
        } else {
            Err(Denied::WrongRole(whom))
        }
    };
    match row.who {
        Who::Member => Ok(row),
        Who::Owner | Who::Organiser if kind == DocumentKind::Round => {
            match rosters.organiser_at(&document.name, speaker, device, n) {
                Some(_) => Ok(row),
                None => Err(Denied::WrongRole(Whom::Organiser)),
            }
        }
        Who::Owner | Who::Organiser => {
            if document.owner() == Some(speaker) {
                Ok(row)
            } else {
                Err(Denied::WrongRole(Whom::Owner))
            }
        }
        Who::Coordinator => has(Role::Coordinator, Whom::Coordinator),
        Who::Host => has(Role::Host, Whom::Host),
        Who::Visitor => has(Role::Visitor, Whom::Visitor),
        Who::Author => has(Role::Author, Whom::Author),
        Who::ConcernLead => has(Role::Lead, Whom::Lead),
        Who::PairingCoordinator => has(Role::PairingCoordinator, Whom::Coordinator),
        Who::PairingMember => [Role::Host, Role::Visitor, Role::PairingCoordinator]
            .into_iter()
            .find_map(|role| has(role, Whom::Pairing).ok())
            .ok_or(Denied::WrongRole(Whom::Pairing)),
        Who::Nobody => Err(Denied::NotYet),
    }
}

/// Seconds in a day.
const DAY: i64 = 24 * 60 * 60;

/// Whether the server takes a fact that a phone pushes: [`right`], and what only the one who orders
/// can say. Who left still brings what happened for [`limits::AFTER_LEAVING_DAYS`]; what a later
/// version will know is kept within the space it is written in.
///
/// `now` is the server's time, seconds since 1970; none while a restored server takes back what it
/// had taken once, in time or not.
///
/// # Errors
/// The stable code that goes over the wire: a [`Denied::code`], or `not-in-space`.
pub fn admits(
    rosters: &Rosters,
    document: &DocumentName,
    key: &FactKey,
    (device, n): (DeviceTag, u32),
    now: Option<i64>,
) -> Result<(), &'static str> {
    match right(rosters, document, key, device, n) {
        Err(Denied::AfterLeaving)
            if Topic::from_word(&key.topic).is_some_and(|topic| topic.row().after_leaving)
                && in_time(rosters, document, key, now) =>
        {
            Ok(())
        }
        Ok(_) | Err(Denied::UnknownTopic | Denied::NotYet)
            if rosters.may_read(document.space, key.member) =>
        {
            Ok(())
        }
        Ok(_) | Err(Denied::UnknownTopic | Denied::NotYet) => Err("not-in-space"),
        Err(denied) => Err(denied.code()),
    }
}

/// Whether whoever wrote this, and whom they wrote it for, left the document's space recently enough,
/// if they did; who belongs again came back in time.
fn in_time(rosters: &Rosters, document: &DocumentName, key: &FactKey, now: Option<i64>) -> bool {
    let spoken = key.spoken();
    let speaker = spoken.as_ref().map_or(key.member, |spoken| spoken.member);
    [key.member, speaker].into_iter().all(|member| {
        let left = rosters.left_at(document.space, member);
        let until = left.map(|time| time.saturating_add(limits::AFTER_LEAVING_DAYS * DAY));
        now.is_none_or(|now| until.is_none_or(|until| now <= until))
    })
}
