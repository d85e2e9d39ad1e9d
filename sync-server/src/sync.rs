//! One request, served: what it gives goes to the writer, then what is new is read.
//!
//! All of it blocks and none of it knows HTTP, so that tests and tools can use a server in process. Read
//! next: [`crate::give`], then [`crate::pull`].

use crate::community::Community;
use crate::cursor::Cursor;
use crate::desk::later;
use crate::known::Quiet;
use crate::open::{ServeError, Server};
use crate::pull::{Pulled, Reader, at_hand, digest, place, pull};
use crate::session::Caller;
use crate::store::StoreError;
use crate::writer::{Answer, Given, push_erases};
use crate::{knock, mail, repair};
use kith_domain::hash::{decode_exact, encode};
use kith_domain::limits;
use kith_domain::repair::Repair;
use kith_domain::wire::{
    Ask, ChallengeAsk, Problem, Reply, SessionAsk, SyncAnswer, SyncRequest, VERSION,
};
use rusqlite::Connection;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;

/// Most communities in one request.
const ASKS: usize = 8;
/// Bytes of pages in one answer; the rest is for everything else in it.
pub(crate) const PAGES: usize = limits::ANSWER - 2 * limits::PAGE_COMPRESSED;

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
        self.answer(request, body.len())
    }

    /// Answers a request of so many bytes.
    pub(crate) fn answer(&self, request: SyncRequest, bytes: usize) -> Result<Vec<u8>, ServeError> {
        if request.asks.len() > ASKS {
            return Err(ServeError::Malformed);
        }
        let (speaks, count) = (request.version == VERSION, request.asks.len().max(1));
        let mut replies = Vec::with_capacity(count);
        for ask in request.asks {
            let reply = if speaks {
                self.reply(ask, bytes, PAGES / count)?
            } else {
                problem(&ask, Problem::Version)
            };
            replies.push(reply);
        }
        Ok(encode(&SyncAnswer { replies }))
    }

    fn reply(&self, ask: Ask, bytes: usize, budget: usize) -> Result<Reply, ServeError> {
        let asked = match self.begin(&ask) {
            Ok(asked) => asked,
            Err(reply) => return Ok(*reply),
        };
        let (answer, answered) = sync_channel(1);
        let given = match self.give(ask, bytes, &asked, Answer::Thread(answer)) {
            Ok(Some(given)) => given,
            Ok(None) => answered.recv().unwrap_or_else(|_| closing()),
            Err(error) => return Err(disk(&error)),
        };
        self.finish(asked, given, budget)
    }

    /// Who asks, and from where; or the reply to who may not.
    pub(crate) fn begin(&self, ask: &Ask) -> Result<Asked, Box<Reply>> {
        let now = self.clock.now();
        let caller = self.keys.caller(&ask.token, now);
        let Some(caller) = caller.filter(|c| c.community == ask.community) else {
            return Err(Box::new(problem(ask, Problem::Token)));
        };
        self.wakes.synced(caller, now);
        if ask.repair.as_ref().is_some_and(|repair| !repair.fits()) {
            return Err(Box::new(problem(ask, Problem::Malformed)));
        }
        // One that does not read is of another server, or made up.
        let cursor = (ask.cursor.as_ref()).and_then(|c| Cursor::open(&self.keys, caller, c));
        Ok(Asked {
            caller,
            now,
            set_back: ask.cursor.as_ref().is_some_and(|c| !c.is_empty()) && cursor.is_none(),
            cursor,
            repair: ask.repair.clone(),
            erases: ask.push.as_ref().is_some_and(push_erases),
            reply: empty(ask),
        })
    }

    /// Reads what is new for who asked, once it is known what became of what they gave.
    pub(crate) fn finish(
        &self,
        mut asked: Asked,
        given: Given,
        budget: usize,
    ) -> Result<Reply, ServeError> {
        if self.finish_at_hand(&mut asked, &given) {
            return Ok(asked.reply);
        }
        // Taken before the snapshot, so that what is noted of it was true of it or later.
        let state = self.state(&asked, &given);
        let quiet = state.as_ref().map(|state| &*state.quiet);
        let from = From {
            repair: asked.repair.take(),
            set_back: asked.set_back,
            ..From::of(&asked, &given)
        };
        let read = |db: &_| self.take(db, (&from, quiet), budget, asked.reply);
        self.store.read(read).map_err(|error| disk(&error))
    }

    /// Does that from memory, if it can be; tells whether it could.
    pub(crate) fn finish_at_hand(&self, asked: &mut Asked, given: &Given) -> bool {
        if std::mem::take(&mut asked.erases) {
            self.ready.clear();
        }
        if asked.reply.verdict.is_none()
            && let Some(verdict) = &given.verdict
        {
            self.metrics.push(verdict);
            asked.reply.verdict = Some(verdict.clone());
        }
        if asked.repair.is_some() || asked.set_back {
            return false;
        }
        let from = From::of(asked, given);
        self.state(asked, given)
            .is_some_and(|state| self.at_hand(&state, &from, &mut asked.reply))
    }

    /// The community as the push left it, or as it is.
    fn state(&self, asked: &Asked, given: &Given) -> Option<Arc<Community>> {
        let latest = || self.directory.latest(asked.caller.community);
        given.community.clone().or_else(latest)
    }

    /// Fills the reply with what others were just told of the same state; `false` if that does not do.
    fn at_hand(&self, community: &Community, from: &From, reply: &mut Reply) -> bool {
        let device = from.caller.tag();
        let reader = match Reader::of(community, device) {
            Some(reader) if !community.head.recovering => reader,
            _ => return false,
        };
        if !community.quiet.is_for(device, from.cursor.mail) {
            return false;
        }
        let given = (from.cursor, from.own);
        let Some((pulled, place)) = at_hand(community, &reader, given, &self.ready) else {
            return false;
        };
        let Some(digest) = community.known.digest(place.log()) else {
            return false;
        };
        reply.digest = Some(digest.into());
        self.fill(pulled, from.caller, reply);
        true
    }

    fn fill(&self, pulled: Pulled, caller: Caller, reply: &mut Reply) {
        for page in &pulled.pages {
            self.metrics.pages.add(1);
            self.metrics.page_bytes.add(page.len() as u64);
        }
        reply.remaining = pulled.remaining;
        reply.pages = pulled.pages.into_iter().map(Into::into).collect();
        reply.cursor = pulled.cursor.seal(&self.keys, caller).into();
    }

    /// Reads what is new for the caller, in one snapshot.
    fn take(
        &self,
        db: &Connection,
        (from, quiet): (&From, Option<&Quiet>),
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
        if let (Some(repair), Reader::Member { spaces, .. }) = (&from.repair, &reader) {
            self.metrics.repairs.add(1);
            let rows = community.rows(db);
            reply.stands = Some(repair::stands(rows, &community, spaces, repair)?);
        }
        if community.head.recovering {
            reply.problem = Some(Problem::Recovering);
            return Ok(reply);
        }
        if matches!(reader, Reader::Member { .. }) && from.is_set_back(&community) {
            reply.problem = Some(Problem::SetBack);
            return Ok(reply);
        }
        let reply = self.read_for(db, &community, &reader, from, budget, reply)?;
        let says_nothing =
            reply.mail.is_empty() && reply.lacking.is_empty() && reply.knocks.is_none();
        if let Some(quiet) = quiet.filter(|_| says_nothing && reply.digest.is_some()) {
            quiet.note(device, from.cursor.mail);
        }
        Ok(reply)
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
        let mut pulled = match (&from.repair, reader) {
            (Some(said), Reader::Member { member, spaces }) => {
                let reader = (*member, spaces);
                repair::pull(rows, community, reader, said, (from.cursor, budget))?
            }
            _ => pull(rows, community, reader, given, (budget, &self.ready))?,
        };
        if pulled.remaining > 0 {
            // Told once the phone has what it lacks.
            reply.stands = None;
        }
        let device = from.caller.tag();
        (reply.mail, pulled.cursor.mail) =
            rows.wraps_for(device, pulled.cursor.mail, mail::WRAPS)?;
        if pulled.remaining == 0
            && let Reader::Member { member, spaces } = reader
        {
            let digest = digest(rows, community, (*member, spaces))?;
            if let Some(place) = place(community, reader, &pulled.cursor) {
                community.known.keep_digest(*place.log(), digest);
            }
            reply.digest = Some(digest.into());
            reply.lacking = mail::lacking(rows, &community.membership, reader, device)?;
            let now = self.clock.now();
            reply.knocks = knock::waiting(rows, &community.membership, device, now)?;
        }
        self.fill(pulled, from.caller, &mut reply);
        Ok(reply)
    }
}

/// An ask on its way.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) caller: Caller,
    pub(crate) now: i64,
    pub(crate) cursor: Option<Cursor>,
    /// Whether it came with a cursor that does not read.
    pub(crate) set_back: bool,
    /// Where its phone says it stands.
    pub(crate) repair: Option<Repair>,
    /// Whether its push lets something go for good.
    pub(crate) erases: bool,
    /// The reply so far.
    pub(crate) reply: Reply,
}

impl Asked {
    /// The reply.
    pub(crate) fn into_reply(self) -> Reply {
        self.reply
    }
}

/// The writer has ended before it answered.
pub(crate) fn closing() -> Given {
    Given::not(later("closing"))
}

fn disk(error: &StoreError) -> ServeError {
    tracing::error!(error = error as &dyn std::error::Error, "sync");
    ServeError::Disk
}

/// Where a read begins.
struct From {
    caller: Caller,
    cursor: Cursor,
    /// The push this very request gave; its changes are on that phone already.
    own: Option<(u64, u64)>,
    /// The cursor is of another server.
    set_back: bool,
    /// Where the phone says it stands, in place of the cursor.
    repair: Option<Repair>,
}

impl From {
    /// Where who asked stands by their cursor.
    fn of(asked: &Asked, given: &Given) -> Self {
        Self {
            caller: asked.caller,
            cursor: asked.cursor.unwrap_or_default(),
            own: given.push,
            set_back: false,
            repair: None,
        }
    }

    /// Whether the cursor says nothing of the log as it is now, and the phone may hold much of it.
    fn is_set_back(&self, community: &Community) -> bool {
        let former = self.cursor.position > 0 && self.cursor.epoch != community.head.epoch;
        self.repair.is_none() && (self.set_back || former)
    }
}

/// A reply that says nothing yet.
pub(crate) fn empty(ask: &Ask) -> Reply {
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
        stands: None,
    }
}

fn problem(ask: &Ask, problem: Problem) -> Reply {
    Reply {
        problem: Some(problem),
        ..empty(ask)
    }
}
