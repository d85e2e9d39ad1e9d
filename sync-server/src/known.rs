//! What was worked out of one state of a community, for the next phone that asks the same.
//!
//! Twenty phones that push at once are answered from one commit; what one of them is told, most of the
//! others are told too. Kept with the state it is of, so that it cannot outlive it; never the truth.

use kith_domain::ids::DeviceTag;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Most digests of one state: one for each set of spaces that somebody reads.
const DIGESTS: usize = 64;

/// Of one position of a log.
#[derive(Debug, Default)]
pub struct Known(Mutex<HashMap<[u8; 32], [u8; 16]>>);

impl Known {
    /// The digest of whoever reads the log as `log` names it.
    #[must_use]
    pub fn digest(&self, log: &[u8; 32]) -> Option<[u8; 16]> {
        held(&self.0).get(log).copied()
    }

    /// Keeps a digest.
    pub fn keep_digest(&self, log: [u8; 32], digest: [u8; 16]) {
        let mut digests = held(&self.0);
        if digests.len() < DIGESTS {
            digests.insert(log, digest);
        }
    }
}

/// Of one state of a community's mail, door and rosters.
#[derive(Debug, Default)]
pub struct Quiet(Mutex<HashMap<DeviceTag, u64>>);

impl Quiet {
    /// Whether nothing waits for this device after wrap number `mail`, it is asked for no key, and nobody
    /// knocks whom it could let in.
    #[must_use]
    pub fn is_for(&self, device: DeviceTag, mail: u64) -> bool {
        held(&self.0)
            .get(&device)
            .is_some_and(|after| *after <= mail)
    }

    /// Notes that it is so.
    pub fn note(&self, device: DeviceTag, mail: u64) {
        held(&self.0).insert(device, mail);
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic while it was held can only have lost what can be worked out again.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
