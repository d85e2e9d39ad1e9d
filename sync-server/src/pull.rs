//! What a phone is sent: the rows it may read, in log order, in pages that resume.
//!
//! Whoever belongs gets the community's space and the spaces they are in. Who enters a space first
//! gets that space's earlier rows, then goes on. Who no longer belongs gets the roster up to the
//! entry that says so and nothing else; who left a pairing gets its roster up to there.

use crate::community::Community;
use crate::cursor::{CatchUp, Cursor};
use crate::page::{Filling, Mark};
use crate::ready::{Place, Ready, ReadyPages};
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
    (cursor, own): (Cursor, Option<u64>),
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
        // What is shown to who parts is theirs alone.
        let place = match reader {
            Reader::Member { spaces, .. } if parting.is_empty() => {
                let rosters = &community.membership.rosters;
                let spaces_erased = rosters.spaces.values().filter(|space| space.erased);
                let erased = rosters.erased.len() + spaces_erased.count();
                Some(Place::of(community.id, (head.epoch, erased), spaces))
            }
            _ => None,
        };
        let mut all = false;
        while !all && budget > 0 {
            let place = place.map(|place| place.after(cursor.position));
            let (page, mark);
            if let Some(kept) = place.and_then(|place| ready.get(place)) {
                (page, mark) = (Some(kept.bytes.clone()), kept.mark);
            } else {
                let mut filling = Filling::default();
                let seen = rows.each_after(cursor.position, |row| {
                    let here_already = !row.is_entry && own == Some(row.push);
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
                    page => (page.map(|(bytes, _)| bytes), end),
                };
            }
            budget = budget.saturating_sub(page.as_ref().map_or(0, Vec::len));
            pages.extend(page);
            (cursor.position, cursor.tag) = (mark.position, mark.tag.into());
        }
    }
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
    head: &crate::store::communities::Head,
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
