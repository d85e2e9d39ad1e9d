//! Where device secrets lie: Keystore on Android, Keychain on iOS, a private file for the terminal.
//!
//! Secrets are 32-byte seeds, one per community. They stay out of the database so that a copied
//! database is not a copied person.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

/// Why the secure store did not answer.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the store for this phone's keys does not answer: {0}")]
pub struct SecureError(pub String);

/// A small store of secrets by name.
pub trait SecureStore: Send + Sync {
    /// The secret of this name; `None` if it was never put or has vanished.
    ///
    /// # Errors
    /// When the store cannot be asked now (a locked phone).
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, SecureError>;
    /// Keeps a secret, durably, before returning.
    ///
    /// # Errors
    /// When it could not be kept.
    fn put(&self, name: &str, secret: &[u8]) -> Result<(), SecureError>;
}

/// Files readable by their owner only (0600), one per secret.
#[derive(Debug, Clone)]
pub struct FileStore {
    folder: PathBuf,
}

impl FileStore {
    /// Keeps its files in `folder`, which is made (0700) when first written to.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }
}

impl SecureStore for FileStore {
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, SecureError> {
        match fs::read(self.folder.join(name)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(SecureError(e.to_string())),
        }
    }

    fn put(&self, name: &str, secret: &[u8]) -> Result<(), SecureError> {
        let wrong = |e: std::io::Error| SecureError(e.to_string());
        let mut folder = fs::DirBuilder::new();
        folder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
        folder.create(&self.folder).map_err(wrong)?;
        // Written beside and renamed, so that a kill leaves the old secret or the new one.
        let beside = self.folder.join(format!("{name}.new"));
        let mut options = fs::OpenOptions::new();
        options.create(true).write(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&beside).map_err(wrong)?;
        file.write_all(secret)
            .and_then(|()| file.sync_all())
            .map_err(wrong)?;
        fs::rename(&beside, self.folder.join(name)).map_err(wrong)
    }
}
