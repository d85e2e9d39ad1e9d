//! What the server counts of its own work, as Prometheus reads it: `GET /metrics`.
//!
//! Counts and durations of the whole process; nothing here names or tells apart a community, a device
//! or a member. A few atomics and one page of text need no library.

use kith_domain::wire::Verdict;
use std::fmt::{Display, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Counts up; or up and down, where it says how many there are now.
#[derive(Debug, Default)]
pub struct Count(AtomicU64);

impl Count {
    /// `more` more.
    pub fn add(&self, more: u64) {
        self.0.fetch_add(more, Ordering::Relaxed);
    }

    /// One fewer.
    pub fn less(&self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }

    /// There are so many now.
    pub fn set(&self, many: u64) {
        self.0.store(many, Ordering::Relaxed);
    }

    /// As it stands.
    #[must_use]
    pub fn now(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// One more of something, until this is dropped.
#[derive(Debug)]
pub struct There {
    metrics: Arc<Metrics>,
    count: fn(&Metrics) -> &Count,
}

impl There {
    /// One more of `count`.
    #[must_use]
    pub fn one(metrics: &Arc<Metrics>, count: fn(&Metrics) -> &Count) -> Self {
        count(metrics).add(1);
        let metrics = Arc::clone(metrics);
        Self { metrics, count }
    }
}

impl Drop for There {
    fn drop(&mut self) {
        (self.count)(&self.metrics).less();
    }
}

/// Upper ends of the buckets for seconds; beyond the last lies infinity.
const SECONDS: &[f64] = &[
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5,
];
/// The same for numbers of jobs.
const JOBS: &[f64] = &[1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0];

/// How often a value fell into which bucket, and the sum of all.
#[derive(Debug)]
pub struct Histogram {
    bounds: &'static [f64],
    /// One a bound, and one for what lies beyond.
    buckets: Vec<Count>,
    /// In millionths, so that an integer holds it.
    sum: Count,
}

impl Histogram {
    fn over(bounds: &'static [f64]) -> Self {
        Self {
            bounds,
            buckets: bounds
                .iter()
                .map(|_| Count::default())
                .chain([Count::default()])
                .collect(),
            sum: Count::default(),
        }
    }

    /// Takes in a duration.
    pub fn took(&self, time: Duration) {
        let micros = u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        self.take(time.as_secs_f64(), micros);
    }

    /// Takes in a number of things.
    pub fn counted(&self, number: usize) {
        let number = number as u64;
        self.take(number as f64, number.saturating_mul(1_000_000));
    }

    /// How many values there were.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.buckets.iter().map(Count::now).sum()
    }

    fn take(&self, value: f64, millionths: u64) {
        let bucket = self.bounds.partition_point(|bound| *bound < value);
        if let Some(bucket) = self.buckets.get(bucket) {
            bucket.add(1);
        }
        self.sum.add(millionths);
    }
}

/// Everything that is counted.
#[derive(Debug)]
pub struct Metrics {
    /// Pushes, by what became of them; in the order of [`VERDICTS`].
    pushes: [Count; VERDICTS.len()],
    /// Changes that were new and stand in a log now.
    pub changes: Count,
    /// Jobs that shared a commit.
    pub commit_jobs: Histogram,
    /// From the first job of a commit to its return, fsync included.
    pub commit_seconds: Histogram,
    /// Commits that the disk refused.
    pub commits_failed: Count,
    /// Commits begun anew, since a push in them was refused halfway.
    pub commits_again: Count,
    /// Waits for the disk: one a commit, two a checkpoint.
    pub fsyncs: Count,
    /// Times the write-ahead log was folded into the file.
    pub checkpoints: Count,
    /// Times the writer rested.
    pub rests: Count,
    /// Jobs that wait for the writer.
    pub queued: Count,
    /// Jobs told to come later because too many waited.
    pub queue_full: Count,
    /// Asks in which a phone said where it stands.
    pub repairs: Count,
    /// Changes that phones gave back.
    pub given_back: Count,
    /// Pages sent, and their bytes as they travel.
    pub pages: Count,
    /// See `pages`.
    pub page_bytes: Count,
    /// From a `POST /v1/sync` to its answer.
    pub sync_seconds: Histogram,
    /// The same for the two session requests and `POST /v1/wake`.
    pub session_seconds: Histogram,
    /// Answers by the first digit of their status.
    answers: [Count; 6],
    /// Requests that wait for a seat, or have one.
    pub serving: Count,
    /// Connections.
    pub connections: Count,
    /// Connections closed at once since their address had too many.
    pub connections_refused: Count,
    /// Live connections.
    pub live: Count,
    /// Pokes sent.
    pub pokes: Count,
    /// Wake-ups that a push service took.
    pub wakes_sent: Count,
    /// Wake-ups that none took.
    pub wakes_failed: Count,
    /// Endpoints kept.
    pub endpoints: Count,
}

/// The words of verdicts, in the order of [`Metrics::push`].
const VERDICTS: [&str; 6] = ["taken", "behind", "need", "wait", "later", "refused"];

impl Default for Metrics {
    fn default() -> Self {
        Self {
            pushes: Default::default(),
            changes: Count::default(),
            commit_jobs: Histogram::over(JOBS),
            commit_seconds: Histogram::over(SECONDS),
            commits_failed: Count::default(),
            commits_again: Count::default(),
            fsyncs: Count::default(),
            checkpoints: Count::default(),
            rests: Count::default(),
            queued: Count::default(),
            queue_full: Count::default(),
            repairs: Count::default(),
            given_back: Count::default(),
            pages: Count::default(),
            page_bytes: Count::default(),
            sync_seconds: Histogram::over(SECONDS),
            session_seconds: Histogram::over(SECONDS),
            answers: Default::default(),
            serving: Count::default(),
            connections: Count::default(),
            connections_refused: Count::default(),
            live: Count::default(),
            pokes: Count::default(),
            wakes_sent: Count::default(),
            wakes_failed: Count::default(),
            endpoints: Count::default(),
        }
    }
}

impl Metrics {
    /// Counts a push by its verdict.
    pub fn push(&self, verdict: &Verdict) {
        let place = match verdict {
            Verdict::Taken => 0,
            Verdict::Behind { .. } => 1,
            Verdict::Need => 2,
            Verdict::Wait => 3,
            Verdict::Later { .. } => 4,
            Verdict::Refused { .. } => 5,
        };
        if let Some(count) = self.pushes.get(place) {
            count.add(1);
        }
    }

    /// Counts an answer by its status.
    pub fn answered(&self, status: u16) {
        if let Some(count) = self.answers.get(usize::from(status / 100)) {
            count.add(1);
        }
    }

    /// The page that Prometheus reads. `files` are bytes of the database and of its log ahead.
    #[must_use]
    pub fn text(&self, files: (u64, u64)) -> String {
        let mut page = Page::default();
        page.head(
            "kith_pushes_total",
            "counter",
            "Pushes by what became of them.",
        );
        for (verdict, count) in VERDICTS.iter().zip(&self.pushes) {
            page.line(
                "kith_pushes_total",
                &format!("verdict=\"{verdict}\""),
                count.now(),
            );
        }
        page.counter(
            "kith_changes_total",
            "Changes that were new and stand in a log now.",
            &self.changes,
        );
        page.histogram(
            "kith_commit_jobs",
            "Jobs that shared one commit, and so one wait for the disk.",
            &[("", &self.commit_jobs)],
        );
        page.histogram(
            "kith_commit_seconds",
            "From a commit's first job to its return, the wait for the disk included.",
            &[("", &self.commit_seconds)],
        );
        page.counter(
            "kith_commits_failed_total",
            "Commits that the disk refused.",
            &self.commits_failed,
        );
        page.counter(
            "kith_commits_again_total",
            "Commits begun anew, since a push in them was refused halfway.",
            &self.commits_again,
        );
        page.counter(
            "kith_fsyncs_total",
            "Waits for the disk: one a commit, two a checkpoint.",
            &self.fsyncs,
        );
        page.counter(
            "kith_checkpoints_total",
            "Times the write-ahead log was folded into the file.",
            &self.checkpoints,
        );
        page.counter(
            "kith_rests_total",
            "Times the writer had nothing to do, folded the log into the file and let go of memory.",
            &self.rests,
        );
        page.gauge(
            "kith_queue_jobs",
            "Jobs that wait for the writer.",
            self.queued.now(),
        );
        page.counter(
            "kith_queue_full_total",
            "Jobs told to come later because too many waited.",
            &self.queue_full,
        );
        page.counter(
            "kith_repairs_total",
            "Asks in which a phone said where it stands.",
            &self.repairs,
        );
        page.counter(
            "kith_given_back_changes_total",
            "Changes that this server lacked and phones gave back.",
            &self.given_back,
        );
        page.counter("kith_pages_total", "Pages sent.", &self.pages);
        page.counter(
            "kith_page_bytes_total",
            "Bytes of pages as they travel.",
            &self.page_bytes,
        );
        page.histogram(
            "kith_request_seconds",
            "From a request to its answer, its body's arrival included.",
            &[
                ("route=\"sync\"", &self.sync_seconds),
                ("route=\"session\"", &self.session_seconds),
            ],
        );
        page.head(
            "kith_answers_total",
            "counter",
            "Answers by the first digit of their status.",
        );
        for (digit, count) in (0..).zip(&self.answers).skip(2) {
            page.line(
                "kith_answers_total",
                &format!("status=\"{digit}xx\""),
                count.now(),
            );
        }
        page.gauge(
            "kith_requests_serving",
            "Requests that wait for a seat, or have one.",
            self.serving.now(),
        );
        page.gauge(
            "kith_connections",
            "Connections open now.",
            self.connections.now(),
        );
        page.counter(
            "kith_connections_refused_total",
            "Connections closed at once since their address had too many.",
            &self.connections_refused,
        );
        page.gauge(
            "kith_live_connections",
            "Live connections open now.",
            self.live.now(),
        );
        page.counter(
            "kith_pokes_total",
            "Pokes sent over live connections.",
            &self.pokes,
        );
        page.counter(
            "kith_wakes_sent_total",
            "Wake-ups that a push service took.",
            &self.wakes_sent,
        );
        page.counter(
            "kith_wakes_failed_total",
            "Wake-ups that no push service took.",
            &self.wakes_failed,
        );
        page.gauge(
            "kith_endpoints",
            "Devices that are woken through a push service.",
            self.endpoints.now(),
        );
        page.gauge("kith_database_bytes", "The database file.", files.0);
        page.gauge(
            "kith_wal_bytes",
            "Its write-ahead log, which a checkpoint folds in.",
            files.1,
        );
        if let Some(resident) = resident() {
            page.gauge(
                "process_resident_memory_bytes",
                "Memory that is resident.",
                resident,
            );
        }
        page.text
    }
}

/// Bytes resident, where the kernel tells.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:"))?;
    let kib: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    kib.checked_mul(1024)
}

#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn head(&mut self, name: &str, kind: &str, help: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }

    fn line(&mut self, name: &str, labels: &str, value: impl Display) {
        let _ = match labels {
            "" => writeln!(self.text, "{name} {value}"),
            labels => writeln!(self.text, "{name}{{{labels}}} {value}"),
        };
    }

    fn counter(&mut self, name: &str, help: &str, count: &Count) {
        self.head(name, "counter", help);
        self.line(name, "", count.now());
    }

    fn gauge(&mut self, name: &str, help: &str, value: u64) {
        self.head(name, "gauge", help);
        self.line(name, "", value);
    }

    fn histogram(&mut self, name: &str, help: &str, series: &[(&str, &Histogram)]) {
        self.head(name, "histogram", help);
        for (labels, histogram) in series {
            let comma = if labels.is_empty() { "" } else { "," };
            let mut below = 0_u64;
            let bounds = histogram.bounds.iter().map(ToString::to_string);
            for (bound, bucket) in bounds.chain(["+Inf".to_owned()]).zip(&histogram.buckets) {
                below = below.saturating_add(bucket.now());
                let labels = format!("{labels}{comma}le=\"{bound}\"");
                self.line(&format!("{name}_bucket"), &labels, below);
            }
            let sum = histogram.sum.now() as f64 / 1e6;
            self.line(&format!("{name}_sum"), labels, sum);
            self.line(&format!("{name}_count"), labels, below);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_histogram_counts_everything_up_to_each_bound() {
        let metrics = Metrics::default();
        for millis in [1, 3, 30, 9_000] {
            metrics.sync_seconds.took(Duration::from_millis(millis));
        }
        let text = metrics.text((0, 0));
        for line in [
            "kith_request_seconds_bucket{route=\"sync\",le=\"0.0005\"} 0",
            "kith_request_seconds_bucket{route=\"sync\",le=\"0.001\"} 1",
            "kith_request_seconds_bucket{route=\"sync\",le=\"0.005\"} 2",
            "kith_request_seconds_bucket{route=\"sync\",le=\"2.5\"} 3",
            "kith_request_seconds_bucket{route=\"sync\",le=\"+Inf\"} 4",
            "kith_request_seconds_sum{route=\"sync\"} 9.034",
            "kith_request_seconds_count{route=\"sync\"} 4",
        ] {
            assert!(text.lines().any(|l| l == line), "{line} is not in\n{text}");
        }
    }
}
