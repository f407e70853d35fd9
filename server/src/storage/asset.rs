//! Images of a board by the hash of their content. Stored before any op may name them (rule B7).

pub use board::export::json_lines::Asset;
use board::{element::AssetHash, id::RoomId};
use rusqlite::{Connection, OptionalExtension, params};

use super::{StorageError, room::key};

/// An image with its hash.
pub fn new(mime: &str, bytes: Vec<u8>) -> Asset {
    Asset {
        hash: AssetHash(*blake3::hash(&bytes).as_bytes()),
        mime: mime.to_owned(),
        bytes,
    }
}

/// Keeps an image; the same one again changes nothing.
pub fn put(connection: &Connection, room: RoomId, asset: &Asset) -> Result<(), StorageError> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO asset (room, hash, mime, bytes) VALUES (?, ?, ?, ?)")?
        .execute(params![key(room), asset.hash.0, asset.mime, asset.bytes])?;
    Ok(())
}

/// Finds an image.
pub fn find(connection: &Connection, room: RoomId, hash: AssetHash) -> Result<Option<Asset>, StorageError> {
    let mut statement = connection.prepare_cached("SELECT mime, bytes FROM asset WHERE room = ? AND hash = ?")?;
    let read = |row: &rusqlite::Row<'_>| {
        Ok(Asset {
            hash,
            mime: row.get(0)?,
            bytes: row.get(1)?,
        })
    };
    Ok(statement.query_row(params![key(room), hash.0], read).optional()?)
}

/// Whether an image is there.
pub fn exists(connection: &Connection, room: RoomId, hash: AssetHash) -> Result<bool, StorageError> {
    let mut statement = connection.prepare_cached("SELECT 1 FROM asset WHERE room = ? AND hash = ?")?;
    Ok(statement.exists(params![key(room), hash.0])?)
}

/// Bytes of all images of a room.
pub fn total_bytes(connection: &Connection, room: RoomId) -> Result<u64, StorageError> {
    let sql = "SELECT coalesce(sum(length(bytes)), 0) FROM asset WHERE room = ?";
    Ok(connection
        .prepare_cached(sql)?
        .query_row(params![key(room)], |row| row.get(0))?)
}

/// All images of a room, by hash.
pub fn all(connection: &Connection, room: RoomId) -> Result<Vec<Asset>, StorageError> {
    let mut statement = connection.prepare("SELECT hash, mime, bytes FROM asset WHERE room = ? ORDER BY hash")?;
    let rows = statement.query_map(params![key(room)], |row| {
        Ok(Asset {
            hash: AssetHash(row.get(0)?),
            mime: row.get(1)?,
            bytes: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<Result<Vec<_>, _>>()?)
}
