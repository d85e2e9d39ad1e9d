//! One request, served: what it gives goes to the writer, then what is new is read.
//!
//! All of it blocks and none of it knows HTTP, so that tests and tools can use a server in process.

use crate::admit::{gives_back, too_large};
use crate::community::Community;
use crate::cursor::Cursor;
use crate::open::{ServeError, Server};
use crate::pull::{Reader, digest, pull};
use crate::session::Caller;
use crate::store::StoreError;
use crate::writer::{Given, Job, push_erases};
use crate::{knock, mail, recovery};
use kith_domain::hash::{decode_exact, encode};
use kith_domain::limits;
use kith_domain::wire::{
    Ask, ChallengeAsk, Lack, Problem, Reply, SessionAsk, SyncAnswer, SyncRequest, VERSION, Verdict,
};
use rusqlite::Connection;
use std::sync::mpsc::{TrySendError, sync_channel};

/// Most communities in one request.
const ASKS: usize = 8;
/// Bytes of pages in one answer; the rest is for everything else in it.
const PAGES: usize = limits::ANSWER - 2 * limits::PAGE_COMPRESSED;

impl Server {
    /// Answers `POST /v1/session/challenge`.
    ///
    /// # Errors
    /// [`ServeError::Malformed`].
    pub fn challenge(&self, body: &[u8]) -> Result<Vec<u8>, ServeError> {
        let ask: ChallengeAsk =
            decode_exact(body, "challenge").map_err(|_| ServeError::Malformed)?;
        if ask.version != VERSION {
            return Err(ServeError::Malformed);
        }
        Ok(encode(&self.keys.challenge(&ask, self.clock.now())))
    }

    /// Answers `POST /v1/session`.
    ///
    /// # Errors
    /// [`ServeError::Malformed`] or [`ServeError::NotAnswered`].
    pub fn session(&self, body: &[u8]) -> Result<Vec<u8>, ServeError> {
        let ask: SessionAsk = decode_exact(body, "session").map_err(|_| ServeError::Malformed)?;
        self.keys
            .session(&ask, self.clock.now())
            .map(|session| encode(&session))
            .ok_or(ServeError::NotAnswered)
    }

    /// Answers `POST /v1/sync`. Blocks until pushes are on the disk.
    ///
    /// # Errors
    /// [`ServeError::Malformed`] or [`ServeError::Disk`].
    pub fn sync(&self, body: &[u8]) -> Result<Vec<u8>, ServeError> {
        let request: SyncRequest =
            decode_exact(body, "sync request").map_err(|_| ServeError::Malformed)?;
        if request.asks.len() > ASKS {
            return Err(ServeError::Malformed);
        }
        let (speaks, count) = (request.version == VERSION, request.asks.len().max(1));
        let mut replies = Vec::with_capacity(count);
        for ask in request.asks {
            let reply = if speaks {
                self.reply(ask, PAGES / count).map_err(|error| {
                    tracing::error!(error = &error as &dyn std::error::Error, "sync");
                    ServeError::Disk
                })?
            } else {
                problem(&ask, Problem::Version)
            };
            replies.push(reply);
        }
        Ok(encode(&SyncAnswer { replies }))
    }

    fn reply(&self, ask: Ask, budget: usize) -> Result<Reply, StoreError> {
        let now = self.clock.now();
        let caller = self.keys.caller(&ask.token, now);
        let Some(caller) = caller.filter(|c| c.community == ask.community) else {
            return Ok(problem(&ask, Problem::Token));
        };
        // One that does not read is of another server, or made up: the phone starts anew.
        let cursor = (ask.cursor.as_ref()).and_then(|c| Cursor::open(&self.keys, caller, c));
        let mut reply = empty(&ask);
        let erases = ask.push.as_ref().is_some_and(push_erases);
        let given = self.give(ask, caller, cursor, now)?;
        if erases {
            self.ready.clear();
        }
        if let Some(verdict) = &given.verdict {
            self.metrics.push(verdict);
        }
        reply.verdict = given.verdict;
        let from = From {
            caller,
            cursor: cursor.unwrap_or_default(),
            own: given.push,
        };
        self.store.read(|db| self.take(db, &from, budget, reply))
    }

    /// Hands to the writer what this ask gives, and waits until it is on the disk.
    fn give(
        &self,
        ask: Ask,
        caller: Caller,
        cursor: Option<Cursor>,
        now: i64,
    ) -> Result<Given, StoreError> {
        let push = ask.push.filter(|push| !push.is_empty());
        let bounded = push.as_ref().filter(|push| !gives_back(push));
        if let Some(verdict) = bounded.and_then(too_large) {
            return Ok(Given::not(verdict));
        }
        let has_push = push.is_some();
        let has_mail = !ask.mail.is_empty();
        let asks = ask.knock.is_some();
        let mut lacks = ask.lacks;
        lacks.truncate(mail::LACKS);
        if !has_push && !has_mail && !asks && !self.must_note(caller, cursor, &lacks)? {
            return Ok(Given::default());
        }
        let later = |code: &str| Given {
            verdict: (has_push || has_mail || asks).then(|| Verdict::Later {
                seconds: 5,
                code: code.to_owned(),
            }),
            push: None,
        };
        let (answer, answered) = sync_channel(1);
        let wraps = usize::try_from(mail::WRAPS).unwrap_or_default();
        let job = Job {
            caller,
            now,
            push,
            mail: ask.mail.into_iter().take(wraps).collect(),
            lacks,
            knock: ask.knock,
            cursor,
            answer,
        };
        let Some(jobs) = self.jobs() else {
            return Ok(later("closing"));
        };
        // Counted first, so that the writer never counts down what was not counted up.
        self.metrics.queued.add(1);
        match jobs.try_send(job) {
            Ok(()) => Ok(answered.recv().unwrap_or_else(|_| later("closing"))),
            Err(refused) => {
                self.metrics.queued.less();
                Ok(match refused {
                    TrySendError::Full(_) => {
                        self.metrics.queue_full.add(1);
                        later("busy")
                    }
                    TrySendError::Disconnected(_) => later("closing"),
                })
            }
        }
    }

    /// Whether an ask that gives nothing changes something all the same: it acknowledges mail, lacks
    /// a key it was thought to have, shows that the log was longer once, or is one that a recovery
    /// waits for.
    fn must_note(
        &self,
        caller: Caller,
        cursor: Option<Cursor>,
        lacks: &[Lack],
    ) -> Result<bool, StoreError> {
        self.store.read(|db| {
            let Some(community) = self.directory.at(db, caller.community)? else {
                return Ok(false);
            };
            if community.head.recovering {
                return Ok(true);
            }
            let rows = community.rows(db);
            for lack in lacks {
                if mail::is_news(rows, &community.membership, caller.tag(), lack)? {
                    return Ok(true);
                }
            }
            match &cursor {
                Some(cursor) => Ok(recovery::is_proof(rows, &community, cursor)?
                    || rows.has_delivered(caller.tag(), cursor.mail)?),
                None => Ok(false),
            }
        })
    }

    /// Reads what is new for the caller, in one snapshot.
    fn take(
        &self,
        db: &Connection,
        from: &From,
        budget: usize,
        mut reply: Reply,
    ) -> Result<Reply, StoreError> {
        let caller = from.caller;
        let Some(community) = self.directory.at(db, caller.community)? else {
            reply.problem = reply.verdict.is_none().then_some(Problem::UnknownCommunity);
            return Ok(reply);
        };
        let device = caller.tag();
        let Some(reader) = Reader::of(&community, device) else {
            // What became of a push says more.
            reply.problem = reply.verdict.is_none().then_some(Problem::NotAMember);
            reply.cursor = from.cursor.seal(&self.keys, caller).into();
            return Ok(reply);
        };
        if community.head.recovering {
            reply.problem = Some(Problem::Recovering);
            return Ok(reply);
        }
        self.read_for(db, &community, &reader, from, budget, reply)
    }

    fn read_for(
        &self,
        db: &Connection,
        community: &Community,
        reader: &Reader,
        from: &From,
        budget: usize,
        mut reply: Reply,
    ) -> Result<Reply, StoreError> {
        let rows = community.rows(db);
        let given = (from.cursor, from.own);
        let mut pulled = pull(rows, community, reader, given, (budget, &self.ready))?;
        let device = from.caller.tag();
        (reply.mail, pulled.cursor.mail) =
            rows.wraps_for(device, pulled.cursor.mail, mail::WRAPS)?;
        reply.remaining = pulled.remaining;
        if pulled.remaining == 0
            && let Reader::Member { member, spaces } = reader
        {
            reply.digest = Some(digest(rows, community, (*member, spaces))?.into());
            reply.lacking = mail::lacking(rows, &community.membership, reader, device)?;
            let now = self.clock.now();
            reply.knocks = knock::waiting(rows, &community.membership, device, now)?;
        }
        for page in &pulled.pages {
            self.metrics.pages.add(1);
            self.metrics.page_bytes.add(page.len() as u64);
        }
        reply.pages = pulled.pages.into_iter().map(Into::into).collect();
        reply.cursor = pulled.cursor.seal(&self.keys, from.caller).into();
        Ok(reply)
    }
}

/// Where a read begins.
struct From {
    caller: Caller,
    cursor: Cursor,
    /// The push this very request gave; its changes are on that phone already.
    own: Option<u64>,
}

fn empty(ask: &Ask) -> Reply {
    Reply {
        community: ask.community,
        verdict: None,
        pages: Vec::new(),
        // Where there is nothing to read the phone stays where it was.
        cursor: ask.cursor.clone().unwrap_or_else(|| Vec::new().into()),
        remaining: 0,
        mail: Vec::new(),
        lacking: Vec::new(),
        digest: None,
        problem: None,
        knocks: None,
    }
}

fn problem(ask: &Ask, problem: Problem) -> Reply {
    Reply {
        problem: Some(problem),
        ..empty(ask)
    }
}
