//! Stories of phones and a server, in process: what each verdict means, what each phone is sent.

// All of it is test code; clippy sees that only of the functions marked as tests.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod door;
mod http;
mod phone;
mod pulling;
mod pushing;
mod recovering;
mod town;
mod wakes;
