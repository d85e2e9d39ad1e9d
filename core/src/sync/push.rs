//! Filling a push from the outbox, within its bounds, ending at a command's end.
//!
//! Records of pending commands go first, then names of new documents, then changes in feed order.
//! One signature per space touched vouches for all of it. A command larger than a push is split at a
//! change; what makes it visible is its last change, because commands plan their writes so.

use crate::error::Error;
use crate::phone::Community;
use crate::store::outbox::{self, State};
use crate::store::{changes, feeds};
use kith_domain::feed::{SignedHead, next_head};
use kith_domain::hash::encode;
use kith_domain::ids::SpaceId;
use kith_domain::limits;
use kith_domain::wire::Push;
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// What a push could hold at most; below the bounds so that names and heads fit as well.
const CHANGES: usize = limits::PUSH_CHANGES;
const BYTES: usize = limits::PUSH_BYTES / 4 * 3;

/// The next push; `None` when the outbox holds nothing to send.
///
/// # Errors
/// The disk's own.
pub fn next(db: &Connection, community: &Community) -> Result<Option<Push>, Error> {
    let id = community.id();
    let mut push = Push::default();
    let mut taken: Vec<outbox::Unsent> = Vec::new();
    let mut bytes = 0_usize;
    let mut items = Vec::new().into_iter();
    let mut last = 0;
    loop {
        let item: outbox::Item = match items.next() {
            Some(item) => item,
            // After weeks offline there are thousands, of which a push holds few.
            None => {
                items = outbox::items_after(db, id, last, CHANGES)?.into_iter();
                match items.next() {
                    Some(item) => item,
                    None => break,
                }
            }
        };
        last = item.id;
        if item.state != State::Waiting {
            // What follows may rest on what waits to be planned again.
            if item.state == State::Replay {
                break;
            }
            continue;
        }
        let records = outbox::records(db, item.id)?;
        let changes = outbox::changes(db, id, item.id)?;
        let size: usize = records.iter().map(|r| encode(r).len()).sum::<usize>()
            + changes
                .iter()
                .map(|u| u.fed.bytes.len() + 40)
                .sum::<usize>();
        // Records are sequenced ahead of a push's changes, so one that ends a right of this device
        // would cut off what it wrote before. That goes first, in a push of its own.
        let own = community.row.device;
        let cuts = records
            .iter()
            .any(|record| community.assumed.concerned(record).contains(&own));
        if cuts && !taken.is_empty() {
            break;
        }
        let fits = bytes + size <= BYTES
            && taken.len() + changes.len() <= CHANGES
            && push.records.len() + records.len() <= limits::PUSH_RECORDS;
        if fits {
            bytes += size;
            push.records.extend(records);
            taken.extend(changes);
            continue;
        }
        if push.is_empty() && taken.is_empty() {
            push.records.extend(records);
            for unsent in changes {
                bytes += unsent.fed.bytes.len() + 40;
                if !taken.is_empty() && (bytes > BYTES || taken.len() >= CHANGES) {
                    break;
                }
                taken.push(unsent);
            }
        }
        break;
    }
    if push.records.is_empty() && taken.is_empty() {
        return Ok(None);
    }
    taken.sort_by_key(|u| (u.space, u.fed.n));
    let mut named = BTreeSet::new();
    let mut feeds: BTreeMap<SpaceId, feeds::Feed> = BTreeMap::new();
    for unsent in taken {
        let document = unsent.fed.document;
        if named.insert(document)
            && let Some((name, false)) = changes::document_name(db, id, document)?
        {
            push.documents.push(name);
        }
        let feed = match feeds.get(&unsent.space) {
            Some(feed) => *feed,
            None => feeds::feed(db, id, unsent.space, community.row.device)?,
        };
        let head = next_head(feed.head, unsent.fed.n, document, unsent.hash);
        feeds.insert(
            unsent.space,
            feeds::Feed {
                n: unsent.fed.n,
                head,
                ..feed
            },
        );
        push.changes.push(unsent.fed);
    }
    let entry = community.sequenced.chain(community.assumed.space);
    for (space, feed) in feeds {
        let signed = SignedHead::sign(id, space, (feed.n, feed.head), entry, &community.secret);
        push.heads.push(signed);
    }
    Ok(Some(push))
}
