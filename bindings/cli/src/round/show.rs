//! What rounds look like in a terminal.

use crate::amount::{count, pounds, price, word};
use crate::problem::Problem;
use crate::report::Report;
use crate::resolve::{self, short};
use crate::shell::Shell;
use crate::table::Table;
use kith_core::query::round::{ArticleRow, BillRow, Round};
use kith_core::query::word::SyncWord;
use serde_json::json;
use std::fmt::Write;

pub(super) fn list(shell: &Shell) -> Result<Report, Problem> {
    let rounds = shell.app.rounds(shell.community()?.id)?;
    if rounds.is_empty() {
        let text = "No round yet. `kith list import FILE`, then `kith round open --list NAME`.";
        return Ok(Report::new(&json!({ "rounds": [] }), text));
    }
    let mut table = Table::new([
        "Round",
        "Supplier",
        "Stage",
        "Organiser",
        "Closes",
        ">Order",
        ">Of minimum",
        ">Yours",
        "Stands",
        "Id",
    ]);
    for r in &rounds {
        let item = r.name.rsplit('/').next().unwrap_or_default();
        table.row([
            r.title
                .clone()
                .unwrap_or_else(|| "(waiting for a key)".to_owned()),
            r.supplier.clone().unwrap_or_default(),
            word(&r.stage),
            r.organiser
                .as_ref()
                .map_or_else(String::new, |o| o.name.clone()),
            r.closes.map_or_else(String::new, |day| day.to_string()),
            pounds(r.reached_pence),
            minimum(r.reached_pence, r.minimum_pence),
            r.own_pence.map_or_else(String::new, pounds),
            r.sync.word.words().to_owned(),
            short(&item),
        ]);
    }
    Ok(Report::new(&json!({ "rounds": rounds }), table.show()))
}

pub(super) fn one(shell: &Shell, wanted: Option<&str>, all: bool) -> Result<Report, Problem> {
    let round = resolve::round(shell, wanted.unwrap_or_default())?;
    let text = text(&round, all);
    Ok(Report::new(&round, text))
}

/// How full an article's cases are, in words.
pub fn fullness(a: &ArticleRow) -> String {
    let cases = (a.cases > 0).then(|| count(a.cases, "case full", "cases full"));
    let open = (a.missing_units > 0).then(|| format!("{} to go for the next", a.missing_units));
    match (cases, open) {
        (Some(cases), Some(open)) => format!("{cases}, {open}"),
        (Some(cases), None) => cases,
        (None, Some(_)) => format!("{} to go", a.missing_units),
        (None, None) => String::new(),
    }
}

fn minimum(reached: u64, needed: u64) -> String {
    if needed == 0 {
        return String::new();
    }
    format!("{} %", reached.saturating_mul(100) / needed)
}

fn text(round: &Round, all: bool) -> String {
    let mut text = String::new();
    head(&mut text, round);
    articles(&mut text, round);
    shares(&mut text, round, all);
    bills(&mut text, round, all);
    if !round.late.is_empty() {
        text.push_str("\nDid not count:\n");
        for late in &round.late {
            let _ = writeln!(
                text,
                "  {} for {}: {}",
                late.member.name, late.article, late.sync.why
            );
        }
    }
    if let Some(problem) = &round.problem {
        let _ = writeln!(text, "\nNeeds a look: {problem}");
    }
    if round.sync.word == SyncWord::OnThisPhone {
        let _ = writeln!(text, "\n{}", round.sync.why);
    }
    text
}

fn head(text: &mut String, round: &Round) {
    let title = round.title.as_deref().unwrap_or("(waiting for a key)");
    let supplier = round.supplier.as_deref().unwrap_or_default();
    let _ = write!(text, "{title} · {supplier} · {}", word(&round.stage));
    if let Some(organiser) = &round.organiser {
        let _ = write!(text, " · organised by {}", organiser.name);
    }
    if let Some(day) = round.closes {
        let _ = write!(text, " · meant to close {day}");
    }
    text.push('\n');
    if let Some(note) = &round.note {
        let _ = writeln!(text, "{note}");
    }
    let _ = write!(
        text,
        "Order so far {} before VAT",
        pounds(round.reached_pence)
    );
    if round.minimum_pence > 0 {
        let missing = round.minimum_pence.saturating_sub(round.reached_pence);
        let _ = match missing {
            0 => write!(
                text,
                "; the minimum of {} is reached",
                pounds(round.minimum_pence)
            ),
            _ => write!(
                text,
                ", {} short of the minimum of {}",
                pounds(missing),
                pounds(round.minimum_pence)
            ),
        };
    }
    if round.delivery_pence > 0 {
        let _ = write!(text, "; delivery {}", pounds(round.delivery_pence));
    }
    text.push_str(".\n\n");
}

fn articles(text: &mut String, round: &Round) {
    let mut table = Table::new([
        "Article", "Unit", ">Each", ">Case", ">Wanted", ">More", "How full", "You", "Stands",
    ]);
    for a in &round.articles {
        let mine = a.mine.as_ref();
        let you = mine.map_or_else(String::new, |m| {
            if (m.at_least, m.up_to) == (m.want, m.want) {
                m.want.to_string()
            } else {
                format!("{} ({}–{})", m.want, m.at_least, m.up_to)
            }
        });
        table.row([
            a.article.name.clone(),
            a.article.unit.clone(),
            price(a.gross_e4),
            a.article.case_size.to_string(),
            a.firm.to_string(),
            if a.tolerance > 0 {
                format!("+{}", a.tolerance)
            } else {
                String::new()
            },
            fullness(a),
            you,
            mine.map_or_else(String::new, |m| m.sync.word.words().to_owned()),
        ]);
    }
    text.push_str(&table.show());
}

fn shares(text: &mut String, round: &Round, all: bool) {
    let mut table = Table::new(["Article", "Household", ">Wanted", ">Gets", "Why"]);
    for a in &round.articles {
        for share in a.allocations.iter().filter(|share| all || share.mine) {
            table.row([
                a.article.name.clone(),
                share.household.name.clone(),
                share.want.to_string(),
                share.allocated.to_string(),
                share.sentence.to_owned(),
            ]);
        }
        if all && a.left_over > 0 {
            let blank = String::new();
            let left = a.left_over.to_string();
            table.row([
                a.article.name.clone(),
                "(left over)".into(),
                blank.clone(),
                left,
                blank,
            ]);
        }
    }
    if !table.is_empty() {
        let heading = if all {
            "Who gets what:"
        } else {
            "What you get as things stand:"
        };
        let _ = write!(text, "\n{heading}\n{}", table.show());
    }
}

fn bills(text: &mut String, round: &Round, all: bool) {
    for bill in round.bills.iter().filter(|bill| all || bill.mine) {
        one_bill(text, bill);
    }
    if round.bills.is_empty() {
        return;
    }
    let mut table = Table::new(["Household", ">Pays", ">Saves"]);
    for bill in &round.bills {
        table.row([
            bill.household.name.clone(),
            pounds(bill.total_pence),
            bill.saving_pence.map_or_else(String::new, saving),
        ]);
    }
    table.row([
        "Together".into(),
        pounds(round.bills_total_pence),
        String::new(),
    ]);
    let _ = write!(text, "\nBills:\n{}", table.show());
}

fn one_bill(text: &mut String, bill: &BillRow) {
    if bill.total_pence == 0 {
        return;
    }
    let mut table = Table::new([
        "Bill", "Unit", ">Units", ">Net", ">VAT", ">Deposit", ">Pays",
    ]);
    for l in &bill.lines {
        table.row([
            l.name.clone(),
            l.unit.clone(),
            l.units.to_string(),
            pounds(l.net_pence),
            pounds(l.vat_pence),
            pounds(l.deposit_pence),
            pounds(l.total_pence),
        ]);
    }
    let mut part = |name: &str, pence: u64| {
        let blank = String::new;
        table.row([
            name.to_owned(),
            blank(),
            blank(),
            blank(),
            blank(),
            blank(),
            pounds(pence),
        ]);
    };
    if bill.delivery_pence > 0 {
        part("Share of delivery", bill.delivery_pence);
    }
    if bill.left_over_pence > 0 {
        part("Share of what nobody takes", bill.left_over_pence);
    }
    part("Together", bill.total_pence);
    let _ = write!(text, "\n{}:\n{}", bill.household.name, table.show());
}

fn saving(pence: i64) -> String {
    let size = pounds(pence.unsigned_abs());
    if pence < 0 {
        format!("−{size}")
    } else {
        size
    }
}
