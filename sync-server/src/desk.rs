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

/// What a job is served with.
#[derive(Debug)]
pub struct Desk<'a> {
    /// The server's keys.
    pub keys: &'a Keys,
    /// Communities in memory.
    pub directory: &'a Directory,
    /// Documents in memory.
    pub held: &'a RefCell<Held>,
}

impl Desk<'_> {
    /// Serves one job inside the batch's transaction.
    ///
    /// # Errors
    /// [`StoreError`]; the whole batch is rolled back then.
    pub fn serve(
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
                ..Given::default()
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
        self.held.borrow_mut().begin();
        let place = (&*savepoint, self.held);
        match Admission::admit(place, self.keys, community, asked, push) {
            Ok(admitted) => {
                savepoint.commit()?;
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
                Ok(Given {
                    verdict: Some(Verdict::Taken),
                    push: rows,
                    community: None,
                })
            }
            // Dropping the savepoint rolls it back: the push leaves nothing behind.
            Err(Stop::Verdict(verdict)) => {
                self.held.borrow_mut().undo();
                Ok(Given::not(verdict))
            }
            Err(Stop::Store(error)) => {
                self.held.borrow_mut().undo();
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
