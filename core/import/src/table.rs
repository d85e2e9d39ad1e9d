//! From text to rows of cells, forgiving what spreadsheets and hands do to CSV.
//!
//! Not a CSV library, because a library that meets one unclosed quote swallows the rest of the
//! file into one cell. Here every line keeps its number and its own verdict: a quoted cell may run
//! over some lines only if the row then has as many cells as the heading; else the line
//! is refused alone and reading goes on below it. Next: [`crate::layout`].

use crate::refusal::Refusal;

/// Lines one quoted cell may run over.
const QUOTED_LINES: usize = 20;
/// Cells read of one line; more is no price list, and the bound keeps the formula scan cheap.
const CELLS: usize = 64;
/// Characters a formula may have.
const FORMULA: usize = 1_000;

/// A text cut into lines, with what separates cells.
pub(crate) struct Table<'a> {
    lines: &'a [&'a str],
    /// What separates cells.
    pub(crate) delimiter: char,
}

/// Cells and where the next row begins.
type Row = (Vec<String>, usize);

impl<'a> Table<'a> {
    pub(crate) fn new(lines: &'a [&'a str], delimiter: char) -> Self {
        Self { lines, delimiter }
    }

    /// The row that begins at line `at` (from 0), whatever its width; `None` past the end.
    pub(crate) fn heading(&self, at: usize) -> Option<Row> {
        self.lines.get(at)?;
        Some(self.parse(at).unwrap_or((Vec::new(), at + 1)))
    }

    /// The row that begins at line `at` (from 0) of a table `width` wide, or why its first line
    /// cannot be read, and where the next row begins; `None` past the end.
    pub(crate) fn row(
        &self,
        at: usize,
        width: usize,
    ) -> Option<(Result<Vec<String>, Refusal>, usize)> {
        self.lines.get(at)?;
        Some(match self.parse(at) {
            Some((cells, next)) if next == at + 1 || cells.len() == width => (Ok(cells), next),
            _ => (Err(Refusal::OpenQuote), at + 1),
        })
    }

    fn parse(&self, at: usize) -> Option<Row> {
        let mut last = at;
        let mut rest = *self.lines.get(at)?;
        let mut cells = Vec::new();
        loop {
            let start = rest.trim_start_matches(' ');
            let (cell, after) = if let Some(inside) = start.strip_prefix('"') {
                self.quoted(inside, at, &mut last)?
            } else {
                let (cell, after) = self.formula(start).unwrap_or_else(|| self.bare(start));
                (cell.to_owned(), after)
            };
            cells.push(cell);
            match after.strip_prefix(self.delimiter) {
                Some(more) if cells.len() <= CELLS => rest = more,
                _ => return Some((cells, last + 1)),
            }
        }
    }

    /// A cell without quotes round it, and the rest from its delimiter on.
    fn bare(&self, text: &'a str) -> (&'a str, &'a str) {
        text.find(self.delimiter)
            .map_or((text, ""), |end| text.split_at(end))
    }

    /// A cell whose opening quote has been read; doubled quotes stand for one.
    fn quoted(&self, inside: &'a str, first: usize, last: &mut usize) -> Option<(String, &'a str)> {
        let mut cell = String::new();
        let mut rest = inside;
        loop {
            if let Some((text, after)) = rest.split_once('"') {
                cell.push_str(text);
                if let Some(more) = after.strip_prefix('"') {
                    cell.push('"');
                    rest = more;
                } else {
                    let (tail, after) = self.bare(after);
                    cell.push_str(tail);
                    return Some((cell, after));
                }
            } else {
                cell.push_str(rest);
                cell.push('\n');
                *last += 1;
                if *last - first >= QUOTED_LINES {
                    return None;
                }
                rest = self.lines.get(*last)?;
            }
        }
    }

    /// A formula: its brackets and quotes may hold the delimiter, and it stays one cell.
    /// `None` if it is no formula or its brackets never close.
    fn formula(&self, text: &'a str) -> Option<(&'a str, &'a str)> {
        if !text.starts_with('=') {
            return None;
        }
        let (mut depth, mut in_quotes) = (0_u32, false);
        for (at, c) in text.char_indices().take(FORMULA) {
            match c {
                '"' => in_quotes = !in_quotes,
                '(' if !in_quotes => depth += 1,
                ')' if !in_quotes => depth = depth.checked_sub(1)?,
                _ if c == self.delimiter && depth == 0 && !in_quotes => {
                    return Some(text.split_at(at));
                }
                _ => {}
            }
        }
        let ended = depth == 0 && !in_quotes && text.chars().nth(FORMULA).is_none();
        ended.then_some((text, ""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(line: &str) -> Vec<String> {
        Table::new(&[line], ';').heading(0).unwrap().0
    }

    #[test]
    fn quotes_are_undone_and_stray_ones_kept() {
        assert_eq!(cells(r#"a;"b; ""c""";d"#), ["a", r#"b; "c""#, "d"]);
        assert_eq!(cells(r#"12" pizza;"x"y;"#), [r#"12" pizza"#, "xy", ""]);
    }

    #[test]
    fn a_formula_is_one_cell_and_a_broken_one_is_plain_text() {
        assert_eq!(cells(r#"=F("a;b";"c");2"#), [r#"=F("a;b";"c")"#, "2"]);
        assert_eq!(cells("=F(1;2"), ["=F(1", "2"]);
    }

    #[test]
    fn an_open_quote_costs_its_own_line_only() {
        let lines = ["\"a;1", "b;2", "\"c", "d\";3"];
        let table = Table::new(&lines, ';');
        assert_eq!(table.row(0, 2), Some((Err(Refusal::OpenQuote), 1)));
        assert_eq!(table.row(1, 2), Some((Ok(vec!["b".into(), "2".into()]), 2)));
        assert_eq!(
            table.row(2, 2),
            Some((Ok(vec!["c\nd".into(), "3".into()]), 4))
        );
        assert_eq!(table.row(4, 2), None);
    }
}
