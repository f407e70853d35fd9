//! Names by actor index: one table, so that a person can be erased without touching an entry (rule E4).

use board::{actor::ActorIndex, id::RoomId};
use interview::api::RecordedPerson;
use rusqlite::{Connection, params};

use super::{StorageError, room::key};

/// Somebody in a room.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NamedActor {
    /// Index in the recording.
    pub actor: ActorIndex,
    /// The name shown.
    pub name: String,
    /// The role in words.
    pub role: String,
}

impl NamedActor {
    /// As the API tells of them.
    pub fn shown(self) -> RecordedPerson {
        RecordedPerson {
            actor: self.actor.0,
            name: self.name,
            role: self.role,
        }
    }
}

/// Writes down somebody under a given index, in place of what stood there.
pub fn set(connection: &Connection, room: RoomId, named: &NamedActor) -> Result<(), StorageError> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO name (room, actor, name, role) VALUES (?, ?, ?, ?)")?
        .execute(params![key(room), named.actor.0, named.name, named.role])?;
    Ok(())
}

/// Everybody who ever had a seat in a room, by index.
pub fn all(connection: &Connection, room: RoomId) -> Result<Vec<NamedActor>, StorageError> {
    let mut statement =
        connection.prepare_cached("SELECT actor, name, role FROM name WHERE room = ? ORDER BY actor")?;
    let rows = statement.query_map(params![key(room)], |row| {
        Ok(NamedActor {
            actor: ActorIndex(row.get(0)?),
            name: row.get(1)?,
            role: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<Result<Vec<_>, _>>()?)
}
