//! The figures of a soak.

use super::case::{Door, End};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

/// What one case came to.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Its end.
    pub end: End,
    /// Processor time it took, in milliseconds.
    pub ms: f64,
    /// How long it took on the clock, in milliseconds.
    pub wall_ms: f64,
    /// The most memory it held, in MiB; zero where the program does not count.
    pub mib: f64,
}

/// Figures of one door.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Figures {
    /// Cases tried.
    pub cases: u64,
    /// Let in.
    pub accepted: u64,
    /// The dearest took this many milliseconds of processor time.
    pub worst_ms: f64,
    /// The longest took this many on the clock.
    pub worst_wall_ms: f64,
    /// The largest held this many MiB.
    pub worst_mib: f64,
}

/// All that is counted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Account {
    /// Per door.
    pub doors: BTreeMap<&'static str, Figures>,
    /// Refused, by code.
    pub refused: BTreeMap<String, u64>,
    /// Panics caught where they should be.
    pub caught_panics: u64,
    /// Panics that went further.
    pub escaped_panics: u64,
    /// Let in and broken by it.
    pub accepted_unloadable: u64,
    /// Findings met, those above included.
    pub findings: u64,
    /// How long it ran.
    pub took: Duration,
    /// Memory of the process in MiB, the server in it: when a tenth was done, and at the end.
    pub resident: (f64, f64),
}

/// The guard's word for a panic its runner caught.
const CAUGHT: &str = "panicked";

impl Account {
    /// Counts one case.
    pub fn add(&mut self, door: Door, outcome: &Outcome) {
        let figures = self.doors.entry(door.word()).or_default();
        figures.cases += 1;
        figures.worst_ms = figures.worst_ms.max(outcome.ms);
        figures.worst_wall_ms = figures.worst_wall_ms.max(outcome.wall_ms);
        figures.worst_mib = figures.worst_mib.max(outcome.mib);
        match &outcome.end {
            End::Refused(code) => {
                self.caught_panics += u64::from(code == CAUGHT);
                *self.refused.entry(code.clone()).or_default() += 1;
            }
            End::Accepted => figures.accepted += 1,
            End::Unsound(_) => {
                figures.accepted += 1;
                self.accepted_unloadable += 1;
            }
            End::Panicked(_) => self.escaped_panics += 1,
        }
    }

    /// Cases tried.
    #[must_use]
    pub fn cases(&self) -> u64 {
        self.doors.values().map(|f| f.cases).sum()
    }

    /// Cases let in.
    #[must_use]
    pub fn accepted(&self) -> u64 {
        self.doors.values().map(|f| f.accepted).sum()
    }

    /// Adds what another process counted at the same time.
    pub fn merge(&mut self, other: &Self) {
        for (door, theirs) in &other.doors {
            let ours = self.doors.entry(door).or_default();
            ours.cases += theirs.cases;
            ours.accepted += theirs.accepted;
            ours.worst_ms = ours.worst_ms.max(theirs.worst_ms);
            ours.worst_wall_ms = ours.worst_wall_ms.max(theirs.worst_wall_ms);
            ours.worst_mib = ours.worst_mib.max(theirs.worst_mib);
        }
        for (code, count) in &other.refused {
            *self.refused.entry(code.clone()).or_default() += count;
        }
        self.caught_panics += other.caught_panics;
        self.escaped_panics += other.escaped_panics;
        self.accepted_unloadable += other.accepted_unloadable;
        self.findings += other.findings;
        self.took = self.took.max(other.took);
        let (early, end) = other.resident;
        self.resident = (self.resident.0 + early, self.resident.1 + end);
    }

    /// Reads what [`Account::json`] wrote; `None` if the text is something else.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let refused = value["refused"].as_object()?.iter();
        let doors = Door::ALL.into_iter().filter_map(|door| {
            let of = value["doors"].get(door.word())?;
            let figures = Figures {
                cases: of["cases"].as_u64()?,
                accepted: of["accepted"].as_u64()?,
                worst_ms: of["worst_ms"].as_f64()?,
                worst_wall_ms: of["worst_wall_ms"].as_f64()?,
                worst_mib: of["worst_mib"].as_f64()?,
            };
            Some((door.word(), figures))
        });
        Some(Self {
            doors: doors.collect(),
            refused: refused
                .map(|(code, count)| Some((code.clone(), count.as_u64()?)))
                .collect::<Option<_>>()?,
            caught_panics: value["caught_panics"].as_u64()?,
            escaped_panics: value["escaped_panics"].as_u64()?,
            accepted_unloadable: value["accepted_unloadable"].as_u64()?,
            findings: value["findings"].as_u64()?,
            took: Duration::from_secs_f64(value["seconds"].as_f64()?.max(0.0)),
            resident: (
                value["resident_mib"]["early"].as_f64()?,
                value["resident_mib"]["end"].as_f64()?,
            ),
        })
    }

    fn worst(&self, of: impl Fn(&Figures) -> f64) -> f64 {
        self.doors.values().map(of).fold(0.0, f64::max)
    }

    /// As one JSON object.
    #[must_use]
    pub fn json(&self, seed: u64) -> Value {
        let doors = self.doors.iter().map(|(door, f)| {
            let figures = json!({
                "cases": f.cases, "accepted": f.accepted,
                "worst_ms": round(f.worst_ms), "worst_wall_ms": round(f.worst_wall_ms),
                "worst_mib": round(f.worst_mib),
            });
            ((*door).to_owned(), figures)
        });
        json!({
            "seed": seed,
            "cases": self.cases(),
            "refused": self.refused,
            "accepted": self.accepted(),
            "caught_panics": self.caught_panics,
            "escaped_panics": self.escaped_panics,
            "accepted_unloadable": self.accepted_unloadable,
            "findings": self.findings,
            "worst_ms": round(self.worst(|f| f.worst_ms)),
            "worst_wall_ms": round(self.worst(|f| f.worst_wall_ms)),
            "worst_mib": round(self.worst(|f| f.worst_mib)),
            "resident_mib": {
                "early": round(self.resident.0), "end": round(self.resident.1),
            },
            "seconds": round(self.took.as_secs_f64()),
            "cases_per_second": round(self.cases() as f64 / self.took.as_secs_f64().max(0.001)),
            "doors": doors.collect::<serde_json::Map<_, _>>(),
        })
    }
}

fn round(figure: f64) -> f64 {
    (figure * 100.0).round() / 100.0
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.took.as_secs_f64();
        write!(
            f,
            "{seconds:.0} s: {} cases ({:.0}/s), {} accepted, {} caught panics, \
             {} escaped panics, {} accepted unloadable, worst {:.1} ms of processor time and {:.1} MiB, {} findings",
            self.cases(),
            self.cases() as f64 / seconds.max(0.001),
            self.accepted(),
            self.caught_panics,
            self.escaped_panics,
            self.accepted_unloadable,
            self.worst(|f| f.worst_ms),
            self.worst(|f| f.worst_mib),
            self.findings,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back_and_two_jobs_add_up() {
        let mut account = Account::default();
        for end in [End::Accepted, End::Refused(CAUGHT.to_owned())] {
            let (ms, wall_ms, mib) = (1.5, 2.5, 0.25);
            let outcome = Outcome {
                end,
                ms,
                wall_ms,
                mib,
            };
            account.add(Door::Page, &outcome);
        }
        let read = Account::read(&account.json(1).to_string());
        assert_eq!(read.as_ref(), Some(&account));
        account.merge(&account.clone());
        assert_eq!((account.cases(), account.caught_panics), (4, 2));
    }
}
