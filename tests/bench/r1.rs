//! Job `r1`, reconnect: all documents known on phone and server, a few changed on either side, or
//! nothing; the server warm, or just started anew.

use crate::figures::Figures;
use crate::system::{Goal, Look, System, Took, trial};

const JOB: &str = "r1";
/// Milliseconds that a round trip takes longer, and how often each is tried.
const DELAYS: [(u64, &str); 3] = [(0, "delay0_ms"), (50, "delay50_ms"), (200, "delay200_ms")];
const DELAYED_RUNS: usize = 3;

/// Runs it.
pub fn run(system: &mut dyn System, runs: usize, figures: &mut Figures) {
    let name = system.name();
    let mut note = |figure: &str, value| figures.note(JOB, name, figure, value);
    let mut edits = 0;
    let mut changed = |system: &mut dyn System, look| {
        edits += 1;
        system.edit(edits);
        reconnect(system, Goal::Edit(edits), look)
    };
    // Once to warm the server up.
    changed(system, Look::Plain);

    for _ in 0..runs {
        let took = changed(system, Look::Plain);
        note("ms", took.ms);
        note("client_cpu_ms", took.client_cpu_ms);
        note("server_cpu_ms", took.server_cpu_ms);
        note("requests", took.requests);
        note("client_memory_mb", took.client_memory / 1e6);
        note("server_memory_mb", system.server().memory() / 1e6);

        let took = reconnect(system, Goal::Nothing, Look::Plain);
        note("unchanged_ms", took.ms);
        note("unchanged_client_cpu_ms", took.client_cpu_ms);
        note("unchanged_server_cpu_ms", took.server_cpu_ms);
        note("unchanged_requests", took.requests);
    }
    for run in 0..runs.min(DELAYED_RUNS) {
        for (longer, figure) in DELAYS {
            let took = changed(system, Look::Relay(longer));
            note(figure, took.ms);
            if run == 0 && longer == 0 {
                note("bytes", took.bytes);
            }
        }
    }
    note(
        "unchanged_bytes",
        reconnect(system, Goal::Nothing, Look::Relay(0)).bytes,
    );
    let took = changed(system, Look::Fsyncs);
    note("client_fsyncs", took.client_fsyncs);
    note("server_fsyncs", took.server_fsyncs);

    for run in 0..runs.min(DELAYED_RUNS) {
        system.restart();
        let took = changed(
            system,
            if run == 0 {
                Look::Relay(0)
            } else {
                Look::Plain
            },
        );
        note("restarted_bytes", took.bytes);
        if run > 0 {
            note("restarted_ms", took.ms);
            note("restarted_client_cpu_ms", took.client_cpu_ms);
            note("restarted_server_cpu_ms", took.server_cpu_ms);
        }
    }
    if let (Some(far), Some(near)) = (
        figures.median(JOB, name, "delay200_ms"),
        figures.median(JOB, name, "delay0_ms"),
    ) {
        figures.note(JOB, name, "round_trips", (far - near) / 200.0);
    }
}

fn reconnect(system: &mut dyn System, goal: Goal, look: Look) -> Took {
    let home = system.phone();
    trial(system, &home, goal, look)
}
