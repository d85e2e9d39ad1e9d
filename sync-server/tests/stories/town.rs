//! A server in a directory of its own, with a clock that only the test turns.

use kith_server::{Clock, Reach, Server};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tempfile::TempDir;

pub const DAY: i64 = 24 * 60 * 60;

#[derive(Debug)]
pub struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

pub struct Town {
    pub dir: TempDir,
    pub clock: Arc<TestClock>,
    reach: Reach,
    server: Option<Arc<Server>>,
}

impl Town {
    pub fn new() -> Self {
        Self::waking(Reach::default())
    }

    /// A town whose server goes so far to wake a phone.
    pub fn waking(reach: Reach) -> Self {
        let mut town = Self {
            dir: TempDir::new().unwrap(),
            clock: Arc::new(TestClock(AtomicI64::new(1_790_000_000))),
            reach,
            server: None,
        };
        town.start();
        town
    }

    pub fn server(&self) -> Arc<Server> {
        Arc::clone(self.server.as_ref().unwrap())
    }

    /// The power fails: a new server finds what lies on the disk at this moment.
    pub fn crash(&mut self) {
        let after = TempDir::new().unwrap();
        for file in ["kith.sqlite", "kith.sqlite-wal"] {
            std::fs::copy(self.dir.path().join(file), after.path().join(file)).unwrap();
        }
        self.stop();
        self.dir = after;
        self.start();
    }

    pub fn stop(&mut self) {
        self.server = None;
    }

    pub fn start(&mut self) {
        let clock = Arc::clone(&self.clock) as Arc<dyn Clock>;
        let server = Server::open(self.dir.path(), clock, Some([9; 32])).unwrap();
        self.server = Some(Arc::new(server.reaching(self.reach)));
    }

    /// Copies the database aside; the server must be stopped.
    pub fn back_up(&self) -> Vec<u8> {
        std::fs::read(self.file()).unwrap()
    }

    pub fn restore(&self, backup: &[u8]) {
        for rest in ["kith.sqlite-wal", "kith.sqlite-shm"] {
            let _ = std::fs::remove_file(self.dir.path().join(rest));
        }
        std::fs::write(self.file(), backup).unwrap();
    }

    fn file(&self) -> std::path::PathBuf {
        Path::join(self.dir.path(), "kith.sqlite")
    }

    pub fn later(&self, seconds: i64) {
        self.clock.0.fetch_add(seconds, Ordering::SeqCst);
    }
}
