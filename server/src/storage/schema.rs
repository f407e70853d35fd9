//! The schema of both files and the way to it: migrations run forward only, each in one transaction with its number in
//! `user_version`. A file that a newer version wrote is refused.

use anyhow::{Context, Result, bail};
use rusqlite::{Connection, TransactionBehavior};

/// One step of a schema: scripts that run together.
pub type Migration = &'static [&'static str];

/// Of the public file.
pub const PUBLIC: &[Migration] = &[
    &[include_str!("schema/recording.sql"), include_str!("schema/people.sql")],
    &[include_str!("schema/seats_later.sql")],
    &[include_str!("schema/removals.sql")],
    &[include_str!("schema/voice.sql")],
];
/// Of the private file.
pub const PRIVATE: &[Migration] = &[
    &[include_str!("schema/notes.sql")],
    &[include_str!("schema/notes_in_review.sql")],
];

/// Brings a file to the newest schema.
pub fn migrate(connection: &mut Connection, migrations: &[Migration]) -> Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version: usize = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if version > migrations.len() {
        bail!(
            "the data was written by a newer version of Chalkback (schema {version}, this one knows {})",
            migrations.len()
        );
    }
    for (index, migration) in migrations.iter().enumerate().skip(version) {
        for script in *migration {
            transaction
                .execute_batch(script)
                .with_context(|| format!("bringing the data to schema {}", index + 1))?;
        }
    }
    transaction.pragma_update(None, "user_version", migrations.len())?;
    Ok(transaction.commit()?)
}

/// An empty database in memory, for tests.
#[cfg(test)]
pub fn in_memory(migrations: &[Migration]) -> Connection {
    let mut connection = Connection::open_in_memory().unwrap();
    migrate(&mut connection, migrations).unwrap();
    connection
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_migrated_once_and_a_newer_one_is_refused() {
        let mut connection = Connection::open_in_memory().unwrap();
        let steps: &[Migration] = &[&["CREATE TABLE a (x)"], &["CREATE TABLE b (x)"]];
        migrate(&mut connection, &steps[..1]).unwrap();
        migrate(&mut connection, steps).unwrap();
        migrate(&mut connection, steps).unwrap();
        let error = migrate(&mut connection, &steps[..1]).unwrap_err().to_string();
        assert!(error.contains("newer version"), "{error}");
    }

    #[test]
    fn both_schemas_are_sound() {
        for migrations in [PUBLIC, PRIVATE] {
            migrate(&mut Connection::open_in_memory().unwrap(), migrations).unwrap();
        }
    }
}
