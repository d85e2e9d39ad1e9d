//! What was measured, by job and system: printed beside what is asked of it, or written as JSON.

use crate::goals::{self, Kind};
use std::collections::BTreeMap;

/// The system that lives in this repository.
pub const KITH: &str = "kith";

/// All figures of a run of the program, in the order in which they came.
#[derive(Debug, Default)]
pub struct Figures(Vec<Figure>);

#[derive(Debug)]
struct Figure {
    job: &'static str,
    system: &'static str,
    name: String,
    values: Vec<f64>,
}

impl Figures {
    /// Notes one run's value; what is no number could not be measured here, and is left out.
    pub fn note(
        &mut self,
        job: &'static str,
        system: &'static str,
        name: impl Into<String>,
        value: f64,
    ) {
        if value.is_nan() {
            return;
        }
        let name = name.into();
        let mut figures = self.0.iter_mut();
        let same = figures.find(|f| (f.job, f.system) == (job, system) && f.name == name);
        match same {
            Some(figure) => figure.values.push(value),
            None => self.0.push(Figure {
                job,
                system,
                name,
                values: vec![value],
            }),
        }
    }

    /// Prints the head of an aligned table.
    pub fn print_head() {
        println!(
            "{:<6} {:<27} {:<14} {:>12} {:>12} {:>5}  goal",
            "job", "figure", "system", "median", "p95", "runs"
        );
    }

    /// Prints a system's lines of a job: one a figure, with the goal where there is one.
    pub fn print(&self, job: &str, system: &str) {
        let of_job = |f: &&Figure| (f.job, f.system) == (job, system);
        for figure in self.0.iter().filter(of_job) {
            let median = figure.at(50);
            let asked = (figure.system == KITH)
                .then(|| goals::of(job, &figure.name))
                .flatten();
            let goal = asked.map_or(String::new(), |goal| goal.beside(median));
            println!(
                "{:<6} {:<27} {:<14} {:>12} {:>12} {:>5}  {goal}",
                figure.job,
                figure.name,
                figure.system,
                shown(median),
                shown(figure.at(95)),
                figure.values.len(),
            );
        }
    }

    /// Prints the systems side by side: what Kith needs, and how many times as much others do.
    pub fn print_ratios(&self) {
        let mut peers: Vec<&str> = self.0.iter().map(|f| f.system).collect();
        peers.retain(|system| *system != KITH);
        peers.dedup();
        if peers.is_empty() {
            return;
        }
        print!("\n{:<6} {:<27} {:>12}", "job", "median of", KITH);
        for peer in &peers {
            print!(" {peer:>14} {:>9}", "ratio");
        }
        println!("  goal");
        for kith in self.0.iter().filter(|f| f.system == KITH) {
            let beside: Vec<Option<f64>> = peers
                .iter()
                .map(|peer| self.median(kith.job, peer, &kith.name))
                .collect();
            if beside.iter().all(Option::is_none) {
                continue;
            }
            let own = kith.at(50);
            print!("{:<6} {:<27} {:>12}", kith.job, kith.name, shown(own));
            let mut asked = Vec::new();
            for (peer, other) in peers.iter().zip(beside) {
                let Some(other) = other else {
                    print!(" {:>14} {:>9}", "-", "");
                    continue;
                };
                let ratio = other / own;
                print!(" {:>14} {:>8}x", shown(other), shown(ratio));
                let goals = goals::ALL.iter().filter(|goal| {
                    (goal.job, goal.figure) == (kith.job, kith.name.as_str())
                        && goal.kind == Kind::TimesLess(peer)
                });
                asked.extend(goals.map(|goal| goal.beside(ratio)));
            }
            println!("  {}", asked.join("; "));
        }
    }

    /// A system's median, if it was measured.
    pub fn median(&self, job: &str, system: &str, name: &str) -> Option<f64> {
        let mut figures = self.0.iter();
        figures
            .find(|f| (f.job, f.system) == (job, system) && f.name == name)
            .map(|figure| figure.at(50))
    }

    /// Medians by job, system and figure; the 95th percentiles beside them under `p95`.
    pub fn json(&self) -> serde_json::Value {
        let mut jobs: BTreeMap<&str, BTreeMap<&str, serde_json::Map<String, _>>> = BTreeMap::new();
        for figure in &self.0 {
            let system = jobs.entry(figure.job).or_default();
            let system = system.entry(figure.system).or_default();
            system.insert(figure.name.clone(), figure.at(50).into());
            let high = system.entry("p95").or_insert_with(|| serde_json::json!({}));
            high[&figure.name] = figure.at(95).into();
        }
        serde_json::json!(jobs)
    }
}

impl Figure {
    /// The value below which `percent` of all lie; the nearest that was measured.
    fn at(&self, percent: usize) -> f64 {
        at(&self.values, percent)
    }
}

/// The nearest of these values below which `percent` of them lie.
pub fn at(values: &[f64], percent: usize) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (sorted.len() * percent).div_ceil(100).max(1) - 1;
    sorted.get(rank).copied().unwrap_or(f64::NAN)
}

/// Milliseconds since `begun`.
pub fn ms(begun: std::time::Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1e3
}

/// A figure as it is read: three digits are enough.
pub fn shown(value: f64) -> String {
    if value >= 100.0 || value.fract() == 0.0 {
        format!("{value:.0}")
    } else if value >= 10.0 {
        format!("{value:.1}")
    } else {
        format!("{value:.3}")
    }
}
