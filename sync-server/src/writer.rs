//! The writer: one thread, one connection, one commit for all pushes that are waiting.
//!
//! A push costs an fsync, so those that queue while one is under way share the next. Each runs in a
//! savepoint of its own; nobody is answered before the commit returned, so an answer is a promise.

use crate::admit::{Admission, Stop, begins, gives_back, recovering};
use crate::community::{Community, Directory, Membership};
use crate::cursor::Cursor;
use crate::live::{Appended, Hub};
use crate::metrics::Metrics;
use crate::session::{Caller, Keys};
use crate::store::{Rows, StoreError, communities};
use crate::{knock, mail, recovery};
use kith_domain::ids::{CommunityId, DeviceTag};
use kith_domain::poster::Knock;
use kith_domain::roster::{Entry, Rosters, Stated};
use kith_domain::sealed::Wrap;
use kith_domain::wire::{Lack, Push, Verdict};
use rusqlite::{Connection, TransactionBehavior};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender};
use std::time::Instant;

/// Most jobs in one commit.
const BATCH: usize = 256;
/// Jobs that may wait; more are told to come later.
pub const QUEUE: usize = 1024;
/// The guard decodes changes on this thread, and Automerge may go deep.
pub const STACK: usize = 16 * 1024 * 1024;

/// One ask's part that writes.
#[derive(Debug)]
pub struct Job {
    /// Who asks.
    pub caller: Caller,
    /// Server time when it came.
    pub now: i64,
    /// What it gives.
    pub push: Option<Push>,
    /// Wraps it leaves.
    pub mail: Vec<Wrap>,
    /// Keys its phone lacks.
    pub lacks: Vec<Lack>,
    /// Its asking to be let in.
    pub knock: Option<Knock>,
    /// Where it stands, if it stands anywhere.
    pub cursor: Option<Cursor>,
    /// Where the answer goes.
    pub answer: SyncSender<Given>,
}

/// What became of a job.
#[derive(Debug, Default)]
pub struct Given {
    /// What became of its push, or of its asking to be let in; none if there was neither.
    pub verdict: Option<Verdict>,
    /// The push in the log, by the position of its first row: its phone need not get it back.
    pub push: Option<u64>,
}

impl Given {
    /// Nothing was taken, for this reason.
    #[must_use]
    pub fn not(verdict: Verdict) -> Self {
        Self {
            verdict: Some(verdict),
            push: None,
        }
    }
}

/// What the writer's thread works with.
#[derive(Debug)]
pub struct Writer {
    /// The only connection that writes.
    pub db: Connection,
    /// The server's keys.
    pub keys: Arc<Keys>,
    /// Where committed communities are kept.
    pub directory: Arc<Directory>,
    /// Whom to poke.
    pub hub: Arc<Hub>,
    /// What is counted.
    pub metrics: Arc<Metrics>,
}

/// What a batch has done and not yet committed.
#[derive(Debug, Default)]
struct Batch {
    communities: HashMap<CommunityId, Community>,
    appended: Vec<Appended>,
    mailed: Vec<(CommunityId, BTreeSet<DeviceTag>)>,
}

fn later(code: &str) -> Verdict {
    Verdict::Later {
        seconds: 5,
        code: code.to_owned(),
    }
}

impl Writer {
    /// Works until every sender is gone, then closes the database.
    pub fn run(mut self, jobs: &Receiver<Job>) {
        while let Ok(first) = jobs.recv() {
            let mut batch = vec![first];
            batch.extend(jobs.try_iter().take(BATCH.saturating_sub(1)));
            self.commit(batch);
        }
        // Folds the write-ahead log into the file; without it nothing is lost either.
        if let Err(error) = self.db.pragma_update(None, "wal_checkpoint", "TRUNCATE") {
            tracing::warn!(%error, "checkpoint at closing");
        }
    }

    fn commit(&mut self, jobs: Vec<Job>) {
        let (count, begun) = (jobs.len(), Instant::now());
        for _ in &jobs {
            self.metrics.queued.less();
        }
        match self.attempt(&jobs) {
            Ok((given, batch)) => {
                self.metrics.commit_seconds.took(begun.elapsed());
                self.metrics.commit_jobs.counted(count);
                for appended in &batch.appended {
                    self.metrics.changes.add(appended.changes);
                }
                self.publish(batch);
                for (job, given) in jobs.into_iter().zip(given) {
                    // Whoever asked may have gone; it will ask again.
                    let _ = job.answer.send(given);
                }
            }
            Err(error) => {
                self.metrics.commits_failed.add(1);
                tracing::error!(error = &error as &dyn std::error::Error, count, "commit");
                for job in jobs {
                    let _ = job.answer.send(Given::not(later("disk")));
                }
            }
        }
    }

    fn attempt(&mut self, jobs: &[Job]) -> Result<(Vec<Given>, Batch), StoreError> {
        let mut transaction = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut batch = Batch::default();
        let mut given = Vec::with_capacity(jobs.len());
        for job in jobs {
            let desk = Desk {
                keys: &self.keys,
                directory: &self.directory,
            };
            given.push(desk.serve(&mut transaction, job, &mut batch)?);
        }
        transaction.commit()?;
        if jobs.iter().any(erases) {
            // The write-ahead log still holds what was erased; readers under way may keep it a while.
            self.db
                .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        }
        Ok((given, batch))
    }

    fn publish(&self, batch: Batch) {
        for community in batch.communities.values() {
            self.directory.keep(Arc::new(community.clone()));
        }
        for appended in &batch.appended {
            if let Some(community) = batch.communities.get(&appended.community) {
                self.hub.appended(appended, &community.membership);
            }
        }
        for (community, devices) in &batch.mailed {
            self.hub.mailed(*community, devices);
        }
    }
}

fn erases(job: &Job) -> bool {
    job.push.as_ref().is_some_and(push_erases)
}

/// Whether a push lets something go for good.
pub(crate) fn push_erases(push: &Push) -> bool {
    let given_back = |entry: &Entry| match &entry.stated {
        Stated::Record(record) => record.body.act.erases(),
        Stated::Line(_) => false,
    };
    push.records.iter().any(|record| record.body.act.erases())
        || push.entries.iter().any(given_back)
}

struct Desk<'a> {
    keys: &'a Keys,
    directory: &'a Directory,
}

impl Desk<'_> {
    /// Serves one job inside the batch's transaction.
    fn serve(
        &self,
        transaction: &mut rusqlite::Transaction<'_>,
        job: &Job,
        batch: &mut Batch,
    ) -> Result<Given, StoreError> {
        let id = job.caller.community;
        let known = match batch.communities.get(&id) {
            Some(community) => Some(community.clone()),
            None => self.directory.at(transaction, id)?.map(|c| (*c).clone()),
        };
        let known = match known {
            Some(mut community) => {
                if self.around_the_push(transaction, job, &mut community, batch)? {
                    batch.communities.insert(id, community.clone());
                }
                Some(community)
            }
            None => None,
        };
        let asked = match (&job.knock, &known) {
            (Some(asked), Some(community)) => {
                Some(at_the_door(transaction, job, (asked, community), batch)?)
            }
            _ => None,
        };
        let Some(push) = &job.push else {
            return Ok(Given {
                verdict: asked,
                push: None,
            });
        };
        let savepoint = transaction.savepoint()?;
        let community = match known {
            Some(community) => community,
            None => match found(&savepoint, id, push)? {
                Some(community) => community,
                None => return Ok(Given::default()),
            },
        };
        let asked = (job.caller, job.now);
        match Admission::admit(&savepoint, self.keys, community, asked, push) {
            Ok(admitted) => {
                if gives_back(push) && admitted.community.head.recovering {
                    let rows = admitted.community.rows(&savepoint);
                    rows.note_given_back(job.caller.tag(), false)?;
                }
                savepoint.commit()?;
                batch.communities.insert(id, admitted.community);
                let push = admitted.appended.as_ref().map(|appended| appended.push);
                batch.appended.extend(admitted.appended);
                Ok(Given {
                    verdict: Some(Verdict::Taken),
                    push,
                })
            }
            // Dropping the savepoint rolls it back: the push leaves nothing behind.
            Err(Stop::Verdict(verdict)) => Ok(Given::not(verdict)),
            Err(Stop::Store(error)) => {
                tracing::error!(error = &error as &dyn std::error::Error, "judge a push");
                Ok(Given::not(later("fault")))
            }
        }
    }

    /// Recovery, mail and receipts; tells whether `community` changed.
    fn around_the_push(
        &self,
        db: &Connection,
        job: &Job,
        community: &mut Community,
        batch: &mut Batch,
    ) -> Result<bool, StoreError> {
        let device = job.caller.tag();
        let rows = Rows {
            db,
            community: community.head.row,
        };
        let before = community.head;
        if let Some(cursor) = &job.cursor {
            if recovery::is_proof(rows, community, cursor)? {
                recovery::begin(rows, community, cursor)?;
                tracing::warn!(community = %community.id, "log was longer once: recovering");
            }
            rows.drop_delivered(device, cursor.mail)?;
        }
        if community.head.recovering && community.membership.member_of(device).is_some() {
            recovery::asked(rows, community, (job.caller, job.now), job.push.as_ref())?;
        }
        for lack in &job.lacks {
            if mail::is_news(rows, &community.membership, device, lack)? {
                rows.note_lack(device, lack.space, lack.key)?;
            }
        }
        let mut mailed = BTreeSet::new();
        for wrap in &job.mail {
            if mail::is_fit(&community.membership, device, wrap)
                && rows.add_wrap(device, wrap, job.now)?
            {
                mailed.insert(wrap.device);
            }
        }
        if !mailed.is_empty() {
            batch.mailed.push((community.id, mailed));
        }
        Ok(community.head != before)
    }
}

/// Somebody asks to be let in; those who can say yes are poked.
fn at_the_door(
    db: &Connection,
    job: &Job,
    (asked, community): (&Knock, &Community),
    batch: &mut Batch,
) -> Result<Verdict, StoreError> {
    if community.head.recovering {
        return Ok(recovering());
    }
    let rows = community.rows(db);
    let verdict = knock::take(rows, community, job.caller, (asked, job.now))?;
    if verdict == Verdict::Wait {
        let who = knock::coordinators(&community.membership);
        batch.mailed.push((community.id, who));
    }
    Ok(verdict)
}

/// The empty community that a push begins; `None` if it begins no such community.
fn found(db: &Connection, id: CommunityId, push: &Push) -> Result<Option<Community>, StoreError> {
    if begins(push) != Some(id) {
        return Ok(None);
    }
    let given_back = push.entries.first().map(|entry| &entry.stated);
    let founded = match given_back {
        Some(Stated::Record(record)) => Some(record),
        _ => push.records.first(),
    };
    let Some(rosters) = founded.and_then(Rosters::begin) else {
        return Ok(None);
    };
    // Its own countersigned founding shows that this server knew it once.
    let head = communities::begin(db, id, given_back.is_some())?;
    Ok(Some(Community {
        id,
        head,
        membership: Arc::new(Membership::begin(rosters)),
    }))
}
