//! Tables a person enjoys reading: columns aligned, numbers to the right, nothing cut.

use std::fmt::Write;

/// A table in the making. A heading that begins with `>` is of numbers and stands to the right.
pub struct Table {
    headings: Vec<String>,
    right: Vec<bool>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these headings.
    pub fn new<const N: usize>(headings: [&str; N]) -> Self {
        Self {
            right: headings.iter().map(|h| h.starts_with('>')).collect(),
            headings: headings
                .iter()
                .map(|h| h.trim_start_matches('>').to_owned())
                .collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(cells.to_vec());
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table as text, indented by two.
    pub fn show(&self) -> String {
        let mut widths: Vec<usize> = self.headings.iter().map(|h| wide(h)).collect();
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(wide(cell));
            }
        }
        let mut text = String::new();
        for row in std::iter::once(&self.headings).chain(&self.rows) {
            let mut line = String::from(" ");
            for ((cell, width), right) in row.iter().zip(&widths).zip(&self.right) {
                let gap = " ".repeat(width.saturating_sub(wide(cell)));
                let (before, after) = if *right {
                    (gap.as_str(), "")
                } else {
                    ("", gap.as_str())
                };
                // Writing to a String cannot fail.
                let _ = write!(line, " {before}{cell}{after} ");
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }
}

fn wide(text: &str) -> usize {
    text.chars().count()
}
