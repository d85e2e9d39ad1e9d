//! Rolling the members' list back: the server's goes on otherwise than this phone's.
//!
//! That happens when a server that was restored began to sequence anew before this phone had given
//! back, or when the community moved to another server while the old one still answered. The
//! server's order stands. This phone returns to where the two lists part, takes the server's
//! entries, and offers again, as new records, what it alone still holds: the outbox says so. Those
//! that come with the server's own entries are struck from the outbox as they arrive.

use crate::commit::{Acted, Commanded};
use crate::error::Error;
use crate::phone::Community;
use crate::store::{faults, members, outbox};
use kith_domain::ids::CommandId;
use kith_domain::roster::{Entry, Stated};
use rusqlite::Connection;

/// Returns to before the entry this phone holds in place of `entry`; gives how many were given up.
/// Of other rosters, too, all goes that arrived since: after a recovery or a move the server sends
/// its whole log again.
///
/// # Errors
/// The disk's own; the caller rolls back.
pub fn to_before(
    db: &Connection,
    community: &mut Community,
    entry: &Entry,
    now: i64,
) -> Result<usize, Error> {
    let id = community.id();
    let given_up = members::take_entries_from(db, id, (entry.roster, entry.number))?;
    let until = given_up.iter().map(|entry| entry.time).max();
    faults::begin_anew(db, id, until.unwrap_or(i64::MIN))?;
    community.sequenced = members::rosters(db, id, &community.row.founded)?;
    let applied = community.sequenced.chain(community.sequenced.space).0;
    let pending = outbox::pending_records(db, id)?;
    for entry in &given_up {
        let Stated::Record(record) = &entry.stated else {
            continue; // a line is the server's to write again
        };
        // A key change that is due still is made anew, from what stands then.
        if pending.contains(record) || record.body.act.is_machine_made() {
            continue;
        }
        let [command @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] = record.hash().0;
        let acted = Acted {
            id: CommandId(command),
            entry: applied,
            made: now,
        };
        let commanded = Commanded {
            acted,
            body: None,
            words: "offered again: the server's list of members lacked it",
        };
        let item = outbox::insert(db, id, &commanded)?;
        outbox::add_record(db, item, 0, record)?;
    }
    Ok(given_up.len())
}
