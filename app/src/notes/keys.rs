//! The interviewer's keys: M marks, Shift+M marks a hint, N opens the notes, and none of them works while a text is being
//! typed. With Alt each works everywhere, also with the caret in the code; so does Alt+S, which hides what is private. None
//! moves the focus but N.

use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use interview::note::NoteKind;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use crate::{
    dom,
    finding::Finding,
    notes::{Notes, sharing::Sharing},
    session::Session,
    shortcuts::Stroke,
};

/// Listens until its owner goes.
pub fn listen(notes: Notes, sharing: Sharing) {
    listen_everywhere(notes, sharing);
    let (session, finding) = (use_context::<Session>(), use_context::<Finding>());
    // Whoever hears of a key first: a letter of a name is one, and letters that are switched off do nothing.
    let is_elsewhere = move || {
        session.is_some_and(|session| session.awaiting().is_some())
            || finding.is_some_and(|finding| !finding.single_keys.on())
    };
    let listener = window_event_listener(ev::keydown, move |event| {
        let free = !(event.ctrl_key() || event.meta_key() || event.alt_key() || event.repeat());
        if !free || is_elsewhere() || dom::is_typing(&event) {
            return;
        }
        match (event.code().as_str(), event.shift_key()) {
            ("KeyM", false) => notes.mark(NoteKind::Mark),
            ("KeyM", true) => notes.mark(NoteKind::Hint),
            ("KeyN", false) if !sharing.on_now() => {
                event.prevent_default();
                notes.open_to_write();
            }
            (_, _) => return,
        }
        event.stop_propagation();
    });
    on_cleanup(move || listener.remove());
}

/// The keys with Alt are heard before any text hears of them.
fn listen_everywhere(notes: Notes, sharing: Sharing) {
    let options = EventListenerOptions {
        phase: EventListenerPhase::Capture,
        passive: false,
    };
    let listener = EventListener::new_with_options(&window(), "keydown", options, move |event| {
        if let Some(event) = event.dyn_ref::<KeyboardEvent>()
            && does_with_alt(notes, sharing, event)
        {
            // Else some keyboards would type a sign for it.
            event.prevent_default();
            event.stop_propagation();
        }
    });
    let listener = StoredValue::new_local(Some(listener));
    on_cleanup(move || {
        listener.try_set_value(None);
    });
}

/// Whether a key with Alt is one of these; then it is done.
fn does_with_alt(notes: Notes, sharing: Sharing, event: &KeyboardEvent) -> bool {
    // Control and Alt together are how some keyboards write the third sign of a key.
    let held = event.alt_key() && !event.ctrl_key() && !event.meta_key();
    if !held || event.is_composing() {
        return false;
    }
    let stroke = Stroke {
        key: &event.key(),
        code: &event.code(),
        ctrl: false,
        shift: event.shift_key(),
        alt: true,
    };
    let deed: &dyn Fn() = match (stroke.letter(), stroke.shift) {
        (Some('s'), false) => &|| sharing.toggle(),
        (Some('m'), false) => &|| notes.mark(NoteKind::Mark),
        (Some('m'), true) => &|| notes.mark(NoteKind::Hint),
        (Some('n'), false) if !sharing.on_now() => &|| notes.open_to_write(),
        (_, _) => return false,
    };
    if !event.repeat() {
        deed();
    }
    true
}
