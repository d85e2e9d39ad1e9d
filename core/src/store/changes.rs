//! Documents: their names, and what is read of their changes.
//!
//! Changes themselves lie in [`super::stretches`]; [`super::history`] says what the guard asks of
//! them.

use super::history::History;
use super::{erase, id, stretches};
use crate::error::Error;
use kith_domain::document::DocumentName;
use kith_domain::facts::DocumentState;
use kith_domain::ids::{CommunityId, DeviceTag, DocumentId, SpaceId};
use kith_domain::wire::FedChange;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;

/// Makes sure a document is known. Returns whether it was not.
pub fn name_document(
    db: &Connection,
    community: CommunityId,
    name: &DocumentName,
    announced: bool,
) -> Result<bool, Error> {
    let document = name.id();
    let added = db
        .prepare_cached(
            "INSERT OR IGNORE INTO document (community, id, space, kind, name, announced)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            community.as_bytes(),
            document.as_bytes(),
            name.space.as_bytes(),
            name.kind,
            name.name,
            announced
        ])?;
    if announced && added == 0 {
        db.prepare_cached(
            "UPDATE document SET announced = 1 WHERE community = ?1 AND id = ?2 AND announced = 0",
        )?
        .execute(params![community.as_bytes(), document.as_bytes()])?;
    }
    Ok(added > 0)
}

/// A document's name and whether the server knows it.
pub fn document_name(
    db: &Connection,
    community: CommunityId,
    document: DocumentId,
) -> Result<Option<(DocumentName, bool)>, Error> {
    let found = db
        .prepare_cached(
            "SELECT space, kind, name, announced FROM document WHERE community = ?1 AND id = ?2",
        )?
        .query_row(params![community.as_bytes(), document.as_bytes()], |row| {
            Ok((
                row.get::<_, Vec<u8>>(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get::<_, bool>(3)?,
            ))
        })
        .optional()?;
    let Some((space, kind, name, announced)) = found else {
        return Ok(None);
    };
    let space = id(SpaceId::from_slice(&space), "space")?;
    Ok(Some((DocumentName { space, kind, name }, announced)))
}

/// All documents of a community, in id order.
pub fn documents(db: &Connection, community: CommunityId) -> Result<Vec<DocumentName>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT space, kind, name FROM document WHERE community = ?1 ORDER BY id",
    )?;
    let mut rows = statement.query([community.as_bytes()])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let space: Vec<u8> = row.get(0)?;
        let space = id(SpaceId::from_slice(&space), "space")?;
        found.push(DocumentName {
            space,
            kind: row.get(1)?,
            name: row.get(2)?,
        });
    }
    Ok(found)
}

/// The bytes of a document's changes, causes before effects.
pub fn change_bytes(
    db: &Connection,
    community: CommunityId,
    document: DocumentId,
) -> Result<Vec<Vec<u8>>, Error> {
    let kept = stretches::of_document(db, community, document)?;
    let bytes = kept.into_iter().map(|kept| kept.change.bytes().to_vec());
    Ok(bytes.collect())
}

/// Every change the server has acknowledged, in the order it came to this phone: causes before
/// effects, and each device's in the order of its feed.
pub fn acknowledged(db: &Connection, community: CommunityId) -> Result<Vec<FedChange>, Error> {
    let kept = stretches::acknowledged(db, community)?;
    let changes = kept.iter().map(|k| (k.arrived, FedChange::from(&k.change)));
    // Of what was erased the places are given back, so that feeds have no gaps.
    let places = erase::places(db, community)?;
    let places = places.iter().map(|place| (place.arrived, place.fed()));
    let mut all: Vec<(i64, FedChange)> = changes.chain(places).collect();
    all.sort_by_key(|(arrived, _)| *arrived);
    Ok(all.into_iter().map(|(_, fed)| fed).collect())
}

/// A document with all its ops, read from the disk; `None` when it is unknown here.
pub fn state(
    db: &Connection,
    community: CommunityId,
    name: &DocumentName,
) -> Result<Option<DocumentState>, Error> {
    let document = name.id();
    if document_name(db, community, document)?.is_none() {
        return Ok(None);
    }
    Ok(Some(History::read(db, community, document)?.state(name)))
}

/// Whether any document holds work the server has not acknowledged.
///
/// # Errors
/// The disk's own.
pub fn any_unsent(db: &Connection, community: CommunityId) -> Result<bool, Error> {
    let found = db
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM stretch INDEXED BY stretch_unsent
             WHERE community = ?1 AND hash IS NOT NULL)",
        )?
        .query_row([community.as_bytes()], |row| row.get(0))?;
    Ok(found)
}

/// Whether a document holds work the server has not acknowledged: asked of one document, so that it
/// costs the same however many wait.
///
/// # Errors
/// The disk's own.
pub fn is_unsent(
    db: &Connection,
    community: CommunityId,
    document: DocumentId,
) -> Result<bool, Error> {
    let found = db
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM stretch INDEXED BY stretch_unsent
             WHERE community = ?1 AND document = ?2 AND hash IS NOT NULL)",
        )?
        .query_row(params![community.as_bytes(), document.as_bytes()], |row| {
            row.get(0)
        })?;
    Ok(found)
}

/// Documents that hold work the server has not acknowledged.
///
/// # Errors
/// The disk's own.
pub fn unsent_documents(
    db: &Connection,
    community: CommunityId,
) -> Result<BTreeSet<DocumentId>, Error> {
    let statement = db.prepare_cached(
        "SELECT DISTINCT document FROM stretch INDEXED BY stretch_unsent
         WHERE community = ?1 AND hash IS NOT NULL",
    )?;
    found(statement, params![community.as_bytes()])
}

/// Notes that a device wrote in a document.
pub fn note_writer(
    db: &Connection,
    community: CommunityId,
    device: DeviceTag,
    document: DocumentId,
) -> Result<(), Error> {
    db.prepare_cached(
        "INSERT OR IGNORE INTO writer (community, device, document) VALUES (?1, ?2, ?3)",
    )?
    .execute(params![
        community.as_bytes(),
        device.as_bytes(),
        document.as_bytes()
    ])?;
    Ok(())
}

/// Documents in which any of these devices wrote.
pub fn written_by(
    db: &Connection,
    community: CommunityId,
    devices: &[DeviceTag],
) -> Result<BTreeSet<DocumentId>, Error> {
    let mut all = BTreeSet::new();
    for device in devices {
        let statement =
            db.prepare_cached("SELECT document FROM writer WHERE community = ?1 AND device = ?2")?;
        all.extend(found(
            statement,
            params![community.as_bytes(), device.as_bytes()],
        )?);
    }
    Ok(all)
}

fn found(
    mut statement: rusqlite::CachedStatement<'_>,
    params: &[&dyn rusqlite::ToSql],
) -> Result<BTreeSet<DocumentId>, Error> {
    let mut rows = statement.query(params)?;
    let mut found = BTreeSet::new();
    while let Some(row) = rows.next()? {
        let document: Vec<u8> = row.get(0)?;
        found.insert(id(DocumentId::from_slice(&document), "document")?);
    }
    Ok(found)
}
