//! What pairings look like in a terminal.

use crate::amount::{count, word};
use crate::problem::Problem;
use crate::report::Report;
use crate::resolve::{self, short};
use crate::shell::Shell;
use crate::table::Table;
use kith_core::query::Person;
use kith_core::query::pairings::PairingRow;
use kith_domain::pairing::project::Stage;
use serde_json::json;
use std::fmt::Write;

pub(super) fn list(shell: &Shell) -> Result<Report, Problem> {
    let pairings = shell.app.pairings(shell.community()?.id)?;
    if pairings.is_empty() {
        let text = "No pairing that this phone may read.";
        return Ok(Report::new(&json!({ "pairings": [] }), text));
    }
    let mut table = Table::new([
        "Host",
        "Visitor",
        "Stage",
        ">Visits",
        "Looked after by",
        "Stands",
        "Id",
    ]);
    for p in &pairings {
        table.row([
            names(p.host.as_slice()),
            names(&p.visitors),
            stage(p.stage),
            p.count.visits.to_string(),
            names(&p.coordinators),
            p.sync.word.words().to_owned(),
            short(&p.space),
        ]);
    }
    Ok(Report::new(&json!({ "pairings": pairings }), table.show()))
}

pub(super) fn one(shell: &Shell, wanted: Option<&str>) -> Result<Report, Problem> {
    let pairing = resolve::pairing(shell, wanted)?;
    Ok(Report::new(&pairing, text(&pairing)))
}

fn text(p: &PairingRow) -> String {
    let mut text = String::new();
    let host = p.host.as_ref().map_or("nobody", |h| h.name.as_str());
    let _ = writeln!(
        text,
        "{host} · {} · looked after by {}",
        stage(p.stage),
        names(&p.coordinators)
    );
    if !p.visitors.is_empty() {
        let _ = writeln!(text, "Visited by {}", names(&p.visitors));
    }
    if let Some(plan) = &p.plan {
        let parts = [
            ("Where", &plan.place),
            ("When", &plan.when),
            ("Would like", &plan.wishes),
        ];
        for (what, words) in parts.iter().filter(|(_, words)| !words.is_empty()) {
            let _ = writeln!(text, "{what}: {words}");
        }
    }
    for s in &p.suggestions {
        let visitor = s
            .visitor
            .as_ref()
            .map_or("(waiting for a key)", |v| v.name.as_str());
        let why = s.why.as_deref().filter(|why| !why.is_empty());
        let why = why.map_or_else(String::new, |why| format!(": {why}"));
        let _ = writeln!(text, "Suggested by {}: {visitor}{why}", s.by.name);
    }
    if let (Some(chosen), true) = (&p.chosen, p.visitors.is_empty()) {
        let _ = writeln!(text, "Chosen by the host: {}", chosen.name);
    }
    for a in &p.approvals {
        let lead = if a.lead { ", safeguarding lead" } else { "" };
        let _ = writeln!(text, "Approved by {}{lead}: {}", a.by.name, a.visitor.name);
    }
    if let Some(ready) = &p.ready {
        let _ = writeln!(
            text,
            "Two people approved {} apart; one of them approves once more to finish.",
            ready.name
        );
    }
    let counted = count(u64::from(p.count.visits), "visit", "visits");
    let _ = write!(
        text,
        "{counted} on {}",
        count(u64::from(p.count.days), "day", "days")
    );
    if p.count.to_look_at > 0 {
        let _ = write!(text, "; {} to look at", p.count.to_look_at);
    }
    text.push_str(".\n");
    if !p.visits.is_empty() {
        let _ = write!(text, "\n{}", crate::visit::table(&p.visits).show());
    }
    let _ = writeln!(text, "\n{}", p.sync.why);
    text
}

fn stage(stage: Stage) -> String {
    match stage {
        Stage::Suggested => "visitors are being suggested".to_owned(),
        Stage::Chosen => "the host has chosen".to_owned(),
        Stage::Approved => "approved".to_owned(),
        Stage::Introduced => "introduced".to_owned(),
        Stage::OnHold => "resting".to_owned(),
        Stage::Ended { reason } => format!("ended ({})", word(&reason)),
    }
}

fn names(people: &[Person]) -> String {
    let names: Vec<&str> = people.iter().map(|p| p.name.as_str()).collect();
    names.join(", ")
}
