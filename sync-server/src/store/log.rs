//! The log: one row an item, in the order in which it was sequenced.

use super::communities::{Head, Tag};
use super::{Rows, StoreError, id};
use kith_domain::hash;
use kith_domain::ids::SpaceId;
use kith_domain::roster::Entry;
use kith_domain::wire::LogItem;
use minicbor::bytes::{ByteArray, ByteSlice};
use rusqlite::{OptionalExtension, params, params_from_iter};
use std::collections::{BTreeMap, BTreeSet};

/// One row as a phone gets it.
#[derive(Debug)]
pub struct LogRow {
    /// Its position.
    pub position: u64,
    /// Position of the first row of its push.
    pub push: u64,
    /// Whose audience may read it.
    pub space: SpaceId,
    /// Whether it is a roster entry.
    pub is_entry: bool,
    /// The encoded [`LogItem`].
    pub bytes: Vec<u8>,
    /// The tag after it.
    pub tag: Tag,
}

const COLUMNS: &str =
    "SELECT position, push, space, kind, bytes, tag FROM log WHERE community = ?1";

fn log_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<LogRow> {
    Ok(LogRow {
        position: row.get(0)?,
        push: row.get(1)?,
        space: id(SpaceId::from_slice, row, 2)?,
        is_entry: row.get::<_, u32>(3)? == 0,
        bytes: row.get(4)?,
        tag: row.get(5)?,
    })
}

fn kind(item: &LogItem) -> u32 {
    match item {
        LogItem::Entry(_) => 0,
        LogItem::Document(_) => 1,
        LogItem::Change(_) => 2,
        LogItem::Head(_) => 3,
    }
}

impl Rows<'_> {
    /// Appends one item to the push whose first row is at `push`, and moves `head` on. The caller
    /// stores the head when the push is whole.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn append(
        &self,
        head: &mut Head,
        push: u64,
        space: SpaceId,
        item: &LogItem,
    ) -> Result<(), StoreError> {
        let bytes = hash::encode(item);
        let tag: Tag = hash::truncated(&(
            "kith log v1",
            ByteArray::from(head.tag),
            <&ByteSlice>::from(bytes.as_slice()),
        ))
        .unwrap_or_default();
        let position = head.position.saturating_add(1);
        self.db
            .prepare_cached("INSERT INTO log VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
            .execute(params![
                self.community,
                position,
                push,
                space.as_bytes(),
                kind(item),
                bytes,
                tag
            ])?;
        (head.position, head.tag) = (position, tag);
        Ok(())
    }

    /// The tag after the row at `position`; `None` beyond the log's end.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn tag_at(&self, position: u64) -> Result<Option<Tag>, StoreError> {
        if position == 0 {
            return Ok(Some(Tag::default()));
        }
        let sql = "SELECT tag FROM log WHERE community = ?1 AND position = ?2";
        Ok(self
            .db
            .prepare_cached(sql)?
            .query_row(params![self.community, position], |row| row.get(0))
            .optional()?)
    }

    /// All roster entries with their positions, in order.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn entries(&self) -> Result<Vec<(u64, Entry)>, StoreError> {
        let sql = "SELECT position, bytes FROM log WHERE community = ?1 AND kind = 0
                   ORDER BY position";
        let mut statement = self.db.prepare_cached(sql)?;
        let mut rows = statement.query([self.community])?;
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            let LogItem::Entry(entry) = hash::decode_exact(
                row.get_ref(1)?
                    .as_blob()
                    .map_err(|_| StoreError::Damaged("a roster entry"))?,
                "log item",
            )
            .map_err(|_| StoreError::Damaged("a roster entry"))?
            else {
                return Err(StoreError::Damaged("a roster entry"));
            };
            entries.push((row.get(0)?, *entry));
        }
        Ok(entries)
    }

    /// Hands `take` the rows after `position` in log order until it answers `false`; tells whether
    /// it saw them all.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn each_after(
        &self,
        position: u64,
        mut take: impl FnMut(LogRow) -> bool,
    ) -> Result<bool, StoreError> {
        let sql = format!("{COLUMNS} AND position > ?2 ORDER BY position");
        let mut statement = self.db.prepare_cached(&sql)?;
        for row in statement.query_map(params![self.community, position], log_row)? {
            if !take(row?) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The same for the rows of `spaces` from `after` (exclusive) to `until` (inclusive).
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn each_of_spaces(
        &self,
        spaces: &BTreeSet<SpaceId>,
        (after, until): (u64, u64),
        mut take: impl FnMut(LogRow) -> bool,
    ) -> Result<bool, StoreError> {
        let places = vec!["?"; spaces.len()].join(", ");
        let sql = format!(
            "{COLUMNS} AND position > ?2 AND position <= ?3 AND space IN ({places})
             ORDER BY position"
        );
        let mut statement = self.db.prepare(&sql)?;
        let numbers: [&dyn rusqlite::ToSql; 3] = [&self.community, &after, &until];
        let ids: Vec<&[u8]> = spaces.iter().map(SpaceId::as_bytes).collect();
        let all = numbers
            .into_iter()
            .chain(ids.iter().map(|id| id as &dyn rusqlite::ToSql));
        for row in statement.query_map(params_from_iter(all), log_row)? {
            if !take(row?) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// How many rows each space has after `after` up to `until`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn count(&self, after: u64, until: u64) -> Result<BTreeMap<SpaceId, u32>, StoreError> {
        let sql = "SELECT space, count(*) FROM log
                   WHERE community = ?1 AND position > ?2 AND position <= ?3 GROUP BY space";
        let mut statement = self.db.prepare_cached(sql)?;
        let counts = statement.query_map(params![self.community, after, until], |row| {
            Ok((id(SpaceId::from_slice, row, 0)?, row.get(1)?))
        })?;
        Ok(counts.collect::<Result<_, _>>()?)
    }
}
