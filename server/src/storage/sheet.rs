//! Round sheets: one per writer and room, beside the notes in the private file.

use board::id::RoomId;
use interview::sheet::Sheet;
use rusqlite::{Connection, OptionalExtension, Result, params};

use super::room::key;

/// A writer's sheet of a room, if one was made.
pub fn find(connection: &Connection, room: RoomId, writer: &str) -> Result<Option<Sheet>> {
    let sql = "SELECT content FROM sheet WHERE room = ?1 AND writer = ?2";
    let mut statement = connection.prepare_cached(sql)?;
    let content: Option<String> = statement
        .query_row(params![key(room), writer], |row| row.get(0))
        .optional()?;
    Ok(content.and_then(|content| serde_json::from_str(&content).ok()))
}

/// Keeps a writer's sheet of a room in place of the one before.
pub fn put(connection: &Connection, room: RoomId, writer: &str, sheet: &Sheet) -> Result<()> {
    let content =
        serde_json::to_string(sheet).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    let sql = "INSERT INTO sheet (room, writer, content) VALUES (?1, ?2, ?3)
        ON CONFLICT (room, writer) DO UPDATE SET content = excluded.content";
    connection.execute(sql, params![key(room), writer, content])?;
    Ok(())
}

/// Deletes all sheets of a room, whoever made them.
pub fn delete_room(connection: &Connection, room: RoomId) -> Result<()> {
    connection.execute("DELETE FROM sheet WHERE room = ?1", params![key(room)])?;
    Ok(())
}
