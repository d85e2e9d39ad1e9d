//! Kith's rules, pure: no I/O, no clock, no randomness but what is passed in. Phone and server share
//! this crate, so a rule exists once.
//!
//! # Where to start
//! The idea is *facts in drawers*: nothing is a shared mutable field. Read in the order of an act:
//!
//! 1. [`topic`]: the table of everything a member can state, as data.
//! 2. [`command`]: what a person does becomes a plan of facts and records. The pillars keep theirs
//!    beside their rules: [`round`], [`hours`], [`board`], [`pairing`], [`concern`].
//! 3. [`policy`]: may this member state this here? Asked by the phone, the server and the reader.
//! 4. [`document`], [`fact`], [`genesis`], [`mod@write`]: where facts lie; the only writer of Automerge.
//! 5. [`guard`]: the structure every change must have, wherever it comes from.
//! 6. [`feed`], [`wire`], [`page`]: how changes are numbered, signed, sent and packed ([`change`]);
//!    [`wake`]: how a sleeping phone hears of it.
//! 7. [`facts`]: which of all statements stand; then the pillars' projections say what follows.
//! 8. [`roster`], [`invite`], [`poster`]: who belongs, and with which numbers; [`carried`], [`paper`]: how that
//!    goes on without a server. [`keys`], [`sealed`], [`rekey`]: who reads.
//!
//! [`ids`], [`hash`], [`time`] and [`limits`] are what all of it is made of.

pub mod board;
pub mod carried;
pub mod change;
pub mod command;
pub mod concern;
pub mod document;
pub mod fact;
pub mod facts;
pub mod feed;
pub mod genesis;
pub mod guard;
pub mod hash;
pub mod hours;
pub mod ids;
pub mod invite;
pub mod keys;
pub mod limits;
mod link;
pub mod page;
pub mod pairing;
pub mod paper;
pub mod policy;
pub mod poster;
pub mod rekey;
pub mod repair;
pub mod roster;
pub mod round;
pub mod sealed;
pub mod time;
pub mod topic;
pub mod wake;
pub mod wire;
pub mod write;
