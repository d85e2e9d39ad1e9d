//! Who asks to be let in, kept until a coordinator said yes or their time is over.

use super::{Rows, StoreError};
use kith_domain::hash::{decode_exact, encode};
use kith_domain::ids::DeviceTag;
use kith_domain::poster::Knock;
use rusqlite::params;

impl Rows<'_> {
    /// Those who wait, longest first, each with the server time when they came.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn knocks(&self) -> Result<Vec<(DeviceTag, Knock, i64)>, StoreError> {
        let sql = "SELECT bytes, time FROM knock WHERE community = ?1 ORDER BY time, device";
        let mut statement = self.db.prepare_cached(sql)?;
        let mut rows = statement.query([self.community])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let knock: Knock = decode_exact(&row.get::<_, Vec<u8>>(0)?, "knock")
                .map_err(|_| StoreError::Damaged("somebody's asking to be let in"))?;
            if let Some((device, _)) = knock.by() {
                found.push((device.tag(), knock, row.get(1)?));
            }
        }
        Ok(found)
    }

    /// Keeps one; who waits already keeps their place.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn add_knock(&self, device: DeviceTag, knock: &Knock, time: i64) -> Result<(), StoreError> {
        let sql = "INSERT INTO knock (community, device, bytes, time) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT DO UPDATE SET bytes = excluded.bytes";
        let bytes = encode(knock);
        self.db.prepare_cached(sql)?.execute(params![
            self.community,
            device.as_bytes(),
            bytes,
            time
        ])?;
        Ok(())
    }

    /// Lets one go.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn drop_knock(&self, device: DeviceTag) -> Result<(), StoreError> {
        let sql = "DELETE FROM knock WHERE community = ?1 AND device = ?2";
        self.db
            .prepare_cached(sql)?
            .execute(params![self.community, device.as_bytes()])?;
        Ok(())
    }
}
