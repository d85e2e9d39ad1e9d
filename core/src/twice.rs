//! Telling that a phone exists twice: its own work comes from elsewhere again and again.
//!
//! A phone restored from an old copy meets work of its own that it does not know, once, while it
//! catches up. A phone that lives on as two copies meets it again after it had caught up. Both go on
//! safely ([`crate::take_back`]); of the second the person is told.

use crate::error::Error;
use kith_domain::ids::CommunityId;
use rusqlite::{Connection, OptionalExtension, params};

/// What this phone has met so far, as kept in `setting`.
const MET: u8 = 1;
const CAUGHT_UP: u8 = 2;
const TWICE: u8 = 3;

fn name(community: CommunityId) -> String {
    format!("own-from-elsewhere/{community}")
}

fn read(db: &Connection, community: CommunityId) -> Result<u8, Error> {
    let value: Option<Vec<u8>> = db
        .prepare_cached("SELECT value FROM setting WHERE name = ?1")?
        .query_row([name(community)], |row| row.get(0))
        .optional()?;
    Ok(value.and_then(|v| v.first().copied()).unwrap_or_default())
}

fn write(db: &Connection, community: CommunityId, met: u8) -> Result<(), Error> {
    db.prepare_cached("INSERT OR REPLACE INTO setting (name, value) VALUES (?1, ?2)")?
        .execute(params![name(community), vec![met]])?;
    Ok(())
}

/// Notes that a page held work of this device that this phone had never seen.
///
/// # Errors
/// The disk's own.
pub fn met(db: &Connection, community: CommunityId) -> Result<(), Error> {
    match read(db, community)? {
        0 => write(db, community, MET),
        CAUGHT_UP => write(db, community, TWICE),
        _ => Ok(()),
    }
}

/// Notes that this phone has all there is.
///
/// # Errors
/// The disk's own.
pub fn caught_up(db: &Connection, community: CommunityId) -> Result<(), Error> {
    match read(db, community)? {
        MET => write(db, community, CAUGHT_UP),
        _ => Ok(()),
    }
}

/// Whether this phone exists twice.
///
/// # Errors
/// The disk's own.
pub fn told(db: &Connection, community: CommunityId) -> Result<bool, Error> {
    Ok(read(db, community)? == TWICE)
}
