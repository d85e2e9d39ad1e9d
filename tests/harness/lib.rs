//! Whole phones and the real server in one process, over a network that can be made to fail.
//!
//! Nothing here is a mock: a [`Phone`] is a `kith_core::App` in a folder of its own, the server is
//! the one `kith-server` serves, and every byte between them is what a socket would carry. Only
//! time, chance and the network are scripted, so that a run can be played again from its seed.
//!
//! # Where to start
//! - [`World`]: the neighbourhood's phones, their server and the clock.
//! - [`Phone`]: what a person does with it, in sentences ([`speech`]); [`look`] reads what lies on it.
//! - [`everything`]: a life in which everything that can be said is said.
//! - [`network`]: partitions, loss, duplicates, late requests. [`house`]: the server's folder.
//! - [`mallory`]: a member's keys in a program that lies. [`liar`]: a server that does.
//! - [`search`]: what may stand nowhere in the open.
//! - [`soak`]: hostile messages by the million, against every door.
//! - [`community`]: a neighbourhood's life over months, to measure and to look at.
//! - [`converge`]: random lives under random weather, and what must hold when it clears.
//!
//! It stops a test by panicking, with a sentence; that is what it is for.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

pub mod clock;
#[path = "../community/mod.rs"]
pub mod community;
pub mod converge;
pub mod dice;
pub mod everything;
pub mod folder;
pub mod goods;
pub mod house;
pub mod liar;
pub mod look;
pub mod mallory;
pub mod network;
pub mod phone;
pub mod search;
#[path = "../soak/mod.rs"]
pub mod soak;
pub mod speech;
#[cfg(test)]
mod tests;
pub mod world;

pub use goods::article;
pub use liar::Liar;
pub use look::Look;
pub use mallory::Mallory;
pub use network::{Fault, Weather};
pub use phone::Phone;
pub use speech::{Claim, Round};
pub use world::World;
