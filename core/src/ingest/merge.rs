//! A page on its way into the store: what it brings is guarded, joined to its feed and kept by document.
//!
//! Read [`super::page`] first, which says in which order.

use super::PageError;
use crate::error::Error;
use crate::phone::Community;
use crate::project::Dirty;
use crate::store::erase::Place;
use crate::store::faults;
use crate::store::feeds::{self, Feed};
use crate::store::history::History;
use crate::store::{self, changes, outbox, stretches, unsent};
use kith_domain::change::Spelled;
use kith_domain::document::{DocumentKind, DocumentName};
use kith_domain::feed::{SignedHead, next_head};
use kith_domain::guard::{self, CatchUnwind, Refusal, Submission};
use kith_domain::ids::{ChangeHash, CommunityId, DeviceTag, DocumentId, SpaceId};
use kith_domain::roster::Entry;
use kith_domain::wire::FedChange;
use rusqlite::Connection;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A page being merged.
pub(super) struct Merge<'p> {
    /// The first of this page's numbers of arrival.
    now: i64,
    /// Names of documents, as they are asked for.
    names: HashMap<DocumentId, DocumentName>,
    /// Where each feed touched stands after the changes so far.
    feeds: BTreeMap<(SpaceId, DeviceTag), Feed>,
    /// The last signed head of each feed touched: one verification per device and page.
    heads: BTreeMap<(SpaceId, DeviceTag), SignedHead>,
    /// What is new, by document, with its number of arrival.
    arrived: BTreeMap<DocumentId, Vec<(i64, Cow<'p, Spelled>)>>,
    writers: BTreeSet<(DeviceTag, DocumentId)>,
    /// Outbox items of which something came back.
    pub(super) done: BTreeSet<i64>,
    pub(super) dirty: Dirty,
    /// Whether work of this device came that this phone does not know.
    pub(super) strange: bool,
}

impl<'p> Merge<'p> {
    /// Where a feed stands, what this page brought included.
    fn feed(
        &self,
        db: &Connection,
        community: CommunityId,
        (space, device): (SpaceId, DeviceTag),
    ) -> Result<Feed, Error> {
        match self.feeds.get(&(space, device)) {
            Some(feed) => Ok(*feed),
            None => feeds::feed(db, community, space, device),
        }
    }

    /// The devices concerned to which an entry gives a lower number than this phone holds under their
    /// signature, with that. The own device is left out: verdicts run ahead of pages.
    pub(super) fn cut_off(
        &self,
        db: &Connection,
        community: &Community,
        entry: &Entry,
        concerned: &[DeviceTag],
    ) -> Result<Vec<(DeviceTag, u32)>, Error> {
        let mut cut_off = Vec::new();
        let others = concerned.iter().filter(|d| **d != community.row.device);
        for device in others {
            let said = entry.reached.iter().find(|r| r.device == *device);
            let held = self.feed(db, community.id(), (entry.roster, *device))?.n;
            if said.map_or(0, |reached| reached.n) < held {
                cut_off.push((*device, held));
            }
        }
        if !cut_off.is_empty() && faults::is_reread(db, community.id(), entry)? {
            cut_off.clear();
        }
        Ok(cut_off)
    }

    pub(super) fn begin(now: i64) -> Self {
        Self {
            now,
            names: HashMap::new(),
            feeds: BTreeMap::new(),
            heads: BTreeMap::new(),
            arrived: BTreeMap::new(),
            writers: BTreeSet::new(),
            done: BTreeSet::new(),
            dirty: Dirty::default(),
            strange: false,
        }
    }

    pub(super) fn document(
        &mut self,
        db: &Connection,
        community: &mut Community,
        name: &DocumentName,
    ) -> Result<(), PageError> {
        if !name.is_well_formed() {
            return Err(PageError::Malformed);
        }
        let id = name.id();
        if changes::name_document(db, community.id(), name, true)? {
            community.histories.begin(id);
        }
        self.names.insert(id, name.clone());
        Ok(())
    }

    /// A change that travelled whole: what cannot be taken apart, the guard has a word for.
    pub(super) fn whole(
        &mut self,
        db: &Connection,
        community: &mut Community,
        (place, fed): (i64, &FedChange),
    ) -> Result<(), PageError> {
        let spelled = Spelled::read(fed.document, &fed.bytes).filter(|change| {
            let parts = change.parts();
            (parts.actor.device(), parts.n) == (fed.device, fed.n)
        });
        if let Some(change) = spelled {
            return self.change(db, community, (place, Cow::Owned(change)));
        }
        let (space, kind) = self.place(db, community, fed.document)?;
        let feed = self.feed(db, community.id(), (space, fed.device))?;
        if fed.n <= feed.n {
            return Ok(()); // acknowledged before; the chain already vouches for it
        }
        if fed.is_erased() {
            let hash = fed.hash().ok_or(PageError::Malformed)?;
            let at = (fed.document, fed.device, fed.n);
            self.keep_place(db, community, (place, space), at, hash)?;
            self.moved((space, fed.device), feed, (fed.n, fed.document, hash));
            return Ok(());
        }
        let devices = &community.sequenced.devices;
        let device = devices.get(&fed.device).ok_or(PageError::Stranger)?;
        let submission = Submission {
            document: fed.document,
            kind,
            device: fed.device,
            member: device.member,
            n: fed.n,
            bytes: &fed.bytes,
        };
        let history = community.histories.get(db, community.id(), fed.document)?;
        let Ok(verdict) = guard::check(&submission, &history.sequenced(), &CatchUnwind);
        Err(verdict.map_or_else(guarded, |_| PageError::Malformed))
    }

    pub(super) fn change(
        &mut self,
        db: &Connection,
        community: &mut Community,
        (place, change): (i64, Cow<'p, Spelled>),
    ) -> Result<(), PageError> {
        let id = community.id();
        let (document, hash, n) = (change.document(), change.hash(), change.parts().n);
        let device = change.parts().actor.device();
        let (space, kind) = self.place(db, community, document)?;
        let feed = self.feed(db, id, (space, device))?;
        if n <= feed.n {
            return Ok(()); // acknowledged before; the chain already vouches for it
        }
        if community.sequenced.is_erased(document, space) {
            self.keep_place(db, community, (place, space), (document, device, n), hash)?;
            self.moved((space, device), feed, (n, document, hash));
            return Ok(());
        }
        let history = community.histories.get(db, id, document)?;
        if history.has(hash) {
            drop(history);
            let change = (document, hash);
            let done = unsent::acknowledge(db, id, &mut community.histories, change)?;
            self.done.extend(done);
        } else {
            let devices = &community.sequenced.devices;
            let member = devices.get(&device).ok_or(PageError::Stranger)?.member;
            let Ok(verdict) = guard::check_spelled(kind, member, &change, &history.sequenced());
            drop(history);
            let checked = verdict.map_err(guarded)?;
            let push = |history: &mut History| history.push(&change, checked, false);
            community.histories.change(document, push);
            let arrived = self.arrived.entry(document).or_default();
            arrived.push((self.now + place, change));
            self.writers.insert((device, document));
            self.strange = self.strange
                || (device == community.row.device && !outbox::remembers(db, id, hash)?);
        }
        self.moved((space, device), feed, (n, document, hash));
        Ok(())
    }

    fn moved(
        &mut self,
        place: (SpaceId, DeviceTag),
        feed: Feed,
        (n, document, hash): (u32, DocumentId, ChangeHash),
    ) {
        let moved = Feed {
            n,
            head: next_head(feed.head, n, document, hash),
            used: feed.used.max(n),
        };
        self.feeds.insert(place, moved);
    }

    /// Keeps the place of a change whose bytes are gone, and lets them go if they are here.
    fn keep_place(
        &mut self,
        db: &Connection,
        community: &mut Community,
        (place, space): (i64, SpaceId),
        (document, device, n): (DocumentId, DeviceTag, u32),
        hash: ChangeHash,
    ) -> Result<(), PageError> {
        let id = community.id();
        let erased = community.sequenced.is_erased(document, space);
        let done = unsent::acknowledge(db, id, &mut community.histories, (document, hash))?;
        if done.is_some() {
            self.done.extend(done);
            if erased {
                store::erase::document(db, id, document)?;
            }
            return Ok(());
        }
        let at = Place {
            arrived: self.now + place,
            document,
            device,
            n,
            hash,
        };
        Ok(store::erase::keep_place(db, id, &at, erased)?)
    }

    fn place(
        &mut self,
        db: &Connection,
        community: &Community,
        document: DocumentId,
    ) -> Result<(SpaceId, Option<DocumentKind>), PageError> {
        if let Some(name) = self.names.get(&document) {
            return Ok((name.space, name.kind()));
        }
        let found = changes::document_name(db, community.id(), document)?;
        let (name, _) = found.ok_or(PageError::Stranger)?;
        let place = (name.space, name.kind());
        self.names.insert(document, name);
        Ok(place)
    }

    pub(super) fn head(
        &mut self,
        db: &Connection,
        community: &Community,
        signed: &SignedHead,
    ) -> Result<(), PageError> {
        let key = (signed.space, signed.device);
        let feed = self.feed(db, community.id(), key)?;
        if signed.n < feed.n {
            return Ok(()); // an older head; the newer one vouches for more
        }
        if (signed.n, signed.head) != (feed.n, feed.head) {
            return Err(PageError::Withheld);
        }
        feeds::keep_head(db, community.id(), signed)?;
        self.heads.insert(key, *signed);
        Ok(())
    }

    /// Checks that every feed touched ends in a head its device signed, and stores them.
    pub(super) fn finish(
        self,
        db: &Connection,
        community: &mut Community,
    ) -> Result<Dirty, PageError> {
        for ((space, device), feed) in &self.feeds {
            let signed = self
                .heads
                .get(&(*space, *device))
                .ok_or(PageError::Withheld)?;
            let key = community
                .sequenced
                .devices
                .get(device)
                .ok_or(PageError::Stranger)?
                .key;
            if !signed.is_signed_by(community.id(), &key) {
                return Err(PageError::Forged);
            }
            feeds::set_feed(db, community.id(), *space, *device, *feed)?;
        }
        // In the order they came, so that the store only ever grows at its end.
        let mut arrived: Vec<_> = self.arrived.iter().collect();
        arrived.sort_by_key(|(_, changes)| changes.last().map(|(at, _)| *at));
        for (document, changes) in arrived {
            let space = self.names.get(document).map(|name| name.space);
            if space.is_some_and(|space| community.sequenced.is_erased(*document, space)) {
                // Erased further down in this very page.
                for (arrived, change) in changes {
                    let at = Place::of(*arrived, change);
                    store::erase::keep_place(db, community.id(), &at, true)?;
                }
                continue;
            }
            let changes: Vec<(i64, &Spelled)> =
                changes.iter().map(|(at, c)| (*at, c.as_ref())).collect();
            stretches::add(db, community.id(), *document, &changes)?;
        }
        for (device, document) in &self.writers {
            changes::note_writer(db, community.id(), *device, *document)?;
        }
        outbox::sweep(db, self.done)?;
        Ok(self.dirty)
    }
}

fn guarded(refusal: Refusal) -> PageError {
    PageError::Guard {
        code: refusal.code(),
    }
}
