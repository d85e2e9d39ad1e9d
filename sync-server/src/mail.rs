//! Mail: keys wrapped from device to device. The server carries them and says who lacks one.

use crate::community::Membership;
use crate::pull::Reader;
use crate::store::{Rows, StoreError};
use kith_domain::ids::DeviceTag;
use kith_domain::sealed::Wrap;
use kith_domain::wire::Lacking;

/// Most wraps in one request or answer.
pub const WRAPS: u32 = 64;
/// Largest wrap: an encapsulated key, a sealed key and its tag take 80 bytes.
const WRAP: usize = 128;
/// Most devices named as lacking a key in one answer.
const LACKING: usize = 32;

/// Whether a wrap may be left: sender and receiver both read the space, and it is of a wrap's size.
#[must_use]
pub fn is_fit(membership: &Membership, sender: DeviceTag, wrap: &Wrap) -> bool {
    let reads = |device| {
        membership
            .member_of(device)
            .is_some_and(|member| membership.rosters.may_read(wrap.space, member))
    };
    wrap.bytes.len() <= WRAP && reads(sender) && reads(wrap.device)
}

/// Devices for which no wrap of a space's newest key lies here, in spaces this reader reads.
///
/// # Errors
/// [`StoreError`].
pub fn lacking(
    rows: Rows<'_>,
    membership: &Membership,
    reader: &Reader,
    asking: DeviceTag,
) -> Result<Vec<Lacking>, StoreError> {
    let Reader::Member { spaces, .. } = reader else {
        return Ok(Vec::new());
    };
    let mut lacking = Vec::new();
    for (id, space) in &membership.rosters.spaces {
        if !spaces.contains(id) {
            continue;
        }
        for device in membership.readers(*id) {
            if device == asking
                || membership.holds(space.key, device)
                || rows.is_wrapped(device, *id, space.key)?
            {
                continue;
            }
            lacking.push(Lacking {
                space: *id,
                key: space.key,
                device,
            });
            if lacking.len() >= LACKING {
                return Ok(lacking);
            }
        }
    }
    Ok(lacking)
}
