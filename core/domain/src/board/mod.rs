//! The noticeboard and the members' own pages.
//!
//! Offers and requests lie in the board of the quarter they were posted in, a member's page in the
//! people document; all of it is sealed, so a phone without the key shows that something is there
//! and waits. Searching is the shells' affair.
//!
//! | Read in this order | It answers |
//! |---|---|
//! | [`schema`] | What do the facts hold, and within which bounds? |
//! | [`command`] | What can a person do? |
//! | [`notices`] | What hangs on a quarter's board? |
//! | [`pages`] | What do members say about themselves? |

pub mod command;
pub mod notices;
pub mod pages;
pub mod schema;

#[cfg(test)]
mod tests;

pub use command::BoardCommand;
pub use notices::{BoardView, NoticeView, board};
pub use pages::{PageView, PeopleView, people};
pub use schema::{NoticeKind, Reads};
