//! Changes the server has not acknowledged: becoming sequenced, or taken out of their documents.
//!
//! The commands they belong to are in [`super::outbox`].

use super::changes::set_heads;
use super::{id, own};
use crate::error::Error;
use kith_domain::fact::FactKey;
use kith_domain::facts::Clock;
use kith_domain::ids::{ChangeHash, CommunityId, DeviceTag, DocumentId, MemberId};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

/// Notes that the server has a change of ours; its drawer bytes count as sequenced from here on.
pub fn acknowledge(
    db: &Connection,
    community: CommunityId,
    document: DocumentId,
    hash: ChangeHash,
) -> Result<bool, Error> {
    let outbox: Option<i64> = db
        .prepare_cached(
            "SELECT outbox FROM change WHERE community = ?1 AND document = ?2 AND hash = ?3",
        )?
        .query_row(
            params![community.as_bytes(), document.as_bytes(), hash.as_bytes()],
            |row| row.get(0),
        )
        .optional()?
        .flatten();
    if outbox.is_none() {
        return Ok(false);
    }
    db.prepare_cached(
        "UPDATE change SET outbox = NULL WHERE community = ?1 AND document = ?2 AND hash = ?3",
    )?
    .execute(params![
        community.as_bytes(),
        document.as_bytes(),
        hash.as_bytes()
    ])?;
    move_to_sequenced(db, community, document, hash)?;
    Ok(true)
}

/// Counts a change's bytes and facts as sequenced.
fn move_to_sequenced(
    db: &Connection,
    community: CommunityId,
    document: DocumentId,
    hash: ChangeHash,
) -> Result<(), Error> {
    let (drawer, facts, size): (u64, u64, u64) = db
        .prepare_cached(
            "SELECT drawer, facts, length(bytes) FROM change
             WHERE community = ?1 AND document = ?2 AND hash = ?3",
        )?
        .query_row(
            params![community.as_bytes(), document.as_bytes(), hash.as_bytes()],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )?;
    if let Some(member) = author(db, community, document, hash)? {
        db.prepare_cached(
            "UPDATE drawer SET sequenced = sequenced + ?4, unsent = unsent - ?4
             WHERE community = ?1 AND document = ?2 AND member = ?3",
        )?
        .execute(params![
            community.as_bytes(),
            document.as_bytes(),
            member.as_bytes(),
            drawer
        ])?;
    }
    db.prepare_cached(
        "UPDATE document SET facts = facts + ?3, size = size + ?4
         WHERE community = ?1 AND id = ?2",
    )?
    .execute(params![
        community.as_bytes(),
        document.as_bytes(),
        facts,
        size
    ])?;
    Ok(())
}

/// In whose drawer a change writes; `None` for one without ops.
fn author(
    db: &Connection,
    community: CommunityId,
    document: DocumentId,
    hash: ChangeHash,
) -> Result<Option<MemberId>, Error> {
    let key: Option<String> = db
        .prepare_cached(
            "SELECT key FROM op WHERE community = ?1 AND document = ?2 AND change = ?3 LIMIT 1",
        )?
        .query_row(
            params![community.as_bytes(), document.as_bytes(), hash.as_bytes()],
            |row| row.get(0),
        )
        .optional()?;
    Ok(key
        .and_then(|key| FactKey::parse(&key))
        .map(|key| key.member))
}

/// Takes every unacknowledged change of a community out of its documents: back to what the server
/// has. Returns the documents touched.
pub fn take_out(db: &Connection, community: CommunityId) -> Result<BTreeSet<DocumentId>, Error> {
    let mut touched = BTreeSet::new();
    {
        let mut statement = db.prepare(
            "SELECT DISTINCT document FROM change WHERE community = ?1 AND outbox IS NOT NULL",
        )?;
        let mut rows = statement.query([community.as_bytes()])?;
        while let Some(row) = rows.next()? {
            let document: Vec<u8> = row.get(0)?;
            touched.insert(id(DocumentId::from_slice(&document), "document")?);
        }
    }
    db.execute(
        "DELETE FROM op WHERE community = ?1 AND (document, change) IN
            (SELECT document, hash FROM change WHERE community = ?1 AND outbox IS NOT NULL)",
        [community.as_bytes()],
    )?;
    db.execute(
        "DELETE FROM change WHERE community = ?1 AND outbox IS NOT NULL",
        [community.as_bytes()],
    )?;
    db.execute(
        "UPDATE drawer SET unsent = 0 WHERE community = ?1",
        [community.as_bytes()],
    )?;
    for document in &touched {
        let heads = recomputed_heads(db, community, *document)?;
        set_heads(db, community, *document, &heads)?;
    }
    Ok(touched)
}

/// A document's heads from its changes: those that no other change has seen.
fn recomputed_heads(
    db: &Connection,
    community: CommunityId,
    document: DocumentId,
) -> Result<BTreeSet<ChangeHash>, Error> {
    let mut changes: Vec<(ChangeHash, DeviceTag, u32, Clock)> = Vec::new();
    let mut statement = db.prepare(
        "SELECT hash, device, n, clock FROM change
         WHERE community = ?1 AND document = ?2 AND bytes <> hash",
    )?;
    let mut rows = statement.query(params![community.as_bytes(), document.as_bytes()])?;
    while let Some(row) = rows.next()? {
        let (hash, device, clock): (Vec<u8>, Vec<u8>, Vec<u8>) =
            (row.get(0)?, row.get(1)?, row.get(3)?);
        changes.push((
            id(ChangeHash::from_slice(&hash), "hash")?,
            id(DeviceTag::from_slice(&device), "device")?,
            row.get(2)?,
            own(&clock, "clock")?,
        ));
    }
    // A device's changes form a chain, so only its last can be a head.
    let mut seen: BTreeMap<DeviceTag, u32> = BTreeMap::new();
    for (_, device, n, clock) in &changes {
        for (other, reached) in clock {
            let below = if other == device {
                n.saturating_sub(1)
            } else {
                *reached
            };
            let held = seen.entry(*other).or_insert(0);
            *held = below.max(*held);
        }
    }
    let mut heads: BTreeSet<ChangeHash> = changes
        .iter()
        .filter(|(_, device, n, _)| seen.get(device).is_none_or(|seen| n > seen))
        .map(|(hash, ..)| *hash)
        .collect();
    if heads.is_empty() {
        heads.insert(kith_domain::genesis::genesis_hash(document));
    }
    Ok(heads)
}
