//! Kith's rules, pure: no I/O, no clock, no randomness but what is passed in.

pub mod document;
pub mod fact;
pub mod hash;
pub mod ids;
pub mod keys;
pub mod limits;
pub mod sealed;
pub mod topic;
