//! Whose hands the host has made read-only: a row for each, so that it stands over a restart.

use board::id::RoomId;
use interview::hands::{Hands, Held};
use rusqlite::{Connection, Result, params};

use super::room::key;

/// Whose hands are read-only in a room.
pub fn held(connection: &Connection, room: RoomId) -> Result<Held> {
    let mut statement = connection.prepare_cached("SELECT whose FROM held_hands WHERE room = ?1")?;
    let keys = statement
        .query_map(params![key(room)], |row| row.get::<_, String>(0))?
        .collect::<Result<Vec<_>>>()?;
    let mut held = Held::default();
    for whose in Hands::ALL
        .into_iter()
        .filter(|whose| keys.iter().any(|key| key == whose.key()))
    {
        held.set(whose, true);
    }
    Ok(held)
}

/// Makes hands read-only, or gives them back.
pub fn set(connection: &Connection, room: RoomId, whose: Hands, read_only: bool) -> Result<()> {
    let sql = if read_only {
        "INSERT OR IGNORE INTO held_hands (room, whose) VALUES (?1, ?2)"
    } else {
        "DELETE FROM held_hands WHERE room = ?1 AND whose = ?2"
    };
    connection.execute(sql, params![key(room), whose.key()]).map(|_| ())
}
