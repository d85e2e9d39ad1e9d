//! Documents whose rows are behind: a sync changed them and nobody has looked since.
//!
//! A row of the table is what one page left behind, so that taking a page in costs one insert however
//! many documents it touches. Read next: [`crate::project::catch_up`].

use super::id;
use crate::error::Error;
use kith_domain::ids::{CommunityId, DocumentId};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// What one page left behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind {
    /// Its number: a later page's is higher.
    pub number: i64,
    /// The documents.
    pub documents: BTreeSet<DocumentId>,
}

/// Notes that these documents' rows are behind.
///
/// # Errors
/// The disk's own.
pub fn note(
    db: &Connection,
    community: CommunityId,
    documents: &BTreeSet<DocumentId>,
) -> Result<(), Error> {
    if documents.is_empty() {
        return Ok(());
    }
    let ids: Vec<u8> = documents.iter().flat_map(|document| document.0).collect();
    db.prepare_cached("INSERT INTO stale (community, documents) VALUES (?1, ?2)")?
        .execute(params![community.as_bytes(), ids])?;
    Ok(())
}

/// All that is behind, in the order it came.
///
/// # Errors
/// The disk's own.
pub fn all(db: &Connection, community: CommunityId) -> Result<Vec<Behind>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT number, documents FROM stale WHERE community = ?1 ORDER BY number",
    )?;
    let mut rows = statement.query([community.as_bytes()])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let ids: Vec<u8> = row.get(1)?;
        let documents = ids
            .chunks(DocumentId::LEN)
            .map(|bytes| id(DocumentId::from_slice(bytes), "document"))
            .collect::<Result<_, _>>()?;
        found.push(Behind {
            number: row.get(0)?,
            documents,
        });
    }
    Ok(found)
}

/// Forgets what one page left behind: its documents' rows are up to date.
///
/// # Errors
/// The disk's own.
pub fn done(db: &Connection, number: i64) -> Result<(), Error> {
    db.prepare_cached("DELETE FROM stale WHERE number = ?1")?
        .execute([number])?;
    Ok(())
}

/// Forgets everything: the whole read model is being made anew.
///
/// # Errors
/// The disk's own.
pub fn clear(db: &Connection, community: CommunityId) -> Result<(), Error> {
    db.prepare_cached("DELETE FROM stale WHERE community = ?1")?
        .execute([community.as_bytes()])?;
    Ok(())
}
