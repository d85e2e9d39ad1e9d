//! Changes: compared with what stands, guarded, judged by rights, and vouched for by heads.

use super::{Admission, Stop};
use crate::store::StoreError;
use crate::store::changes::DocumentIndex;
use crate::store::feeds::Feed;
use kith_domain::document::DocumentName;
use kith_domain::feed::{SignedHead, first_head, next_head};
use kith_domain::guard::{CatchUnwind, Checked, Refusal, Submission, check};
use kith_domain::ids::{DeviceTag, DocumentId, SpaceId};
use kith_domain::policy;
use kith_domain::wire::{FedChange, LogItem, Push, RefusedChange, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// A change that is new here, with its document's name.
struct Fresh<'p> {
    name: DocumentName,
    /// Whether the document is here already.
    named: bool,
    fed: &'p FedChange,
}

impl Admission<'_> {
    pub(super) fn take_changes(&mut self, push: &Push) -> Result<(), Stop> {
        let mut feeds = BTreeMap::new();
        let fresh = self.compare(push, &mut feeds)?;
        if fresh.is_empty() {
            return Ok(());
        }
        self.name_documents(&fresh)?;
        for change in &fresh {
            self.take_change(change, &mut feeds)?;
        }
        // Without every change in its place the heads cannot be right; the codes say enough.
        if self.refused_changes.is_empty() {
            for ((_, document), sums) in self.held.borrow_mut().sums() {
                self.rows.set_sums(document, &sums)?;
            }
            self.take_heads(&fresh, &feeds, &push.heads)?;
        }
        Ok(())
    }

    /// Sorts out what stands already, change for change; the rest must go on where the feed ends.
    fn compare<'p>(
        &mut self,
        push: &'p Push,
        feeds: &mut BTreeMap<(SpaceId, DeviceTag), Feed>,
    ) -> Result<Vec<Fresh<'p>>, Stop> {
        let given: BTreeMap<DocumentId, &DocumentName> = push
            .documents
            .iter()
            .map(|name| (name.id(), name))
            .collect();
        let mut fresh = Vec::new();
        // A push is mostly about few documents; each is looked up once.
        let mut names: BTreeMap<DocumentId, (DocumentName, bool)> = BTreeMap::new();
        let mut last: BTreeMap<(SpaceId, DeviceTag), u32> = BTreeMap::new();
        for fed in &push.changes {
            let (name, named) = match names.get(&fed.document) {
                Some(known) => known.clone(),
                None => {
                    let known = match self.rows.document(fed.document)? {
                        Some(name) => (name, true),
                        None => match given.get(&fed.document) {
                            Some(name) => ((*name).clone(), false),
                            None => return Err(Stop::Verdict(Verdict::Need)),
                        },
                    };
                    names.insert(fed.document, known.clone());
                    known
                }
            };
            let place = (name.space, fed.device);
            let feed = match feeds.get(&place) {
                Some(feed) => *feed,
                None => {
                    let feed = self.feed(name.space, fed.device)?;
                    feeds.insert(place, feed);
                    feed
                }
            };
            if fed.n <= feed.n {
                let stands = self.rows.fed(name.space, fed.device, fed.n)?;
                let given = fed.hash().map(|hash| (fed.document, hash));
                if given.is_some() && stands == given {
                    continue;
                }
                if fed.device == self.caller.tag() {
                    let numbers = vec![(name.space, feed.n)];
                    return Err(Stop::Verdict(Verdict::Behind { numbers }));
                }
                self.refuse_change(name.space, fed.n, "exists-twice");
                continue;
            }
            if last
                .insert(place, fed.n)
                .is_some_and(|before| fed.n <= before)
            {
                self.refuse_change(name.space, fed.n, Refusal::NumberNotRising.code());
                continue;
            }
            // Whose it is does not matter: its device's signature over the head vouches for it, so
            // any phone may carry it.
            fresh.push(Fresh { name, named, fed });
        }
        Ok(fresh)
    }

    fn feed(&self, space: SpaceId, device: DeviceTag) -> Result<Feed, StoreError> {
        let none = || Feed {
            space,
            device,
            n: 0,
            head: first_head(self.community.id, space, device),
        };
        Ok(self.rows.feed(space, device)?.unwrap_or_else(none))
    }

    /// Appends the names of documents that are written for the first time.
    fn name_documents(&mut self, fresh: &[Fresh<'_>]) -> Result<(), Stop> {
        let mut added = BTreeSet::new();
        for Fresh { name, named, fed } in fresh {
            if *named || added.contains(&fed.document) {
                continue;
            }
            let spaces = &self.community.membership.rosters.spaces;
            if !name.is_well_formed() {
                self.refuse_change(name.space, fed.n, "bad-name");
            } else if !spaces.contains_key(&name.space) {
                self.refuse_change(name.space, fed.n, "unknown-space");
            } else {
                added.insert(fed.document);
                self.rows.add_document(name)?;
                self.append(name.space, &LogItem::Document(name.clone()))?;
            }
        }
        Ok(())
    }

    fn take_change(
        &mut self,
        Fresh { name, fed, .. }: &Fresh<'_>,
        feeds: &mut BTreeMap<(SpaceId, DeviceTag), Feed>,
    ) -> Result<(), Stop> {
        let rosters = &self.community.membership.rosters;
        let Some(member) = rosters.devices.get(&fed.device).map(|d| d.member) else {
            // Behind a refused admission nobody is waited for; its code says enough.
            if !self.refused_records.is_empty() {
                return Ok(());
            }
            return Err(Stop::Verdict(Verdict::Wait));
        };
        if rosters.is_erased(fed.document, name.space) {
            return self.take_erased(name, fed, feeds);
        }
        let submission = Submission {
            document: fed.document,
            kind: name.kind(),
            device: fed.device,
            member,
            n: fed.n,
            bytes: &fed.bytes,
        };
        let index = DocumentIndex {
            rows: self.rows,
            document: fed.document,
            held: self.held,
        };
        // The writer's thread has a deep stack of its own.
        let checked = match check(&submission, &index, &CatchUnwind)? {
            Ok(checked) => checked,
            // Behind a refused change its successors' deps are missing; that is no news.
            Err(Refusal::MissingDeps(_)) if !self.refused_changes.is_empty() => return Ok(()),
            Err(Refusal::MissingDeps(_)) => return Err(Stop::Verdict(Verdict::Need)),
            Err(refusal) => {
                self.refuse_change(name.space, fed.n, refusal.code());
                return Ok(());
            }
        };
        if let Some(code) = self.denied(name, fed, &checked) {
            self.refuse_change(name.space, fed.n, code);
            return Ok(());
        }
        let held = &mut self.held.borrow_mut();
        self.rows.add_change(name.space, fed, &checked, held)?;
        self.append(name.space, &LogItem::Change((*fed).clone()))?;
        self.changes = self.changes.saturating_add(1);
        if let Some(feed) = feeds.get_mut(&(name.space, fed.device)) {
            feed.head = next_head(feed.head, fed.n, fed.document, checked.hash);
            feed.n = fed.n;
        }
        Ok(())
    }

    /// Of an erased document only places and hashes are kept, and those only when a phone gives back
    /// what stood here before; anything new is refused.
    fn take_erased(
        &mut self,
        name: &DocumentName,
        fed: &FedChange,
        feeds: &mut BTreeMap<(SpaceId, DeviceTag), Feed>,
    ) -> Result<(), Stop> {
        let place = fed.erased().filter(|_| self.head().recovering);
        let (Some(place), Some(hash)) = (place, fed.hash()) else {
            self.refuse_change(name.space, fed.n, "erased");
            return Ok(());
        };
        self.rows.add_place(name.space, fed, hash)?;
        self.append(name.space, &LogItem::Change(place))?;
        if let Some(feed) = feeds.get_mut(&(name.space, fed.device)) {
            feed.head = next_head(feed.head, fed.n, fed.document, hash);
            feed.n = fed.n;
        }
        Ok(())
    }

    /// Why the author may not state this here, if so: the first reason in the change's order.
    fn denied(
        &self,
        name: &DocumentName,
        fed: &FedChange,
        checked: &Checked,
    ) -> Option<&'static str> {
        let rosters = &self.community.membership.rosters;
        let now = (!self.head().recovering).then_some(self.now);
        let mut puts = checked.puts.iter();
        puts.find_map(|put| policy::admits(rosters, name, &put.key, (fed.device, fed.n), now).err())
    }

    /// Holds each feed's new end to what its device signed.
    fn take_heads(
        &mut self,
        fresh: &[Fresh<'_>],
        feeds: &BTreeMap<(SpaceId, DeviceTag), Feed>,
        heads: &[SignedHead],
    ) -> Result<(), Stop> {
        for feed in feeds.values() {
            let touched =
                |f: &&Fresh<'_>| (f.name.space, f.fed.device) == (feed.space, feed.device);
            if !fresh.iter().any(|f| touched(&f)) {
                continue;
            }
            let vouching = heads.iter().find(|head| {
                (head.space, head.device, head.n) == (feed.space, feed.device, feed.n)
            });
            let devices = &self.community.membership.rosters.devices;
            let key = devices.get(&feed.device).map(|d| d.key);
            let signed = vouching
                .filter(|head| key.is_some_and(|key| head.is_signed_by(self.community.id, &key)));
            let Some(signed) = signed else {
                self.refuse_change(feed.space, feed.n, "bad-head");
                continue;
            };
            if signed.head != feed.head {
                // Signed and yet another chain: changes between are missing here.
                return Err(Stop::Verdict(Verdict::Need));
            }
            self.rows.set_feed(feed, self.now)?;
            self.append(feed.space, &LogItem::Head(*signed))?;
        }
        Ok(())
    }

    fn refuse_change(&mut self, space: SpaceId, n: u32, code: &str) {
        self.refused_changes.push(RefusedChange {
            space,
            n,
            code: code.to_owned(),
        });
    }
}
