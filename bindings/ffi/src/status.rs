//! What waits on this phone, what went wrong, and what to do about it.

use crate::community::Community;
use crate::error::KithError;
use crate::ids::SpaceId;
use crate::page::count;
use crate::word::Sync;
use kith_core::query::status;

/// How this phone stands with the community.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Status {
    /// Where its server answers.
    pub address: String,
    /// When it last answered, in seconds since 1970; none before the first time.
    pub last_contact: Option<i64>,
    /// What the last sync found wrong.
    pub trouble: Option<String>,
    /// The same as a stable word; `withheld` when the server keeps something from this phone.
    pub trouble_code: Option<String>,
    /// Commands the server does not have.
    pub unsent: u32,
    /// Commands that need a look.
    pub needs_a_look: u32,
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
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct OutboxRow {
    /// Its number on this phone: what [`Community::dismiss`] takes.
    pub id: i64,
    /// What it is.
    pub words: String,
    /// When it was made, in seconds since 1970.
    pub made: i64,
    /// Why it needs a look, as a stable word.
    pub code: Option<String>,
    /// What to do about it.
    pub next: Option<String>,
    /// Where it stands.
    pub sync: Sync,
}

impl From<status::OutboxRow> for OutboxRow {
    fn from(row: status::OutboxRow) -> Self {
        Self {
            id: row.id,
            words: row.words,
            made: row.made,
            code: row.code,
            next: row.next.map(str::to_owned),
            sync: row.sync,
        }
    }
}

/// What two phones that hold and understand the same have in common: for support.
pub type Digests = kith_core::query::digest::Digests;

/// What two phones that hold and understand the same have in common: for support.
#[uniffi::remote(Record)]
pub struct Digests {
    /// Over what all members share.
    pub shared: String,
    /// Over all that this phone may read.
    pub whole: String,
}

#[uniffi::export]
impl Community {
    /// What waits and what went wrong.
    ///
    /// # Errors
    /// [`KithError::NotFound`] when the phone does not belong here.
    pub async fn status(&self) -> Result<Status, KithError> {
        let (_, status) = self.look(|app, id| app.status(id)).await?;
        Ok(Status {
            address: status.address,
            last_contact: status.last_contact,
            trouble: status.trouble,
            trouble_code: status.trouble_code,
            unsent: count(status.unsent),
            needs_a_look: count(status.needs_a_look),
            items: status.items.into_iter().map(OutboxRow::from).collect(),
            waiting_for_key: status.waiting_for_key,
            exists_twice: status.exists_twice,
            moved_aside: status.moved_aside,
        })
    }

    /// Forgets a command that needs a look, once its person has read why. Gives whether there was
    /// such a one; work that waits to be sent is never dropped.
    ///
    /// # Errors
    /// [`KithError::NotFound`] when the phone does not belong here.
    pub async fn dismiss(&self, item: i64) -> Result<bool, KithError> {
        let (_, found) = self.look(move |app, id| app.dismiss(id, item)).await?;
        Ok(found)
    }

    /// Digests to compare two phones by.
    ///
    /// # Errors
    /// [`KithError::NotFound`] when the phone does not belong here.
    pub async fn digests(&self) -> Result<Digests, KithError> {
        let (_, digests) = self.look(|app, id| app.digest(id)).await?;
        Ok(digests)
    }
}
