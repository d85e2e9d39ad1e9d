//! The time bank: who helped whom for how long, agreed by both, never by one.
//!
//! A *claim* is one immutable version of a note of help, in its writer's drawer of the ledger of the
//! day's month. It counts once the *other* party agrees to exactly that version, or a coordinator who
//! is no party witnesses it. Then it posts two rows, giver +minutes and receiver −minutes, so all
//! balances always add up to nothing. Help that happened is never refused: it is noted, and
//! classified.
//!
//! | Read in this order | It answers |
//! |---|---|
//! | [`schema`] | What do the facts hold, and within which bounds? |
//! | [`version`] | How does an agreement name exactly one version? |
//! | [`command`] | What can a person do, and when is it refused early? |
//! | [`mod@project`] | Which fact belongs to which claim, and what is set aside? |
//! | [`entry`] | What became of one claim, given everything said about it? |
//! | [`view`] | What do screens get? |
//! | [`deeds`] | Which buttons are under an entry? |

pub mod command;
pub mod deeds;
pub mod entry;
mod ledger;
pub mod project;
pub mod schema;
pub mod version;
pub mod view;

#[cfg(test)]
mod forgeries;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) mod village;

pub use command::HoursCommand;
pub use deeds::{HoursDeed, Weighed};
pub use project::{balances, project};
pub use schema::Claim;
pub use version::Version;
pub use view::{
    Agreed, By, EntryState, EntryView, LedgerView, Look, Posting, QuestionView, SetAside, Words,
};
