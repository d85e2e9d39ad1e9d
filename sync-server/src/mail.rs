//! Mail: keys wrapped from device to device. The server carries them and says who lacks one.
//!
//! It can open none and cannot tell a good one from a bad one; a device that was handed a wrap and
//! still lacks the key says so, and is named as lacking it again.

use crate::community::Membership;
use crate::pull::Reader;
use crate::store::{Rows, StoreError};
use kith_domain::ids::{DeviceTag, KeyId, SpaceId};
use kith_domain::sealed::Wrap;
use kith_domain::wire::{Lack, Lacking};

/// Most wraps in one request or answer.
pub const WRAPS: u32 = 64;
/// Most keys a request may say its phone lacks.
pub const LACKS: usize = 64;
/// Largest wrap: an encapsulated key, a sealed key and its tag take 80 bytes.
const WRAP: usize = 128;
/// Most devices named as lacking a key in one answer.
const LACKING: usize = 32;

/// Whether a wrap may be left: its sender reads the space (who raised a concern holds no key of it),
/// its receiver may hold the key, and it is of a wrap's size.
#[must_use]
pub fn is_fit(membership: &Membership, sender: DeviceTag, wrap: &Wrap) -> bool {
    let reads = |member| membership.rosters.may_read(wrap.space, member);
    wrap.bytes.len() <= WRAP
        && membership.member_of(sender).is_some_and(reads)
        && may_hold(membership, wrap.device, wrap.space, wrap.key)
}

fn may_hold(membership: &Membership, device: DeviceTag, space: SpaceId, key: KeyId) -> bool {
    membership.member_of(device).is_some_and(|member| {
        let keys = membership.rosters.keys_for(space, member);
        keys.contains(&key)
    })
}

/// Whether it is news that `device` lacks a key: it was thought to have it.
///
/// # Errors
/// [`StoreError`].
pub fn is_news(
    rows: Rows<'_>,
    membership: &Membership,
    device: DeviceTag,
    lack: &Lack,
) -> Result<bool, StoreError> {
    let Lack { space, key } = *lack;
    if !may_hold(membership, device, space, key) || rows.awaits_wrap(device, space, key)? {
        return Ok(false);
    }
    Ok(membership.holds(key, device) || rows.is_wrapped(device, space, key)?)
}

/// Devices for which no wrap of a key lies here that they must be handed, in spaces this reader
/// reads.
///
/// # Errors
/// [`StoreError`].
pub fn lacking(
    rows: Rows<'_>,
    membership: &Membership,
    reader: &Reader,
    asking: DeviceTag,
) -> Result<Vec<Lacking>, StoreError> {
    let Reader::Member { member, spaces } = reader else {
        return Ok(Vec::new());
    };
    let rosters = &membership.rosters;
    // What was handed over and did not help comes first.
    let mut lacking = rows.lacks()?;
    lacking.retain(|lack| {
        lack.device != asking
            && may_hold(membership, lack.device, lack.space, lack.key)
            && rosters.keys_for(lack.space, *member).contains(&lack.key)
    });
    for space in rosters.spaces.keys().filter(|id| spaces.contains(id)) {
        let asking_may_hold = rosters.keys_for(*space, *member);
        for device in membership.readers(*space) {
            if device == asking {
                continue;
            }
            let Some(reader) = membership.member_of(device) else {
                continue;
            };
            for key in rosters.keys_to_wrap(*space, reader) {
                if lacking.len() >= LACKING {
                    return Ok(lacking);
                }
                if asking_may_hold.contains(&key)
                    && !membership.holds(key, device)
                    && !rows.is_wrapped(device, *space, key)?
                {
                    lacking.push(Lacking {
                        space: *space,
                        key,
                        device,
                    });
                }
            }
        }
    }
    lacking.truncate(LACKING);
    Ok(lacking)
}
