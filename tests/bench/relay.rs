//! A relay between phone and server: it counts what passes, and can make the way longer.
//!
//! Bytes are those on the socket, framing and all. A delay is added half on either way, so that it is
//! what a round trip takes longer; setting up the TCP connection is not delayed. Used in runs of its
//! own, since it costs time.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

/// A way to a server.
#[derive(Debug)]
pub struct Relay {
    /// Where phones come in.
    pub at: SocketAddr,
    passed: Arc<AtomicU64>,
}

impl Relay {
    /// Opens a relay to `server`; a round trip over it takes `longer`.
    pub fn to(server: SocketAddr, longer: Duration) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
        let at = listener.local_addr().expect("it listens somewhere");
        let passed = Arc::<AtomicU64>::default();
        let counter = Arc::clone(&passed);
        thread::spawn(move || {
            for phone in listener.incoming().flatten() {
                if let Ok(server) = TcpStream::connect(server) {
                    pass_both_ways(phone, server, &counter, longer / 2);
                }
            }
        });
        Self { at, passed }
    }

    /// Bytes that passed so far, both ways.
    pub fn bytes(&self) -> f64 {
        self.passed.load(Ordering::SeqCst) as f64
    }
}

fn pass_both_ways(phone: TcpStream, server: TcpStream, counter: &Arc<AtomicU64>, later: Duration) {
    let clone = |stream: &TcpStream| stream.try_clone().expect("a socket can be shared");
    for (mut from, to) in [
        (clone(&phone), clone(&server)),
        (clone(&server), clone(&phone)),
    ] {
        let counter = Arc::clone(counter);
        let (give, take) = channel();
        thread::spawn(move || {
            let mut bytes = vec![0; 64 * 1024];
            while let Ok(count) = from.read(&mut bytes) {
                counter.fetch_add(count as u64, Ordering::SeqCst);
                let some = bytes.get(..count).unwrap_or_default().to_vec();
                // Nothing more comes after the empty read that says so.
                if give.send((Instant::now() + later, some)).is_err() || count == 0 {
                    return;
                }
            }
        });
        thread::spawn(move || hand_on(to, &take));
    }
}

fn hand_on(mut to: TcpStream, take: &Receiver<(Instant, Vec<u8>)>) -> io::Result<()> {
    let _ = to.set_nodelay(true);
    while let Ok((due, bytes)) = take.recv() {
        thread::sleep(due.saturating_duration_since(Instant::now()));
        if bytes.is_empty() {
            return to.shutdown(std::net::Shutdown::Write);
        }
        to.write_all(&bytes)?;
    }
    Ok(())
}
