//! Wake-ups: which sleeping devices to wake, and when.
//!
//! The writer notes what was appended ([`Wakes::appended`]) and goes on; [`Server::due`] looks later, off
//! every request's path, who may read some of it, left an endpoint and is not connected.
//! [`crate::wakes`] keeps what was noted and who was woken, [`crate::push_service`] posts.

use crate::community::{Community, Membership};
use crate::open::{ServeError, Server};
use crate::push_service;
use crate::session::Caller;
use crate::store::StoreError;
use crate::store::endpoints::{Change, Endpoint};
use crate::wakes::{Outcome, Wakes};
use crate::writer::{Answer, Job};
use kith_domain::hash::{decode_exact, encode};
use kith_domain::ids::{CommunityId, DeviceTag};
use kith_domain::wake::{ENDPOINT_DAYS, WakeAnswer, WakeAsk};
use kith_domain::wire::{Problem, VERSION};
use std::sync::Arc;
use std::sync::mpsc::sync_channel;

/// Seconds after which an endpoint that is named again is written again.
const FRESH: i64 = 24 * 60 * 60;

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
