//! How bytes reach a server: one trait, so that tests can put a simulated network in its place.

use std::future::Future;
use std::pin::Pin;

/// Why a request brought no answer. All of these are worth another try later.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// No connection.
    #[error("no connection to the server; everything is safe on this phone and goes out later")]
    Offline,
    /// The server answered, but not as Kith does.
    #[error("what answers at {address} is not a Kith server (status {status}); check the address")]
    NotKith {
        /// Where.
        address: String,
        /// HTTP status.
        status: u16,
    },
    /// The server is too busy.
    #[error("the server is busy; trying again later")]
    Busy,
    /// The answer is larger than any answer may be.
    #[error("the server's answer is too large")]
    TooLarge,
}

/// An answer to come.
pub type Answer<'a> = Pin<Box<dyn Future<Output = Result<Vec<u8>, TransportError>> + Send + 'a>>;

/// Carries one request to a server and its answer back.
pub trait Transport: Send + Sync {
    /// Posts `body` to `path` at `address`. Dropping the future drops the request.
    fn post<'a>(&'a self, address: &'a str, path: &'a str, body: Vec<u8>) -> Answer<'a>;
}
