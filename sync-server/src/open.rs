//! Opening a data directory: one process, one key, one database.

use crate::clock::Clock;
use crate::community::Directory;
use crate::live::{Hub, Poke};
use crate::metrics::Metrics;
use crate::ready::ReadyPages;
use crate::session::Keys;
use crate::store::{Store, StoreError, communities, endpoints};
use crate::wake::Reach;
use crate::wakes::Wakes;
use crate::writer::{Job, QUEUE, STACK, Writer};
use kith_domain::ids::SigningKey;
use std::cell::RefCell;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use tokio::sync::mpsc;

/// Why a data directory could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Files could not be made or read.
    #[error("the data directory could not be read or written: look at its owner and permissions")]
    Io(#[from] io::Error),
    /// Another process has it.
    #[error("another kith-server uses this data directory: stop it first")]
    InUse,
    /// The key file is not 32 bytes.
    #[error("the file `server.seed` is damaged: restore it from a backup; phones know this key")]
    Seed,
    /// The database does not open.
    #[error("open the database")]
    Store(#[from] StoreError),
}

/// Why a request could not be served at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ServeError {
    /// The bytes are no such request.
    #[error("the request is malformed: update the app")]
    Malformed,
    /// The challenge has expired, is not this server's, or the signature does not hold.
    #[error("the challenge was not answered: ask for a new one")]
    NotAnswered,
    /// The disk failed.
    #[error("the server cannot read its disk: try again later")]
    Disk,
}

/// A server on one data directory. Cheap to share behind an [`Arc`]; dropping the last one finishes
/// the pushes under way and closes the database.
pub struct Server {
    pub(crate) keys: Arc<Keys>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) store: Store,
    pub(crate) directory: Arc<Directory>,
    pub(crate) hub: Arc<Hub>,
    pub(crate) wakes: Arc<Wakes>,
    pub(crate) reach: Reach,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) ready: ReadyPages,
    pub(crate) jobs: Mutex<Option<SyncSender<Job>>>,
    writer: Mutex<Option<JoinHandle<()>>>,
    // Held for as long as the server lives.
    _lock: File,
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Server({})", self.key())
    }
}

impl Server {
    /// Opens or creates the data directory. The server's key grows from `seed` where one is given,
    /// else from the file `server.seed`, which is made on first use.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open(
        data: &Path,
        clock: Arc<dyn Clock>,
        seed: Option<[u8; 32]>,
    ) -> Result<Self, OpenError> {
        make_dir(data)?;
        let lock = lock(data)?;
        let seed = match seed {
            Some(seed) => seed,
            None => read_or_make_seed(data)?,
        };
        let keys = Arc::new(Keys::from_seed(&seed));
        let (store, db) = Store::open(&data.join("kith.sqlite"))?;
        let (directory, hub) = (Arc::<Directory>::default(), Arc::<Hub>::default());
        let (metrics, wakes) = (Arc::<Metrics>::default(), Arc::<Wakes>::default());
        let (jobs, waiting) = sync_channel(QUEUE);
        let writer = Writer {
            db,
            keys: Arc::clone(&keys),
            directory: Arc::clone(&directory),
            hub: Arc::clone(&hub),
            wakes: Arc::clone(&wakes),
            metrics: Arc::clone(&metrics),
            held: RefCell::default(),
            ahead: 0,
        };
        let writer = std::thread::Builder::new()
            .name("writer".to_owned())
            .stack_size(STACK)
            .spawn(move || writer.run(&waiting))?;
        Ok(Self {
            keys,
            clock,
            store,
            directory,
            hub,
            wakes,
            reach: Reach::default(),
            metrics,
            ready: ReadyPages::default(),
            jobs: Mutex::new(Some(jobs)),
            writer: Mutex::new(Some(writer)),
            _lock: lock,
        })
    }

    /// The same server, waking phones as far as this.
    #[must_use]
    pub fn reaching(mut self, reach: Reach) -> Self {
        self.reach = reach;
        self
    }

    /// Begins or ends the recovery of every community in a data directory that no server uses;
    /// returns how many changed.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn recover(data: &Path, begin: bool) -> Result<usize, OpenError> {
        let _lock = lock(data)?;
        let (_, db) = Store::open(&data.join("kith.sqlite"))?;
        Ok(communities::recover_all(&db, begin)?)
    }

    /// The server's public key, by which communities know it.
    #[must_use]
    pub fn key(&self) -> SigningKey {
        self.keys.secret.public()
    }

    /// Pokes for whoever holds these tokens; `None` unless all are good.
    #[must_use]
    pub fn watch(&self, tokens: &[Vec<u8>]) -> Option<mpsc::Receiver<Poke>> {
        let now = self.clock.now();
        let callers: Option<Vec<_>> = tokens.iter().map(|t| self.keys.caller(t, now)).collect();
        callers.map(|callers| self.hub.watch(&callers))
    }

    /// What the server counts of its own work, as Prometheus reads it.
    #[must_use]
    pub fn metrics(&self) -> String {
        // A count that cannot be read just now stays as it was.
        if let Ok(count) = self.store.read(endpoints::count) {
            self.metrics.endpoints.set(count);
        }
        self.metrics.text(self.store.files())
    }

    /// Ends all live connections.
    pub fn let_go(&self) {
        self.hub.clear();
    }

    /// Takes no more pushes, finishes those under way and closes the database. Reads go on.
    pub fn close(&self) {
        drop(held(&self.jobs).take());
        if let Some(writer) = held(&self.writer).take() {
            // A writer that panicked has logged why; its transaction is rolled back.
            let _ = writer.join();
        }
    }

    /// Where jobs go; `None` once closing.
    pub(crate) fn to_writer(&self) -> Option<SyncSender<Job>> {
        held(&self.jobs).clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.close();
    }
}

fn held<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    // What is inside is exchanged whole, so a panic elsewhere cannot have left it half-done.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What lies in the directory is nobody's but the server's.
fn make_dir(data: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(data)
}

fn lock(data: &Path) -> Result<File, OpenError> {
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(data.join("lock"))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

fn read_or_make_seed(data: &Path) -> Result<[u8; 32], OpenError> {
    let path = data.join("server.seed");
    match File::open(&path) {
        Ok(mut file) => {
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes)?;
            bytes.try_into().map_err(|_| OpenError::Seed)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let mut seed = [0; 32];
            getrandom::fill(&mut seed).map_err(|e| io::Error::other(e.to_string()))?;
            // Written beside and moved into place, so that no crash leaves half a key.
            let fresh = data.join("server.seed.new");
            let mut options = OpenOptions::new();
            options.write(true).create(true).truncate(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(&fresh)?;
            file.write_all(&seed)?;
            file.sync_all()?;
            std::fs::rename(&fresh, &path)?;
            File::open(data)?.sync_all()?;
            Ok(seed)
        }
        Err(error) => Err(error.into()),
    }
}
