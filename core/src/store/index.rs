//! The guard's index of one document, over the tables `change`, `op` and `drawer`.

use crate::error::Error;
use crate::store::{id, own};
use kith_domain::guard::{ChangeMeta, DocumentSize, Index, OpMeta, Stand, Writer};
use kith_domain::ids::{Actor, ChangeHash, CommunityId, DeviceTag, DocumentId, OpId};
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

/// A column of bytes, read where it lies.
fn bytes<'r>(row: &'r Row<'_>, column: usize) -> Result<&'r [u8], Error> {
    let wrong = |e: rusqlite::types::FromSqlError| Error::Inconsistent(e.to_string());
    row.get_ref(column)?.as_blob().map_err(wrong)
}

impl Index for DocumentIndex<'_> {
    type Error = Error;

    fn change(&self, hash: &ChangeHash) -> Result<Option<ChangeMeta>, Error> {
        let mut statement = self.db.prepare_cached(
            "SELECT actor, seq, max_op, device, n, clock FROM change
             WHERE community = ?1 AND document = ?2 AND hash = ?3",
        )?;
        let mut rows = statement.query(params![
            self.community.as_bytes(),
            self.document.as_bytes(),
            hash.as_bytes()
        ])?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        Ok(Some(ChangeMeta {
            actor: id(Actor::from_slice(bytes(row, 0)?), "actor")?,
            seq: row.get(1)?,
            max_op: row.get(2)?,
            device: id(DeviceTag::from_slice(bytes(row, 3)?), "device")?,
            n: row.get(4)?,
            clock: own(bytes(row, 5)?, "clock")?,
        }))
    }

    fn op(&self, op: &OpId) -> Result<Option<OpMeta>, Error> {
        let mut statement = self.db.prepare_cached(
            "SELECT op.key, change.device, change.n FROM op
             JOIN change ON change.community = op.community
                AND change.document = op.document AND change.hash = op.change
             WHERE op.community = ?1 AND op.document = ?2 AND op.counter = ?3 AND op.actor = ?4",
        )?;
        let mut rows = statement.query(params![
            self.community.as_bytes(),
            self.document.as_bytes(),
            op.counter,
            op.actor.0
        ])?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        Ok(Some(OpMeta {
            key: row.get(0)?,
            device: id(DeviceTag::from_slice(bytes(row, 1)?), "device")?,
            n: row.get(2)?,
        }))
    }

    fn stand(&self, writer: &Writer) -> Result<Stand, Error> {
        // One question for all: seven small ones a change were most of what the guard cost.
        let found = self
            .db
            .prepare_cached(
                "SELECT facts, size,
                    (SELECT max(n) FROM change
                     WHERE community = ?1 AND device = ?3 AND document = ?2),
                    (SELECT max(seq) FROM change
                     WHERE community = ?1 AND document = ?2 AND actor = ?4),
                    (SELECT sequenced + ?6 * unsent FROM drawer
                     WHERE community = ?1 AND document = ?2 AND member = ?5)
                 FROM document WHERE community = ?1 AND id = ?2",
            )?
            .query_row(
                params![
                    self.community.as_bytes(),
                    self.document.as_bytes(),
                    writer.device.as_bytes(),
                    writer.actor.0,
                    writer.member.as_bytes(),
                    self.own
                ],
                |row| {
                    Ok(Stand {
                        size: DocumentSize {
                            facts: row.get(0)?,
                            bytes: row.get(1)?,
                        },
                        last_n: row.get::<_, Option<u32>>(2)?.unwrap_or(0),
                        last_seq: row.get::<_, Option<u64>>(3)?.unwrap_or(0),
                        drawer_bytes: row.get::<_, Option<u64>>(4)?.unwrap_or(0),
                    })
                },
            )
            .optional()?;
        Ok(found.unwrap_or_default())
    }
}
