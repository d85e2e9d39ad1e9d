//! Concerns: a worry about somebody's safety, told to the safeguarding leads and to nobody else.
//!
//! Each concern is a space of its own with one document, `all`. Any member raises one, offline; it is
//! sealed to a pair of keys made for it alone. The author's phone wraps the private half to the leads
//! it names and keeps nothing that opens it, so a lost or borrowed phone betrays nothing. Who else
//! belongs to the neighbourhood, coordinators included, is never told that it exists. A lead
//! acknowledges it; until then its author reads *not yet received*. Space and subject are random ids.
//!
//! Reading order: [`schema`] (what is stated), [`command`] (what people do), [`mod@project`] (how it
//! stands).

pub mod command;
pub mod project;
pub mod schema;

#[cfg(test)]
mod tests;

pub use command::ConcernCommand;
pub use project::{ConcernView, project};
pub use schema::Words;

use crate::document::{DocumentKind, DocumentName};
use crate::ids::SpaceId;

/// A concern's document.
#[must_use]
pub fn document(space: SpaceId) -> DocumentName {
    DocumentName::new(space, DocumentKind::Concern, "all")
}
