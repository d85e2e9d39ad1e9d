//! What waits on this phone, and what needs a look.

use crate::amount::{ago, count};
use crate::problem::{Exit, Problem};
use crate::report::{Report, sentence};
use crate::resolve::short;
use crate::shell::Shell;
use crate::table::Table;
use kith_core::query::members::CommunityRow;
use kith_core::query::status::Status;
use serde_json::json;
use std::fmt::Write;

/// `kith status`.
pub fn run(shell: &Shell, dismiss: Option<i64>) -> Result<Report, Problem> {
    if let Some(item) = dismiss {
        return forget(shell, item);
    }
    let (mut text, mut data) = (String::new(), Vec::new());
    for community in shell.app.communities()? {
        let status = shell.app.status(community.id)?;
        let digests = shell.app.digest(community.id)?;
        text.push_str(&show(&community, &status));
        let _ = writeln!(text, "  Digest {}\n", digests.shared);
        data.push(json!({
            "community": community,
            "status": status,
            "digest": digests.shared,
            "whole_digest": digests.whole,
        }));
    }
    if data.is_empty() {
        text.push_str("This phone belongs to no neighbourhood yet: `kith found` or `kith join`.");
    }
    let aside = shell.app.moved_aside()?;
    for file in &aside {
        let _ = writeln!(
            text,
            "\nNeeds a look: a damaged database was moved to {file}. Keep it: work that was not \
             sent may be in there."
        );
    }
    let data = json!({ "communities": data, "moved_aside": aside });
    Ok(Report::new(&data, text))
}

/// `kith rebuild`.
pub fn rebuild(shell: &Shell) -> Result<Report, Problem> {
    let documents = shell.app.rebuild()?;
    let text = format!(
        "Made anew from {}.",
        count(documents as u64, "document", "documents")
    );
    Ok(Report::new(&json!({ "documents": documents }), text))
}

fn forget(shell: &Shell, item: i64) -> Result<Report, Problem> {
    if shell.app.dismiss(shell.community()?.id, item)? {
        return Ok(Report::new(&json!({ "dismissed": item }), "Forgotten."));
    }
    Err(Problem::new(
        Exit::NotFound,
        "not-found",
        format!("no item {item} needs a look"),
        "`kith status` lists them; what waits to be sent cannot be dismissed",
    ))
}

fn show(community: &CommunityRow, status: &Status) -> String {
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{} in the neighbourhood {} ({})",
        community.me.name,
        short(&community.id),
        count(community.members as u64, "member", "members")
    );
    let contact = status.last_contact.map_or_else(
        || "not heard from yet".to_owned(),
        |at| format!("last heard from {}", ago(at)),
    );
    let _ = writeln!(text, "  Server {}, {contact}", status.address);
    if let Some(trouble) = &status.trouble {
        let _ = writeln!(text, "  Needs a look: {}", sentence(trouble));
    }
    if status.exists_twice {
        let _ = writeln!(
            text,
            "  This phone exists twice: a copy of its folder is in use. Both go on safely; stop using \
             one of them."
        );
    }
    if !status.waiting_for_key.is_empty() {
        let _ = writeln!(
            text,
            "  Waiting for a key: some words read once somebody who has it syncs."
        );
    }
    if status.items.is_empty() {
        let _ = writeln!(text, "  Everything is sent.");
        return text;
    }
    let mut table = Table::new([">", "What", "When", "Stands", "What to do"]);
    for item in &status.items {
        table.row([
            item.id.to_string(),
            item.words.clone(),
            ago(item.made),
            item.sync.word.words().to_owned(),
            item.next.unwrap_or_default().to_owned(),
        ]);
    }
    text.push_str(&table.show());
    text
}
