//! Pages kept ready: every new phone of a neighbourhood asks for the same stretches of its log, and
//! phones that push together ask for the same end of it.
//!
//! The log only grows, and erasing begins it anew here, so a page that ended because the next push did
//! not fit is the same for everyone who reads the same spaces from the same place; so is the one after
//! it, up to one end of the log. Bounded, in memory, and never the truth: what is not here is filled
//! from the log.

use crate::page::Mark;
use kith_domain::hash;
use kith_domain::ids::{CommunityId, SpaceId};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

/// Most bytes kept.
const MOST: usize = 8 * 1024 * 1024;

/// What a full page depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place {
    /// Whose log, after which recovery, read by whom.
    log: [u8; 32],
    /// The position before its first row.
    after: u64,
    /// The log's last position, for a page that is not full.
    until: Option<u64>,
}

impl Place {
    /// The beginning of a log, as those who read these spaces see it, after `erased` erasures.
    #[must_use]
    pub fn of(
        community: CommunityId,
        (epoch, erased): (u32, usize),
        spaces: &BTreeSet<SpaceId>,
    ) -> Self {
        let spaces: Vec<SpaceId> = spaces.iter().copied().collect();
        let log = (
            "kith ready pages v1",
            community,
            epoch,
            erased as u64,
            spaces,
        );
        Self {
            log: hash::hash(&log),
            after: 0,
            until: None,
        }
    }

    /// The log's name.
    #[must_use]
    pub fn log(&self) -> &[u8; 32] {
        &self.log
    }

    /// The same log, further on.
    #[must_use]
    pub fn after(self, after: u64) -> Self {
        Self { after, ..self }
    }

    /// The page from here to the log's end as it is now.
    #[must_use]
    pub fn until(self, end: u64) -> Self {
        let until = Some(end);
        Self { until, ..self }
    }
}

/// A page.
#[derive(Debug, Clone)]
pub struct Ready {
    /// Compressed.
    pub bytes: Vec<u8>,
    /// Where it ends.
    pub mark: Mark,
}

/// Pages, those asked for last.
#[derive(Debug, Default)]
pub struct ReadyPages(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    pages: HashMap<Place, (u64, Arc<Ready>)>,
    bytes: usize,
    uses: u64,
}

impl Kept {
    /// Lets go of those asked for longest ago, down to half, so that it is seldom looked for them.
    fn make_room(&mut self) {
        let mut uses: Vec<(u64, Place)> = (self.pages.iter())
            .map(|(place, (used, _))| (*used, *place))
            .collect();
        uses.sort_unstable_by_key(|(used, _)| *used);
        for (_, oldest) in uses {
            if self.bytes <= MOST / 2 {
                return;
            }
            if let Some((_, old)) = self.pages.remove(&oldest) {
                self.bytes -= old.bytes.len();
            }
        }
    }
}

impl ReadyPages {
    /// The page at a place, if it is here.
    #[must_use]
    pub fn get(&self, place: Place) -> Option<Arc<Ready>> {
        let mut kept = self.kept();
        kept.uses += 1;
        let uses = kept.uses;
        let (used, ready) = kept.pages.get_mut(&place)?;
        *used = uses;
        Some(Arc::clone(ready))
    }

    /// Forgets every page: something was erased.
    pub fn clear(&self) {
        *self.kept() = Kept::default();
    }

    /// Keeps a page, in place of those asked for longest ago.
    pub fn put(&self, place: Place, ready: Ready) {
        let mut kept = self.kept();
        kept.uses += 1;
        kept.bytes += ready.bytes.len();
        let entry = (kept.uses, Arc::new(ready));
        if let Some((_, old)) = kept.pages.insert(place, entry) {
            kept.bytes -= old.bytes.len();
        }
        if kept.bytes > MOST {
            kept.make_room();
        }
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        // A panic while it was held can only have lost a page.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_longest_ago_makes_room() {
        let spaces = BTreeSet::from([SpaceId([1; 16])]);
        let place = Place::of(CommunityId([1; 16]), (0, 0), &spaces);
        let pages = ReadyPages::default();
        let page = |position| Ready {
            bytes: vec![0; MOST / 4],
            mark: Mark {
                position,
                tag: [0; 8],
            },
        };
        for after in 0..4 {
            pages.put(place.after(after), page(after + 1));
        }
        assert!(pages.get(place.after(0)).is_some());
        pages.put(place.after(4), page(5));
        assert!(pages.get(place.after(1)).is_none());
        let kept = pages.get(place.after(0)).map(|ready| ready.mark.position);
        assert_eq!(kept, Some(1));
        let others = BTreeSet::from([SpaceId([2; 16])]);
        let other = Place::of(CommunityId([1; 16]), (0, 0), &others);
        assert!(pages.get(other.after(0)).is_none());
    }
}
