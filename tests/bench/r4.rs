//! Job `r4`, memory of the server: after a phone that knows all documents reconnected to it, after
//! another's first sync, and for connections that do nothing.
//!
//! Its own resident memory is counted, without the files and programs it shares with others.

use crate::figures::Figures;
use crate::system::{Goal, Look, System, trial};

const JOB: &str = "r4";

/// Runs it with this many idle connections.
pub fn run(system: &mut dyn System, connections: usize, figures: &mut Figures) {
    let name = system.name();
    let mut note = |figure: &str, value| figures.note(JOB, name, figure, value);
    let thousands = system.documents() as f64 / 1000.0;

    system.restart();
    system.collect();
    let empty = system.server().memory();
    note("empty_mb", empty / 1e6);
    let home = system.phone();
    let took = trial(system, &home, Goal::Nothing, Look::Plain);
    let per_thousand = |memory: f64| (memory - empty).max(0.0) / thousands;
    note("bytes_per_1000_documents", per_thousand(took.server_memory));
    system.collect();
    let after = per_thousand(system.server().memory());
    note("bytes_per_1000_documents_left", after);
    let home = system.newcomer("r4");
    let took = trial(system, &home, Goal::All, Look::Plain);
    note("first_sync_mb", (took.server_memory - empty) / 1e6);

    system.restart();
    // One connection first, so that what any connection needs is there.
    drop(system.idle(1));
    system.collect();
    let before = system.server().memory();
    let held = system.idle(connections);
    system.collect();
    let each = (system.server().memory() - before).max(0.0) / connections as f64;
    note("bytes_per_live_connection", each);
    drop(held);
    system.collect();
    let left = (system.server().memory() - before).max(0.0) / connections as f64;
    note("bytes_per_live_connection_left", left);
    // What is left is the allocator's, for whoever comes next: as many again need no more.
    let held = system.idle(connections);
    system.collect();
    let again = (system.server().memory() - before).max(0.0) / connections as f64;
    note("bytes_per_live_connection_again", again);
    drop(held);
}
