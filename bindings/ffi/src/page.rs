//! Lists come a page at a time: fifty to a hundred rows are one quick call, ten thousand are not.

use kith_core::query::{Listed, Part};

/// Which part of a list to give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct Page {
    /// How many rows to leave out from the top.
    #[uniffi(default = 0)]
    pub offset: u32,
    /// How many rows to give at most; 1000 is the most there are in a page.
    #[uniffi(default = 100)]
    pub limit: u32,
}

/// Most rows of one page.
pub const MOST_ROWS: u32 = 1_000;

impl Page {
    /// As the core names it, for a list that it can read in parts.
    pub(crate) fn part(self) -> Part {
        Part {
            offset: self.offset,
            limit: self.limit.min(MOST_ROWS),
        }
    }

    /// The rows of this page, of a list that the core gives whole.
    pub(crate) fn cut<T>(self, rows: Vec<T>) -> Listed<T> {
        let total = rows.len();
        let offset = usize::try_from(self.offset).unwrap_or(usize::MAX);
        let limit = usize::try_from(self.limit.min(MOST_ROWS)).unwrap_or(usize::MAX);
        Listed {
            rows: rows.into_iter().skip(offset).take(limit).collect(),
            total,
        }
    }
}

/// A number of rows as it crosses the border.
pub(crate) fn count(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

/// Declares the page of a list.
macro_rules! page_of {
    ($(#[doc = $doc:literal])+ $name:ident of $row:ty) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq, uniffi::Record)]
        pub struct $name {
            /// The rows asked for, in the list's order.
            pub rows: Vec<$row>,
            /// How many rows the whole list has.
            pub total: u32,
            /// The revision the rows are of, or an older one: ask anew when an observer hears of more.
            pub revision: u64,
        }

        impl $name {
            pub(crate) fn of<T>(revision: u64, listed: kith_core::query::Listed<T>) -> Self
            where
                $row: From<T>,
            {
                Self {
                    rows: listed.rows.into_iter().map(<$row>::from).collect(),
                    total: crate::page::count(listed.total),
                    revision,
                }
            }
        }
    };
}
pub(crate) use page_of;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_cut_from_the_list_and_never_beyond_it() {
        let page = |offset, limit| {
            let cut = Page { offset, limit }.cut((0..5).collect::<Vec<_>>());
            (cut.rows, cut.total)
        };
        assert_eq!(page(0, 2), (vec![0, 1], 5));
        assert_eq!(page(4, 2), (vec![4], 5));
        assert_eq!(page(9, 2), (vec![], 5));
        assert_eq!(page(0, u32::MAX).0.len(), 5);
    }
}
