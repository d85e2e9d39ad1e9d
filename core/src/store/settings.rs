//! Small values by name that belong to the phone and to no community.

use crate::error::Error;
use rusqlite::{Connection, OptionalExtension, params};

/// A value; none if it was never put.
///
/// # Errors
/// The disk's own.
pub fn get(db: &Connection, name: &str) -> Result<Option<Vec<u8>>, Error> {
    Ok(db
        .prepare_cached("SELECT value FROM setting WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?)
}

/// Puts a value in place of the one before.
///
/// # Errors
/// The disk's own.
pub fn put(db: &Connection, name: &str, value: &[u8]) -> Result<(), Error> {
    db.prepare_cached("INSERT OR REPLACE INTO setting (name, value) VALUES (?1, ?2)")?
        .execute(params![name, value])?;
    Ok(())
}
