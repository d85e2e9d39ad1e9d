//! Flow 2, going out: outbox → planner → one request → answer → pages.
//!
//! [`plan`] decides, without time or network; [`push`] fills a request from the outbox, [`rekey`] with
//! what the phone itself must do, [`repairs`] and [`give_back`] with what a server lacks; [`answer`] takes
//! the reply in; [`driver`] performs the steps over a [`transport::Transport`]; [`http`] is the one for
//! phones, [`live`] the server's pokes, [`wake`] who wakes a phone that sleeps. Commit, then send: nothing
//! leaves before it is durable here.

pub mod answer;
pub mod driver;
pub mod give_back;
pub mod http;
pub mod live;
pub mod plan;
pub mod push;
pub mod rekey;
pub mod repairs;
pub mod transport;
pub mod trouble;
pub mod wake;

pub use driver::{Progress, SyncReport};
pub use transport::{Transport, TransportError};
pub use trouble::SyncError;
pub use wake::Wakes;
