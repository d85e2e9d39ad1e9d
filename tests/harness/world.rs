//! A small world: phones, their server, the network between them, one seed.

use crate::clock::{BEGINNING, DAY, Standing};
use crate::dice::Dice;
use crate::folder::{self, Backup};
use crate::house::House;
use crate::network::{ADDRESS, Network};
use crate::phone::Phone;
use kith_core::ambient::Scripted;
use kith_core::sync::SyncReport;
use kith_domain::hash::hash;
use std::cell::{Cell, RefCell};
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;

/// How much one sync moved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Moved {
    /// Own changes and records the server took.
    pub pushed: usize,
    /// Rows that came.
    pub merged: usize,
    /// What was given back to a server that had lost it.
    pub given_back: usize,
    /// Keys that came or were handed on.
    pub keys: usize,
}

impl From<&SyncReport> for Moved {
    fn from(report: &SyncReport) -> Self {
        Self {
            pushed: report.pushed,
            merged: report.merged,
            given_back: report.given_back,
            keys: report.keys,
        }
    }
}

/// A world. Everything in it follows from its seed; it tells the seed when a test fails.
pub struct World {
    /// What it grew from.
    pub seed: u64,
    /// The network and the server at its end.
    pub network: Arc<Network>,
    folder: TempDir,
    clock: Arc<Standing>,
    clocks: RefCell<Vec<Arc<Scripted>>>,
    phones: RefCell<Vec<Phone>>,
    copies: Cell<u32>,
}

impl World {
    /// The world of the seed in `KITH_SEED`, or of seed 1.
    #[must_use]
    pub fn new() -> Self {
        let said = std::env::var("KITH_SEED").ok();
        Self::of(said.and_then(|seed| seed.parse().ok()).unwrap_or(1))
    }

    /// The world of a seed.
    #[must_use]
    pub fn of(seed: u64) -> Self {
        let folder = folder::fresh();
        let clock = Arc::new(Standing::at(BEGINNING));
        let house = House::open(
            &folder.path().join("server"),
            hash(&("test server", seed)),
            Arc::clone(&clock),
        );
        Self {
            seed,
            network: Network::new(house, Dice::new(seed)),
            folder,
            clock,
            clocks: RefCell::default(),
            phones: RefCell::default(),
            copies: Cell::default(),
        }
    }

    /// A new phone that belongs nowhere yet.
    #[must_use]
    pub fn phone(&self, name: &str) -> Phone {
        let home = self.folder.path().join("phones").join(name);
        self.bring_up(name, home)
    }

    fn bring_up(&self, name: &str, home: PathBuf) -> Phone {
        let ambient = Scripted::new(self.clock.read(), &format!("{}/{name}", self.seed));
        let ambient = Arc::new(ambient);
        self.clocks.borrow_mut().push(Arc::clone(&ambient));
        let phone = Phone::new(name, &home, ambient, &self.network);
        self.phones.borrow_mut().push(phone.clone());
        phone
    }

    /// A second phone that lives on a copy of another's folder, keys and all.
    #[must_use]
    pub fn clone_of(&self, phone: &Phone, name: &str) -> Phone {
        let home = self.folder.path().join("phones").join(name);
        let _ = phone.copy(&home);
        self.bring_up(name, home)
    }

    /// People who belong together: the first founds, the others join, and all have synced.
    #[must_use]
    pub fn neighbourhood<const N: usize>(&self, names: [&str; N]) -> [Phone; N] {
        let phones = names.map(|name| self.phone(name));
        if let [founder, others @ ..] = phones.as_slice() {
            founder.founds(&self.address());
            founder.syncs();
            for newcomer in others {
                newcomer.joins(&founder.invites());
                newcomer.syncs();
            }
        }
        self.settles();
        phones
    }

    /// A newcomer's phone, let in by `coordinator`; everybody has synced.
    #[must_use]
    pub fn phone_of(&self, name: &str, coordinator: &Phone) -> Phone {
        let newcomer = self.phone(name);
        newcomer.joins(&coordinator.invites());
        self.settles();
        newcomer
    }

    /// The server's address, with its key.
    #[must_use]
    pub fn address(&self) -> String {
        let key = self.network.house(|house| house.key());
        format!("{ADDRESS}#{key}")
    }

    /// Time passes on the server and on every phone.
    pub fn days_pass(&self, days: i64) {
        let now = self.clock.read() + days * DAY;
        self.clock.set(now);
        for clock in self.clocks.borrow().iter() {
            clock.set(now);
        }
    }

    /// The server is restarted.
    pub fn server_restarts(&self) {
        self.network.house(House::restart);
    }

    /// A copy of the server's folder.
    #[must_use]
    pub fn server_copy(&self) -> Backup {
        let to = self.place_for_a_copy();
        self.network.house(|house| house.copy(&to))
    }

    /// The server lost its disk and lives on from an old copy.
    pub fn server_is_set_back(&self, backup: &Backup) {
        self.network.house(|house| house.set_back(backup));
    }

    /// Somebody else's server answers at the same address.
    pub fn another_server_answers(&self) {
        let (folder, seed) = (self.place_for_a_copy(), hash(&("another", self.seed)));
        self.network
            .house(|house| house.change_hands(&folder, seed));
    }

    /// A copy of a phone's folder.
    #[must_use]
    pub fn copy_of(&self, phone: &Phone) -> Backup {
        phone.copy(&self.place_for_a_copy())
    }

    /// A folder nothing lies in yet.
    #[must_use]
    pub fn place(&self) -> PathBuf {
        self.place_for_a_copy()
    }

    fn place_for_a_copy(&self) -> PathBuf {
        let copies = self.copies.get() + 1;
        self.copies.set(copies);
        self.folder.path().join("copies").join(copies.to_string())
    }

    /// All phones, in the order they were bought.
    #[must_use]
    pub fn phones(&self) -> Vec<Phone> {
        self.phones.borrow().clone()
    }

    /// Everybody who belongs syncs in turn until nothing moves any more; nothing may go wrong.
    pub fn settles(&self) {
        self.settle(1, |phone| phone.syncs());
    }

    /// As [`World::settles`], where troubles are expected on the way: everybody syncs a few times
    /// more than it takes until nothing moves.
    pub fn settles_somehow(&self) {
        // A server in recovery answers three times before anything moves again.
        self.settle(4, |phone| Moved::from(&phone.tries_to_sync()));
    }

    fn settle(&self, quiet: u32, sync: impl Fn(&Phone) -> Moved) {
        const ROUNDS: u32 = 30;
        let phones: Vec<Phone> = self.phones().into_iter().filter(Phone::belongs).collect();
        let mut still = 0;
        for _ in 0..ROUNDS {
            // Every phone syncs in every round, whatever the one before it moved.
            let moved: Vec<Moved> = phones.iter().map(&sync).collect();
            let moves = moved.iter().any(|m| *m != Moved::default());
            still = if moves { 0 } else { still + 1 };
            if still == quiet {
                return;
            }
        }
        panic!("after {ROUNDS} rounds of syncs there is still something moving");
    }
}

impl Default for World {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("play this world again with KITH_SEED={}", self.seed);
        }
    }
}
