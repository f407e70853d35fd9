//! The two databases of an installation: `public` (rooms and recordings, people, questions) and `private` (notes and
//! marks, in a file with a writer of its own, so that a note can never delay a public flush: rule P3).
//!
//! Everything that speaks SQL lives below this module; each table has one module of plain functions over a connection.

pub mod account;
pub mod asset;
pub mod attachment;
pub mod audit;
pub mod database;
pub mod device;
pub mod hands;
pub mod instance_lock;
pub mod knock;
pub mod name;
pub mod note;
mod origins;
pub mod question;
pub mod recording;
pub mod removal;
pub mod room;
pub mod room_list;
pub mod schema;
pub mod seat;
pub mod sheet;
pub mod track;
pub mod voice;
mod writer;

use std::path::Path;

use anyhow::Context;
use thiserror::Error;

pub use database::Database;

/// The file with rooms, recordings, people and questions.
pub const PUBLIC_FILE: &str = "chalkback.sqlite";
/// The file with notes and marks.
pub const PRIVATE_FILE: &str = "private.sqlite";

/// Handles on both databases.
#[derive(Clone, Debug)]
pub struct Storage {
    /// Rooms, recordings, people, questions.
    pub public: Database,
    /// Notes and marks.
    pub private: Database,
}

/// Why something was not stored or read. What was not answered with `Ok` is not stored.
#[derive(Clone, Debug, Error)]
pub enum StorageError {
    /// SQLite says no: the disk is full, the file is in use, a rule does not hold.
    #[error("{0}")]
    Failed(String),
    /// What was read is not what was written.
    #[error("{0}")]
    Damaged(String),
    /// The storage is closed.
    #[error("the storage is closed")]
    Stopped,
}

impl From<rusqlite::Error> for StorageError {
    fn from(error: rusqlite::Error) -> StorageError {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                StorageError::Damaged(format!("the database file is damaged ({error})"))
            }
            _ => StorageError::Failed(error.to_string()),
        }
    }
}

impl Storage {
    /// Opens or makes both files in a folder and brings their schema up to date.
    pub fn open(data: &Path) -> anyhow::Result<Storage> {
        Ok(Storage {
            public: Database::open(&data.join(PUBLIC_FILE), schema::PUBLIC)?,
            private: Database::open(&data.join(PRIVATE_FILE), schema::PRIVATE)?,
        })
    }

    /// Waits for what was handed in, and closes both files.
    pub fn close(&self) {
        self.public.close();
        self.private.close();
    }
}

/// Makes the folder for the data. Recordings of interviews are nobody else's business on this machine.
pub fn make_folder(data: &Path) -> anyhow::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(data)
        .with_context(|| format!("cannot make the folder {}", data.display()))
}
