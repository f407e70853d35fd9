//! Questions: reusable kits. The seed is kept as JSON, because a question must still be readable where ops have grown.

use board::{element::AssetHash, export::json_lines::Asset, op::Op};
use interview::api::Question;
use rusqlite::{Connection, OptionalExtension, Result, Row, params};

const COLUMNS: &str = "id, title, prompt, minutes_planned, core_questions, seed";

/// All questions by title.
pub fn list(connection: &Connection) -> Result<Vec<Question>> {
    let mut statement = connection.prepare(&format!("SELECT {COLUMNS} FROM question ORDER BY title, id"))?;
    statement.query_map([], read)?.collect()
}

/// How many there are.
pub fn count(connection: &Connection) -> Result<u64> {
    connection
        .query_row("SELECT count(*) FROM question", [], |row| row.get::<_, i64>(0))
        .map(|count| count as u64)
}

/// One question.
pub fn find(connection: &Connection, id: &str) -> Result<Option<Question>> {
    let sql = format!("SELECT {COLUMNS} FROM question WHERE id = ?1");
    connection.query_row(&sql, params![id], read).optional()
}

/// Writes a question, new or not.
pub fn put(connection: &Connection, question: &Question) -> Result<()> {
    let as_json = |error: serde_json::Error| rusqlite::Error::ToSqlConversionFailure(Box::new(error));
    let core_questions = serde_json::to_string(&question.core_questions).map_err(as_json)?;
    let seed = serde_json::to_string(&question.seed).map_err(as_json)?;
    let sql = "INSERT INTO question (id, title, prompt, minutes_planned, core_questions, seed)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (id) DO UPDATE SET title = excluded.title, prompt = excluded.prompt,
            minutes_planned = excluded.minutes_planned, core_questions = excluded.core_questions, seed = excluded.seed";
    connection
        .execute(
            sql,
            params![
                question.id,
                question.title,
                question.prompt,
                question.minutes_planned,
                core_questions,
                seed
            ],
        )
        .map(|_| ())
}

/// Deletes a question with its images; `false` when there was none.
pub fn delete(connection: &Connection, id: &str) -> Result<bool> {
    connection.execute("DELETE FROM question_asset WHERE question = ?1", params![id])?;
    Ok(connection.execute("DELETE FROM question WHERE id = ?1", params![id])? == 1)
}

/// Keeps an image that a question's seed names.
pub fn put_asset(connection: &Connection, question: &str, asset: &Asset) -> Result<()> {
    let sql = "INSERT INTO question_asset (question, hash, mime, bytes) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
    connection
        .execute(sql, params![question, asset.hash.0, asset.mime, asset.bytes])
        .map(|_| ())
}

/// All images of a question.
pub fn assets(connection: &Connection, question: &str) -> Result<Vec<Asset>> {
    let mut statement = connection.prepare("SELECT hash, mime, bytes FROM question_asset WHERE question = ?1")?;
    let rows = statement.query_map(params![question], |row| {
        Ok(Asset {
            hash: AssetHash(row.get(0)?),
            mime: row.get(1)?,
            bytes: row.get(2)?,
        })
    })?;
    rows.collect()
}

fn read(row: &Row<'_>) -> Result<Question> {
    let json = |column: usize| row.get::<_, String>(column);
    let broken = |column: usize| {
        move |error: serde_json::Error| {
            rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
        }
    };
    Ok(Question {
        id: row.get(0)?,
        title: row.get(1)?,
        prompt: row.get(2)?,
        minutes_planned: row.get(3)?,
        core_questions: serde_json::from_str(&json(4)?).map_err(broken(4))?,
        seed: serde_json::from_str::<Vec<Op>>(&json(5)?).map_err(broken(5))?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::schema;

    #[test]
    fn a_question_comes_back_as_it_was_put() {
        let connection = schema::in_memory(schema::PUBLIC);
        let mut question = Question {
            id: "a".to_owned(),
            title: "Shortener".to_owned(),
            ..Question::default()
        };
        put(&connection, &question).expect("a write");
        question.core_questions.push("How would you shard?".to_owned());
        question.minutes_planned = Some(45);
        question.seed.push(Op::Removed);
        put(&connection, &question).expect("a second write");
        let asset = Asset {
            hash: AssetHash([7; 32]),
            mime: "image/png".to_owned(),
            bytes: vec![1, 2],
        };
        put_asset(&connection, "a", &asset).expect("an image");
        assert_eq!(list(&connection).expect("a read"), [question]);
        assert!(delete(&connection, "a").expect("a write") && !delete(&connection, "a").expect("a write"));
        assert!(assets(&connection, "a").expect("a read").is_empty());
    }
}
