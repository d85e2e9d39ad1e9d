//! The loop: draw a case, try it, count it, keep it if it went wrong.

use super::account::{Account, Outcome};
use super::case::{Case, End};
use super::counting;
use super::cpu;
use super::doors::Doors;
use super::finding::Finding;
use super::quiet;
use crate::dice::Dice;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// What one case may cost.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Milliseconds of processor time.
    pub ms: f64,
    /// Milliseconds on the clock: far more, since the machine has other things to do as well. What
    /// takes longer hangs.
    pub wall_ms: f64,
    /// MiB.
    pub mib: f64,
}

impl Bounds {
    /// What we promise: 50 ms and 64 MiB.
    pub const PROMISED: Self = Self {
        ms: 50.0,
        wall_ms: 5000.0,
        mib: 64.0,
    };
    /// For unoptimised code on a busy machine.
    pub const UNOPTIMISED: Self = Self {
        ms: 2000.0,
        wall_ms: 60_000.0,
        mib: 64.0,
    };
}

/// How long to soak and what to do with findings.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Where all chance comes from.
    pub seed: u64,
    /// Stops after this many cases, if it says so.
    pub cases: Option<u64>,
    /// Stops after this time, if it says so.
    pub time: Option<Duration>,
    /// What a case may cost.
    pub bounds: Bounds,
    /// Where findings are written; nowhere by default.
    pub findings: Option<PathBuf>,
    /// Whether the figures are printed every ten seconds.
    pub talks: bool,
}

/// Findings written before the rest is only counted.
const KEPT: u64 = 200;

/// Soaks. The same seed and number of cases try the same cases.
#[must_use]
pub fn run(plan: &Plan) -> Account {
    let mut doors = Doors::new();
    let mut dice = Dice::new(plan.seed);
    let mut account = Account::default();
    let begun = Instant::now();
    let (mut told, mut looked) = (Duration::ZERO, Duration::ZERO);
    loop {
        account.took = begun.elapsed();
        let over = plan.cases.is_some_and(|cases| account.cases() >= cases)
            || plan.time.is_some_and(|time| account.took >= time);
        if over {
            account.resident.1 = counting::resident_mib();
            return account;
        }
        let is_tenth = plan
            .cases
            .is_some_and(|cases| account.cases() == cases / 10)
            || plan.time.is_some_and(|time| account.took < time / 10);
        if is_tenth && account.took >= looked {
            looked = account.took + Duration::from_secs(1);
            account.resident.0 = counting::resident_mib();
        }
        if plan.talks && account.took - told >= Duration::from_secs(10) {
            told = account.took;
            eprintln!("{account}");
        }
        let case = doors.draw(&mut dice);
        let outcome = tried(&mut doors, &case, plan.bounds);
        account.add(case.door, &outcome);
        doors.learn(&case, &outcome.end);
        if let Some((kind, why)) = wrong(&outcome, plan.bounds) {
            account.findings += 1;
            if account.findings <= KEPT {
                keep(plan, kind, why, case);
            }
        }
    }
}

/// Tries a case. One that seems to take too long is tried twice more and the shortest time counts:
/// processor time holds still where the clock does not, but not where caches are cold.
pub fn tried(doors: &mut Doors, case: &Case, bounds: Bounds) -> Outcome {
    let mut outcome = once(doors, case);
    for _ in 0..2 {
        if outcome.ms > bounds.ms || outcome.wall_ms > bounds.wall_ms {
            doors.forget();
            let again = once(doors, case);
            if again.end == outcome.end {
                outcome.ms = outcome.ms.min(again.ms);
                outcome.wall_ms = outcome.wall_ms.min(again.wall_ms);
            }
        }
    }
    outcome
}

fn once(doors: &mut Doors, case: &Case) -> Outcome {
    let state = quiet::catch(|| doors.meet(case));
    let held = counting::begin();
    let (begun, spent) = (Instant::now(), cpu::time());
    let end = state.and_then(|()| quiet::catch(|| doors.try_it(case)));
    let ms = cpu::time().saturating_sub(spent).as_secs_f64() * 1000.0;
    let wall_ms = begun.elapsed().as_secs_f64() * 1000.0;
    let mib = counting::most_mib(held);
    let end = end.unwrap_or_else(|words| {
        doors.forget();
        End::Panicked(words)
    });
    Outcome {
        end,
        ms,
        wall_ms,
        mib,
    }
}

/// Why an outcome is a finding.
#[must_use]
pub fn wrong(outcome: &Outcome, bounds: Bounds) -> Option<(&'static str, String)> {
    match &outcome.end {
        End::Panicked(words) => Some(("panic", format!("a panic escaped: {words}"))),
        End::Unsound(words) => Some(("unsound", format!("let in, and then {words}"))),
        _ if outcome.ms > bounds.ms => Some(("slow", format!("took {:.0} ms", outcome.ms))),
        _ if outcome.wall_ms > bounds.wall_ms => Some((
            "hangs",
            format!("was not done in {:.0} ms", outcome.wall_ms),
        )),
        _ if outcome.mib > bounds.mib => Some(("large", format!("held {:.0} MiB", outcome.mib))),
        _ => None,
    }
}

fn keep(plan: &Plan, kind: &str, why: String, case: Case) {
    let finding = Finding {
        why: format!("{why} (seed {})", plan.seed),
        expect: "any".to_owned(),
        case,
    };
    match &plan.findings {
        Some(folder) => match finding.keep(folder, kind) {
            Ok(path) => eprintln!("finding: {} in {}", finding.why, path.display()),
            Err(error) => eprintln!("finding, not written ({error}): {finding:?}"),
        },
        None => eprintln!("finding: {finding:?}"),
    }
}
