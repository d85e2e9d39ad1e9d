//! Jobs `sizes` and `spaces`: what a sync costs as more is known that has not changed.

use crate::figures::{Figures, KITH};
use crate::fixture::Fixture;
use crate::phone::{runtime, sync};
use crate::shape::Shape;
use crate::system::{Goal, Look, System, trial};
use kith_core::App;
use kith_domain::command::Command;
use kith_domain::command::membership::Membership;
use kith_domain::pairing::PairingCommand;
use kith_domain::roster::Role;
use std::path::Path;

/// How many documents are known.
const SIZES: [usize; 2] = [1_000, 10_000];
/// A size that takes minutes to build; only when asked for.
const LARGE: usize = 100_000;
/// How often each is tried.
const RUNS: usize = 3;
/// Pairings that one coordinator looks after.
const SPACES: usize = 100;

/// `r1` and `r2` at rising sizes, in fixtures of their own.
pub fn run(shape: &Shape, large: bool, runs: usize, disk: &Path, figures: &mut Figures) {
    // A shape smaller than usual, as in a test of this program, gives sizes as much smaller.
    let usual = Shape::read(None).documents;
    let sizes = SIZES.into_iter().chain(large.then_some(LARGE));
    for size in sizes.map(|size| (size * shape.documents / usual).max(10)) {
        let mut fixture = Fixture::build(Shape::read(Some(size)), disk);
        let mut note = |figure: &str, value| {
            figures.note("sizes", KITH, format!("{figure}_at_{size}"), value);
        };
        let phone = fixture.phone();
        for run in 1..=runs.min(RUNS) {
            fixture.edit(run);
            let took = trial(&mut fixture, &phone, Goal::Edit(run), Look::Plain);
            note("r1_ms", took.ms);
            note("r1_client_cpu_ms", took.client_cpu_ms);
            note("r1_server_cpu_ms", took.server_cpu_ms);
        }
        fixture.edit(RUNS + 1);
        let goal = Goal::Edit(RUNS + 1);
        note(
            "r1_bytes",
            trial(&mut fixture, &phone, goal, Look::Relay(0)).bytes,
        );
        for run in 0..runs.min(RUNS) {
            let home = System::newcomer(&mut fixture, &format!("first-{run}"));
            let look = if run == 0 {
                Look::Relay(0)
            } else {
                Look::Plain
            };
            let took = trial(&mut fixture, &home, Goal::All, look);
            note("r2_bytes", took.bytes);
            note("r2_ms", took.ms);
        }
    }
}

/// A coordinator of many pairings syncs when nothing has changed.
pub fn spaces(fixture: &mut Fixture, runs: usize, figures: &mut Figures) {
    let mut note = |figure: &str, value| figures.note("spaces", KITH, figure, value);
    let host = fixture.joined("host").open();
    sync(&runtime(), &host);
    let app = fixture.phone.open();
    sync(&runtime(), &app);
    let id = |of: &App| of.communities().expect("the phone reads")[0].me.id;
    let (me, lead, host) = (id(&app), id(&fixture.other.open()), id(&host));
    let execute = |command: Command| {
        let done = app.execute(fixture.community, &command);
        done.expect("a coordinator may");
    };
    for role in [Role::Coordinator, Role::Lead] {
        let member = lead;
        execute(Command::Membership(Membership::GrantRole { member, role }));
    }
    for _ in 0..SPACES {
        execute(Command::Pairing(PairingCommand::Open {
            host,
            coordinators: vec![me, lead],
            plan: None,
        }));
    }
    sync(&runtime(), &app);
    sync(&runtime(), &app);
    drop(app);
    let phone = fixture.phone();
    for _ in 0..runs {
        let took = trial(fixture, &phone, Goal::Nothing, Look::Plain);
        note("unchanged_ms", took.ms);
        note("unchanged_client_cpu_ms", took.client_cpu_ms);
        note("unchanged_server_cpu_ms", took.server_cpu_ms);
    }
    let counted = trial(fixture, &phone, Goal::Nothing, Look::Relay(0));
    note("unchanged_bytes", counted.bytes);
}
