//! Processor time of this process, all its threads together: what a case costs, however busy the
//! machine is. The server's writer works on a thread of its own, so one thread would not tell.

use rustix::time::{ClockId, clock_gettime};
use std::time::Duration;

/// Processor time so far.
#[must_use]
pub fn time() -> Duration {
    let spec = clock_gettime(ClockId::ProcessCPUTime);
    let seconds = u64::try_from(spec.tv_sec).unwrap_or(0);
    let nanos = u64::try_from(spec.tv_nsec).unwrap_or(0);
    Duration::from_secs(seconds) + Duration::from_nanos(nanos)
}
