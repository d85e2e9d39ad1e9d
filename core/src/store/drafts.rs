//! What somebody typed and has not given as a command yet.

use crate::error::Error;
use kith_domain::ids::CommunityId;
use rusqlite::{Connection, OptionalExtension, params};

/// Keeps a form's text in place of the one before.
///
/// # Errors
/// The disk's own.
pub fn put(
    db: &Connection,
    community: CommunityId,
    form: &str,
    text: &str,
    now: i64,
) -> Result<(), Error> {
    db.prepare_cached(
        "INSERT OR REPLACE INTO draft (community, form, text, kept) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![community.as_bytes(), form, text, now])?;
    Ok(())
}

/// A form's text; none if nothing was kept.
///
/// # Errors
/// The disk's own.
pub fn get(db: &Connection, community: CommunityId, form: &str) -> Result<Option<String>, Error> {
    Ok(db
        .prepare_cached("SELECT text FROM draft WHERE community = ?1 AND form = ?2")?
        .query_row(params![community.as_bytes(), form], |row| row.get(0))
        .optional()?)
}

/// The forms that have a text, the newest first, with when it was kept.
///
/// # Errors
/// The disk's own.
pub fn all(db: &Connection, community: CommunityId) -> Result<Vec<(String, i64)>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT form, kept FROM draft WHERE community = ?1 ORDER BY kept DESC, form",
    )?;
    let rows = statement.query_map([community.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Forgets a form's text. Returns whether there was one.
///
/// # Errors
/// The disk's own.
pub fn delete(db: &Connection, community: CommunityId, form: &str) -> Result<bool, Error> {
    let gone = db
        .prepare_cached("DELETE FROM draft WHERE community = ?1 AND form = ?2")?
        .execute(params![community.as_bytes(), form])?;
    Ok(gone > 0)
}
