//! Telling that a phone exists twice: its own work comes from elsewhere again and again.
//!
//! A phone restored from an old copy meets work of its own that it does not know, once, while it
//! catches up. A phone that lives on as two copies meets it again after it had caught up. Both go on
//! safely ([`crate::take_back`]); of the second the person is told.
//!
//! What lies on the disk cannot tell a phone that was restored a second time from one of two copies:
//! it was set back with everything else. Memory can: a database that is open is not set back. So it is
//! certain once such work comes after the phone had caught up since it was opened; else only when it
//! came so often that nobody restores a phone as often.

use crate::error::Error;
use kith_domain::ids::CommunityId;
use rusqlite::{Connection, OptionalExtension, params};

/// What this phone has met so far, as kept in `setting`.
const MET: u8 = 1;
const CAUGHT_UP: u8 = 2;
const TWICE: u8 = 3;
/// So many times in all, whenever the phone was opened.
const OFTEN: u8 = 4;

fn name(community: CommunityId) -> String {
    format!("own-from-elsewhere/{community}")
}

/// The state, and how often such work has been met.
fn read(db: &Connection, community: CommunityId) -> Result<(u8, u8), Error> {
    let value: Option<Vec<u8>> = db
        .prepare_cached("SELECT value FROM setting WHERE name = ?1")?
        .query_row([name(community)], |row| row.get(0))
        .optional()?;
    let value = value.unwrap_or_default();
    let byte = |place: usize| value.get(place).copied().unwrap_or_default();
    Ok((byte(0), byte(1)))
}

fn write(db: &Connection, community: CommunityId, met: (u8, u8)) -> Result<(), Error> {
    db.prepare_cached("INSERT OR REPLACE INTO setting (name, value) VALUES (?1, ?2)")?
        .execute(params![name(community), vec![met.0, met.1]])?;
    Ok(())
}

/// Notes that a page held work of this device that this phone had never seen. `since_opened`: whether
/// this phone had caught up since it was opened.
///
/// # Errors
/// The disk's own.
pub fn met(db: &Connection, community: CommunityId, since_opened: bool) -> Result<(), Error> {
    let (state, times) = read(db, community)?;
    let times = times.saturating_add(1);
    match state {
        MET | TWICE => Ok(()),
        CAUGHT_UP if since_opened || times >= OFTEN => write(db, community, (TWICE, times)),
        _ => write(db, community, (MET, times)),
    }
}

/// Notes that this phone has all there is.
///
/// # Errors
/// The disk's own.
pub fn caught_up(db: &Connection, community: CommunityId) -> Result<(), Error> {
    match read(db, community)? {
        (MET, times) => write(db, community, (CAUGHT_UP, times)),
        _ => Ok(()),
    }
}

/// Whether this phone exists twice.
///
/// # Errors
/// The disk's own.
pub fn told(db: &Connection, community: CommunityId) -> Result<bool, Error> {
    Ok(read(db, community)?.0 == TWICE)
}
