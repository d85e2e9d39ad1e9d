//! Documents whose rows are behind: something changed them and nobody has looked since.
//!
//! Changes tell by their number of arrival: rows are made up to one number, and what arrived above it is
//! behind, whoever wrote it. What else makes rows stale (a roster's entry, a key, work taken back) is noted,
//! one row of the table a page. Read next: [`crate::project::catch_up`].

use super::id;
use crate::error::Error;
use kith_domain::ids::{CommunityId, DocumentId};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// Documents projected in one transaction.
const TOGETHER: usize = 256;

/// Some documents that are behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind {
    /// What is done with once their rows are made.
    pub until: Until,
    /// The documents.
    pub documents: BTreeSet<DocumentId>,
}

/// How far rows are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// For this note.
    Note(i64),
    /// For all that arrived up to this number.
    Arrival(i64),
}

/// Notes that these documents' rows are behind, though no change came into them.
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

/// All that is behind, in an order that may stop after any.
///
/// # Errors
/// The disk's own.
pub fn all(db: &Connection, community: CommunityId) -> Result<Vec<Behind>, Error> {
    let mut behind = noted(db, community)?;
    behind.extend(arrived(db, community)?);
    Ok(behind)
}

fn noted(db: &Connection, community: CommunityId) -> Result<Vec<Behind>, Error> {
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
            until: Until::Note(row.get(0)?),
            documents,
        });
    }
    Ok(found)
}

/// By the last change that came into each: then all below the last of any of them is done with, too.
fn arrived(db: &Connection, community: CommunityId) -> Result<Vec<Behind>, Error> {
    // Mostly nothing is, and to know that is cheap.
    let (latest, until): (i64, i64) = db
        .prepare_cached(
            "SELECT coalesce(max(arrived), 0),
                    coalesce((SELECT until FROM projected WHERE community = ?1), 0)
             FROM stretch",
        )?
        .query_row([community.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if latest <= until {
        return Ok(Vec::new());
    }
    let mut statement = db.prepare_cached(
        "SELECT document, max(arrived) AS last FROM stretch NOT INDEXED
         WHERE arrived > ?2 AND community = ?1 GROUP BY document ORDER BY last",
    )?;
    let mut rows = statement.query(params![community.as_bytes(), until])?;
    let mut found: Vec<Behind> = Vec::new();
    while let Some(row) = rows.next()? {
        let document: Vec<u8> = row.get(0)?;
        let document = id(DocumentId::from_slice(&document), "document")?;
        let until = Until::Arrival(row.get(1)?);
        match found.last_mut() {
            Some(some) if some.documents.len() < TOGETHER => {
                some.documents.insert(document);
                some.until = until;
            }
            _ => found.push(Behind {
                until,
                documents: BTreeSet::from([document]),
            }),
        }
    }
    // What came into other communities need not be passed over again.
    let until = Until::Arrival(latest);
    match found.last_mut() {
        Some(last) => last.until = until,
        None => found.push(Behind {
            until,
            documents: BTreeSet::new(),
        }),
    }
    Ok(found)
}

/// Remembers that rows are made that far.
///
/// # Errors
/// The disk's own.
pub fn done(db: &Connection, community: CommunityId, until: Until) -> Result<(), Error> {
    match until {
        Until::Note(number) => db
            .prepare_cached("DELETE FROM stale WHERE number = ?1")?
            .execute([number])?,
        Until::Arrival(number) => db
            .prepare_cached("INSERT OR REPLACE INTO projected (community, until) VALUES (?1, ?2)")?
            .execute(params![community.as_bytes(), number])?,
    };
    Ok(())
}

/// Forgets everything: the whole read model is being made anew.
///
/// # Errors
/// The disk's own.
pub fn clear(db: &Connection, community: CommunityId) -> Result<(), Error> {
    db.prepare_cached("DELETE FROM stale WHERE community = ?1")?
        .execute([community.as_bytes()])?;
    let last: Option<i64> =
        db.query_row("SELECT max(arrived) FROM stretch", [], |row| row.get(0))?;
    done(db, community, Until::Arrival(last.unwrap_or(0)))
}
