//! Kith's rules, pure: no I/O, no clock, no randomness but what is passed in.

pub mod board;
pub mod command;
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
pub mod pairing;
pub mod policy;
pub mod roster;
pub mod round;
pub mod sealed;
pub mod time;
pub mod topic;
pub mod wire;
pub mod write;
