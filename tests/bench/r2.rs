//! Job `r2`, first sync: a new phone, until all documents are durable on it and, in Kith, their feeds
//! verified.

use crate::figures::Figures;
use crate::shape::Shape;
use crate::system::{Goal, Look, System, Took, trial};
use kith_domain::round::schema::Title;
use kith_domain::sealed::OVERHEAD;

const JOB: &str = "r2";

/// Runs it; `shape` where some of what it writes is sealed.
pub fn run(system: &mut dyn System, shape: Option<&Shape>, runs: usize, figures: &mut Figures) {
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
    let bytes = first(system, "r2-counted", Look::Relay(0)).bytes;
    note("bytes", bytes);
    if let Some(shape) = shape {
        note("clear_bytes", clear_bytes(shape, bytes));
    }
    let took = first(system, "r2-fsyncs", Look::Fsyncs);
    note("client_fsyncs", took.client_fsyncs);
    note("server_fsyncs", took.server_fsyncs);
}

/// The bytes of a first sync if nothing were sealed: each sealed title, which does not compress,
/// counted as its clear text compressed with all the others.
fn clear_bytes(shape: &Shape, bytes: f64) -> f64 {
    let clear: Vec<Vec<u8>> = (0..shape.documents).map(|n| title(shape, n)).collect();
    let sealed: usize = clear.iter().map(|title| title.len() + OVERHEAD).sum();
    let pressed = zstd::bulk::compress(&clear.concat(), 3).expect("text compresses");
    bytes - sealed as f64 + pressed.len() as f64
}

fn title(shape: &Shape, number: usize) -> Vec<u8> {
    let order = &shape.order;
    let title = Title {
        v: 1,
        title: order.title.replace("{document}", &number.to_string()),
        supplier: order.supplier.clone(),
        note: order.note.clone(),
        more: Default::default(),
    };
    serde_json::to_vec(&title).expect("a title is JSON")
}

fn first(system: &mut dyn System, name: &str, look: Look) -> Took {
    let home = system.newcomer(name);
    let took = trial(system, &home, Goal::All, look);
    std::fs::remove_dir_all(&home).expect("its folder can go");
    took
}
