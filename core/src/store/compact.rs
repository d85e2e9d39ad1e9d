//! Compaction: small stretches of a document become one, when there is nothing else to do.
//!
//! What is written or comes piece by piece lies in a row a change. Once the server has it, many such
//! rows of a document are packed into one, as a page packs what a newcomer is sent: it takes a fraction
//! of the room and reads faster. Nothing is thinned: every change stays, with its number of arrival. What
//! the server has not acknowledged is left alone, since it may be taken back.

use super::stretches::{self, Kept};
use crate::error::Error;
use kith_domain::change::Spelled;
use kith_domain::ids::{CommunityId, DocumentId};
use rusqlite::{Connection, params};

/// Small stretches that a document may keep: joining is worth its while above.
const LOOSE: usize = 32;
/// Documents compacted at a time, so that it never takes long.
const DOCUMENTS: usize = 8;

/// Some documents that lie in many small stretches.
///
/// # Errors
/// The disk's own.
pub fn due(db: &Connection, community: CommunityId) -> Result<Vec<DocumentId>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT document FROM stretch INDEXED BY stretch_small
         WHERE community = ?1 AND outbox IS NULL AND changes < 8
         GROUP BY document HAVING count(*) > ?2 LIMIT ?3",
    )?;
    let bounds = params![community.as_bytes(), LOOSE as u32, DOCUMENTS as u32];
    let mut rows = statement.query(bounds)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let document: Vec<u8> = row.get(0)?;
        found.push(super::id(DocumentId::from_slice(&document), "document")?);
    }
    Ok(found)
}

/// Joins the small stretches of a document, in the caller's transaction.
///
/// # Errors
/// [`Error::Inconsistent`] if the document does not read back as it was: then the caller rolls back
/// and it stays as it lies. Else the disk's own.
pub fn document(
    db: &Connection,
    community: CommunityId,
    document: DocumentId,
) -> Result<(), Error> {
    let before = stretches::of_document(db, community, document)?;
    let small = stretches::small(db, community, document)?;
    let changes: Vec<(i64, &Spelled)> = small
        .iter()
        .map(|kept| (kept.arrived, &kept.change))
        .collect();
    db.prepare_cached(
        "DELETE FROM stretch
         WHERE community = ?1 AND document = ?2 AND outbox IS NULL AND changes < 8",
    )?
    .execute(params![community.as_bytes(), document.as_bytes()])?;
    stretches::add(db, community, document, &changes)?;
    // The bytes are all there is of people's work: packing is believed only once it is read back.
    let place = |kept: &Kept| (kept.arrived, kept.outbox, kept.change.hash());
    let after = stretches::of_document(db, community, document)?;
    if before.iter().map(place).eq(after.iter().map(place)) {
        Ok(())
    } else {
        let what = "a document does not read back once it is compacted";
        Err(Error::Inconsistent(what.to_owned()))
    }
}
