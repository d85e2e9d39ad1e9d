//! Exchanging what is new with the server.

use crate::amount::{bytes, count};
use crate::problem::{Exit, Problem, of_sync};
use crate::report::{Report, sentence};
use crate::shell::Shell;
use kith_core::sync::driver::{Progress, SyncReport};
use kith_core::sync::http::Http;
use serde_json::json;
use std::io::{IsTerminal, Write};

/// A runtime for one command.
pub fn runtime() -> Result<tokio::runtime::Runtime, Problem> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|e| Problem::fault(format!("the network could not start: {e}")))
}

/// `kith sync`.
pub fn run(shell: &Shell) -> Result<Report, Problem> {
    if shell.app.communities()?.is_empty() {
        // Says what to do first.
        shell.community()?;
    }
    let http = Http::new().map_err(|e| Problem::fault(e.to_string()))?;
    let shown = !shell.json && std::io::stderr().is_terminal();
    let progress = |p: Progress| {
        if shown && p.remaining > 0 {
            let _ = write!(
                std::io::stderr(),
                "\r{} rows merged, {} to go ",
                p.merged,
                p.remaining
            );
        }
    };
    let report = runtime()?.block_on(shell.app.sync(&http, &progress))?;
    if shown {
        let _ = write!(std::io::stderr(), "\r\x1b[K");
    }
    told(shell, &report)
}

fn told(shell: &Shell, report: &SyncReport) -> Result<Report, Problem> {
    let (mut unsent, mut look) = (0, 0);
    for community in shell.app.communities()? {
        let status = shell.app.status(community.id)?;
        unsent += status.unsent;
        look += status.needs_a_look;
    }
    let mut text = format!(
        "Sent {}, received {}; {}, {} up, {} down.\n",
        report.pushed,
        report.merged,
        count(u64::from(report.requests), "request", "requests"),
        bytes(report.bytes_sent),
        bytes(report.bytes_received)
    );
    if report.offered_again > 0 {
        let entries = count(report.offered_again as u64, "entry", "entries");
        text.push_str(&format!(
            "The server's list of members lacked {entries} that this phone holds; it offers them again.\n"
        ));
    }
    let mut exit = Exit::Ok;
    let mut troubles = Vec::new();
    for (community, error) in &report.troubles {
        let (of, code) = of_sync(error);
        exit = worse(exit, of);
        let words = sentence(&error.to_string());
        text.push_str(&format!("{words}\n"));
        troubles.push(json!({ "community": community, "code": code, "words": words }));
    }
    if look > 0 {
        exit = worse(exit, Exit::NeedsALook);
        let items = count(look as u64, "thing needs a look", "things need a look");
        text.push_str(&format!("{items}: see `kith status`.\n"));
    }
    if unsent > 0 {
        let items = count(unsent as u64, "thing waits", "things wait");
        text.push_str(&format!("{items} on this phone for the next sync.\n"));
    }
    let data = json!({
        "requests": report.requests,
        "offered_again": report.offered_again,
        "bytes_sent": report.bytes_sent,
        "bytes_received": report.bytes_received,
        "pushed": report.pushed,
        "merged": report.merged,
        "unsent": unsent,
        "needs_a_look": look,
        "troubles": troubles,
    });
    Ok(Report { text, data, exit })
}

/// A fault before a look, a look before a later.
fn worse(a: Exit, b: Exit) -> Exit {
    let rank = |exit: Exit| match exit {
        Exit::Ok => 0,
        Exit::Later => 1,
        Exit::Fault => 3,
        _ => 2,
    };
    if rank(b) > rank(a) { b } else { a }
}
