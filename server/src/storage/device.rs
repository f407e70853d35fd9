//! Further devices of a seat: cookies that prove it beside the first one, and the code that adds one. Hashes only.

use rusqlite::{Connection, OptionalExtension, Result, params};

use crate::{seat_id::SeatId, secret::SecretHash};

/// Devices that a seat may have beside the first.
pub const DEVICES_PER_SEAT: u32 = 4;
/// How long a code can be used.
pub const CODE_LIVES_MILLIS: u64 = 5 * 60_000;

/// Whether a cookie is that of one of the seat's further devices.
pub fn proves(connection: &Connection, seat: SeatId, cookie: &SecretHash) -> Result<bool> {
    let sql = "SELECT 1 FROM device WHERE seat = ?1 AND cookie_hash = ?2";
    let found = connection
        .prepare_cached(sql)?
        .query_row(params![seat.bytes(), cookie], |_| Ok(()))
        .optional()?;
    Ok(found.is_some())
}

/// How many further devices a seat has.
pub fn count(connection: &Connection, seat: SeatId) -> Result<u32> {
    let sql = "SELECT count(*) FROM device WHERE seat = ?1";
    connection.query_row(sql, params![seat.bytes()], |row| row.get(0))
}

/// Adds one.
pub fn add(connection: &Connection, seat: SeatId, cookie: &SecretHash, now_unix_millis: u64) -> Result<()> {
    let sql = "INSERT OR REPLACE INTO device (cookie_hash, seat, added_unix_millis) VALUES (?1, ?2, ?3)";
    connection
        .execute(sql, params![cookie, seat.bytes(), now_unix_millis])
        .map(|_| ())
}

/// A new code for a seat; the one before is worth nothing any more.
pub fn put_code(connection: &Connection, seat: SeatId, code: &SecretHash, now_unix_millis: u64) -> Result<()> {
    let sql = "INSERT OR REPLACE INTO device_code (seat, code_hash, until_unix_millis) VALUES (?1, ?2, ?3)";
    connection
        .execute(sql, params![seat.bytes(), code, now_unix_millis + CODE_LIVES_MILLIS])
        .map(|_| ())
}

/// The seat that a code adds a device to, while it does.
pub fn seat_of_code(connection: &Connection, code: &SecretHash, now_unix_millis: u64) -> Result<Option<SeatId>> {
    let sql = "SELECT seat FROM device_code WHERE code_hash = ?1 AND until_unix_millis >= ?2";
    connection
        .prepare_cached(sql)?
        .query_row(params![code, now_unix_millis], |row| row.get(0).map(SeatId::from_bytes))
        .optional()
}

/// The code of a seat was used, or is not wanted any more.
pub fn forget_code(connection: &Connection, seat: SeatId) -> Result<()> {
    connection
        .execute("DELETE FROM device_code WHERE seat = ?1", params![seat.bytes()])
        .map(|_| ())
}

/// Somebody else holds the seat from now on: its further devices are out.
pub fn forget_all(connection: &Connection, seat: SeatId) -> Result<()> {
    forget_code(connection, seat)?;
    connection
        .execute("DELETE FROM device WHERE seat = ?1", params![seat.bytes()])
        .map(|_| ())
}
