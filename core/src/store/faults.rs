//! Faults of the server that this phone can prove.
//!
//! The numbers at which a right begins and ends are the server's word. An honest server never says
//! less than it has handed out, so an entry that does is kept here and shown until the group has
//! settled it; rights are still computed by the roster, as on every other phone.

use super::{id, own};
use crate::error::Error;
use kith_domain::ids::{CommunityId, DeviceTag, RecordHash, SpaceId};
use kith_domain::roster::{Entry, Rosters, Stated};
use rusqlite::{Connection, params};

/// What people read.
pub const WORDS: &str = "server fault: of somebody's work the server counts less as done in time \
     than this phone has seen and can prove; a coordinator can put it right";

/// What a fault cut off.
#[derive(Debug, Clone, Copy)]
pub struct Proof {
    /// Whose roster the entry is in.
    pub roster: SpaceId,
    /// The entry's number.
    number: u32,
    /// The record that ended the right.
    pub cause: RecordHash,
    /// The device that was cut off.
    pub device: DeviceTag,
    /// How far this phone held its work.
    pub n: u32,
}

/// Keeps an entry as a fault, with the devices it cuts off and how far this phone holds their work.
pub fn keep(
    db: &Connection,
    community: CommunityId,
    entry: &Entry,
    cut_off: &[(DeviceTag, u32)],
) -> Result<(), Error> {
    let (id, roster) = (community.as_bytes(), entry.roster.as_bytes());
    db.prepare_cached("INSERT OR IGNORE INTO fault VALUES (?1, ?2, ?3)")?
        .execute(params![id, roster, entry.number])?;
    for (device, n) in cut_off {
        db.prepare_cached("INSERT OR IGNORE INTO proof VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![id, roster, entry.number, device.as_bytes(), n])?;
    }
    Ok(())
}

/// All that faults cut off.
pub fn proofs(db: &Connection, community: CommunityId) -> Result<Vec<Proof>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT bytes, device, n FROM proof JOIN entry USING (community, roster, number)
         WHERE community = ?1 ORDER BY arrived, device",
    )?;
    let mut rows = statement.query([community.as_bytes()])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let bytes: Vec<u8> = row.get(0)?;
        let entry: Entry = own(&bytes, "roster entry")?;
        let device: Vec<u8> = row.get(1)?;
        found.push(Proof {
            roster: entry.roster,
            number: entry.number,
            cause: match &entry.stated {
                Stated::Record(record) => record.hash(),
                Stated::Line(line) => line.cause,
            },
            device: id(DeviceTag::from_slice(&device), "device")?,
            n: row.get(2)?,
        });
    }
    Ok(found)
}

/// Drops the faults that were put right.
pub fn settle(db: &Connection, community: CommunityId, rosters: &Rosters) -> Result<(), Error> {
    let id = community.as_bytes();
    for proof in proofs(db, community)? {
        let cut = rosters.cut_of(proof.cause, proof.roster, proof.device);
        if cut.is_none_or(|cut| cut >= proof.n) {
            let (roster, number) = (proof.roster.as_bytes(), proof.number);
            db.prepare_cached(
                "DELETE FROM proof
                 WHERE community = ?1 AND roster = ?2 AND number = ?3 AND device = ?4",
            )?
            .execute(params![id, roster, number, proof.device.as_bytes()])?;
            db.prepare_cached(
                "DELETE FROM fault WHERE community = ?1 AND roster = ?2 AND number = ?3
                 AND NOT EXISTS (SELECT 1 FROM proof
                     WHERE community = ?1 AND roster = ?2 AND number = ?3)",
            )?
            .execute(params![id, roster, number])?;
        }
    }
    Ok(())
}

/// Drops them: the members' list was rolled back, and entries up to server time `until` are read
/// again, of which nothing can be said.
pub fn begin_anew(db: &Connection, community: CommunityId, until: i64) -> Result<(), Error> {
    let id = community.as_bytes();
    db.execute("DELETE FROM fault WHERE community = ?1", [id])?;
    db.execute("DELETE FROM proof WHERE community = ?1", [id])?;
    db.execute(
        "INSERT INTO reread VALUES (?1, ?2)
         ON CONFLICT DO UPDATE SET until = max(until, excluded.until)",
        params![id, until],
    )?;
    Ok(())
}

/// Whether an entry is one that is read again.
pub fn is_reread(db: &Connection, community: CommunityId, entry: &Entry) -> Result<bool, Error> {
    Ok(db
        .prepare_cached("SELECT 1 FROM reread WHERE community = ?1 AND until >= ?2")?
        .exists(params![community.as_bytes(), entry.time])?)
}

/// Whether there are any.
pub fn any(db: &Connection, community: CommunityId) -> Result<bool, Error> {
    Ok(db
        .prepare_cached("SELECT 1 FROM fault WHERE community = ?1")?
        .exists([community.as_bytes()])?)
}
