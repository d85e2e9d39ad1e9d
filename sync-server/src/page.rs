//! Pages: stretches of the log as they travel, each ending at a push's end.

use crate::store::communities::Tag;
use crate::store::log::LogRow;
use kith_domain::limits;
use minicbor::Encoder;

/// Largest page before compression: so small that no page can be too large after it, since zstd
/// adds less than a kilobyte to what it cannot press together.
const INFLATED: usize = limits::PAGE_COMPRESSED - 1024;
const LEVEL: i32 = 3;

/// Where a phone stands after the pages filled so far.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    /// Position of the last row.
    pub position: u64,
    /// The tag after it.
    pub tag: Tag,
}

/// Fills pages with rows until `budget` bytes are reached.
#[derive(Debug)]
pub struct Pages {
    budget: usize,
    done: Vec<Vec<u8>>,
    page: Items,
    /// The push that is being read; joins the page when it is whole.
    push: Option<(u64, Items, Mark)>,
    mark: Option<Mark>,
    failed: bool,
}

#[derive(Debug, Default)]
struct Items {
    count: u64,
    bytes: Vec<u8>,
}

impl Items {
    fn add(&mut self, other: &mut Self) {
        self.count = self.count.saturating_add(other.count);
        self.bytes.append(&mut other.bytes);
        other.count = 0;
    }
}

impl Pages {
    /// No pages yet; a little more than `budget` compressed bytes at most.
    #[must_use]
    pub fn within(budget: usize) -> Self {
        Self {
            budget,
            done: Vec::new(),
            page: Items::default(),
            push: None,
            mark: None,
            failed: false,
        }
    }

    /// Adds a row; `false` when there is no room for it nor for any after it.
    pub fn add(&mut self, row: &LogRow) -> bool {
        if self
            .push
            .as_ref()
            .is_some_and(|(push, ..)| *push != row.push)
            && !self.close_push()
        {
            return false;
        }
        let mark = Mark {
            position: row.position,
            tag: row.tag,
        };
        let (_, items, last) = self
            .push
            .get_or_insert_with(|| (row.push, Items::default(), mark));
        items.count = items.count.saturating_add(1);
        items.bytes.extend_from_slice(&row.bytes);
        *last = mark;
        true
    }

    /// Puts the whole push into the page; `false` when the budget is used up, with the push left out.
    fn close_push(&mut self) -> bool {
        let Some((_, mut items, mark)) = self.push.take() else {
            return true;
        };
        let size = self.page.bytes.len().saturating_add(items.bytes.len());
        if self.page.count > 0 && size > INFLATED {
            self.close_page();
            if self.budget == 0 || self.failed {
                return false;
            }
        }
        self.page.add(&mut items);
        self.mark = Some(mark);
        true
    }

    fn close_page(&mut self) {
        let page = std::mem::take(&mut self.page);
        if page.count == 0 {
            return;
        }
        let mut inflated = Vec::with_capacity(page.bytes.len().saturating_add(12));
        // A Page is an array of one field, the array of its items. Writing to a Vec cannot fail.
        let _ = Encoder::new(&mut inflated)
            .array(1)
            .and_then(|e| e.array(page.count));
        inflated.extend_from_slice(&page.bytes);
        match zstd::bulk::compress(&inflated, LEVEL) {
            Ok(compressed) => {
                self.budget = self.budget.saturating_sub(compressed.len());
                self.done.push(compressed);
            }
            Err(_) => self.failed = true,
        }
    }

    /// The compressed pages, and where they end; `all` tells that no row was left out by [`Self::add`].
    #[must_use]
    pub fn finish(mut self, all: bool) -> Filled {
        let all = all && self.close_push();
        self.close_page();
        Filled {
            all: all && !self.failed,
            mark: if self.failed { None } else { self.mark },
            pages: if self.failed { Vec::new() } else { self.done },
            budget: self.budget,
        }
    }
}

/// What became of it.
#[derive(Debug)]
pub struct Filled {
    /// Whether every row is in.
    pub all: bool,
    /// Where the last page ends; none without pages.
    pub mark: Option<Mark>,
    /// Compressed, in order.
    pub pages: Vec<Vec<u8>>,
    /// Bytes left.
    pub budget: usize,
}

#[cfg(test)]
mod tests {
    use super::*;
    use kith_domain::hash::decode_exact;
    use kith_domain::ids::SpaceId;
    use kith_domain::wire::{LogItem, Page};

    fn row(position: u64, push: u64) -> LogRow {
        let item = LogItem::Snapshot {
            document: kith_domain::ids::DocumentId([1; 16]),
            // Noise, so that it cannot be pressed together.
            bytes: (0..1000_u64)
                .flat_map(|i| kith_domain::hash::hash(&(position, i)))
                .collect::<Vec<u8>>()
                .into(),
        };
        LogRow {
            position,
            push,
            space: SpaceId([0; 16]),
            is_entry: false,
            bytes: kith_domain::hash::encode(&item),
            tag: [0; 8],
        }
    }

    #[test]
    fn pages_end_at_a_pushs_end_and_stay_within_bounds() {
        let mut pages = Pages::within(600_000);
        // Pushes of three rows of 32 kB each: two fit in a page.
        let all = (1..=30).all(|p| pages.add(&row(p, (p - 1) / 3 * 3 + 1)));
        assert!(!all);
        let filled = pages.finish(all);
        assert!(!filled.all);
        assert_eq!(filled.pages.len(), 4);
        let mut last = 0;
        for page in &filled.pages {
            assert!(page.len() <= limits::PAGE_COMPRESSED, "{}", page.len());
            let inflated = zstd::bulk::decompress(page, limits::PAGE_INFLATED).unwrap();
            let page: Page = decode_exact(&inflated, "page").unwrap();
            assert_eq!(page.items.len(), 6);
            last += 6;
        }
        assert_eq!(filled.mark.map(|m| m.position), Some(last));
    }
}
