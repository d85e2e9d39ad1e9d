//! Any bytes as a link; see `kith_tests::soak::fuzz`.
#![no_main]

use kith_tests::soak::{Door, fuzz};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| fuzz::any(Door::Link, bytes));
