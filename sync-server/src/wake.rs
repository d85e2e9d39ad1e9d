//! Wake-ups: which sleeping devices to wake, and when.
//!
//! The writer notes what was appended ([`Wakes::appended`]) and goes on; [`Server::due`] looks later, off
//! every request's path, who may read some of it, left an endpoint and is not connected. A device is
//! woken once until it syncs again, and not twice in a minute whatever happens. What is noted is in
//! memory only: a wake-up that is lost costs nothing but time, as every phone also syncs by itself.
//! [`crate::push_service`] posts them.

use crate::community::{Community, Membership};
use crate::live::Appended;
use crate::open::{ServeError, Server};
use crate::push_service;
use crate::session::Caller;
use crate::store::StoreError;
use crate::store::endpoints::{Change, Endpoint};
use crate::writer::{Answer, Job};
use kith_domain::hash::{decode_exact, encode};
use kith_domain::ids::{CommunityId, DeviceTag, SpaceId};
use kith_domain::wake::{ENDPOINT_DAYS, WakeAnswer, WakeAsk};
use kith_domain::wire::{Problem, VERSION};
use std::collections::{BTreeSet, HashMap};
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Notify;

/// Fewest seconds between two wake-ups of a device.
pub const PAUSE: i64 = 60;
/// Seconds a push service keeps a wake-up for a phone that is off; then another may be sent.
pub const KEPT: i64 = 24 * 60 * 60;
/// Seconds after which an endpoint that is named again is written again.
const FRESH: i64 = 24 * 60 * 60;
/// Most pushes that wait to be looked at; more are forgotten.
const NEWS: usize = 4096;

/// How far a server goes to wake a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reach {
    /// It wakes none.
    Nowhere,
    /// To push services over TLS and at public addresses.
    #[default]
    Public,
    /// Also to this machine and to networks behind it, and without TLS.
    Anywhere,
}

/// A wake-up that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// In which community.
    pub community: CommunityId,
    /// Whom.
    pub device: DeviceTag,
    /// Where.
    pub url: String,
}

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
    fn take(&self, now: i64) -> HashMap<CommunityId, News> {
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
    fn may_wake(&self, device: Device, now: i64) -> bool {
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

    fn became(&self, device: Device, outcome: Outcome) {
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
struct News {
    /// Which devices pushed, into which spaces.
    pushed: Vec<(DeviceTag, BTreeSet<SpaceId>)>,
    /// Devices something has come for.
    mailed: BTreeSet<DeviceTag>,
}

impl News {
    fn is_for(&self, device: DeviceTag, membership: &Membership) -> bool {
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

impl Server {
    /// Answers `POST /v1/wake`. Blocks until what is kept is on the disk.
    ///
    /// # Errors
    /// [`ServeError::Malformed`] or [`ServeError::Disk`].
    pub fn wake(&self, body: &[u8]) -> Result<Vec<u8>, ServeError> {
        let ask: WakeAsk = decode_exact(body, "wake").map_err(|_| ServeError::Malformed)?;
        let answer = self.wake_answer(ask).map_err(|error| {
            tracing::error!(error = &error as &dyn std::error::Error, "wake");
            ServeError::Disk
        })?;
        answer.map(|a| encode(&a)).ok_or(ServeError::Disk)
    }

    /// None when the writer could not take it now.
    fn wake_answer(&self, ask: WakeAsk) -> Result<Option<WakeAnswer>, StoreError> {
        let problem = |problem| Ok(Some(WakeAnswer::Problem(problem)));
        if ask.version != VERSION {
            return problem(Problem::Version);
        }
        let now = self.clock.now();
        let Some(caller) = self.keys.caller(&ask.token, now) else {
            return problem(Problem::Token);
        };
        let device = caller.tag();
        let known = self.store.read(|db| -> Result<_, StoreError> {
            let Some(community) = self.directory.at(db, caller.community)? else {
                return Ok(None);
            };
            let kept = community.rows(db).endpoint(device)?;
            Ok(Some((community, kept)))
        })?;
        let Some((community, kept)) = known else {
            return problem(Problem::UnknownCommunity);
        };
        // Who left or lost the phone may still take its endpoint back.
        if ask.endpoint.is_some() && community.membership.member_of(device).is_none() {
            return problem(Problem::NotAMember);
        }
        let refused = match &ask.endpoint {
            Some(_) if self.reach == Reach::Nowhere => Some("no-wake-ups"),
            Some(url) if push_service::target(url, self.reach).is_none() => Some("bad-endpoint"),
            _ => None,
        };
        // Whatever it was before, the phone no longer means that one.
        let (wanted, answer) = match (ask.endpoint, refused) {
            (_, Some(code)) => {
                let code = code.to_owned();
                (None, WakeAnswer::Refused { code })
            }
            (Some(url), None) => (Some(url), WakeAnswer::Kept),
            (None, None) => (None, WakeAnswer::Gone),
        };
        let change = match (kept, wanted) {
            (None, None) => return Ok(Some(answer)),
            (Some((kept, time)), Some(url)) if kept == url && now - time < FRESH => {
                return Ok(Some(answer));
            }
            (_, Some(url)) => Change::Keep(device, url),
            (Some(_), None) => Change::Forget(device),
        };
        let done = self.change_endpoints(caller, vec![change], now);
        Ok(done.then_some(answer))
    }

    /// Lets the writer change endpoints and waits until that is on the disk; `false` if it could not.
    fn change_endpoints(&self, caller: Caller, wakes: Vec<Change>, now: i64) -> bool {
        let Some(jobs) = self.to_writer() else {
            return false;
        };
        let (answer, answered) = sync_channel(1);
        let job = Job {
            caller,
            now,
            push: None,
            mail: Vec::new(),
            lacks: Vec::new(),
            knock: None,
            gave_all: false,
            wakes,
            cursor: None,
            answer: Answer::Thread(answer),
        };
        // Counted first, so that the writer never counts down what was not counted up.
        self.metrics.queued.add(1);
        if jobs.try_send(job).is_err() {
            self.metrics.queued.less();
            return false;
        }
        // A verdict says only that the disk refused.
        answered.recv().is_ok_and(|given| given.verdict.is_none())
    }

    /// Who is to be woken now; they are noted as woken. Lets go of endpoints whose devices have lost
    /// their rights or have not named them for [`ENDPOINT_DAYS`]. Blocks on the disk.
    ///
    /// # Errors
    /// [`StoreError`]; what was noted is forgotten then.
    pub fn due(&self) -> Result<Vec<Due>, StoreError> {
        let now = self.clock.now();
        let mut due = Vec::new();
        for (id, news) in self.wakes.take(now) {
            let known = self.store.read(|db| -> Result<_, StoreError> {
                // As last committed, which is what was noted. Asking for it as of this read would load it
                // from the log whenever a commit comes between, and under load one always does.
                let community = match self.directory.latest(id) {
                    Some(community) => Some(community),
                    None => self.directory.at(db, id)?,
                };
                let endpoints = community.as_ref().map(|c| c.rows(db).endpoints());
                Ok(community.zip(endpoints.transpose()?))
            })?;
            let Some((community, endpoints)) = known.filter(|(_, all)| !all.is_empty()) else {
                continue;
            };
            self.sort_out(&community, &endpoints, now);
            let fit = endpoints.into_iter().filter(|endpoint| {
                is_good(&community.membership, endpoint, now)
                    && news.is_for(endpoint.device, &community.membership)
                    && !self.hub.is_live(id, endpoint.device)
                    && self.wakes.may_wake((id, endpoint.device), now)
            });
            due.extend(fit.map(|endpoint| Due {
                community: id,
                device: endpoint.device,
                url: endpoint.url,
            }));
        }
        Ok(due)
    }

    /// Lets go of endpoints that are good for nothing any more.
    fn sort_out(&self, community: &Community, endpoints: &[Endpoint], now: i64) {
        let gone = endpoints
            .iter()
            .filter(|endpoint| !is_good(&community.membership, endpoint, now));
        let gone: Vec<Change> = gone.map(|e| Change::Forget(e.device)).collect();
        if !gone.is_empty() && !self.change_endpoints(self.itself(community.id), gone, now) {
            tracing::warn!("let go of endpoints: the next wake-up tries again");
        }
    }

    /// Notes what became of a wake-up. Blocks on the disk where an endpoint is gone.
    pub fn became(&self, due: &Due, outcome: Outcome) {
        self.wakes.became((due.community, due.device), outcome);
        match outcome {
            Outcome::Sent => self.metrics.wakes_sent.add(1),
            Outcome::Failed => self.metrics.wakes_failed.add(1),
            Outcome::Gone => {
                self.metrics.wakes_failed.add(1);
                let gone = Change::ForgetThis(due.device, due.url.clone());
                let now = self.clock.now();
                if !self.change_endpoints(self.itself(due.community), vec![gone], now) {
                    tracing::warn!("let go of an endpoint: the next wake-up tries again");
                }
            }
        }
    }

    /// As whom the server does its own work in a community.
    fn itself(&self, community: CommunityId) -> Caller {
        let device = self.key();
        Caller { community, device }
    }

    /// Where news is noted and rung for.
    #[must_use]
    pub fn wakes(&self) -> &Arc<Wakes> {
        &self.wakes
    }

    /// How far this server goes to wake a phone.
    #[must_use]
    pub fn reach(&self) -> Reach {
        self.reach
    }

    /// Seconds until somebody is due; see [`Wakes::next`].
    #[must_use]
    pub fn next_wake(&self) -> Option<u64> {
        self.wakes.next(self.clock.now())
    }
}

fn is_good(membership: &Membership, endpoint: &Endpoint, now: i64) -> bool {
    let age = now.saturating_sub(endpoint.time);
    membership.member_of(endpoint.device).is_some() && age <= ENDPOINT_DAYS * 24 * 60 * 60
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
