//! Pages: stretches of the log as they travel, each ending at a push's end.

use crate::store::StoreError;
use crate::store::communities::Tag;
use crate::store::log::LogRow;
use kith_domain::hash::encode;
use kith_domain::limits;
use kith_domain::page::Packer;
use kith_domain::wire::LogItem;

/// Largest page before compression. Packing makes no push grow by more than half, so with the largest
/// push added no page can be too large after compression, which adds less than a kilobyte to what it
/// cannot press together.
const PACKED: usize = limits::PAGE_COMPRESSED - limits::PUSH_BYTES / 2 - 1024;
const LEVEL: i32 = 3;

/// Where a phone stands after the pages filled so far.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    /// Position of the last row.
    pub position: u64,
    /// The tag after it.
    pub tag: Tag,
}

/// Fills one page with rows.
#[derive(Debug, Default)]
pub struct Filling {
    page: Packer,
    /// The push that is being read; joins the page when it is whole.
    push: Option<Pushed>,
    mark: Option<Mark>,
    failed: bool,
}

/// One push of the log.
#[derive(Debug)]
struct Pushed {
    first: u64,
    items: Vec<LogItem>,
    bytes: usize,
    mark: Mark,
}

/// One page, filled.
#[derive(Debug)]
pub struct Filled {
    /// Compressed, and where it ends; none without rows.
    pub page: Option<(Vec<u8>, Mark)>,
    /// Whether every row is in.
    pub all: bool,
}

impl Filling {
    /// Adds a row; `false` when there is no room for its push nor for any after it.
    pub fn add(&mut self, row: &LogRow) -> bool {
        let begins = self.push.as_ref().is_none_or(|p| p.first != row.push);
        if begins && !self.close_push() {
            return false;
        }
        let Ok(item) = minicbor::decode::<LogItem>(&row.bytes) else {
            self.failed = true;
            return false;
        };
        let mark = Mark {
            position: row.position,
            tag: row.tag,
        };
        let push = self.push.get_or_insert_with(|| Pushed {
            first: row.push,
            items: Vec::new(),
            bytes: 0,
            mark,
        });
        push.items.push(item);
        push.bytes = push.bytes.saturating_add(row.bytes.len());
        push.mark = mark;
        true
    }

    /// Puts the whole push into the page; `false` when it does not fit and is left out.
    fn close_push(&mut self) -> bool {
        let Some(push) = self.push.take() else {
            return true;
        };
        let size = self.page.size().saturating_add(push.bytes);
        if !self.page.is_empty() && size > PACKED {
            return false;
        }
        for item in push.items {
            self.page.add(item);
        }
        self.mark = Some(push.mark);
        true
    }

    /// The page; `all` tells that no row was left out by [`Self::add`].
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when a row does not read.
    pub fn finish(mut self, all: bool) -> Result<Filled, StoreError> {
        let all = all && self.close_push();
        let damaged = StoreError::Damaged("a row of the log");
        if self.failed {
            return Err(damaged);
        }
        let Some(mark) = self.mark else {
            return Ok(Filled { page: None, all });
        };
        let page = encode(&self.page.finish());
        let compressed = zstd::bulk::compress(&page, LEVEL).map_err(|_| damaged)?;
        Ok(Filled {
            page: Some((compressed, mark)),
            all,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kith_domain::hash::decode_exact;
    use kith_domain::ids::{DeviceTag, DocumentId, SpaceId};
    use kith_domain::page::Page;
    use kith_domain::wire::FedChange;

    fn row(position: u64, push: u64) -> LogRow {
        let item = LogItem::Change(FedChange {
            document: DocumentId([1; 16]),
            device: DeviceTag([1; 6]),
            n: 1,
            // Noise, so that it can be neither packed nor pressed together.
            bytes: (0..1000_u64)
                .flat_map(|i| kith_domain::hash::hash(&(position, i)))
                .collect::<Vec<u8>>()
                .into(),
        });
        LogRow {
            position,
            push,
            space: SpaceId([0; 16]),
            is_entry: false,
            bytes: encode(&item),
            tag: [0; 8],
        }
    }

    #[test]
    fn pages_end_at_a_pushs_end_and_stay_within_bounds() {
        // Pushes of three rows of 32 kB each: two fit in a page.
        let rows: Vec<LogRow> = (1..=30).map(|p| row(p, (p - 1) / 3 * 3 + 1)).collect();
        let mut position = 0;
        for count in [6, 6, 6, 6, 6] {
            let mut filling = Filling::default();
            let all = rows
                .iter()
                .filter(|row| row.position > position)
                .all(|row| filling.add(row));
            let filled = filling.finish(all).unwrap();
            let (page, mark) = filled.page.unwrap();
            assert!(page.len() <= limits::PAGE_COMPRESSED, "{}", page.len());
            let inflated = zstd::bulk::decompress(&page, limits::PAGE_INFLATED).unwrap();
            let page: Page = decode_exact(&inflated, "page").unwrap();
            assert_eq!(page.unpack().unwrap().len(), count);
            position += u64::try_from(count).unwrap();
            assert_eq!(mark.position, position);
            assert_eq!(filled.all, position == 30);
        }
    }
}
