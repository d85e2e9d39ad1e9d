//! Repair, the server's side: what a phone lacks by its own word, and where this server stands.
//!
//! Told is only what the phone may read anyhow. Nothing is kept of a repair: a phone that was not sent
//! all says again where it stands, and by then stands further.

use crate::community::Community;
use crate::cursor::Cursor;
use crate::page::Filling;
use crate::pull::Pulled;
use crate::store::log::LogRow;
use crate::store::{Rows, StoreError};
use kith_domain::ids::{DeviceTag, DocumentId, MemberId, SpaceId};
use kith_domain::limits;
use kith_domain::repair::{FeedStand, Repair, Stand, by_feed};
use kith_domain::roster::Entry;
use kith_domain::wire::LogItem;
use std::collections::{BTreeMap, BTreeSet};

/// Most feeds told in one answer: those a phone named, and as many it could not name.
const TOLD: usize = 2 * limits::REPAIR_FEEDS;

/// Where this server stands in the spaces a member reads; of feeds, those that stand elsewhere than the
/// phone said. A space of which too much would have to be told is left out.
///
/// # Errors
/// [`StoreError`].
pub fn stands(
    rows: Rows<'_>,
    community: &Community,
    spaces: &BTreeSet<SpaceId>,
    said: &Repair,
) -> Result<Vec<Stand>, StoreError> {
    let mut said = by_feed(&said.stands);
    let (mut stands, mut told) = (Vec::new(), 0_usize);
    for space in spaces {
        let mut stand = Stand::of(*space, community.membership.rosters.chain(*space));
        for feed in rows.feeds(*space)? {
            let here = FeedStand::at(feed.device, feed.n, feed.head);
            if said.remove(&(*space, feed.device)) != Some(here) {
                stand.feeds.push(here);
            }
        }
        // What is left of this space is of feeds of which nothing is here.
        let unknown = said.extract_if(.., |(of, _), _| of == space);
        stand
            .feeds
            .extend(unknown.map(|((_, device), _)| FeedStand {
                device,
                n: 0,
                head: [0; 8].into(),
            }));
        if told.saturating_add(stand.feeds.len()) <= TOLD {
            told = told.saturating_add(stand.feeds.len());
            stands.push(stand);
        }
    }
    Ok(stands)
}

/// Fills pages, of about `budget` bytes, with what a phone lacks by its own word: no more of any feed or
/// roster than lies beyond where it stands. The cursor moves to the log's end when that is all.
///
/// # Errors
/// [`StoreError`].
pub fn pull(
    rows: Rows<'_>,
    community: &Community,
    reader: (MemberId, &BTreeSet<SpaceId>),
    said: &Repair,
    (cursor, budget): (Cursor, usize),
) -> Result<Pulled, StoreError> {
    let lacking = Lacking::of(rows, community, reader, said)?;
    let head = community.head;
    let (mut pages, mut budget) = (Vec::new(), budget);
    let (mut position, mut sent) = (0, 0_u32);
    let mut all = lacking.spaces.is_empty();
    while !all && budget > 0 {
        let mut filling = Filling::default();
        let stretch = (position, head.position);
        let seen = rows.each_of_spaces(&lacking.spaces, stretch, |row| {
            if !lacking.has(&row) {
                return true;
            }
            let fits = filling.add(&row);
            sent = sent.saturating_add(u32::from(fits));
            fits
        })?;
        let filled = filling.finish(seen)?;
        all = filled.all;
        if let Some((page, mark)) = filled.page {
            budget = budget.saturating_sub(page.len());
            position = mark.position;
            pages.push(page);
        }
    }
    let remaining = match all {
        true => 0,
        // A phone is shown how much there is to come; what ends its asking is a 0.
        false => lacking.changes.saturating_sub(sent).max(1),
    };
    let end = Cursor {
        epoch: head.epoch,
        position: head.position,
        tag: head.tag.into(),
        mail: cursor.mail,
        ..Cursor::default()
    };
    Ok(Pulled {
        pages,
        cursor: if all { end } else { cursor },
        remaining,
    })
}

/// What a phone lacks.
#[derive(Debug, Default)]
struct Lacking {
    /// The spaces in which it lacks anything.
    spaces: BTreeSet<SpaceId>,
    /// Of feeds: the number it has reached.
    feeds: BTreeMap<(SpaceId, DeviceTag), u32>,
    /// Documents of which it lacks changes.
    documents: BTreeSet<DocumentId>,
    /// Changes it lacks.
    changes: u32,
    /// Of rosters: the number it has reached, and the position up to which it may read.
    rosters: BTreeMap<SpaceId, (u32, u64)>,
}

impl Lacking {
    fn of(
        rows: Rows<'_>,
        community: &Community,
        (member, spaces): (MemberId, &BTreeSet<SpaceId>),
        said: &Repair,
    ) -> Result<Self, StoreError> {
        let mut lacking = Self::default();
        let feeds = by_feed(&said.stands);
        for feed in spaces.iter().map(|space| rows.feeds(*space)) {
            for feed in feed? {
                let place = (feed.space, feed.device);
                let n = feeds.get(&place).map_or(0, |held| held.n);
                if n < feed.n {
                    for (document, changes) in rows.fed_after(place, n)? {
                        lacking.documents.insert(document);
                        lacking.changes = lacking.changes.saturating_add(changes);
                    }
                    lacking.feeds.insert(place, n);
                    lacking.spaces.insert(feed.space);
                }
            }
        }
        let membership = &community.membership;
        // Of a space its member has left, a phone that goes by it must be told so.
        let mut until = membership.parting(member, 0);
        until.retain(|space, _| said.stands.iter().any(|stand| stand.space == *space));
        until.extend(spaces.iter().map(|space| (*space, u64::MAX)));
        let held = |space| said.stands.iter().find(|stand| stand.space == space);
        until.retain(|space, _| {
            let end = membership.rosters.chain(*space);
            !held(*space).is_some_and(|held| held.is_at(end))
        });
        if until.is_empty() {
            return Ok(lacking);
        }
        let entries = rows.entries()?;
        for (space, until) in until {
            // One that this roster does not know is of another history: the phone gets all of this one.
            let known = |held: &&Stand| entries.iter().any(|(_, entry)| held.ends_in(entry));
            let after = held(space).filter(known).map_or(0, |held| held.number);
            let beyond = |(at, entry): &(u64, Entry)| {
                entry.roster == space && entry.number > after && *at <= until
            };
            if entries.iter().any(beyond) {
                lacking.rosters.insert(space, (after, until));
                lacking.spaces.insert(space);
            }
        }
        Ok(lacking)
    }

    fn has(&self, row: &LogRow) -> bool {
        let beyond = |device, n| {
            let held = self.feeds.get(&(row.space, device));
            held.is_some_and(|held| n > *held)
        };
        match minicbor::decode::<LogItem>(&row.bytes) {
            Ok(LogItem::Entry(entry)) => {
                let roster = self.rosters.get(&row.space);
                roster.is_some_and(|(after, until)| entry.number > *after && row.position <= *until)
            }
            Ok(LogItem::Document(name)) => self.documents.contains(&name.id()),
            Ok(LogItem::Change(fed)) => beyond(fed.device, fed.n),
            Ok(LogItem::Head(head)) => beyond(head.device, head.n),
            // Whoever packs it says so.
            Err(_) => true,
        }
    }
}
