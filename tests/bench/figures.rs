//! What was measured, by job and system: printed side by side, or written as JSON.

use std::collections::BTreeMap;

/// The system that lives in this repository. Peers will have other words.
pub const KITH: &str = "kith";

/// Job, figure, at most: what is asked of Kith.
const GOALS: [(&str, &str, f64); 11] = [
    ("guard", "us", 20.0),
    ("guard", "phone_us", 20.0),
    ("r1", "bytes", 2500.0),
    ("r1", "requests", 1.0),
    ("r1", "unchanged_bytes", 400.0),
    ("r2", "bytes", 300_000.0),
    ("r5", "open_ms", 30.0),
    ("r5", "first_screen_ms", 1.0),
    ("r5", "action_p99_ms", 20.0),
    ("r5", "action_to_bare", 2.0),
    ("r6", "start_ms", 50.0),
];

/// All figures of a run of the program, in the order in which they came.
#[derive(Debug, Default)]
pub struct Figures(Vec<Figure>);

#[derive(Debug)]
struct Figure {
    job: &'static str,
    system: &'static str,
    name: &'static str,
    values: Vec<f64>,
}

impl Figures {
    /// Notes one run's value.
    pub fn note(
        &mut self,
        job: &'static str,
        system: &'static str,
        name: &'static str,
        value: f64,
    ) {
        let mut figures = self.0.iter_mut();
        let same = figures.find(|f| (f.job, f.system, f.name) == (job, system, name));
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
            "{:<6} {:<24} {:<8} {:>12} {:>12} {:>5}  goal",
            "job", "figure", "system", "median", "p95", "runs"
        );
    }

    /// Prints a job's lines: one a figure, with the goal where there is one.
    pub fn print(&self, job: &str) {
        for figure in self.0.iter().filter(|figure| figure.job == job) {
            let goal = GOALS
                .iter()
                .find(|(job, name, _)| (*job, *name) == (figure.job, figure.name));
            let median = figure.at(50);
            let goal = goal.map_or(String::new(), |(.., most)| {
                let missed = if median > *most { "  MISSED" } else { "" };
                format!("≤ {most}{missed}")
            });
            println!(
                "{:<6} {:<24} {:<8} {:>12} {:>12} {:>5}  {goal}",
                figure.job,
                figure.name,
                figure.system,
                shown(median),
                shown(figure.at(95)),
                figure.values.len(),
            );
        }
    }

    /// Medians by job, system and figure; the 95th percentiles beside them under `p95`.
    pub fn json(&self) -> serde_json::Value {
        let mut jobs: BTreeMap<&str, BTreeMap<&str, serde_json::Map<String, _>>> = BTreeMap::new();
        for figure in &self.0 {
            let system = jobs.entry(figure.job).or_default();
            let system = system.entry(figure.system).or_default();
            system.insert(figure.name.to_owned(), figure.at(50).into());
            let high = system.entry("p95").or_insert_with(|| serde_json::json!({}));
            high[figure.name] = figure.at(95).into();
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

fn shown(value: f64) -> String {
    if value >= 1000.0 || value.fract() == 0.0 {
        format!("{value:.0}")
    } else if value >= 10.0 {
        format!("{value:.1}")
    } else {
        format!("{value:.3}")
    }
}
