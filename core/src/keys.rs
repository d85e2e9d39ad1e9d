//! Keys on this phone: learnt from wraps and from one another, asked for, and handed on.
//!
//! Which key is whose follows from the rosters ([`kith_domain::roster::key`]); here keys are kept,
//! and whatever was sealed under one that has come is projected again.

use crate::error::Error;
use crate::phone::Community;
use crate::project::Dirty;
use crate::store::members;
use kith_domain::ids::SpaceId;
use kith_domain::keys::Dice;
use kith_domain::sealed::{SpaceKey, Wrap};
use kith_domain::wire::{Lack, Lacking};
use rusqlite::Connection;

/// Most wraps handed in with one request.
const MAIL: usize = 64;

/// Keeps keys, and those that they hand down; what may read now is dirty.
///
/// # Errors
/// The disk's own.
pub fn learn(
    db: &Connection,
    community: &mut Community,
    keys: impl IntoIterator<Item = (SpaceId, SpaceKey)>,
    dirty: &mut Dirty,
) -> Result<(), Error> {
    keep(db, community, keys, dirty)?;
    let handed_down = community.keyring.handed_down(&community.sequenced);
    keep(db, community, handed_down, dirty)?;
    community.keyring.settle(&community.assumed);
    Ok(())
}

fn keep(
    db: &Connection,
    community: &mut Community,
    keys: impl IntoIterator<Item = (SpaceId, SpaceKey)>,
    dirty: &mut Dirty,
) -> Result<(), Error> {
    for (space, key) in keys {
        if community.keyring.find(space, key.id()).is_none() {
            members::add_key(db, community.id(), space, key)?;
            community.keyring.add(space, key);
            dirty.spaces.insert(space);
        }
    }
    Ok(())
}

/// Opens the wraps made for this device. Returns how many keys came with them.
///
/// # Errors
/// The disk's own.
pub fn open(
    db: &Connection,
    community: &mut Community,
    wraps: &[Wrap],
    dirty: &mut Dirty,
) -> Result<usize, Error> {
    let mut keys = Vec::new();
    for wrap in wraps {
        let held = community.keyring.find(wrap.space, wrap.key).is_some();
        if wrap.device == community.row.device && !held {
            let key = wrap.open(community.id(), &community.secret);
            keys.extend(key.map(|key| (wrap.space, key)));
        }
    }
    let came = keys.len();
    if came > 0 {
        learn(db, community, keys, dirty)?;
    }
    Ok(came)
}

/// Wraps keys for devices that the server says lack them, and leaves them as mail. Only who may
/// hold a key gets it, whatever the server asks for. Returns whether there is mail now.
///
/// # Errors
/// The disk's own.
pub fn hand_on(
    db: &Connection,
    community: &Community,
    lacking: &[Lacking],
    dice: &mut Dice,
) -> Result<bool, Error> {
    let mut mailed = false;
    for lack in lacking {
        let Some(key) = community.keyring.find(lack.space, lack.key) else {
            continue;
        };
        let Some(device) = community.sequenced.devices.get(&lack.device) else {
            continue;
        };
        let may_hold = community.sequenced.keys_for(lack.space, device.member);
        if device.revoked.is_some() || !may_hold.contains(&lack.key) {
            continue;
        }
        let to = (lack.device, device.box_key);
        if let Some(wrap) = Wrap::seal(community.id(), lack.space, key, to, dice) {
            members::add_mail(db, community.id(), &wrap)?;
            mailed = true;
        }
    }
    Ok(mailed)
}

/// The mail to hand in now. What goes to a space that the server has not sequenced waits, since it
/// would be turned away: a concern's pair is wrapped once, by its author's phone.
///
/// # Errors
/// The disk's own.
pub fn mail(db: &Connection, community: &Community) -> Result<Vec<Wrap>, Error> {
    let mut mail = members::mail(db, community.id())?;
    mail.retain(|wrap| community.sequenced.spaces.contains_key(&wrap.space));
    mail.truncate(MAIL);
    Ok(mail)
}

/// The keys this phone may hold and does not: what it tells the server, so that somebody who has
/// them wraps them (anew). Those the newest will hand down are not asked for.
#[must_use]
pub fn missing(community: &Community) -> Vec<Lack> {
    let rosters = &community.sequenced;
    let mut missing = Vec::new();
    for space in rosters.spaces.keys() {
        let lacks = |key: &kith_domain::ids::KeyId| community.keyring.find(*space, *key).is_none();
        let mut keys = rosters.keys_to_wrap(*space, community.me());
        if !keys.iter().any(lacks) {
            keys = rosters.keys_for(*space, community.me());
        }
        keys.retain(lacks);
        missing.extend(keys.into_iter().map(|key| Lack { space: *space, key }));
    }
    missing
}
