//! What the guard must know: documents, changes, ops and drawers.

use super::held::{Held, Place, Sums};
use super::{Rows, StoreError, id};
use kith_domain::document::DocumentName;
use kith_domain::facts::Clock;
use kith_domain::guard::{ChangeMeta, Checked, DocumentSize, Index, OpMeta, Stand, Writer};
use kith_domain::ids::{Actor, ChangeHash, DeviceTag, DocumentId, OpId, SpaceId};
use kith_domain::wire::FedChange;
use rusqlite::{OptionalExtension, Row, params};
use std::cell::RefCell;

/// One document, as the guard asks about it.
#[derive(Debug, Clone, Copy)]
pub struct DocumentIndex<'a> {
    /// The community's rows.
    pub rows: Rows<'a>,
    /// The document.
    pub document: DocumentId,
    /// What is in memory.
    pub held: &'a RefCell<Held>,
}

impl DocumentIndex<'_> {
    fn place(&self) -> Place {
        (self.rows.community, self.document)
    }
}

fn actor(row: &Row<'_>, column: usize) -> rusqlite::Result<Actor> {
    id(Actor::from_slice, row, column)
}

fn clock_bytes(clock: &Clock) -> Vec<u8> {
    let pairs: Vec<(DeviceTag, u32)> = clock.iter().map(|(device, n)| (*device, *n)).collect();
    kith_domain::hash::encode(&pairs)
}

fn clock(row: &Row<'_>, column: usize) -> rusqlite::Result<Clock> {
    let pairs: Vec<(DeviceTag, u32)> = minicbor::decode(row.get_ref(column)?.as_blob()?)
        .map_err(|e| rusqlite::types::FromSqlError::Other(Box::new(e)))?;
    Ok(pairs.into_iter().collect())
}

impl Index for DocumentIndex<'_> {
    type Error = StoreError;

    fn change(&self, hash: &ChangeHash) -> Result<Option<ChangeMeta>, StoreError> {
        if let Some(held) = self.held.borrow().change(self.place(), hash) {
            return Ok(Some(held.clone()));
        }
        let sql = "SELECT actor, seq, max_op, device, n, clock FROM change
                   WHERE community = ?1 AND document = ?2 AND hash = ?3";
        Ok(self
            .rows
            .db
            .prepare_cached(sql)?
            .query_row(
                params![
                    self.rows.community,
                    self.document.as_bytes(),
                    hash.as_bytes()
                ],
                |row| {
                    Ok(ChangeMeta {
                        actor: actor(row, 0)?,
                        seq: row.get(1)?,
                        max_op: row.get(2)?,
                        device: id(DeviceTag::from_slice, row, 3)?,
                        n: row.get(4)?,
                        clock: clock(row, 5)?,
                    })
                },
            )
            .optional()?)
    }

    fn op(&self, op: &OpId) -> Result<Option<OpMeta>, StoreError> {
        if let Some(held) = self.held.borrow().op(self.place(), op) {
            return Ok(Some(held.clone()));
        }
        let sql = "SELECT key, device, n FROM op
                   WHERE community = ?1 AND document = ?2 AND counter = ?3 AND actor = ?4";
        Ok(self
            .rows
            .db
            .prepare_cached(sql)?
            .query_row(
                params![
                    self.rows.community,
                    self.document.as_bytes(),
                    op.counter,
                    op.actor.0
                ],
                |row| {
                    Ok(OpMeta {
                        key: row.get(0)?,
                        device: id(DeviceTag::from_slice, row, 1)?,
                        n: row.get(2)?,
                    })
                },
            )
            .optional()?)
    }

    fn stand(&self, writer: &Writer) -> Result<Stand, StoreError> {
        if let Some(stand) = self.held.borrow().stand(self.place(), writer) {
            return Ok(stand);
        }
        // One question for all: seven small ones a change were most of what the guard cost.
        let sql = "SELECT facts, bytes,
                      (SELECT max(n) FROM actor
                       WHERE community = ?1 AND document = ?2 AND actor BETWEEN ?3 AND ?4),
                      (SELECT seq FROM actor
                       WHERE community = ?1 AND document = ?2 AND actor = ?5),
                      (SELECT bytes FROM drawer
                       WHERE community = ?1 AND document = ?2 AND member = ?6)
                   FROM document WHERE community = ?1 AND id = ?2";
        let of_device = [0, u8::MAX].map(|byte| Actor::new(writer.device, [byte; 4]).0);
        let [first, last] = of_device;
        let found = self
            .rows
            .db
            .prepare_cached(sql)?
            .query_row(
                params![
                    self.rows.community,
                    self.document.as_bytes(),
                    first,
                    last,
                    writer.actor.0,
                    writer.member.as_bytes()
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
        let stand = found.unwrap_or_default();
        Ok(self.held.borrow_mut().keep(self.place(), writer, stand))
    }
}

impl Rows<'_> {
    /// The name of a document that is here.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn document(&self, document: DocumentId) -> Result<Option<DocumentName>, StoreError> {
        let sql = "SELECT space, kind, name FROM document WHERE community = ?1 AND id = ?2";
        Ok(self
            .db
            .prepare_cached(sql)?
            .query_row(params![self.community, document.as_bytes()], |row| {
                Ok(DocumentName {
                    space: id(SpaceId::from_slice, row, 0)?,
                    kind: row.get(1)?,
                    name: row.get(2)?,
                })
            })
            .optional()?)
    }

    /// Makes a document known.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn add_document(&self, name: &DocumentName) -> Result<(), StoreError> {
        self.db
            .prepare_cached(
                "INSERT INTO document (community, id, space, kind, name)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                self.community,
                name.id().as_bytes(),
                name.space.as_bytes(),
                name.kind,
                name.name
            ])?;
        Ok(())
    }

    /// Takes a change that the guard has passed into the index; [`Rows::set_sums`] follows when the
    /// push is whole.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn add_change(
        &self,
        space: SpaceId,
        fed: &FedChange,
        checked: &Checked,
        held: &mut Held,
    ) -> Result<(), StoreError> {
        let (document, device) = (fed.document.as_bytes(), fed.device.as_bytes());
        self.db
            .prepare_cached("INSERT INTO change VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")?
            .execute(params![
                self.community,
                document,
                checked.hash.as_bytes(),
                space.as_bytes(),
                device,
                fed.n,
                checked.actor.0,
                checked.seq,
                checked.max_op,
                clock_bytes(&checked.clock)
            ])?;
        let mut op = self
            .db
            .prepare_cached("INSERT INTO op VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
        for put in &checked.puts {
            op.execute(params![
                self.community,
                document,
                put.op.counter,
                put.op.actor.0,
                put.key.to_string(),
                device,
                fed.n
            ])?;
        }
        held.add((self.community, fed.document), fed.device, fed.n, checked);
        Ok(())
    }

    /// Writes what a push has made of the sums of a document.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn set_sums(&self, document: DocumentId, sums: &Sums) -> Result<(), StoreError> {
        let document = document.as_bytes();
        for (member, bytes) in &sums.drawers {
            let sql = "INSERT INTO drawer VALUES (?1, ?2, ?3, ?4)
                       ON CONFLICT DO UPDATE SET bytes = excluded.bytes";
            let drawer = params![self.community, document, member.as_bytes(), bytes];
            self.db.prepare_cached(sql)?.execute(drawer)?;
        }
        for (actor, n, seq) in &sums.actors {
            let sql = "INSERT INTO actor VALUES (?1, ?2, ?3, ?4, ?5)
                       ON CONFLICT DO UPDATE SET n = excluded.n, seq = excluded.seq";
            let actor = params![self.community, document, actor.0, n, seq];
            self.db.prepare_cached(sql)?.execute(actor)?;
        }
        let sql = "UPDATE document SET facts = ?3, bytes = ?4 WHERE community = ?1 AND id = ?2";
        let DocumentSize { facts, bytes } = sums.size;
        self.db
            .prepare_cached(sql)?
            .execute(params![self.community, document, facts, bytes])?;
        Ok(())
    }
}
