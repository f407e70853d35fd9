//! One's own notes in a review, kept by the same code as in the room: new ones at the playhead, those of the room worded and
//! timed anew, what they are about pointed out. While one's screen is shown to others nothing of this is on it.

mod edit;
mod gone;
mod tools;
mod wordings;
mod writing;

use board::{
    Board,
    card::CodeRange,
    id::{ElementId, FileId},
    playback::PlaybackCommand,
    recording::Seq,
    text::Utf16,
    time::Millis,
};
use interview::note::{CodeLines, Note, NoteKind};
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
    /// What is chosen on the board: a new note is about it.
    pointed: RwSignal<Option<ElementId>>,
    /// The lines of code that are chosen: so it is.
    pointed_code: RwSignal<Option<CodeLines>>,
    /// The note whose pin on the time bar is held, and where it was dragged to.
    held: RwSignal<Option<(String, Option<Millis>)>>,
}

/// The notes that may be on the screen.
pub fn shown(book: Book, sharing: Sharing) -> Signal<Vec<Note>> {
    let notes = book.notes();
    Signal::derive(move || if sharing.on() { Vec::new() } else { notes.get() })
}

impl ReviewNotes {
    /// Puts itself into the context and listens to the key that hides what is private.
    pub fn begin(review: Review, book: Book, sharing: Sharing) -> ReviewNotes {
        let (pointed, pointed_code) = (RwSignal::new(None::<ElementId>), RwSignal::new(None));
        let named = move || {
            let board = review.player.board();
            let named = pointed.get().map(|id| (id, anchor::label(&board, id)));
            named.into_iter().collect()
        };
        let source = Source::Playhead {
            place: StoredValue::new(book.place()),
            at: review.player.playhead(),
            chosen: Signal::derive(named),
            code: pointed_code.into(),
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
            pointed,
            pointed_code,
            held: RwSignal::new(None),
        };
        provide_context(notes);
        let listener = window_event_listener(ev::keydown, move |event| {
            // Control and Alt together are how some keyboards write the third sign of a key.
            let is_alone = !(event.ctrl_key() || event.meta_key() || event.shift_key());
            if event.alt_key() && is_alone && event.code() == "KeyS" {
                event.prevent_default();
                sharing.toggle();
            }
        });
        on_cleanup(move || listener.remove());
        notes
    }

    /// What a new note is to be about.
    pub fn point_at(self, id: Option<ElementId>, code: Option<(CodeRange, Seq)>) {
        self.pointed.set(id);
        self.pointed_code.set(code.map(|(range, seq)| CodeLines {
            file: range.file,
            from: range.from,
            to: range.to,
            seq: seq.0,
        }));
    }

    /// Whether the field for a new one is open.
    pub fn is_writing(self) -> bool {
        self.writing.get()
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
            let now = notes.iter().filter(|note| is_now(note, at));
            let elements = now.flat_map(|note| note.elements.iter().copied()).collect::<Vec<_>>();
            (!elements.is_empty()).then_some(elements)
        })
    }

    /// A pointer takes the pin of a note.
    pub fn hold(self, note: String) {
        self.chosen.set(Some(note.clone()));
        self.held.set(Some((note, None)));
    }

    /// The pin goes along with the pointer, and what it would be about is shown.
    pub fn drag(self, at: Millis) {
        self.held.update(|held| {
            if let Some((_, to)) = held {
                *to = Some(at);
            }
        });
        self.review.player.command(PlaybackCommand::Jump(at));
    }

    /// Whether a pin was moved from where it was taken.
    pub fn is_dragging(self) -> bool {
        self.held
            .with_untracked(|held| held.as_ref().is_some_and(|(_, to)| to.is_some()))
    }

    /// Where the pin of a note is while it is dragged.
    pub fn dragged_to(self, note: Option<&str>) -> Option<Millis> {
        let note = note?;
        self.held
            .with(|held| held.as_ref().filter(|(id, _)| id == note).and_then(|(_, to)| *to))
    }

    /// The pin is let go of: the note belongs there from now on, and its stretch goes along.
    pub fn let_go(self) {
        let Some((id, Some(at))) = self.held.get_untracked() else {
            return self.held.set(None);
        };
        if let Some(note) = self.notes.book.find(&id) {
            let length = note.until.map(|until| until - note.at);
            self.notes.change(&note, |note| {
                note.at = at;
                note.until = length.map(|length| at + length);
            });
        }
        self.held.set(None);
    }

    /// The code that is to be pointed out for the sake of notes, where it is now; as with elements.
    pub fn code_now(self) -> Option<CodeRange> {
        let at = self.review.player.playhead().get();
        self.review.player.revision().track();
        if self.sharing.on() {
            return None;
        }
        let chosen = self.chosen.get();
        let lines = self.notes.book.notes().with(|notes| {
            let chosen = notes.iter().find(|note| chosen.as_ref() == Some(&note.id));
            let now = || notes.iter().find(|note| note.code.is_some() && is_now(note, at));
            chosen.or_else(now).and_then(|note| note.code)
        });
        let opened = self.review.opened();
        lines?.anchor().at(&opened.timeline, self.review.player.seq())
    }

    /// The file of the lines that the chosen note is about.
    pub fn file_chosen(self) -> Option<FileId> {
        let chosen = self.chosen.get()?;
        self.notes.book.find(&chosen)?.code.map(|code| code.file)
    }

    /// What a note is about, as people call it.
    fn about(self, note: &Note) -> Option<String> {
        let opened = self.review.opened();
        let board = opened.timeline.at(self.review.player.duration());
        let mut about = note
            .elements
            .iter()
            .map(|id| match board.element_or_tombstone(*id) {
                Some(_) => anchor::label(&board, *id),
                None => "something that is not in this recording".to_owned(),
            })
            .collect::<Vec<_>>();
        about.extend(note.code.map(|code| {
            let read_at = opened.timeline.at_seq(Seq(code.seq));
            lines_of(&read_at, code).unwrap_or_else(|| "code that is not in this recording".to_owned())
        }));
        (!about.is_empty()).then(|| format!("on {}", about.join(", ")))
    }
}

fn is_now(note: &Note, at: Millis) -> bool {
    note.covers(at) || (note.at <= at && (at - note.at).0 < SHOWN_MILLIS)
}

/// `lines 3 to 5 of main.rs`, as they were numbered when they were chosen.
fn lines_of(board: &Board, code: CodeLines) -> Option<String> {
    let file = board.file(code.file)?;
    let line = |to: Utf16| {
        file.text
            .slice(Utf16(0), to)
            .map(|before| before.matches('\n').count() + 1)
    };
    let (first, last) = (line(code.from)?, line(code.to)?);
    Some(if first == last {
        format!("line {first} of {}", file.name)
    } else {
        format!("lines {first} to {last} of {}", file.name)
    })
}
