//! What waits on this phone, what went wrong, and what to do about it.

use super::lens::Lens;
use super::word::{Sync, SyncWord};
use crate::app::App;
use crate::error::Error;
use crate::keys;
use crate::store::faults;
use crate::store::outbox::{self, State};
use crate::twice;
use kith_domain::ids::{CommunityId, SpaceId};
use rusqlite::OptionalExtension;
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::Path;

/// How this phone stands with one community.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Status {
    /// The community.
    pub community: CommunityId,
    /// Where its server answers.
    pub address: String,
    /// When it last answered, in seconds since 1970; none before the first time.
    pub last_contact: Option<i64>,
    /// What the last sync found wrong.
    pub trouble: Option<String>,
    /// The same as a stable word; `withheld` when the server keeps something from this phone.
    pub trouble_code: Option<String>,
    /// Commands the server does not have.
    pub unsent: usize,
    /// Commands that need a look.
    pub needs_a_look: usize,
    /// Those commands, oldest first.
    pub items: Vec<OutboxRow>,
    /// Spaces whose key has not come yet.
    pub waiting_for_key: Vec<SpaceId>,
    /// Whether this phone lives on as two copies; both go on safely, and one should be let go.
    pub exists_twice: bool,
    /// Corrupt databases that were moved aside, never deleted: unsent work may be in there.
    pub moved_aside: Vec<String>,
}

/// A command that is not done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutboxRow {
    /// Its number on this phone: what dismissing takes.
    pub id: i64,
    /// What it is.
    pub words: String,
    /// When it was made, in seconds since 1970.
    pub made: i64,
    /// Why it needs a look, as a stable word.
    pub code: Option<String>,
    /// What to do about it.
    pub next: Option<&'static str>,
    /// Where it stands.
    pub sync: Sync,
}

impl App {
    /// Corrupt databases that were moved aside, never deleted: to be shown even where nothing else
    /// is left to show.
    ///
    /// # Errors
    /// None now; a later store may have some.
    pub fn moved_aside(&self) -> Result<Vec<String>, Error> {
        self.with(|phone| Ok(moved_aside(phone.db.path().unwrap_or_default())))
    }

    /// What waits and what went wrong.
    ///
    /// # Errors
    /// [`Error::NoCommunity`], or the disk's own.
    pub fn status(&self, community: CommunityId) -> Result<Status, Error> {
        self.look(community, |lens| {
            let items: Vec<OutboxRow> = outbox::items(lens.db, community)?
                .into_iter()
                .map(row)
                .collect();
            let needs_a_look = items
                .iter()
                .filter(|item| item.sync.word == SyncWord::NeedsALook)
                .count();
            let (last_contact, trouble, trouble_code) = contact(lens)?;
            let (trouble, trouble_code) = match trouble {
                // Whatever else is wrong, this is what a coordinator must hear of.
                _ if faults::any(lens.db, community)? => (
                    Some(faults::WORDS.to_owned()),
                    Some("server-fault".to_owned()),
                ),
                trouble => (trouble, trouble_code),
            };
            let held = lens.community;
            Ok(Status {
                community,
                address: held.row.address.clone(),
                last_contact,
                trouble,
                trouble_code,
                unsent: items.len() - needs_a_look,
                needs_a_look,
                items,
                waiting_for_key: keys::missing(held)
                    .into_iter()
                    .map(|lack| lack.space)
                    .collect::<BTreeSet<SpaceId>>()
                    .into_iter()
                    .collect(),
                exists_twice: twice::told(lens.db, community)?,
                moved_aside: moved_aside(lens.db.path().unwrap_or_default()),
            })
        })
    }

    /// Forgets a command that needs a look, once its person has read why. Returns whether there was
    /// such a one; work that waits to be sent is never dropped.
    ///
    /// # Errors
    /// [`Error::NoCommunity`], or the disk's own.
    pub fn dismiss(&self, community: CommunityId, item: i64) -> Result<bool, Error> {
        self.act(|phone| {
            phone.community(community)?;
            let tx = phone.db.transaction()?;
            let found = outbox::items(&tx, community)?
                .into_iter()
                .any(|held| held.id == item && held.state == State::Look);
            if found {
                outbox::delete(&tx, item)?;
            }
            tx.commit()?;
            Ok(found)
        })
    }
}

/// When the server last answered, in seconds since 1970; what the last sync found wrong, in words and
/// as a stable one.
type Contact = (Option<i64>, Option<String>, Option<String>);

/// When the server last answered, and what the last sync found wrong.
pub(super) fn contact(lens: &Lens<'_>) -> Result<Contact, Error> {
    let found = lens
        .db
        .prepare_cached(
            "SELECT contact, trouble, trouble_code FROM member_of WHERE community = ?1",
        )?
        .query_row([lens.community.id().as_bytes()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    Ok(found.unwrap_or_default())
}

pub(super) fn row(item: outbox::Item) -> OutboxRow {
    let code = item.code.filter(|_| item.state == State::Look);
    let next = (item.state == State::Look).then(|| next_step(code.as_deref().unwrap_or_default()));
    OutboxRow {
        id: item.id,
        words: item.words,
        made: item.acted.made,
        sync: match next {
            Some(next) => Sync::because(SyncWord::NeedsALook, next),
            None => Sync::of(SyncWord::OnThisPhone),
        },
        code,
        next,
    }
}

/// What a person can do about work that was not taken.
fn next_step(code: &str) -> &'static str {
    match code {
        "already-sealed" => {
            "The round was closed before this arrived; ask its organiser, or wait for the next one."
        }
        "screen-is-stale" => "Things had changed by then; look again and decide again.",
        "already-placed" | "already-delivered" | "already-settled" | "already-agreed"
        | "already-closed" => "Somebody else did it first; nothing more is needed.",
        "withdrawn" | "superseded" => "It was changed or taken back meanwhile; look again.",
        "after-leaving" | "not-a-member" => {
            "You no longer belonged when this arrived; ask a coordinator to note it for you."
        }
        "revoked" => "This phone was revoked; ask a coordinator to add it anew.",
        "wrong-role" => "You no longer had the role for this; ask a coordinator.",
        "drawer-full" | "document-full" | "round-is-full" => {
            "There is no room for more here; ask another member of your household to write it."
        }
        "newer-version" | "not-yet" | "unknown-topic" => "Update the app, then do it again.",
        "waiting-for-key" => "Sync while somebody who has the key is online, then do it again.",
        "unknown-subject" | "not-entitled" => {
            "Somebody it names no longer has that role or belongs; look, then do it anew."
        }
        "erased" => "What this was written into was erased for good; nothing more is needed.",
        "not-found" => "What this was about is not here any more; look again.",
        _ => "It was not taken; look at it again, do it anew if it still matters, then dismiss it.",
    }
}

/// The corrupt databases lying beside this one.
fn moved_aside(db: &str) -> Vec<String> {
    let folder = Path::new(db).parent().map(std::fs::read_dir);
    let Some(Ok(entries)) = folder else {
        return Vec::new();
    };
    let mut found: Vec<String> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
            name.is_some_and(|n| n.starts_with("kith.corrupt-") && n.ends_with(".db"))
        })
        .map(|path| path.display().to_string())
        .collect();
    found.sort();
    found
}
