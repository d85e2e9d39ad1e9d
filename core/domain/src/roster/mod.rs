//! Who belongs: a log of signed records, sequenced and countersigned by the server.
//!
//! Reading order: [`act`] (what can be done), [`record`] (what a person signs), [`entry`] (what the
//! server makes of it), [`member`] (what is kept) and [`state`] (how records bring it about),
//! [`rights`] (the questions it answers), [`key`] (who may hold which key), [`signers`] (who may sign
//! which record) and [`judge`] (the judgement), `fits.rs` (what a record may not break), `cuts.rs`
//! (where a right ended), `erasing.rs` (what goes for good), [`versions`] (by which rules).
//!
//! A roster is a log and not a CRDT because concurrent removals have no fair merge. A right is a
//! comparison of numbers: each grant and withdrawal is sequenced with the feed numbers the member's
//! devices had reached (*from*, *cut*), and a fact counts in a right iff its number lies between.

pub mod act;
mod apply;
mod cuts;
mod entitled;
pub mod entry;
mod erasing;
mod fits;
pub mod judge;
pub mod key;
mod lines;
pub mod member;
pub mod record;
pub mod refusal;
pub mod rights;
pub mod signers;
pub mod state;
pub mod versions;

#[cfg(test)]
mod tests;

pub use act::{Act, Participant, Role, SpaceKind, Subject};
pub use entry::{Entry, EntryError, Line, Stated};
pub use key::NamedKey;
pub use member::{Device, Member, Standing};
pub use record::{Body, Record};
pub use refusal::RecordRefusal;
pub use state::Rosters;
pub use versions::Versions;
