//! Where devices are woken: at most one endpoint a device, as it last named it.

use super::{Rows, StoreError, id};
use kith_domain::ids::DeviceTag;
use rusqlite::{Connection, OptionalExtension, params};

/// A device's endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Whose.
    pub device: DeviceTag,
    /// Where.
    pub url: String,
    /// Server time when the device last named it.
    pub time: i64,
}

/// What happens to a device's endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// From now on it is this.
    Keep(DeviceTag, String),
    /// It has none any more.
    Forget(DeviceTag),
    /// It has none any more, if it is still this.
    ForgetThis(DeviceTag, String),
}

/// How many endpoints there are in all communities.
///
/// # Errors
/// [`StoreError`].
pub fn count(db: &Connection) -> Result<u64, StoreError> {
    let mut statement = db.prepare_cached("SELECT count(*) FROM endpoint")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

impl Rows<'_> {
    /// Every device's endpoint.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn endpoints(&self) -> Result<Vec<Endpoint>, StoreError> {
        let sql = "SELECT device, url, time FROM endpoint WHERE community = ?1";
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map([self.community], |row| {
            Ok(Endpoint {
                device: id(DeviceTag::from_slice, row, 0)?,
                url: row.get(1)?,
                time: row.get(2)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// One device's endpoint and when it last named it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn endpoint(&self, device: DeviceTag) -> Result<Option<(String, i64)>, StoreError> {
        let sql = "SELECT url, time FROM endpoint WHERE community = ?1 AND device = ?2";
        let mut statement = self.db.prepare_cached(sql)?;
        Ok(statement
            .query_row(params![self.community, device.as_bytes()], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?)
    }

    /// Keeps an endpoint, or lets go of one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn change_endpoint(&self, change: &Change, now: i64) -> Result<(), StoreError> {
        const KEEP: &str = "INSERT OR REPLACE INTO endpoint (community, device, url, time)
             VALUES (?1, ?2, ?3, ?4)";
        const FORGET: &str = "DELETE FROM endpoint WHERE community = ?1 AND device = ?2
             AND (?3 IS NULL OR url = ?3)";
        let (device, url) = match change {
            Change::Keep(device, url) => {
                let kept = params![self.community, device.as_bytes(), url, now];
                self.db.prepare_cached(KEEP)?.execute(kept)?;
                return Ok(());
            }
            Change::Forget(device) => (device, None),
            Change::ForgetThis(device, url) => (device, Some(url)),
        };
        let forgotten = params![self.community, device.as_bytes(), url];
        self.db.prepare_cached(FORGET)?.execute(forgotten)?;
        Ok(())
    }
}
