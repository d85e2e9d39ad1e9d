//! Recovery: a server that was restored takes back what phones hold before it sequences anew.
//!
//! It begins when a phone shows a cursor this server gave and its log does not reach, or at the
//! operator's word. It ends when every device that pushed in the last 30 days has given back, or at
//! the operator's word. Cursors of before it count for nothing: each phone reads the log afresh.

use crate::community::Community;
use crate::cursor::Cursor;
use crate::session::Caller;
use crate::store::{Rows, StoreError, communities};

/// Seconds in which a device must have pushed to be waited for.
const AWAITED: i64 = 30 * 24 * 60 * 60;

/// Whether a cursor that this server gave proves that its log was longer once, or another.
///
/// # Errors
/// [`StoreError`].
pub fn is_proof(
    rows: Rows<'_>,
    community: &Community,
    cursor: &Cursor,
) -> Result<bool, StoreError> {
    let head = &community.head;
    if cursor.epoch != head.epoch {
        return Ok(cursor.epoch > head.epoch);
    }
    Ok(rows.tag_at(cursor.position)? != Some(*cursor.tag))
}

/// Begins a recovery.
///
/// # Errors
/// [`StoreError`].
pub fn begin(rows: Rows<'_>, community: &mut Community, cursor: &Cursor) -> Result<(), StoreError> {
    let head = &mut community.head;
    head.epoch = head.epoch.max(cursor.epoch).saturating_add(1);
    head.recovering = true;
    rows.forget_given_back()?;
    communities::set_head(rows.db, head)
}

/// Notes that a device has said it gave back all it can, and ends the recovery if that was the last one
/// awaited.
///
/// # Errors
/// [`StoreError`].
pub fn gave_all(
    rows: Rows<'_>,
    community: &mut Community,
    (caller, now): (Caller, i64),
) -> Result<(), StoreError> {
    rows.note_given_back(caller.tag())?;
    let membership = &community.membership;
    let awaited = rows.awaited(now.saturating_sub(AWAITED))?;
    let any_awaited = awaited
        .iter()
        .any(|tag| membership.member_of(*tag).is_some());
    if !any_awaited {
        community.head.recovering = false;
        rows.forget_given_back()?;
        communities::set_head(rows.db, &community.head)?;
    }
    Ok(())
}
