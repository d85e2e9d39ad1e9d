//! The door on this phone: its own asking to be let in, and who asks at a neighbourhood of its own.

use super::own;
use crate::error::Error;
use kith_domain::hash::encode;
use kith_domain::ids::{CommunityId, RecordHash};
use kith_domain::poster::Knock;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;

/// This phone's own asking.
#[derive(Debug, Clone)]
pub struct Asked {
    /// What goes to the server.
    pub knock: Knock,
    /// The name it asks under.
    pub name: String,
    /// Why nobody can say yes to it, once the server has said so.
    pub code: Option<String>,
}

/// Keeps this phone's asking.
pub fn ask(
    db: &Connection,
    community: CommunityId,
    knock: &Knock,
    name: &str,
) -> Result<(), Error> {
    db.prepare_cached("INSERT OR REPLACE INTO asked (community, knock, name) VALUES (?1, ?2, ?3)")?
        .execute(params![community.as_bytes(), encode(knock), name])?;
    Ok(())
}

/// This phone's asking, if it has not been let in.
pub fn asked(db: &Connection, community: CommunityId) -> Result<Option<Asked>, Error> {
    let row: Option<(Vec<u8>, String, Option<String>)> = db
        .prepare_cached("SELECT knock, name, code FROM asked WHERE community = ?1")?
        .query_row([community.as_bytes()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let Some((knock, name, code)) = row else {
        return Ok(None);
    };
    let knock = own(&knock, "asking")?;
    Ok(Some(Asked { knock, name, code }))
}

/// Notes why nobody can say yes to this phone's asking; none when it waits.
pub fn answered(db: &Connection, community: CommunityId, code: Option<&str>) -> Result<(), Error> {
    db.prepare_cached("UPDATE asked SET code = ?2 WHERE community = ?1 AND code IS NOT ?2")?
        .execute(params![community.as_bytes(), code])?;
    Ok(())
}

/// This phone was let in, or begins anew.
pub fn let_in(db: &Connection, community: CommunityId) -> Result<(), Error> {
    db.prepare_cached("DELETE FROM asked WHERE community = ?1")?
        .execute([community.as_bytes()])?;
    Ok(())
}

/// Who asks, and whether they were turned away on this phone.
pub fn knocks(db: &Connection, community: CommunityId) -> Result<Vec<(Knock, bool)>, Error> {
    let mut statement =
        db.prepare_cached("SELECT bytes, hidden FROM knock WHERE community = ?1 ORDER BY record")?;
    let mut rows = statement.query([community.as_bytes()])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let bytes: Vec<u8> = row.get(0)?;
        found.push((own(&bytes, "somebody's asking")?, row.get(1)?));
    }
    Ok(found)
}

/// Keeps who asks, as the server says now; who was turned away stays so. Tells whether it is news.
pub fn keep(db: &Connection, community: CommunityId, told: &[Knock]) -> Result<bool, Error> {
    let held = knocks(db, community)?;
    let before: BTreeSet<RecordHash> = held.iter().map(|(k, _)| k.record.hash()).collect();
    let now: BTreeSet<RecordHash> = told.iter().map(|k| k.record.hash()).collect();
    if before == now {
        return Ok(false);
    }
    for gone in before.difference(&now) {
        db.prepare_cached("DELETE FROM knock WHERE community = ?1 AND record = ?2")?
            .execute(params![community.as_bytes(), gone.as_bytes()])?;
    }
    for knock in told {
        let record = knock.record.hash();
        db.prepare_cached(
            "INSERT OR IGNORE INTO knock (community, record, bytes) VALUES (?1, ?2, ?3)",
        )?
        .execute(params![
            community.as_bytes(),
            record.as_bytes(),
            encode(knock)
        ])?;
    }
    Ok(true)
}

/// Turns somebody away on this phone; tells whether they were there.
pub fn hide(db: &Connection, community: CommunityId, record: RecordHash) -> Result<bool, Error> {
    let hidden = db
        .prepare_cached("UPDATE knock SET hidden = 1 WHERE community = ?1 AND record = ?2")?
        .execute(params![community.as_bytes(), record.as_bytes()])?;
    Ok(hidden > 0)
}
