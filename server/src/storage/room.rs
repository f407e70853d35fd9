//! The table of rooms: what is known of a room beside its recording. Deleting a row takes everything of the room with it.

use board::id::RoomId;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::StorageError;

/// A room as the table knows it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RoomRecord {
    /// Its id.
    pub id: RoomId,
    /// Its title, for staff.
    pub title: String,
    /// When it was made.
    pub created_unix_millis: u64,
    /// When somebody first joined.
    pub began_unix_millis: Option<u64>,
    /// Whether it is deleted after a day.
    pub try_out: bool,
    /// Whether the round was ended.
    pub ended: bool,
    /// Entries in its recording.
    pub entries: u64,
    /// Time of the last one.
    pub duration_millis: u64,
}

/// The id as it is stored: big endian, so that it sorts as it reads.
pub fn key(room: RoomId) -> [u8; 16] {
    room.0.to_be_bytes()
}

/// Adds an empty room.
pub fn create(
    connection: &Connection,
    room: RoomId,
    title: &str,
    created_unix_millis: u64,
    try_out: bool,
) -> Result<(), StorageError> {
    connection
        .prepare_cached("INSERT INTO room (id, title, created_unix_millis, try_out) VALUES (?, ?, ?, ?)")?
        .execute(params![key(room), title, created_unix_millis, try_out])?;
    Ok(())
}

/// Finds a room.
pub fn find(connection: &Connection, room: RoomId) -> Result<Option<RoomRecord>, StorageError> {
    let sql = format!("{SELECT} WHERE id = ?");
    Ok(connection
        .prepare_cached(&sql)?
        .query_row(params![key(room)], read)
        .optional()?)
}

/// Rooms whose title, or somebody's name in it, contains a text; newest first. Try-out rooms are nobody's.
pub fn list(connection: &Connection, search: &str) -> Result<Vec<RoomRecord>, StorageError> {
    let sql = format!(
        "{SELECT} WHERE try_out = 0 AND (?1 = '' OR instr(lower(title), lower(?1)) > 0
            OR EXISTS (SELECT 1 FROM name WHERE name.room = room.id AND instr(lower(name.name), lower(?1)) > 0))
         ORDER BY created_unix_millis DESC, id DESC LIMIT 1000"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement
        .query_map(params![search.trim()], read)?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(rows)
}

/// Gives a room another title. Says whether there is such a room.
pub fn rename(connection: &Connection, room: RoomId, title: &str) -> Result<bool, StorageError> {
    Ok(connection.execute("UPDATE room SET title = ? WHERE id = ?", params![title, key(room)])? > 0)
}

/// Deletes a room with everything in this file. Says whether there was such a room.
pub fn delete(connection: &Connection, room: RoomId) -> Result<bool, StorageError> {
    Ok(connection.execute("DELETE FROM room WHERE id = ?", params![key(room)])? > 0)
}

/// Try-out rooms made before a time.
pub fn try_outs_before(connection: &Connection, unix_millis: u64) -> Result<Vec<RoomId>, StorageError> {
    let mut statement = connection.prepare("SELECT id FROM room WHERE try_out = 1 AND created_unix_millis < ?")?;
    let ids = statement.query_map(params![unix_millis], |row| Ok(RoomId(u128::from_be_bytes(row.get(0)?))))?;
    Ok(ids.collect::<Result<Vec<_>, _>>()?)
}

/// Notes the first join.
pub fn begin(connection: &Connection, room: RoomId, unix_millis: u64) -> Result<(), StorageError> {
    let sql = "UPDATE room SET began_unix_millis = ? WHERE id = ? AND began_unix_millis IS NULL";
    connection.execute(sql, params![unix_millis, key(room)])?;
    Ok(())
}

/// Whether the round of a room was ended; no room has not ended.
pub fn has_ended(connection: &Connection, room: RoomId) -> Result<bool, StorageError> {
    Ok(find(connection, room)?.is_some_and(|room| room.ended))
}

/// Notes that the round was ended or reopened.
pub fn set_ended(connection: &Connection, room: RoomId, ended: bool) -> Result<(), StorageError> {
    connection.execute("UPDATE room SET ended = ? WHERE id = ?", params![ended, key(room)])?;
    Ok(())
}

/// The length of a recording is that of its last row, hot or closed.
const SELECT: &str = "SELECT id, title, created_unix_millis, began_unix_millis, try_out, ended,
    coalesce((SELECT last_seq FROM hot WHERE hot.room = room.id ORDER BY first_seq DESC LIMIT 1),
             (SELECT last_seq FROM segment WHERE segment.room = room.id ORDER BY first_seq DESC LIMIT 1), 0),
    coalesce((SELECT last_at FROM hot WHERE hot.room = room.id ORDER BY first_seq DESC LIMIT 1),
             (SELECT last_at FROM segment WHERE segment.room = room.id ORDER BY first_seq DESC LIMIT 1), 0)
    FROM room";

fn read(row: &Row<'_>) -> rusqlite::Result<RoomRecord> {
    Ok(RoomRecord {
        id: RoomId(u128::from_be_bytes(row.get(0)?)),
        title: row.get(1)?,
        created_unix_millis: row.get(2)?,
        began_unix_millis: row.get(3)?,
        try_out: row.get(4)?,
        ended: row.get(5)?,
        entries: row.get(6)?,
        duration_millis: row.get(7)?,
    })
}
