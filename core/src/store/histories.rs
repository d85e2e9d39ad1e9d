//! The histories a phone has open: those it used last, and within a page all that the page touches.

use crate::error::Error;
use crate::store::history::History;
use kith_domain::ids::{ChangeHash, CommunityId, DocumentId};
use rusqlite::Connection;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

/// How many stay open between transactions.
const KEPT: usize = 8;
/// How many changes stay open between two pages of one answer: a few megabytes.
const KEPT_CHANGES: usize = 4096;

/// Open histories of one community. Like all that is in memory they never run ahead of the disk:
/// whoever rolls a transaction back drops them.
#[derive(Debug, Default)]
pub struct Histories(RefCell<Open>);

#[derive(Debug, Default)]
struct Open {
    held: HashMap<DocumentId, (u64, Arc<History>)>,
    /// Counts uses.
    uses: u64,
}

impl Histories {
    /// A document's history, read if need be.
    ///
    /// # Errors
    /// The disk's own.
    pub fn get(
        &self,
        db: &Connection,
        community: CommunityId,
        document: DocumentId,
    ) -> Result<Arc<History>, Error> {
        let mut open = self.0.borrow_mut();
        open.uses += 1;
        let uses = open.uses;
        if let Some((used, history)) = open.held.get_mut(&document) {
            *used = uses;
            return Ok(Arc::clone(history));
        }
        let history = Arc::new(History::read(db, community, document)?);
        open.held.insert(document, (uses, Arc::clone(&history)));
        Ok(history)
    }

    /// Opens the history of a document that was never known here, without looking for it.
    pub fn begin(&mut self, document: DocumentId) {
        let open = self.0.get_mut();
        open.uses += 1;
        let begun = (open.uses, Arc::new(History::new(document)));
        open.held.insert(document, begun);
    }

    /// Changes an open history; one that is not open will be read from the disk as it is then.
    pub fn change(&mut self, document: DocumentId, change: impl FnOnce(&mut History)) {
        if let Some((_, history)) = self.0.get_mut().held.get_mut(&document) {
            change(Arc::make_mut(history));
        }
    }

    /// Notes that the server has a change of ours.
    pub fn acknowledge(&mut self, document: DocumentId, hash: ChangeHash) {
        self.change(document, |history| history.acknowledge(hash));
    }

    /// Drops these.
    pub fn forget<'a>(&mut self, documents: impl IntoIterator<Item = &'a DocumentId>) {
        for document in documents {
            self.0.get_mut().held.remove(document);
        }
    }

    /// Drops all.
    pub fn clear(&mut self) {
        self.0.get_mut().held.clear();
    }

    /// Drops all but those used last.
    pub fn trim(&self) {
        self.keep(KEPT, usize::MAX);
    }

    /// Drops what the next page of an answer will hardly ask for. People write in a few dozen documents
    /// at a time, so that a page goes on where the one before it ended.
    pub fn trim_between_pages(&self) {
        self.keep(usize::MAX, KEPT_CHANGES);
    }

    /// Keeps those used last: at most so many, and at most so many changes together.
    fn keep(&self, documents: usize, changes: usize) {
        let mut open = self.0.borrow_mut();
        let used = open
            .held
            .values()
            .map(|(used, history)| (*used, history.len()));
        let mut used: Vec<(u64, usize)> = used.collect();
        used.sort_unstable_by(|a, b| b.cmp(a));
        let mut sum = 0_usize;
        let oldest = used.iter().take(documents).take_while(|(_, length)| {
            sum = sum.saturating_add(*length);
            sum <= changes
        });
        let oldest = oldest.last().map_or(u64::MAX, |(used, _)| *used);
        open.held.retain(|_, (used, _)| *used >= oldest);
    }
}
