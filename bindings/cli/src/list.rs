//! Suppliers' price lists: looking a file over, keeping it, showing what is kept.

use crate::amount::{self, count, price};
use crate::problem::Problem;
use crate::report::Report;
use crate::resolve;
use crate::shell::Shell;
use crate::table::Table;
use clap::{Args, Subcommand};
use kith_core::price_list::articles;
use kith_domain::command::Command;
use kith_domain::round::RoundCommand;
use kith_domain::round::schema::Article;
use kith_import::{ListedArticle, MAX_BYTES, read_price_list};
use serde_json::json;
use std::path::PathBuf;

/// `kith list`.
#[derive(Debug, Subcommand)]
pub enum List {
    /// Keep a supplier's price list: Foodsoft, Open Food Network or plain CSV
    Import(Import),
    /// What is kept; with a name, its articles
    Show {
        /// Which list
        name: Option<String>,
    },
}

/// `kith list import`, also as `kith round import`.
#[derive(Debug, Args)]
pub struct Import {
    /// The file
    file: PathBuf,
    /// Only say what would become of every line; keeps nothing
    #[arg(long)]
    pub check: bool,
    /// What to call the list [default: the file's name]
    #[arg(long)]
    title: Option<String>,
    /// Whose prices [default: the list's title]
    #[arg(long)]
    supplier: Option<String>,
}

/// `kith list …`.
pub fn run(shell: &Shell, list: &List) -> Result<Report, Problem> {
    match list {
        List::Import(import) => keep(shell, import),
        List::Show { name: None } => all(shell),
        List::Show { name: Some(name) } => show(shell, name),
    }
}

/// What would become of a file; needs no phone.
pub fn check(import: &Import) -> Result<Report, Problem> {
    let report = read(import)?;
    let mut table = Table::new([
        ">Line",
        "Article",
        "Unit",
        ">Case",
        ">Net",
        "What was mended, or why not",
    ]);
    let cells = |line: u32, a: &ListedArticle, remark: String| {
        [
            line.to_string(),
            a.name.clone(),
            a.unit.clone(),
            a.case_size.to_string(),
            price(a.net_e4),
            remark,
        ]
    };
    for taken in &report.taken {
        table.row(cells(taken.line, &taken.article, String::new()));
    }
    for mended in &report.mended {
        table.row(cells(
            mended.line,
            &mended.article,
            format!("mended: {}", mended.mends.join(", ")),
        ));
    }
    for refused in &report.refused {
        let blank = String::new;
        let why = format!("left out: {}", refused.reason);
        table.row([
            refused.line.to_string(),
            "—".into(),
            blank(),
            blank(),
            blank(),
            why,
        ]);
    }
    Ok(Report::new(
        &report,
        format!("{}\n{}", table.show(), tally(&report)),
    ))
}

/// Keeps a list; whoever asks has it all or nothing.
pub fn keep(shell: &Shell, import: &Import) -> Result<Report, Problem> {
    let report = read(import)?;
    let articles = articles(&report);
    if articles.is_empty() {
        return Err(Problem::usage(
            "not one line of this list can be used",
            "`--check` says why for every line",
        ));
    }
    let title = import.title.clone().unwrap_or_else(|| {
        let stem = import.file.file_stem().unwrap_or_default();
        stem.to_string_lossy().into_owned()
    });
    let command = RoundCommand::ImportList {
        supplier: import.supplier.clone().unwrap_or_else(|| title.clone()),
        title: title.clone(),
        articles,
    };
    let done = shell
        .app
        .execute(shell.community()?.id, &Command::Round(command))?;
    let text = format!(
        "{}\nKept as “{title}”. `kith round open --list \"{title}\"` offers it to everybody.",
        tally(&report)
    );
    let data = json!({
        "done": "kept",
        "changed": done.changed,
        "made": done.made,
        "title": title,
        "report": report,
    });
    Ok(Report::new(&data, text))
}

fn read(import: &Import) -> Result<kith_import::Report, Problem> {
    let bytes = amount::read_file(&import.file, MAX_BYTES)?;
    read_price_list(&bytes).map_err(|error| {
        let message = error.to_string();
        let (cause, next) = message
            .split_once(": ")
            .unwrap_or((&message, "look at the file"));
        Problem::new(crate::problem::Exit::Usage, "bad-list", cause, next)
    })
}

fn tally(report: &kith_import::Report) -> String {
    let tally = report.tally();
    format!(
        "Read as {}: {} taken as they stand, {} mended, {} left out.",
        report.format,
        count(tally.taken as u64, "article", "articles"),
        tally.mended,
        tally.refused
    )
}

fn all(shell: &Shell) -> Result<Report, Problem> {
    let lists = shell.app.price_lists(shell.community()?.id)?;
    if lists.is_empty() {
        let text = "No price list is kept yet; `kith list import FILE --check` looks one over.";
        return Ok(Report::new(&json!({ "lists": [] }), text));
    }
    let mut table = Table::new(["List", "Supplier", "Kept by", ">Articles", "Stands"]);
    for list in &lists {
        table.row([
            list.title.clone(),
            list.supplier.clone(),
            list.owner
                .as_ref()
                .map_or_else(String::new, |o| o.name.clone()),
            list.articles.len().to_string(),
            list.sync.word.words().to_owned(),
        ]);
    }
    Ok(Report::new(&json!({ "lists": lists }), table.show()))
}

fn show(shell: &Shell, name: &str) -> Result<Report, Problem> {
    let lists = shell.app.price_lists(shell.community()?.id)?;
    let list = resolve::one("price list", name, lists)?;
    let mut table = Table::new([
        "Article", "Unit", ">Case", ">Net", ">VAT", "Category", "Number",
    ]);
    for a in &list.articles {
        table.row([
            a.name.clone(),
            a.unit.clone(),
            a.case_size.to_string(),
            price(a.net_e4),
            vat(a),
            a.category.clone(),
            a.number.clone(),
        ]);
    }
    let text = format!("{} · {}\n\n{}", list.title, list.supplier, table.show());
    Ok(Report::new(&list, text))
}

fn vat(article: &Article) -> String {
    match article.vat_bp {
        0 => String::new(),
        bp if bp.is_multiple_of(100) => format!("{} %", bp / 100),
        bp => format!("{}.{:02} %", bp / 100, bp % 100),
    }
}
