//! The real server over real HTTP, in a process of its own so that its time is its own.
//!
//! The process is this very program, started as `kith-bench serve`.

use crate::actor::Actor;
use crate::process::Process;
use kith_server::{Limits, Server, SystemClock};
use serde_json::json;
use std::io::Write;
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

/// Connections the server takes here: all come from one address.
const CONNECTIONS: usize = 4096;

/// A server at work.
#[derive(Debug)]
pub struct Served {
    actor: Actor,
    /// Where it answers, with its key.
    pub address: String,
    /// Where it listens.
    pub at: SocketAddr,
}

impl Served {
    /// Starts a server on a folder, at `at` or wherever there is room.
    pub fn start(data: &Path, at: Option<SocketAddr>) -> Self {
        let at = at.map_or("127.0.0.1:0".to_owned(), |at| at.to_string());
        let (actor, ready) = Actor::start(
            own_program()
                .arg("serve")
                .arg("--data")
                .arg(data)
                .args(["--listen", &at]),
        );
        let text = |name: &str| ready[name].as_str().expect("it says where it listens");
        Self {
            address: text("address").to_owned(),
            at: text("at").parse().expect("it listens somewhere"),
            actor,
        }
    }

    /// Its process.
    pub fn process(&self) -> Process {
        self.actor.process()
    }
}

/// What the server at `at` counts under this name; not a number if it does not.
pub fn counted(at: SocketAddr, name: &str) -> f64 {
    let page = TcpStream::connect(at).and_then(|mut stream| {
        stream.write_all(b"GET /metrics HTTP/1.1\r\nhost: kith\r\nconnection: close\r\n\r\n")?;
        std::io::read_to_string(stream)
    });
    let page = page.unwrap_or_default();
    let mut lines = page.lines().filter_map(|line| line.split_once(' '));
    lines
        .find(|(named, _)| *named == name)
        .and_then(|(_, value)| value.parse().ok())
        .unwrap_or(f64::NAN)
}

/// This program, to be started again for another part.
pub fn own_program() -> Command {
    Command::new(std::env::current_exe().expect("this program knows where it lies"))
}

/// Serves until standard input ends.
pub fn serve(data: &Path, listen: SocketAddr) {
    let server = Server::open(data, Arc::new(SystemClock), None).expect("the server opens");
    let server = Arc::new(server);
    let limits = Limits {
        connections: CONNECTIONS,
        per_address: CONNECTIONS,
        ..Limits::default()
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime can be made");
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(listen)
            .await
            .expect("the address is free");
        let at = listener.local_addr().expect("it listens somewhere");
        let address = format!("http://{at}#{}", server.key());
        println!("{}", json!({ "at": at.to_string(), "address": address }));
        let stop = async {
            let _ = tokio::task::spawn_blocking(|| std::io::read_to_string(std::io::stdin())).await;
        };
        kith_server::serve(server, listener, limits, stop)
            .await
            .expect("the server serves");
    });
}
