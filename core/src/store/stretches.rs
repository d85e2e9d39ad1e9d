//! Changes on the disk: stretches, each one change or a run of one document's changes, packed.
//!
//! What arrives one by one is kept so; what a page brings of one document becomes one row. A packed
//! stretch is a page ([`kith_domain::page`]) and the number each of its changes arrived under.

use super::{id, own};
use crate::error::Error;
use kith_domain::change::Spelled;
use kith_domain::hash::encode;
use kith_domain::ids::{CommunityId, DocumentId};
use kith_domain::page::{Item, Packer, Page};
use minicbor::{Decode, Encode};
use rusqlite::{Connection, params};

/// Low bits of a number of arrival: a change's place among those that came at the same time.
const PLACES: u32 = 20;

/// A packed stretch.
#[derive(Encode, Decode)]
struct Stretch {
    #[n(0)]
    page: Page,
    /// Numbers of arrival, each less the one before; the first less the row's own, which is the last
    /// change's, so that no number below the highest row's is ever given again.
    #[n(1)]
    steps: Vec<i64>,
}

/// A change as it is kept.
#[derive(Debug, Clone)]
pub struct Kept {
    /// When it came, among all on this phone.
    pub arrived: i64,
    /// The command it belongs to until the server has it.
    pub outbox: Option<i64>,
    /// The change.
    pub change: Spelled,
}

/// The number of arrival of what comes now; its low bits are free for places. Above all there are and all
/// that rows were made of, so that what comes is never taken for what was seen ([`super::stale`]).
pub fn now(db: &Connection) -> Result<i64, Error> {
    let last: Option<i64> = db
        .prepare_cached(
            "SELECT max(coalesce((SELECT max(arrived) FROM stretch), 0),
                        coalesce((SELECT max(arrived) FROM place), 0),
                        coalesce((SELECT max(until) FROM projected), 0))",
        )?
        .query_row([], |row| row.get(0))?;
    Ok(((last.unwrap_or(0) >> PLACES) + 1) << PLACES)
}

/// Keeps a change of this phone's own until the server has it.
pub fn add_own(
    db: &Connection,
    community: CommunityId,
    change: &Spelled,
    outbox: i64,
) -> Result<(), Error> {
    let hash = change.hash();
    let unsent = Some((outbox, hash.as_bytes()));
    insert(
        db,
        community,
        change.document(),
        (now(db)?, 1),
        unsent,
        change.bytes(),
    )
}

/// Keeps changes of one document that the server has, with their numbers of arrival.
pub fn add(
    db: &Connection,
    community: CommunityId,
    document: DocumentId,
    changes: &[(i64, &Spelled)],
) -> Result<(), Error> {
    let Some((row, change)) = changes.last() else {
        return Ok(());
    };
    if let [_] = changes {
        return insert(db, community, document, (*row, 1), None, change.bytes());
    }
    let mut packer = Packer::default();
    let mut steps = Vec::with_capacity(changes.len());
    let mut last = *row;
    for (arrived, change) in changes {
        packer.change(change);
        steps.push(arrived - last);
        last = *arrived;
    }
    let page = packer.finish();
    let bytes = encode(&Stretch { page, steps });
    insert(db, community, document, (*row, changes.len()), None, &bytes)
}

fn insert(
    db: &Connection,
    community: CommunityId,
    document: DocumentId,
    (arrived, changes): (i64, usize),
    unsent: Option<(i64, &[u8])>,
    bytes: &[u8],
) -> Result<(), Error> {
    db.prepare_cached(
        "INSERT INTO stretch (arrived, community, document, changes, outbox, hash, bytes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        arrived,
        community.as_bytes(),
        document.as_bytes(),
        i64::try_from(changes).unwrap_or(i64::MAX),
        unsent.map(|(outbox, _)| outbox),
        unsent.map(|(_, hash)| hash),
        bytes
    ])?;
    Ok(())
}

/// The changes of a document, causes before effects.
pub fn of_document(
    db: &Connection,
    community: CommunityId,
    document: DocumentId,
) -> Result<Vec<Kept>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT arrived, document, changes, outbox, bytes FROM stretch
         WHERE community = ?1 AND document = ?2 ORDER BY arrived",
    )?;
    let mut rows = statement.query(params![community.as_bytes(), document.as_bytes()])?;
    let mut kept = Vec::new();
    while let Some(row) = rows.next()? {
        read(row, &mut kept)?;
    }
    // Stretches of one document may overlap where pages crossed with changes of this phone's own.
    kept.sort_by_key(|kept| kept.arrived);
    Ok(kept)
}

/// The changes of a document that lie in small stretches and that the server has, causes before
/// effects.
pub fn small(
    db: &Connection,
    community: CommunityId,
    document: DocumentId,
) -> Result<Vec<Kept>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT arrived, document, changes, outbox, bytes FROM stretch
         WHERE community = ?1 AND document = ?2 AND outbox IS NULL AND changes < 8",
    )?;
    let mut rows = statement.query(params![community.as_bytes(), document.as_bytes()])?;
    let mut kept = Vec::new();
    while let Some(row) = rows.next()? {
        read(row, &mut kept)?;
    }
    kept.sort_by_key(|kept| kept.arrived);
    Ok(kept)
}

/// Every change the server has acknowledged, in the order it came to this phone: causes before
/// effects, and each device's in the order of its feed.
pub fn acknowledged(db: &Connection, community: CommunityId) -> Result<Vec<Kept>, Error> {
    let mut statement = db.prepare(
        "SELECT arrived, document, changes, outbox, bytes FROM stretch
         WHERE community = ?1 AND outbox IS NULL ORDER BY arrived",
    )?;
    let mut rows = statement.query([community.as_bytes()])?;
    let mut kept = Vec::new();
    while let Some(row) = rows.next()? {
        read(row, &mut kept)?;
    }
    kept.sort_by_key(|kept| kept.arrived);
    Ok(kept)
}

fn read(row: &rusqlite::Row<'_>, kept: &mut Vec<Kept>) -> Result<(), Error> {
    let mut arrived: i64 = row.get(0)?;
    let document = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
    let document = id(DocumentId::from_slice(document), "document")?;
    let outbox = row.get(3)?;
    let bytes = row.get_ref(4)?.as_blob().map_err(rusqlite::Error::from)?;
    let damaged = || Error::Inconsistent("a stretch of changes is damaged".to_owned());
    if row.get::<_, i64>(2)? == 1 {
        kept.push(Kept {
            arrived,
            outbox,
            change: Spelled::read(document, bytes).ok_or_else(damaged)?,
        });
        return Ok(());
    }
    let Stretch { page, steps } = own(bytes, "stretch")?;
    let items = page.unpack().map_err(|_| damaged())?;
    if items.len() != steps.len() {
        return Err(damaged());
    }
    for (item, step) in items.into_iter().zip(steps) {
        arrived += step;
        let Item::Change(change) = item else {
            return Err(damaged());
        };
        kept.push(Kept {
            arrived,
            outbox,
            change,
        });
    }
    Ok(())
}
