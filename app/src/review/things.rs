//! What a reviewer asks of things: what one of them went through, what was removed, what was corrected. The page hooks this in by a line here and there; it has a
//! context of its own, and an index that is built once, when nothing else is to be done.

pub mod choosing;
pub mod corrections;
pub mod ghosts;
pub mod keys;
pub mod panel;
mod telling;
pub mod tools;

use std::{rc::Rc, time::Duration};

use board::{
    Board,
    card::CodeRange,
    id::{ElementId, FileId},
    moments::{Span, history::Histories},
    recording::Seq,
    text::Utf16,
};
use leptos::prelude::*;

use self::{corrections::Corrections, ghosts::Ghosts, telling::Line};
use crate::{
    dom,
    review::{Review, compare::Comparing},
};

/// After the page has opened: by then it shows something.
const INDEX_AFTER: Duration = Duration::from_millis(400);

/// Something whose history can be told.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Thing {
    /// An element, on the board or not.
    Element(ElementId),
    /// Whole lines of code, as they read after so many entries.
    Code {
        /// Which part.
        part: CodeRange,
        /// After which entry.
        seq: Seq,
        /// `Lines 3 to 5 of main.rs`.
        name: String,
    },
}

/// What was chosen, and what is known of it; in context of every part of the page.
#[derive(Clone, Copy)]
pub struct Things {
    review: Review,
    histories: StoredValue<Option<Rc<Histories>>, LocalStorage>,
    chosen: RwSignal<Option<Thing>>,
    open: RwSignal<bool>,
    lines: Memo<Vec<Line>>,
    /// Where the caret stands in the code: file, name, anchor and head.
    caret: StoredValue<Option<(FileId, String, Utf16, Utf16)>>,
}

impl Things {
    /// Begins with nothing chosen, listens to its keys and puts itself into the context.
    pub fn begin(review: Review) -> Things {
        let histories = StoredValue::new_local(None);
        let chosen = RwSignal::new(None);
        let lines = Memo::new(move |_| {
            let thing = chosen.read();
            let thing: Option<&Thing> = thing.as_ref();
            thing.map_or_else(Vec::new, |thing| {
                let histories = index(review, histories);
                dom::measured("history", || telling::lines(review, &histories, thing))
            })
        });
        let things = Things {
            review,
            histories,
            chosen,
            open: RwSignal::new(false),
            lines,
            caret: StoredValue::new(None),
        };
        provide_context(things);
        let corrections = Corrections::begin(things);
        Ghosts::begin(things, corrections);
        let comparing = Comparing::begin(review);
        keys::listen(things, comparing);
        set_timeout(
            move || {
                // The page may have been left.
                if !histories.is_disposed() {
                    things.histories();
                    corrections.all();
                }
            },
            INDEX_AFTER,
        );
        things
    }

    /// The index, built by whoever asks first.
    pub fn histories(self) -> Rc<Histories> {
        index(self.review, self.histories)
    }

    /// The element that is chosen; whoever asks is called again when it changes.
    pub fn chosen_element(self) -> Option<ElementId> {
        match &*self.chosen.read() {
            Some(Thing::Element(id)) => Some(*id),
            Some(Thing::Code { .. }) | None => None,
        }
    }

    /// The lines of code that are chosen, and the entry after which they read so.
    pub fn chosen_code(self) -> Option<(CodeRange, Seq)> {
        match &*self.chosen.read() {
            Some(Thing::Code { part, seq, .. }) => Some((*part, *seq)),
            Some(Thing::Element(_)) | None => None,
        }
    }

    /// Chooses an element without showing its history.
    pub fn choose(self, id: ElementId) {
        self.chosen.set(Some(Thing::Element(id)));
    }

    /// Shows the history of a thing.
    pub fn show(self, thing: Thing) {
        self.chosen.set(Some(thing));
        self.open.set(true);
    }

    /// Shows nothing any more.
    pub fn close(self) {
        self.open.set(false);
        self.chosen.set(None);
    }

    /// Where the chosen thing was made and changed, on the bar of time; nothing while its history is not shown.
    pub fn spans(self) -> Vec<Span> {
        if !self.open.get() {
            return Vec::new();
        }
        self.lines.with(|lines| lines.iter().filter_map(Line::span).collect())
    }

    /// The code was marked, or the caret was put somewhere. Whole lines are taken.
    pub fn code_marked(self, file: FileId, name: &str, anchor: Utf16, head: Utf16) {
        self.caret.set_value(Some((file, name.to_owned(), anchor, head)));
        if anchor != head {
            self.show_marked_code();
        }
    }

    /// Shows the history of the lines that are marked, or of the caret's. Whether there are any.
    fn show_marked_code(self) -> bool {
        let Some((file, name, anchor, head)) = self.caret.get_value() else {
            return false;
        };
        let board: Board = self.review.player.board();
        let Some(text) = board.file(file).map(|file| file.text.to_string()) else {
            return false;
        };
        let (part, first, last) = choosing::whole_lines(&text, file, anchor.min(head), anchor.max(head));
        let which = if first == last {
            format!("Line {first} of {name}")
        } else {
            format!("Lines {first} to {last} of {name}")
        };
        self.show(Thing::Code {
            part,
            seq: self.review.player.seq(),
            name: which,
        });
        true
    }
}

fn index(review: Review, histories: StoredValue<Option<Rc<Histories>>, LocalStorage>) -> Rc<Histories> {
    if let Some(known) = histories.with_value(Clone::clone) {
        return known;
    }
    let opened = review.opened();
    let made = Rc::new(dom::measured("histories", || Histories::new(opened.timeline.entries())));
    histories.set_value(Some(Rc::clone(&made)));
    made
}
