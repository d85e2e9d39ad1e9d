//! Kith's rules, pure: no I/O, no clock, no randomness but what is passed in.

pub mod document;
pub mod fact;
pub mod facts;
pub mod feed;
pub mod hash;
pub mod ids;
pub mod keys;
pub mod limits;
pub mod policy;
pub mod roster;
pub mod round;
pub mod sealed;
pub mod topic;
