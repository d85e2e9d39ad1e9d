//! Stories of whole files: the fixtures, other languages, hostile input, and what always holds.

mod fixtures;
mod languages;
mod positions;
mod properties;
mod runs;
mod traps;

use crate::{ListedArticle, Mended, Report, read_price_list};

fn read(list: &str) -> Report {
    read_price_list(list.as_bytes()).unwrap()
}

/// The reason for which `line` was refused.
fn refusal(report: &Report, line: u32) -> String {
    report
        .refused
        .iter()
        .find(|r| r.line == line)
        .unwrap()
        .reason
        .to_string()
}

fn mended(report: &Report, line: u32) -> &Mended {
    report.mended.iter().find(|m| m.line == line).unwrap()
}

/// The only article of a list.
fn only(list: &str) -> ListedArticle {
    let report = read(list);
    assert_eq!(report.articles().len(), 1, "{report:?}");
    report.articles()[0].clone()
}
