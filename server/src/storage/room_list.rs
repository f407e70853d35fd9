//! What people see of rooms beside their recordings: who was there, what a room is about, when it fell silent.

use board::id::RoomId;
use interview::api::RoomPhase;
use rusqlite::{Connection, OptionalExtension, params};

use super::{
    StorageError,
    room::{RoomRecord, key},
};

/// What a room is about, copied from its question.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Kit {
    /// What the candidate is asked.
    pub prompt: String,
    /// Minutes planned.
    pub minutes_planned: Option<u32>,
    /// Private to staff.
    pub core_questions: Vec<String>,
}

/// Where a room stands.
pub fn phase(record: &RoomRecord) -> RoomPhase {
    match (record.ended, record.began_unix_millis) {
        (true, _) => RoomPhase::Ended,
        (false, Some(_)) => RoomPhase::Live,
        (false, None) => RoomPhase::Waiting,
    }
}

/// Keeps what a room is about.
pub fn put_kit(connection: &Connection, room: RoomId, kit: &Kit) -> Result<(), StorageError> {
    let core_questions =
        serde_json::to_string(&kit.core_questions).map_err(|error| StorageError::Failed(error.to_string()))?;
    connection.execute(
        "INSERT OR REPLACE INTO kit (room, prompt, minutes_planned, core_questions) VALUES (?, ?, ?, ?)",
        params![key(room), kit.prompt, kit.minutes_planned, core_questions],
    )?;
    Ok(())
}

/// What a room is about; an imported one is about nothing.
pub fn kit(connection: &Connection, room: RoomId) -> Result<Kit, StorageError> {
    let sql = "SELECT prompt, minutes_planned, core_questions FROM kit WHERE room = ?";
    let kit = connection.prepare_cached(sql)?.query_row(params![key(room)], |row| {
        let core_questions: String = row.get(2)?;
        Ok(Kit {
            prompt: row.get(0)?,
            minutes_planned: row.get(1)?,
            core_questions: serde_json::from_str(&core_questions).unwrap_or_default(),
        })
    });
    Ok(kit.optional()?.unwrap_or_default())
}

/// Names of those who hold or held seats in a room, host first.
pub fn people(connection: &Connection, room: RoomId) -> Result<Vec<String>, StorageError> {
    let sql = "SELECT name FROM name WHERE room = ? AND actor > 0 ORDER BY role <> 'Host', actor";
    let mut statement = connection.prepare_cached(sql)?;
    let names = statement.query_map(params![key(room)], |row| row.get(0))?;
    Ok(names.collect::<Result<Vec<_>, _>>()?)
}

/// Wall time of the last entry recorded.
pub fn last_entry_unix_millis(connection: &Connection, room: RoomId) -> Result<Option<u64>, StorageError> {
    let sql = "SELECT max(wall_unix_millis) FROM (SELECT wall_unix_millis FROM hot WHERE room = ?1
        UNION ALL SELECT wall_unix_millis FROM segment WHERE room = ?1)";
    Ok(connection
        .prepare_cached(sql)?
        .query_row(params![key(room)], |row| row.get(0))?)
}
