//! Call recordings and transcripts that staff laid beside a room.

use board::{id::RoomId, moments::Span, time::Millis};
use interview::{
    attachment::{Attachment, AttachmentKind},
    transcript::{self, Line},
};
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

/// Takes the lines of all transcripts out of a stretch of room time. A call's sound cannot be cut here: it stays as it is.
pub fn purge(connection: &Connection, room: RoomId, stretch: Span) -> Result<(), StorageError> {
    let sql = "SELECT id, offset_millis, bytes FROM attachment WHERE room = ? AND kind = ?";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map(params![key(room), AttachmentKind::Transcript.key()], |row| {
        Ok((
            row.get::<_, [u8; 16]>(0)?,
            row.get::<_, i64>(1)?,
            row.get::<_, Vec<u8>>(2)?,
        ))
    })?;
    for (id, offset, bytes) in rows.collect::<Result<Vec<_>, _>>()? {
        let lines = transcript::read(&bytes).unwrap_or_default().lines;
        let in_room = |at: Millis| at.0.saturating_add_signed(offset);
        let stays = |line: &Line| in_room(line.to) <= stretch.from.0 || in_room(line.from) >= stretch.to.0;
        let left = lines.into_iter().filter(stays).collect::<Vec<_>>();
        let text = transcript::write(&left);
        connection.execute(
            "UPDATE attachment SET bytes = ? WHERE id = ?",
            params![text.as_bytes(), id],
        )?;
    }
    Ok(())
}

/// Takes one away; whether there was such a one.
pub fn delete(connection: &Connection, room: RoomId, id: SeatId) -> Result<bool, StorageError> {
    let sql = "DELETE FROM attachment WHERE room = ? AND id = ?";
    Ok(connection.execute(sql, params![key(room), id.bytes()])? > 0)
}
