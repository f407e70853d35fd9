//! Private notes, in a database file of their own, so that no query over public tables can meet one (invariant I4).
//! One stream per writer; nobody else's is ever read.

use board::{id::RoomId, time::Millis};
use interview::note::{Note, NoteKind};
use rusqlite::{Connection, Result, Row, params};

use super::room::key;

/// A writer's notes of a room, deleted ones included, by their moments.
pub fn list(connection: &Connection, room: RoomId, writer: &str) -> Result<Vec<Note>> {
    let sql = "SELECT id, at_millis, kind, text, elements, deleted FROM note
        WHERE room = ?1 AND writer = ?2 ORDER BY at_millis, id";
    let mut statement = connection.prepare_cached(sql)?;
    statement.query_map(params![key(room), writer], read)?.collect()
}

/// Writes a note, new or not; `false` when the writer already has `limit` others.
pub fn put(connection: &Connection, room: RoomId, writer: &str, note: &Note, limit: usize) -> Result<bool> {
    let others: i64 = connection.query_row(
        "SELECT count(*) FROM note WHERE room = ?1 AND writer = ?2 AND id <> ?3",
        params![key(room), writer, note.id],
        |row| row.get(0),
    )?;
    if others as usize >= limit {
        return Ok(false);
    }
    let elements = serde_json::to_string(&note.elements)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    let sql = "INSERT INTO note (room, writer, id, at_millis, kind, text, elements, deleted)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        ON CONFLICT (room, writer, id) DO UPDATE SET at_millis = excluded.at_millis, kind = excluded.kind,
            text = excluded.text, elements = excluded.elements, deleted = excluded.deleted";
    // A deleted note leaves nothing behind but its id.
    let (text, elements) = if note.deleted {
        ("", "[]")
    } else {
        (note.text.as_str(), elements.as_str())
    };
    connection.execute(
        sql,
        params![
            key(room),
            writer,
            note.id,
            note.at.0 as i64,
            kind_key(note.kind),
            text,
            elements,
            note.deleted
        ],
    )?;
    Ok(true)
}

/// Deletes all notes of a room, whoever wrote them.
pub fn delete_room(connection: &Connection, room: RoomId) -> Result<()> {
    connection
        .execute("DELETE FROM note WHERE room = ?1", params![key(room)])
        .map(|_| ())
}

fn kind_key(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Note => "note",
        NoteKind::Mark => "mark",
        NoteKind::Hint => "hint",
        NoteKind::Asked => "asked",
    }
}

fn read(row: &Row<'_>) -> Result<Note> {
    let kinds = [NoteKind::Note, NoteKind::Mark, NoteKind::Hint, NoteKind::Asked];
    let key: String = row.get(2)?;
    let elements: String = row.get(4)?;
    Ok(Note {
        id: row.get(0)?,
        at: Millis(row.get::<_, i64>(1)? as u64),
        kind: kinds
            .into_iter()
            .find(|kind| kind_key(*kind) == key)
            .unwrap_or(NoteKind::Note),
        text: row.get(3)?,
        elements: serde_json::from_str(&elements).unwrap_or_default(),
        deleted: row.get(5)?,
    })
}

#[cfg(test)]
mod tests {
    use board::id::ElementId;

    use super::*;
    use crate::storage::schema;

    fn note(id: &str, at_millis: u64) -> Note {
        let elements = vec![ElementId(5)];
        Note {
            id: id.to_owned(),
            at: Millis(at_millis),
            kind: NoteKind::Hint,
            text: id.to_owned(),
            elements,
            deleted: false,
        }
    }

    #[test]
    fn each_writer_reads_the_own_notes_and_no_others() {
        let connection = schema::in_memory(schema::PRIVATE);
        for (room, writer, id) in [(1, "a", "x"), (1, "b", "y"), (2, "a", "z")] {
            assert!(put(&connection, RoomId(room), writer, &note(id, 9), 10).expect("a write"));
        }
        assert_eq!(list(&connection, RoomId(1), "a").expect("a read"), [note("x", 9)]);
        assert!(
            !put(&connection, RoomId(1), "a", &note("w", 9), 1).expect("a write"),
            "the limit holds"
        );
        assert!(
            put(&connection, RoomId(1), "a", &note("x", 3), 1).expect("a write"),
            "a change is no new note"
        );
        delete_room(&connection, RoomId(1)).expect("a write");
        assert!(list(&connection, RoomId(1), "b").expect("a read").is_empty());
        assert_eq!(list(&connection, RoomId(2), "a").expect("a read").len(), 1);
    }
}
