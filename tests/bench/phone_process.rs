//! `kith-bench phone`: one phone in a process of its own, spoken to by [`crate::actor`].
//!
//! It is cold: nothing of Kith has run in it when it is told to sync, so opening the app and making a
//! connection are within the time measured. The process itself was started before.

use crate::phone::{Home, runtime};
use crate::process::Process;
use kith_core::sync::http::Http;
use kith_core::sync::transport::{Answer, Transport};
use serde_json::{Value, json};
use std::io::{BufRead, Write};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

/// Over HTTP, to one place whatever address a community names: there may be a relay on the way.
#[derive(Debug)]
pub struct Via {
    /// The network.
    pub http: Http,
    /// Where to.
    pub at: String,
}

impl Via {
    /// A fresh connection, once it is needed, to `at`.
    pub fn to(at: &str) -> Self {
        Self {
            http: Http::new().expect("the network library starts"),
            at: at.to_owned(),
        }
    }
}

impl Transport for Via {
    fn post<'a>(&'a self, _: &'a str, path: &'a str, body: Vec<u8>) -> Answer<'a> {
        self.http.post(&self.at, path, body)
    }
}

/// Serves commands until standard input ends.
pub fn run(home: &Path, server: &str) {
    say(&json!({}));
    let own = Process::own();
    let mut cpu_before = 0.0;
    let mut requests = 0;
    // What was opened stays so until the end: its memory and threads are part of what is measured.
    let mut open = Vec::new();
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("commands are text");
        let command: Value = serde_json::from_str(&line).expect("commands are JSON");
        match command["do"].as_str() {
            Some("sync") => {
                cpu_before = own.cpu_ms();
                let begun = now();
                let app = Home(home.to_owned()).open();
                let runtime = runtime();
                let via = Via::to(server);
                let report = crate::phone::sync_over(&runtime, &app, &via);
                let at = now();
                requests = report.requests;
                let bodies = report.bytes_sent + report.bytes_received;
                open.push((app, runtime));
                say(&json!({
                    "begun": begun, "at": at, "body_bytes": bodies,
                    "pushed": report.pushed, "merged": report.merged,
                }));
            }
            Some("end") => say(&json!({
                "cpu_ms": own.cpu_ms() - cpu_before,
                "messages": requests,
            })),
            other => panic!("a phone does not know how to {other:?}"),
        }
    }
}

fn say(what: &Value) {
    println!("{what}");
    std::io::stdout().flush().expect("somebody listens");
}

/// Milliseconds since 1970, as the other processes of a trial tell them.
fn now() -> f64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0.0, |since| since.as_secs_f64() * 1e3)
}
