//! Job `r2`, first sync: a new phone, until all documents are durable on it and, in Kith, their feeds
//! verified.

use crate::figures::Figures;
use crate::system::{Goal, Look, System, Took, trial};

const JOB: &str = "r2";

/// Runs it.
pub fn run(system: &mut dyn System, runs: usize, figures: &mut Figures) {
    let name = system.name();
    let mut note = |figure: &str, value| figures.note(JOB, name, figure, value);
    // Once to warm the server up.
    first(system, "r2-warm", Look::Plain);
    for run in 0..runs {
        let took = first(system, &format!("r2-{run}"), Look::Plain);
        note("ms", took.ms);
        note("client_cpu_ms", took.client_cpu_ms);
        note("server_cpu_ms", took.server_cpu_ms);
        note("requests", took.requests);
        note("client_memory_mb", took.client_memory / 1e6);
    }
    note("bytes", first(system, "r2-counted", Look::Relay(0)).bytes);
    let took = first(system, "r2-fsyncs", Look::Fsyncs);
    note("client_fsyncs", took.client_fsyncs);
    note("server_fsyncs", took.server_fsyncs);
}

fn first(system: &mut dyn System, name: &str, look: Look) -> Took {
    let home = system.newcomer(name);
    let took = trial(system, &home, Goal::All, look);
    std::fs::remove_dir_all(&home).expect("its folder can go");
    took
}
