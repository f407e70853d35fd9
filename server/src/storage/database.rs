//! One SQLite file: a single writer thread with group commit, and a few connections that only read.
//!
//! Jobs are closures over a connection. What a write job was answered with `Ok` is on the disk (rule I5); a job that fails
//! is undone alone.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use anyhow::{Context, Result};
use rusqlite::{Connection, OpenFlags};
use tokio::sync::Semaphore;

use super::{
    StorageError,
    schema::{self, Migration},
    writer::Writer,
};

/// Connections that only read.
const READERS: usize = 4;
const BUSY_PATIENCE: Duration = Duration::from_secs(5);
/// Times that cutting the log off waits for readers.
const CUT_TRIES: u32 = 6;

/// A handle on one file.
#[derive(Clone, Debug)]
pub struct Database(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    path: PathBuf,
    writer: Writer,
    idle_readers: Mutex<Vec<Connection>>,
    reader_permits: Semaphore,
}

impl Database {
    /// Opens or makes a file, brings its schema up to date and starts its writer.
    pub fn open(path: &Path, migrations: &[Migration]) -> Result<Database> {
        let connection = open_for_writing(path, migrations)?;
        let writer = Writer::start(connection, path)?;
        Ok(Database(Arc::new(Inner {
            path: path.to_owned(),
            writer,
            idle_readers: Mutex::default(),
            reader_permits: Semaphore::new(READERS),
        })))
    }

    /// Runs a job in the next commit; comes back when it is durable.
    pub async fn write<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Connection) -> Result<T, StorageError> + Send + 'static,
    ) -> Result<T, StorageError> {
        self.0.writer.write(job).await
    }

    /// Runs a job in the next commit if the writer is not busy; nobody waits for it and it may be lost.
    pub fn write_if_idle(&self, job: impl FnOnce(&Connection) -> Result<(), StorageError> + Send + 'static) {
        self.0.writer.write_if_idle(job);
    }

    /// Runs a job on one moment of the file, beside the writer.
    pub async fn read<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Connection) -> Result<T, StorageError> + Send + 'static,
    ) -> Result<T, StorageError> {
        let inner = Arc::clone(&self.0);
        let permit = self
            .0
            .reader_permits
            .acquire()
            .await
            .map_err(|_| StorageError::Stopped)?;
        let answer = tokio::task::spawn_blocking(move || inner.read(job)).await;
        drop(permit);
        answer.unwrap_or(Err(StorageError::Stopped))
    }

    /// Copies the log back into the file and cuts it off, so that nothing that was overwritten is left in either. Readers that are
    /// busy are waited for.
    pub async fn cut_log(&self) -> Result<(), StorageError> {
        let path = self.0.path.clone();
        let cut = tokio::task::spawn_blocking(move || {
            let connection = Connection::open(path)?;
            connection.busy_timeout(BUSY_PATIENCE)?;
            for _ in 0..CUT_TRIES {
                let busy: bool = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
                if !busy {
                    return Ok(());
                }
            }
            Err(StorageError::Failed(
                "the log could not be cut off: somebody is reading".to_owned(),
            ))
        });
        cut.await.unwrap_or(Err(StorageError::Stopped))
    }

    /// Waits for what was handed in and ends the writer.
    pub fn close(&self) {
        self.0.reader_permits.close();
        self.0
            .idle_readers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
        self.0.writer.close();
    }
}

impl Inner {
    fn read<T>(&self, job: impl FnOnce(&Connection) -> Result<T, StorageError>) -> Result<T, StorageError> {
        let idle = self.idle_readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => open_for_reading(&self.path)?,
        };
        // A transaction, so that all statements of the job see the same moment.
        let transaction = connection.unchecked_transaction()?;
        let answer = job(&transaction);
        drop(transaction);
        // After an error the connection may hold damaged pages in its cache: the next reader opens a fresh one.
        if answer.is_ok() {
            self.idle_readers
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(connection);
        }
        answer
    }
}

/// Opens or makes a file for writing: durable at every commit, also over a power loss.
pub fn open_for_writing(path: &Path, migrations: &[Migration]) -> Result<Connection> {
    let open = || -> Result<Connection> {
        let mut connection = Connection::open(path)?;
        connection.busy_timeout(BUSY_PATIENCE)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "fullfsync", "ON")?;
        connection.pragma_update(None, "foreign_keys", "ON")?;
        connection.pragma_update(None, "secure_delete", "ON")?;
        schema::migrate(&mut connection, migrations)?;
        Ok(connection)
    };
    open().with_context(|| format!("cannot open {}", path.display()))
}

/// Opens a file that exists, for reading only.
pub fn open_for_reading(path: &Path) -> Result<Connection, StorageError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_PATIENCE)?;
    // Rooms are read once and then live in memory: pages are not worth keeping.
    connection.pragma_update(None, "cache_size", -512)?;
    Ok(connection)
}
