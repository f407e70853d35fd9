//! The staff account (one, for now) and the browsers signed in to it. Hashes only: no password, no session token.

use rusqlite::{Connection, OptionalExtension, Result, params};

use crate::secret::SecretHash;

/// A session unused for this long has ended.
const IDLE_MILLIS: u64 = 12 * 3_600_000;
/// A session older than this has ended, used or not.
const ABSOLUTE_MILLIS: u64 = 7 * 24 * 3_600_000;
/// How exactly the last use is kept: a write for every request would be too much.
const USE_STEP_MILLIS: u64 = 5 * 60_000;

/// The staff account.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Account {
    /// Shown to candidates as the host's name.
    pub name: String,
    /// A PHC string of argon2id.
    pub password_hash: String,
}

/// A browser signed in to the account.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct StaffSession {
    /// The account's name.
    pub name: String,
    /// Whether its last use should be written down again.
    pub due_for_touch: bool,
}

/// The account, if one was set up.
pub fn find(connection: &Connection) -> Result<Option<Account>> {
    connection
        .query_row("SELECT name, password_hash FROM account", [], |row| {
            Ok(Account {
                name: row.get(0)?,
                password_hash: row.get(1)?,
            })
        })
        .optional()
}

/// Keeps a one-time link to set the password, in place of the one before.
pub fn offer_setup(connection: &Connection, token: &SecretHash, until_unix_millis: u64) -> Result<()> {
    let sql = "INSERT OR REPLACE INTO setup_link (id, token_hash, until_unix_millis) VALUES (1, ?1, ?2)";
    connection.execute(sql, params![token, until_unix_millis]).map(|_| ())
}

/// The hash of the one-time link's token, while it works.
pub fn setup_offer(connection: &Connection, now_unix_millis: u64) -> Result<Option<SecretHash>> {
    let sql = "SELECT token_hash FROM setup_link WHERE until_unix_millis > ?1";
    connection
        .query_row(sql, params![now_unix_millis], |row| row.get(0))
        .optional()
}

/// Uses the one-time link up: sets name and password, and signs everybody out.
pub fn set_up(connection: &Connection, account: &Account) -> Result<()> {
    connection.execute_batch("DELETE FROM setup_link; DELETE FROM staff_session")?;
    let sql = "INSERT OR REPLACE INTO account (id, name, password_hash) VALUES (1, ?1, ?2)";
    connection
        .execute(sql, params![account.name, account.password_hash])
        .map(|_| ())
}

/// A browser signs in; sessions that have ended are dropped by the way.
pub fn begin_session(connection: &Connection, token: &SecretHash, now_unix_millis: u64) -> Result<()> {
    connection.execute(
        "DELETE FROM staff_session WHERE used_unix_millis <= ?1 OR began_unix_millis <= ?2",
        params![
            oldest(now_unix_millis, IDLE_MILLIS),
            oldest(now_unix_millis, ABSOLUTE_MILLIS)
        ],
    )?;
    connection
        .execute(
            "INSERT INTO staff_session (token_hash, began_unix_millis, used_unix_millis) VALUES (?1, ?2, ?2)",
            params![token, now_unix_millis as i64],
        )
        .map(|_| ())
}

/// The session that a cookie stands for, while it lasts.
pub fn session(connection: &Connection, token: &SecretHash, now_unix_millis: u64) -> Result<Option<StaffSession>> {
    let sql = "SELECT account.name, used_unix_millis FROM staff_session JOIN account
        WHERE token_hash = ?1 AND used_unix_millis > ?2 AND began_unix_millis > ?3";
    let limits = (
        oldest(now_unix_millis, IDLE_MILLIS),
        oldest(now_unix_millis, ABSOLUTE_MILLIS),
    );
    connection
        .query_row(sql, params![token, limits.0, limits.1], |row| {
            let used: i64 = row.get(1)?;
            let due_for_touch = used <= oldest(now_unix_millis, USE_STEP_MILLIS);
            Ok(StaffSession {
                name: row.get(0)?,
                due_for_touch,
            })
        })
        .optional()
}

/// A session was used.
pub fn touch_session(connection: &Connection, token: &SecretHash, now_unix_millis: u64) -> Result<()> {
    connection
        .execute(
            "UPDATE staff_session SET used_unix_millis = ?2 WHERE token_hash = ?1",
            params![token, now_unix_millis as i64],
        )
        .map(|_| ())
}

/// A browser signs out.
pub fn end_session(connection: &Connection, token: &SecretHash) -> Result<()> {
    connection
        .execute("DELETE FROM staff_session WHERE token_hash = ?1", params![token])
        .map(|_| ())
}

fn oldest(now_unix_millis: u64, age_millis: u64) -> i64 {
    now_unix_millis.saturating_sub(age_millis) as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::schema;

    const HOUR: u64 = 3_600_000;
    const START: u64 = 1_000 * HOUR;

    fn signed_in() -> Connection {
        let connection = schema::in_memory(schema::PUBLIC);
        let account = Account {
            name: "Ada".to_owned(),
            password_hash: "$x".to_owned(),
        };
        offer_setup(&connection, &[9; 32], START).expect("a write");
        assert_eq!(setup_offer(&connection, START - 1).expect("a read"), Some([9; 32]));
        assert_eq!(setup_offer(&connection, START).expect("a read"), None, "too late");
        set_up(&connection, &account).expect("a write");
        assert_eq!(setup_offer(&connection, START - 1).expect("a read"), None, "used up");
        begin_session(&connection, &[1; 32], START).expect("a write");
        connection
    }

    #[test]
    fn a_session_lasts_while_it_is_used_and_at_most_a_week() {
        let connection = signed_in();
        let lasts = |now| session(&connection, &[1; 32], now).expect("a read").is_some();
        assert!(lasts(START) && lasts(START + 12 * HOUR - 1) && !lasts(START + 12 * HOUR));
        for step in 1..=16 {
            touch_session(&connection, &[1; 32], START + step * 11 * HOUR).expect("a write");
        }
        assert!(lasts(START + 7 * 24 * HOUR - 1) == lasts(START + 167 * HOUR) && !lasts(START + 168 * HOUR));
        assert!(session(&connection, &[2; 32], START).expect("a read").is_none());
    }
}
