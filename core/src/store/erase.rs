//! Erasing on this phone: what was said goes, the hashes stay, so that feeds go on verifying.

use super::changes::set_heads;
use super::feeds::{self, Feed};
use super::id;
use crate::error::Error;
use kith_domain::facts::Clock;
use kith_domain::feed::{first_head, next_head};
use kith_domain::genesis::genesis_hash;
use kith_domain::ids::{ChangeHash, CommunityId, DeviceTag, DocumentId, SpaceId};
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet};

/// Drops everything that a document says. What the server has not taken of it stays until the server
/// has refused it, so that its numbers are settled.
///
/// # Errors
/// The disk's own.
pub fn document(
    db: &Connection,
    community: CommunityId,
    document: DocumentId,
) -> Result<(), Error> {
    let place = params![community.as_bytes(), document.as_bytes()];
    for sql in [
        "DELETE FROM op WHERE community = ?1 AND document = ?2",
        "DELETE FROM drawer WHERE community = ?1 AND document = ?2",
        "DELETE FROM unexplained WHERE community = ?1 AND document = ?2",
        "UPDATE document SET facts = 0, size = 0 WHERE community = ?1 AND id = ?2",
    ] {
        db.execute(sql, place)?;
    }
    db.execute(
        "UPDATE change SET bytes = hash, clock = ?3, drawer = 0, facts = 0
         WHERE community = ?1 AND document = ?2 AND outbox IS NULL",
        params![
            community.as_bytes(),
            document.as_bytes(),
            kith_domain::hash::encode(&Clock::new())
        ],
    )?;
    set_heads(
        db,
        community,
        document,
        &BTreeSet::from([genesis_hash(document)]),
    )
}

/// Drops a space's keys, and wraps of them that wait to be handed in.
///
/// # Errors
/// The disk's own.
pub fn keys(db: &Connection, community: CommunityId, space: SpaceId) -> Result<(), Error> {
    for sql in [
        "DELETE FROM space_key WHERE community = ?1 AND space = ?2",
        "DELETE FROM mail WHERE community = ?1 AND space = ?2",
    ] {
        db.execute(sql, params![community.as_bytes(), space.as_bytes()])?;
    }
    Ok(())
}

/// Keeps the place of a change whose bytes are gone. `explained` says whether a roster is known to
/// have erased its document; until one is, it is noted.
///
/// # Errors
/// The disk's own.
pub fn keep_place(
    db: &Connection,
    community: CommunityId,
    (document, device, n): (DocumentId, DeviceTag, u32),
    hash: ChangeHash,
    explained: bool,
) -> Result<(), Error> {
    db.prepare_cached(
        "INSERT INTO change (community, document, hash, device, n, actor, seq, max_op, clock, bytes,
                             drawer, facts, arrived, outbox)
         SELECT ?1, ?2, ?3, ?4, ?5, x'', 0, 0, ?6, ?3, 0, 0, coalesce(max(arrived), 0) + 1, NULL
         FROM change WHERE community = ?1",
    )?
    .execute(params![
        community.as_bytes(),
        document.as_bytes(),
        hash.as_bytes(),
        device.as_bytes(),
        n,
        kith_domain::hash::encode(&Clock::new())
    ])?;
    if !explained {
        db.execute(
            "INSERT OR IGNORE INTO unexplained (community, document) VALUES (?1, ?2)",
            params![community.as_bytes(), document.as_bytes()],
        )?;
    }
    Ok(())
}

/// Forgets the places of changes whose document nobody erased, and takes their feeds back to before
/// them, so that a server that sends them after all is believed. Returns whether there were any.
///
/// # Errors
/// The disk's own.
pub fn forget_unexplained(db: &Connection, community: CommunityId) -> Result<bool, Error> {
    let mut feeds: BTreeMap<(SpaceId, DeviceTag), u32> = BTreeMap::new();
    {
        let mut statement = db.prepare_cached(
            "SELECT document.space, change.device, min(change.n) FROM unexplained
             JOIN change ON change.community = unexplained.community
                AND change.document = unexplained.document AND change.bytes = change.hash
             JOIN document ON document.community = unexplained.community
                AND document.id = unexplained.document
             WHERE unexplained.community = ?1 GROUP BY document.space, change.device",
        )?;
        let mut rows = statement.query([community.as_bytes()])?;
        while let Some(row) = rows.next()? {
            let (space, device): (Vec<u8>, Vec<u8>) = (row.get(0)?, row.get(1)?);
            let space = id(SpaceId::from_slice(&space), "space")?;
            let device = id(DeviceTag::from_slice(&device), "device")?;
            feeds.insert((space, device), row.get(2)?);
        }
    }
    for ((space, device), n) in &feeds {
        take_back(db, community, (*space, *device), *n)?;
    }
    db.execute(
        "DELETE FROM change WHERE community = ?1 AND bytes = hash
            AND document IN (SELECT document FROM unexplained WHERE community = ?1)",
        [community.as_bytes()],
    )?;
    db.execute(
        "DELETE FROM unexplained WHERE community = ?1",
        [community.as_bytes()],
    )?;
    Ok(!feeds.is_empty())
}

/// Takes a feed back to before its number `n`, along the chain of what is here.
fn take_back(
    db: &Connection,
    community: CommunityId,
    (space, device): (SpaceId, DeviceTag),
    n: u32,
) -> Result<(), Error> {
    let mut feed = Feed {
        n: 0,
        head: first_head(community, space, device),
        used: feeds::feed(db, community, space, device)?.used,
    };
    let mut statement = db.prepare(
        "SELECT change.n, change.document, change.hash FROM change
         JOIN document ON document.community = change.community AND document.id = change.document
         WHERE change.community = ?1 AND document.space = ?2 AND change.device = ?3
            AND change.n < ?4 AND change.outbox IS NULL ORDER BY change.n",
    )?;
    let mut rows = statement.query(params![
        community.as_bytes(),
        space.as_bytes(),
        device.as_bytes(),
        n
    ])?;
    while let Some(row) = rows.next()? {
        let (document, hash): (Vec<u8>, Vec<u8>) = (row.get(1)?, row.get(2)?);
        let document = id(DocumentId::from_slice(&document), "document")?;
        let hash = id(ChangeHash::from_slice(&hash), "hash")?;
        feed.n = row.get(0)?;
        feed.head = next_head(feed.head, feed.n, document, hash);
    }
    feeds::set_feed(db, community, space, device, feed)
}
