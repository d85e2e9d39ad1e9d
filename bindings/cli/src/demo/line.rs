//! The line between the phones and the server: real HTTP, with the faults a real line has.
//!
//! It counts every request and every byte that travelled, lost ones included.

use kith_core::sync::http::Http;
use kith_core::sync::transport::{Answer, Transport, TransportError};
use kith_domain::hash::decode_exact;
use kith_domain::wire::SyncRequest;
use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};

/// What goes wrong with one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It never arrives.
    LostRequest,
    /// The server has acted on it, but the phone never hears so.
    LostAnswer,
    /// It arrives twice.
    Twice,
}

/// What travelled.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Traffic {
    /// Requests made, sessions included.
    pub requests: u64,
    /// Bytes of their bodies.
    pub bytes_sent: u64,
    /// Bytes of the answers' bodies.
    pub bytes_received: u64,
}

#[derive(Debug, Default)]
struct State {
    server: Option<SocketAddr>,
    /// And whether it waits for a request that carries something.
    fault: Option<(Fault, bool)>,
    traffic: Traffic,
}

/// The line. Phones know the server by the address it was founded with; the line leads to wherever
/// it listens now.
#[derive(Debug)]
pub struct Line {
    http: Http,
    state: Mutex<State>,
}

impl Line {
    /// A line that leads nowhere yet.
    pub fn new(http: Http) -> Self {
        let state = Mutex::default();
        Self { http, state }
    }

    /// Leads to a server from now on.
    pub fn lead_to(&self, server: SocketAddr) {
        self.with(|state| state.server = Some(server));
    }

    /// Lets this go wrong with the next request of a sync; with `carrying`, with the next that
    /// carries something the phone has written.
    pub fn spoil_next(&self, fault: Fault, carrying: bool) {
        self.with(|state| state.fault = Some((fault, carrying)));
    }

    /// What travelled so far.
    pub fn traffic(&self) -> Traffic {
        self.with(|state| state.traffic)
    }

    fn with<T>(&self, look: impl FnOnce(&mut State) -> T) -> T {
        look(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    async fn carry(&self, path: &str, body: Vec<u8>) -> Result<Vec<u8>, TransportError> {
        let (server, fault) = self.with(|state| {
            let sync = path == "/v1/sync";
            let hit = |(_, carrying): &mut (Fault, bool)| sync && (!*carrying || carries(&body));
            (state.server, state.fault.take_if(hit).map(|(f, _)| f))
        });
        let address = server.map(|at| format!("http://{at}"));
        let address = address.ok_or(TransportError::Offline)?;
        match fault {
            None => self.once(&address, path, body).await,
            Some(Fault::LostRequest) => {
                self.with(|state| state.traffic.requests += 1);
                Err(TransportError::Offline)
            }
            Some(Fault::LostAnswer) => {
                self.once(&address, path, body).await?;
                Err(TransportError::Offline)
            }
            Some(Fault::Twice) => {
                self.once(&address, path, body.clone()).await?;
                self.once(&address, path, body).await
            }
        }
    }

    async fn once(
        &self,
        address: &str,
        path: &str,
        body: Vec<u8>,
    ) -> Result<Vec<u8>, TransportError> {
        let sent = body.len() as u64;
        self.with(|state| {
            state.traffic.requests += 1;
            state.traffic.bytes_sent += sent;
        });
        let answer = self.http.post(address, path, body).await?;
        let received = answer.len() as u64;
        self.with(|state| state.traffic.bytes_received += received);
        Ok(answer)
    }
}

/// Whether a request brings the server something.
fn carries(body: &[u8]) -> bool {
    decode_exact::<SyncRequest>(body, "request")
        .is_ok_and(|request| request.asks.iter().any(|ask| ask.push.is_some()))
}

impl Transport for Line {
    fn post<'a>(&'a self, _address: &'a str, path: &'a str, body: Vec<u8>) -> Answer<'a> {
        Box::pin(self.carry(path, body))
    }
}
