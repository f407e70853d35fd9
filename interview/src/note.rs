//! Private notes and marks of one interviewer: a stream of their own, never part of the board or its recording.

use board::{
    anchor::CodeAnchor,
    card::CodeRange,
    id::{ElementId, FileId},
    recording::Seq,
    text::Utf16,
    time::Millis,
};
use serde::{Deserialize, Serialize};

/// A private remark of one person, anchored to a moment.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
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
    /// Deleted by its writer, who can restore it.
    #[serde(default)]
    pub deleted: bool,
    /// Where the stretch of time ends that it is about; `None` where it is about one moment.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(value_type = Option<u64>))]
    pub until: Option<Millis>,
    /// Lines of code that it is about.
    #[serde(default)]
    pub code: Option<CodeLines>,
}

/// A stretch of a code file, as the file was after an entry of the recording.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub struct CodeLines {
    /// Which file.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub file: FileId,
    /// Where it begins, in UTF-16 units.
    #[cfg_attr(feature = "schema", schema(value_type = u32))]
    pub from: Utf16,
    /// Behind its end.
    #[cfg_attr(feature = "schema", schema(value_type = u32))]
    pub to: Utf16,
    /// The entry.
    pub seq: u64,
}

/// What a note said before it was changed; its writer alone can read it.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Wording {
    /// The moment it belonged to.
    #[cfg_attr(feature = "schema", schema(value_type = u64))]
    pub at: Millis,
    /// Where its stretch of time ended, if it had one.
    #[cfg_attr(feature = "schema", schema(value_type = Option<u64>))]
    pub until: Option<Millis>,
    /// What it said.
    pub text: String,
    /// When it was changed.
    pub changed_unix_millis: u64,
}

impl CodeLines {
    /// The same as an anchor, which knows where the code is after any later entry.
    pub fn anchor(self) -> CodeAnchor {
        let code = CodeRange {
            file: self.file,
            from: self.from,
            to: self.to,
        };
        CodeAnchor {
            code,
            seq: Seq(self.seq),
        }
    }
}

impl Note {
    /// Its moment or its stretch of time, as people read it.
    pub fn clock(&self) -> String {
        clock_of(self.at, self.until)
    }

    /// Whether a moment lies in its stretch of time.
    pub fn covers(&self, at: Millis) -> bool {
        self.until.is_some_and(|until| (self.at..=until).contains(&at))
    }
}

impl Wording {
    /// Its moment or its stretch of time, as people read it.
    pub fn clock(&self) -> String {
        clock_of(self.at, self.until)
    }
}

fn clock_of(at: Millis, until: Option<Millis>) -> String {
    let from = at.clock();
    match until.map(Millis::clock).filter(|until| *until != from) {
        Some(until) => format!("{from}–{until}"),
        None => from,
    }
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
/// Elements that one note may be about.
pub const ELEMENTS_PER_NOTE: usize = 200;
/// Earlier wordings kept of one note: the first and the latest of them.
pub const WORDINGS_PER_NOTE: usize = 100;

/// All notes as Markdown, each with a link to its moment; `review_url` is the address of the review page.
pub fn notes_as_markdown(title: &str, review_url: &str, notes: &[Note]) -> String {
    let mut sorted = notes.iter().filter(|note| !note.deleted).collect::<Vec<_>>();
    sorted.sort_by_key(|note| note.at);
    let mut text = format!("# {}\n\n", title.replace('\n', " "));
    for note in sorted {
        let (clock, shown) = (note.at.clock(), note.clock());
        let words = match note.kind {
            NoteKind::Note => note.text.trim().to_owned(),
            NoteKind::Mark => with_text("Mark", &note.text),
            NoteKind::Hint => with_text("Hint given", &note.text),
            NoteKind::Asked => with_text("Asked", &note.text),
        };
        let words = words.replace('\n', "\n  ");
        text.push_str(&format!("- [{shown}]({review_url}?at={clock}) {words}\n"));
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
    use board::{Entry, Op, op::TextTarget, replay::Timeline};

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
            until: None,
            code: None,
        }
    }

    #[test]
    fn a_stretch_of_time_is_told_by_both_its_ends() {
        let about = Note {
            until: Some(Millis(75_000)),
            ..note(61_000, NoteKind::Note, "two minutes of silence")
        };
        assert_eq!(about.clock(), "01:01–01:15");
        assert!(about.covers(Millis(75_000)) && about.covers(Millis(61_000)) && !about.covers(Millis(75_001)));
        assert_eq!(note(61_000, NoteKind::Note, "").clock(), "01:01");
        let text = notes_as_markdown("Ana", "http://x/review/1", &[about]);
        assert!(
            text.contains("- [01:01–01:15](http://x/review/1?at=01:01) two minutes"),
            "{text}"
        );
    }

    #[test]
    fn lines_of_code_go_along_with_what_is_typed_around_them() {
        let typed = |(seq, at, delete, insert): (u64, u32, u32, &str)| Entry {
            seq: Seq(seq),
            at: Millis(seq),
            ago_millis: 0,
            actor: board::actor::ActorIndex(1),
            op: Op::Text {
                target: TextTarget::File(FileId(7)),
                rank: board::actor::JoinRank(0),
                atoms: vec![board::text::Atom {
                    edit: board::text::Edit {
                        at: Utf16(at),
                        delete: Utf16(delete),
                        insert: insert.to_owned(),
                    },
                    ..board::text::Atom::default()
                }],
            },
            redacted: None,
        };
        // `one two`, then `zero one two`, then `zero one`.
        let entries = [(1, 0, 0, "one two"), (2, 0, 0, "zero "), (3, 8, 4, "")].map(typed);
        let two = CodeLines {
            file: FileId(7),
            from: Utf16(4),
            to: Utf16(7),
            seq: 1,
        };
        let timeline = Timeline::new(entries.to_vec()).unwrap();
        let place = |seq| {
            let range = two.anchor().at(&timeline, Seq(seq))?;
            Some((range.from.0, range.to.0))
        };
        assert_eq!(place(1), Some((4, 7)));
        assert_eq!(place(2), Some((9, 12)));
        assert_eq!(place(3), Some((8, 8)), "gone, and its place is left");
        assert_eq!(place(0), None, "nobody had read it yet");
        assert_eq!(place(99), Some((8, 8)));
    }

    #[test]
    fn what_was_kept_before_there_were_stretches_is_still_read() {
        let old = r#"{"id":"1","at":5,"kind":"mark","text":"","elements":[]}"#;
        let note: Note = serde_json::from_str(old).unwrap();
        assert_eq!((note.until, note.code, note.deleted), (None, None, false));
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
