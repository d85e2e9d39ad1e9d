//! Random lives under random weather, and what must hold when it clears.
//!
//! [`run`] lets a neighbourhood of one seed live: people do what their screens offer them while
//! requests get lost, doubled and late, phones are killed, copied and set back, the server is
//! restarted and set back. Then the weather clears, everybody syncs, and [`everybody_agrees`].
//! Read next: [`life`], what may happen; [`habits`], what people do; [`invariants`].

pub mod habits;
pub mod invariants;
pub mod life;

pub use invariants::{everybody_agrees, shared};

use life::Life;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What one seed came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stats {
    /// Commands carried out.
    pub commands: usize,
    /// Commands the app refused with a reason.
    pub refused: usize,
    /// Syncs tried.
    pub syncs: usize,
    /// Commands that ended as *needs a look*.
    pub looks: usize,
}

impl Stats {
    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            commands: self.commands + other.commands,
            refused: self.refused + other.refused,
            syncs: self.syncs + other.syncs,
            looks: self.looks + other.looks,
        }
    }
}

/// A seed that did not converge.
#[derive(Debug, Clone)]
pub struct Failure {
    /// Which.
    pub seed: u64,
    /// What is wrong.
    pub what: String,
    /// What happened, in order.
    pub diary: Vec<String>,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.diary {
            writeln!(f, "  {line}")?;
        }
        writeln!(f, "seed {}: {}", self.seed, self.what)
    }
}

/// Lives one seed and holds it to the invariants. A panic anywhere is a failure too.
///
/// # Errors
/// [`Failure`], with the diary of what led to it.
pub fn run(seed: u64) -> Result<Stats, Box<Failure>> {
    let mut life = Life::begin(seed);
    let lived = catch_unwind(AssertUnwindSafe(|| life.live()));
    let what = match lived {
        Ok(Ok(())) => return Ok(life.stats),
        Ok(Err(what)) => what,
        Err(panic) => match panic.downcast::<String>() {
            Ok(words) => *words,
            Err(_) => "a panic without words".to_owned(),
        },
    };
    Err(Box::new(Failure {
        seed,
        what,
        diary: life.diary,
    }))
}

/// Lives `seeds` seeds from `first` on as many threads as the machine has; tells `each` as it ends.
pub fn run_many(
    first: u64,
    seeds: u64,
    each: impl Fn(u64, &Result<Stats, Box<Failure>>) + Sync,
) -> (Stats, Vec<Failure>) {
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get() as u64);
    let parts: Vec<(Stats, Vec<Failure>)> = std::thread::scope(|scope| {
        let each = &each;
        let part = move |thread: u64| {
            let (mut stats, mut failures) = (Stats::default(), Vec::new());
            for seed in (first..first + seeds)
                .skip(thread as usize)
                .step_by(threads as usize)
            {
                let result = run(seed);
                each(seed, &result);
                match result {
                    Ok(lived) => stats = stats.and(lived),
                    Err(failure) => failures.push(*failure),
                }
            }
            (stats, failures)
        };
        let workers: Vec<_> = (0..threads)
            .map(|thread| scope.spawn(move || part(thread)))
            .collect();
        workers
            .into_iter()
            .map(|worker| worker.join().expect("a worker catches its panics"))
            .collect()
    });
    let mut all = (Stats::default(), Vec::new());
    for (stats, failures) in parts {
        all.0 = all.0.and(stats);
        all.1.extend(failures);
    }
    all.1.sort_by_key(|failure| failure.seed);
    all
}
