//! A relay between phone and server that counts what passes: bytes on the socket, framing and all.
//!
//! Used in a run of its own, since it costs time.

use kith_core::sync::http::Http;
use kith_core::sync::transport::{Answer, Transport};
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// A phone's way to the server past the counter.
pub struct Counted {
    http: Http,
    at: String,
    passed: Arc<AtomicU64>,
}

impl Counted {
    /// Opens a relay to `server`.
    pub fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
        let at = listener.local_addr().expect("it listens somewhere");
        let passed = Arc::<AtomicU64>::default();
        let counter = Arc::clone(&passed);
        thread::spawn(move || {
            for phone in listener.incoming().flatten() {
                if let Ok(server) = TcpStream::connect(server) {
                    pass_both_ways(phone, server, &counter);
                }
            }
        });
        Self {
            http: Http::new().expect("the network library starts"),
            at: format!("http://{at}"),
            passed,
        }
    }

    /// Bytes that passed so far, both ways.
    pub fn bytes(&self) -> u64 {
        self.passed.load(Ordering::SeqCst)
    }
}

impl Transport for Counted {
    fn post<'a>(&'a self, _: &'a str, path: &'a str, body: Vec<u8>) -> Answer<'a> {
        self.http.post(&self.at, path, body)
    }
}

fn pass_both_ways(phone: TcpStream, server: TcpStream, counter: &Arc<AtomicU64>) {
    let clone = |stream: &TcpStream| stream.try_clone().expect("a socket can be shared");
    for (from, to) in [
        (clone(&phone), clone(&server)),
        (clone(&server), clone(&phone)),
    ] {
        let counter = Arc::clone(counter);
        thread::spawn(move || pass(from, to, &counter));
    }
}

fn pass(mut from: TcpStream, mut to: TcpStream, counter: &AtomicU64) -> io::Result<()> {
    let _ = to.set_nodelay(true);
    let mut bytes = vec![0; 64 * 1024];
    loop {
        let count = from.read(&mut bytes)?;
        if count == 0 {
            return to.shutdown(std::net::Shutdown::Write);
        }
        counter.fetch_add(count as u64, Ordering::SeqCst);
        to.write_all(&bytes[..count])?;
    }
}
