//! Tables for a spreadsheet: what a treasurer checks and a coordinator reports.
//!
//! UTF-8, commas, a heading in the first line; money in pence, help in minutes. A text that a
//! spreadsheet would run as a formula is given an apostrophe in front.

use super::{make, write};
use crate::app::App;
use crate::error::Error;
use kith_domain::ids::CommunityId;
use std::path::{Path, PathBuf};

impl App {
    /// Writes `bills.csv`, `shares.csv`, `hours.csv`, `balances.csv` and `visits.csv` to `folder`.
    /// Returns the files.
    ///
    /// # Errors
    /// [`Error::NoCommunity`], [`Error::File`], or the disk's own.
    pub fn export_csv(&self, community: CommunityId, folder: &Path) -> Result<Vec<PathBuf>, Error> {
        let (bills, shares) = self.round_tables(community)?;
        let (hours, balances) = self.hours_tables(community)?;
        let visits = self.visits_table(community)?;
        make(folder)?;
        let tables = [
            ("bills.csv", bills),
            ("shares.csv", shares),
            ("hours.csv", hours),
            ("balances.csv", balances),
            ("visits.csv", visits),
        ];
        let mut files = Vec::new();
        for (name, table) in tables {
            let file = folder.join(name);
            write(&file, table.text.as_bytes())?;
            files.push(file);
        }
        Ok(files)
    }

    /// Every line of every bill, and what each household gets of each article.
    fn round_tables(&self, community: CommunityId) -> Result<(Table, Table), Error> {
        let mut bills = Table::new(
            "round,title,stage,household,article,unit,units,net_pence,vat_pence,deposit_pence,\
             total_pence",
        );
        let mut shares = Table::new(
            "round,article,name,case_size,cases,ordered_units,received_units,left_over,household,\
             at_least,want,up_to,allocated,why",
        );
        for listed in self.rounds(community)? {
            let Some(round) = self.round(community, &listed.name)? else {
                continue;
            };
            let title = round.title.clone().unwrap_or_default();
            let stage = word(&round.stage);
            for bill in &round.bills {
                let mut line = |article: &str, unit: &str, units: u64, parts: [u64; 4]| {
                    let mut cells = vec![
                        round.name.clone(),
                        safe(&title),
                        stage.clone(),
                        safe(&bill.household.name),
                        safe(article),
                        safe(unit),
                        units.to_string(),
                    ];
                    cells.extend(parts.iter().map(ToString::to_string));
                    bills.row(&cells);
                };
                for l in &bill.lines {
                    let parts = [l.net_pence, l.vat_pence, l.deposit_pence, l.total_pence];
                    line(&l.name, &l.unit, l.units, parts);
                }
                line("(delivery)", "", 0, [0, 0, 0, bill.delivery_pence]);
                line("(left over)", "", 0, [0, 0, 0, bill.left_over_pence]);
            }
            for article in &round.articles {
                for a in &article.allocations {
                    shares.row(&[
                        round.name.clone(),
                        article.id.to_string(),
                        safe(&article.article.name),
                        article.article.case_size.to_string(),
                        article.cases.to_string(),
                        article.ordered_units.to_string(),
                        article
                            .received_units
                            .map_or_else(String::new, |u| u.to_string()),
                        article.left_over.to_string(),
                        safe(&a.household.name),
                        a.at_least.to_string(),
                        a.want.to_string(),
                        a.up_to.to_string(),
                        a.allocated.to_string(),
                        word(&a.why),
                    ]);
                }
            }
        }
        Ok((bills, shares))
    }

    fn hours_tables(&self, community: CommunityId) -> Result<(Table, Table), Error> {
        let mut entries =
            Table::new("month,day,giver,receiver,minutes,kind,state,counted_minutes,note");
        let mut balances = Table::new("member,name,minutes");
        let hours = self.hours(community)?;
        for e in hours.entries {
            entries.row(&[
                e.document,
                e.day.to_string(),
                safe(&e.giver.name),
                safe(&e.receiver.name),
                e.minutes.to_string(),
                e.kind,
                word(&e.state),
                e.counted_minutes.unwrap_or(0).to_string(),
                safe(&e.note.unwrap_or_default()),
            ]);
        }
        for b in hours.balances {
            balances.row(&[
                b.member.id.to_string(),
                safe(&b.member.name),
                b.minutes.to_string(),
            ]);
        }
        Ok((entries, balances))
    }

    fn visits_table(&self, community: CommunityId) -> Result<Table, Error> {
        let mut table = Table::new("pairing,host,visitor,day,part,kind,class,counts,run_metres");
        for pairing in self.pairings(community)? {
            let host = pairing.host.map(|p| p.name).unwrap_or_default();
            for visit in pairing.visits {
                let note = visit.note.as_ref();
                table.row(&[
                    pairing.space.to_string(),
                    safe(&host),
                    safe(&visit.visitor.name),
                    note.map_or_else(String::new, |n| n.day.to_string()),
                    note.map_or_else(String::new, |n| word(&n.part)),
                    note.map_or_else(String::new, |n| word(&n.kind)),
                    word(&visit.class),
                    visit.counts.to_string(),
                    note.and_then(|n| n.run)
                        .map_or_else(String::new, |run| run.metres.to_string()),
                ]);
            }
        }
        Ok(table)
    }
}

struct Table {
    text: String,
}

impl Table {
    fn new(heading: &str) -> Self {
        Self {
            text: format!("{heading}\r\n"),
        }
    }

    fn row(&mut self, cells: &[String]) {
        let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
        self.text.push_str(&cells.join(","));
        self.text.push_str("\r\n");
    }
}

/// A stable word as serde spells it.
fn word<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

fn safe(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_neither_torn_apart_nor_run_as_a_formula() {
        assert_eq!(quoted(&safe("=1+1, really")), "\"'=1+1, really\"");
        assert_eq!(quoted("6\" pot"), "\"6\"\" pot\"");
        assert_eq!(quoted("plain"), "plain");
    }
}
