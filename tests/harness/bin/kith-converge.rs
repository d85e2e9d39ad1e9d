//! `kith-converge [--seeds N] [--first-seed S]`
fn main() {}
