//! The field that text on the board is typed into. It stands over the element, in its place, size and font; the replica
//! owns the text. What is typed goes out keystroke by keystroke (rule X1), what others type comes in between.

mod dress;
mod place;
pub(crate) mod typing;

use board::{
    Op,
    element::{Element, Kind},
    id::ElementId,
    limits,
    op::TextTarget,
    text::list::{self, ListKey},
    tool::command,
    tool::walk,
};
use gloo_events::{EventListener, EventListenerOptions};
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, InputEvent, Node};

use self::{dress::Dress, typing::Typing};
use crate::session::Session;

/// Pressing here goes on with the text.
const NOT_OUTSIDE: &str = ".inspector";

/// The field, while a text is being edited. It belongs over the canvas, as its child.
#[component]
pub fn TextField() -> impl IntoView {
    let session = expect_context::<Session>();
    move || session.editing().get().map(|id| view! { <OpenField session id /> })
}

#[component]
fn OpenField(session: Session, id: ElementId) -> impl IntoView {
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
        typing.update_value(Typing::follow_board);
    });
    let listener = session.on_text(TextTarget::Element(id), move |edits| {
        let _gone = typing.try_update_value(|typing| typing.take_edits(edits));
    });
    session.show_presence(|presence| presence.editing = Some(id));
    let outside = StoredValue::new_local(Some(on_press_outside(area, move || finish(session, id, typing))));
    on_cleanup(move || {
        outside.try_set_value(None);
        session.forget_text(listener);
    });

    let dress = Memo::new(move |_| typed.with(|typed| Dress::of(session, id, typed)));
    let worn = move |read: fn(&Dress) -> &str| move || dress.with(|dress| read(dress).to_owned());
    let typed_something = move |event: ev::Event| {
        let Ok(event) = event.dyn_into::<InputEvent>() else {
            return;
        };
        let is_space = event.data().as_deref() == Some(" ");
        let is_listed = is_space
            && typing.try_update_value(|typing| typing.listed(|text, (caret, _)| list::typed_space(text, caret)))
                == Some(true);
        if !is_listed {
            typing.update_value(|typing| typing.typed(typing::cause_of(&event.input_type())));
        }
    };
    let key = move |event: ev::KeyboardEvent| pressed(session, id, typing, area, &event);
    let blurred = move |_| {
        // Another window in front is no end of the text.
        if document().has_focus().unwrap_or(true) {
            finish(session, id, typing);
        }
    };
    view! {
        <textarea
            class=worn(|dress| dress.class)
            node_ref=area
            rows="1" dir="auto"
            maxlength=limits::LABEL_UNITS.to_string()
            spellcheck="false"
            autocomplete="off"
            aria-label="Text on the board"
            style:transform=worn(|dress| &dress.transform)
            style:width=worn(|dress| &dress.width)
            style:height=worn(|dress| &dress.height)
            style:font-size=worn(|dress| &dress.font_size)
            style:font-family=worn(|dress| dress.font_family)
            style:text-align=worn(|dress| dress.text_align)
            style:color=worn(|dress| &dress.colour)
            on:input=typed_something
            on:compositionstart=move |_| typing.update_value(Typing::composition_began)
            on:compositionend=move |_| typing.update_value(Typing::composition_ended)
            on:keydown=key
            on:blur=blurred
        ></textarea>
    }
}

/// A key in the field: on to the next text, or back to the board.
fn pressed(
    session: Session,
    id: ElementId,
    typing: StoredValue<Typing, LocalStorage>,
    area: NodeRef<html::Textarea>,
    event: &ev::KeyboardEvent,
) {
    if is_of_list(typing, event) {
        event.prevent_default();
        event.stop_propagation();
    } else if let Some(next) = goes_on(session, id, event) {
        finish(session, id, typing);
        session.editing().set(Some(next));
    } else if ends_editing(event) {
        event.prevent_default();
        event.stop_propagation();
        let board = board_around(area);
        finish(session, id, typing);
        if let Some(board) = board {
            board.focus().ok();
        }
    }
}

/// Whether a key went on with a list, or moved its items.
fn is_of_list(typing: StoredValue<Typing, LocalStorage>, event: &ev::KeyboardEvent) -> bool {
    let held = event.ctrl_key() || event.meta_key() || event.alt_key();
    let key = match (event.key().as_str(), event.shift_key()) {
        _ if held || event.is_composing() => return false,
        ("Enter", false) => ListKey::Enter,
        ("Tab", false) => ListKey::Tab,
        ("Tab", true) => ListKey::BackTab,
        ("Backspace", false) => ListKey::Backspace,
        (_, _) => return false,
    };
    typing.try_update_value(|typing| typing.listed(|text, marked| list::pressed(text, marked, key))) == Some(true)
}

/// What gets the keys after the field.
fn board_around(area: NodeRef<html::Textarea>) -> Option<HtmlElement> {
    area.get_untracked()?.closest(".canvas").ok()??.dyn_into().ok()
}

/// Whether a key leaves the text. While an input method is at work its keys are its own.
fn ends_editing(event: &ev::KeyboardEvent) -> bool {
    !event.is_composing()
        && match event.key().as_str() {
            "Escape" => true,
            "Enter" => event.ctrl_key() || event.meta_key(),
            _ => false,
        }
}

/// Tab goes on from the name of what was just grown to the words of the connection that leads to it.
fn goes_on(session: Session, id: ElementId, event: &ev::KeyboardEvent) -> Option<ElementId> {
    let held = event.shift_key() || event.ctrl_key() || event.meta_key() || event.alt_key();
    if event.key() != "Tab" || held || event.is_composing() {
        return None;
    }
    let next = session.with_board(|board| walk::next_label(board, id))?;
    if !session.may_change(next) {
        return None;
    }
    event.prevent_default();
    event.stop_propagation();
    Some(next)
}

/// Ends the editing: one step of undo. A text element that was left empty goes.
fn finish(session: Session, id: ElementId, typing: StoredValue<Typing, LocalStorage>) {
    if session.editing().try_get_untracked().flatten() != Some(id) {
        return;
    }
    let _gone = typing.try_update_value(Typing::close);
    session.editing().set(None);
    session.show_presence(|presence| presence.editing = None);
    if session.with_board(|board| board.element(id).is_some_and(|element| is_empty_text(element))) {
        session.apply(Op::Delete(vec![id]));
    }
    // A label that outgrew its shape makes it higher, in the same step.
    let grown = session.with_board(|board| command::grow_for_label(board, id));
    session.dispatch_all(grown);
    session.end_step();
}

fn is_empty_text(element: &Element) -> bool {
    matches!(element.kind, Kind::Text { .. }) && element.text.is_empty()
}

/// Calls back at a press anywhere but in the field. It hears of it before the board does.
fn on_press_outside(area: NodeRef<html::Textarea>, ended: impl Fn() + 'static) -> EventListener {
    let options = EventListenerOptions::run_in_capture_phase();
    EventListener::new_with_options(&window(), "pointerdown", options, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
        let inside = area.get_untracked().is_some_and(|area| area.contains(target.as_ref()));
        let goes_on = target
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .is_some_and(|target| target.closest(NOT_OUTSIDE).is_ok_and(|found| found.is_some()));
        if !inside && !goes_on {
            ended();
        }
    })
}
