//! Flow 2, coming in: a page is checked and merged in one transaction, its documents noted for projection.
//!
//! The phone never refuses a change for its meaning; that is the projection's to classify. It does
//! refuse what breaks structure, the roster's chain or a device's feed, wherever it comes from: then
//! nothing of the page is kept and the sync says plainly what is wrong.

mod merge;

use self::merge::Merge;
use crate::error::Error;
use crate::phone::Community;
use crate::project::Dirty;
use crate::roll_back;
use crate::store::faults;
use crate::store::{self, changes, members, outbox, stretches};
use crate::twice;
use kith_domain::ids::SpaceId;
use kith_domain::page::Item;
use kith_domain::rekey;
use kith_domain::roster::{Act, EntryError, Line, Record, Stated};
use kith_domain::wire::LogItem;
use rusqlite::Connection;
use std::borrow::Cow;

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
    items: &[Item],
    now: i64,
) -> Result<Merged, PageError> {
    let mut merge = Merge::begin(stretches::now(db)?);
    let mut roster_moved = false;
    let mut rolled_back = 0;
    let mut keys = Vec::new();
    let mut owed = Vec::new();
    for (place, item) in (0..).zip(items) {
        let item = match item {
            Item::Whole(item) => item,
            Item::Change(change) => {
                merge.change(db, community, (place, Cow::Borrowed(change)))?;
                continue;
            }
        };
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
                let cut_off = merge.cut_off(db, community, entry, &concerned)?;
                members::append_entry(db, community.id(), entry)?;
                if !cut_off.is_empty() {
                    faults::keep(db, community.id(), entry, &cut_off)?;
                }
                if let Stated::Record(record) = &entry.stated {
                    if matches!(record.body.act, Act::CutCorrected { .. }) {
                        faults::settle(db, community.id(), &community.sequenced)?;
                    }
                    erase(db, community, record)?;
                    merge.dirty.erased |= record.body.act.erases();
                    let done = outbox::acknowledge_record(db, community.id(), record.hash())?;
                    merge.done.extend(done);
                    let made = rekey::made_here(record, &community.secret);
                    keys.extend(made.map(|key| (entry.roster, key)));
                }
                roster_moved = true;
            }
            LogItem::Document(name) => merge.document(db, community, name)?,
            LogItem::Change(fed) => merge.whole(db, community, (place, fed))?,
            LogItem::Head(signed) => merge.head(db, community, signed)?,
        }
    }
    if merge.strange {
        twice::met(db, community.id(), community.caught_up)?;
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
            community.histories.forget([document]);
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
            community.histories.clear();
        }
        _ => {}
    }
    Ok(())
}
