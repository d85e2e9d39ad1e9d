//! The real server over real HTTP, in a process of its own so that its time is its own.
//!
//! The process is this very program, started as `kith-bench serve`.

use crate::cpu;
use kith_server::{Limits, Server, SystemClock};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

/// A server at work.
pub struct Served {
    process: Child,
    /// Where it answers, with its key.
    pub address: String,
    /// Where it listens.
    pub at: SocketAddr,
}

impl Served {
    /// Starts a server on a folder, at `at` or wherever there is room.
    pub fn start(data: &Path, at: Option<SocketAddr>) -> Self {
        let at = at.map_or("127.0.0.1:0".to_owned(), |at| at.to_string());
        let own = std::env::current_exe().expect("this program knows where it lies");
        let mut process = Command::new(own)
            .arg("serve")
            .arg("--data")
            .arg(data)
            .args(["--listen", &at])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let mut address = String::new();
        BufReader::new(process.stdout.take().expect("its output is piped"))
            .read_line(&mut address)
            .expect("the server says where it listens");
        let address = address.trim().to_owned();
        let at = address
            .strip_prefix("http://")
            .and_then(|rest| rest.split('#').next())
            .and_then(|at| at.parse().ok())
            .unwrap_or_else(|| panic!("the server said {address:?} instead of an address"));
        Self {
            process,
            address,
            at,
        }
    }

    /// Processor time it has used, in milliseconds.
    pub fn cpu_ms(&self) -> f64 {
        cpu::of_process(&self.process.id().to_string())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // Its standard input closes: it finishes what is under way and ends.
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

/// Serves until standard input ends.
pub fn serve(data: &Path, listen: SocketAddr) {
    let server = Server::open(data, Arc::new(SystemClock), None).expect("the server opens");
    let server = Arc::new(server);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime can be made");
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(listen)
            .await
            .expect("the address is free");
        let at = listener.local_addr().expect("it listens somewhere");
        println!("http://{at}#{}", server.key());
        let stop = async {
            let _ = tokio::task::spawn_blocking(|| std::io::read_to_string(std::io::stdin())).await;
        };
        kith_server::serve(server, listener, Limits::default(), stop)
            .await
            .expect("the server serves");
    });
}
