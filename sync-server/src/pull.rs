//! What a phone is sent: the rows it may read, in log order, in pages that resume.
//!
//! Whoever belongs gets the community's space and the spaces they are in. Who enters a space first
//! gets that space's earlier rows, then goes on. Who no longer belongs gets the roster up to the
//! entry that says so and nothing else; who left a pairing gets its roster up to there.

use crate::community::Community;
use crate::cursor::{CatchUp, Cursor};
use crate::page::{Filling, Mark};
use crate::ready::{Place, Ready, ReadyPages};
use crate::store::communities::Head;
use crate::store::log::LogRow;
use crate::store::{Rows, StoreError};
use kith_domain::ids::{DeviceTag, MemberId, SpaceId};
use std::collections::{BTreeMap, BTreeSet};

/// What a device may read.
#[derive(Debug, Clone)]
pub enum Reader {
    /// A member's device.
    Member {
        /// The member.
        member: MemberId,
        /// What they may read.
        spaces: BTreeSet<SpaceId>,
    },
    /// A device without rights: the community's roster up to the entry that ended them.
    Former {
        /// The community's own space.
        space: SpaceId,
        /// Position of that entry.
        until: u64,
    },
}

impl Reader {
    /// What `device` may read; `None` for one that never was on a roster.
    #[must_use]
    pub fn of(community: &Community, device: DeviceTag) -> Option<Self> {
        let membership = &community.membership;
        match membership.member_of(device) {
            Some(member) => Some(Self::Member {
                member,
                spaces: membership.rosters.readable(member),
            }),
            None => membership.ended(device).map(|until| Self::Former {
                space: membership.rosters.space,
                until,
            }),
        }
    }

    fn may_read(&self, row: &LogRow) -> bool {
        match self {
            Self::Member { spaces, .. } => spaces.contains(&row.space),
            Self::Former { space, until } => {
                row.is_entry && row.space == *space && row.position <= *until
            }
        }
    }
}

/// The pages of one answer.
#[derive(Debug)]
pub struct Pulled {
    /// Compressed, in order.
    pub pages: Vec<Vec<u8>>,
    /// Where the phone stands after them.
    pub cursor: Cursor,
    /// Rows still to come.
    pub remaining: u32,
}

/// Rows of others, for each of a phone's own, from which one page serves everybody: telling a phone
/// again what it just said costs less than packing a page for it alone.
const OTHERS: u64 = 4;

/// The push a request gave, from its first row to its last, if it is worth leaving out.
fn left_out(own: Option<(u64, u64)>, head: &Head, cursor: &Cursor) -> Option<(u64, u64)> {
    let rows = head.position.saturating_sub(cursor.position);
    own.filter(|(first, last)| {
        let own = last.saturating_sub(*first).saturating_add(1);
        rows < own.saturating_mul(OTHERS.saturating_add(1))
    })
}

/// The log as this reader sees it; none where what they see is theirs alone.
#[must_use]
pub fn place(community: &Community, reader: &Reader, cursor: &Cursor) -> Option<Place> {
    let Reader::Member { spaces, .. } = reader else {
        return None;
    };
    // What is shown to who parts is theirs alone.
    if !parting(community, reader, cursor).is_empty() {
        return None;
    }
    let rosters = &community.membership.rosters;
    let spaces_erased = rosters.spaces.values().filter(|space| space.erased);
    let erased = rosters.erased.len() + spaces_erased.count();
    Some(Place::of(
        community.id,
        (community.head.epoch, erased),
        spaces,
    ))
}

/// What [`pull`] would answer where nothing has to be read for it, and the log's name for this reader;
/// `None` where something has.
#[must_use]
pub fn at_hand(
    community: &Community,
    reader: &Reader,
    (mut cursor, own): (Cursor, Option<(u64, u64)>),
    ready: &ReadyPages,
) -> Option<(Pulled, Place)> {
    let head = community.head;
    let whole = cursor.epoch == head.epoch && cursor.position > 0 && cursor.catching_up.is_none();
    if !whole || cursor.position > head.position {
        return None;
    }
    let place = place(community, reader, &cursor)?;
    if !entering(community, reader, &mut cursor).is_empty() {
        return None;
    }
    let mut pages = Vec::new();
    if cursor.position < head.position {
        if left_out(own, &head, &cursor).is_some() {
            return None;
        }
        let page = ready.get(place.after(cursor.position).until(head.position))?;
        pages.push(page.bytes.clone());
        (cursor.position, cursor.tag) = (head.position, head.tag.into());
    }
    cursor.forget_whole();
    let remaining = 0;
    let pulled = Pulled {
        pages,
        cursor,
        remaining,
    };
    Some((pulled, place))
}

/// Fills pages from `cursor` on, with about `budget` bytes, leaving out the changes of the push the
/// same request gave: an answer that arrives says `taken`, and one that is lost is asked for again
/// with the old cursor.
///
/// # Errors
/// [`StoreError`].
pub fn pull(
    rows: Rows<'_>,
    community: &Community,
    reader: &Reader,
    (cursor, own): (Cursor, Option<(u64, u64)>),
    (budget, ready): (usize, &ReadyPages),
) -> Result<Pulled, StoreError> {
    let head = community.head;
    // A cursor of before a recovery says nothing about the log as it is now.
    let mut cursor = if cursor.epoch == head.epoch {
        cursor
    } else {
        Cursor {
            epoch: head.epoch,
            mail: cursor.mail,
            ..Cursor::default()
        }
    };
    let own = left_out(own, &head, &cursor);
    let mut pages = Vec::new();
    let mut budget = budget;

    let end = Mark {
        position: head.position,
        tag: head.tag,
    };

    let entering = entering(community, reader, &mut cursor);
    if let Some(catch_up) = cursor.catching_up {
        let mut given = catch_up.given;
        let mut all = false;
        while !all && budget > 0 {
            let mut page = Filling::default();
            let stretch = (given, cursor.position);
            let seen = rows.each_of_spaces(&entering, stretch, |row| page.add(&row))?;
            let filled = page.finish(seen)?;
            all = filled.all;
            if let Some((page, mark)) = filled.page {
                budget = budget.saturating_sub(page.len());
                pages.push(page);
                given = mark.position;
            }
        }
        cursor.catching_up = (!all).then_some(CatchUp { given, ..catch_up });
        if all {
            cursor.whole = catch_up.as_of;
        }
    }
    if cursor.catching_up.is_none() && budget > 0 {
        let parting = parting(community, reader, &cursor);
        let place = place(community, reader, &cursor);
        let mut all = false;
        while !all && budget > 0 {
            let place = place.map(|place| place.after(cursor.position));
            let last = place.map(|place| place.until(head.position));
            let last = last.filter(|_| own.is_none());
            let (page, mark);
            if let Some(kept) = place.and_then(|place| ready.get(place)) {
                (page, mark) = (Some(kept.bytes.clone()), kept.mark);
            } else if let Some(kept) = last.and_then(|last| ready.get(last)) {
                (page, mark, all) = (Some(kept.bytes.clone()), end, true);
            } else {
                let mut filling = Filling::default();
                let seen = rows.each_after(cursor.position, |row| {
                    let here_already =
                        !row.is_entry && own.is_some_and(|(first, _)| first == row.push);
                    let goodbye = row.is_entry
                        && parting
                            .get(&row.space)
                            .is_some_and(|until| row.position <= *until);
                    here_already || !(reader.may_read(&row) || goodbye) || filling.add(&row)
                })?;
                let filled = filling.finish(seen)?;
                all = filled.all;
                (page, mark) = match filled.page {
                    // Full: the same for everyone who reads these spaces from here.
                    Some((bytes, mark)) if !all => {
                        if let Some(place) = place {
                            let bytes = bytes.clone();
                            ready.put(place, Ready { bytes, mark });
                        }
                        (Some(bytes), mark)
                    }
                    page => {
                        let page = page.map(|(bytes, _)| bytes);
                        if let (Some(last), Some(bytes)) = (last, &page) {
                            let bytes = bytes.clone();
                            ready.put(last, Ready { bytes, mark: end });
                        }
                        (page, end)
                    }
                };
            }
            budget = budget.saturating_sub(page.as_ref().map_or(0, Vec::len));
            pages.extend(page);
            (cursor.position, cursor.tag) = (mark.position, mark.tag.into());
        }
    }
    cursor.forget_whole();
    Ok(Pulled {
        pages,
        remaining: remaining(rows, &head, reader, &cursor, &entering)?,
        cursor,
    })
}

/// The spaces this phone's member has left, which it must be told; else it would go on believing
/// that it reads them, and compare digests that can never agree.
fn parting(community: &Community, reader: &Reader, cursor: &Cursor) -> BTreeMap<SpaceId, u64> {
    match reader {
        Reader::Member { member, .. } => {
            let since = cursor.whole.max(cursor.position);
            community.membership.parting(*member, since)
        }
        Reader::Former { .. } => BTreeMap::new(),
    }
}

/// The spaces to catch up with. Begins a catch-up if the phone entered some since it last asked.
fn entering(community: &Community, reader: &Reader, cursor: &mut Cursor) -> BTreeSet<SpaceId> {
    let Reader::Member { member, spaces } = reader else {
        cursor.catching_up = None;
        return BTreeSet::new();
    };
    let since = cursor.whole.max(cursor.position);
    let until = match cursor.catching_up {
        Some(catch_up) => catch_up.as_of,
        None => community.head.position,
    };
    let entering = community
        .membership
        .entered(spaces, *member, (since, until));
    // Without rows before the cursor there is nothing to catch up with.
    if cursor.position > 0 && !entering.is_empty() && cursor.catching_up.is_none() {
        cursor.catching_up = Some(CatchUp {
            as_of: until,
            given: 0,
        });
    }
    entering
}

fn remaining(
    rows: Rows<'_>,
    head: &Head,
    reader: &Reader,
    cursor: &Cursor,
    entering: &BTreeSet<SpaceId>,
) -> Result<u32, StoreError> {
    let Reader::Member { spaces, .. } = reader else {
        return Ok(u32::from(cursor.position < head.position));
    };
    let sum = |after, until, spaces: &BTreeSet<SpaceId>| -> Result<u32, StoreError> {
        let counts = rows.count(after, until)?;
        Ok(counts
            .iter()
            .filter(|(space, _)| spaces.contains(space))
            .fold(0, |sum, (_, count)| sum.saturating_add(*count)))
    };
    let mut left = 0_u32;
    if let Some(catch_up) = cursor.catching_up {
        left = sum(catch_up.given, cursor.position, entering)?;
        // Even if only rows that may not be read follow, the phone must ask once more.
        left = left.max(1);
    }
    if cursor.position < head.position {
        left = left.saturating_add(sum(cursor.position, head.position, spaces)?.max(1));
    }
    Ok(left)
}

/// What the phone compares when it has everything: all feeds and rosters it may read.
///
/// # Errors
/// [`StoreError`].
pub fn digest(
    rows: Rows<'_>,
    community: &Community,
    (member, spaces): (MemberId, &BTreeSet<SpaceId>),
) -> Result<[u8; 16], StoreError> {
    let mut feeds = Vec::new();
    for space in spaces {
        let of_space = rows.feeds(*space)?.into_iter();
        feeds.extend(of_space.map(|feed| (feed.space, feed.device, feed.n, feed.head)));
    }
    let ends = community.membership.rosters.ends_for(member);
    Ok(kith_domain::feed::digest(feeds, ends))
}
