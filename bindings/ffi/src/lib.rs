//! What native apps see of Kith: few objects, plain records, one error.
//!
//! Where to start: [`Kith`] is one phone; it gives a [`Community`], whose methods are the screens and
//! the commands: the first screen ([`home`]), then pillar by pillar ([`rounds`], [`hours`], [`board`],
//! [`pairings`], [`concerns`], [`members`], [`door`], [`status`]), and what only this phone keeps ([`drafts`],
//! [`settings`], [`wake`]). A [`Subscription`] tells that something changed, a [`SyncRun`] is one meeting with
//! the servers. All else is a record or an enum. [`KithError`] is the only error.
//!
//! There are no rules here. Work runs on the core's own threads (`engine.rs`), so that no call holds
//! up a screen and a call given up by its screen is still done whole or not at all. Rows and enums are
//! the core's own types, listed field by field, so that the compiler notices when the two differ.
//! `../api.txt` lists everything exported; a test fails when it changes unseen.

pub mod board;
pub mod carry;
pub mod community;
pub mod concerns;
pub mod door;
pub mod drafts;
mod engine;
pub mod erasing;
pub mod error;
pub mod export;
pub mod home;
pub mod hours;
pub mod ids;
pub mod kith;
pub mod log;
pub mod members;
pub mod page;
pub mod pairings;
pub mod price_lists;
pub mod rounds;
pub mod settings;
pub mod shell;
pub mod status;
pub mod subscription;
pub mod sync_run;
pub mod version;
pub mod wake;
pub mod word;

pub use community::{Community, Outcome};
pub use error::KithError;
pub use kith::Kith;
pub use log::LogLevel;
pub use page::Page;
pub use shell::{ChangeObserver, LogSink, SecureStore, ShellError};
pub use subscription::Subscription;
pub use sync_run::SyncRun;

uniffi::setup_scaffolding!();
