//! One job at the writer's desk, inside a commit's transaction: recovery, mail, the door, the push.

use crate::admit::{Admission, Stop, begins, gives_back, recovering};
use crate::community::{Community, Directory, Membership};
use crate::live::Appended;
use crate::session::Keys;
use crate::store::held::Held;
use crate::store::{Rows, StoreError, communities};
use crate::writer::{Given, Job};
use crate::{knock, mail, recovery};
use kith_domain::ids::{CommunityId, DeviceTag};
use kith_domain::poster::Knock;
use kith_domain::roster::{Rosters, Stated};
use kith_domain::wire::{Push, Verdict};
use rusqlite::Connection;
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

/// What a batch has done and not yet committed.
#[derive(Debug, Default)]
pub struct Batch {
    /// Those that changed.
    pub communities: HashMap<CommunityId, Community>,
    /// Changes that phones gave back.
    pub given_back: u64,
    /// What to poke for.
    pub appended: Vec<Appended>,
    /// Devices for which mail has come.
    pub mailed: Vec<(CommunityId, BTreeSet<DeviceTag>)>,
    /// Communities whose mail, door or rosters may have changed.
    pub unquiet: BTreeSet<CommunityId>,
}

impl Batch {
    /// Notes that of this community, somebody may have to be told something besides the log.
    fn unquiet(&mut self, community: &Community) {
        self.unquiet.insert(community.id);
        let known = || community.clone();
        self.communities.entry(community.id).or_insert_with(known);
    }
}

/// The answer when something here is in the way.
#[must_use]
pub fn later(code: &str) -> Verdict {
    Verdict::Later {
        seconds: 5,
        code: code.to_owned(),
    }
}

/// How a push is kept apart from those before it in the batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Apart {
    /// Not at all: one refused halfway ends the batch. SQLite copies every page that a savepoint's work
    /// touches, a tenth of the writer's time, and refusals are rare.
    Never,
    /// Each in a savepoint of its own.
    Each,
}

/// What a job is served with.
#[derive(Debug)]
pub struct Desk<'a> {
    /// The server's keys.
    pub keys: &'a Keys,
    /// Communities in memory.
    pub directory: &'a Directory,
    /// Documents in memory.
    pub held: &'a RefCell<Held>,
    /// How pushes are kept apart.
    pub apart: Apart,
}

impl Desk<'_> {
    /// Serves one job inside the batch's transaction. `None` when its push was refused with part of it
    /// written and nothing to take that back by: the batch begins anew then, with [`Apart::Each`].
    ///
    /// # Errors
    /// [`StoreError`]; the whole batch is rolled back then.
    pub fn serve(
        &self,
        transaction: &mut rusqlite::Transaction<'_>,
        job: &Job,
        batch: &mut Batch,
    ) -> Result<Option<Given>, StoreError> {
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
            return Ok(Some(Given {
                verdict: asked,
                ..Given::default()
            }));
        };
        if self.apart == Apart::Never {
            let before = transaction.total_changes();
            let served = self.push(transaction, job, (known, push), batch)?;
            let whole = served.is_ok() || transaction.total_changes() == before;
            return Ok(whole.then(|| served.unwrap_or_else(|refused| refused)));
        }
        let savepoint = transaction.savepoint()?;
        match self.push(&savepoint, job, (known, push), batch)? {
            Ok(given) => {
                savepoint.commit()?;
                Ok(Some(given))
            }
            // Dropping the savepoint rolls it back: the push leaves nothing behind.
            Err(refused) => Ok(Some(refused)),
        }
    }

    /// Judges a push and appends it; inside, what is answered where it is not taken.
    fn push(
        &self,
        db: &Connection,
        job: &Job,
        (known, push): (Option<Community>, &Push),
        batch: &mut Batch,
    ) -> Result<Result<Given, Given>, StoreError> {
        let id = job.caller.community;
        let community = match known {
            Some(community) => community,
            None => match found(db, id, push)? {
                Some(community) => community,
                None => return Ok(Err(Given::default())),
            },
        };
        let asked = (job.caller, job.now);
        self.held.borrow_mut().begin();
        match Admission::admit((db, self.held), self.keys, community, asked, push) {
            Ok(admitted) => {
                self.held.borrow_mut().end();
                if !push.records.is_empty() || !push.entries.is_empty() {
                    batch.unquiet.insert(id);
                }
                let last = admitted.community.head.position;
                let appended = admitted.appended.as_ref();
                let rows = appended.map(|appended| (appended.push, last));
                batch.communities.insert(id, admitted.community);
                if let Some(appended) = appended.filter(|_| gives_back(push)) {
                    batch.given_back = batch.given_back.saturating_add(appended.changes);
                }
                batch.appended.extend(admitted.appended);
                Ok(Ok(Given {
                    verdict: Some(Verdict::Taken),
                    push: rows,
                    community: None,
                }))
            }
            Err(Stop::Verdict(verdict)) => {
                self.held.borrow_mut().undo();
                Ok(Err(Given::not(verdict)))
            }
            Err(Stop::Store(error)) => {
                self.held.borrow_mut().undo();
                tracing::error!(error = &error as &dyn std::error::Error, "judge a push");
                Ok(Err(Given::not(later("fault"))))
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
        let known = community.membership.member_of(device).is_some();
        if job.gave_all && known && community.head.recovering {
            recovery::gave_all(rows, community, (job.caller, job.now))?;
        }
        for lack in &job.lacks {
            if mail::is_news(rows, &community.membership, device, lack)? {
                rows.note_lack(device, lack.space, lack.key)?;
                batch.unquiet(community);
            }
        }
        for change in &job.wakes {
            rows.change_endpoint(change, job.now)?;
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
            batch.unquiet(community);
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
        batch.unquiet(community);
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
    Ok(Some(Community::new(id, head, Membership::begin(rosters))))
}
