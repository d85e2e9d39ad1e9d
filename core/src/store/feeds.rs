//! Every device's feed per space, as the server has acknowledged it.

use super::{id, own};
use crate::error::Error;
use kith_domain::feed::SignedHead;
use kith_domain::ids::{CommunityId, DeviceTag, FeedHead, SpaceId};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;

/// Where a device's feed stands in a space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feed {
    /// The acknowledged number.
    pub n: u32,
    /// The head after it.
    pub head: FeedHead,
    /// The highest number ever used by this device.
    pub used: u32,
}

/// A device's feed; at its first head when nothing is known.
pub fn feed(
    db: &Connection,
    community: CommunityId,
    space: SpaceId,
    device: DeviceTag,
) -> Result<Feed, Error> {
    let found = db
        .prepare_cached(
            "SELECT n, head, used FROM feed WHERE community = ?1 AND space = ?2 AND device = ?3",
        )?
        .query_row(
            params![community.as_bytes(), space.as_bytes(), device.as_bytes()],
            |row| {
                Ok((
                    row.get::<_, u32>(0)?,
                    row.get::<_, Vec<u8>>(1)?,
                    row.get::<_, u32>(2)?,
                ))
            },
        )
        .optional()?;
    match found {
        Some((n, head, used)) => Ok(Feed {
            n,
            head: id(FeedHead::from_slice(&head), "feed head")?,
            used,
        }),
        None => Ok(Feed {
            n: 0,
            head: kith_domain::feed::first_head(community, space, device),
            used: 0,
        }),
    }
}

/// Moves a feed. A number once used stays used.
pub fn set_feed(
    db: &Connection,
    community: CommunityId,
    space: SpaceId,
    device: DeviceTag,
    feed: Feed,
) -> Result<(), Error> {
    db.prepare_cached(
        "INSERT INTO feed (community, space, device, n, head, used)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT DO UPDATE SET n = excluded.n, head = excluded.head,
            used = max(used, excluded.used)",
    )?
    .execute(params![
        community.as_bytes(),
        space.as_bytes(),
        device.as_bytes(),
        feed.n,
        feed.head.as_bytes(),
        feed.used.max(feed.n)
    ])?;
    Ok(())
}

/// Keeps a signed head.
pub fn keep_head(
    db: &Connection,
    community: CommunityId,
    signed: &SignedHead,
) -> Result<(), Error> {
    db.prepare_cached(
        "INSERT OR IGNORE INTO signed_head (community, space, device, n, bytes)
         VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![
        community.as_bytes(),
        signed.space.as_bytes(),
        signed.device.as_bytes(),
        signed.n,
        kith_domain::hash::encode(signed)
    ])?;
    Ok(())
}

/// The head a device signed at exactly this number, if it ended a push there.
pub fn head_at(
    db: &Connection,
    community: CommunityId,
    (space, device): (SpaceId, DeviceTag),
    n: u32,
) -> Result<Option<SignedHead>, Error> {
    let last = head_until(db, community, (space, device), n)?;
    Ok(last.filter(|head| head.n == n))
}

/// The last head a device signed up to this number.
pub fn head_until(
    db: &Connection,
    community: CommunityId,
    (space, device): (SpaceId, DeviceTag),
    n: u32,
) -> Result<Option<SignedHead>, Error> {
    let bytes: Option<Vec<u8>> = db
        .prepare_cached(
            "SELECT bytes FROM signed_head
             WHERE community = ?1 AND space = ?2 AND device = ?3 AND n <= ?4
             ORDER BY n DESC LIMIT 1",
        )?
        .query_row(
            params![community.as_bytes(), space.as_bytes(), device.as_bytes(), n],
            |row| row.get(0),
        )
        .optional()?;
    bytes.map(|bytes| own(&bytes, "signed head")).transpose()
}

/// Per space, the number of one device that the server has acknowledged.
///
/// # Errors
/// The disk's own.
pub fn acknowledged(
    db: &Connection,
    community: CommunityId,
    device: DeviceTag,
) -> Result<BTreeMap<SpaceId, u32>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT space, n FROM feed WHERE community = ?1 AND device = ?2 AND n > 0",
    )?;
    let mut rows = statement.query(params![community.as_bytes(), device.as_bytes()])?;
    let mut found = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let space: Vec<u8> = row.get(0)?;
        found.insert(id(SpaceId::from_slice(&space), "space")?, row.get(1)?);
    }
    Ok(found)
}

/// All acknowledged feeds of a community, in (space, device) order: what the digest is over.
pub fn feeds(
    db: &Connection,
    community: CommunityId,
) -> Result<Vec<(SpaceId, DeviceTag, u32, FeedHead)>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT space, device, n, head FROM feed WHERE community = ?1 AND n > 0
         ORDER BY space, device",
    )?;
    let mut rows = statement.query([community.as_bytes()])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (space, device, head): (Vec<u8>, Vec<u8>, Vec<u8>) =
            (row.get(0)?, row.get(1)?, row.get(3)?);
        found.push((
            id(SpaceId::from_slice(&space), "space")?,
            id(DeviceTag::from_slice(&device), "device")?,
            row.get(2)?,
            id(FeedHead::from_slice(&head), "feed head")?,
        ));
    }
    Ok(found)
}
