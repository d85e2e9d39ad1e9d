//! A phone in somebody's hand: the real app in a folder of its own.
//!
//! It can be killed, copied, set back and cloned. What a person does with it is in
//! [`crate::speech`]; what lies on it is read by [`Phone::look`].

use crate::everything;
use crate::folder::Backup;
use crate::look::Look;
use crate::network::{Line, Network};
use crate::world::Moved;
use kith_core::ambient::Scripted;
use kith_core::execute::Done;
use kith_core::secure::FileStore;
use kith_core::sync::SyncReport;
use kith_core::sync::transport::Transport;
use kith_core::{App, Error};
use kith_domain::command::Command;
use kith_domain::ids::{CommunityId, MemberId};
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

/// A phone. Clones are the same phone.
#[derive(Clone)]
pub struct Phone {
    inner: Rc<Inner>,
}

struct Inner {
    name: String,
    home: PathBuf,
    ambient: Arc<Scripted>,
    line: Line,
    network: Arc<Network>,
    app: RefCell<Option<App>>,
}

impl Phone {
    /// A phone called `name`, living in `home`, with the clock and dice of `ambient`.
    #[must_use]
    pub fn new(name: &str, home: &Path, ambient: Arc<Scripted>, network: &Arc<Network>) -> Self {
        let phone = Self {
            inner: Rc::new(Inner {
                name: name.to_owned(),
                home: home.to_owned(),
                ambient,
                line: network.line(name),
                network: Arc::clone(network),
                app: RefCell::new(None),
            }),
        };
        phone.opens();
        phone
    }

    /// Whose it is.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.inner.name
    }

    /// Its folder.
    #[must_use]
    pub fn home(&self) -> &Path {
        &self.inner.home
    }

    /// Its own clock, in seconds since 1970.
    pub fn sets_its_clock(&self, now: i64) {
        self.inner.ambient.set(now);
    }

    /// The app, which is running.
    #[must_use]
    pub fn app(&self) -> App {
        let app = self.inner.app.borrow().clone();
        app.unwrap_or_else(|| panic!("{}'s phone is off", self.name()))
    }

    /// Starts the app.
    pub fn opens(&self) {
        let store = FileStore::new(self.home().join("keys"));
        let ambient: Arc<Scripted> = Arc::clone(&self.inner.ambient);
        let opened = App::open(self.home(), ambient, Arc::new(store));
        let app = opened.unwrap_or_else(|e| panic!("{}'s phone does not open: {e}", self.name()));
        *self.inner.app.borrow_mut() = Some(app);
    }

    /// Ends the app without a word to it.
    pub fn is_killed(&self) {
        *self.inner.app.borrow_mut() = None;
    }

    /// Ends the app and starts it again.
    pub fn is_killed_and_reopened(&self) {
        self.is_killed();
        self.opens();
    }

    /// A copy of its folder as it is now, in `to`.
    #[must_use]
    pub fn copy(&self, to: &Path) -> Backup {
        Backup::of(self.home(), to)
    }

    /// An old copy takes the place of its folder.
    pub fn is_set_back(&self, backup: &Backup) {
        self.is_killed();
        backup.put_back(self.home());
        self.opens();
    }

    /// Its line is cut.
    pub fn goes_offline(&self) {
        self.inner.network.cut(self.name());
    }

    /// Its line is back.
    pub fn comes_online(&self) {
        self.inner.network.mend(self.name());
    }

    /// The community it belongs to.
    #[must_use]
    pub fn community(&self) -> CommunityId {
        self.look().row.community
    }

    /// Its member's id.
    #[must_use]
    pub fn id(&self) -> MemberId {
        self.look().row.me
    }

    /// What lies on it.
    #[must_use]
    pub fn look(&self) -> Look {
        Look::at(self.home()).unwrap_or_else(|| panic!("{} belongs to no community", self.name()))
    }

    /// What lies on it once somebody has looked at a screen.
    #[must_use]
    pub fn shown(&self) -> Look {
        let caught_up = self.app().catch_up(self.community());
        caught_up.unwrap_or_else(|e| panic!("{}'s screens: {e}", self.name()));
        self.look()
    }

    /// Whether it belongs to a community yet.
    #[must_use]
    pub fn belongs(&self) -> bool {
        Look::at(self.home()).is_some()
    }

    /// Does what its person asks.
    ///
    /// # Errors
    /// What the app answers.
    pub fn tries(&self, command: &Command) -> Result<Done, Error> {
        let done = self.app().execute(self.community(), command)?;
        everything::note(command);
        Ok(done)
    }

    /// Does what its person asks; it is expected to go well.
    pub fn does(&self, command: &Command) -> Done {
        self.tries(command)
            .unwrap_or_else(|e| panic!("{} cannot do {command:?}: {e}", self.name()))
    }

    /// Does what its person asks; it is expected to be refused with this stable word.
    pub fn is_refused(&self, command: &Command, code: &str) {
        match self.tries(command) {
            Ok(done) => panic!("{} was to be refused {command:?}: {done:?}", self.name()),
            Err(error) => assert_eq!(error.code(), code, "{}: {error}", self.name()),
        }
    }

    /// Syncs as far as the network lets it.
    pub fn tries_to_sync(&self) -> SyncReport {
        self.tries_to_sync_over(&self.inner.line)
    }

    /// Syncs over another line.
    pub fn tries_to_sync_over(&self, line: &dyn Transport) -> SyncReport {
        let app = self.app();
        let run = app.sync(line, &|_| ());
        block_on(run).unwrap_or_else(|e| panic!("{}'s store fails: {e}", self.name()))
    }

    /// Syncs to the end; nothing is expected to go wrong.
    pub fn syncs(&self) -> Moved {
        let report = self.tries_to_sync();
        if let Some((_, trouble)) = report.troubles.iter().next() {
            panic!("{} cannot sync: {trouble} ({trouble:?})", self.name());
        }
        Moved::from(&report)
    }

    /// Syncs; it is expected to come to nothing. Returns why.
    pub fn fails_to_sync(&self) -> String {
        let report = self.tries_to_sync();
        let trouble = report.troubles.values().next().map(ToString::to_string);
        trouble.unwrap_or_else(|| panic!("{} was to fail to sync", self.name()))
    }
}

/// Waits for a future that never waits for anything but the simulated network.
pub fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime can be made")
        .block_on(future)
}
