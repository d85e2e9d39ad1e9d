//! What lies on the disk, one file per group of tables.
//!
//! Functions here take a connection inside a transaction the caller owns (see [`crate::commit`]);
//! none of them commits. Bytes written by this phone decode or the store is inconsistent, which is
//! an error and never a panic.

pub mod changes;
pub mod compact;
pub mod door;
pub mod drafts;
pub mod erase;
pub mod faults;
pub mod feeds;
pub mod histories;
pub mod history;
pub mod members;
pub mod open;
pub mod outbox;
pub mod rows;
pub mod settings;
pub mod stale;
pub mod stretches;
#[cfg(test)]
mod tests;
pub mod unsent;

use crate::error::Error;
use kith_domain::hash;

/// Decodes bytes this phone wrote itself.
pub(crate) fn own<'b, T>(bytes: &'b [u8], what: &'static str) -> Result<T, Error>
where
    T: minicbor::Decode<'b, ()> + minicbor::Encode<()>,
{
    hash::decode_exact(bytes, what).map_err(|e| Error::Inconsistent(e.to_string()))
}

/// Turns bytes of a column into an id.
pub(crate) fn id<T>(found: Option<T>, what: &'static str) -> Result<T, Error> {
    found.ok_or_else(|| Error::Inconsistent(format!("{what} of the wrong length")))
}
