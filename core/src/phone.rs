//! The phone: its database and, per community, what is worth keeping in memory.
//!
//! Memory never runs ahead of the disk: after any failed transaction a community is loaded anew.
//! Read next: [`crate::execute`] (flow 1) and [`crate::ingest`] (flow 2).

use crate::ambient::Ambient;
use crate::card::{self, Card};
use crate::error::Error;
use crate::project;
use crate::secure::SecureStore;
use crate::store::histories::Histories;
use crate::store::{self, changes, feeds, members::MemberOf, outbox, settings};
use kith_domain::command::World;
use kith_domain::document::DocumentName;
use kith_domain::facts::DocumentState;
use kith_domain::ids::{Actor, CommunityId, MemberId, SpaceId};
use kith_domain::keys::Secret;
use kith_domain::roster::entry::Reached;
use kith_domain::roster::{Record, Rosters};
use kith_domain::sealed::Keyring;
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

/// The setting that says which version of the read model lies here.
const READ_MODEL: &str = "read-model";

/// One phone: one folder, one database, one process.
pub struct Phone {
    /// The database.
    pub db: Connection,
    /// Time and chance.
    pub ambient: Arc<dyn Ambient>,
    /// Device secrets.
    pub secure: Arc<dyn SecureStore>,
    /// The communities it belongs to.
    pub communities: BTreeMap<CommunityId, Community>,
    /// Where a corrupt database was moved, if one was met on opening.
    pub moved_aside: Option<String>,
    _lock: File,
}

/// A community in memory.
pub struct Community {
    /// As stored.
    pub row: MemberOf,
    /// This device's secret.
    pub secret: Secret,
    /// Who belongs, as sequenced.
    pub sequenced: Rosters,
    /// Who belongs, own pending records included.
    pub assumed: Rosters,
    /// The keys held.
    pub keyring: Keyring,
    /// This opening's Automerge actor.
    pub actor: Actor,
    /// Whether it has had all there is at some time since the phone was opened.
    pub caught_up: bool,
    /// Histories open.
    pub histories: Histories,
}

impl Phone {
    /// Opens the phone in `home`, making it if need be.
    ///
    /// # Errors
    /// See [`store::open::open`]; [`Error::KeyGone`] when a device secret has vanished.
    pub fn open(
        home: &Path,
        ambient: Arc<dyn Ambient>,
        secure: Arc<dyn SecureStore>,
    ) -> Result<Self, Error> {
        let opened = store::open::open(home)?;
        let mut phone = Self {
            db: opened.db,
            ambient,
            secure,
            communities: BTreeMap::new(),
            moved_aside: opened.moved_aside,
            _lock: opened.lock,
        };
        if phone.moved_aside.is_some() {
            phone.come_back()?;
        }
        for row in store::members::all(&phone.db)? {
            let community = phone.load(row)?;
            phone.communities.insert(community.row.community, community);
        }
        phone.renew_read_model()?;
        Ok(phone)
    }

    /// Makes the read model anew where another version of Kith kept it.
    fn renew_read_model(&mut self) -> Result<(), Error> {
        let version = project::VERSION.to_be_bytes();
        if settings::get(&self.db, READ_MODEL)?.as_deref() == Some(version.as_slice()) {
            return Ok(());
        }
        let tx = self.db.transaction()?;
        for community in self.communities.values() {
            project::rebuild(&tx, community)?;
        }
        settings::put(&tx, READ_MODEL, &version)?;
        Ok(tx.commit()?)
    }

    /// Belongs again by its cards, after the database was moved aside; a sync brings the rest.
    fn come_back(&mut self) -> Result<(), Error> {
        let tx = self.db.transaction()?;
        for Card { row, key } in card::all(self.secure.as_ref())? {
            store::members::insert(&tx, &row)?;
            let space = row.founded.body.space_id();
            store::members::add_key(&tx, row.community, space, key)?;
        }
        Ok(tx.commit()?)
    }

    fn load(&self, row: MemberOf) -> Result<Community, Error> {
        let name = secret_name(row.community, row.device);
        let seed = self.secure.get(&name)?.ok_or(Error::KeyGone)?;
        let seed: [u8; 32] = seed.try_into().map_err(|_| Error::KeyGone)?;
        let secret = Secret::from_seed(&seed);
        let sequenced = store::members::rosters(&self.db, row.community, &row.founded)?;
        let assumed = assumed(&self.db, row.community, &sequenced)?;
        let mut keyring = store::members::keyring(&self.db, row.community)?;
        keyring.settle(&assumed);
        let actor = fresh_actor(&row, self.ambient.as_ref());
        Ok(Community {
            row,
            secret,
            sequenced,
            assumed,
            keyring,
            actor,
            caught_up: false,
            histories: Histories::default(),
        })
    }

    /// Loads a community anew from the disk, after a transaction that came to nothing.
    ///
    /// # Errors
    /// [`Error::NoCommunity`], or the disk's own.
    pub fn reload(&mut self, community: CommunityId) -> Result<(), Error> {
        let row = store::members::all(&self.db)?
            .into_iter()
            .find(|row| row.community == community)
            .ok_or(Error::NoCommunity)?;
        let mut loaded = self.load(row)?;
        let before = self.communities.get(&community);
        loaded.caught_up = before.is_some_and(|held| held.caught_up);
        self.communities.insert(community, loaded);
        Ok(())
    }

    /// A community.
    ///
    /// # Errors
    /// [`Error::NoCommunity`].
    pub fn community(&self, community: CommunityId) -> Result<&Community, Error> {
        self.communities.get(&community).ok_or(Error::NoCommunity)
    }
}

/// The name of a device's secret in the secure store.
#[must_use]
pub fn secret_name(community: CommunityId, device: kith_domain::ids::DeviceTag) -> String {
    format!("{community}-{device}.key")
}

/// An actor never used before: fresh per opening and per take-back, so a restored or cloned
/// database can never write a number twice.
#[must_use]
pub fn fresh_actor(row: &MemberOf, ambient: &dyn Ambient) -> Actor {
    let [a, b, c, d, ..] = ambient.random();
    Actor::new(row.device, [a, b, c, d])
}

/// The sequenced rosters with this phone's pending records on top.
///
/// # Errors
/// The disk's own.
pub fn assumed(
    db: &Connection,
    community: CommunityId,
    sequenced: &Rosters,
) -> Result<Rosters, Error> {
    let mut assumed = sequenced.clone();
    for record in outbox::pending_records(db, community)? {
        assume(db, &mut assumed, &record)?;
    }
    Ok(assumed)
}

/// Lets one pending record take effect, with the numbers this phone knows.
///
/// # Errors
/// The disk's own.
pub fn assume(db: &Connection, rosters: &mut Rosters, record: &Record) -> Result<(), Error> {
    let space = record.body.space_id();
    let mut reached = Vec::new();
    for device in rosters.concerned(record) {
        let feed = feeds::feed(db, rosters.community, space, device)?;
        reached.push(Reached {
            device,
            n: feed.used.max(feed.n),
        });
    }
    rosters.assume(record, &reached);
    Ok(())
}

impl Community {
    /// The id.
    #[must_use]
    pub fn id(&self) -> CommunityId {
        self.row.community
    }

    /// Own member id.
    #[must_use]
    pub fn me(&self) -> MemberId {
        self.row.me
    }

    /// A document with all its ops; `None` when it is unknown here.
    ///
    /// # Errors
    /// The disk's own.
    pub fn state(
        &self,
        db: &Connection,
        name: &DocumentName,
    ) -> Result<Option<DocumentState>, Error> {
        let document = name.id();
        if changes::document_name(db, self.id(), document)?.is_none() {
            return Ok(None);
        }
        let history = self.histories.get(db, self.id(), document)?;
        Ok(Some(history.state(name)))
    }
}

/// The world a command is planned in.
pub struct View<'a> {
    /// The database, inside the transaction if there is one.
    pub db: &'a Connection,
    /// The community.
    pub community: &'a Community,
    /// The roster entry applied when the person acted.
    pub entry: u32,
}

impl World for View<'_> {
    fn rosters(&self) -> &Rosters {
        &self.community.assumed
    }

    fn keyring(&self) -> &Keyring {
        &self.community.keyring
    }

    fn document(&self, name: &DocumentName) -> Result<Option<Arc<DocumentState>>, String> {
        self.community
            .state(self.db, name)
            .map(|state| state.map(Arc::new))
            .map_err(|e| e.to_string())
    }

    fn entry_seen(&self) -> u32 {
        self.entry
    }

    fn next_number(&self, space: SpaceId) -> u32 {
        let row = &self.community.row;
        feeds::feed(self.db, row.community, space, row.device)
            .map_or(u32::MAX, |feed| feed.used.saturating_add(1))
    }
}
