//! Flow 2, coming in: a page is checked, merged and projected in one transaction.
//!
//! The phone never refuses a change for its meaning; that is the projection's to classify. It does
//! refuse what breaks structure, the roster's chain or a device's feed, wherever it comes from: then
//! nothing of the page is kept and the sync says plainly what is wrong.

use crate::error::Error;
use crate::phone::Community;
use crate::project::Dirty;
use crate::roll_back;
use crate::store::faults;
use crate::store::feeds::{self, Feed};
use crate::store::index::DocumentIndex;
use crate::store::{
    self,
    changes::{self, Admitted},
};
use crate::store::{members, outbox, unsent};
use crate::twice;
use kith_domain::feed::{SignedHead, next_head};
use kith_domain::guard::{self, CatchUnwind, Submission};
use kith_domain::ids::{CommunityId, DeviceTag, SpaceId};
use kith_domain::rekey;
use kith_domain::roster::{Act, Entry, EntryError, Line, Record, Stated};
use kith_domain::wire::{FedChange, LogItem, Page};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// Why a page is not merged.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// The members' list does not hold.
    #[error(transparent)]
    Roster(#[from] EntryError),
    /// A change breaks structure.
    #[error("the server sent a change that no phone may take ({code}); nothing of it was kept")]
    Guard {
        /// The guard's code.
        code: &'static str,
    },
    /// A change of a device or document this phone was never told about.
    #[error("the server sent work of somebody it never introduced")]
    Stranger,
    /// A feed does not continue: something is withheld or out of order.
    #[error(
        "something is missing from what the server sent: work of one phone is withheld; nothing here \
         is lost, the next sync asks again; if it stays so, tell a coordinator"
    )]
    Withheld,
    /// A device's signature does not hold.
    #[error("the server sent work under a signature that does not hold")]
    Forged,
    /// The page is malformed or too large.
    #[error("the server's answer could not be read")]
    Malformed,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] Error),
}

impl From<rusqlite::Error> for PageError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

/// What a page came to.
#[derive(Debug)]
pub struct Merged {
    /// What is to be projected anew.
    pub dirty: Dirty,
    /// Entries given up because the server's list of members goes on otherwise; everything is to be
    /// projected anew then.
    pub rolled_back: usize,
}

/// Merges one page; the caller commits. `now` is this phone's clock.
///
/// # Errors
/// [`PageError`]; the caller rolls back and loads the community anew.
pub fn page(
    db: &Connection,
    community: &mut Community,
    page: &Page,
    now: i64,
) -> Result<Merged, PageError> {
    let mut merge = Merge {
        feeds: BTreeMap::new(),
        heads: BTreeMap::new(),
        dirty: Dirty::default(),
        strange: false,
    };
    let mut roster_moved = false;
    let mut rolled_back = 0;
    let mut keys = Vec::new();
    let mut owed = Vec::new();
    for item in &page.items {
        match item {
            LogItem::Entry(entry) => {
                let held = community.sequenced.chain(entry.roster).0;
                if entry.number <= held {
                    if members::has_entry(db, community.id(), entry)? {
                        continue; // sent again after a lost answer or a recovery
                    }
                    rolled_back += roll_back::to_before(db, community, entry, now)?;
                }
                let concerned = match &entry.stated {
                    Stated::Record(record) => {
                        merge.dirty.record(&community.sequenced, record);
                        owed.extend(lines_owed(community, record));
                        community.sequenced.concerned(record)
                    }
                    Stated::Line(line) => {
                        merge.dirty.spaces.insert(entry.roster);
                        let devices = community.sequenced.hands_of(line.member);
                        merge.dirty.devices.extend(&devices);
                        match line.device {
                            Some(device) => vec![device],
                            None => devices.into_iter().collect(),
                        }
                    }
                };
                community.sequenced.extend(entry)?;
                if merge.is_cut_short(db, community, entry, &concerned)? {
                    faults::keep(db, community.id(), entry)?;
                }
                members::append_entry(db, community.id(), entry)?;
                if let Stated::Record(record) = &entry.stated {
                    erase(db, community, record)?;
                    merge.dirty.erased |= record.body.act.erases();
                    outbox::acknowledge_record(db, community.id(), record.hash())?;
                    let made = rekey::made_here(record, &community.secret);
                    keys.extend(made.map(|key| (entry.roster, key)));
                }
                roster_moved = true;
            }
            LogItem::Document(name) => {
                if !name.is_well_formed() {
                    return Err(PageError::Malformed);
                }
                changes::name_document(db, community.id(), name, true)?;
            }
            LogItem::Change(fed) => merge.change(db, community, fed)?,
            LogItem::Head(signed) => merge.head(db, community, signed)?,
            LogItem::Snapshot { .. } => return Err(PageError::Malformed),
        }
    }
    if merge.strange {
        twice::met(db, community.id())?;
    }
    // The server writes them with their cause. Without them somebody removed would go on in a pairing.
    let ended = |(space, line): &(SpaceId, Line)| community.sequenced.has_ended(*space, line);
    if !owed.iter().all(ended) {
        return Err(PageError::Withheld);
    }
    let mut dirty = merge.finish(db, community)?;
    if roster_moved {
        crate::belong::reassume(db, community)?;
        crate::keys::learn(db, community, keys, &mut dirty)?;
    }
    outbox::sweep(db, community.id())?;
    Ok(Merged { dirty, rolled_back })
}

/// The lines that must come with a record, in the spaces this phone reads.
fn lines_owed(community: &Community, record: &Record) -> Vec<(SpaceId, Line)> {
    let (rosters, me) = (&community.sequenced, community.row.me);
    let mut lines = rosters.lines(record);
    // Who is removed is sent the community's roster up to there and nothing more.
    lines.retain(|(space, line)| line.member != me && rosters.may_read(*space, me));
    lines
}

/// Lets go of what a record erases.
fn erase(db: &Connection, community: &mut Community, record: &Record) -> Result<(), PageError> {
    let id = community.id();
    match &record.body.act {
        Act::DocumentErased { document } => {
            store::erase::document(db, id, *document)?;
            community.close([document]);
        }
        Act::SpaceErased {} => {
            let space = record.body.space_id();
            for name in changes::documents(db, id)? {
                if name.space == space {
                    store::erase::document(db, id, name.id())?;
                }
            }
            store::erase::keys(db, id, space)?;
            community.keyring.forget(space);
            community.close_all();
        }
        _ => {}
    }
    Ok(())
}

struct Merge {
    /// Where each feed touched stands after the changes so far.
    feeds: BTreeMap<(SpaceId, DeviceTag), Feed>,
    /// The last signed head of each feed touched: one verification per device and page.
    heads: BTreeMap<(SpaceId, DeviceTag), SignedHead>,
    dirty: Dirty,
    /// Whether work of this device came that this phone does not know.
    strange: bool,
}

impl Merge {
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

    /// Whether an entry gives one of the devices it concerns a lower number than this phone holds
    /// under that device's signature. The own device is left out: verdicts run ahead of pages.
    fn is_cut_short(
        &self,
        db: &Connection,
        community: &Community,
        entry: &Entry,
        concerned: &[DeviceTag],
    ) -> Result<bool, Error> {
        let others = concerned.iter().filter(|d| **d != community.row.device);
        for device in others {
            let said = entry.reached.iter().find(|r| r.device == *device);
            let held = self.feed(db, community.id(), (entry.roster, *device))?.n;
            if said.map_or(0, |reached| reached.n) < held {
                return Ok(!faults::is_reread(db, community.id(), entry)?);
            }
        }
        Ok(false)
    }

    fn change(
        &mut self,
        db: &Connection,
        community: &mut Community,
        fed: &FedChange,
    ) -> Result<(), PageError> {
        let id = community.id();
        let (name, _) = changes::document_name(db, id, fed.document)?.ok_or(PageError::Stranger)?;
        let feed = self.feed(db, id, (name.space, fed.device))?;
        if fed.n <= feed.n {
            return Ok(()); // acknowledged before; the chain already vouches for it
        }
        let hash = fed.hash().ok_or(PageError::Malformed)?;
        let erased = community.sequenced.is_erased(fed.document, name.space);
        if changes::has_change(db, id, fed.document, hash)? {
            unsent::acknowledge(db, id, fed.document, hash)?;
        } else if fed.is_erased() || erased {
            let place = (fed.document, fed.device, fed.n);
            store::erase::keep_place(db, id, place, hash, erased)?;
        } else {
            let device = community
                .sequenced
                .devices
                .get(&fed.device)
                .ok_or(PageError::Stranger)?;
            let submission = Submission {
                document: fed.document,
                kind: name.kind(),
                device: fed.device,
                member: device.member,
                n: fed.n,
                bytes: &fed.bytes,
            };
            let index = DocumentIndex {
                db,
                community: id,
                document: fed.document,
                own: false,
            };
            let checked = guard::check(&submission, &index, &CatchUnwind)?.map_err(|refusal| {
                PageError::Guard {
                    code: refusal.code(),
                }
            })?;
            let admitted = Admitted {
                document: fed.document,
                device: fed.device,
                n: fed.n,
                checked: &checked,
                bytes: &fed.bytes,
                outbox: None,
            };
            changes::insert_change(db, id, &admitted)?;
            self.strange = self.strange
                || (fed.device == community.row.device && !outbox::remembers(db, id, hash)?);
            self.dirty.documents.insert(fed.document);
        }
        let head = next_head(feed.head, fed.n, fed.document, hash);
        let used = feed.used.max(fed.n);
        self.feeds.insert(
            (name.space, fed.device),
            Feed {
                n: fed.n,
                head,
                used,
            },
        );
        Ok(())
    }

    fn head(
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
    fn finish(self, db: &Connection, community: &mut Community) -> Result<Dirty, PageError> {
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
        community.close(&self.dirty.documents);
        Ok(self.dirty)
    }
}
