//! Admission: a push is judged whole, and taken whole or not at all.
//!
//! Reading order: [`Admission::admit`] here, then `records` (entries given back, records, the
//! server's lines) and `changes` (documents, changes, heads). All of it runs in one savepoint of
//! the writer's transaction; whatever answer but *taken* rolls it back, so a refusal leaves nothing
//! behind. The rules themselves are `kith-domain`'s.

mod changes;
mod records;

use crate::community::Community;
use crate::live::Appended;
use crate::session::{Caller, Keys};
use crate::store::communities::{self, Head};
use crate::store::held::Held;
use crate::store::{Rows, StoreError};
use kith_domain::hash::encode;
use kith_domain::ids::SpaceId;
use kith_domain::limits;
use kith_domain::roster::Act;
use kith_domain::wire::{LogItem, Push, RefusedChange, RefusedRecord, Verdict};
use rusqlite::Connection;
use std::cell::RefCell;
use std::collections::BTreeSet;

/// Seconds a phone waits before it asks a server in recovery again.
pub const RECOVERY_WAIT: u32 = 60;

/// Why an admission ended before the push was taken.
#[derive(Debug)]
pub enum Stop {
    /// It may not be taken.
    Verdict(Verdict),
    /// The disk failed.
    Store(StoreError),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// The answer while phones give back what this server lost.
#[must_use]
pub fn recovering() -> Verdict {
    Verdict::Later {
        seconds: RECOVERY_WAIT,
        code: "recovering".to_owned(),
    }
}

/// The answer to giving back what this server has not lost.
fn not_recovering() -> Verdict {
    Verdict::Later {
        seconds: RECOVERY_WAIT,
        code: "not-recovering".to_owned(),
    }
}

/// Whether a push gives back what this server lost. Every phone that holds anything of a community
/// holds entries of it.
#[must_use]
pub fn gives_back(push: &Push) -> bool {
    !push.entries.is_empty()
}

/// Refuses a push that is larger than any push may be, given the bytes of the request it came in; needs
/// no state. What is given back in a recovery may fill a request: a feed comes whole, since one
/// signature vouches for it.
#[must_use]
pub fn too_large(push: &Push, request: usize) -> Option<Verdict> {
    let fits = push.changes.len() <= limits::PUSH_CHANGES
        && push.records.len() <= limits::PUSH_RECORDS
        && push.documents.len() <= limits::PUSH_CHANGES
        && push.heads.len() <= limits::PUSH_CHANGES
        && push
            .records
            .iter()
            .all(|r| encode(r).len() <= limits::RECORD)
        // It has one spelling, and that is part of the request.
        && (request <= limits::PUSH_BYTES || encode(push).len() <= limits::PUSH_BYTES);
    let code = || "push-too-large".to_owned();
    // Where each feed would end says enough of the changes: their spaces are not looked up for this.
    let ends = push.heads.iter().take(limits::PUSH_CHANGES);
    (!fits).then(|| Verdict::Refused {
        changes: ends
            .map(|head| RefusedChange {
                space: head.space,
                n: head.n,
                code: code(),
            })
            .collect(),
        records: push
            .records
            .iter()
            .map(|r| RefusedRecord {
                record: r.hash(),
                code: code(),
            })
            .collect(),
    })
}

/// The id of the community that a push may begin here: its first record, or the first entry given
/// back, is a founding.
#[must_use]
pub fn begins(push: &Push) -> Option<kith_domain::ids::CommunityId> {
    let given_back = push.entries.first().and_then(|e| match &e.stated {
        kith_domain::roster::Stated::Record(record) => Some(record),
        kith_domain::roster::Stated::Line(_) => None,
    });
    let first = given_back.or(push.records.first())?;
    matches!(first.body.act, Act::Founded { .. }).then(|| first.body.community_id())
}

/// One push on its way into the log.
#[derive(Debug)]
pub struct Admission<'a> {
    rows: Rows<'a>,
    held: &'a RefCell<Held>,
    keys: &'a Keys,
    caller: Caller,
    now: i64,
    community: Community,
    /// Position of the push's first row.
    push: u64,
    spaces: BTreeSet<SpaceId>,
    changes: u64,
    refused_changes: Vec<RefusedChange>,
    refused_records: Vec<RefusedRecord>,
}

/// What a push that was taken has changed.
#[derive(Debug)]
pub struct Admitted {
    /// The community after it.
    pub community: Community,
    /// Whom to poke; none when all of it stood already.
    pub appended: Option<Appended>,
}

impl<'a> Admission<'a> {
    /// Judges `push` against `community` as it stands, and appends it. The caller has opened a
    /// savepoint, and rolls it back on any error.
    ///
    /// # Errors
    /// [`Stop`].
    pub fn admit(
        (db, held): (&'a Connection, &'a RefCell<Held>),
        keys: &'a Keys,
        community: Community,
        (caller, now): (Caller, i64),
        push: &Push,
    ) -> Result<Admitted, Stop> {
        let first = community.head.position.saturating_add(1);
        let mut admission = Self {
            rows: community.rows(db),
            held,
            keys,
            caller,
            now,
            community,
            push: first,
            spaces: BTreeSet::new(),
            changes: 0,
            refused_changes: Vec::new(),
            refused_records: Vec::new(),
        };
        if admission.head().recovering && !gives_back(push) {
            return Err(Stop::Verdict(recovering()));
        }
        if !admission.head().recovering && gives_back(push) && too_large(push, usize::MAX).is_some()
        {
            return Err(Stop::Verdict(not_recovering()));
        }
        admission.take_entries(&push.entries)?;
        admission.take_records(&push.records)?;
        admission.take_changes(push)?;
        admission.finish()
    }

    fn finish(mut self) -> Result<Admitted, Stop> {
        if !self.refused_changes.is_empty() || !self.refused_records.is_empty() {
            // What the lost end of the log would allow cannot be known yet.
            if self.head().recovering {
                return Err(Stop::Verdict(recovering()));
            }
            return Err(Stop::Verdict(Verdict::Refused {
                changes: std::mem::take(&mut self.refused_changes),
                records: std::mem::take(&mut self.refused_records),
            }));
        }
        if self.spaces.is_empty() {
            return Ok(Admitted {
                community: self.community,
                appended: None,
            });
        }
        communities::set_head(self.rows.db, &self.community.head)?;
        let rows = self.community.head.position.saturating_sub(self.push) + 1;
        let appended = Appended {
            community: self.community.id,
            spaces: self.spaces,
            changes: self.changes,
            rows,
            by: self.caller.tag(),
            push: self.push,
        };
        Ok(Admitted {
            community: self.community,
            appended: Some(appended),
        })
    }

    fn head(&self) -> &Head {
        &self.community.head
    }

    fn append(&mut self, space: SpaceId, item: &LogItem) -> Result<(), StoreError> {
        self.spaces.insert(space);
        self.rows
            .append(&mut self.community.head, self.push, space, item)
    }
}
