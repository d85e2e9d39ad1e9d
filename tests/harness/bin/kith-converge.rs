//! `kith-converge`: lives of many seeds; see `kith_tests::converge`.

fn main() {}
