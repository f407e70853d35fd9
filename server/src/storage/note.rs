//! Private notes, in a database file of their own, so that no query over public tables can meet one (invariant I4).
//! One stream per writer; nobody else's is ever read. What a note said before it was changed stays with it.

use board::{id::RoomId, time::Millis};
use interview::note::{Note, NoteKind, WORDINGS_PER_NOTE, Wording};
use rusqlite::{Connection, OptionalExtension, Result, Row, params};

use super::room::key;

const COLUMNS: &str = "id, at_millis, kind, text, elements, deleted, until_millis, code";

/// A writer's notes of a room, deleted ones included, by their moments.
pub fn list(connection: &Connection, room: RoomId, writer: &str) -> Result<Vec<Note>> {
    let sql = format!("SELECT {COLUMNS} FROM note WHERE room = ?1 AND writer = ?2 ORDER BY at_millis, id");
    let mut statement = connection.prepare_cached(&sql)?;
    statement.query_map(params![key(room), writer], read)?.collect()
}

/// Writes a note, new or not, and keeps what it said before; `false` when the writer already has `limit` others.
pub fn put(
    connection: &Connection,
    room: RoomId,
    writer: &str,
    note: &Note,
    limit: usize,
    now_unix_millis: u64,
) -> Result<bool> {
    let others: i64 = connection.query_row(
        "SELECT count(*) FROM note WHERE room = ?1 AND writer = ?2 AND id <> ?3",
        params![key(room), writer, note.id],
        |row| row.get(0),
    )?;
    if others as usize >= limit {
        return Ok(false);
    }
    if let Some(old) = find(connection, room, writer, &note.id)? {
        keep_wording(connection, room, writer, (&old, note), now_unix_millis)?;
    }
    let sql = "INSERT INTO note (room, writer, id, at_millis, kind, text, elements, deleted, until_millis, code)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        ON CONFLICT (room, writer, id) DO UPDATE SET at_millis = excluded.at_millis, kind = excluded.kind,
            text = excluded.text, elements = excluded.elements, deleted = excluded.deleted,
            until_millis = excluded.until_millis, code = excluded.code";
    connection.execute(
        sql,
        params![
            key(room),
            writer,
            note.id,
            note.at.0 as i64,
            kind_key(note.kind),
            note.text,
            json(&note.elements)?,
            note.deleted,
            note.until.map(|until| until.0 as i64),
            note.code.map(|code| json(&code)).transpose()?,
        ],
    )?;
    Ok(true)
}

/// What one of a writer's notes said before, the first wording first.
pub fn wordings(connection: &Connection, room: RoomId, writer: &str, note: &str) -> Result<Vec<Wording>> {
    let sql = "SELECT at_millis, until_millis, text, changed_unix_millis FROM note_wording
        WHERE room = ?1 AND writer = ?2 AND note = ?3 ORDER BY number";
    let mut statement = connection.prepare_cached(sql)?;
    let read = |row: &Row<'_>| {
        Ok(Wording {
            at: millis(row.get(0)?),
            until: row.get::<_, Option<i64>>(1)?.map(millis),
            text: row.get(2)?,
            changed_unix_millis: row.get::<_, i64>(3)? as u64,
        })
    };
    statement.query_map(params![key(room), writer, note], read)?.collect()
}

/// Takes one of a writer's notes away with all it ever said.
pub fn erase(connection: &Connection, room: RoomId, writer: &str, note: &str) -> Result<()> {
    for sql in [
        "DELETE FROM note_wording WHERE room = ?1 AND writer = ?2 AND note = ?3",
        "DELETE FROM note WHERE room = ?1 AND writer = ?2 AND id = ?3",
    ] {
        connection.execute(sql, params![key(room), writer, note])?;
    }
    Ok(())
}

/// Deletes all notes of a room, whoever wrote them.
pub fn delete_room(connection: &Connection, room: RoomId) -> Result<()> {
    for sql in [
        "DELETE FROM note_wording WHERE room = ?1",
        "DELETE FROM note WHERE room = ?1",
    ] {
        connection.execute(sql, params![key(room)])?;
    }
    Ok(())
}

fn find(connection: &Connection, room: RoomId, writer: &str, note: &str) -> Result<Option<Note>> {
    let sql = format!("SELECT {COLUMNS} FROM note WHERE room = ?1 AND writer = ?2 AND id = ?3");
    let mut statement = connection.prepare_cached(&sql)?;
    statement.query_row(params![key(room), writer, note], read).optional()
}

/// Keeps what an old note said, unless that is kept already: a note that is moved on and on is one wording.
fn keep_wording(
    connection: &Connection,
    room: RoomId,
    writer: &str,
    (old, new): (&Note, &Note),
    now_unix_millis: u64,
) -> Result<()> {
    let kept = wordings(connection, room, writer, &old.id)?;
    let is_same = (&old.text, old.at, old.until) == (&new.text, new.at, new.until);
    if is_same || kept.last().is_some_and(|last| last.text == old.text) {
        return Ok(());
    }
    let number: i64 = connection.query_row(
        "SELECT coalesce(max(number), 0) + 1 FROM note_wording WHERE room = ?1 AND writer = ?2 AND note = ?3",
        params![key(room), writer, old.id],
        |row| row.get(0),
    )?;
    if kept.len() >= WORDINGS_PER_NOTE {
        // The first stays: it is what was thought in the room.
        let sql = "DELETE FROM note_wording WHERE room = ?1 AND writer = ?2 AND note = ?3 AND number =
            (SELECT number FROM note_wording WHERE room = ?1 AND writer = ?2 AND note = ?3
                ORDER BY number LIMIT 1 OFFSET 1)";
        connection.execute(sql, params![key(room), writer, old.id])?;
    }
    let sql =
        "INSERT INTO note_wording (room, writer, note, number, at_millis, until_millis, text, changed_unix_millis)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    connection.execute(
        sql,
        params![
            key(room),
            writer,
            old.id,
            number,
            old.at.0 as i64,
            old.until.map(|until| until.0 as i64),
            old.text,
            now_unix_millis as i64
        ],
    )?;
    Ok(())
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
    let code: Option<String> = row.get(7)?;
    Ok(Note {
        id: row.get(0)?,
        at: millis(row.get(1)?),
        kind: kinds
            .into_iter()
            .find(|kind| kind_key(*kind) == key)
            .unwrap_or(NoteKind::Note),
        text: row.get(3)?,
        elements: serde_json::from_str(&elements).unwrap_or_default(),
        deleted: row.get(5)?,
        until: row.get::<_, Option<i64>>(6)?.map(millis),
        code: code.and_then(|code| serde_json::from_str(&code).ok()),
    })
}

fn millis(stored: i64) -> Millis {
    Millis(stored as u64)
}

fn json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
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
            until: Some(Millis(at_millis + 5)),
            code: None,
        }
    }

    fn kept(connection: &Connection, writer: &str, note: &Note, limit: usize) -> bool {
        put(connection, RoomId(1), writer, note, limit, 7).expect("a write")
    }

    #[test]
    fn each_writer_reads_the_own_notes_and_no_others() {
        let connection = schema::in_memory(schema::PRIVATE);
        for (room, writer, id) in [(1, "a", "x"), (1, "b", "y"), (2, "a", "z")] {
            assert!(put(&connection, RoomId(room), writer, &note(id, 9), 10, 7).expect("a write"));
        }
        assert_eq!(list(&connection, RoomId(1), "a").expect("a read"), [note("x", 9)]);
        assert!(!kept(&connection, "a", &note("w", 9), 1), "the limit holds");
        assert!(kept(&connection, "a", &note("x", 3), 1), "a change is no new note");
        delete_room(&connection, RoomId(1)).expect("a write");
        assert!(list(&connection, RoomId(1), "b").expect("a read").is_empty());
        assert_eq!(list(&connection, RoomId(2), "a").expect("a read").len(), 1);
    }

    #[test]
    fn the_first_wording_and_the_latest_are_kept() {
        let connection = schema::in_memory(schema::PRIVATE);
        let worded = |number: usize| Note {
            text: number.to_string(),
            ..note("x", 9)
        };
        let last = WORDINGS_PER_NOTE + 20;
        for number in 0..=last {
            assert!(kept(&connection, "a", &worded(number), 10));
        }
        let found = wordings(&connection, RoomId(1), "a", "x").expect("a read");
        assert_eq!(found.len(), WORDINGS_PER_NOTE);
        assert_eq!((found[0].text.as_str(), found[0].changed_unix_millis), ("0", 7));
        assert_eq!(found.last().map(|last| last.text.clone()), Some((last - 1).to_string()));
        assert!(wordings(&connection, RoomId(1), "b", "x").expect("a read").is_empty());
        delete_room(&connection, RoomId(1)).expect("a write");
        assert!(wordings(&connection, RoomId(1), "a", "x").expect("a read").is_empty());
    }
}
