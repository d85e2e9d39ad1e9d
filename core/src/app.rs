//! The app: what a shell holds. Open, act, look, watch, sync; it reads top to bottom, no logic.
//!
//! Calls block for a few milliseconds of disk at most; only [`App::sync`] waits for the network.
//! Cloning is cheap and all clones are one phone.

use crate::ambient::Ambient;
use crate::error::Error;
use crate::execute::Done;
use crate::ingest::PageError;
use crate::invite::MadeInvite;
use crate::observe::{Changes, Observers};
use crate::phone::Phone;
use crate::project;
use crate::secure::SecureStore;
use crate::store::compact;
use crate::store::open::unhurried;
use kith_domain::carried::NewPhone;
use kith_domain::command::Command;
use kith_domain::ids::{CommunityId, MemberId};
use kith_domain::invite::Invite;
use kith_domain::paper::PaperKey;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// One phone.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
    /// Whose eyes queries look through, where that is not oneself.
    speaks_for: Option<MemberId>,
}

struct Inner {
    phone: Mutex<Phone>,
    observers: Observers,
}

impl App {
    /// Opens the phone in `home`, making it if need be. One process at a time.
    ///
    /// # Errors
    /// See [`Phone::open`].
    pub fn open(
        home: &Path,
        ambient: Arc<dyn Ambient>,
        secure: Arc<dyn SecureStore>,
    ) -> Result<Self, Error> {
        let phone = Mutex::new(Phone::open(home, ambient, secure)?);
        Ok(Self {
            inner: Arc::new(Inner {
                phone,
                observers: Observers::default(),
            }),
            speaks_for: None,
        })
    }

    /// The same phone, its screens as a member sees them whom one writes for: what is *mine*, what may be
    /// done about it and what a pledge would do are theirs. Commands say for themselves whom they are
    /// for ([`kith_domain::command::ForMember`]). A screen is refused with `not-their-proxy` to whoever is
    /// not.
    #[must_use]
    pub fn speaking_for(&self, member: Option<MemberId>) -> Self {
        Self {
            inner: Arc::clone(&self.inner),
            speaks_for: member,
        }
    }

    pub(crate) fn speaks_for(&self) -> Option<MemberId> {
        self.speaks_for
    }

    /// Founds a community that lives at this server; works offline.
    ///
    /// # Errors
    /// See [`Phone::found`].
    pub fn found(&self, server: &str) -> Result<CommunityId, Error> {
        self.act(|phone| phone.found(server))
    }

    /// Founds a community and makes its paper key, to be printed now and kept nowhere.
    ///
    /// # Errors
    /// See [`Phone::found_with_paper`].
    pub fn found_with_paper(&self, server: Option<&str>) -> Result<(CommunityId, PaperKey), Error> {
        self.act(|phone| phone.found_with_paper(server))
    }

    /// Reads an invite link without using it.
    ///
    /// # Errors
    /// See [`Phone::look_at`].
    pub fn look_at(&self, link: &str) -> Result<Invite, Error> {
        self.with(|phone| phone.look_at(link))
    }

    /// Joins by an invite link; works offline.
    ///
    /// # Errors
    /// See [`Phone::join`].
    pub fn join(&self, link: &str) -> Result<CommunityId, Error> {
        self.act(|phone| phone.join(link))
    }

    /// Makes a single-use invite; works offline.
    ///
    /// # Errors
    /// See [`Phone::invite`].
    pub fn invite(&self, community: CommunityId) -> Result<MadeInvite, Error> {
        self.act(|phone| phone.invite(community))
    }

    /// This phone's public keys, for somebody to add it.
    ///
    /// # Errors
    /// See [`Phone::new_phone`].
    pub fn new_phone(&self) -> Result<NewPhone, Error> {
        self.with(|phone| phone.new_phone())
    }

    /// Begins the record that adds a phone to a member.
    ///
    /// # Errors
    /// See [`Phone::add_phone`].
    pub fn add_phone(
        &self,
        community: CommunityId,
        member: MemberId,
        phone: &str,
    ) -> Result<String, Error> {
        self.with(|held| held.add_phone(community, member, phone))
    }

    /// Begins the record by which the community adopts another server.
    ///
    /// # Errors
    /// See [`Phone::move_server`].
    pub fn move_server(
        &self,
        community: CommunityId,
        server: &str,
        paper: Option<&str>,
    ) -> Result<String, Error> {
        self.with(|phone| phone.move_server(community, server, paper))
    }

    /// Adds a signature to a carried record.
    ///
    /// # Errors
    /// See [`Phone::sign_record`].
    pub fn sign_record(&self, text: &str, paper: Option<&str>) -> Result<String, Error> {
        self.with(|phone| phone.sign_record(text, paper))
    }

    /// Takes a carried record that has all its signatures.
    ///
    /// # Errors
    /// See [`Phone::take_record`].
    pub fn take_record(&self, text: &str) -> Result<CommunityId, Error> {
        self.act(|phone| phone.take_record(text))
    }

    /// Does what a person asks, durably, or nothing of it.
    ///
    /// # Errors
    /// See [`Phone::execute`].
    pub fn execute(&self, community: CommunityId, command: &Command) -> Result<Done, Error> {
        self.act(|phone| phone.execute(community, command))
    }

    /// Drops the read model and makes it anew from the facts. Returns how many documents there are.
    ///
    /// # Errors
    /// The disk's own.
    pub fn rebuild(&self) -> Result<usize, Error> {
        self.act(|phone| {
            let mut documents = 0;
            let tx = phone.db.transaction()?;
            for community in phone.communities.values() {
                documents += project::rebuild(&tx, community)?;
            }
            tx.commit()?;
            Ok(documents)
        })
    }

    /// Brings what screens show up to date now, as the first look after a sync otherwise does.
    ///
    /// # Errors
    /// [`Error::NoCommunity`], or the disk's own.
    pub fn catch_up(&self, community: CommunityId) -> Result<(), Error> {
        self.look(community, |_| Ok(()))
    }

    /// Packs what the server has and what lies here in many small pieces: for idle moments. A sync that
    /// finds nothing new ends with it. Returns how many documents were packed, a few at a time.
    ///
    /// # Errors
    /// The disk's own; whatever was not packed stays as it lies.
    pub fn tidy(&self) -> Result<usize, Error> {
        self.with(|phone| {
            let ids: Vec<CommunityId> = phone.communities.keys().copied().collect();
            let mut packed = 0;
            for id in ids {
                let due = compact::due(&phone.db, id)?;
                packed += due.len();
                unhurried(&mut phone.db, |db| {
                    due.into_iter().try_for_each(|document| {
                        let tx = db.transaction()?;
                        compact::document(&tx, id, document)?;
                        Ok(tx.commit()?)
                    })
                })?;
            }
            Ok(packed)
        })
    }

    /// A subscription to changes, from now on.
    #[must_use]
    pub fn watch(&self) -> Changes {
        self.inner.observers.subscribe()
    }

    /// The revision now: it rises whenever a screen may show something new.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.inner.observers.revision()
    }

    pub(crate) fn observers(&self) -> &Observers {
        &self.inner.observers
    }

    /// The phone, locked. A panic while it was locked rolled its transaction back.
    fn phone(&self) -> MutexGuard<'_, Phone> {
        self.inner
            .phone
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at the phone.
    pub(crate) fn with<T>(
        &self,
        look: impl FnOnce(&mut Phone) -> Result<T, Error>,
    ) -> Result<T, Error> {
        look(&mut self.phone())
    }

    /// Lets the phone take in what a server sent.
    pub(crate) fn with_page<T>(
        &self,
        take: impl FnOnce(&mut Phone) -> Result<T, PageError>,
    ) -> Result<T, PageError> {
        take(&mut self.phone())
    }

    pub(crate) fn act<T>(
        &self,
        act: impl FnOnce(&mut Phone) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let done = self.with(act)?;
        self.inner.observers.tell();
        Ok(done)
    }
}
