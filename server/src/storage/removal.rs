//! Requests to remove stretches of a recording, and the list of those that were removed: never their content.

use board::{actor::ActorIndex, id::RoomId, redaction::Stretch, time::Millis};
use interview::removal::{RemovalRequest, RemovalWay, RemovedStretch};
use rusqlite::{Connection, Result, Row, params};

use super::room::key;
use crate::seat_id::SeatId;

/// A removal as it is listed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Removal {
    /// The position left out for it.
    pub position: u64,
    /// What was removed.
    pub stretch: Stretch,
    /// How.
    pub way: RemovalWay,
    /// How many entries are not what they were.
    pub entries: u64,
}

impl Removal {
    /// As the API tells it.
    pub fn shown(&self) -> RemovedStretch {
        RemovedStretch {
            from: self.stretch.from,
            to: self.stretch.to,
            actor: self.stretch.actor.map(|actor| actor.0),
            way: self.way,
        }
    }
}

/// Lists a removal.
pub fn note(connection: &Connection, room: RoomId, removal: &Removal) -> Result<()> {
    let sql = "INSERT INTO removal (room, position, from_millis, to_millis, actor, way, entries) VALUES (?, ?, ?, ?, ?, ?, ?)";
    let Stretch { from, to, actor } = removal.stretch;
    connection
        .execute(
            sql,
            params![
                key(room),
                removal.position,
                from.0,
                to.0,
                actor.map(|actor| actor.0),
                removal.way.key(),
                removal.entries
            ],
        )
        .map(|_| ())
}

/// All removals of a room, oldest first.
pub fn all(connection: &Connection, room: RoomId) -> Result<Vec<Removal>> {
    let sql =
        "SELECT position, from_millis, to_millis, actor, way, entries FROM removal WHERE room = ? ORDER BY position";
    let mut statement = connection.prepare_cached(sql)?;
    let read = |row: &Row<'_>| {
        let way: String = row.get(4)?;
        Ok(Removal {
            position: row.get(0)?,
            stretch: Stretch {
                from: Millis(row.get(1)?),
                to: Millis(row.get(2)?),
                actor: row.get::<_, Option<u16>>(3)?.map(ActorIndex),
            },
            way: RemovalWay::from_key(&way).unwrap_or(RemovalWay::Remove),
            entries: row.get(5)?,
        })
    };
    statement.query_map(params![key(room)], read)?.collect()
}

/// Keeps a request.
pub fn ask(connection: &Connection, room: RoomId, id: SeatId, stretch: &Stretch, reason: &str) -> Result<()> {
    let sql = "INSERT INTO removal_request (id, room, actor, from_millis, to_millis, reason) VALUES (?, ?, ?, ?, ?, ?)";
    let actor = stretch.actor.unwrap_or(ActorIndex::ROOM).0;
    connection
        .execute(
            sql,
            params![id.bytes(), key(room), actor, stretch.from.0, stretch.to.0, reason],
        )
        .map(|_| ())
}

/// Requests of a room by their stretches, of everybody or of one person.
pub fn requests(connection: &Connection, room: RoomId, of: Option<ActorIndex>) -> Result<Vec<RemovalRequest>> {
    let sql = "SELECT id, actor, from_millis, to_millis, reason, declined FROM removal_request
        WHERE room = ?1 AND (?2 IS NULL OR actor = ?2) ORDER BY from_millis, id";
    let mut statement = connection.prepare_cached(sql)?;
    let read = |row: &Row<'_>| {
        Ok(RemovalRequest {
            id: SeatId::from_bytes(row.get(0)?).to_string(),
            actor: row.get(1)?,
            from: Millis(row.get(2)?),
            to: Millis(row.get(3)?),
            reason: row.get(4)?,
            declined: row.get(5)?,
        })
    };
    statement
        .query_map(params![key(room), of.map(|actor| actor.0)], read)?
        .collect()
}

/// Declines a request; the reason is forgotten. Whether there was such a request.
pub fn decline(connection: &Connection, room: RoomId, id: SeatId) -> Result<bool> {
    let sql = "UPDATE removal_request SET declined = 1, reason = '' WHERE room = ? AND id = ?";
    Ok(connection.execute(sql, params![key(room), id.bytes()])? > 0)
}

/// Forgets a request, of anybody or only if it is that person's. Whether there was such a request.
pub fn forget(connection: &Connection, room: RoomId, id: SeatId, of: Option<ActorIndex>) -> Result<bool> {
    let sql = "DELETE FROM removal_request WHERE room = ?1 AND id = ?2 AND (?3 IS NULL OR actor = ?3)";
    Ok(connection.execute(sql, params![key(room), id.bytes(), of.map(|actor| actor.0)])? > 0)
}
