//! The fixed words of pairings and visits.

use kith_domain::pairing::{project, schema, visit};

/// How far a pairing is.
pub type PairingStage = project::Stage;

/// How far a pairing is.
#[uniffi::remote(Enum)]
pub enum PairingStage {
    /// Visitors are being suggested.
    Suggested,
    /// The host has chosen.
    Chosen,
    /// Two people have approved; the visitor is on the roster.
    Approved,
    /// Host and visitor have met.
    Introduced,
    /// It rests.
    OnHold,
    /// It is over.
    Ended {
        /// Why.
        reason: EndReason,
    },
}

/// Why a pairing is over.
pub type EndReason = schema::EndReason;

/// Why a pairing is over.
#[uniffi::remote(Enum)]
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
    /// It had run its course, or another reason.
    Other,
}

/// The part of a day.
pub type DayPart = visit::Part;

/// The part of a day.
#[uniffi::remote(Enum)]
pub enum DayPart {
    /// Before noon.
    Morning,
    /// Until about six.
    Afternoon,
    /// Until bedtime.
    Evening,
    /// The rest.
    Night,
}

/// What a visit was.
pub type VisitKind = visit::VisitKind;

/// What a visit was.
#[uniffi::remote(Enum)]
pub enum VisitKind {
    /// At the host's.
    Visit,
    /// On the phone.
    Call,
    /// Something fetched or done.
    Errand,
    /// Nobody came to the door.
    NoAnswer,
    /// The host was not well.
    NotWell,
}

/// Roughly how long.
pub type VisitLength = visit::Length;

/// Roughly how long.
#[uniffi::remote(Enum)]
pub enum VisitLength {
    /// A hello.
    Short,
    /// A cup of tea.
    Medium,
    /// A good while.
    Long,
}

/// How a visit stands.
pub type VisitClass = visit::VisitClass;

/// How a visit stands.
#[uniffi::remote(Enum)]
pub enum VisitClass {
    /// Before any ending: it counts.
    BeforeEnd,
    /// Nobody has noted that the two were introduced: it counts, with a soft flag.
    NotIntroduced,
    /// After the ending, by a phone that had not learnt of it: it counts, with a soft flag.
    AfterEndUnknown,
    /// Written by a phone that showed the ending: a coordinator looks at it first.
    AfterEndKnown,
    /// Written after the visitor's place in the roster had ended: a coordinator looks at it first.
    AfterLeaving,
}
