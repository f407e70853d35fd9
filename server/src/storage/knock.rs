//! Second browsers that ask to be let in to a seat. Their cookie's hash waits here until the host has answered.

use board::id::RoomId;
use rusqlite::{Connection, OptionalExtension, Result, Row, params};

use super::room::key;
use crate::{seat_id::SeatId, secret::SecretHash};

/// A browser that asks, or asked.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Knocker {
    /// The knock's id, in the form of a seat's.
    pub id: SeatId,
    /// The seat it asks for.
    pub seat: SeatId,
    /// The name given.
    pub name: String,
    /// The hash of the cookie that will prove the seat.
    pub cookie_hash: SecretHash,
    /// What became of it.
    pub state: KnockState,
}

/// What became of a knock.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum KnockState {
    /// Nobody has answered.
    Waiting,
    /// Let in.
    Admitted,
    /// Turned away.
    TurnedAway,
}

const SELECT: &str = "SELECT knock.id, knock.seat, knock.name, knock.cookie_hash, knock.state FROM knock";

/// A browser knocks.
pub fn insert(connection: &Connection, knocker: &Knocker) -> Result<()> {
    let sql = "INSERT INTO knock (id, seat, name, cookie_hash, state) VALUES (?1, ?2, ?3, ?4, ?5)";
    let state = state_key(knocker.state);
    connection
        .execute(
            sql,
            params![
                knocker.id.bytes(),
                knocker.seat.bytes(),
                knocker.name,
                knocker.cookie_hash,
                state
            ],
        )
        .map(|_| ())
}

/// One knock.
pub fn find(connection: &Connection, id: SeatId) -> Result<Option<Knocker>> {
    connection
        .query_row(&format!("{SELECT} WHERE knock.id = ?1"), params![id.bytes()], read)
        .optional()
}

/// Who waits before the seats of a room.
pub fn waiting_in(connection: &Connection, room: RoomId) -> Result<Vec<Knocker>> {
    let sql = format!("{SELECT} JOIN seat ON seat.id = knock.seat WHERE seat.room = ?1 AND knock.state = 'waiting'");
    connection
        .prepare_cached(&sql)?
        .query_map(params![key(room)], read)?
        .collect()
}

/// Writes down what the host said.
pub fn answer(connection: &Connection, id: SeatId, state: KnockState) -> Result<()> {
    let sql = "UPDATE knock SET state = ?2 WHERE id = ?1";
    connection
        .execute(sql, params![id.bytes(), state_key(state)])
        .map(|_| ())
}

fn state_key(state: KnockState) -> &'static str {
    match state {
        KnockState::Waiting => "waiting",
        KnockState::Admitted => "admitted",
        KnockState::TurnedAway => "turned_away",
    }
}

fn read(row: &Row<'_>) -> Result<Knocker> {
    let state_text: String = row.get(4)?;
    let states = [KnockState::Waiting, KnockState::Admitted];
    Ok(Knocker {
        id: SeatId::from_bytes(row.get(0)?),
        seat: SeatId::from_bytes(row.get(1)?),
        name: row.get(2)?,
        cookie_hash: row.get(3)?,
        // Whatever else stands there lets nobody in.
        state: states
            .into_iter()
            .find(|state| state_key(*state) == state_text)
            .unwrap_or(KnockState::TurnedAway),
    })
}
