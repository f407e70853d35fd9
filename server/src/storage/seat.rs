//! Seats of rooms: their links and cookies as hashes. The holder's name stands in the recording's `name` table, where a
//! person can be erased (rule E4).

use board::{actor::ActorIndex, id::RoomId};
use interview::{api::SeatState, seat::Role};
use rusqlite::{Connection, OptionalExtension, Result, Row, params};

use super::{device, room::key};
use crate::{seat_id::SeatId, secret::SecretHash};

/// A seat as it is stored.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Seat {
    /// Its id.
    pub id: SeatId,
    /// Its room.
    pub room: RoomId,
    /// Its holder's index in the recording.
    pub actor: ActorIndex,
    /// Its role.
    pub role: Role,
    /// Where it stands.
    pub state: SeatState,
    /// Taken by the signed-in staff account: its notes are the account's.
    pub of_account: bool,
    /// The hash of the cookie that proves it.
    pub cookie_hash: Option<SecretHash>,
    /// The holder's name.
    pub name: Option<String>,
}

impl Seat {
    /// Whether it counts: open or taken.
    pub fn is_in_use(&self) -> bool {
        match self.state {
            SeatState::Open | SeatState::Taken => true,
            SeatState::Revoked => false,
        }
    }
}

/// The hashes of a link and of its short code.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct LinkHashes {
    /// Of the token.
    pub link: SecretHash,
    /// Of the code.
    pub code: SecretHash,
}

const SELECT: &str =
    "SELECT seat.id, seat.room, seat.actor, seat.role, seat.state, seat.of_account, seat.cookie_hash, name.name
    FROM seat LEFT JOIN name ON name.room = seat.room AND name.actor = seat.actor";

/// Makes a seat, taken or open.
pub fn insert(connection: &Connection, seat: &Seat, link: Option<LinkHashes>) -> Result<()> {
    connection.execute(
        "INSERT INTO seat (id, room, actor, role, state, of_account, link_hash, code_hash, cookie_hash)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            seat.id.bytes(),
            key(seat.room),
            seat.actor.0,
            seat.role.key(),
            state_key(seat.state),
            seat.of_account,
            link.map(|link| link.link),
            link.map(|link| link.code),
            seat.cookie_hash,
        ],
    )?;
    match &seat.name {
        Some(name) => put_name(connection, seat, name),
        None => Ok(()),
    }
}

/// An index in the recording that nobody had before.
pub fn free_actor(connection: &Connection, room: RoomId) -> Result<ActorIndex> {
    let sql = "SELECT 1 + coalesce(max(actor), 0) FROM
        (SELECT actor FROM seat WHERE room = ?1 UNION ALL SELECT actor FROM name WHERE room = ?1)";
    connection
        .query_row(sql, params![key(room)], |row| row.get(0))
        .map(ActorIndex)
}

/// All seats of a room, in the order they were made.
pub fn of_room(connection: &Connection, room: RoomId) -> Result<Vec<Seat>> {
    let mut statement = connection.prepare_cached(&format!("{SELECT} WHERE seat.room = ?1 ORDER BY seat.actor"))?;
    statement.query_map(params![key(room)], read)?.collect()
}

/// One seat.
pub fn find(connection: &Connection, id: SeatId) -> Result<Option<Seat>> {
    let mut statement = connection.prepare_cached(&format!("{SELECT} WHERE seat.id = ?1"))?;
    statement.query_row(params![id.bytes()], read).optional()
}

/// The seat that a link or a short code leads to, unless it was revoked.
pub fn by_link(connection: &Connection, hash: &SecretHash) -> Result<Option<Seat>> {
    let sql = format!("{SELECT} WHERE (seat.link_hash = ?1 OR seat.code_hash = ?1) AND seat.state <> 'revoked'");
    connection.query_row(&sql, params![hash], read).optional()
}

/// The account's own seat in a room.
pub fn of_account(connection: &Connection, room: RoomId) -> Result<Option<Seat>> {
    let sql = format!(
        "{SELECT} WHERE seat.room = ?1 AND seat.of_account AND seat.state = 'taken' ORDER BY seat.actor LIMIT 1"
    );
    connection.query_row(&sql, params![key(room)], read).optional()
}

/// A browser takes a seat; whoever held it before holds it no more.
pub fn take(connection: &Connection, seat: &Seat, name: &str, cookie: &SecretHash, of_account: bool) -> Result<()> {
    connection.execute(
        "UPDATE seat SET state = 'taken', cookie_hash = ?2, of_account = ?3 WHERE id = ?1",
        params![seat.id.bytes(), cookie, of_account],
    )?;
    put_name(connection, seat, name)
}

/// A seat gets a new link and is open again; the old link and its holder's cookie are worth nothing.
pub fn reissue(connection: &Connection, id: SeatId, link: LinkHashes) -> Result<()> {
    device::forget_all(connection, id)?;
    connection.execute("DELETE FROM knock WHERE seat = ?1", params![id.bytes()])?;
    connection
        .execute(
            "UPDATE seat SET state = 'open', link_hash = ?2, code_hash = ?3, cookie_hash = NULL, of_account = 0 WHERE id = ?1",
            params![id.bytes(), link.link, link.code],
        )
        .map(|_| ())
}

/// A seat is taken away for good. The cookie's hash stays, so that its holder can be told.
pub fn revoke(connection: &Connection, id: SeatId) -> Result<()> {
    device::forget_code(connection, id)?;
    connection.execute("DELETE FROM knock WHERE seat = ?1", params![id.bytes()])?;
    connection
        .execute(
            "UPDATE seat SET state = 'revoked', link_hash = NULL, code_hash = NULL WHERE id = ?1",
            params![id.bytes()],
        )
        .map(|_| ())
}

/// A seat gets another role.
pub fn set_role(connection: &Connection, seat: &Seat, role: Role) -> Result<()> {
    connection.execute(
        "UPDATE seat SET role = ?2 WHERE id = ?1",
        params![seat.id.bytes(), role.key()],
    )?;
    connection
        .execute(
            "UPDATE name SET role = ?3 WHERE room = ?1 AND actor = ?2",
            params![key(seat.room), seat.actor.0, role.word()],
        )
        .map(|_| ())
}

fn put_name(connection: &Connection, seat: &Seat, name: &str) -> Result<()> {
    let sql = "INSERT OR REPLACE INTO name (room, actor, name, role) VALUES (?, ?, ?, ?)";
    connection
        .execute(sql, params![key(seat.room), seat.actor.0, name, seat.role.word()])
        .map(|_| ())
}

fn state_key(state: SeatState) -> &'static str {
    match state {
        SeatState::Open => "open",
        SeatState::Taken => "taken",
        SeatState::Revoked => "revoked",
    }
}

fn read(row: &Row<'_>) -> Result<Seat> {
    let unknown =
        |column: usize| rusqlite::Error::InvalidColumnType(column, "seat".to_owned(), rusqlite::types::Type::Text);
    let state_text: String = row.get(4)?;
    let state = [SeatState::Open, SeatState::Taken, SeatState::Revoked].into_iter();
    Ok(Seat {
        id: SeatId::from_bytes(row.get(0)?),
        room: RoomId(u128::from_be_bytes(row.get(1)?)),
        actor: ActorIndex(row.get(2)?),
        role: Role::from_key(&row.get::<_, String>(3)?).ok_or_else(|| unknown(3))?,
        state: state
            .into_iter()
            .find(|state| state_key(*state) == state_text)
            .ok_or_else(|| unknown(4))?,
        of_account: row.get(5)?,
        cookie_hash: row.get(6)?,
        name: row.get(7)?,
    })
}
