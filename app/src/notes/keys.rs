//! The interviewer's keys: M marks, Shift+M marks a hint, N opens the notes, Alt+S shares. None of them moves the focus but
//! N, and none works while a text is being typed but Alt+S, which must always.

use interview::note::NoteKind;
use leptos::{ev, prelude::*};

use crate::{
    dom,
    finding::Finding,
    notes::{Notes, sharing::Sharing},
    session::Session,
    side::Side,
};

/// Listens until its owner goes.
pub fn listen(notes: Notes, sharing: Sharing) {
    let (session, finding) = (use_context::<Session>(), use_context::<Finding>());
    // Whoever hears of a key first: a letter of a name is one, and letters that are switched off do nothing.
    let is_elsewhere = move || {
        session.is_some_and(|session| session.awaiting().is_some())
            || finding.is_some_and(|finding| !finding.single_keys.on())
    };
    let listener = window_event_listener(ev::keydown, move |event| {
        if event.alt_key() && event.code() == "KeyS" {
            event.prevent_default();
            sharing.toggle();
            return;
        }
        let free = !(event.ctrl_key() || event.meta_key() || event.alt_key() || event.repeat());
        if !free || is_elsewhere() || dom::is_typing(&event) {
            return;
        }
        match (event.code().as_str(), event.shift_key()) {
            ("KeyM", false) => notes.mark(NoteKind::Mark),
            ("KeyM", true) => notes.mark(NoteKind::Hint),
            ("KeyN", false) if !sharing.on_now() => {
                event.prevent_default();
                notes.sides.open(Side::Notes);
                request_animation_frame(|| dom::focus_first(".notes-writing textarea"));
            }
            (_, _) => return,
        }
        event.stop_propagation();
    });
    on_cleanup(move || listener.remove());
}
