//! The server's disk: one SQLite file, the log and what follows from it.
//!
//! Reading order: `schema.sql`, [`log`], [`feeds`], [`changes`] (the guard's index), [`held`],
//! [`mail`], [`knocks`], [`endpoints`], [`communities`]. One connection writes, on the writer's thread
//! ([`crate::writer`]); others read snapshots. `synchronous=FULL`: a commit that returned is on the
//! disk.

pub mod changes;
pub mod communities;
pub mod endpoints;
pub mod erase;
pub mod feeds;
pub mod held;
pub mod knocks;
pub mod log;
pub mod mail;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Schema versions, oldest first; `user_version` counts those applied.
const MIGRATIONS: &[&str] = &[
    include_str!("schema.sql"),
    include_str!("schema_2.sql"),
    include_str!("schema_3.sql"),
    include_str!("schema_4.sql"),
    include_str!("schema_5.sql"),
];

/// Why the database could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite failed.
    #[error("the server's database could not be read or written: look at disk and permissions")]
    Sqlite(#[from] rusqlite::Error),
    /// A row does not read.
    #[error("{0} in the server's database is damaged: restore the last backup")]
    Damaged(&'static str),
    /// The file was written by a later version.
    #[error("the database was written by a newer kith-server: run that one")]
    Newer,
}

/// The database file.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    readers: Mutex<Vec<Connection>>,
}

/// Most idle connections kept for reading.
const IDLE_READERS: usize = 8;

impl Store {
    /// Opens or creates the database and brings its schema up to date. The connection returned is
    /// the only one that may write.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn open(path: &Path) -> Result<(Self, Connection), StoreError> {
        let mut writer = Connection::open(path)?;
        writer.pragma_update(None, "journal_mode", "WAL")?;
        writer.pragma_update(None, "synchronous", "FULL")?;
        writer.pragma_update(None, "fullfsync", true)?; // macOS; nothing elsewhere
        writer.pragma_update(None, "secure_delete", true)?; // what is erased leaves no freed pages
        writer.pragma_update(None, "wal_autocheckpoint", 0)?; // the writer's thread sees to it
        // In KiB. Every change falls on pages all over its tables; the writer returns them when it rests.
        writer.pragma_update(None, "cache_size", -8192)?;
        // What a savepoint would restore is kept in memory; by default it spills into a file.
        writer.pragma_update(None, "temp_store", "MEMORY")?;
        writer.set_prepared_statement_cache_capacity(64);
        keep_plans(&writer)?;
        let version: usize = writer.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        if version > MIGRATIONS.len() {
            return Err(StoreError::Newer);
        }
        for (number, sql) in (1_u32..).zip(MIGRATIONS).skip(version) {
            let step = writer.transaction()?;
            step.execute_batch(sql)?;
            step.pragma_update(None, "user_version", number)?;
            step.commit()?;
        }
        let store = Self {
            path: path.to_owned(),
            readers: Mutex::default(),
        };
        Ok((store, writer))
    }

    /// Runs `read` in one snapshot of the database.
    ///
    /// # Errors
    /// What `read` says, or that no connection could be made.
    pub fn read<T, E: From<StoreError>>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let idle = self.idle().pop();
        let mut reader = match idle {
            Some(reader) => reader,
            None => self.connect().map_err(StoreError::from)?,
        };
        let snapshot = reader.transaction().map_err(StoreError::from)?;
        let answer = read(&snapshot);
        snapshot.finish().map_err(StoreError::from)?;
        let mut idle = self.idle();
        if idle.len() < IDLE_READERS {
            idle.push(reader);
        }
        answer
    }

    /// Bytes of the database file and of its write-ahead log.
    #[must_use]
    pub fn files(&self) -> (u64, u64) {
        let bytes = |path: &Path| std::fs::metadata(path).map_or(0, |file| file.len());
        let mut ahead = self.path.clone().into_os_string();
        ahead.push("-wal");
        (bytes(&self.path), bytes(Path::new(&ahead)))
    }

    fn connect(&self) -> rusqlite::Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let reader = Connection::open_with_flags(&self.path, flags)?;
        reader.set_prepared_statement_cache_capacity(32);
        keep_plans(&reader)?;
        // In KiB: the system caches the file already, and there are several readers.
        reader.pragma_update(None, "cache_size", -512)?;
        Ok(reader)
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        // A panic while the list was held cannot have left it half-changed.
        self.readers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Keeps a statement's plan whatever is bound to it; without this SQLite may compile a statement anew
/// for what is bound.
fn keep_plans(db: &Connection) -> rusqlite::Result<()> {
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

/// The rows of one community.
#[derive(Debug, Clone, Copy)]
pub struct Rows<'a> {
    /// Where they lie.
    pub db: &'a Connection,
    /// Number of the community's row.
    pub community: i64,
}

/// Reads an id of fixed length from a column.
pub(crate) fn id<T>(
    from: fn(&[u8]) -> Option<T>,
    row: &rusqlite::Row<'_>,
    column: usize,
) -> rusqlite::Result<T> {
    let bytes = row.get_ref(column)?.as_blob()?;
    from(bytes).ok_or_else(|| rusqlite::types::FromSqlError::InvalidType.into())
}
