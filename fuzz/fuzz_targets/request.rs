//! Any bytes as a request; see `kith_tests::soak::fuzz`.
#![no_main]

use kith_tests::soak::{Door, fuzz};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| fuzz::any(Door::Request, bytes));
