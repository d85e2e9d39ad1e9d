//! Pairings: a host, the visitor the host chose, and the coordinators who look after them.
//!
//! A pairing is a space of its own, with its own key and roster, and one document, `all` (visits go
//! on in `all/2`). It opens with a host and coordinators; coordinators suggest visitors, the host
//! chooses, two coordinators approve (one a safeguarding lead), and only then does the visitor join
//! the roster and get the key. Visits are facts: always taken, classified by what their author could
//! know. Nothing here counts minutes, ranks anyone or asks for a reason not to visit.
//!
//! Reading order: [`schema`] (what is stated), [`visit`] (visits and how they are classified),
//! [`mod@project`] (what the pairing is), [`approval`] (two people's yes), [`command`] (what people do).

pub mod approval;
pub mod command;
mod matching;
mod noting;
pub mod project;
pub mod schema;
pub mod visit;

#[cfg(test)]
mod tests;

pub use command::PairingCommand;
pub use project::{PairingView, Stage, project};

use crate::document::{DocumentKind, DocumentName};
use crate::ids::{DeviceTag, MemberId, SpaceId};
use crate::roster::Rosters;

/// A pairing's document: the first, where all but visits is written.
#[must_use]
pub fn document(space: SpaceId) -> DocumentName {
    DocumentName::new(space, DocumentKind::Pairing, "all")
}

/// The devices that may still read a space: those of its members, lost ones excepted. A phone that
/// is not among them sends what it has, waits for the receipt, and then forgets the space's key.
#[must_use]
pub fn readers(rosters: &Rosters, space: SpaceId) -> Vec<(MemberId, DeviceTag)> {
    rosters
        .devices
        .iter()
        .filter(|(_, d)| d.revoked.is_none() && rosters.may_read(space, d.member))
        .map(|(tag, d)| (d.member, *tag))
        .collect()
}
