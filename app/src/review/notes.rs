//! One's own notes in a review, kept by the same code as in the room: new ones at the playhead, those of the room worded and
//! timed anew, what they are about pointed out. While one's screen is shown to others nothing of this is on it.

mod edit;
mod gone;
mod tools;
mod wordings;
mod writing;

use board::{id::ElementId, playback::PlaybackCommand, time::Millis};
use interview::note::{Note, NoteKind};
use leptos::{ev, prelude::*};

pub use self::{gone::GoneNotes, tools::NoteTools, writing::ReviewWriting};
use crate::{
    dom,
    notes::{Notes, Sharing, anchor, book::Book, source::Source},
    review::Review,
};

/// For how long after a note without a stretch of time its elements are shown unless it was chosen, in milliseconds.
const SHOWN_MILLIS: u64 = 2_500;

/// The notes of one review; in context of every part of the page.
#[derive(Clone, Copy)]
pub struct ReviewNotes {
    /// As in the room.
    pub notes: Notes,
    review: Review,
    sharing: Sharing,
    /// The note that was pressed; what it is about stays pointed out.
    chosen: RwSignal<Option<String>>,
    /// The note whose words and time are being changed.
    editing: RwSignal<Option<String>>,
    /// The note whose earlier wordings are shown.
    wordings_of: RwSignal<Option<String>>,
    /// Whether the field for a new one is open.
    writing: RwSignal<bool>,
    /// Whether time ran before somebody began to write.
    resumes: StoredValue<bool>,
}

/// The notes that may be on the screen.
pub fn shown(book: Book, sharing: Sharing) -> Signal<Vec<Note>> {
    let notes = book.notes();
    Signal::derive(move || if sharing.on() { Vec::new() } else { notes.get() })
}

impl ReviewNotes {
    /// Puts itself into the context and listens to the key that hides what is private.
    pub fn begin(review: Review, book: Book, sharing: Sharing) -> ReviewNotes {
        let source = Source::Playhead {
            place: StoredValue::new(book.place()),
            at: review.player.playhead(),
            chosen: Signal::derive(Vec::new),
            code: Signal::derive(|| None),
        };
        let notes = ReviewNotes {
            notes: Notes::of(book, source),
            review,
            sharing,
            chosen: RwSignal::new(None),
            editing: RwSignal::new(None),
            wordings_of: RwSignal::new(None),
            writing: RwSignal::new(false),
            resumes: StoredValue::new(false),
        };
        provide_context(notes);
        let listener = window_event_listener(ev::keydown, move |event| {
            if event.alt_key() && event.code() == "KeyS" {
                event.prevent_default();
                sharing.toggle();
            }
        });
        on_cleanup(move || listener.remove());
        notes
    }

    /// Stops time and opens the field for a note at the playhead.
    pub fn begin_writing(self) {
        if self.sharing.on_now() {
            return;
        }
        let player = self.review.player;
        if !self.writing.get_untracked() {
            self.resumes.set_value(player.playing().get_untracked());
            self.writing.set(true);
        }
        player.command(PlaybackCommand::Pause);
        request_animation_frame(|| dom::focus_first(".story-writing textarea"));
    }

    /// Closes the field; time runs again if it did before and the note was kept.
    fn end_writing(self, is_kept: bool) {
        if !self.writing.get_untracked() {
            return;
        }
        self.writing.set(false);
        dom::focus_first(".review .canvas");
        if is_kept && self.resumes.get_value() {
            self.review.player.command(PlaybackCommand::Play);
        }
    }

    /// A mark or a hint at the playhead; time goes on as it did.
    pub fn mark(self, kind: NoteKind) {
        self.notes.mark(kind);
    }

    /// Goes to a note and points out what it is about until something else is gone to.
    pub fn choose(self, note: Option<String>, at: Millis) {
        self.chosen.set(note);
        self.review.player.command(PlaybackCommand::Jump(at));
    }

    /// The elements that are to be pointed out for the sake of notes: of the one that was chosen, else of those whose moment it
    /// is. `None` where no note has a say.
    pub fn elements_now(self) -> Option<Vec<ElementId>> {
        let at = self.review.player.playhead().get();
        if self.sharing.on() {
            return None;
        }
        let chosen = self.chosen.get();
        self.notes.book.notes().with(|notes| {
            let is_chosen = |note: &&Note| chosen.as_ref() == Some(&note.id);
            if let Some(note) = notes.iter().find(is_chosen) {
                return Some(note.elements.clone());
            }
            let is_now = |note: &&Note| note.covers(at) || (note.at <= at && (at - note.at).0 < SHOWN_MILLIS);
            let now = notes.iter().filter(is_now);
            let elements = now.flat_map(|note| note.elements.iter().copied()).collect::<Vec<_>>();
            (!elements.is_empty()).then_some(elements)
        })
    }

    /// Moves a note in time; its stretch goes along.
    pub fn move_to(self, note: &Note, at: Millis) {
        let at = at.min(self.review.player.duration());
        let length = note.until.map(|until| until - note.at);
        self.notes.change(note, |note| {
            note.at = at;
            note.until = length.map(|length| at + length);
        });
    }

    /// What a note is about, as people call it.
    fn about(self, note: &Note) -> Option<String> {
        let board = self.review.opened().timeline.at(self.review.player.duration());
        let labels = note.elements.iter().map(|id| anchor::label(&board, *id));
        let labels = labels.collect::<Vec<_>>();
        (!labels.is_empty()).then(|| format!("on {}", labels.join(", ")))
    }
}
