//! The one take-back path: for refused, restored and cloned phones.
//!
//! First everything unacknowledged is taken out of the documents and each command remembers its
//! changes ([`take_back`]). Then the server's pages are merged like any others. When the last page
//! is in, commands whose changes came back are struck, those that carry a refusal code are set aside
//! as *needs a look*, and the others are planned again and written anew ([`replay`]). Numbers are
//! never used again, and a fresh actor writes from here on.

use crate::belong::{reassume, renew_actor};
use crate::commit::{self, Commanded};
use crate::error::Error;
use crate::execute;
use crate::phone::Community;
use crate::project::Dirty;
use crate::store::changes;
use crate::store::feeds;
use crate::store::outbox::{self, State};
use crate::store::unsent;
use kith_domain::command::{Command, Refused};
use kith_domain::wire::Verdict;
use rusqlite::Connection;
use std::collections::BTreeSet;

/// Takes everything unacknowledged out. Commands that carry a code in `verdict` need a look.
///
/// # Errors
/// The disk's own; the caller rolls back.
pub fn take_back(
    db: &Connection,
    community: &mut Community,
    verdict: &Verdict,
    ambient: &dyn crate::ambient::Ambient,
) -> Result<Dirty, Error> {
    for item in outbox::items(db, community.id())? {
        if item.state != State::Waiting {
            continue;
        }
        let unsent = outbox::changes(db, community.id(), item.id)?;
        let code = refused_code(db, verdict, item.id, &unsent)?;
        let hashes: Vec<_> = unsent.iter().map(|u| (u.fed.document, u.hash)).collect();
        let (state, keep) = match (&code, &item.body) {
            (Some(_), _) => (State::Look, false),
            // Bare records are not numbered: they stay as they are.
            (None, None) => (State::Waiting, true),
            (None, Some(_)) => (State::Replay, false),
        };
        if !keep {
            outbox::delete_records(db, item.id)?;
        }
        outbox::set_state(db, item.id, state, code.as_deref(), &hashes)?;
    }
    let mut dirty = Dirty {
        members: true,
        ..Dirty::default()
    };
    dirty.documents = unsent::take_out(db, community.id())?;
    community.histories.forget(&dirty.documents);
    renew_actor(community, ambient);
    reassume(db, community)?;
    Ok(dirty)
}

/// The code the verdict gives one of an item's changes or records.
fn refused_code(
    db: &Connection,
    verdict: &Verdict,
    item: i64,
    unsent: &[outbox::Unsent],
) -> Result<Option<String>, Error> {
    let Verdict::Refused { changes, records } = verdict else {
        return Ok(None);
    };
    for u in unsent {
        if let Some(c) = changes
            .iter()
            .find(|c| (c.space, c.n) == (u.space, u.fed.n))
        {
            return Ok(Some(c.code.clone()));
        }
    }
    for record in outbox::records(db, item)? {
        if let Some(r) = records.iter().find(|r| r.record == record.hash()) {
            return Ok(Some(r.code.clone()));
        }
    }
    Ok(None)
}

/// Plans every taken-back command again, now that all pages are in.
///
/// # Errors
/// The disk's own; the caller rolls back.
pub fn replay(db: &Connection, community: &mut Community, now: i64) -> Result<Dirty, Error> {
    let mut dirty = Dirty::default();
    for item in outbox::items(db, community.id())? {
        if item.state != State::Replay {
            continue;
        }
        if !item.hashes.is_empty() && all_here(db, community, &item)? {
            outbox::delete(db, item.id)?;
            continue;
        }
        let command: Option<Command> = item
            .body
            .as_deref()
            .and_then(|body| serde_json::from_str(body).ok());
        let Some(command) = command else {
            outbox::set_state(db, item.id, State::Look, Some("newer-version"), &[])?;
            continue;
        };
        db.execute_batch("SAVEPOINT replay")?;
        let outcome = execute::plan(db, community, &item.acted, &command, now).and_then(|plan| {
            let commanded = Commanded {
                acted: item.acted,
                body: item.body.as_deref(),
                words: &item.words,
            };
            commit::carry_out(db, community, &commanded, &plan)
        });
        match outcome {
            Ok((done, _)) => {
                db.execute_batch("RELEASE replay")?;
                outbox::delete(db, item.id)?;
                dirty.merge(done);
            }
            Err(Error::Refused(refused)) if !matches!(refused, Refused::Disk(_)) => {
                db.execute_batch("ROLLBACK TO replay; RELEASE replay")?;
                reassume(db, community)?;
                community.histories.clear();
                outbox::set_state(db, item.id, State::Look, Some(refused.code()), &[])?;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(dirty)
}

fn all_here(db: &Connection, community: &Community, item: &outbox::Item) -> Result<bool, Error> {
    for (document, hash) in &item.hashes {
        let history = community.histories.get(db, community.id(), *document)?;
        if !history.has(*hash) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether commands wait to be planned again.
///
/// # Errors
/// The disk's own.
pub fn pending(db: &Connection, community: &Community) -> Result<bool, Error> {
    outbox::any_replay(db, community.id())
}

/// Marks everything in a push as acknowledged.
///
/// # Errors
/// The disk's own.
pub fn acknowledge(
    db: &Connection,
    community: &mut Community,
    push: &kith_domain::wire::Push,
) -> Result<(), Error> {
    let id = community.id();
    let mut done = BTreeSet::new();
    for fed in &push.changes {
        if let Some(hash) = fed.hash() {
            let change = (fed.document, hash);
            done.extend(unsent::acknowledge(
                db,
                id,
                &mut community.histories,
                change,
            )?);
        }
        if let Some((name, false)) = changes::document_name(db, id, fed.document)? {
            changes::name_document(db, id, &name, true)?;
        }
    }
    for signed in push
        .heads
        .iter()
        .filter(|s| s.device == community.row.device)
    {
        let feed = feeds::feed(db, id, signed.space, signed.device)?;
        if signed.n > feed.n {
            let moved = feeds::Feed {
                n: signed.n,
                head: signed.head,
                used: feed.used,
            };
            feeds::keep_head(db, id, signed)?;
            feeds::set_feed(db, id, signed.space, signed.device, moved)?;
        }
    }
    for record in &push.records {
        // Its countersigned entry follows in the pages; the record itself need not be sent again.
        done.extend(outbox::acknowledge_record(db, id, record.hash())?);
    }
    outbox::sweep(db, done)
}
