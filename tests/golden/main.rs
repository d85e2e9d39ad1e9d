//! Golden files: what the code promises, as text that a reviewer reads when it changes.
//!
//! `permissions.txt` is who may state what and who may sign what; `wire/` is one sample of every
//! message, log item and record, as diagnostic text and as bytes; `facts.txt` and `commands.txt` are
//! one of each, from a life in which all of them are used. All are rendered from the code;
//! `cargo xtask golden --accept` writes them anew. [`map`] holds `ARCHITECTURE.md` to the tree.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may stop where it stands

mod compare;
mod diagnostic;
mod map;
mod permissions;
mod records;
mod said;
mod threats;
mod traps;
mod wire;
