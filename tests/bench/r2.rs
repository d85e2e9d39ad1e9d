//! Job `r2`, first sync: a new phone, until all documents are durable on it and their feeds verified.

use crate::cpu;
use crate::figures::{Figures, KITH, ms};
use crate::fixture::Fixture;
use crate::phone::{runtime, sync, sync_over};
use crate::relay::Counted;
use std::time::Instant;

const JOB: &str = "r2";

/// Runs it.
pub fn run(fixture: &Fixture, runs: usize, figures: &mut Figures) {
    let mut note = |name, value| figures.note(JOB, KITH, name, value);
    let relay = Counted::to(fixture.server.at);
    let home = fixture.newcomer("r2-counted");
    let _ = sync_over(&runtime(), &home.open(), &relay);
    note("bytes", relay.bytes() as f64);

    for run in 0..runs {
        let home = fixture.newcomer(&format!("r2-{run}"));
        let app = home.open();
        let runtime = runtime();
        let (client, server) = (cpu::own(), fixture.server.cpu_ms());
        let begun = Instant::now();
        let report = sync(&runtime, &app);
        note("ms", ms(begun));
        note("client_cpu_ms", cpu::own() - client);
        note("server_cpu_ms", fixture.server.cpu_ms() - server);
        note("requests", f64::from(report.requests));
        note(
            "body_bytes",
            (report.bytes_sent + report.bytes_received) as f64,
        );
        let rounds = app.rounds(fixture.community).expect("the phone reads");
        assert_eq!(rounds.len(), fixture.shape.documents, "every document came");
        assert!(
            report.merged >= fixture.shape.changes(),
            "every change came"
        );
        drop(app);
        std::fs::remove_dir_all(&home.0).expect("its folder can go");
    }
}
