//! The interviewer's private notes: a drawer over the room (never beside it, so that the board's viewport tells nothing), a
//! window of their own, one-key marks and hints, and the sharing mode that hides all of it. Nothing here goes through the
//! live connection: notes are a stream of their own, and presence stands still while the focus is here (rules P2, P3).

pub mod anchor;
pub mod book;
pub mod core_questions;
mod draft;
pub mod drawer;
pub mod field;
pub mod item;
pub mod keys;
pub mod own_window;
pub mod sharing;
pub mod source;
pub mod writing;

use std::time::Duration;

use board::time::Millis;
use interview::note::{ELEMENTS_PER_NOTE, Note, NoteKind};
use leptos::prelude::*;

pub use draft::Draft;
pub use drawer::{NotesButton, NotesDeed, NotesDrawer};
pub use own_window::NotesWindow;
pub use sharing::{NEUTRAL_TITLE, Sharing, SharingButton};

use crate::{
    notes::{book::Book, source::Source},
    session::Session,
    side::{Side, Sides},
};

/// Where a new note is written.
const FIELD: &str = ".notes-writing textarea";
/// How long the bar says what a key did.
const DEED_SHOWN: Duration = Duration::from_secs(5);

/// The notes of one interviewer in one room; in context wherever private things are shown.
#[derive(Clone, Copy)]
pub struct Notes {
    /// What was written.
    pub book: Book,
    /// Whether the drawer is open.
    pub sides: Sides,
    /// What is being written.
    pub draft: Draft,
    /// The last thing a key did, in words; no focus moves for it.
    pub last_deed: RwSignal<Option<String>>,
    /// Where moments and selections come from.
    pub source: Source,
}

impl Notes {
    /// In the room's own tab: opens the notes of whoever sits here, with their keys, and tells a notes' window of the room.
    pub fn begin(session: Session, sharing: Sharing) -> Notes {
        let notes = Notes::provide(Source::Room(session));
        Source::tell(session);
        // Closed, not only hidden: what was private does not come back unasked when the sharing ends.
        Effect::new(move || {
            if sharing.on() {
                notes.sides.close(Side::Notes);
            }
        });
        keys::listen(notes, sharing);
        notes
    }

    /// Opens the notes of whoever sits in this seat and puts them into the context.
    pub fn provide(source: Source) -> Notes {
        let (room, seat) = source.place();
        let key = source.draft_key();
        let notes = Notes::of(Book::open(room, seat), source);
        if let Some(key) = key {
            notes.draft.outlive_reload(key);
        }
        notes
    }

    /// The same with notes that were opened already.
    pub fn of(book: Book, source: Source) -> Notes {
        let notes = Notes {
            book,
            sides: Sides::shared(),
            draft: Draft::empty(),
            last_deed: RwSignal::new(None),
            source,
        };
        provide_context(notes);
        notes
    }

    /// Opens the drawer with the caret in the field for a new note.
    pub fn open_to_write(self) {
        self.sides.open(Side::Notes);
        field::write_in(FIELD);
    }

    /// The bar's button: opens the drawer to write in it, or closes it.
    fn toggle(self) {
        self.sides.toggle(Side::Notes);
        field::write_in_by_button(FIELD);
    }

    /// A mark or hint at this moment, on what is selected; without words and without taking the focus.
    pub fn mark(self, kind: NoteKind) {
        let at = self.source.now();
        let (elements, code) = (self.source.selected(), self.source.selected_code());
        self.write(Note {
            elements,
            code,
            ..fresh(kind, at, String::new())
        });
        let word = match kind {
            NoteKind::Hint => "Hint noted",
            NoteKind::Note | NoteKind::Mark | NoteKind::Asked => "Marked",
        };
        self.say(format!("{word} {}", at.clock()));
    }

    /// Says what a key did, for a while.
    pub fn say(self, words: String) {
        self.last_deed.set(Some(words.clone()));
        set_timeout(
            move || {
                if self.last_deed.try_get_untracked().flatten().as_ref() == Some(&words) {
                    self.last_deed.set(None);
                }
            },
            DEED_SHOWN,
        );
    }

    /// A new remark.
    pub fn write(self, mut note: Note) {
        note.elements.truncate(ELEMENTS_PER_NOTE);
        self.book.put(note);
    }

    /// Changes one that was written.
    pub fn change(self, note: &Note, change: impl FnOnce(&mut Note)) {
        let mut note = note.clone();
        change(&mut note);
        self.book.put(note);
    }
}

/// A remark about nothing but its moment, under an id of its own.
pub fn fresh(kind: NoteKind, at: Millis, text: String) -> Note {
    Note {
        id: uuid::Uuid::now_v7().simple().to_string(),
        at,
        kind,
        text,
        elements: Vec::new(),
        deleted: false,
        until: None,
        code: None,
    }
}
