//! Changes the server has not acknowledged: becoming sequenced, or taken out of their documents.
//!
//! The commands they belong to are in [`super::outbox`].

use super::histories::Histories;
use crate::error::Error;
use crate::store::changes;
use kith_domain::ids::{ChangeHash, CommunityId, DocumentId};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;

/// Notes that the server has a change of ours; its drawer bytes count as sequenced from here on.
/// Returns the outbox item it belonged to, which may be done with.
pub fn acknowledge(
    db: &Connection,
    community: CommunityId,
    histories: &mut Histories,
    (document, hash): (DocumentId, ChangeHash),
) -> Result<Option<i64>, Error> {
    let item: Option<i64> = db
        .prepare_cached(
            "SELECT outbox FROM stretch INDEXED BY stretch_unsent
             WHERE community = ?1 AND document = ?2 AND hash = ?3",
        )?
        .query_row(
            params![community.as_bytes(), document.as_bytes(), hash.as_bytes()],
            |row| row.get(0),
        )
        .optional()?;
    db.prepare_cached(
        "UPDATE stretch INDEXED BY stretch_unsent SET outbox = NULL, hash = NULL
         WHERE community = ?1 AND document = ?2 AND hash = ?3",
    )?
    .execute(params![
        community.as_bytes(),
        document.as_bytes(),
        hash.as_bytes()
    ])?;
    histories.acknowledge(document, hash);
    Ok(item)
}

/// Takes every unacknowledged change of a community out of its documents: back to what the server
/// has. Returns the documents touched; the caller drops their histories.
pub fn take_out(db: &Connection, community: CommunityId) -> Result<BTreeSet<DocumentId>, Error> {
    let touched = changes::unsent_documents(db, community)?;
    db.execute(
        "DELETE FROM stretch WHERE outbox IS NOT NULL AND community = ?1",
        [community.as_bytes()],
    )?;
    Ok(touched)
}
