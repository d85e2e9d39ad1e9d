//! Job `r6`: a phone that was offline for long: how it starts and syncs with thousands of unsent
//! changes, and with half and a quarter as many.

use crate::cpu;
use crate::figures::{Figures, KITH, ms};
use crate::fixture::Fixture;
use crate::phone::{Home, pledge, runtime, sync};
use std::time::Instant;

const JOB: &str = "r6";
/// Unsent changes.
const UNSENT: usize = 5_000;

/// Runs it.
pub fn run(fixture: &Fixture, runs: usize, figures: &mut Figures) {
    let mut note = |name, value| figures.note(JOB, KITH, name, value);
    let runtime = runtime();
    for (share, per_change) in [
        (4, "quarter_us_a_change"),
        (2, "half_us_a_change"),
        (1, "us_a_change"),
    ] {
        let unsent = UNSENT / share;
        let home = fixture.newcomer(&format!("r6-{share}"));
        sync(&runtime, &home.open());
        let begun = Instant::now();
        write(fixture, &home, unsent);
        if share == 1 {
            note("write_us_a_change", ms(begun) * 1e3 / unsent as f64);
            for _ in 0..runs {
                let begun = Instant::now();
                drop(home.open());
                note("start_ms", ms(begun));
            }
        }
        let app = home.open();
        let (client, server) = (cpu::own(), fixture.server.cpu_ms());
        let begun = Instant::now();
        let report = sync(&runtime, &app);
        let took = ms(begun);
        assert_eq!(report.pushed, unsent, "everything went out");
        note(per_change, took * 1e3 / unsent as f64);
        if share == 1 {
            note("ms", took);
            note("client_cpu_ms", cpu::own() - client);
            note("server_cpu_ms", fixture.server.cpu_ms() - server);
            note("requests", f64::from(report.requests));
            note(
                "body_bytes",
                (report.bytes_sent + report.bytes_received) as f64,
            );
        }
    }
}

fn write(fixture: &Fixture, home: &Home, unsent: usize) {
    let app = home.open();
    let orders = fixture.orders.len();
    for action in 0..unsent {
        let order = &fixture.orders[action % orders];
        let line = (action / orders) % order.articles.len();
        let numbers = fixture.shape.edited(order.number, action);
        pledge(&app, fixture.community, order, line, numbers);
    }
}
