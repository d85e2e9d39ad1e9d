//! The server's clock: it stands where the world puts it.

use std::sync::atomic::{AtomicI64, Ordering};

/// Noon on 2 November 2026, UTC: when every world begins.
pub const BEGINNING: i64 = 1_793_620_800;
/// Seconds in a day.
pub const DAY: i64 = 24 * 60 * 60;

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub struct Standing(AtomicI64);

impl Standing {
    /// A clock at `now`, seconds since 1970.
    #[must_use]
    pub fn at(now: i64) -> Self {
        Self(AtomicI64::new(now))
    }

    /// Puts the hands elsewhere.
    pub fn set(&self, now: i64) {
        self.0.store(now, Ordering::Relaxed);
    }

    /// Where the hands are.
    #[must_use]
    pub fn read(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl kith_server::Clock for Standing {
    fn now(&self) -> i64 {
        self.read()
    }
}
