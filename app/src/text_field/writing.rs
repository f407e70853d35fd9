//! What every field for the words of an element does: it is filled and follows the board, others see that somebody writes
//! there and read along, and in the end all of it is one step of undo.

use board::{
    element::{Element, Kind},
    id::ElementId,
    op::{Op, TextTarget},
    text::{
        Utf16,
        list::{self, ListKey, Listed},
    },
    tool::command,
};
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::InputEvent;

use super::typing::{Typing, cause_of};
use crate::session::Session;

/// An element's words while a field is open for them.
#[derive(Clone, Copy)]
pub(crate) struct Writing {
    session: Session,
    id: ElementId,
    /// The field; it gets the focus as soon as it is there.
    pub(crate) area: NodeRef<html::Textarea>,
    /// What it holds.
    pub(crate) typed: RwSignal<String>,
    typing: StoredValue<Typing, LocalStorage>,
}

impl Writing {
    /// Belongs to the component that shows the field.
    pub(crate) fn begin(session: Session, id: ElementId) -> Writing {
        let area = NodeRef::<html::Textarea>::new();
        let typed = RwSignal::new(String::new());
        let typing = StoredValue::new_local(Typing::new(session, id, area, typed));
        Effect::new(move |_| {
            if area.get().is_some() {
                typing.update_value(Typing::open);
            }
        });
        // Whatever changes the text otherwise (undo, a change of another's that was merged) is followed too.
        Effect::new(move |_| {
            session.revision().track();
            let _gone = typing.try_update_value(Typing::follow_board);
        });
        let listener = session.on_text(TextTarget::Element(id), move |edits| {
            let _gone = typing.try_update_value(|typing| typing.take_edits(edits));
        });
        on_cleanup(move || {
            session.forget_text(listener);
            session.stop_writing_in(id);
        });
        session.write_in(id);
        Writing {
            session,
            id,
            area,
            typed,
            typing,
        }
    }

    /// The field changed under the person's hands.
    pub(crate) fn changed(self, event: ev::Event) {
        let event = event.dyn_into::<InputEvent>().ok();
        let is_space = event.as_ref().and_then(InputEvent::data).as_deref() == Some(" ");
        if is_space && self.listed(|text, (caret, _)| list::typed_space(text, caret)) {
            return;
        }
        let cause = cause_of(&event.map(|event| event.input_type()).unwrap_or_default());
        self.typing.update_value(|typing| typing.typed(cause));
    }

    /// Whether a key went on with a list, or moved its items.
    pub(crate) fn list_key(self, event: &ev::KeyboardEvent) -> bool {
        let held = event.ctrl_key() || event.meta_key() || event.alt_key();
        let key = match (event.key().as_str(), event.shift_key()) {
            _ if held || event.is_composing() => return false,
            ("Enter", false) => ListKey::Enter,
            ("Tab", false) => ListKey::Tab,
            ("Tab", true) => ListKey::BackTab,
            ("Backspace", false) => ListKey::Backspace,
            (_, _) => return false,
        };
        self.listed(|text, marked| list::pressed(text, marked, key))
    }

    fn listed(self, make: impl FnOnce(&str, (Utf16, Utf16)) -> Option<Listed>) -> bool {
        self.typing.try_update_value(|typing| typing.listed(make)) == Some(true)
    }

    /// An input method is at work.
    pub(crate) fn composition_began(self) {
        self.typing.update_value(Typing::composition_began);
    }

    /// It is done.
    pub(crate) fn composition_ended(self) {
        self.typing.update_value(Typing::composition_ended);
    }

    /// Ends it: one step of undo. A text element that was left empty goes.
    pub(crate) fn end(self) {
        let (session, id) = (self.session, self.id);
        if self.typing.try_update_value(Typing::close).is_none() {
            return;
        }
        session.stop_writing_in(id);
        if session.with_board(|board| board.element(id).is_some_and(|element| is_empty_text(element))) {
            session.apply(Op::Delete(vec![id]));
        }
        // A label that outgrew its shape makes it higher, in the same step.
        let grown = session.with_board(|board| command::grow_for_label(board, id));
        session.dispatch_all(grown);
        session.end_step();
    }
}

fn is_empty_text(element: &Element) -> bool {
    matches!(element.kind, Kind::Text { .. }) && element.text.is_empty()
}
