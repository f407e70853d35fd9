//! A note in the making. What is typed waits out a reload in this tab's own storage: it is never sent.

use board::{
    id::{ElementId, RoomId},
    time::Millis,
};
use interview::note::{CodeLines, Note, NoteKind};
use leptos::prelude::*;

use crate::{dom, json, notes::fresh};

/// A note in the making. It outlives the drawer, so that closing or hiding loses nothing.
#[derive(Clone, Copy)]
pub struct Draft {
    /// Its words.
    pub text: RwSignal<String>,
    /// The moment of its first keystroke, as moved since.
    pub moment: RwSignal<Option<Millis>>,
    /// What it is about.
    pub about: RwSignal<Vec<ElementId>>,
    /// The lines of code it is about.
    pub code: RwSignal<Option<CodeLines>>,
    /// Where its stretch of time ends, if it is to have one.
    pub until: RwSignal<Option<Millis>>,
}

impl Draft {
    /// Nothing yet.
    pub fn empty() -> Draft {
        Draft {
            text: RwSignal::new(String::new()),
            moment: RwSignal::new(None),
            about: RwSignal::new(Vec::new()),
            code: RwSignal::new(None),
            until: RwSignal::new(None),
        }
    }

    /// Empties it.
    pub fn clear(self) {
        self.text.set(String::new());
        self.moment.set(None);
        self.about.set(Vec::new());
        self.code.set(None);
        self.until.set(None);
    }

    /// Goes on with what this tab still holds of it, and has it hold every change from now on.
    pub(super) fn outlive_reload(self, key: String) {
        if let Some(note) = dom::kept_in_tab(&key).and_then(|text| json::read::<Note>(&text).ok()) {
            self.text.set(note.text);
            self.moment.set(Some(note.at));
            self.about.set(note.elements);
            self.code.set(note.code);
            self.until.set(note.until);
        }
        Effect::new(move || {
            let written = self.moment.get().filter(|_| !self.text.read().is_empty());
            let note = written.map(|at| Note {
                elements: self.about.get(),
                code: self.code.get(),
                until: self.until.get(),
                ..fresh(NoteKind::Note, at, self.text.get())
            });
            let kept = note.and_then(|note| serde_json::to_string(&note).ok());
            dom::keep_in_tab(&key, kept.as_deref());
        });
    }
}

/// Under which key a tab keeps the draft of a seat.
pub(super) fn key_of(room: RoomId, seat: &str) -> String {
    format!("chalkback-note-draft-{room}-{seat}")
}
