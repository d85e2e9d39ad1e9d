//! `kith-converge [--seeds N] [--first-seed S]`: lives many seeds and says how many failed.

use kith_tests::converge::run_many;
use std::process::ExitCode;
use std::time::Instant;

fn main() -> ExitCode {
    let mut options = (200, 1);
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next().and_then(|text| text.parse::<u64>().ok());
        match (name.as_str(), value) {
            ("--seeds", Some(seeds)) => options.0 = seeds,
            ("--first-seed", Some(first)) => options.1 = first,
            _ => {
                eprintln!("usage: kith-converge [--seeds N] [--first-seed S]");
                return ExitCode::from(2);
            }
        }
    }
    let (seeds, first) = options;
    // Failures are told below, with what led to them.
    std::panic::set_hook(Box::new(|_| ()));
    let begun = Instant::now();
    let (stats, failures) = run_many(first, seeds, |_, result| {
        if let Err(failure) = result {
            println!("{failure}");
        }
    });
    println!(
        "{seeds} seeds from {first}, {} commands ({} refused, {} to look at), {} syncs, {} failures, {:.1} s",
        stats.commands,
        stats.refused,
        stats.looks,
        stats.syncs,
        failures.len(),
        begun.elapsed().as_secs_f64()
    );
    for failure in &failures {
        println!(
            "again: kith-converge --seeds 1 --first-seed {}",
            failure.seed
        );
    }
    ExitCode::from(u8::from(!failures.is_empty()))
}
