//! The soak: millions of hostile messages against every door, and what each of them cost.
//!
//! A [`case::Case`] is one message made hostile: honest bytes from a small world that have been
//! damaged, or taken apart, changed and put together (and signed) again, as a modified client would.
//! It is given to the door it is meant for, as phone or server would give it, and the door must
//! refuse it with a code or be left sound. What is not so is a [`finding::Finding`]: a file in
//! `tests/soak/findings`, which the everyday tests play again.
//!
//! # Where to start
//! - [`mod@run`]: the loop, its clock and its bounds. [`account`]: the figures it prints.
//! - [`doors`]: one module a door, each with its honest world, its mutations and its judgement.
//! - [`bombs`]: the worst of what is known, by hand. [`bytes`]: damage that knows nothing of what it damages. [`counting`]: memory. [`cpu`]: time.

pub mod account;
pub mod bombs;
pub mod bytes;
pub mod case;
pub mod counting;
pub mod cpu;
pub mod doors;
pub mod finding;
pub mod fuzz;
pub mod quiet;
pub mod run;

pub use account::Account;
pub use case::{Case, Door, End, Step};
pub use run::{Bounds, Plan, run};
