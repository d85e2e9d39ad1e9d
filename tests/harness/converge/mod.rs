//! What must hold once everything has arrived everywhere.

mod invariants;

pub use invariants::{everybody_agrees, shared};
