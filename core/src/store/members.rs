//! Communities this phone belongs to, their roster entries, their keys, and mail.

use super::{id, own};
use crate::error::Error;
use kith_domain::ids::{CommunityId, DeviceTag, KeyId, MemberId, SigningKey, SpaceId};
use kith_domain::roster::{Entry, Record, Rosters};
use kith_domain::sealed::{Keyring, SpaceKey, Wrap};
use rusqlite::{Connection, OptionalExtension, params};

/// One row of `member_of`.
#[derive(Debug, Clone)]
pub struct MemberOf {
    /// The community.
    pub community: CommunityId,
    /// Own member id.
    pub me: MemberId,
    /// Own device.
    pub device: DeviceTag,
    /// Where the server answers.
    pub address: String,
    /// The server's key, once known.
    pub server: Option<SigningKey>,
    /// The founding record.
    pub founded: Record,
}

/// Remembers that this phone belongs to a community.
pub fn insert(db: &Connection, row: &MemberOf) -> Result<(), Error> {
    db.execute(
        "INSERT OR REPLACE INTO member_of (community, me, device, address, server, founded)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            row.community.as_bytes(),
            row.me.as_bytes(),
            row.device.as_bytes(),
            row.address,
            row.server.map(|k| k.0.to_vec()),
            kith_domain::hash::encode(&row.founded)
        ],
    )?;
    Ok(())
}

/// All communities, in a stable order.
pub fn all(db: &Connection) -> Result<Vec<MemberOf>, Error> {
    let mut statement = db.prepare(
        "SELECT community, me, device, address, server, founded FROM member_of ORDER BY community",
    )?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(MemberOf {
            community: id(
                CommunityId::from_slice(row.get_ref(0)?.as_blob().map_err(wrong)?),
                "community",
            )?,
            me: id(
                MemberId::from_slice(row.get_ref(1)?.as_blob().map_err(wrong)?),
                "member",
            )?,
            device: id(
                DeviceTag::from_slice(row.get_ref(2)?.as_blob().map_err(wrong)?),
                "device",
            )?,
            address: row.get(3)?,
            server: row
                .get::<_, Option<Vec<u8>>>(4)?
                .and_then(|b| SigningKey::from_slice(&b)),
            founded: own(row.get_ref(5)?.as_blob().map_err(wrong)?, "founding")?,
        });
    }
    Ok(found)
}

fn wrong(error: rusqlite::types::FromSqlError) -> Error {
    Error::Inconsistent(error.to_string())
}

/// The sequenced rosters of a community, rebuilt from its entries.
pub fn rosters(
    db: &Connection,
    community: CommunityId,
    founded: &Record,
) -> Result<Rosters, Error> {
    let mut rosters = Rosters::begin(founded)
        .ok_or_else(|| Error::Inconsistent("a founding that is none".to_owned()))?;
    let mut statement =
        db.prepare_cached("SELECT bytes FROM entry WHERE community = ?1 ORDER BY arrived")?;
    let mut rows = statement.query([community.as_bytes()])?;
    while let Some(row) = rows.next()? {
        let entry: Entry = own(row.get_ref(0)?.as_blob().map_err(wrong)?, "roster entry")?;
        rosters.resume(&entry);
    }
    Ok(rosters)
}

/// Appends an entry that [`Rosters::extend`] has taken.
pub fn append_entry(db: &Connection, community: CommunityId, entry: &Entry) -> Result<(), Error> {
    db.prepare_cached(
        "INSERT INTO entry (community, roster, number, bytes, arrived)
         SELECT ?1, ?2, ?3, ?4, coalesce(max(arrived), 0) + 1 FROM entry WHERE community = ?1",
    )?
    .execute(params![
        community.as_bytes(),
        entry.roster.as_bytes(),
        entry.number,
        kith_domain::hash::encode(entry)
    ])?;
    Ok(())
}

/// Whether this very entry is here.
pub fn has_entry(db: &Connection, community: CommunityId, entry: &Entry) -> Result<bool, Error> {
    Ok(db
        .prepare_cached(
            "SELECT 1 FROM entry
             WHERE community = ?1 AND roster = ?2 AND number = ?3 AND bytes = ?4",
        )?
        .exists(params![
            community.as_bytes(),
            entry.roster.as_bytes(),
            entry.number,
            kith_domain::hash::encode(entry)
        ])?)
}

/// Takes out the entry of `roster` that has this number and all that arrived since, and gives them in
/// that order.
pub fn take_entries_from(
    db: &Connection,
    community: CommunityId,
    (roster, number): (SpaceId, u32),
) -> Result<Vec<Entry>, Error> {
    let mut statement = db.prepare_cached(
        "DELETE FROM entry WHERE community = ?1 AND arrived >=
            (SELECT arrived FROM entry WHERE community = ?1 AND roster = ?2 AND number = ?3)
         RETURNING arrived, bytes",
    )?;
    let mut rows = statement.query(params![community.as_bytes(), roster.as_bytes(), number])?;
    let mut taken: Vec<(i64, Entry)> = Vec::new();
    while let Some(row) = rows.next()? {
        let entry = own(row.get_ref(1)?.as_blob().map_err(wrong)?, "roster entry")?;
        taken.push((row.get(0)?, entry));
    }
    taken.sort_by_key(|(arrived, _)| *arrived);
    Ok(taken.into_iter().map(|(_, entry)| entry).collect())
}

/// All entries of a community, in the order they arrived.
pub fn entries(db: &Connection, community: CommunityId) -> Result<Vec<Entry>, Error> {
    let mut statement =
        db.prepare_cached("SELECT bytes FROM entry WHERE community = ?1 ORDER BY arrived")?;
    let mut rows = statement.query([community.as_bytes()])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(own(
            row.get_ref(0)?.as_blob().map_err(wrong)?,
            "roster entry",
        )?);
    }
    Ok(found)
}

/// The space keys held.
pub fn keyring(db: &Connection, community: CommunityId) -> Result<Keyring, Error> {
    let mut keyring = Keyring::default();
    let mut statement = db.prepare_cached(
        "SELECT space, key, pair FROM space_key WHERE community = ?1 ORDER BY added",
    )?;
    let mut rows = statement.query([community.as_bytes()])?;
    while let Some(row) = rows.next()? {
        let space = id(
            SpaceId::from_slice(row.get_ref(0)?.as_blob().map_err(wrong)?),
            "space",
        )?;
        let key: Vec<u8> = row.get(1)?;
        let key = id(key.try_into().ok(), "space key")?;
        let key = match row.get(2)? {
            false => SpaceKey::Shared(key),
            true => SpaceKey::Private(key),
        };
        keyring.add(space, key);
    }
    Ok(keyring)
}

/// Keeps a space key.
pub fn add_key(
    db: &Connection,
    community: CommunityId,
    space: SpaceId,
    key: SpaceKey,
) -> Result<(), Error> {
    db.execute(
        "INSERT INTO space_key (community, space, added, key, pair)
         SELECT ?1, ?2, coalesce(max(added), 0) + 1, ?3, ?4 FROM space_key WHERE community = ?1",
        params![
            community.as_bytes(),
            space.as_bytes(),
            key.bytes().to_vec(),
            matches!(key, SpaceKey::Private(_))
        ],
    )?;
    Ok(())
}

/// Wraps waiting to be handed in.
pub fn mail(db: &Connection, community: CommunityId) -> Result<Vec<Wrap>, Error> {
    let mut statement =
        db.prepare_cached("SELECT space, key, device, bytes FROM mail WHERE community = ?1")?;
    let mut rows = statement.query([community.as_bytes()])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(Wrap {
            space: id(
                SpaceId::from_slice(row.get_ref(0)?.as_blob().map_err(wrong)?),
                "space",
            )?,
            key: id(
                KeyId::from_slice(row.get_ref(1)?.as_blob().map_err(wrong)?),
                "key",
            )?,
            device: id(
                DeviceTag::from_slice(row.get_ref(2)?.as_blob().map_err(wrong)?),
                "device",
            )?,
            bytes: row.get::<_, Vec<u8>>(3)?.into(),
        });
    }
    Ok(found)
}

/// Keeps a wrap until it is handed in.
pub fn add_mail(db: &Connection, community: CommunityId, wrap: &Wrap) -> Result<(), Error> {
    db.execute(
        "INSERT OR REPLACE INTO mail (community, space, key, device, bytes) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            community.as_bytes(),
            wrap.space.as_bytes(),
            wrap.key.as_bytes(),
            wrap.device.as_bytes(),
            wrap.bytes.to_vec()
        ],
    )?;
    Ok(())
}

/// Forgets wraps that were handed in.
pub fn drop_mail(db: &Connection, community: CommunityId, wraps: &[Wrap]) -> Result<(), Error> {
    for wrap in wraps {
        db.execute(
            "DELETE FROM mail WHERE community = ?1 AND space = ?2 AND key = ?3 AND device = ?4",
            params![
                community.as_bytes(),
                wrap.space.as_bytes(),
                wrap.key.as_bytes(),
                wrap.device.as_bytes()
            ],
        )?;
    }
    Ok(())
}

/// Where a phone stands with its server: cursor, then session token.
pub type Position = (Option<Vec<u8>>, Option<Vec<u8>>);

/// Cursor and token of a community.
pub fn position(db: &Connection, community: CommunityId) -> Result<Position, Error> {
    Ok(db
        .prepare_cached("SELECT cursor, token FROM member_of WHERE community = ?1")?
        .query_row([community.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?
        .unwrap_or_default())
}

/// Moves the cursor, and notes when the server last answered; no trouble is left then.
pub fn set_position(
    db: &Connection,
    community: CommunityId,
    cursor: Option<&[u8]>,
    contact: i64,
) -> Result<(), Error> {
    db.prepare_cached(
        "UPDATE member_of SET cursor = ?2, contact = ?3, trouble = NULL, trouble_code = NULL
         WHERE community = ?1",
    )?
    .execute(params![community.as_bytes(), cursor, contact])?;
    Ok(())
}

/// Notes what a sync found wrong: a stable word, and plain ones.
pub fn set_trouble(
    db: &Connection,
    community: CommunityId,
    (code, words): (&str, &str),
) -> Result<(), Error> {
    db.execute(
        "UPDATE member_of SET trouble_code = ?2, trouble = ?3 WHERE community = ?1",
        params![community.as_bytes(), code, words],
    )?;
    Ok(())
}

/// Keeps or drops the session token.
pub fn set_token(
    db: &Connection,
    community: CommunityId,
    token: Option<&[u8]>,
) -> Result<(), Error> {
    db.execute(
        "UPDATE member_of SET token = ?2 WHERE community = ?1",
        params![community.as_bytes(), token],
    )?;
    Ok(())
}
