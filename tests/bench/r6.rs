//! Job `r6`: a phone that was offline for long: how it starts and syncs with thousands of unsent
//! changes, and with fewer.

use crate::figures::{Figures, ms};
use crate::system::{Goal, Look, System, trial};
use std::time::Instant;

const JOB: &str = "r6";
/// How often each document is changed: most is five thousand changes, fewer show how the cost grows.
const EDITS: [usize; 3] = [1, 2, 5];

/// Runs it; `start` opens a phone and closes it again, where that can be timed by itself.
pub fn run(
    system: &mut dyn System,
    start: Option<&dyn Fn(&std::path::Path)>,
    runs: usize,
    figures: &mut Figures,
) {
    let name = system.name();
    let mut note = |figure: &str, value| figures.note(JOB, name, figure, value);
    for edits in EDITS {
        let home = system.newcomer(&format!("r6-{edits}"));
        trial(system, &home, Goal::All, Look::Plain);
        let unsent = (edits * system.documents()) as f64;
        let begun = Instant::now();
        system.edit_offline(&home, edits);
        let writing = ms(begun);
        let last = edits == EDITS[EDITS.len() - 1];
        if let Some(start) = start.filter(|_| last) {
            note("write_us_a_change", writing * 1e3 / unsent);
            for _ in 0..runs {
                let begun = Instant::now();
                start(&home);
                note("start_ms", ms(begun));
            }
        }
        let took = trial(system, &home, Goal::Upload(edits), Look::Plain);
        note(&format!("us_a_change_x{edits}"), took.ms * 1e3 / unsent);
        if last {
            note("ms", took.ms);
            note("client_cpu_ms", took.client_cpu_ms);
            note("server_cpu_ms", took.server_cpu_ms);
            note("requests", took.requests);
        }
    }
}
