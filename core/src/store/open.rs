//! Opening the database: one process at a time, pragmas with reasons, migrations, and a corrupt
//! file moved aside.

use crate::error::Error;
use rusqlite::Connection;
use rusqlite::config::DbConfig;
use std::fs::{self, File};
use std::path::Path;

/// The migrations, in order; append only.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/001_first.sql"),
    include_str!("migrations/002_concern_keys.sql"),
    include_str!("migrations/003_lists.sql"),
    include_str!("migrations/004_fault.sql"),
    include_str!("migrations/005_erasing.sql"),
    include_str!("migrations/006_trouble_code.sql"),
    include_str!("migrations/007_stretches.sql"),
    include_str!("migrations/008_door.sql"),
    include_str!("migrations/009_stale.sql"),
    include_str!("migrations/010_compaction.sql"),
    include_str!("migrations/011_what_is_behind.sql"),
];

/// An open database and the lock that keeps other processes out.
#[derive(Debug)]
pub struct Opened {
    /// The connection.
    pub db: Connection,
    /// Held as long as the database is open.
    pub lock: File,
    /// Where a corrupt file was moved, if there was one.
    pub moved_aside: Option<String>,
}

/// Opens, or makes, `kith.db` in `home`.
///
/// # Errors
/// [`Error::Locked`] when another process has it, [`Error::Newer`], [`Error::DiskFull`], or the
/// disk's own.
pub fn open(home: &Path) -> Result<Opened, Error> {
    let shown = home.display().to_string();
    fs::create_dir_all(home).map_err(|e| Error::File(shown.clone(), e))?;
    let lock_path = home.join("kith.lock");
    let lock = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&lock_path)
        .map_err(|e| Error::File(lock_path.display().to_string(), e))?;
    if lock.try_lock().is_err() {
        return Err(Error::Locked(shown));
    }
    let path = home.join("kith.db");
    match ready(&path) {
        Ok(db) => Ok(Opened {
            db,
            lock,
            moved_aside: None,
        }),
        Err(Error::Store(e)) if is_corrupt(&e) => {
            let aside = move_aside(&path)?;
            Ok(Opened {
                db: ready(&path)?,
                lock,
                moved_aside: Some(aside),
            })
        }
        Err(e) => Err(e),
    }
}

fn ready(path: &Path) -> Result<Connection, Error> {
    let mut db = Connection::open(path)?;
    // FULL: a commit that was answered survives a power cut, so nothing sent is ever forgotten.
    // secure_delete: what was erased, or handed over as a concern, does not stay in freed pages.
    // cache_size: a first sync's pages are written once, at its end, not spilled and read again.
    // wal_autocheckpoint: 8 MiB, so that a first sync does not end in copying its own log.
    // fullfsync: Apple's plain fsync does not reach the medium; elsewhere these change nothing.
    db.execute_batch(
        "PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA secure_delete = 1;
         PRAGMA fullfsync = 1;
         PRAGMA checkpoint_fullfsync = 1;
         PRAGMA foreign_keys = 1;
         PRAGMA busy_timeout = 2000;
         PRAGMA cache_size = -8192;
         PRAGMA wal_autocheckpoint = 2000;
         PRAGMA trusted_schema = 0;",
    )?;
    db.set_prepared_statement_cache_capacity(128);
    // A plan holds whatever is bound; else SQLite compiles some statements anew at every use.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    let version: usize =
        db.query_row("PRAGMA user_version", [], |row| row.get::<_, u32>(0))? as usize;
    if version > MIGRATIONS.len() {
        return Err(Error::Newer);
    }
    for (index, migration) in MIGRATIONS.iter().enumerate().skip(version) {
        let tx = db.transaction()?;
        tx.execute_batch(migration)?;
        tx.pragma_update(None, "user_version", (index + 1) as u32)?;
        tx.commit()?;
    }
    Ok(db)
}

/// Lets work commit without waiting for the disk: work that may be lost to a power cut because what
/// it follows from stays. The file never contradicts itself, whatever of it is lost.
///
/// # Errors
/// The work's own, and the disk's.
pub fn unhurried<T>(
    db: &mut Connection,
    work: impl FnOnce(&mut Connection) -> Result<T, Error>,
) -> Result<T, Error> {
    db.pragma_update(None, "synchronous", "NORMAL")?;
    let done = work(db);
    db.pragma_update(None, "synchronous", "FULL")?;
    done
}

fn is_corrupt(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase)
    )
}

/// Moves a corrupt database and its log aside, never deleting them: unsent work may be in there.
fn move_aside(path: &Path) -> Result<String, Error> {
    for number in 1..1000 {
        let aside = path.with_extension(format!("corrupt-{number}.db"));
        if aside.exists() {
            continue;
        }
        fs::rename(path, &aside).map_err(|e| Error::File(path.display().to_string(), e))?;
        for tail in ["-wal", "-shm"] {
            let from = format!("{}{tail}", path.display());
            // A log that is not there need not be moved.
            let _ = fs::rename(&from, format!("{}{tail}", aside.display()));
        }
        return Ok(aside.display().to_string());
    }
    Err(Error::Inconsistent(
        "a thousand corrupt databases lie here".to_owned(),
    ))
}
