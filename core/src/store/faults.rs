//! Faults of the server that this phone can prove.
//!
//! The numbers at which a right begins and ends are the server's word. An honest server never says
//! less than it has handed out, so an entry that does is kept here and shown until the group has
//! settled it; rights are still computed by the roster, as on every other phone.

use crate::error::Error;
use kith_domain::ids::CommunityId;
use kith_domain::roster::Entry;
use rusqlite::{Connection, params};

/// What people read.
pub const WORDS: &str = "server fault: of somebody's work the server counts less as done in time \
     than this phone has seen and can prove; tell a coordinator";

/// Keeps an entry as a fault.
pub fn keep(db: &Connection, community: CommunityId, entry: &Entry) -> Result<(), Error> {
    db.prepare_cached("INSERT OR IGNORE INTO fault VALUES (?1, ?2, ?3)")?
        .execute(params![
            community.as_bytes(),
            entry.roster.as_bytes(),
            entry.number
        ])?;
    Ok(())
}

/// Drops them: the members' list was rolled back, and entries up to server time `until` are read
/// again, of which nothing can be said.
pub fn begin_anew(db: &Connection, community: CommunityId, until: i64) -> Result<(), Error> {
    let id = community.as_bytes();
    db.execute("DELETE FROM fault WHERE community = ?1", [id])?;
    db.execute(
        "INSERT INTO reread VALUES (?1, ?2)
         ON CONFLICT DO UPDATE SET until = max(until, excluded.until)",
        params![id, until],
    )?;
    Ok(())
}

/// Whether an entry is one that is read again.
pub fn is_reread(db: &Connection, community: CommunityId, entry: &Entry) -> Result<bool, Error> {
    Ok(db
        .prepare_cached("SELECT 1 FROM reread WHERE community = ?1 AND until >= ?2")?
        .exists(params![community.as_bytes(), entry.time])?)
}

/// Whether there are any.
pub fn any(db: &Connection, community: CommunityId) -> Result<bool, Error> {
    Ok(db
        .prepare_cached("SELECT 1 FROM fault WHERE community = ?1")?
        .exists([community.as_bytes()])?)
}
