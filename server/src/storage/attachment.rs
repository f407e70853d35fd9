//! Call recordings and transcripts that staff laid beside a room.

use board::id::RoomId;
use interview::attachment::{Attachment, AttachmentKind};
use rusqlite::{Connection, OptionalExtension, params};

use super::{StorageError, room::key};
use crate::seat_id::SeatId;

/// What they are, in the order they came.
pub fn list(connection: &Connection, room: RoomId) -> Result<Vec<Attachment>, StorageError> {
    let sql = "SELECT id, kind, name, offset_millis FROM attachment WHERE room = ? ORDER BY rowid";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(params![key(room)], |row| {
        Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?, row.get(3)?))
    })?;
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    Ok(rows
        .into_iter()
        .filter_map(|(id, kind, name, offset_millis)| {
            Some(Attachment {
                id: SeatId::from_bytes(id).to_string(),
                kind: AttachmentKind::from_key(&kind)?,
                name,
                offset_millis,
            })
        })
        .collect())
}

/// Adds one.
pub fn insert(
    connection: &Connection,
    room: RoomId,
    id: SeatId,
    (kind, name, mime): (AttachmentKind, &str, &str),
    bytes: &[u8],
) -> Result<(), StorageError> {
    let sql = "INSERT INTO attachment (id, room, kind, name, mime, offset_millis, bytes) VALUES (?, ?, ?, ?, ?, 0, ?)";
    connection.execute(sql, params![id.bytes(), key(room), kind.key(), name, mime, bytes])?;
    Ok(())
}

/// Its type and its file.
pub fn find(connection: &Connection, room: RoomId, id: SeatId) -> Result<Option<(String, Vec<u8>)>, StorageError> {
    let sql = "SELECT mime, bytes FROM attachment WHERE room = ? AND id = ?";
    Ok(connection
        .prepare_cached(sql)?
        .query_row(params![key(room), id.bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

/// Shifts one; whether there is such a one.
pub fn shift(connection: &Connection, room: RoomId, id: SeatId, offset_millis: i64) -> Result<bool, StorageError> {
    let sql = "UPDATE attachment SET offset_millis = ? WHERE room = ? AND id = ?";
    Ok(connection.execute(sql, params![offset_millis, key(room), id.bytes()])? > 0)
}

/// Takes one away; whether there was such a one.
pub fn delete(connection: &Connection, room: RoomId, id: SeatId) -> Result<bool, StorageError> {
    let sql = "DELETE FROM attachment WHERE room = ? AND id = ?";
    Ok(connection.execute(sql, params![key(room), id.bytes()])? > 0)
}
