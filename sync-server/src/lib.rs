//! The sync server: it keeps each community's log, judges what phones push, and sends what is new.
//!
//! It reads no text: what locates or names a person is sealed. It holds no document in memory: it
//! appends, forwards, and keeps an index for the guard.
//!
//! # Where to start
//! - [`Server`], the whole of it without sockets; [`Server::sync`] is the one request that matters.
//! - [`give`] → [`writer`] → [`desk`] → [`admit`]: how a push gets into the log. [`pull`] → [`page`]: how it gets out;
//!   [`ready`] and [`known`] keep what many ask for.
//! - [`store`]: the tables. [`community`]: what of them is in memory.
//! - [`session`] and [`cursor`]: the server's own words, handed out and recognised.
//! - [`live`]: pokes for who is connected. [`wake`], [`push_service`]: wake-ups for who sleeps.
//! - [`recovery`]: what happens after a restore.
//! - [`router`], [`connection`], [`task`]: HTTP. [`metrics`]: what it counts of its own work.

pub mod admit;
pub mod clock;
pub mod community;
pub mod connection;
pub mod cursor;
pub mod desk;
pub mod give;
pub mod knock;
pub mod known;
pub mod live;
pub mod mail;
pub mod metrics;
pub mod open;
pub mod page;
pub mod pull;
pub mod push_service;
pub mod ready;
pub mod recovery;
pub mod repair;
pub mod router;
pub mod session;
pub mod store;
pub mod sync;
pub mod task;
pub mod wake;
pub mod wakes;
pub mod writer;

pub use clock::{Clock, SystemClock};
pub use connection::{Limits, serve};
pub use open::{OpenError, ServeError, Server};
pub use wake::Reach;
