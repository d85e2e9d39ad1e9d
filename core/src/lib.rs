//! Kith's engine: one phone, its database and its sync, under every shell.
//!
//! Where to start: [`App`] is all a shell sees. Flow 1, an action: [`execute`] → [`commit`] →
//! [`project`] → [`observe`]. Flow 2, sync: [`sync`] → [`ingest`] → [`project`]; what a server
//! refuses or a restored phone repeats goes through [`take_back`] ([`twice`] tells of clones), what a server
//! lost of the members' list through [`roll_back`]. Screens read [`query`]; what is only typed waits in [`drafts`], how
//! somebody wants their app in [`settings`]; people take everything along by [`export`]. Who belongs
//! where begins in [`belong`], goes from hand to hand in [`carry`], and survives a ruined database by
//! its [`card`]; who reads what, by its [`keys`]. The rules themselves are in `kith-domain`; this
//! crate has none.

pub mod ambient;
pub mod app;
pub mod belong;
pub mod card;
pub mod carry;
pub mod commit;
pub mod door;
pub mod drafts;
pub mod error;
pub mod execute;
pub mod export;
pub mod ingest;
pub mod invite;
pub mod keys;
pub mod observe;
pub mod phone;
pub mod price_list;
pub mod project;
pub mod put_right;
pub mod query;
pub mod roll_back;
pub mod secure;
pub mod settings;
pub mod store;
pub mod sync;
pub mod take_back;
pub mod twice;

pub use app::App;
pub use error::{Error, Kind};
