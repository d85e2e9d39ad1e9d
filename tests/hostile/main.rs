//! Clients and servers that lie, against the real ones: each lie meets a stable code or a plain
//! sentence, the server stays up, and honest phones notice nothing or say what is wrong.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "../golden/compare.rs"]
mod compare;

mod attacks;
mod clients;
mod cuts;
mod removed;
mod servers;
mod thefts;
