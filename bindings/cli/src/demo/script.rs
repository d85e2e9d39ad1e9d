//! The story's clock and its dice.
//!
//! Every time anybody does something, their dice are put back to a place that depends on the person
//! and on how often they have acted, and on nothing else. So keys, ids and every byte that is
//! written are the same in each run, however often the network made a phone ask again.

use kith_core::ambient::Ambient;
use kith_domain::hash::hash;
use kith_domain::keys::Dice;
use kith_domain::time::Day;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The one clock of the story: phones and server agree.
#[derive(Debug, Default)]
pub struct StoryClock(AtomicI64);

impl StoryClock {
    /// Puts the clock to a time of a day in November 2026.
    pub fn set(&self, day: i64, hour: i64, minute: i64) {
        let midnight = i64::from(november(day).0) * 86_400;
        self.0
            .store(midnight + hour * 3_600 + minute * 60, Ordering::SeqCst);
    }
}

impl kith_server::Clock for StoryClock {
    fn now(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// A day of November 2026.
pub fn november(day: i64) -> Day {
    Day::from_civil(2026, 11, day).unwrap_or(Day(0))
}

/// Time and chance of one phone.
#[derive(Debug)]
pub struct Script {
    clock: Arc<StoryClock>,
    name: &'static str,
    dice: Mutex<Dice>,
}

impl Script {
    /// The script of the phone of `name`.
    pub fn new(clock: Arc<StoryClock>, name: &'static str) -> Self {
        let dice = Mutex::new(Dice::new(seed(name, "open", 0)));
        Self { clock, name, dice }
    }

    /// Puts the dice to the place of the `count`-th `deed` of this phone.
    pub fn turn_to(&self, deed: &str, count: u32) {
        *self.dice.lock().unwrap_or_else(PoisonError::into_inner) =
            Dice::new(seed(self.name, deed, count));
    }
}

fn seed(name: &str, deed: &str, count: u32) -> [u8; 32] {
    hash(&("kith demo dice v1", name, deed, count))
}

impl Ambient for Script {
    fn now(&self) -> i64 {
        kith_server::Clock::now(self.clock.as_ref())
    }

    fn random(&self) -> [u8; 32] {
        self.dice
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .draw()
    }
}
