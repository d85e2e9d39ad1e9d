//! Job `r1`, reconnect: all documents known on phone and server, a few changed on either side.
//!
//! The phone is cold: its app is opened and its connection made within the time measured. Then the
//! same again with nothing changed.

use crate::cpu;
use crate::figures::{Figures, KITH, ms};
use crate::fixture::Fixture;
use crate::phone::{pledge, runtime, sync, sync_over};
use crate::relay::Counted;
use kith_core::sync::SyncReport;
use std::time::Instant;

const JOB: &str = "r1";

/// Runs it.
pub fn run(fixture: &Fixture, runs: usize, figures: &mut Figures) {
    let mut note = |name, value| figures.note(JOB, KITH, name, value);
    let bodies = |report: &SyncReport| (report.bytes_sent + report.bytes_received) as f64;
    // One run to warm the server up; the relay's is not timed.
    edit(fixture, 0);
    sync(&runtime(), &fixture.phone.open());

    edit(fixture, 1);
    let relay = Counted::to(fixture.server.at);
    let _ = sync_over(&runtime(), &fixture.phone.open(), &relay);
    let changed = relay.bytes();
    let relay = Counted::to(fixture.server.at);
    let _ = sync_over(&runtime(), &fixture.phone.open(), &relay);
    note("bytes", changed as f64);
    note("unchanged_bytes", relay.bytes() as f64);

    for run in 0..runs {
        edit(fixture, 2 + run);
        let (report, took) = cold(fixture);
        assert_eq!(
            report.pushed, fixture.shape.edits.phone,
            "all edits went out"
        );
        note("ms", took.ms);
        note("client_cpu_ms", took.client);
        note("server_cpu_ms", took.server);
        note("requests", f64::from(report.requests));
        note("body_bytes", bodies(&report));
        note("body_bytes_up", report.bytes_sent as f64);

        let (report, took) = cold(fixture);
        assert_eq!((report.pushed, report.merged), (0, 0), "nothing was new");
        note("unchanged_ms", took.ms);
        note("unchanged_client_cpu_ms", took.client);
        note("unchanged_server_cpu_ms", took.server);
        note("unchanged_body_bytes", bodies(&report));
    }
    let (phone, other) = (fixture.phone.open(), fixture.other.open());
    sync(&runtime(), &other);
    let digest = |app: &kith_core::App| app.digest(fixture.community).expect("the phone reads");
    assert_eq!(digest(&phone), digest(&other), "both phones end the same");
}

struct Took {
    ms: f64,
    client: f64,
    server: f64,
}

fn cold(fixture: &Fixture) -> (SyncReport, Took) {
    let runtime = runtime();
    let (client, server) = (cpu::own(), fixture.server.cpu_ms());
    let begun = Instant::now();
    let app = fixture.phone.open();
    let report = sync(&runtime, &app);
    let ms = ms(begun);
    let took = Took {
        ms,
        client: cpu::own() - client,
        server: fixture.server.cpu_ms() - server,
    };
    (report, took)
}

/// The phone edits while offline; the other's edits reach the server.
fn edit(fixture: &Fixture, edit: usize) {
    let edits = fixture.shape.edits;
    for (side, home, count) in [
        (0, &fixture.phone, edits.phone),
        (1, &fixture.other, edits.server),
    ] {
        let app = home.open();
        for order in fixture.edited(count, side) {
            let numbers = fixture.shape.edited(order.number, edit + 1);
            pledge(&app, fixture.community, order, 0, numbers);
        }
        if side == 1 {
            sync(&runtime(), &app);
        }
    }
}
