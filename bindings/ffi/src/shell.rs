//! What a shell gives to the core: a place for keys, an ear for changes, an ear for the log.
//!
//! All are called on the core's own threads, one call at a time for each, and must return at once.
//! An exception in one of them reaches the core as [`ShellError`] and brings nothing down.

use std::fmt;
use std::sync::Arc;

/// What an implementation in the app throws when it cannot do as asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum ShellError {
    /// It did not work; the core goes on as it can.
    #[error("{reason}")]
    Failed {
        /// For the log.
        reason: String,
    },
}

impl From<uniffi::UnexpectedUniFFICallbackError> for ShellError {
    fn from(error: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Failed {
            reason: error.reason,
        }
    }
}

/// Where device secrets lie: Keystore on Android, Keychain on iOS.
///
/// Secrets are 32 bytes, one per community and never in the database. Keep them readable after the
/// first unlock, so that a sync in the background finds them, and out of backups.
#[uniffi::export(foreign)]
pub trait SecureStore: Send + Sync {
    /// The secret of this name; none if it was never put or has vanished.
    ///
    /// # Errors
    /// When the store cannot be asked now, as on a locked phone.
    fn get(&self, name: String) -> Result<Option<Vec<u8>>, ShellError>;
    /// Keeps a secret, durably, before returning.
    ///
    /// # Errors
    /// When it could not be kept.
    fn put(&self, name: String, secret: Vec<u8>) -> Result<(), ShellError>;
}

/// Told that a screen may show something new.
#[uniffi::export(foreign)]
pub trait ChangeObserver: Send + Sync {
    /// Something changed. Revisions rise; some are left out, the last never is. Ask for the rows anew.
    ///
    /// # Errors
    /// Whatever is thrown is logged, and later changes are still told.
    fn on_change(&self, revision: u64) -> Result<(), ShellError>;
}

/// Where the log goes. It never holds anything anyone wrote.
#[uniffi::export(foreign)]
pub trait LogSink: Send + Sync {
    /// One line. Only levels of `info` and above come.
    ///
    /// # Errors
    /// Whatever is thrown is dropped.
    fn log(&self, level: crate::log::LogLevel, line: String) -> Result<(), ShellError>;
}

/// A shell's store as the core knows one.
pub(crate) struct Keys(pub(crate) Arc<dyn SecureStore>);

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys")
    }
}

impl kith_core::secure::SecureStore for Keys {
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, kith_core::secure::SecureError> {
        self.0.get(name.to_owned()).map_err(unanswered)
    }

    fn put(&self, name: &str, secret: &[u8]) -> Result<(), kith_core::secure::SecureError> {
        self.0
            .put(name.to_owned(), secret.to_vec())
            .map_err(unanswered)
    }
}

fn unanswered(error: ShellError) -> kith_core::secure::SecureError {
    kith_core::secure::SecureError(error.to_string())
}
