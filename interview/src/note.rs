//! Private notes and marks of one interviewer: a stream of their own, never part of the board or its recording.

use board::{id::ElementId, time::Millis};
use serde::{Deserialize, Serialize};

/// A private remark of one person, anchored to a moment.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Note {
    /// Its id (32 hexadecimal digits), given by the writer's browser.
    pub id: String,
    /// The moment it belongs to: that of its first keystroke, movable.
    #[cfg_attr(feature = "schema", schema(value_type = u64))]
    pub at: Millis,
    /// A note, a mark or a hint.
    pub kind: NoteKind,
    /// What it says; empty for a bare mark.
    pub text: String,
    /// Elements it is about.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<String>))]
    pub elements: Vec<ElementId>,
    /// Deleted by its writer.
    #[serde(default)]
    pub deleted: bool,
}

/// What sort of remark it is.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// A sentence.
    Note,
    /// "Remember this moment."
    Mark,
    /// "I gave a hint here."
    Hint,
    /// A core question was asked.
    Asked,
}

/// Characters of one note.
pub const NOTE_CHARS: usize = 10_000;
/// Notes of one person in one round.
pub const NOTES_PER_PERSON: usize = 5_000;

/// All notes as Markdown, each with a link to its moment; `review_url` is the address of the review page.
pub fn notes_as_markdown(title: &str, review_url: &str, notes: &[Note]) -> String {
    let mut sorted = notes.iter().filter(|note| !note.deleted).collect::<Vec<_>>();
    sorted.sort_by_key(|note| note.at);
    let mut text = format!("# {}\n\n", title.replace('\n', " "));
    for note in sorted {
        let clock = note.at.clock();
        let words = match note.kind {
            NoteKind::Note => note.text.trim().to_owned(),
            NoteKind::Mark => with_text("Mark", &note.text),
            NoteKind::Hint => with_text("Hint given", &note.text),
            NoteKind::Asked => with_text("Asked", &note.text),
        };
        let words = words.replace('\n', "\n  ");
        text.push_str(&format!("- [{clock}]({review_url}?at={clock}) {words}\n"));
    }
    text
}

fn with_text(word: &str, text: &str) -> String {
    if text.trim().is_empty() {
        word.to_owned()
    } else {
        format!("{word}: {}", text.trim())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(at_millis: u64, kind: NoteKind, text: &str) -> Note {
        let id = String::new();
        Note {
            id,
            at: Millis(at_millis),
            kind,
            text: text.to_owned(),
            elements: Vec::new(),
            deleted: false,
        }
    }

    #[test]
    fn markdown_lists_notes_in_order_with_links_to_their_moments() {
        let notes = [
            note(842_000, NoteKind::Note, "dropped the cache\nafter my hint"),
            note(61_000, NoteKind::Hint, ""),
            Note {
                deleted: true,
                ..note(5, NoteKind::Note, "gone")
            },
        ];
        assert_eq!(
            notes_as_markdown("Ana", "http://x/review/1", &notes),
            "# Ana\n\n- [01:01](http://x/review/1?at=01:01) Hint given\n\
             - [14:02](http://x/review/1?at=14:02) dropped the cache\n  after my hint\n"
        );
    }
}
