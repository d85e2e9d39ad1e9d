//! The server's house: the real server on a folder, which can be restarted, copied and set back.

use crate::clock::Standing;
use crate::folder::Backup;
use kith_core::sync::transport::TransportError;
use kith_domain::ids::SigningKey;
use kith_domain::limits;
use kith_server::{Reach, ServeError, Server};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A server without sockets, and its folder.
#[derive(Debug)]
pub struct House {
    folder: PathBuf,
    seed: [u8; 32],
    clock: Arc<Standing>,
    server: Option<Arc<Server>>,
}

impl House {
    /// Opens a server on `folder`; its key grows from `seed`.
    #[must_use]
    pub fn open(folder: &Path, seed: [u8; 32], clock: Arc<Standing>) -> Self {
        let mut house = Self {
            folder: folder.to_owned(),
            seed,
            clock,
            server: None,
        };
        house.start();
        house
    }

    fn start(&mut self) {
        let clock: Arc<Standing> = Arc::clone(&self.clock);
        let opened = Server::open(&self.folder, clock, Some(self.seed));
        let server = opened.expect("the server opens its folder");
        // The push services of stories stand on this machine.
        self.server = Some(Arc::new(server.reaching(Reach::Anywhere)));
    }

    /// The server's key.
    #[must_use]
    pub fn key(&self) -> SigningKey {
        self.server.as_ref().expect("the server runs").key()
    }

    /// The server itself.
    #[must_use]
    pub fn server(&self) -> Arc<Server> {
        Arc::clone(self.server.as_ref().expect("the server runs"))
    }

    /// What the server has counted under this name since it was started.
    #[must_use]
    pub fn metric(&self, name: &str) -> u64 {
        let text = self.server.as_ref().expect("the server runs").metrics();
        let line = text.lines().find_map(|line| line.strip_prefix(name));
        let number = line.and_then(|rest| rest.trim().parse().ok());
        number.unwrap_or_else(|| panic!("no count of {name}"))
    }

    /// The server's folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Stops the server without warning and starts it on the same folder.
    pub fn restart(&mut self) {
        self.server = None;
        self.start();
    }

    /// Stops the server and starts one of another key on an empty folder in its place.
    pub fn change_hands(&mut self, folder: &Path, seed: [u8; 32]) {
        self.server = None;
        self.folder = folder.to_owned();
        self.seed = seed;
        self.start();
    }

    /// A copy of the folder as it is now, in `to`.
    #[must_use]
    pub fn copy(&self, to: &Path) -> Backup {
        // Between requests nothing writes, so database and log are of one moment.
        Backup::of(&self.folder, to)
    }

    /// Stops the server, puts an old copy in place of its folder and starts it.
    pub fn set_back(&mut self, backup: &Backup) {
        self.server = None;
        backup.put_back(&self.folder);
        self.start();
    }

    /// Answers one request as the HTTP surface would.
    ///
    /// # Errors
    /// What a phone makes of each status.
    pub fn serve(&self, address: &str, path: &str, body: &[u8]) -> Result<Vec<u8>, TransportError> {
        let server = self.server.as_ref().expect("the server runs");
        let refused = |status| TransportError::NotKith {
            address: address.to_owned(),
            status,
        };
        if body.len() > limits::REQUEST {
            return Err(refused(413));
        }
        let served = match path {
            "/v1/session/challenge" => server.challenge(body),
            "/v1/session" => server.session(body),
            "/v1/sync" => server.sync(body),
            "/v1/wake" => server.wake(body),
            other => panic!("phones do not post to {other}"),
        };
        served.map_err(|error| match error {
            ServeError::Disk => TransportError::Busy,
            ServeError::Malformed => refused(400),
            ServeError::NotAnswered => refused(401),
        })
    }
}
