//! How the story is told: short paragraphs, notes, tables, and the proof at the end.

use super::house::ADDRESS;
use super::outcome::Outcome;
use std::io::Write;
use std::path::Path;

/// Characters in a line.
const WIDTH: usize = 92;

/// The teller; a quiet one says nothing.
#[derive(Debug, Clone, Copy)]
pub struct Tell {
    aloud: bool,
}

impl Tell {
    /// Prints.
    pub fn aloud() -> Self {
        Self { aloud: true }
    }

    /// Does not.
    pub fn quiet() -> Self {
        Self { aloud: false }
    }

    /// A heading.
    pub fn act(self, title: &str) {
        self.line("");
        self.line(title);
        self.line(&"─".repeat(title.chars().count()));
    }

    /// A paragraph.
    pub fn say(self, text: &str) {
        self.wrapped("", "", text);
    }

    /// An aside, set in.
    pub fn note(self, text: &str) {
        self.wrapped("  · ", "    ", text);
    }

    /// A line as it stands.
    pub fn line(self, line: &str) {
        if self.aloud {
            // A reader who has gone, such as `head`, is no fault.
            let _ = writeln!(std::io::stdout(), "{line}");
        }
    }

    fn wrapped(self, first: &str, rest: &str, text: &str) {
        let mut line = first.to_owned();
        let mut empty = true;
        for word in text.split_whitespace() {
            if !empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
                self.line(&line);
                rest.clone_into(&mut line);
                empty = true;
            }
            if !empty {
                line.push(' ');
            }
            line.push_str(word);
            empty = false;
        }
        self.line(&line);
    }

    /// Rows of cells; `sides` says of each column whether it stands left (`l`) or right (`r`).
    pub fn table(self, sides: &str, rows: &[Vec<String>]) {
        let width = |column: usize| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        for row in rows {
            let mut line = String::new();
            for (column, (cell, side)) in row.iter().zip(sides.chars()).enumerate() {
                let padding = " ".repeat(width(column).saturating_sub(cell.chars().count()));
                line.push_str("  ");
                match side {
                    'r' => line.extend([padding.as_str(), cell]),
                    _ => line.extend([cell, padding.as_str()]),
                }
            }
            self.line(line.trim_end());
        }
    }

    /// What the reader is about to see.
    pub fn opening(self, seed: u64) {
        self.line(&format!(
            "Kith: a week on Orchard Street            seed {seed}"
        ));
        self.line("═════════════════════════════════════════");
        self.say(
            "Seven neighbours, seven phones, one small server. They order food together, give each \
             other hours, and somebody visits Edith. Most of what they write, they write without a \
             connection. The phones, their databases, the server and the HTTP between them are real; \
             only clock and dice are set, so that the story comes out the same each time. The seed \
             decides who comes online when, and what goes wrong on the line.",
        );
    }

    /// The proof.
    pub fn proof(self, outcome: &Outcome) {
        self.act("The proof");
        for check in &outcome.checks {
            let mark = if check.holds { "✓" } else { "✗" };
            self.wrapped(&format!("  {mark} "), "    ", &check.says);
        }
        let sync = &outcome.sync;
        self.line("");
        self.say(&format!(
            "{} requests; {} sent, {} received; all of it in {:.1} seconds.",
            sync.requests,
            kilobytes(sync.bytes_sent),
            kilobytes(sync.bytes_received),
            std::time::Duration::from_millis(outcome.wall_ms).as_secs_f64(),
        ));
        if !outcome.holds() {
            self.line("");
            self.say("Something above does not hold. That is a fault of Kith: please report it with the seed.");
        }
    }

    /// What the reader may try now.
    pub fn next_steps(self, seed: u64, kept: Option<&Path>) {
        self.act("What to try next");
        let kith = std::env::args().next().unwrap_or_else(|| "kith".into());
        let Some(folder) = kept else {
            self.say("Play it again in another order, and see the same end:");
            self.line(&format!("    {kith} demo --seed {}", seed.wrapping_add(1)));
            self.say("Keep the phones and the server, and look into them:");
            self.line(&format!("    {kith} demo --keep orchard-street"));
            return;
        };
        let folder = folder.display();
        self.say("Be somebody on Orchard Street; no server is needed to look, or to write:");
        for (who, command) in LOOKS {
            self.line(&format!("    {kith} --home {folder}/{who} {command}"));
        }
        self.say(
            "Start the server again on what it kept, and let them sync from another terminal:",
        );
        self.line(&format!(
            "    cargo run --release -p kith-server -- serve --data {folder}/server --listen {ADDRESS}"
        ));
        for who in ["ben", "dev"] {
            self.line(&format!("    {kith} --home {folder}/{who} sync"));
        }
        self.say(
            "All keys in there are the story's own, and anybody can compute them: never found a real \
             neighbourhood on it.",
        );
    }
}

/// What to look at with the kept phones.
const LOOKS: [(&str, &str); 7] = [
    ("ben", "status"),
    ("ben", "round show"),
    ("ada", "round show --all"),
    ("chloe", "hours list"),
    ("edith", "pair show"),
    ("femi", "visit list"),
    ("ben", "board post offer \"A bicycle pump\""),
];

/// Bytes as people read them.
fn kilobytes(bytes: u64) -> String {
    format!("{} kB", bytes.div_ceil(1000))
}

/// Pence as people read them.
pub fn pounds(pence: u64) -> String {
    format!("£{}.{:02}", pence / 100, pence % 100)
}

/// Minutes as people read them, with a sign.
pub fn hours(minutes: i64) -> String {
    let sign = match minutes {
        0 => "",
        1.. => "+",
        _ => "−",
    };
    let minutes = minutes.unsigned_abs();
    format!("{sign}{} h {:02} min", minutes / 60, minutes % 60)
}
