//! The read model's two tables: rows for screens, postings for balances.

use crate::error::Error;
use kith_domain::hours::Posting;
use kith_domain::ids::{CommunityId, DocumentId, MemberId};
use rusqlite::{Connection, params};
use serde::Serialize;
use std::collections::BTreeMap;

/// One thing a screen shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Which screen.
    pub screen: &'static str,
    /// Its id there.
    pub id: String,
    /// Where it stands in its list; what a list can be narrowed to stands first.
    pub sort: String,
    /// How many lines of the list it stands for.
    pub lines: usize,
    /// JSON.
    pub body: String,
}

/// Which rows of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// How many to leave out from the top.
    pub offset: u32,
    /// How many at most.
    pub limit: u32,
}

impl Part {
    /// The whole list.
    pub const ALL: Self = Self {
        offset: 0,
        limit: u32::MAX,
    };

    /// The first rows.
    #[must_use]
    pub fn first(limit: u32) -> Self {
        Self { offset: 0, limit }
    }
}

/// A part of a list, and how long the whole is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Listed<T> {
    /// The rows asked for, in the list's order.
    pub rows: Vec<T>,
    /// How many lines the whole list has.
    pub total: usize,
}

/// Which end of a list comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum First {
    /// The lowest.
    Lowest,
    /// The highest.
    Highest,
}

/// Puts a document's rows in place of those it had.
pub fn replace(
    db: &Connection,
    community: CommunityId,
    document: DocumentId,
    rows: &[Row],
    postings: &[Posting],
) -> Result<(), Error> {
    db.prepare_cached("DELETE FROM row WHERE community = ?1 AND document = ?2")?
        .execute(params![community.as_bytes(), document.as_bytes()])?;
    db.prepare_cached("DELETE FROM posting WHERE community = ?1 AND document = ?2")?
        .execute(params![community.as_bytes(), document.as_bytes()])?;
    for row in rows {
        db.prepare_cached(
            "INSERT OR REPLACE INTO row (community, screen, id, document, sort, lines, body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            community.as_bytes(),
            row.screen,
            row.id,
            document.as_bytes(),
            row.sort,
            i64::try_from(row.lines).unwrap_or(i64::MAX),
            row.body
        ])?;
    }
    for posting in postings {
        db.prepare_cached(
            "INSERT INTO posting (community, document, version, member, minutes)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            community.as_bytes(),
            document.as_bytes(),
            posting.version.to_string(),
            posting.member.as_bytes(),
            posting.minutes
        ])?;
    }
    Ok(())
}

/// The JSON of every row of a screen, in id order.
pub fn screen(
    db: &Connection,
    community: CommunityId,
    screen: &str,
) -> Result<Vec<(String, String)>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT id, body FROM row WHERE community = ?1 AND screen = ?2 ORDER BY id",
    )?;
    let rows = statement.query_map(params![community.as_bytes(), screen], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Ids and JSON of some rows of a screen, those whose `sort` begins with `within`, in its order.
///
/// # Errors
/// The disk's own.
pub fn part(
    db: &Connection,
    community: CommunityId,
    screen: &str,
    (within, first): (&str, First),
    part: Part,
) -> Result<Listed<(String, String)>, Error> {
    // Above every text that begins with `within`.
    let beyond = format!("{within}\u{10ffff}");
    let mut statement = db.prepare_cached(match first {
        First::Lowest => {
            "SELECT id, body FROM row INDEXED BY row_sort
             WHERE community = ?1 AND screen = ?2 AND sort >= ?3 AND sort < ?4
             ORDER BY sort LIMIT ?5 OFFSET ?6"
        }
        First::Highest => {
            "SELECT id, body FROM row INDEXED BY row_sort
             WHERE community = ?1 AND screen = ?2 AND sort >= ?3 AND sort < ?4
             ORDER BY sort DESC LIMIT ?5 OFFSET ?6"
        }
    })?;
    let community = community.as_bytes();
    let rows = statement.query_map(
        params![community, screen, within, beyond, part.limit, part.offset],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let total = db
        .prepare_cached(
            "SELECT coalesce(sum(lines), 0) FROM row INDEXED BY row_sort
             WHERE community = ?1 AND screen = ?2 AND sort >= ?3 AND sort < ?4",
        )?
        .query_row(params![community, screen, within, beyond], |row| row.get(0))?;
    Ok(Listed {
        rows: rows.collect::<Result<_, _>>()?,
        total,
    })
}

/// Minutes each member stands at over all months.
pub fn balances(db: &Connection, community: CommunityId) -> Result<BTreeMap<MemberId, i64>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT member, sum(minutes) FROM posting WHERE community = ?1 GROUP BY member",
    )?;
    let mut rows = statement.query([community.as_bytes()])?;
    let mut found = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let member: Vec<u8> = row.get(0)?;
        found.insert(
            super::id(MemberId::from_slice(&member), "member")?,
            row.get(1)?,
        );
    }
    Ok(found)
}

/// Drops the whole read model of a community.
pub fn clear(db: &Connection, community: CommunityId) -> Result<(), Error> {
    db.execute(
        "DELETE FROM row WHERE community = ?1",
        [community.as_bytes()],
    )?;
    db.execute(
        "DELETE FROM posting WHERE community = ?1",
        [community.as_bytes()],
    )?;
    Ok(())
}
