//! Mail: space keys wrapped to devices, kept until their device has them.

use super::{Rows, StoreError, id};
use kith_domain::ids::{DeviceTag, KeyId, SpaceId};
use kith_domain::sealed::Wrap;
use kith_domain::wire::Lacking;
use rusqlite::params;

impl Rows<'_> {
    /// Keeps a wrap for its device, unless `sender` left one before; tells whether it is new.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn add_wrap(&self, sender: DeviceTag, wrap: &Wrap, time: i64) -> Result<bool, StoreError> {
        let added = self
            .db
            .prepare_cached(
                "INSERT OR IGNORE INTO wrap (community, device, space, key, sender, bytes, time)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                self.community,
                wrap.device.as_bytes(),
                wrap.space.as_bytes(),
                wrap.key.as_bytes(),
                sender.as_bytes(),
                wrap.bytes.as_slice(),
                time
            ])?;
        if added > 0 {
            self.db
                .prepare_cached(
                    "DELETE FROM lack
                     WHERE community = ?1 AND device = ?2 AND space = ?3 AND key = ?4",
                )?
                .execute(self.place(wrap.device, &wrap.space, &wrap.key))?;
        }
        Ok(added > 0)
    }

    /// At most `limit` wraps for `device` after number `after`, and the number of the last.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn wraps_for(
        &self,
        device: DeviceTag,
        after: u64,
        limit: u32,
    ) -> Result<(Vec<Wrap>, u64), StoreError> {
        let sql = "SELECT id, space, key, bytes FROM wrap
                   WHERE community = ?1 AND device = ?2 AND id > ?3 AND bytes IS NOT NULL
                   ORDER BY id LIMIT ?4";
        let mut statement = self.db.prepare_cached(sql)?;
        let mut rows = statement.query(params![self.community, device.as_bytes(), after, limit])?;
        let (mut wraps, mut last) = (Vec::new(), after);
        while let Some(row) = rows.next()? {
            last = row.get(0)?;
            wraps.push(Wrap {
                space: id(SpaceId::from_slice, row, 1)?,
                key: id(KeyId::from_slice, row, 2)?,
                device,
                bytes: row.get::<_, Vec<u8>>(3)?.into(),
            });
        }
        Ok((wraps, last))
    }

    /// Whether `device` has been handed wraps up to number `upto` whose bytes still lie here.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn has_delivered(&self, device: DeviceTag, upto: u64) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM wrap
                   WHERE community = ?1 AND device = ?2 AND id <= ?3 AND bytes IS NOT NULL";
        Ok(self
            .db
            .prepare_cached(sql)?
            .exists(params![self.community, device.as_bytes(), upto])?)
    }

    /// Drops the bytes of wraps their device has; that they were delivered stays known.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn drop_delivered(&self, device: DeviceTag, upto: u64) -> Result<(), StoreError> {
        self.db
            .prepare_cached(
                "UPDATE wrap SET bytes = NULL
                 WHERE community = ?1 AND device = ?2 AND id <= ?3 AND bytes IS NOT NULL",
            )?
            .execute(params![self.community, device.as_bytes(), upto])?;
        Ok(())
    }

    /// Whether a wrap of this key lies here for the device, or was delivered.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn is_wrapped(
        &self,
        device: DeviceTag,
        space: SpaceId,
        key: KeyId,
    ) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM wrap
                   WHERE community = ?1 AND device = ?2 AND space = ?3 AND key = ?4";
        let place = self.place(device, &space, &key);
        Ok(self.db.prepare_cached(sql)?.exists(place)?)
    }

    /// Whether a wrap of this key lies here that its device has not had yet, or the device said
    /// already that it lacks the key.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn awaits_wrap(
        &self,
        device: DeviceTag,
        space: SpaceId,
        key: KeyId,
    ) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM wrap
                   WHERE community = ?1 AND device = ?2 AND space = ?3 AND key = ?4
                      AND bytes IS NOT NULL
                   UNION ALL
                   SELECT 1 FROM lack
                   WHERE community = ?1 AND device = ?2 AND space = ?3 AND key = ?4";
        let place = self.place(device, &space, &key);
        Ok(self.db.prepare_cached(sql)?.exists(place)?)
    }

    /// Notes that a device lacks a key: what was delivered of it did not help.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn note_lack(
        &self,
        device: DeviceTag,
        space: SpaceId,
        key: KeyId,
    ) -> Result<(), StoreError> {
        for sql in [
            "DELETE FROM wrap WHERE community = ?1 AND device = ?2 AND space = ?3 AND key = ?4",
            "INSERT INTO lack (community, device, space, key) VALUES (?1, ?2, ?3, ?4)",
        ] {
            let place = self.place(device, &space, &key);
            self.db.prepare_cached(sql)?.execute(place)?;
        }
        Ok(())
    }

    /// Drops all wraps of a space's keys.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn drop_wraps(&self, space: SpaceId) -> Result<(), StoreError> {
        for sql in [
            "DELETE FROM wrap WHERE community = ?1 AND space = ?2",
            "DELETE FROM lack WHERE community = ?1 AND space = ?2",
        ] {
            self.db
                .prepare_cached(sql)?
                .execute(params![self.community, space.as_bytes()])?;
        }
        Ok(())
    }

    /// What devices said they lack.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn lacks(&self) -> Result<Vec<Lacking>, StoreError> {
        let sql = "SELECT space, key, device FROM lack WHERE community = ?1";
        let mut statement = self.db.prepare_cached(sql)?;
        let lacks = statement.query_map([self.community], |row| {
            Ok(Lacking {
                space: id(SpaceId::from_slice, row, 0)?,
                key: id(KeyId::from_slice, row, 1)?,
                device: id(DeviceTag::from_slice, row, 2)?,
            })
        })?;
        Ok(lacks.collect::<Result<_, _>>()?)
    }

    fn place<'a>(
        &'a self,
        device: DeviceTag,
        space: &'a SpaceId,
        key: &'a KeyId,
    ) -> (i64, [u8; DeviceTag::LEN], &'a [u8], &'a [u8]) {
        (self.community, device.0, space.as_bytes(), key.as_bytes())
    }
}
