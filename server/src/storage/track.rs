//! What reviewers need of presence (rule P1): where people pointed and looked, in rows of their own, outside the chain.

use board::{export::json_lines::Track, id::RoomId};
use rusqlite::{Connection, params};

use super::{StorageError, room::key};

/// Keeps a run of points.
pub fn append(connection: &Connection, room: RoomId, points: &[Track]) -> Result<(), StorageError> {
    let bytes = postcard::to_stdvec(points).map_err(|error| StorageError::Failed(error.to_string()))?;
    connection
        .prepare_cached("INSERT INTO track (room, bytes) VALUES (?, ?)")?
        .execute(params![key(room), bytes])?;
    Ok(())
}

/// All points of a room in the order they came. Runs that cannot be read are left out: tracks may be lost (rule F2).
pub fn all(connection: &Connection, room: RoomId) -> Result<Vec<Track>, StorageError> {
    let mut statement = connection.prepare("SELECT bytes FROM track WHERE room = ? ORDER BY id")?;
    let runs = statement
        .query_map(params![key(room)], |row| row.get::<_, Vec<u8>>(0))?
        .collect::<Result<Vec<_>, _>>()?;
    let points = runs
        .iter()
        .filter_map(|run| postcard::from_bytes::<Vec<Track>>(run).ok());
    Ok(points.flatten().collect())
}
