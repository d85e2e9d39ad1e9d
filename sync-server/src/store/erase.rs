//! Erasing: what documents say goes; places and hashes stay, so that feeds verify.

use super::{Rows, StoreError};
use kith_domain::hash::{decode_exact, encode};
use kith_domain::ids::{ChangeHash, DeviceTag, DocumentId, SpaceId};
use kith_domain::wire::{FedChange, LogItem};
use rusqlite::params;

/// An empty clock, as the index writes one.
fn no_clock() -> Vec<u8> {
    encode(&Vec::<(DeviceTag, u32)>::new())
}

impl Rows<'_> {
    /// Drops what a document of `space` says, or all documents of it; the log keeps their places.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn erase(&self, space: SpaceId, document: Option<DocumentId>) -> Result<(), StoreError> {
        const DAMAGED: StoreError = StoreError::Damaged("a change in the log");
        let mut places: Vec<(u64, Vec<u8>)> = Vec::new();
        {
            let sql = "SELECT position, bytes FROM log
                       WHERE community = ?1 AND space = ?2 AND kind = 2";
            let mut statement = self.db.prepare(sql)?;
            let mut rows = statement.query(params![self.community, space.as_bytes()])?;
            while let Some(row) = rows.next()? {
                let bytes: Vec<u8> = row.get(1)?;
                let item: LogItem = decode_exact(&bytes, "log item").map_err(|_| DAMAGED)?;
                let LogItem::Change(fed) = item else {
                    return Err(DAMAGED);
                };
                if document.is_none_or(|document| document == fed.document) {
                    let place = fed.erased().ok_or(DAMAGED)?;
                    places.push((row.get(0)?, encode(&LogItem::Change(place))));
                }
            }
        }
        for (position, bytes) in places {
            let sql = "UPDATE log SET bytes = ?3 WHERE community = ?1 AND position = ?2";
            let place = params![self.community, position, bytes];
            self.db.prepare_cached(sql)?.execute(place)?;
        }
        let these = match document {
            Some(_) => "= ?2",
            None => "IN (SELECT id FROM document WHERE community = ?1 AND space = ?2)",
        };
        let which = document.map_or(space.as_bytes().to_vec(), |d| d.as_bytes().to_vec());
        for sql in [
            format!("DELETE FROM op WHERE community = ?1 AND document {these}"),
            format!("DELETE FROM drawer WHERE community = ?1 AND document {these}"),
            format!("UPDATE document SET facts = 0, bytes = 0 WHERE community = ?1 AND id {these}"),
        ] {
            self.db.execute(&sql, params![self.community, which])?;
        }
        self.db.execute(
            &format!("UPDATE change SET clock = ?3 WHERE community = ?1 AND document {these}"),
            params![self.community, which, no_clock()],
        )?;
        Ok(())
    }

    /// Takes the place of a change whose document is erased into the index.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn add_place(
        &self,
        space: SpaceId,
        fed: &FedChange,
        hash: ChangeHash,
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO change VALUES (?1, ?2, ?3, ?4, ?5, ?6, x'', 0, 0, ?7)";
        self.db.prepare_cached(sql)?.execute(params![
            self.community,
            fed.document.as_bytes(),
            hash.as_bytes(),
            space.as_bytes(),
            fed.device.as_bytes(),
            fed.n,
            no_clock()
        ])?;
        Ok(())
    }
}
