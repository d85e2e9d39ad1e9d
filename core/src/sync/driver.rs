//! The driver: performs the planner's steps over a transport. No decisions here.
//!
//! The phone is locked only while a request is made up or an answer is taken in, never over the
//! network, so a person can go on writing during a sync. Dropping the run's future drops at most one
//! request; whatever was taken in stays, whatever was not is asked for again.

use super::plan::{Event, Planner, Step};
use super::rekey::Rekeys;
use super::repairs::{Part, Repairs};
use super::transport::{Transport, TransportError};
use super::trouble::SyncError;
use super::{give_back, push};
use crate::app::App;
use crate::error::Error;
use crate::ingest::PageError;
use crate::keys;
use crate::store::open::unhurried;
use crate::store::{door, members};
use kith_domain::hash::{decode_exact, encode};
use kith_domain::ids::CommunityId;
use kith_domain::repair::Repair;
use kith_domain::wire::{
    Ask, Challenge, ChallengeAsk, Problem, Push, Reply, Session, SessionAsk, SyncAnswer,
    SyncRequest, VERSION, Verdict,
};
use minicbor::bytes::ByteVec;
use std::collections::BTreeMap;

/// How a run went.
#[derive(Debug, Default)]
pub struct SyncReport {
    /// Requests made, sessions included.
    pub requests: u32,
    /// Bytes of all request bodies.
    pub bytes_sent: u64,
    /// Bytes of all answer bodies.
    pub bytes_received: u64,
    /// Own changes and records the server took.
    pub pushed: usize,
    /// Rows merged from others.
    pub merged: usize,
    /// Changes and entries given back to a server that had lost them.
    pub given_back: usize,
    /// Entries that a server had lost from its list of members; this phone offers them again.
    pub offered_again: usize,
    /// Keys that came and keys handed on.
    pub keys: usize,
    /// Communities that could not be synced to the end, and why.
    pub troubles: BTreeMap<CommunityId, SyncError>,
}

/// Progress of a long run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Rows merged so far.
    pub merged: usize,
    /// Rows still to come, as the server last said.
    pub remaining: u32,
}

impl App {
    /// Syncs every community once, to the end.
    ///
    /// Never fails as a whole: what went wrong is in the report, by community.
    ///
    /// # Errors
    /// Only when this phone's own store cannot be read.
    pub async fn sync(
        &self,
        transport: &dyn Transport,
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Result<SyncReport, Error> {
        let mut run = Run {
            app: self,
            transport,
            report: SyncReport::default(),
            repairs: Repairs::default(),
            rekeys: Rekeys::default(),
            remaining: 0,
        };
        let communities = self.with(|phone| {
            let mut found = Vec::new();
            for (id, held) in &phone.communities {
                let (_, token) = members::position(&phone.db, *id)?;
                found.push((*id, held.row.address.clone(), token.is_some()));
            }
            Ok(found)
        })?;
        let (communities, homeless): (Vec<_>, Vec<_>) = communities
            .into_iter()
            .partition(|(_, address, _)| !address.is_empty());
        for (id, ..) in homeless {
            run.report.troubles.insert(id, SyncError::NoServer);
        }
        let mut planner = Planner::new(communities);
        loop {
            match planner.step() {
                Step::Done => break,
                Step::Session(id) => match run.session(id).await {
                    Ok(()) => planner.on(&Event::Session(id)),
                    Err(error) => run.stop(&mut planner, id, error),
                },
                Step::Sync(ids) => match run.sync(&ids).await {
                    Ok(events) => {
                        for (id, event) in events {
                            match event {
                                Ok(event) => planner.on(&event),
                                Err(error) => run.stop(&mut planner, id, error),
                            }
                        }
                        progress(Progress {
                            merged: run.report.merged,
                            remaining: run.remaining,
                        });
                    }
                    Err(error) => {
                        let shown = error.to_string();
                        for id in ids {
                            let same = SyncError::Transport(match &error {
                                SyncError::Transport(t) => t.clone(),
                                _ => TransportError::NotKith {
                                    address: shown.clone(),
                                    status: 0,
                                },
                            });
                            run.stop(&mut planner, id, same);
                        }
                    }
                },
            }
        }
        let report = &run.report;
        let idle = report.troubles.is_empty() && report.merged == 0 && report.pushed == 0;
        if idle && let Err(error) = self.tidy() {
            tracing::warn!(%error, "could not pack what lies in small pieces");
        }
        if let Err(error) = self.tell_where_to_wake(transport).await {
            tracing::warn!(%error, "could not tell a server where to wake this phone");
        }
        Ok(run.report)
    }
}

pub(super) struct Run<'a> {
    pub(super) app: &'a App,
    transport: &'a dyn Transport,
    pub(super) report: SyncReport,
    /// What is done about a server that stands elsewhere.
    pub(super) repairs: Repairs,
    /// Key changes made in this run.
    rekeys: Rekeys,
    /// Rows still to come, as a server last said.
    remaining: u32,
}

type Events = Vec<(CommunityId, Result<Event, SyncError>)>;

impl Run<'_> {
    fn stop(&mut self, planner: &mut Planner, id: CommunityId, error: SyncError) {
        planner.on(&Event::Stopped(id));
        let words = error.to_string();
        let shown = !matches!(error, SyncError::Transport(_));
        let code = error.code();
        // Being offline is no trouble; anything else is shown until a sync goes through.
        let noted = self.app.with(|phone| match shown {
            true => members::set_trouble(&phone.db, id, (code, &words)),
            false => Ok(()),
        });
        if let Err(error) = noted {
            tracing::warn!(%error, "could not note a sync's trouble");
        }
        self.report.troubles.insert(id, error);
        self.app.observers().tell();
    }

    async fn post<T>(&mut self, address: &str, path: &str, body: Vec<u8>) -> Result<T, SyncError>
    where
        T: for<'b> minicbor::Decode<'b, ()> + minicbor::Encode<()>,
    {
        self.report.requests += 1;
        self.report.bytes_sent += body.len() as u64;
        let answer = self.transport.post(address, path, body).await?;
        self.report.bytes_received += answer.len() as u64;
        decode_exact(&answer, "answer").map_err(|_| SyncError::Malformed)
    }

    async fn session(&mut self, id: CommunityId) -> Result<(), SyncError> {
        let (address, secret, server) = self.app.with(|phone| {
            let held = phone.community(id)?;
            let adopted = held.assumed.server.as_ref().map(|(key, _)| *key);
            Ok((
                held.row.address.clone(),
                held.secret.clone(),
                adopted.or(held.row.server),
            ))
        })?;
        let ask = ChallengeAsk {
            version: VERSION,
            community: id,
            device: secret.public(),
        };
        let challenge: Challenge = self
            .post(&address, "/v1/session/challenge", encode(&ask))
            .await?;
        if server.is_some_and(|key| key != challenge.server) {
            return Err(SyncError::WrongServer);
        }
        let signature = secret.sign(&(
            "kith session v1",
            challenge.server,
            id,
            &challenge.challenge,
        ));
        let ask = SessionAsk {
            community: id,
            device: secret.public(),
            challenge: challenge.challenge,
            signature,
        };
        let session: Session = self.post(&address, "/v1/session", encode(&ask)).await?;
        // One that is lost costs a new session and nothing else.
        let token = Some(session.token.as_slice());
        Ok(self
            .app
            .with(|phone| unhurried(&mut phone.db, |db| members::set_token(db, id, token)))?)
    }

    async fn sync(&mut self, ids: &[CommunityId]) -> Result<Events, SyncError> {
        let mut asks = Vec::new();
        let mut address = String::new();
        for id in ids {
            let (ask, at) = self.ask(*id)?;
            asks.push(ask);
            address = at;
        }
        let sent: Vec<Ask> = asks.clone();
        let request = SyncRequest {
            version: VERSION,
            asks,
        };
        let answer: SyncAnswer = self.post(&address, "/v1/sync", encode(&request)).await?;
        let mut events = Vec::new();
        for ask in &sent {
            let reply = answer.replies.iter().find(|r| r.community == ask.community);
            let event = match reply {
                Some(reply) => self.reply(ask, reply),
                None => Err(SyncError::Malformed),
            };
            events.push((ask.community, event));
        }
        Ok(events)
    }

    fn ask(&mut self, id: CommunityId) -> Result<(Ask, String), SyncError> {
        // In a repair nothing new is pushed.
        let part = self.repairs.next(id);
        let rekey = self.rekeys.take(id);
        Ok(self.app.with(|phone| {
            let held = phone.community(id)?;
            // One look at the disk: hundreds of questions, each of which would lock the file by itself.
            let db = phone.db.unchecked_transaction()?;
            let (cursor, token) = members::position(&db, id)?;
            let (push, repair) = match part {
                Some(Part::Piece(piece)) => (Some(*piece), None),
                Some(Part::Stand { gave_all }) => {
                    let stands = give_back::stands(&db, held)?;
                    (None, Some(Repair { stands, gave_all }))
                }
                None if rekey.is_some() => (rekey, None),
                None => (push::next(&db, held)?, None),
            };
            let mut ask = Ask {
                community: id,
                token: token.unwrap_or_default().into(),
                cursor: cursor.map(ByteVec::from),
                push,
                mail: keys::mail(&db, held)?,
                lacks: keys::missing(held),
                knock: None,
                repair,
            };
            if ask.push.is_none() && !held.sequenced.members.contains_key(&held.me()) {
                ask.knock = door::asked(&db, id)?.map(|asked| asked.knock);
            }
            Ok((ask, held.row.address.clone()))
        })?)
    }

    fn reply(&mut self, ask: &Ask, reply: &Reply) -> Result<Event, SyncError> {
        let id = ask.community;
        let more = |more| {
            Ok(Event::Taken {
                community: id,
                more,
            })
        };
        match reply.problem {
            None => {}
            Some(Problem::Token) => {
                self.app
                    .with(|phone| members::set_token(&phone.db, id, None))?;
                return Ok(Event::TokenGone(id));
            }
            Some(Problem::Recovering) => return self.recovering(ask, reply),
            Some(Problem::SetBack) if ask.repair.is_none() => {
                // While pieces are given it is known.
                let known = self.repairs.is_under_way(id);
                return if known {
                    more(true)
                } else {
                    self.begin_repair(id)
                };
            }
            // It knew this community once: this phone holds entries it countersigned.
            Some(Problem::UnknownCommunity) if self.holds_entries(id)? => {
                let event = self.begin_repair(id)?;
                self.give_beyond(id, &[])?;
                return Ok(event);
            }
            Some(problem) => return Err(SyncError::Problem(problem)),
        }
        // What a piece given back came to is between server and log, and a key change may be
        // overtaken; only a person's own work has a verdict.
        let giving = self.repairs.is_under_way(id);
        let piece = ask.push.as_ref().filter(|_| giving);
        if let (Some(piece), Some(Verdict::Taken)) = (piece, &reply.verdict) {
            self.gave(piece);
        }
        let own = |push: &&Push| !giving && !push.is_machine_made();
        let push = ask.push.as_ref().filter(own);
        let taken = self.app.with_page(|phone| {
            if let (Some(_), Some(verdict)) = (&ask.knock, &reply.verdict) {
                phone.answered_at_the_door(id, verdict)?;
            }
            // A server too busy to take it in has not got it.
            if !matches!(reply.verdict, Some(Verdict::Later { .. })) {
                members::drop_mail(&phone.db, id, &ask.mail)?;
            }
            phone.take_in(id, push, reply)
        })?;
        self.report.pushed += taken.pushed;
        self.report.merged += taken.merged;
        self.report.offered_again += taken.rolled_back;
        self.report.keys += taken.keys + ask.mail.len();
        self.remaining = taken.remaining;
        if taken.rolled_back > 0 || taken.records > 0 {
            self.repairs.allow_another(id);
        }
        if taken.changed {
            self.app.observers().tell();
        }
        if giving {
            return match &ask.repair {
                Some(said) => self.repaired(id, said, (reply, &taken)),
                None => more(true),
            };
        }
        if taken.give_back {
            return self.begin_repair(id);
        }
        if taken.differs {
            // If a repair has not mended it, the server keeps something from this phone.
            return match self.repairs.begin(id) {
                true => more(true),
                false => Err(PageError::Withheld.into()),
            };
        }
        if let Some(seconds) = taken.wait {
            return Err(SyncError::Wait(seconds));
        }
        let again = taken.more || taken.remaining > 0;
        let due = taken.remaining == 0 && self.make_rekeys(id)?;
        more(again || due)
    }

    fn make_rekeys(&mut self, id: CommunityId) -> Result<bool, SyncError> {
        let rekeys = &mut self.rekeys;
        Ok(self
            .app
            .with(|phone| Ok(rekeys.make(phone.community(id)?)))?)
    }

    fn holds_entries(&self, id: CommunityId) -> Result<bool, SyncError> {
        Ok(self.app.with(|phone| {
            let rosters = &phone.community(id)?.sequenced;
            Ok(rosters.chain(rosters.space).0 > 0)
        })?)
    }
}
