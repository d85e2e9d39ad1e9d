//! That every job still runs: each once, on a few documents. What it prints is no measurement.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use kith_core::ambient::System;
use kith_core::secure::FileStore;
use kith_tests::community::{Plan, live};
use kith_tests::folder;
use std::process::Command;
use std::sync::Arc;

#[test]
fn every_job_runs_and_says_what_it_measured() {
    let folder = folder::fresh();
    let json = folder.path().join("figures.json");
    let ran = Command::new(env!("CARGO_BIN_EXE_kith-bench"))
        .args(["--documents", "10", "--runs", "1", "--devices", "3"])
        .args(["--connections", "5", "--disk"])
        .arg(folder.path())
        .arg("--json")
        .arg(&json)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{said}");
    let figures: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(&json).unwrap()).unwrap();
    for (job, names) in [
        ("guard", ["us", "phone_us"].as_slice()),
        (
            "r1",
            &[
                "ms",
                "client_cpu_ms",
                "server_cpu_ms",
                "bytes",
                "requests",
                "unchanged_bytes",
            ],
        ),
        (
            "r2",
            &[
                "ms",
                "client_cpu_ms",
                "server_cpu_ms",
                "bytes",
                "clear_bytes",
            ],
        ),
        (
            "r3",
            &["changes_per_core_1", "changes_per_core_10", "ack_p95_ms_50"],
        ),
        (
            "r4",
            &["bytes_per_1000_documents", "bytes_per_live_connection"],
        ),
        ("r5", &["open_ms", "first_screen_ms", "action_p99_ms"]),
        ("r6", &["start_ms", "us_a_change_x5"]),
        ("sizes", &["r1_bytes_at_10", "r2_ms_at_100"]),
        ("spaces", &["unchanged_bytes"]),
    ] {
        for name in names {
            let figure = &figures[job]["kith"][*name];
            assert!(figure.is_number(), "{job} does not say {name}: {figure}");
        }
    }
    // What does not depend on how busy the machine is holds even here.
    assert_eq!(figures["r1"]["kith"]["requests"], 1.0);
    assert!(figures["r1"]["kith"]["unchanged_bytes"].as_f64().unwrap() <= 400.0);
}

#[test]
fn the_same_seed_lives_the_same_life() {
    let plan = Plan {
        // Enough for a pairing to begin and somebody to be visited.
        members: 30,
        days: 60,
        seed: 7,
    };
    let digest = || {
        let folder = folder::fresh();
        let tally = live(folder.path(), plan, &mut |_, _| ()).unwrap();
        assert!(
            tally.rounds > 1 && tally.pledges > 0 && tally.claims > 0,
            "{tally}"
        );
        assert!(tally.pairings > 0 && tally.visits > 0, "{tally}");
        let home = folder.path().join("phones/ada");
        let keys = Arc::new(FileStore::new(home.join("keys")));
        let app = kith_core::App::open(&home, Arc::new(System), keys).unwrap();
        let community = app.communities().unwrap().remove(0).id;
        (tally.to_string(), app.digest(community).unwrap())
    };
    assert_eq!(digest(), digest());
}
