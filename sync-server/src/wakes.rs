//! What there is to wake devices for, and who was woken: in memory only.
//!
//! A device is woken once until it syncs again, and not twice in a minute whatever happens. A wake-up that
//! is lost costs nothing but time, as every phone also syncs by itself. [`crate::wake`] looks who is due.

use crate::community::Membership;
use crate::live::Appended;
use crate::session::Caller;
use kith_domain::ids::{CommunityId, DeviceTag, SpaceId};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, PoisonError};
use tokio::sync::Notify;

/// Fewest seconds between two wake-ups of a device.
pub const PAUSE: i64 = 60;
/// Seconds a push service keeps a wake-up for a phone that is off; then another may be sent.
pub const KEPT: i64 = 24 * 60 * 60;
/// Most pushes that wait to be looked at; more are forgotten.
const NEWS: usize = 4096;

/// What became of a wake-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The push service took it.
    Sent,
    /// It did not, or there is none.
    Failed,
    /// The push service knows no such endpoint.
    Gone,
}

/// What there is to wake devices for, and who was woken.
#[derive(Debug, Default)]
pub struct Wakes {
    noted: Mutex<Noted>,
    /// Rung when something was noted.
    pub bell: Notify,
}

type Device = (CommunityId, DeviceTag);

#[derive(Debug, Default)]
struct Noted {
    /// Where each device has pushed.
    news: HashMap<Device, BTreeSet<SpaceId>>,
    /// Devices something has come for.
    mail: BTreeSet<Device>,
    woken: HashMap<Device, Woken>,
}

/// A device that was woken.
#[derive(Debug, Clone, Copy)]
struct Woken {
    at: i64,
    /// Whether it still sleeps, as far as one knows.
    sleeps: bool,
    /// Whether more came that it is to be woken for when the pause is over.
    again: bool,
    /// Failures in a row; each doubles the pause.
    failures: u32,
}

impl Woken {
    /// When it may be woken again, at the earliest.
    fn rested(&self) -> i64 {
        let pause = PAUSE << self.failures.min(10);
        self.at.saturating_add(pause.min(KEPT))
    }
}

impl Wakes {
    /// Notes what a push has added.
    pub fn appended(&self, what: &Appended) {
        let by = (what.community, what.by);
        let mut noted = self.lock();
        if noted.news.len() < NEWS || noted.news.contains_key(&by) {
            noted.news.entry(by).or_default().extend(&what.spaces);
        }
        drop(noted);
        self.bell.notify_one();
    }

    /// Notes devices for which mail has come.
    pub fn mailed(&self, community: CommunityId, devices: &BTreeSet<DeviceTag>) {
        let mut noted = self.lock();
        if noted.mail.len() < NEWS {
            let devices = devices.iter().map(|device| (community, *device));
            noted.mail.extend(devices);
        }
        drop(noted);
        self.bell.notify_one();
    }

    /// Notes that a device is awake and asks for what is new.
    pub fn synced(&self, caller: Caller, now: i64) {
        let device = (caller.community, caller.tag());
        let mut noted = self.lock();
        if let Some(woken) = noted.woken.get_mut(&device) {
            (woken.sleeps, woken.again) = (false, false);
            if woken.rested() <= now {
                noted.woken.remove(&device);
            }
        }
    }

    /// Seconds until somebody is due whose pause is not over; none if nobody waits for that.
    #[must_use]
    pub fn next(&self, now: i64) -> Option<u64> {
        let noted = self.lock();
        let waiting = noted.woken.values().filter(|woken| woken.again);
        let soonest = waiting.map(Woken::rested).min()?;
        Some(u64::try_from(soonest.saturating_sub(now)).unwrap_or_default())
    }

    /// Everything noted since the last time, and who waits for the end of a pause that is over.
    pub(crate) fn take(&self, now: i64) -> HashMap<CommunityId, News> {
        let mut noted = self.lock();
        noted.woken.retain(|_, woken| {
            let asleep = woken.sleeps && now.saturating_sub(woken.at) < KEPT;
            asleep || woken.again || woken.rested() > now
        });
        let mut found: HashMap<CommunityId, News> = HashMap::new();
        for ((community, by), spaces) in std::mem::take(&mut noted.news) {
            let news = found.entry(community).or_default();
            news.pushed.push((by, spaces));
        }
        let rested = noted.woken.iter_mut().filter_map(|(device, woken)| {
            let due = woken.again && woken.rested() <= now;
            woken.again &= !due;
            due.then_some(*device)
        });
        let rested: Vec<Device> = rested.collect();
        for (community, device) in std::mem::take(&mut noted.mail).into_iter().chain(rested) {
            found.entry(community).or_default().mailed.insert(device);
        }
        found
    }

    /// Whether to wake a device now; if so it is noted as woken.
    pub(crate) fn may_wake(&self, device: Device, now: i64) -> bool {
        let mut noted = self.lock();
        let failures = match noted.woken.get_mut(&device) {
            Some(woken) if woken.sleeps && now.saturating_sub(woken.at) < KEPT => return false,
            Some(woken) if woken.rested() > now => {
                woken.again = true;
                return false;
            }
            Some(woken) => woken.failures,
            None => 0,
        };
        let woken = Woken {
            at: now,
            sleeps: true,
            again: false,
            failures,
        };
        noted.woken.insert(device, woken);
        true
    }

    pub(crate) fn became(&self, device: Device, outcome: Outcome) {
        let mut noted = self.lock();
        match (outcome, noted.woken.get_mut(&device)) {
            (Outcome::Gone, _) => drop(noted.woken.remove(&device)),
            (Outcome::Sent, Some(woken)) => woken.failures = 0,
            (Outcome::Failed, Some(woken)) => {
                // Not woken: whatever comes next tries again, a longer pause later.
                woken.sleeps = false;
                woken.failures = woken.failures.saturating_add(1);
            }
            (_, None) => {}
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Noted> {
        // What is noted is whole at every moment; a panic elsewhere loses a hint at most.
        self.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is new in one community.
#[derive(Debug, Default)]
pub(crate) struct News {
    /// Which devices pushed, into which spaces.
    pushed: Vec<(DeviceTag, BTreeSet<SpaceId>)>,
    /// Devices something has come for.
    mailed: BTreeSet<DeviceTag>,
}

impl News {
    pub(crate) fn is_for(&self, device: DeviceTag, membership: &Membership) -> bool {
        let Some(member) = membership.member_of(device) else {
            return false;
        };
        let rosters = &membership.rosters;
        let reads =
            |spaces: &BTreeSet<SpaceId>| spaces.iter().any(|s| rosters.may_read(*s, member));
        let pushed = |(by, spaces): &(DeviceTag, BTreeSet<SpaceId>)| *by != device && reads(spaces);
        self.mailed.contains(&device) || self.pushed.iter().any(pushed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kith_domain::ids::SigningKey;

    const STREET: CommunityId = CommunityId([1; 16]);

    fn ada() -> Caller {
        Caller {
            community: STREET,
            device: SigningKey([2; 32]),
        }
    }

    fn woken(wakes: &Wakes, now: i64) -> bool {
        wakes.mailed(STREET, &BTreeSet::from([ada().tag()]));
        rests(wakes, now)
    }

    /// Whether she is woken for what was noted before.
    fn rests(wakes: &Wakes, now: i64) -> bool {
        let news = wakes.take(now);
        let mailed = news.get(&STREET).map(|news| news.mailed.clone());
        mailed.is_some_and(|m| m.contains(&ada().tag()))
            && wakes.may_wake((STREET, ada().tag()), now)
    }

    #[test]
    fn a_device_is_woken_once_until_it_syncs_and_not_twice_in_a_minute() {
        let wakes = Wakes::default();
        assert!(woken(&wakes, 0));
        assert!(!woken(&wakes, 1_000), "she was woken and has not come yet");
        wakes.synced(ada(), 1_000);
        assert!(woken(&wakes, 1_001));
        wakes.synced(ada(), 1_002);
        assert!(!woken(&wakes, 1_010), "that was seconds ago");
        assert_eq!(wakes.next(1_011), Some(50));
        assert!(!rests(&wakes, 1_060));
        assert!(rests(&wakes, 1_061), "what came meanwhile was kept");
        assert_eq!(wakes.next(1_061), None);
        assert!(woken(&wakes, 1_061 + KEPT), "the push service let go of it");
    }

    #[test]
    fn who_comes_before_the_pause_is_over_needs_no_waking() {
        let wakes = Wakes::default();
        assert!(woken(&wakes, 0));
        wakes.synced(ada(), 1);
        assert!(!woken(&wakes, 2));
        wakes.synced(ada(), 3);
        assert_eq!(wakes.next(3), None);
        assert!(!rests(&wakes, 100));
        assert!(wakes.lock().woken.is_empty(), "nothing is left of it");
    }

    #[test]
    fn an_endpoint_that_fails_is_tried_less_and_less_often() {
        let wakes = Wakes::default();
        assert!(woken(&wakes, 0));
        wakes.became((STREET, ada().tag()), Outcome::Failed);
        assert!(!woken(&wakes, 119));
        assert!(rests(&wakes, 120));
        wakes.became((STREET, ada().tag()), Outcome::Failed);
        assert!(!woken(&wakes, 359));
        assert!(rests(&wakes, 360));
    }
}
