//! Feeds: where each device's chain of changes stands in each space.

use super::{Rows, StoreError, id};
use kith_domain::ids::{ChangeHash, DeviceTag, DocumentId, FeedHead, SpaceId};
use rusqlite::{OptionalExtension, params};

/// Where one feed stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feed {
    /// The space.
    pub space: SpaceId,
    /// The device.
    pub device: DeviceTag,
    /// The last number sequenced.
    pub n: u32,
    /// The head after it.
    pub head: FeedHead,
}

impl Rows<'_> {
    /// A device's feed in a space; `None` when it has written nothing there.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn feed(&self, space: SpaceId, device: DeviceTag) -> Result<Option<Feed>, StoreError> {
        let sql = "SELECT space, device, n, head FROM feed
                   WHERE community = ?1 AND space = ?2 AND device = ?3";
        Ok(self
            .db
            .prepare_cached(sql)?
            .query_row(
                params![self.community, space.as_bytes(), device.as_bytes()],
                feed,
            )
            .optional()?)
    }

    /// Every feed of a space, by device.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn feeds(&self, space: SpaceId) -> Result<Vec<Feed>, StoreError> {
        let sql = "SELECT space, device, n, head FROM feed 
                   WHERE community = ?1 AND space = ?2 ORDER BY device";
        let mut statement = self.db.prepare_cached(sql)?;
        let feeds = statement.query_map(params![self.community, space.as_bytes()], feed)?;
        Ok(feeds.collect::<Result<_, _>>()?)
    }

    /// Writes where a feed stands now.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn set_feed(&self, feed: &Feed, time: i64) -> Result<(), StoreError> {
        self.db
            .prepare_cached(
                "INSERT INTO feed VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT DO UPDATE SET n = excluded.n, head = excluded.head,
                                           time = excluded.time",
            )?
            .execute(params![
                self.community,
                feed.space.as_bytes(),
                feed.device.as_bytes(),
                feed.n,
                feed.head.as_bytes(),
                time
            ])?;
        Ok(())
    }

    /// The documents that a feed's changes after number `n` are in, with how many each.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn fed_after(
        &self,
        (space, device): (SpaceId, DeviceTag),
        n: u32,
    ) -> Result<Vec<(DocumentId, u32)>, StoreError> {
        let sql = "SELECT document, count(*) FROM change
                   WHERE community = ?1 AND space = ?2 AND device = ?3 AND n > ?4 GROUP BY document";
        let place = params![self.community, space.as_bytes(), device.as_bytes(), n];
        let mut statement = self.db.prepare_cached(sql)?;
        let documents = statement.query_map(place, |row| {
            Ok((id(DocumentId::from_slice, row, 0)?, row.get(1)?))
        })?;
        Ok(documents.collect::<Result<_, _>>()?)
    }

    /// What stands at a number of a feed.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn fed(
        &self,
        space: SpaceId,
        device: DeviceTag,
        n: u32,
    ) -> Result<Option<(DocumentId, ChangeHash)>, StoreError> {
        let sql = "SELECT document, hash FROM change
                   WHERE community = ?1 AND space = ?2 AND device = ?3 AND n = ?4";
        Ok(self
            .db
            .prepare_cached(sql)?
            .query_row(
                params![self.community, space.as_bytes(), device.as_bytes(), n],
                |row| {
                    Ok((
                        id(DocumentId::from_slice, row, 0)?,
                        id(ChangeHash::from_slice, row, 1)?,
                    ))
                },
            )
            .optional()?)
    }
}

fn feed(row: &rusqlite::Row<'_>) -> rusqlite::Result<Feed> {
    Ok(Feed {
        space: id(SpaceId::from_slice, row, 0)?,
        device: id(DeviceTag::from_slice, row, 1)?,
        n: row.get(2)?,
        head: id(FeedHead::from_slice, row, 3)?,
    })
}
