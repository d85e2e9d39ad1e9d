//! What is asked of Kith, one line a goal, and what stands in the way where it falls short.

use crate::figures::shown;

/// One goal.
#[derive(Debug, Clone, Copy)]
pub struct Goal {
    /// Job.
    pub job: &'static str,
    /// Figure.
    pub figure: &'static str,
    /// How it is read.
    pub kind: Kind,
    /// The number.
    pub number: f64,
    /// What the figure is made of: printed where it falls short.
    pub bound: &'static str,
}

/// How a goal's number is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The figure is at most this.
    AtMost,
    /// It is at least this.
    AtLeast,
    /// This peer's figure is at least so many times Kith's.
    TimesLess(&'static str),
}
use Kind::{AtLeast, AtMost, TimesLess};

const fn goal(
    job: &'static str,
    figure: &'static str,
    kind: Kind,
    number: f64,
    bound: &'static str,
) -> Goal {
    Goal {
        job,
        figure,
        kind,
        number,
        bound,
    }
}

/// automerge-repo, as peers name themselves.
pub const AUTOMERGE_REPO: &str = "automerge-repo";
/// Hocuspocus.
pub const HOCUSPOCUS: &str = "hocuspocus";
/// samod, automerge-repo's sibling in Rust.
pub const SAMOD: &str = "samod";

const GUARD: &str = "hashing, Automerge's decoder and re-encoding";
const SEALED: &str = "hashes, signatures and sealed text do not compress";
const COLD: &str = "opening SQLite, and waits for the disk on both sides";

/// Every goal.
pub const ALL: &[Goal] = &[
    goal("guard", "us", AtMost, 20.0, GUARD),
    goal("guard", "phone_us", AtMost, 20.0, GUARD),
    goal("r1", "bytes", AtMost, 2500.0, SEALED),
    goal("r1", "requests", AtMost, 1.0, "a session that had run out"),
    goal("r1", "unchanged_bytes", AtMost, 400.0, "token and cursor"),
    goal("r1", "ms", TimesLess(AUTOMERGE_REPO), 100.0, COLD),
    goal(
        "r1",
        "client_cpu_ms",
        TimesLess(AUTOMERGE_REPO),
        200.0,
        COLD,
    ),
    goal("r2", "clear_bytes", AtMost, 300_000.0, SEALED),
    goal(
        "r2",
        "ms",
        TimesLess(AUTOMERGE_REPO),
        40.0,
        "guard, index and read model of every change",
    ),
    goal(
        "r2",
        "ms",
        TimesLess(HOCUSPOCUS),
        8.0,
        "guard, index and read model of every change",
    ),
    goal(
        "r3",
        "changes_per_core_10",
        AtLeast,
        20_000.0,
        "the guard and the index rows of every change, on the writer's one thread",
    ),
    goal(
        "r3",
        "ack_p95_ms_10",
        AtMost,
        50.0,
        "all push at once: 2,000 changes wait for each other, 100 ms at 20,000 a second",
    ),
    goal(
        "r4",
        "bytes_per_1000_documents",
        AtMost,
        2e6,
        "SQLite's page caches",
    ),
    goal(
        "r4",
        "bytes_per_live_connection",
        AtMost,
        30e3,
        "buffers and tasks of a connection",
    ),
    goal(
        "r5",
        "open_ms",
        AtMost,
        30.0,
        "opening SQLite and judging the roster",
    ),
    goal(
        "r5",
        "first_screen_ms",
        AtMost,
        1.0,
        "rows read for one screen",
    ),
    goal("r5", "action_p99_ms", AtMost, 20.0, "the disk"),
    goal(
        "r5",
        "action_to_bare",
        AtMost,
        2.0,
        "processor time and some pages of SQLite beside one wait for the disk",
    ),
    goal("r6", "start_ms", AtMost, 50.0, "opening SQLite"),
    goal(
        "spaces",
        "unchanged_bytes",
        AtMost,
        400.0,
        "token and cursor",
    ),
];

/// The goal of a figure that stands by itself.
pub fn of(job: &str, figure: &str) -> Option<&'static Goal> {
    ALL.iter().find(|goal| {
        (goal.job, goal.figure) == (job, figure) && matches!(goal.kind, AtMost | AtLeast)
    })
}

impl Goal {
    /// The goal beside what was measured: met, or short and by what it is bounded.
    pub fn beside(&self, measured: f64) -> String {
        let number = shown(self.number);
        let (sign, met) = match self.kind {
            AtMost => (format!("≤ {number}"), measured <= self.number),
            AtLeast => (format!("≥ {number}"), measured >= self.number),
            TimesLess(peer) => (format!("≥ {number}x {peer}"), measured >= self.number),
        };
        if met {
            format!("{sign}  met")
        } else {
            format!("{sign}  short: {}", self.bound)
        }
    }
}
