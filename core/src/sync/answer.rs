//! Taking a reply in: verdict, pages, keys; each step its own transaction. Only the pages' waits for the
//! disk: a verdict or a cursor that a power cut takes back is asked for again.
//!
//! The order matters: the verdict first (it may take back), then each page with the cursor it
//! reaches, then keys, then, when nothing remains, what was taken back is planned again.

use crate::error::Error;
use crate::ingest::{self, PageError};
use crate::keys;
use crate::phone::Phone;
use crate::project::{self, Dirty};
use crate::store::open::unhurried;
use crate::store::{door, erase, feeds, members, outbox};
use crate::take_back;
use crate::twice;
use kith_domain::hash;
use kith_domain::ids::CommunityId;
use kith_domain::keys::Dice;
use kith_domain::limits;
use kith_domain::page::{Item, Page};
use kith_domain::wire::{Push, Reply, Verdict};

/// Most who ask to be let in that a reply is believed about.
const KNOCKS: usize = 16;

/// What a reply came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taken {
    /// Changes of others merged.
    pub merged: usize,
    /// Own changes and records the server took.
    pub pushed: usize,
    /// Keys that came.
    pub keys: usize,
    /// The server asks for everything back.
    pub give_back: bool,
    /// The server's digest is another: one of the two lacks something.
    pub differs: bool,
    /// Seconds the server asks to wait.
    pub wait: Option<u32>,
    /// Entries that the server's list of members has no longer: this phone offers them again.
    pub rolled_back: usize,
    /// Own records the server took.
    pub records: usize,
    /// Rows still to come.
    pub remaining: u32,
    /// Whether another request is worth making at once.
    pub more: bool,
    /// Whether anything a screen shows may have changed.
    pub changed: bool,
}

impl Phone {
    /// Takes a reply in.
    ///
    /// # Errors
    /// [`PageError`]; what was taken in before it stays, and the phone is as after the last page.
    pub fn take_in(
        &mut self,
        community: CommunityId,
        pushed: Option<&Push>,
        reply: &Reply,
    ) -> Result<Taken, PageError> {
        let result = self.take_in_steps(community, pushed, reply);
        if let Ok(held) = self.community(community) {
            held.histories.trim();
        }
        if result.is_err() {
            self.reload(community)?;
        }
        result
    }

    fn take_in_steps(
        &mut self,
        community: CommunityId,
        pushed: Option<&Push>,
        reply: &Reply,
    ) -> Result<Taken, PageError> {
        let mut taken = Taken {
            remaining: reply.remaining,
            ..Taken::default()
        };
        if let (Some(verdict), Some(push)) = (&reply.verdict, pushed) {
            self.take_verdict(community, verdict, push, &mut taken)?;
        }
        if !reply.pages.is_empty() {
            self.take_pages(community, reply, &mut taken)?;
        } else if reply.problem.is_none() {
            let now = self.ambient.now();
            unhurried(&mut self.db, |db| {
                members::set_position(db, community, Some(&reply.cursor), now)
            })?;
        }
        self.take_mail(community, (reply, pushed.is_some()), &mut taken)?;
        if reply.remaining == 0 && reply.problem.is_none() {
            self.finish(community, reply, &mut taken)?;
            self.see_the_door(community, reply, &mut taken)?;
        }
        Ok(taken)
    }

    fn take_verdict(
        &mut self,
        community: CommunityId,
        verdict: &Verdict,
        push: &Push,
        taken: &mut Taken,
    ) -> Result<(), PageError> {
        let held = self
            .communities
            .get_mut(&community)
            .ok_or(Error::NoCommunity)?;
        match verdict {
            Verdict::Taken => {
                taken.more = unhurried(&mut self.db, |db| {
                    let tx = db.transaction()?;
                    take_back::acknowledge(&tx, held, push)?;
                    // Its own asking to be let in goes out once the poster it rests on stands.
                    let more = outbox::any_waiting(&tx, community)?
                        || door::asked(&tx, community)?.is_some();
                    tx.commit()?;
                    Ok(more)
                })?;
                taken.records = push.records.len();
                taken.pushed = push.changes.len() + push.records.len();
                taken.changed = true;
            }
            Verdict::Behind { .. } | Verdict::Refused { .. } => {
                let tx = self.db.transaction()?;
                let dirty = take_back::take_back(&tx, held, verdict, self.ambient.as_ref())?;
                project::later(&tx, held, &dirty)?;
                tx.commit()?;
                taken.changed = true;
                taken.more = true;
            }
            Verdict::Need => taken.give_back = true,
            // Not on the roster yet: the pages may bring the admission; the work waits.
            Verdict::Wait => {}
            Verdict::Later { seconds, .. } => taken.wait = Some(*seconds),
        }
        Ok(())
    }

    /// Takes all pages in, with the cursor they reach: one transaction, one wait for the disk. Each is
    /// merged before the next is opened, so memory holds one at a time.
    fn take_pages(
        &mut self,
        community: CommunityId,
        reply: &Reply,
        taken: &mut Taken,
    ) -> Result<(), PageError> {
        let now = self.ambient.now();
        let held = self
            .communities
            .get_mut(&community)
            .ok_or(Error::NoCommunity)?;
        let tx = self.db.transaction()?;
        let mut count = 0;
        let mut erased = false;
        for compressed in &reply.pages {
            let items = inflate(compressed)?;
            let merged = ingest::page(&tx, held, &items, now)?;
            if merged.rolled_back > 0 {
                project::rebuild(&tx, held)?;
                taken.rolled_back += merged.rolled_back;
            } else {
                project::later(&tx, held, &merged.dirty)?;
            }
            held.histories.trim_between_pages();
            erased |= merged.dirty.erased;
            count += items.len();
        }
        members::set_position(&tx, community, Some(&reply.cursor), now)?;
        tx.commit()?;
        if erased {
            self.db
                .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        }
        taken.merged += count;
        taken.changed |= count > 0;
        Ok(())
    }

    /// Opens wraps for this device, and wraps keys for devices that lack them.
    fn take_mail(
        &mut self,
        community: CommunityId,
        (reply, pushed): (&Reply, bool),
        taken: &mut Taken,
    ) -> Result<(), PageError> {
        let held = self
            .communities
            .get_mut(&community)
            .ok_or(Error::NoCommunity)?;
        let mut dirty = Dirty::default();
        let mut dice = Dice::new(self.ambient.random());
        let tx = self.db.transaction()?;
        taken.keys = keys::open(&tx, held, &reply.mail, &mut dirty)?;
        taken.more |= pushed && !keys::mail(&tx, held)?.is_empty();
        taken.more |= keys::hand_on(&tx, held, &reply.lacking, &mut dice)?;
        project::later(&tx, held, &dirty)?;
        tx.commit()?;
        taken.changed |= !dirty.is_empty();
        Ok(())
    }

    /// Notes who asks to be let in; and comes in, where it was this phone that asked.
    fn see_the_door(
        &mut self,
        community: CommunityId,
        reply: &Reply,
        taken: &mut Taken,
    ) -> Result<(), PageError> {
        let told = reply.knocks.as_deref().unwrap_or_default();
        let told = told.get(..told.len().min(KNOCKS)).unwrap_or_default();
        taken.changed |= door::keep(&self.db, community, told)?;
        if self.come_in(community)? {
            taken.changed = true;
            taken.more = true;
        }
        Ok(())
    }

    /// When all pages are in: plans taken-back commands again, then compares digests.
    fn finish(
        &mut self,
        community: CommunityId,
        reply: &Reply,
        taken: &mut Taken,
    ) -> Result<(), PageError> {
        let now = self.ambient.now();
        let held = self
            .communities
            .get_mut(&community)
            .ok_or(Error::NoCommunity)?;
        if take_back::pending(&self.db, held)? {
            let tx = self.db.transaction()?;
            let dirty = take_back::replay(&tx, held, now)?;
            project::later(&tx, held, &dirty)?;
            tx.commit()?;
            taken.more = true;
            taken.changed = true;
        }
        let tx = self.db.transaction()?;
        let unexplained = erase::forget_unexplained(&tx, community)?;
        if unexplained {
            members::set_position(&tx, community, None, now)?;
        }
        tx.commit()?;
        if unexplained {
            return Err(PageError::Withheld);
        }
        if let Some(theirs) = &reply.digest {
            // Of a space this phone has left it keeps the feeds, and the server tells no more of them.
            let mut read = feeds::feeds(&self.db, community)?;
            read.retain(|(space, ..)| held.sequenced.may_read(*space, held.row.me));
            let ends = held.sequenced.ends_for(held.row.me);
            taken.differs = kith_domain::feed::digest(read, ends) != **theirs;
        }
        twice::caught_up(&self.db, community)?;
        held.caught_up = true;
        Ok(())
    }
}

/// Reads one compressed page, bounded on both sides of inflating.
///
/// # Errors
/// [`PageError::Malformed`].
pub fn inflate(compressed: &[u8]) -> Result<Vec<Item>, PageError> {
    if compressed.len() > limits::PAGE_COMPRESSED {
        return Err(PageError::Malformed);
    }
    let bytes = zstd::bulk::decompress(compressed, limits::PAGE_INFLATED)
        .map_err(|_| PageError::Malformed)?;
    let page: Page = hash::decode_exact(&bytes, "page").map_err(|_| PageError::Malformed)?;
    page.unpack().map_err(|_| PageError::Malformed)
}
