//! Processor time, as the kernel counts it per thread in nanoseconds (`/proc/PID/task/*/schedstat`).
//!
//! Threads that have ended are forgotten, so it is read while those that worked still live. Zero
//! where there is no such file.

use std::fs;

/// Processor time of this process, in milliseconds.
pub fn own() -> f64 {
    of_process("self")
}

/// Processor time of a process, in milliseconds.
pub fn of_process(id: &str) -> f64 {
    let Ok(tasks) = fs::read_dir(format!("/proc/{id}/task")) else {
        return 0.0;
    };
    let nanoseconds: u64 = tasks
        .flatten()
        .filter_map(|task| fs::read_to_string(task.path().join("schedstat")).ok())
        .filter_map(|line| line.split(' ').next()?.parse::<u64>().ok())
        .sum();
    nanoseconds as f64 / 1e6
}
