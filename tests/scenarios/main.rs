//! Stories of whole phones and the real server, one file each; the people have names.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod any_order;
mod claim_and_agree_apart;
mod late_pledge;
mod network_faults;
