//! The server of the story: the real one, on a folder of its own, on any free port of this machine.

use super::DemoError;
use super::script::StoryClock;
use kith_domain::hash::hash;
use kith_domain::invite::ServerAddress;
use kith_server::{Limits, Server, serve};
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// Where the phones believe the server to be, so that whoever keeps their folders can start it
/// there. While the story plays it listens on a free port, and the line leads there.
pub const ADDRESS: &str = "127.0.0.1:47826";

/// A running server.
pub struct House {
    folder: PathBuf,
    clock: Arc<StoryClock>,
    at: SocketAddr,
    address: String,
    stop: oneshot::Sender<()>,
    done: JoinHandle<std::io::Result<()>>,
}

impl House {
    /// Starts a server on a fresh folder. Its key is the story's own: anyone could compute it.
    pub fn open(
        runtime: &Runtime,
        folder: &Path,
        clock: Arc<StoryClock>,
    ) -> Result<Self, DemoError> {
        write_seed(folder).map_err(|e| DemoError::file(folder, e))?;
        Self::start(runtime, folder.to_owned(), clock)
    }

    fn start(
        runtime: &Runtime,
        folder: PathBuf,
        clock: Arc<StoryClock>,
    ) -> Result<Self, DemoError> {
        let clock_of_server: Arc<StoryClock> = Arc::clone(&clock);
        let server = Arc::new(Server::open(&folder, clock_of_server, None)?);
        let address = ServerAddress {
            url: format!("http://{ADDRESS}"),
            key: server.key(),
        };
        let listener = runtime
            .block_on(TcpListener::bind("127.0.0.1:0"))
            .map_err(DemoError::Listen)?;
        let at = listener.local_addr().map_err(DemoError::Listen)?;
        let (stop, stopped) = oneshot::channel();
        let stopped = async {
            let _ = stopped.await;
        };
        let done = runtime.spawn(serve(server, listener, Limits::default(), stopped));
        Ok(Self {
            folder,
            clock,
            at,
            address: address.to_string(),
            stop,
            done,
        })
    }

    /// Where it listens.
    pub fn at(&self) -> SocketAddr {
        self.at
    }

    /// What a founder types in: address and key.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Stops it, once what is under way is on its disk.
    pub fn stop(self, runtime: &Runtime) -> Result<(), DemoError> {
        let _ = self.stop.send(());
        match runtime.block_on(self.done) {
            Ok(ended) => ended.map_err(DemoError::Listen),
            Err(_) => Err(DemoError::Story("the server broke off".into())),
        }
    }

    /// Stops it and starts it again on the same folder, on another port.
    pub fn restart(self, runtime: &Runtime) -> Result<Self, DemoError> {
        let (folder, clock) = (self.folder.clone(), Arc::clone(&self.clock));
        self.stop(runtime)?;
        Self::start(runtime, folder, clock)
    }
}

/// Puts the story's key where the server looks for its own.
fn write_seed(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(folder.join("server.seed"))?;
    file.write_all(&hash(&("kith demo server v1",)))
}
