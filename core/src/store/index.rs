//! The guard's index of one document, over the tables `change`, `op` and `drawer`.

use crate::error::Error;
use crate::store::{id, own};
use kith_domain::guard::{ChangeMeta, DocumentSize, Index, OpMeta};
use kith_domain::ids::{Actor, ChangeHash, CommunityId, DeviceTag, DocumentId, MemberId, OpId};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// One document of one community.
pub struct DocumentIndex<'a> {
    /// The database.
    pub db: &'a Connection,
    /// The community.
    pub community: CommunityId,
    /// The document.
    pub document: DocumentId,
    /// Whether quotas count this phone's unsent facts too: only for its own new ones.
    pub own: bool,
}

fn bytes(row: &Row<'_>, column: usize) -> Result<Vec<u8>, rusqlite::Error> {
    row.get(column)
}

impl Index for DocumentIndex<'_> {
    type Error = Error;

    fn change(&self, hash: &ChangeHash) -> Result<Option<ChangeMeta>, Error> {
        let found = self
            .db
            .prepare_cached(
                "SELECT actor, seq, max_op, device, n, clock FROM change
                 WHERE community = ?1 AND document = ?2 AND hash = ?3",
            )?
            .query_row(
                params![
                    self.community.as_bytes(),
                    self.document.as_bytes(),
                    hash.as_bytes()
                ],
                |row| {
                    Ok((
                        bytes(row, 0)?,
                        row.get::<_, u64>(1)?,
                        row.get::<_, u64>(2)?,
                        bytes(row, 3)?,
                        row.get::<_, u32>(4)?,
                        bytes(row, 5)?,
                    ))
                },
            )
            .optional()?;
        let Some((actor, seq, max_op, device, n, clock)) = found else {
            return Ok(None);
        };
        Ok(Some(ChangeMeta {
            actor: id(Actor::from_slice(&actor), "actor")?,
            seq,
            max_op,
            device: id(DeviceTag::from_slice(&device), "device")?,
            n,
            clock: own(&clock, "clock")?,
        }))
    }

    fn op(&self, op: &OpId) -> Result<Option<OpMeta>, Error> {
        let found = self
            .db
            .prepare_cached(
                "SELECT op.key, change.device, change.n FROM op
                 JOIN change ON change.community = op.community
                    AND change.document = op.document AND change.hash = op.change
                 WHERE op.community = ?1 AND op.document = ?2 AND op.counter = ?3 AND op.actor = ?4",
            )?
            .query_row(
                params![
                    self.community.as_bytes(),
                    self.document.as_bytes(),
                    op.counter,
                    op.actor.0.to_vec()
                ],
                |row| Ok((row.get::<_, String>(0)?, bytes(row, 1)?, row.get::<_, u32>(2)?)),
            )
            .optional()?;
        let Some((key, device, n)) = found else {
            return Ok(None);
        };
        Ok(Some(OpMeta {
            key,
            device: id(DeviceTag::from_slice(&device), "device")?,
            n,
        }))
    }

    fn last_of_actor(&self, actor: &Actor) -> Result<Option<(u64, ChangeHash)>, Error> {
        let found = self
            .db
            .prepare_cached(
                "SELECT seq, hash FROM change
                 WHERE community = ?1 AND document = ?2 AND actor = ?3
                 ORDER BY seq DESC LIMIT 1",
            )?
            .query_row(
                params![
                    self.community.as_bytes(),
                    self.document.as_bytes(),
                    actor.0.to_vec()
                ],
                |row| Ok((row.get::<_, u64>(0)?, bytes(row, 1)?)),
            )
            .optional()?;
        found
            .map(|(seq, hash)| Ok((seq, id(ChangeHash::from_slice(&hash), "hash")?)))
            .transpose()
    }

    fn last_of_device(&self, device: DeviceTag) -> Result<Option<(u32, ChangeHash)>, Error> {
        let found = self
            .db
            .prepare_cached(
                "SELECT n, hash FROM change
                 WHERE community = ?1 AND device = ?2 AND document = ?3
                 ORDER BY n DESC LIMIT 1",
            )?
            .query_row(
                params![
                    self.community.as_bytes(),
                    device.as_bytes(),
                    self.document.as_bytes()
                ],
                |row| Ok((row.get::<_, u32>(0)?, bytes(row, 1)?)),
            )
            .optional()?;
        found
            .map(|(n, hash)| Ok((n, id(ChangeHash::from_slice(&hash), "hash")?)))
            .transpose()
    }

    fn drawer_bytes(&self, member: MemberId) -> Result<u64, Error> {
        let found = self
            .db
            .prepare_cached(
                "SELECT sequenced, unsent FROM drawer
                 WHERE community = ?1 AND document = ?2 AND member = ?3",
            )?
            .query_row(
                params![
                    self.community.as_bytes(),
                    self.document.as_bytes(),
                    member.as_bytes()
                ],
                |row| Ok((row.get::<_, u64>(0)?, row.get::<_, u64>(1)?)),
            )
            .optional()?;
        Ok(found.map_or(0, |(sequenced, unsent)| {
            if self.own {
                sequenced.saturating_add(unsent)
            } else {
                sequenced
            }
        }))
    }

    fn size(&self) -> Result<DocumentSize, Error> {
        Ok(self
            .db
            .prepare_cached("SELECT facts, size FROM document WHERE community = ?1 AND id = ?2")?
            .query_row(
                params![self.community.as_bytes(), self.document.as_bytes()],
                |row| {
                    Ok(DocumentSize {
                        facts: row.get(0)?,
                        bytes: row.get(1)?,
                    })
                },
            )
            .optional()?
            .unwrap_or_default())
    }
}
