//! Keeps a text field and a text of the board equal. During a composition (an input method at work) the field is left
//! alone: what others type waits until it is over.

use board::{
    Board,
    actor::JoinRank,
    id::ElementId,
    op::{Op, TextTarget},
    reading,
    text::{Atom, Cause, Edit, Side, Utf16, diff_edit, list::Listed, transform_edits, transform_offset},
};
use leptos::{html, prelude::*};

use crate::session::Session;

/// A field and what it is known to show.
pub(super) struct Typing {
    session: Session,
    id: ElementId,
    area: NodeRef<html::Textarea>,
    /// What the field holds, composition included: it grows with it.
    typed: RwSignal<String>,
    /// The board's text as the field last had it.
    shown: String,
    /// What others did to that text since.
    behind: Vec<Edit>,
    composing: bool,
    open: bool,
}

impl Typing {
    pub(super) fn new(
        session: Session,
        id: ElementId,
        area: NodeRef<html::Textarea>,
        typed: RwSignal<String>,
    ) -> Typing {
        let behind = Vec::new();
        Typing {
            session,
            id,
            area,
            typed,
            shown: String::new(),
            behind,
            composing: false,
            open: false,
        }
    }

    /// The field stands on the page: fills it and puts the caret at the end.
    pub(super) fn open(&mut self) {
        if self.open {
            return;
        }
        self.open = true;
        self.behind.clear();
        let Some(text) = self.board_text() else { return };
        let end = Utf16::of(&text);
        // A name that it came with is there to be written over.
        let came_with_it = |board: &Board| {
            board
                .element(self.id)
                .is_some_and(|element| reading::is_unnamed(element))
        };
        let begin = if self.session.with_board(came_with_it) {
            Utf16(0)
        } else {
            end
        };
        self.show(text, begin, end);
        if let Some(area) = self.area.get_untracked() {
            area.focus().ok();
        }
    }

    /// The field changed under the person's hands.
    pub(super) fn typed(&mut self, cause: Cause) {
        let Some(area) = self.area.get_untracked() else { return };
        self.typed.set(area.value());
        if !self.composing {
            self.send(cause);
        }
    }

    /// What a list makes of the field: `true` if it made something of it, which then went out.
    pub(super) fn listed(&mut self, make: impl FnOnce(&str, (Utf16, Utf16)) -> Option<Listed>) -> bool {
        let Some(area) = self.area.get_untracked().filter(|_| !self.composing) else {
            return false;
        };
        let Some(Listed { text, marked }) = make(&area.value(), carets(&area)) else {
            return false;
        };
        area.set_value(&text);
        area.set_selection_range(marked.0.0, marked.1.0).ok();
        self.typed(Cause::Type);
        true
    }

    pub(super) fn composition_began(&mut self) {
        self.composing = true;
    }

    pub(super) fn composition_ended(&mut self) {
        self.composing = false;
        self.send(Cause::Type);
    }

    /// Others edited the text.
    pub(super) fn take_edits(&mut self, edits: &[Edit]) {
        if self.open {
            self.behind.extend_from_slice(edits);
            self.catch_up();
        }
    }

    /// The board changed in whatever way.
    pub(super) fn follow_board(&mut self) {
        if !self.open || self.composing {
            return;
        }
        match self.board_text() {
            // Somebody deleted the element.
            None => {
                self.open = false;
                if self.session.editing().get_untracked() == Some(self.id) {
                    self.session.editing().set(None);
                }
            }
            Some(text) => {
                self.behind = diff_edit(&self.shown, &text, None).into_iter().collect();
                self.catch_up();
            }
        }
    }

    /// The field is about to go.
    pub(super) fn close(&mut self) {
        if self.open {
            self.composing = false;
            self.send(Cause::Type);
            self.open = false;
        }
    }

    /// Sends what the field holds more or less than the board.
    fn send(&mut self, cause: Cause) {
        let Some(area) = self.area.get_untracked() else { return };
        let (anchor, head) = carets(&area);
        let Some(edit) = diff_edit(&self.shown, &area.value(), Some(head)) else {
            self.catch_up();
            return;
        };
        let mut ours = vec![((), edit)];
        let theirs = transform_edits(&mut ours, std::mem::take(&mut self.behind), Side::Left);
        let atom = |((), edit)| Atom {
            dt_millis: 0,
            cause,
            edit,
        };
        let atoms = ours
            .into_iter()
            .map(atom)
            .filter(|atom| !atom.edit.is_empty())
            .collect::<Vec<_>>();
        if !atoms.is_empty() {
            // The replica knows the rank and the time.
            let target = TextTarget::Element(self.id);
            self.session.apply(Op::Text {
                target,
                rank: JoinRank::default(),
                atoms,
            });
        }
        if let Some(text) = self.board_text() {
            self.show(text, moved(anchor, &theirs), moved(head, &theirs));
        }
    }

    /// Brings the field to what the board holds; the caret goes along.
    fn catch_up(&mut self) {
        if self.composing || self.behind.is_empty() {
            return;
        }
        let edits = std::mem::take(&mut self.behind);
        let Some((area, text)) = self.area.get_untracked().zip(self.board_text()) else {
            return;
        };
        let (anchor, head) = carets(&area);
        self.show(text, moved(anchor, &edits), moved(head, &edits));
    }

    fn show(&mut self, text: String, anchor: Utf16, head: Utf16) {
        if let Some(area) = self.area.get_untracked() {
            if area.value() != text {
                area.set_value(&text);
                area.set_selection_range(anchor.0, head.0).ok();
            }
            self.typed.set(area.value());
        }
        self.shown = text;
    }

    fn board_text(&self) -> Option<String> {
        self.session
            .with_board(|board| board.element(self.id).map(|element| element.text.to_string()))
    }
}

/// Why a browser says that a field changed.
pub(super) fn cause_of(input_type: &str) -> Cause {
    match input_type {
        "insertFromPaste" | "insertFromPasteAsQuotation" => Cause::Paste,
        "historyUndo" | "historyRedo" => Cause::Undo,
        "deleteByCut" | "deleteByDrag" | "insertFromDrop" | "insertFromYank" => Cause::Command,
        _ => Cause::Type,
    }
}

fn carets(area: &web_sys::HtmlTextAreaElement) -> (Utf16, Utf16) {
    let place = |place: Result<Option<u32>, _>| Utf16(place.ok().flatten().unwrap_or_default());
    (place(area.selection_start()), place(area.selection_end()))
}

fn moved(caret: Utf16, edits: &[Edit]) -> Utf16 {
    edits
        .iter()
        .fold(caret, |caret, edit| transform_offset(caret, edit, Side::Left))
}
