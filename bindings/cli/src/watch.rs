//! Syncing again and again, telling what is new.

use crate::news::{self, Screens};
use crate::problem::{Exit, Problem};
use crate::report::{Report, sentence};
use crate::shell::Shell;
use crate::sync::runtime;
use kith_core::sync::http::Http;
use serde_json::json;
use std::io::Write;
use std::time::Duration;

/// `kith watch`. As JSON one object a line: `{"new": line}` or `{"trouble": words}`.
pub fn run(shell: &Shell, every: u64) -> Result<Report, Problem> {
    let community = shell.community()?.id;
    let http = Http::new().map_err(|e| Problem::fault(e.to_string()))?;
    let mut before = news::look(shell, community)?;
    let mut trouble = String::new();
    say(shell, "Watching; Ctrl-C ends it.", None)?;
    runtime()?.block_on(async {
        loop {
            let report = shell.app.sync(&http, &|_| {}).await?;
            let now = news::look(shell, community)?;
            tell(shell, &before, &now)?;
            before = now;
            // A trouble is told once, not at every turn.
            let words = report.troubles.get(&community).map(ToString::to_string);
            let words = words.unwrap_or_default();
            if words != trouble && !words.is_empty() {
                say(shell, &sentence(&words), Some("trouble"))?;
            }
            trouble = words;
            let wait = tokio::time::sleep(Duration::from_secs(every));
            tokio::select! {
                () = wait => {}
                _ = tokio::signal::ctrl_c() => {
                    return Ok(Report {
                        text: String::new(),
                        data: json!({ "ended": true }),
                        exit: Exit::Ok,
                    });
                }
            }
        }
    })
}

fn tell(shell: &Shell, before: &Screens, now: &Screens) -> Result<(), Problem> {
    for line in news::since(before, now) {
        say(shell, line, Some("new"))?;
    }
    Ok(())
}

fn say(shell: &Shell, line: &str, key: Option<&str>) -> Result<(), Problem> {
    let out = match (shell.json, key) {
        (false, _) => line.to_owned(),
        (true, Some(key)) => json!({ key: line }).to_string(),
        (true, None) => return Ok(()),
    };
    let mut stdout = std::io::stdout();
    writeln!(stdout, "{out}")
        .and_then(|()| stdout.flush())
        .map_err(|e| Problem::new(Exit::Ok, "closed", e.to_string(), "nobody is reading"))
}
