//! The outbox: what this phone did and the server has not acknowledged.
//!
//! An item is one command. It is *waiting* until all its changes and records are acknowledged, then
//! it goes. After a take-back it is to *replay* (planned again), and one the server refused for good
//! stays as *look* until the person dismisses it.

use super::{id, own};
use crate::commit::{Acted, Commanded};
use crate::error::Error;
use crate::store::unsent;
use kith_domain::change::Spelled;
use kith_domain::ids::{ChangeHash, CommandId, CommunityId, DocumentId, RecordHash, SpaceId};
use kith_domain::roster::Record;
use kith_domain::wire::FedChange;
use rusqlite::{Connection, Row, params};

/// Where an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// To be pushed.
    Waiting,
    /// Taken back; to be planned again once all pages are in.
    Replay,
    /// Refused; needs a look.
    Look,
}

impl State {
    /// The word in the table.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Replay => "replay",
            Self::Look => "look",
        }
    }
}

/// One command that is not done.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its row.
    pub id: i64,
    /// When and on what knowledge the person acted.
    pub acted: Acted,
    /// The command as JSON; none for bare records.
    pub body: Option<String>,
    /// What it is, for people.
    pub words: String,
    /// Where it stands.
    pub state: State,
    /// Why it needs a look.
    pub code: Option<String>,
    /// Its changes before they were taken back, with their documents.
    pub hashes: Vec<(DocumentId, ChangeHash)>,
}

fn item(row: &Row<'_>) -> Result<Item, Error> {
    let command: Vec<u8> = row.get(1)?;
    let state: String = row.get(4)?;
    let hashes: Option<Vec<u8>> = row.get(6)?;
    Ok(Item {
        id: row.get(0)?,
        acted: Acted {
            id: id(CommandId::from_slice(&command), "command")?,
            entry: row.get(8)?,
            made: row.get(7)?,
        },
        body: row.get(2)?,
        words: row.get(3)?,
        state: match state.as_str() {
            "waiting" => State::Waiting,
            "replay" => State::Replay,
            _ => State::Look,
        },
        code: row.get(5)?,
        hashes: hashes
            .unwrap_or_default()
            .chunks(DocumentId::LEN + ChangeHash::LEN)
            .filter_map(|pair| {
                let (document, hash) = pair.split_at_checked(DocumentId::LEN)?;
                Some((
                    DocumentId::from_slice(document)?,
                    ChangeHash::from_slice(hash)?,
                ))
            })
            .collect(),
    })
}

/// Whether a command whose work was taken back had made this change.
///
/// # Errors
/// The disk's own.
pub fn remembers(
    db: &Connection,
    community: CommunityId,
    change: ChangeHash,
) -> Result<bool, Error> {
    let items = items(db, community)?;
    Ok(items
        .iter()
        .flat_map(|item| &item.hashes)
        .any(|(_, hash)| *hash == change))
}

/// Adds an item and gives its row.
pub fn insert(
    db: &Connection,
    community: CommunityId,
    commanded: &Commanded<'_>,
) -> Result<i64, Error> {
    let acted = commanded.acted;
    db.prepare_cached(
        "INSERT INTO outbox (community, command, body, words, state, entry, made)
         VALUES (?1, ?2, ?3, ?4, 'waiting', ?5, ?6)",
    )?
    .execute(params![
        community.as_bytes(),
        acted.id.as_bytes(),
        commanded.body,
        commanded.words,
        acted.entry,
        acted.made
    ])?;
    Ok(db.last_insert_rowid())
}

/// Adds a record to an item.
pub fn add_record(db: &Connection, item: i64, place: usize, record: &Record) -> Result<(), Error> {
    db.execute(
        "INSERT INTO outbox_record (outbox, place, hash, bytes) VALUES (?1, ?2, ?3, ?4)",
        params![
            item,
            i64::try_from(place).unwrap_or(i64::MAX),
            record.hash().as_bytes(),
            kith_domain::hash::encode(record)
        ],
    )?;
    Ok(())
}

/// All items of a community, oldest first.
pub fn items(db: &Connection, community: CommunityId) -> Result<Vec<Item>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT id, command, body, words, state, code, hashes, made, entry FROM outbox
         WHERE community = ?1 ORDER BY id",
    )?;
    let mut rows = statement.query([community.as_bytes()])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(item(row)?);
    }
    Ok(found)
}

/// The first of a community's items that need a look, oldest first.
///
/// # Errors
/// The disk's own.
pub fn to_look_at(db: &Connection, community: CommunityId, most: u32) -> Result<Vec<Item>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT id, command, body, words, state, code, hashes, made, entry FROM outbox
         WHERE community = ?1 AND state = 'look' ORDER BY id LIMIT ?2",
    )?;
    let mut rows = statement.query(params![community.as_bytes(), most])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(item(row)?);
    }
    Ok(found)
}

/// The items after `after`, oldest first, at most `count`.
pub fn items_after(
    db: &Connection,
    community: CommunityId,
    after: i64,
    count: usize,
) -> Result<Vec<Item>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT id, command, body, words, state, code, hashes, made, entry FROM outbox
         WHERE community = ?1 AND id > ?2 ORDER BY id LIMIT ?3",
    )?;
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let mut rows = statement.query(params![community.as_bytes(), after, count])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(item(row)?);
    }
    Ok(found)
}

/// How many items a community has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// On their way to the server.
    pub unsent: usize,
    /// Not taken: somebody must look.
    pub look: usize,
}

/// Counts a community's items.
///
/// # Errors
/// The disk's own.
pub fn count(db: &Connection, community: CommunityId) -> Result<Count, Error> {
    Ok(db
        .prepare_cached(
            "SELECT count(*) FILTER (WHERE state <> 'look'), count(*) FILTER (WHERE state = 'look')
             FROM outbox INDEXED BY outbox_state WHERE community = ?1",
        )?
        .query_row([community.as_bytes()], |row| {
            Ok(Count {
                unsent: row.get(0)?,
                look: row.get(1)?,
            })
        })?)
}

/// Whether anything is to be planned again.
pub fn any_replay(db: &Connection, community: CommunityId) -> Result<bool, Error> {
    Ok(db
        .prepare_cached("SELECT 1 FROM outbox WHERE community = ?1 AND state = 'replay' LIMIT 1")?
        .exists([community.as_bytes()])?)
}

/// Whether anything waits to be pushed.
pub fn any_waiting(db: &Connection, community: CommunityId) -> Result<bool, Error> {
    Ok(db
        .prepare_cached("SELECT 1 FROM outbox WHERE community = ?1 AND state = 'waiting' LIMIT 1")?
        .exists([community.as_bytes()])?)
}

/// The records of an item that are not acknowledged.
pub fn records(db: &Connection, item: i64) -> Result<Vec<Record>, Error> {
    let mut statement =
        db.prepare_cached("SELECT bytes FROM outbox_record WHERE outbox = ?1 ORDER BY place")?;
    let mut rows = statement.query([item])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let bytes: Vec<u8> = row.get(0)?;
        found.push(own(&bytes, "record")?);
    }
    Ok(found)
}

/// The records that wait or are to be planned again, oldest first: all but those set aside.
///
/// # Errors
/// The disk's own.
pub fn pending_records(db: &Connection, community: CommunityId) -> Result<Vec<Record>, Error> {
    // From the records, which are few, to their commands, which after weeks offline are thousands.
    let mut statement = db.prepare_cached(
        "SELECT outbox_record.bytes FROM outbox_record CROSS JOIN outbox
            ON outbox.id = outbox_record.outbox
         WHERE outbox.community = ?1 AND outbox.state <> 'look'
         ORDER BY outbox_record.outbox, outbox_record.place",
    )?;
    let mut rows = statement.query([community.as_bytes()])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let bytes: Vec<u8> = row.get(0)?;
        found.push(own(&bytes, "record")?);
    }
    Ok(found)
}

/// A change of an item, and its document's space.
#[derive(Debug, Clone)]
pub struct Unsent {
    /// As it is pushed.
    pub fed: FedChange,
    /// Its hash.
    pub hash: ChangeHash,
    /// The space its number counts in.
    pub space: SpaceId,
}

/// The changes of an item that are not acknowledged, in the order they were written.
pub fn changes(db: &Connection, community: CommunityId, item: i64) -> Result<Vec<Unsent>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT stretch.document, stretch.bytes, document.space
         FROM stretch JOIN document ON document.community = stretch.community
            AND document.id = stretch.document
         WHERE stretch.outbox = ?1 AND stretch.community = ?2",
    )?;
    let mut rows = statement.query(params![item, community.as_bytes()])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (document, bytes, space): (Vec<u8>, Vec<u8>, Vec<u8>) =
            (row.get(0)?, row.get(1)?, row.get(2)?);
        let document = id(DocumentId::from_slice(&document), "document")?;
        let change = Spelled::read(document, &bytes)
            .ok_or_else(|| Error::Inconsistent("an unsent change is damaged".to_owned()))?;
        found.push(Unsent {
            fed: FedChange::from(&change),
            hash: change.hash(),
            space: id(SpaceId::from_slice(&space), "space")?,
        });
    }
    found.sort_by_key(|unsent| (unsent.space, unsent.fed.n));
    Ok(found)
}

/// Notes that a record of ours is sequenced. Returns the items it belonged to, which may be done
/// with.
pub fn acknowledge_record(
    db: &Connection,
    community: CommunityId,
    hash: RecordHash,
) -> Result<Vec<i64>, Error> {
    // From the records, which are few, to their commands, which after weeks offline are thousands.
    let mut statement = db.prepare_cached(
        "DELETE FROM outbox_record WHERE hash = ?2 AND EXISTS
            (SELECT 1 FROM outbox WHERE id = outbox_record.outbox AND community = ?1)
         RETURNING outbox",
    )?;
    let items = statement.query_map(params![community.as_bytes(), hash.as_bytes()], |row| {
        row.get(0)
    })?;
    Ok(items.collect::<Result<_, _>>()?)
}

/// Drops those of these items that wait with nothing left to acknowledge.
pub fn sweep(db: &Connection, items: impl IntoIterator<Item = i64>) -> Result<(), Error> {
    let mut statement = db.prepare_cached(
        "DELETE FROM outbox WHERE id = ?1 AND state = 'waiting'
            AND NOT EXISTS (SELECT 1 FROM outbox_record WHERE outbox = outbox.id)
            AND NOT EXISTS (SELECT 1 FROM stretch WHERE stretch.outbox = outbox.id)",
    )?;
    for item in items {
        statement.execute([item])?;
    }
    Ok(())
}

/// Sets an item's state. What was written into something erased is not kept here either.
pub fn set_state(
    db: &Connection,
    item: i64,
    state: State,
    code: Option<&str>,
    hashes: &[(DocumentId, ChangeHash)],
) -> Result<(), Error> {
    let bytes = hashes
        .iter()
        .flat_map(|(document, hash)| document.0.into_iter().chain(hash.0));
    let bytes: Vec<u8> = bytes.collect();
    db.execute(
        "UPDATE outbox SET state = ?2, code = ?3, hashes = ?4,
            body = CASE WHEN ?3 = 'erased' THEN NULL ELSE body END
         WHERE id = ?1",
        params![item, state.word(), code, bytes],
    )?;
    Ok(())
}

/// Forgets everything a phone that was never admitted has waiting.
pub fn clear(db: &Connection, community: CommunityId) -> Result<(), Error> {
    unsent::take_out(db, community)?;
    db.execute(
        "DELETE FROM outbox WHERE community = ?1",
        [community.as_bytes()],
    )?;
    Ok(())
}

/// Forgets an item; its records go with it.
pub fn delete(db: &Connection, item: i64) -> Result<(), Error> {
    db.execute("DELETE FROM outbox WHERE id = ?1", [item])?;
    Ok(())
}

/// Forgets an item's records.
pub fn delete_records(db: &Connection, item: i64) -> Result<(), Error> {
    db.execute("DELETE FROM outbox_record WHERE outbox = ?1", [item])?;
    Ok(())
}
