//! The communities' rows: where each log ends, and whether it is being recovered.

use super::{Rows, StoreError, id};
use kith_domain::ids::{CommunityId, DeviceTag};
use rusqlite::{Connection, OptionalExtension, params};

/// Eight bytes over all rows of a log up to one: two logs with one tag at one position are one log.
pub type Tag = [u8; 8];

/// Where a community's log ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Number of the community's row.
    pub row: i64,
    /// Position of the last row; 0 while the log is empty.
    pub position: u64,
    /// The tag after it.
    pub tag: Tag,
    /// How many recoveries there were.
    pub epoch: u32,
    /// Whether one is under way.
    pub recovering: bool,
}

/// The head of a community's log; `None` if it is not here.
///
/// # Errors
/// [`StoreError`].
pub fn head(db: &Connection, community: CommunityId) -> Result<Option<Head>, StoreError> {
    let sql = "SELECT community, position, tag, epoch, recovering FROM community WHERE id = ?1";
    Ok(db
        .prepare_cached(sql)?
        .query_row([community.as_bytes()], |row| {
            Ok(Head {
                row: row.get(0)?,
                position: row.get(1)?,
                tag: row.get(2)?,
                epoch: row.get(3)?,
                recovering: row.get(4)?,
            })
        })
        .optional()?)
}

/// Makes room for a new community.
///
/// # Errors
/// [`StoreError`].
pub fn begin(
    db: &Connection,
    community: CommunityId,
    recovering: bool,
) -> Result<Head, StoreError> {
    let head = Head {
        row: 0,
        position: 0,
        tag: Tag::default(),
        epoch: u32::from(recovering),
        recovering,
    };
    db.execute(
        "INSERT INTO community (id, position, tag, epoch, recovering) VALUES (?1, 0, ?2, ?3, ?4)",
        params![community.as_bytes(), head.tag, head.epoch, recovering],
    )?;
    Ok(Head {
        row: db.last_insert_rowid(),
        ..head
    })
}

/// Writes where the log ends now.
///
/// # Errors
/// [`StoreError`].
pub fn set_head(db: &Connection, head: &Head) -> Result<(), StoreError> {
    db.prepare_cached(
        "UPDATE community SET position = ?2, tag = ?3, epoch = ?4, recovering = ?5
         WHERE community = ?1",
    )?
    .execute(params![
        head.row,
        head.position,
        head.tag,
        head.epoch,
        head.recovering
    ])?;
    Ok(())
}

/// Begins or ends the recovery of every community at the operator's word; returns how many changed.
///
/// # Errors
/// [`StoreError`].
pub fn recover_all(db: &Connection, begin: bool) -> Result<usize, StoreError> {
    db.execute("DELETE FROM given_back", [])?;
    Ok(db.execute(
        "UPDATE community SET recovering = ?1, epoch = epoch + ?1 WHERE recovering <> ?1",
        [begin],
    )?)
}

impl Rows<'_> {
    /// Forgets which devices have given back.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn forget_given_back(&self) -> Result<(), StoreError> {
        self.db.execute(
            "DELETE FROM given_back WHERE community = ?1",
            [self.community],
        )?;
        Ok(())
    }

    /// Notes that the device has given back all it can.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn note_given_back(&self, device: DeviceTag) -> Result<(), StoreError> {
        self.db
            .prepare_cached("INSERT OR REPLACE INTO given_back VALUES (?1, ?2, 1)")?
            .execute(params![self.community, device.as_bytes()])?;
        Ok(())
    }

    /// Devices that pushed since `since` and have not given back all they hold.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn awaited(&self, since: i64) -> Result<Vec<DeviceTag>, StoreError> {
        let sql = "SELECT DISTINCT device FROM feed WHERE community = ?1 AND time >= ?2
             AND device NOT IN (SELECT device FROM given_back WHERE community = ?1 AND done = 1)";
        let mut statement = self.db.prepare_cached(sql)?;
        let devices = statement.query_map(params![self.community, since], |row| {
            id(DeviceTag::from_slice, row, 0)
        })?;
        Ok(devices.collect::<Result<_, _>>()?)
    }
}
