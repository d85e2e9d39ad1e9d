//! What a process uses, as the kernel counts it: processor time, memory, and waits for the disk.
//!
//! Processor time is read per thread in nanoseconds (`/proc/PID/task/*/schedstat`). Threads that have
//! ended are forgotten, so it is read while those that worked still live. Waits for the disk are
//! counted by `strace`, where that is installed and allowed to look. What this machine cannot tell is
//! not a number, and so is left out of the table.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A process, by its number.
#[derive(Debug, Clone, Copy)]
pub struct Process(pub u32);

impl Process {
    /// This one.
    pub fn own() -> Self {
        Self(std::process::id())
    }

    /// Processor time so far, in milliseconds.
    pub fn cpu_ms(self) -> f64 {
        self.cpu_ms_where(|_| true)
    }

    /// The same of its threads of this name.
    pub fn cpu_ms_of(self, thread: &str) -> f64 {
        self.cpu_ms_where(|task| {
            let name = fs::read_to_string(task.join("comm")).unwrap_or_default();
            name.trim() == thread
        })
    }

    fn cpu_ms_where(self, which: impl Fn(&Path) -> bool) -> f64 {
        let Ok(tasks) = fs::read_dir(format!("/proc/{}/task", self.0)) else {
            return f64::NAN;
        };
        let nanoseconds: u64 = tasks
            .flatten()
            .map(|task| task.path())
            .filter(|task| which(task))
            .filter_map(|task| fs::read_to_string(task.join("schedstat")).ok())
            .filter_map(|line| line.split(' ').next()?.parse::<u64>().ok())
            .sum();
        nanoseconds as f64 / 1e6
    }

    /// Memory of its own that is resident now, in bytes: without the pages of programs and files
    /// that it shares with others.
    pub fn memory(self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.0)).unwrap_or_default();
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("RssAnon:"));
        let kib = line.and_then(|rest| rest.trim().split(' ').next()?.parse::<f64>().ok());
        kib.map_or(f64::NAN, |kib| kib * 1024.0)
    }
}

/// Counts how often a process waits for its disk.
#[derive(Debug)]
pub struct Fsyncs {
    strace: Child,
    seen: PathBuf,
    /// Kept until the file in it was read.
    _folder: tempfile::TempDir,
}

impl Fsyncs {
    /// From now on, of `process` and all its threads; `None` where `strace` cannot look.
    pub fn of(process: Process) -> Option<Self> {
        let folder = tempfile::tempdir().ok()?;
        let seen = folder.path().join("fsyncs");
        let mut strace = Command::new("strace")
            .args(["-f", "-e", "trace=fsync,fdatasync,sync_file_range"])
            .args(["-p", &process.0.to_string(), "-o"])
            .arg(&seen)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .ok()?;
        let mut said = String::new();
        let told = BufReader::new(strace.stderr.take()?).read_line(&mut said);
        if told.is_ok() && said.contains("attached") {
            return Some(Self {
                strace,
                seen,
                _folder: folder,
            });
        }
        let _ = strace.wait();
        None
    }

    /// How many since.
    pub fn count(mut self) -> f64 {
        // Asked to end it writes what it has seen; killed it would not.
        let asked = Command::new("kill")
            .args(["-INT", &self.strace.id().to_string()])
            .status();
        if asked.is_err() {
            let _ = self.strace.kill();
        }
        let _ = self.strace.wait();
        let text = fs::read_to_string(&self.seen).unwrap_or_default();
        // A call that another thread's interrupts stands on two lines.
        let calls = (text.lines()).filter(|l| l.contains("sync") && !l.contains("resumed>"));
        calls.count() as f64
    }
}
