//! Taking everything along.

use crate::problem::{Exit, Problem};
use crate::report::Report;
use crate::shell::Shell;
use clap::Args;
use serde_json::json;
use std::path::PathBuf;

/// `kith export`. With `--json` alone every fact is printed as JSON.
#[derive(Debug, Args)]
pub struct Export {
    /// Write every document to DIR as a file that any Automerge library opens
    #[arg(long, value_name = "DIR")]
    automerge: Option<PathBuf>,
    /// Write bills, shares, hours, balances and visits to DIR as tables
    #[arg(long, value_name = "DIR")]
    csv: Option<PathBuf>,
}

/// `kith export …`.
pub fn run(shell: &Shell, export: &Export) -> Result<Report, Problem> {
    let community = shell.community()?.id;
    let mut files = Vec::new();
    if let Some(folder) = &export.automerge {
        files.extend(shell.app.export_automerge(community, folder)?);
    }
    if let Some(folder) = &export.csv {
        files.extend(shell.app.export_csv(community, folder)?);
    }
    if export.automerge.is_none() && export.csv.is_none() {
        if shell.json {
            return Ok(Report::new(&shell.app.export_json(community)?, ""));
        }
        return Err(Problem::new(
            Exit::Usage,
            "usage",
            "nothing says in which form to export",
            "say --automerge DIR, --csv DIR, or --json for every fact on the screen",
        ));
    }
    let shown: Vec<String> = files.iter().map(|f| f.display().to_string()).collect();
    Ok(Report::new(&json!({ "files": shown }), shown.join("\n")))
}
