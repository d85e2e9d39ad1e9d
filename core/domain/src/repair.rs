//! Repair: two sides say where each feed and roster stands, and send each other what is missing.
//!
//! A phone says it in a [`Repair`] when a digest differs or the server was set back; the server answers
//! with its own stand where that differs, and with pages of the intervals the phone lacks. Nothing in
//! here is believed: what comes is verified as ever, and what is given back is judged as ever. Read
//! next: [`crate::wire`].

use crate::feed::Reached;
use crate::ids::{DeviceTag, EntryHash, FeedHead, SpaceId};
use crate::limits;
use crate::roster::Entry;
use minicbor::bytes::ByteArray;
use minicbor::{Decode, Encode};
use std::collections::BTreeMap;

/// How much of a hash is said: enough that nobody has two histories which agree in it.
pub type Prefix = ByteArray<8>;

/// What a phone says when it asks for a repair.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct Repair {
    /// Where it stands; what is left out counts as not held. At most [`limits::REPAIR_FEEDS`] feeds and
    /// as many spaces.
    #[n(0)]
    pub stands: Vec<Stand>,
    /// Whether it has given back all that it can: a server in recovery waits for this word.
    #[n(1)]
    pub gave_all: bool,
}

impl Repair {
    /// Whether it says no more than one message may.
    #[must_use]
    pub fn fits(&self) -> bool {
        let feeds = self.stands.iter().map(|stand| stand.feeds.len());
        self.stands.len() <= limits::REPAIR_FEEDS && feeds.sum::<usize>() <= limits::REPAIR_FEEDS
    }
}

/// Where one side stands in a space.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Stand {
    /// The space.
    #[n(0)]
    pub space: SpaceId,
    /// Number of its roster's last entry; 0 for none.
    #[n(1)]
    pub number: u32,
    /// Of that entry's hash.
    #[n(2)]
    pub entry: Prefix,
    /// Its feeds; in an answer those that stand elsewhere than the phone said.
    #[n(3)]
    pub feeds: Vec<FeedStand>,
}

/// Where one feed stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct FeedStand {
    /// Its device.
    #[n(0)]
    pub device: DeviceTag,
    /// Its number; 0 when nothing of it is held.
    #[n(1)]
    pub n: u32,
    /// Of the head after it.
    #[n(2)]
    pub head: Prefix,
}

impl FeedStand {
    /// A feed that has reached this.
    #[must_use]
    pub fn at(device: DeviceTag, n: u32, head: FeedHead) -> Self {
        let head = prefix(&head.0);
        Self { device, n, head }
    }
}

impl Stand {
    /// A space whose roster ends here, and no feeds.
    #[must_use]
    pub fn of(space: SpaceId, (number, entry): (u32, EntryHash)) -> Self {
        Self {
            space,
            number,
            entry: prefix(&entry.0),
            feeds: Vec::new(),
        }
    }

    /// Whether the roster ends here.
    #[must_use]
    pub fn is_at(&self, (number, entry): (u32, EntryHash)) -> bool {
        (self.number, self.entry) == (number, prefix(&entry.0))
    }

    /// Whether this very entry is the roster's last.
    #[must_use]
    pub fn ends_in(&self, entry: &Entry) -> bool {
        // Hashed only where it may be.
        (self.space, self.number) == (entry.roster, entry.number)
            && self.entry == prefix(&entry.hash().0)
    }
}

/// What is said of a hash.
#[must_use]
pub fn prefix(hash: &[u8; 32]) -> Prefix {
    hash.first_chunk().copied().unwrap_or_default().into()
}

/// Where a phone stands: the ends of its rosters and its feeds, as many as one message holds.
#[must_use]
pub fn stands(
    ends: impl IntoIterator<Item = (SpaceId, (u32, EntryHash))>,
    feeds: impl IntoIterator<Item = Reached>,
) -> Vec<Stand> {
    let ends = ends.into_iter().take(limits::REPAIR_FEEDS);
    let mut stands: BTreeMap<SpaceId, Stand> = ends
        .map(|(space, end)| (space, Stand::of(space, end)))
        .collect();
    for (space, device, n, head) in feeds.into_iter().take(limits::REPAIR_FEEDS) {
        if let Some(stand) = stands.get_mut(&space) {
            stand.feeds.push(FeedStand::at(device, n, head));
        }
    }
    stands.into_values().collect()
}

/// How far these stand, all numbers together: what moves a side on makes it larger.
#[must_use]
pub fn reached(stands: &[Stand]) -> u64 {
    let numbers = stands.iter().flat_map(|stand| {
        let feeds = stand.feeds.iter().map(|feed| feed.n);
        feeds.chain([stand.number])
    });
    numbers.map(u64::from).sum()
}

/// The feeds of some stands, to look them up.
#[must_use]
pub fn by_feed(stands: &[Stand]) -> BTreeMap<(SpaceId, DeviceTag), FeedStand> {
    let feeds = stands.iter().flat_map(|stand| {
        let feeds = stand.feeds.iter();
        feeds.map(|feed| ((stand.space, feed.device), *feed))
    });
    feeds.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_of_more_feeds_than_a_message_holds_says_as_many_as_fit() {
        let space = SpaceId([1; 16]);
        let many = u32::try_from(limits::REPAIR_FEEDS).unwrap() + 7;
        let feeds = (0..many).map(|n| {
            let [.., a, b, c] = n.to_be_bytes();
            let device = DeviceTag([0, 0, 0, a, b, c]);
            (space, device, u32::MAX, FeedHead([0xff; 32]))
        });
        let end = (space, (9, EntryHash([2; 32])));
        let mut repair = Repair {
            stands: stands([end], feeds),
            gave_all: false,
        };
        assert_eq!(by_feed(&repair.stands).len(), limits::REPAIR_FEEDS);
        assert!(repair.fits());
        let bytes = crate::hash::encode(&repair).len();
        assert!(bytes < limits::REQUEST / 2, "{bytes} bytes");
        let again = repair.stands[0].feeds[0];
        repair.stands[0].feeds.push(again);
        assert!(!repair.fits());
    }
}
