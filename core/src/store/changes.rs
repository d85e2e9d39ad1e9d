//! Documents, their changes and ops, and every device's feed.

use super::{id, own};
use crate::error::Error;
use kith_domain::document::DocumentName;
use kith_domain::fact::{FactKey, Value};
use kith_domain::facts::{ChangeInfo, DocumentState, Op};
use kith_domain::genesis::genesis_hash;
use kith_domain::guard::Checked;
use kith_domain::ids::{Actor, ChangeHash, CommunityId, DeviceTag, DocumentId, OpId, SpaceId};
use kith_domain::wire::FedChange;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A change that the guard has passed, with its place.
#[derive(Debug)]
pub struct Admitted<'a> {
    /// Its document.
    pub document: DocumentId,
    /// Its device.
    pub device: DeviceTag,
    /// Its number.
    pub n: u32,
    /// What the guard found.
    pub checked: &'a Checked,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// The command it belongs to; `None` when the server has it.
    pub outbox: Option<i64>,
}

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
            "INSERT OR IGNORE INTO document (community, id, space, kind, name, announced, heads)
             VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6)",
        )?
        .execute(params![
            community.as_bytes(),
            document.as_bytes(),
            name.space.as_bytes(),
            name.kind,
            name.name,
            genesis_hash(document).as_bytes()
        ])?;
    if announced {
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

/// Whether a change is here.
pub fn has_change(
    db: &Connection,
    community: CommunityId,
    document: DocumentId,
    hash: ChangeHash,
) -> Result<bool, Error> {
    Ok(db
        .prepare_cached(
            "SELECT 1 FROM change WHERE community = ?1 AND document = ?2 AND hash = ?3",
        )?
        .exists(params![
            community.as_bytes(),
            document.as_bytes(),
            hash.as_bytes()
        ])?)
}

/// Takes in a change the guard has passed.
pub fn insert_change(
    db: &Connection,
    community: CommunityId,
    change: &Admitted<'_>,
) -> Result<(), Error> {
    let (checked, document) = (change.checked, change.document);
    db.prepare_cached(
        "INSERT INTO change (community, document, hash, device, n, actor, seq, max_op, clock, bytes,
                             drawer, facts, arrived, outbox)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?12, ?13,
                coalesce(max(arrived), 0) + 1, ?11
         FROM change WHERE community = ?1",
    )?
    .execute(params![
        community.as_bytes(),
        document.as_bytes(),
        checked.hash.as_bytes(),
        change.device.as_bytes(),
        change.n,
        checked.actor.0.to_vec(),
        checked.seq,
        checked.max_op,
        kith_domain::hash::encode(&checked.clock),
        change.bytes,
        change.outbox,
        checked.drawer_bytes,
        checked.new_facts()
    ])?;
    for put in &checked.puts {
        let (value, sealed): (&[u8], bool) = match &put.value {
            Value::Clear(text) => (text.as_bytes(), false),
            Value::Sealed(bytes) => (bytes, true),
        };
        db.prepare_cached(
            "INSERT INTO op (community, document, counter, actor, key, value, sealed, change)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            community.as_bytes(),
            document.as_bytes(),
            put.op.counter,
            put.op.actor.0.to_vec(),
            put.key.to_string(),
            value,
            sealed,
            checked.hash.as_bytes()
        ])?;
    }
    if let Some(put) = checked.puts.first() {
        let (sequenced, unsent) = if change.outbox.is_some() {
            (0, checked.drawer_bytes)
        } else {
            (checked.drawer_bytes, 0)
        };
        db.prepare_cached(
            "INSERT INTO drawer (community, document, member, sequenced, unsent)
             VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT DO UPDATE SET sequenced = sequenced + excluded.sequenced,
                                       unsent = unsent + excluded.unsent",
        )?
        .execute(params![
            community.as_bytes(),
            document.as_bytes(),
            put.key.member.as_bytes(),
            sequenced,
            unsent
        ])?;
    }
    let mut heads: BTreeSet<ChangeHash> = heads(db, community, document)?.into_iter().collect();
    for dep in &checked.deps {
        heads.remove(dep);
    }
    heads.insert(checked.hash);
    set_heads(db, community, document, &heads)?;
    if change.outbox.is_none() {
        grow(db, community, document, checked.new_facts(), checked.bytes)?;
    }
    Ok(())
}

/// Counts facts and bytes the server has into a document's size.
fn grow(
    db: &Connection,
    community: CommunityId,
    document: DocumentId,
    facts: u64,
    size: u64,
) -> Result<(), Error> {
    db.prepare_cached(
        "UPDATE document SET facts = facts + ?3, size = size + ?4 WHERE community = ?1 AND id = ?2",
    )?
    .execute(params![
        community.as_bytes(),
        document.as_bytes(),
        facts,
        size
    ])?;
    Ok(())
}

/// A document's heads, rising; the genesis change's hash while nothing was written.
pub fn heads(
    db: &Connection,
    community: CommunityId,
    document: DocumentId,
) -> Result<Vec<ChangeHash>, Error> {
    let bytes: Option<Vec<u8>> = db
        .prepare_cached("SELECT heads FROM document WHERE community = ?1 AND id = ?2")?
        .query_row(params![community.as_bytes(), document.as_bytes()], |row| {
            row.get(0)
        })
        .optional()?;
    Ok(bytes
        .unwrap_or_else(|| genesis_hash(document).0.to_vec())
        .chunks(ChangeHash::LEN)
        .filter_map(ChangeHash::from_slice)
        .collect())
}

/// Sets a document's heads.
pub fn set_heads(
    db: &Connection,
    community: CommunityId,
    document: DocumentId,
    heads: &BTreeSet<ChangeHash>,
) -> Result<(), Error> {
    let bytes: Vec<u8> = heads.iter().flat_map(|h| h.0).collect();
    db.prepare_cached("UPDATE document SET heads = ?3 WHERE community = ?1 AND id = ?2")?
        .execute(params![community.as_bytes(), document.as_bytes(), bytes])?;
    Ok(())
}

/// The bytes of a document's changes, causes before effects.
pub fn change_bytes(
    db: &Connection,
    community: CommunityId,
    document: DocumentId,
) -> Result<Vec<Vec<u8>>, Error> {
    // Of an erased document only hashes are left, which are no changes.
    // The plus keeps SQLite from walking all changes of the community in the order they arrived.
    let mut statement = db.prepare_cached(
        "SELECT bytes FROM change WHERE community = ?1 AND document = ?2 AND bytes <> hash
         ORDER BY +arrived",
    )?;
    let rows = statement.query_map(params![community.as_bytes(), document.as_bytes()], |row| {
        row.get(0)
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Every change the server has acknowledged, in the order it came to this phone: causes before
/// effects, and each device's in the order of its feed.
pub fn acknowledged(db: &Connection, community: CommunityId) -> Result<Vec<FedChange>, Error> {
    let mut statement = db.prepare(
        "SELECT document, device, n, bytes FROM change
         WHERE community = ?1 AND outbox IS NULL ORDER BY arrived",
    )?;
    let mut rows = statement.query([community.as_bytes()])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (document, device, bytes): (Vec<u8>, Vec<u8>, Vec<u8>) =
            (row.get(0)?, row.get(1)?, row.get(3)?);
        found.push(FedChange {
            document: id(DocumentId::from_slice(&document), "document")?,
            device: id(DeviceTag::from_slice(&device), "device")?,
            n: row.get(2)?,
            bytes: bytes.into(),
        });
    }
    Ok(found)
}

/// A document with all its ops; `None` when it is unknown here.
pub fn state(
    db: &Connection,
    community: CommunityId,
    name: &DocumentName,
) -> Result<Option<DocumentState>, Error> {
    let document = name.id();
    if document_name(db, community, document)?.is_none() {
        return Ok(None);
    }
    let mut changes: BTreeMap<ChangeHash, Arc<ChangeInfo>> = BTreeMap::new();
    let mut statement = db.prepare_cached(
        "SELECT hash, device, n, clock FROM change WHERE community = ?1 AND document = ?2",
    )?;
    let mut rows = statement.query(params![community.as_bytes(), document.as_bytes()])?;
    while let Some(row) = rows.next()? {
        let (hash, device, n, clock): (Vec<u8>, Vec<u8>, u32, Vec<u8>) =
            (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        let hash = id(ChangeHash::from_slice(&hash), "hash")?;
        let device = id(DeviceTag::from_slice(&device), "device")?;
        let info = ChangeInfo {
            hash,
            device,
            n,
            clock: own(&clock, "clock")?,
        };
        changes.insert(hash, Arc::new(info));
    }
    let mut ops = Vec::new();
    let mut statement = db.prepare_cached(
        "SELECT counter, actor, key, value, sealed, change FROM op
         WHERE community = ?1 AND document = ?2",
    )?;
    let mut rows = statement.query(params![community.as_bytes(), document.as_bytes()])?;
    while let Some(row) = rows.next()? {
        let (actor, key, value, change): (Vec<u8>, String, Vec<u8>, Vec<u8>) =
            (row.get(1)?, row.get(2)?, row.get(3)?, row.get(5)?);
        let change = id(ChangeHash::from_slice(&change), "hash")?;
        let value = if row.get::<_, bool>(4)? {
            Value::Sealed(value)
        } else {
            Value::Clear(id(String::from_utf8(value).ok(), "text")?)
        };
        ops.push(Op {
            key: id(FactKey::parse(&key), "fact key")?,
            id: OpId {
                counter: row.get(0)?,
                actor: id(Actor::from_slice(&actor), "actor")?,
            },
            value,
            change: Arc::clone(
                changes
                    .get(&change)
                    .ok_or_else(|| Error::Inconsistent("an op without its change".to_owned()))?,
            ),
        });
    }
    Ok(Some(DocumentState {
        name: name.clone(),
        ops,
        heads: heads(db, community, document)?,
    }))
}

/// Documents that hold work the server has not acknowledged.
///
/// # Errors
/// The disk's own.
pub fn unsent_documents(
    db: &Connection,
    community: CommunityId,
) -> Result<BTreeSet<DocumentId>, Error> {
    // The index holds unsent changes alone; by the primary key every change would be read.
    let mut statement = db.prepare_cached(
        "SELECT DISTINCT document FROM change INDEXED BY change_outbox
         WHERE outbox IS NOT NULL AND community = ?1",
    )?;
    let mut rows = statement.query([community.as_bytes()])?;
    let mut found = BTreeSet::new();
    while let Some(row) = rows.next()? {
        let document: Vec<u8> = row.get(0)?;
        found.insert(id(DocumentId::from_slice(&document), "document")?);
    }
    Ok(found)
}

/// Documents in which any of these devices wrote.
pub fn written_by(
    db: &Connection,
    community: CommunityId,
    devices: &[DeviceTag],
) -> Result<BTreeSet<DocumentId>, Error> {
    let mut found = BTreeSet::new();
    for device in devices {
        let mut statement = db.prepare_cached(
            "SELECT DISTINCT document FROM change WHERE community = ?1 AND device = ?2",
        )?;
        let mut rows = statement.query(params![community.as_bytes(), device.as_bytes()])?;
        while let Some(row) = rows.next()? {
            let document: Vec<u8> = row.get(0)?;
            found.insert(id(DocumentId::from_slice(&document), "document")?);
        }
    }
    Ok(found)
}
