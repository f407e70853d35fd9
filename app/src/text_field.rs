//! The field that text on the board is typed into. It stands over the element, in its place, size and font; the replica
//! owns the text. What is typed goes out keystroke by keystroke (rule X1), what others type comes in between.

mod dress;
mod place;
mod typing;
mod writing;

use board::{id::ElementId, limits, tool::walk};
use gloo_events::{EventListener, EventListenerOptions};
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

use self::dress::Dress;
pub(crate) use self::writing::Writing;
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
    let writing = Writing::begin(session, id);
    let Writing { area, typed, .. } = writing;
    let outside = StoredValue::new_local(Some(on_press_outside(area, move || finish(session, id, writing))));
    on_cleanup(move || drop(outside.try_set_value(None)));

    let dress = Memo::new(move |_| typed.with(|typed| Dress::of(session, id, typed)));
    let worn = move |read: fn(&Dress) -> &str| move || dress.with(|dress| read(dress).to_owned());
    let key = move |event: ev::KeyboardEvent| pressed(session, id, writing, &event);
    let blurred = move |_| {
        // Another window in front is no end of the text.
        if document().has_focus().unwrap_or(true) {
            finish(session, id, writing);
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
            on:input=move |event| writing.changed(event)
            on:compositionstart=move |_| writing.composition_began()
            on:compositionend=move |_| writing.composition_ended()
            on:keydown=key
            on:blur=blurred
        ></textarea>
    }
}

/// A key in the field: on to the next text, or back to the board.
fn pressed(session: Session, id: ElementId, writing: Writing, event: &ev::KeyboardEvent) {
    if writing.list_key(event) {
        event.prevent_default();
        event.stop_propagation();
    } else if let Some(next) = goes_on(session, id, event) {
        finish(session, id, writing);
        session.editing().set(Some(next));
    } else if ends_editing(event) {
        event.prevent_default();
        event.stop_propagation();
        let board = board_around(writing.area);
        finish(session, id, writing);
        if let Some(board) = board {
            board.focus().ok();
        }
    }
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

/// Ends the editing, if it is still this text that is edited.
fn finish(session: Session, id: ElementId, writing: Writing) {
    if session.editing().try_get_untracked().flatten() == Some(id) {
        writing.end();
        session.editing().set(None);
    }
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
