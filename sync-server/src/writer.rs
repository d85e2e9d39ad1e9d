//! The writer: one thread, one connection, one commit for all pushes that are waiting.
//!
//! A push costs an fsync, so those that queue while one is under way share the next. One that is refused
//! leaves nothing behind: where it had begun to write, the batch begins anew with a savepoint for each.
//! Nobody is answered before the commit returned, so an answer is a promise.

use crate::community::{Community, Directory};
use crate::cursor::Cursor;
use crate::desk::{Apart, Batch, Desk, later};
use crate::live::Hub;
use crate::metrics::Metrics;
use crate::session::{Caller, Keys};
use crate::store::StoreError;
use crate::store::endpoints::Change;
use crate::store::held::Held;
use crate::wakes::Wakes;
use kith_domain::ids::CommunityId;
use kith_domain::poster::Knock;
use kith_domain::roster::{Entry, Stated};
use kith_domain::sealed::Wrap;
use kith_domain::wire::{Lack, Push, Verdict};
use rusqlite::{Connection, TransactionBehavior};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// Most jobs in one commit.
const BATCH: usize = 256;
/// Jobs that may wait; more are told to come later.
pub const QUEUE: usize = 1024;
/// Rows after which the write-ahead log is folded into the file: some megabytes of it.
const FOLD: u64 = 4096;
/// Nobody gave anything for so long: time to rest.
const REST: Duration = Duration::from_secs(5);
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
    /// Endpoints to keep or to let go of.
    pub wakes: Vec<Change>,
    /// Whether it has given back all it can.
    pub gave_all: bool,
    /// Where it stands, if it stands anywhere.
    pub cursor: Option<Cursor>,
    /// Where the answer goes.
    pub answer: Answer,
}

/// Who waits for an answer.
#[derive(Debug)]
pub enum Answer {
    /// A thread.
    Thread(SyncSender<Given>),
    /// A task.
    Task(oneshot::Sender<Given>),
}

impl Answer {
    fn give(self, given: Given) {
        // Whoever asked may have gone; it will ask again.
        match self {
            Self::Thread(thread) => drop(thread.send(given)),
            Self::Task(task) => drop(task.send(given)),
        }
    }
}

/// What became of a job.
#[derive(Debug, Default)]
pub struct Given {
    /// What became of its push, or of its asking to be let in; none if there was neither.
    pub verdict: Option<Verdict>,
    /// The push in the log, from its first row to its last: its phone need not get it back.
    pub push: Option<(u64, u64)>,
    /// The community as the commit left it; none if nothing changed.
    pub community: Option<Arc<Community>>,
}

impl Given {
    /// Nothing was taken, for this reason.
    #[must_use]
    pub fn not(verdict: Verdict) -> Self {
        Self {
            verdict: Some(verdict),
            ..Self::default()
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
    /// Whom to wake.
    pub wakes: Arc<Wakes>,
    /// What is counted.
    pub metrics: Arc<Metrics>,
    /// What of documents it has in memory.
    pub held: RefCell<Held>,
    /// Rows appended since the write-ahead log was folded into the file.
    pub ahead: u64,
}

impl Writer {
    /// Works until every sender is gone, then closes the database.
    pub fn run(mut self, jobs: &Receiver<Job>) {
        let mut rested = true;
        loop {
            let first = if rested {
                jobs.recv().map_err(RecvTimeoutError::from)
            } else {
                jobs.recv_timeout(REST)
            };
            match first {
                Ok(first) => {
                    let mut batch = vec![first];
                    batch.extend(jobs.try_iter().take(BATCH.saturating_sub(1)));
                    self.commit(batch);
                    if self.ahead >= FOLD {
                        // After the answers, so that nobody waits for it but who comes next.
                        self.fold("PASSIVE");
                    }
                    rested = false;
                }
                Err(RecvTimeoutError::Timeout) => {
                    self.rest();
                    rested = true;
                }
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        self.rest();
    }

    /// Gives back what only work needs: memory, and the write-ahead log, which it folds into the
    /// database. Without it nothing is lost either; readers under way keep what they read.
    pub fn rest(&mut self) {
        self.held.borrow_mut().clear();
        self.fold("TRUNCATE");
        if let Err(error) = self.db.execute_batch("PRAGMA shrink_memory") {
            tracing::warn!(%error, "give memory back");
        }
        self.metrics.rests.add(1);
    }

    fn fold(&mut self, how: &str) {
        let any = std::mem::take(&mut self.ahead) > 0;
        match checkpoint(&self.db, how) {
            Ok(()) if any => {
                self.metrics.checkpoints.add(1);
                self.metrics.fsyncs.add(2); // the log's, then the file's
            }
            Ok(()) => {}
            Err(error) => tracing::warn!(%error, "fold the write-ahead log"),
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
                self.metrics.fsyncs.add(1);
                self.ahead = self.ahead.saturating_add(1);
                self.metrics.given_back.add(batch.given_back);
                for appended in &batch.appended {
                    self.metrics.changes.add(appended.changes);
                    self.ahead = self.ahead.saturating_add(appended.rows);
                }
                let communities = self.publish(batch);
                for (job, mut given) in jobs.into_iter().zip(given) {
                    given.community = communities.get(&job.caller.community).cloned();
                    job.answer.give(given);
                }
            }
            Err(error) => {
                self.held.borrow_mut().clear();
                self.metrics.commits_failed.add(1);
                tracing::error!(error = &error as &dyn std::error::Error, count, "commit");
                for job in jobs {
                    job.answer.give(Given::not(later("disk")));
                }
            }
        }
    }

    fn attempt(&mut self, jobs: &[Job]) -> Result<(Vec<Given>, Batch), StoreError> {
        if let Some(done) = self.serve(jobs, Apart::Never)? {
            return Ok(done);
        }
        self.metrics.commits_again.add(1);
        // It ran ahead of the rows, which were rolled back.
        self.held.borrow_mut().clear();
        let done = self.serve(jobs, Apart::Each)?;
        done.ok_or(StoreError::Damaged(
            "a push kept apart left something behind",
        ))
    }

    /// Serves all jobs in one transaction; `None` when that was rolled back, since one of them was refused
    /// halfway and nothing kept it apart.
    fn serve(
        &mut self,
        jobs: &[Job],
        apart: Apart,
    ) -> Result<Option<(Vec<Given>, Batch)>, StoreError> {
        let mut transaction = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut batch = Batch::default();
        let mut given = Vec::with_capacity(jobs.len());
        for job in jobs {
            let desk = Desk {
                keys: &self.keys,
                directory: &self.directory,
                held: &self.held,
                apart,
            };
            match desk.serve(&mut transaction, job, &mut batch)? {
                Some(served) => given.push(served),
                None => return Ok(None),
            }
        }
        transaction.commit()?;
        if jobs.iter().any(erases) {
            // The write-ahead log still holds what was erased; readers under way may keep it a while.
            checkpoint(&self.db, "TRUNCATE")?;
        }
        Ok(Some((given, batch)))
    }

    /// Lets readers see what was committed, and wakes those who wait for it.
    fn publish(&self, batch: Batch) -> HashMap<CommunityId, Arc<Community>> {
        let mut communities = HashMap::new();
        for (id, mut community) in batch.communities {
            // What was worked out of it is of before.
            community.known = Arc::default();
            if batch.unquiet.contains(&id) {
                community.quiet = Arc::default();
            }
            let community = Arc::new(community);
            self.directory.keep(Arc::clone(&community));
            communities.insert(id, community);
        }
        for appended in &batch.appended {
            if let Some(community) = communities.get(&appended.community) {
                self.hub.appended(appended, &community.membership);
            }
            self.wakes.appended(appended);
        }
        for (community, devices) in &batch.mailed {
            self.hub.mailed(*community, devices);
            self.wakes.mailed(*community, devices);
        }
        communities
    }
}

/// Folds the write-ahead log into the file.
fn checkpoint(db: &Connection, how: &str) -> rusqlite::Result<()> {
    db.query_row(&format!("PRAGMA wal_checkpoint({how})"), [], |_| Ok(()))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Store, communities};
    use kith_domain::ids::SigningKey;
    use std::sync::mpsc::sync_channel;

    fn writer(db: Connection) -> Writer {
        Writer {
            db,
            keys: Arc::new(Keys::from_seed(&[1; 32])),
            directory: Arc::default(),
            hub: Arc::default(),
            wakes: Arc::default(),
            metrics: Arc::default(),
            held: RefCell::default(),
            ahead: 0,
        }
    }

    fn job(answer: SyncSender<Given>) -> Job {
        let caller = Caller {
            community: CommunityId([1; 16]),
            device: SigningKey([2; 32]),
        };
        Job {
            caller,
            now: 0,
            push: None,
            mail: Vec::new(),
            lacks: Vec::new(),
            knock: None,
            wakes: Vec::new(),
            gave_all: false,
            cursor: None,
            answer: Answer::Thread(answer),
        }
    }

    #[test]
    fn a_writer_at_rest_has_folded_its_log_into_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let (store, db) = Store::open(&folder.path().join("kith.sqlite")).unwrap();
        let mut writer = writer(db);
        communities::begin(&writer.db, CommunityId([1; 16]), false).unwrap();
        assert!(store.files().1 > 0, "written ahead");
        writer.rest();
        assert_eq!(store.files().1, 0);
        assert_eq!(writer.metrics.rests.now(), 1);
        let head = store.read(|db| communities::head(db, CommunityId([1; 16])));
        assert!(head.unwrap().is_some());
    }

    #[test]
    fn all_that_wait_share_a_commit_up_to_its_bound() {
        let folder = tempfile::tempdir().unwrap();
        let (_store, db) = Store::open(&folder.path().join("kith.sqlite")).unwrap();
        let writer = writer(db);
        let metrics = Arc::clone(&writer.metrics);
        let (jobs, waiting) = sync_channel(QUEUE);
        let (answer, answers) = sync_channel(QUEUE);
        for _ in 0..BATCH + 1 {
            metrics.queued.add(1);
            jobs.send(job(answer.clone())).unwrap();
        }
        drop((jobs, answer));
        writer.run(&waiting);
        assert_eq!(answers.iter().count(), BATCH + 1);
        assert_eq!((metrics.commit_jobs.count(), metrics.queued.now()), (2, 0));
    }
}
