//! The door: who asks to be let in by a poster waits here for a coordinator's yes.
//!
//! What a knock must be is the domain's to say ([`kith_domain::poster`]); here it is kept, shown to
//! coordinators, and let go of when nobody could say yes to it any more.

use crate::community::{Community, Membership};
use crate::session::Caller;
use crate::store::{Rows, StoreError};
use kith_domain::ids::DeviceTag;
use kith_domain::limits;
use kith_domain::poster::Knock;
use kith_domain::roster::{RecordRefusal, Role};
use kith_domain::wire::{RefusedRecord, Verdict};
use std::collections::BTreeSet;

/// Most who are named in one answer.
const SHOWN: usize = 16;
/// Seconds after which somebody tries again where too many wait.
const FULL: u32 = 60 * 60;
/// Seconds somebody waits here.
const WAITS: i64 = limits::KNOCK_DAYS * 24 * 60 * 60;

/// Takes a knock of the calling device, and says what became of it.
///
/// # Errors
/// [`StoreError`].
pub fn take(
    rows: Rows<'_>,
    community: &Community,
    caller: Caller,
    (knock, now): (&Knock, i64),
) -> Result<Verdict, StoreError> {
    let record = knock.record.hash();
    let rosters = &community.membership.rosters;
    if rosters.records.contains_key(&record) {
        return Ok(Verdict::Taken);
    }
    let own = knock
        .by()
        .is_some_and(|(device, _)| device == caller.device);
    let fits = match own {
        true => knock.fits(rosters, now),
        false => Err(RecordRefusal::NotEntitled),
    };
    if let Err(refusal) = fits {
        rows.drop_knock(caller.tag())?;
        let code = refusal.code().to_owned();
        let records = vec![RefusedRecord { record, code }];
        let changes = Vec::new();
        return Ok(Verdict::Refused { changes, records });
    }
    let mut others = 0;
    for (device, held, since) in rows.knocks()? {
        if !still_waits(&community.membership, &held, (since, now)) {
            rows.drop_knock(device)?;
        } else if device != caller.tag() {
            others += 1;
        }
    }
    if others >= limits::KNOCKS {
        let (seconds, code) = (FULL, "door-is-full".to_owned());
        return Ok(Verdict::Later { seconds, code });
    }
    rows.add_knock(caller.tag(), knock, now)?;
    Ok(Verdict::Wait)
}

fn still_waits(membership: &Membership, knock: &Knock, (since, now): (i64, i64)) -> bool {
    now.saturating_sub(since) <= WAITS && knock.fits(&membership.rosters, now).is_ok()
}

/// Who waits, for a coordinator's device; none for anybody else, or when nobody does.
///
/// # Errors
/// [`StoreError`].
pub fn waiting(
    rows: Rows<'_>,
    membership: &Membership,
    device: DeviceTag,
    now: i64,
) -> Result<Option<Vec<Knock>>, StoreError> {
    if !coordinators(membership).contains(&device) {
        return Ok(None);
    }
    let knocks: Vec<Knock> = rows
        .knocks()?
        .into_iter()
        .filter(|(_, knock, since)| still_waits(membership, knock, (*since, now)))
        .map(|(_, knock, _)| knock)
        .take(SHOWN)
        .collect();
    Ok((!knocks.is_empty()).then_some(knocks))
}

/// The devices that can say yes.
#[must_use]
pub fn coordinators(membership: &Membership) -> BTreeSet<DeviceTag> {
    let rosters = &membership.rosters;
    let members = rosters.holders(rosters.space, Role::Coordinator);
    members
        .flat_map(|member| rosters.live_devices(member))
        .collect()
}
