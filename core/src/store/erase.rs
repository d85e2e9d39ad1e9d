//! Erasing on this phone: what was said goes, the hashes stay, so that feeds go on verifying.

use super::feeds::{self, Feed};
use super::{id, stretches};
use crate::error::Error;
use kith_domain::change::Spelled;
use kith_domain::feed::{first_head, next_head};
use kith_domain::ids::{ChangeHash, CommunityId, DeviceTag, DocumentId, SpaceId};
use kith_domain::wire::FedChange;
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// The place of a change whose bytes are gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// When it came, among all on this phone.
    pub arrived: i64,
    /// Its document.
    pub document: DocumentId,
    /// Its device.
    pub device: DeviceTag,
    /// Its number.
    pub n: u32,
    /// Its hash.
    pub hash: ChangeHash,
}

impl Place {
    /// The place of a change that arrived then.
    #[must_use]
    pub fn of(arrived: i64, change: &Spelled) -> Self {
        Self {
            arrived,
            document: change.document(),
            device: change.parts().actor.device(),
            n: change.parts().n,
            hash: change.hash(),
        }
    }

    /// As it is given back.
    #[must_use]
    pub fn fed(&self) -> FedChange {
        FedChange {
            document: self.document,
            device: self.device,
            n: self.n,
            bytes: self.hash.0.to_vec().into(),
        }
    }
}

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
    for kept in stretches::of_document(db, community, document)? {
        if kept.outbox.is_none() {
            insert(db, community, &Place::of(kept.arrived, &kept.change))?;
        }
    }
    for sql in [
        "DELETE FROM stretch WHERE community = ?1 AND document = ?2 AND outbox IS NULL",
        "DELETE FROM unexplained WHERE community = ?1 AND document = ?2",
    ] {
        db.execute(sql, params![community.as_bytes(), document.as_bytes()])?;
    }
    Ok(())
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
    place: &Place,
    explained: bool,
) -> Result<(), Error> {
    insert(db, community, place)?;
    if !explained {
        db.execute(
            "INSERT OR IGNORE INTO unexplained (community, document) VALUES (?1, ?2)",
            params![community.as_bytes(), place.document.as_bytes()],
        )?;
    }
    Ok(())
}

fn insert(db: &Connection, community: CommunityId, place: &Place) -> Result<(), Error> {
    db.prepare_cached(
        "INSERT OR IGNORE INTO place (arrived, community, document, device, n, hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        place.arrived,
        community.as_bytes(),
        place.document.as_bytes(),
        place.device.as_bytes(),
        place.n,
        place.hash.as_bytes()
    ])?;
    Ok(())
}

/// Whether a document has places in place of changes.
///
/// # Errors
/// The disk's own.
pub fn has_places(
    db: &Connection,
    community: CommunityId,
    document: DocumentId,
) -> Result<bool, Error> {
    Ok(db
        .prepare_cached("SELECT 1 FROM place WHERE community = ?1 AND document = ?2")?
        .exists(params![community.as_bytes(), document.as_bytes()])?)
}

/// All places of a community.
///
/// # Errors
/// The disk's own.
pub fn places(db: &Connection, community: CommunityId) -> Result<Vec<Place>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT arrived, document, device, n, hash FROM place WHERE community = ?1",
    )?;
    let mut rows = statement.query([community.as_bytes()])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (document, device, hash): (Vec<u8>, Vec<u8>, Vec<u8>) =
            (row.get(1)?, row.get(2)?, row.get(4)?);
        found.push(Place {
            arrived: row.get(0)?,
            document: id(DocumentId::from_slice(&document), "document")?,
            device: id(DeviceTag::from_slice(&device), "device")?,
            n: row.get(3)?,
            hash: id(ChangeHash::from_slice(&hash), "hash")?,
        });
    }
    Ok(found)
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
            "SELECT document.space, place.device, min(place.n) FROM unexplained
             JOIN place ON place.community = unexplained.community
                AND place.document = unexplained.document
             JOIN document ON document.community = unexplained.community
                AND document.id = unexplained.document
             WHERE unexplained.community = ?1 GROUP BY document.space, place.device",
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
        "DELETE FROM place WHERE community = ?1
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
    let mut before: BTreeMap<u32, (DocumentId, ChangeHash)> = BTreeMap::new();
    let damaged = || Error::Inconsistent("a change kept here is damaged".to_owned());
    for fed in super::changes::acknowledged(db, community)? {
        if fed.device != device || fed.n >= n {
            continue;
        }
        let known = super::changes::document_name(db, community, fed.document)?;
        if known.is_some_and(|(name, _)| name.space == space) {
            let hash = fed.hash().ok_or_else(damaged)?;
            before.insert(fed.n, (fed.document, hash));
        }
    }
    for (n, (document, hash)) in before {
        feed.n = n;
        feed.head = next_head(feed.head, n, document, hash);
    }
    feeds::set_feed(db, community, space, device, feed)
}
