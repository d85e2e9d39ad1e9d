//! The root: one phone, the communities it belongs to, and the ways into one.

use crate::community::Community;
use crate::engine::{Engine, Threads, on};
use crate::error::KithError;
use crate::ids::{CommunityId, Day};
use crate::page::count;
use crate::pairings::{VisitRun, read_run};
use crate::price_lists::{ReadPriceList, read_price_list};
use crate::shell::{ChangeObserver, Keys, LogSink, SecureStore};
use crate::subscription::Subscription;
use crate::sync_run::SyncRun;
use crate::word::Person;
use kith_core::App;
use kith_core::ambient::System;
use kith_core::query::members::CommunityRow as Row;
use std::path::Path;
use std::sync::Arc;

/// One phone: one folder, opened once, by one process.
#[derive(uniffi::Object)]
pub struct Kith {
    pub(crate) engine: Arc<Engine>,
}

/// A community this phone belongs to.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct CommunityRow {
    /// Its id.
    pub id: CommunityId,
    /// Oneself in it.
    pub me: Person,
    /// Where its server answers.
    pub address: String,
    /// How many belong now.
    pub members: u32,
    /// Whether one still belongs.
    pub belongs: bool,
}

impl From<Row> for CommunityRow {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            me: row.me,
            address: row.address,
            members: count(row.members),
            belongs: row.belongs,
        }
    }
}

/// What an invite link says, before anybody joins by it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct InvitePreview {
    /// The community it leads to.
    pub community: CommunityId,
    /// Where its server answers.
    pub address: String,
    /// The last day it is good for.
    pub expires: Day,
}

impl Kith {
    pub(crate) fn engine(&self) -> &Arc<Engine> {
        &self.engine
    }
}

#[uniffi::export]
impl Kith {
    /// Opens the phone in the folder `home`, making it if need be.
    ///
    /// `log`, if given, hears the log from now on.
    ///
    /// # Errors
    /// [`KithError::Retry`] while another process or another `Kith` has the folder open, or the
    /// secure store does not answer; [`KithError::KeyGone`]; [`KithError::UpdateNeeded`] for a folder
    /// written by a newer version; [`KithError::StorageFull`].
    #[uniffi::constructor]
    pub async fn open(
        home: String,
        keys: Arc<dyn SecureStore>,
        log: Option<Arc<dyn LogSink>>,
    ) -> Result<Arc<Self>, KithError> {
        if let Some(log) = log {
            crate::log::listen(log);
        }
        let threads = Threads::start()?;
        let app = on(&threads.handle()?, move || {
            let keys = Arc::new(Keys(keys));
            Ok(App::open(Path::new(&home), Arc::new(System), keys)?)
        })
        .await?;
        tracing::info!("opened");
        let engine = Engine::new(app, threads);
        Ok(Arc::new(Self { engine }))
    }

    /// The communities this phone belongs to, in a stable order.
    ///
    /// # Errors
    /// [`KithError::Internal`], [`KithError::Closed`].
    pub async fn communities(&self) -> Result<Vec<CommunityRow>, KithError> {
        let found = self.engine.work(App::communities).await?;
        Ok(found.into_iter().map(CommunityRow::from).collect())
    }

    /// One community, to look at and to act in. Asks nothing of the disk: an id that is not on this
    /// phone is [`KithError::NotFound`] at the first call.
    pub fn community(&self, id: CommunityId) -> Arc<Community> {
        Community::of(&self.engine, id)
    }

    /// Founds a community that lives at `server` (`https://host#KEY`, as the server prints it). Works
    /// offline; the founder is its first coordinator.
    ///
    /// # Errors
    /// [`KithError::Invalid`] for what is no server address.
    pub async fn found(&self, server: String) -> Result<Arc<Community>, KithError> {
        let found = self.engine.work(move |app| app.found(&server)).await?;
        Ok(Community::of(&self.engine, found))
    }

    /// Reads an invite link without using it: what to show a person before they join.
    ///
    /// # Errors
    /// [`KithError::Refused`] with `bad-invite`, `invite-expired` or `already-member`;
    /// [`KithError::UpdateNeeded`] for one of a newer version.
    pub async fn look_at(&self, link: String) -> Result<InvitePreview, KithError> {
        let invite = self.engine.work(move |app| app.look_at(&link)).await?;
        Ok(InvitePreview {
            community: invite.community,
            address: invite.address,
            expires: Day::of_seconds(invite.expires),
        })
    }

    /// Joins by an invite link; works offline.
    ///
    /// # Errors
    /// As [`Kith::look_at`].
    pub async fn join(&self, link: String) -> Result<Arc<Community>, KithError> {
        let joined = self.engine.work(move |app| app.join(&link)).await?;
        Ok(Community::of(&self.engine, joined))
    }

    /// Reads a supplier's price list from the bytes of its file; nothing is kept.
    ///
    /// # Errors
    /// [`KithError::Invalid`] for a file that is no price list at all; a bad line is in the answer.
    pub async fn read_price_list(&self, file: Vec<u8>) -> Result<ReadPriceList, KithError> {
        on(&self.engine.handle()?, move || read_price_list(&file)).await
    }

    /// Reads the track of a run from the bytes of its GPX file: its length and the time in motion.
    /// `trim_metres` are left out at both ends, so that it shows nobody's door; 200 is usual. Where it
    /// went is not kept.
    ///
    /// # Errors
    /// [`KithError::Invalid`] for a file that holds no run.
    pub async fn read_run(&self, file: Vec<u8>, trim_metres: u32) -> Result<VisitRun, KithError> {
        on(&self.engine.handle()?, move || read_run(&file, trim_metres)).await
    }

    /// How many objects of this phone the app holds, this one included: for an app's tests for leaks.
    pub fn objects(&self) -> u32 {
        self.engine.objects()
    }

    /// Tells `observer` of changes, the first time at once, then at most some fifteen times a second
    /// whatever happens, until the subscription is cancelled or let go of.
    ///
    /// # Errors
    /// [`KithError::Closed`].
    pub fn observe(
        &self,
        observer: Arc<dyn ChangeObserver>,
    ) -> Result<Arc<Subscription>, KithError> {
        Subscription::start(&self.engine, observer)
    }

    /// Starts a sync of every community and returns at once.
    ///
    /// # Errors
    /// [`KithError::Closed`].
    pub fn sync(&self) -> Result<Arc<SyncRun>, KithError> {
        SyncRun::start(&self.engine)
    }

    /// Ends syncs and subscriptions, waits for commands under way and lets go of the folder. All
    /// objects of this phone answer [`KithError::Closed`] from then on. May be called twice.
    ///
    /// # Errors
    /// [`KithError::Internal`].
    pub async fn shut_down(&self) -> Result<(), KithError> {
        Arc::clone(&self.engine).shut_down().await
    }
}
