//! Job `r2`, first sync: a new phone, until all documents are durable on it and, in Kith, their feeds
//! verified. What a sync brings is projected when somebody first looks, so that look is timed as well.

use crate::figures::Figures;
use crate::shape::Shape;
use crate::system::{Goal, Look, System, Took, trial};
use kith_domain::round::schema::Title;
use kith_domain::sealed::OVERHEAD;
use std::path::Path;

const JOB: &str = "r2";

/// What only Kith is asked.
pub struct OfKith<'a> {
    /// Some of what it writes is sealed.
    pub shape: &'a Shape,
    /// Opens a phone and times its first screen, in milliseconds.
    pub first_look: &'a dyn Fn(&Path) -> f64,
}

/// Runs it.
pub fn run(system: &mut dyn System, kith: Option<&OfKith<'_>>, runs: usize, figures: &mut Figures) {
    let name = system.name();
    let mut note = |figure: &str, value| figures.note(JOB, name, figure, value);
    // Once to warm the server up.
    first(system, "r2-warm", Look::Plain, |_| ());
    for run in 0..runs {
        let mut first_look = None;
        let took = first(system, &format!("r2-{run}"), Look::Plain, |home| {
            first_look = kith.map(|kith| (kith.first_look)(home));
        });
        if let Some(ms) = first_look {
            note("first_look_ms", ms);
        }
        note("ms", took.ms);
        note("client_cpu_ms", took.client_cpu_ms);
        note("server_cpu_ms", took.server_cpu_ms);
        note("requests", took.requests);
        note("client_memory_mb", took.client_memory / 1e6);
    }
    let bytes = first(system, "r2-counted", Look::Relay(0), |_| ()).bytes;
    note("bytes", bytes);
    if let Some(kith) = kith {
        note("clear_bytes", clear_bytes(kith.shape, bytes));
    }
    let took = first(system, "r2-fsyncs", Look::Fsyncs, |_| ());
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

fn first(system: &mut dyn System, name: &str, look: Look, then: impl FnOnce(&Path)) -> Took {
    let home = system.newcomer(name);
    let took = trial(system, &home, Goal::All, look);
    then(&home);
    std::fs::remove_dir_all(&home).expect("its folder can go");
    took
}
