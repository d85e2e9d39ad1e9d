//! What the rules may not reach for themselves: the time, and chance.
//!
//! One trait, so that a test or the demo can set both and play a run again.

use std::sync::Mutex;
use std::time::{SystemTime, UNIX_EPOCH};

/// Where time and randomness come from.
pub trait Ambient: Send + Sync {
    /// Seconds since 1970, UTC. Only ever displayed or compared with an invite's expiry.
    fn now(&self) -> i64;
    /// 32 bytes nobody can guess.
    fn random(&self) -> [u8; 32];
}

/// The machine's own clock and randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct System;

impl Ambient for System {
    fn now(&self) -> i64 {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .ok()
            .and_then(|d| i64::try_from(d.as_secs()).ok())
            .unwrap_or(0)
    }

    fn random(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        // Without randomness no key is safe and nothing may go on; the platforms Kith runs on
        // cannot fail here once they have booted.
        #[allow(clippy::expect_used)]
        getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
        bytes
    }
}

/// A clock that stands where it is put and dice that roll the same every time: for tests and the
/// demo, never for a real community, whose keys anyone could then compute.
#[derive(Debug)]
pub struct Scripted {
    state: Mutex<(i64, kith_domain::keys::Dice)>,
}

impl Scripted {
    /// Starts at `now`, with dice that depend on `name` alone.
    #[must_use]
    pub fn new(now: i64, name: &str) -> Self {
        let seed = kith_domain::hash::hash(&("kith scripted dice v1", name));
        Self {
            state: Mutex::new((now, kith_domain::keys::Dice::new(seed))),
        }
    }

    /// Sets the clock.
    pub fn set(&self, now: i64) {
        if let Ok(mut state) = self.state.lock() {
            state.0 = now;
        }
    }
}

impl Ambient for Scripted {
    fn now(&self) -> i64 {
        self.state.lock().map_or(0, |state| state.0)
    }

    fn random(&self) -> [u8; 32] {
        self.state
            .lock()
            .map_or([0; 32], |mut state| state.1.draw())
    }
}
