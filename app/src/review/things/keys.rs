//! What the keys that ask of things do; the table of the review's keys names them. Escape alone is listened to here, because it
//! belongs to whatever is open.

use leptos::{ev, prelude::*};

use super::{Things, corrections::Corrections, ghosts::Ghosts, panel};
use crate::{dom, review::compare::Comparing};

/// Listens to Escape while the page is there; before the other keys of the review, so that it closes what is open first.
pub fn listen(things: Things, comparing: Comparing) {
    let listener = window_event_listener(ev::keydown, move |event| {
        let is_taken = event.default_prevented() || is_focus_in("input, textarea, select, dialog, [role=menu]");
        if event.key() == "Escape" && !is_taken && close(things, comparing) {
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
}

/// Goes to the next correction, or to the one before.
pub fn to_correction(forwards: bool) {
    expect_context::<Corrections>().go(forwards);
}

/// Of the marked lines where the code has the focus, else of what is chosen; it may be nothing yet.
pub fn show_history() {
    let things = expect_context::<Things>();
    let shows_code = is_focus_in(".cm-editor") && things.show_marked_code();
    if !shows_code {
        things.open.set(true);
    }
    panel::take_focus();
}

/// Shows the ghosts, or none.
pub fn toggle_ghosts() {
    expect_context::<Ghosts>().toggle();
}

/// Pins this moment, compares it with the pinned one, or ends a comparison.
pub fn compare() {
    expect_context::<Comparing>().toggle();
}

/// Compares the beginning with the end.
pub fn compare_whole() {
    expect_context::<Comparing>().whole();
}

/// Whether there was something to close.
fn close(things: Things, comparing: Comparing) -> bool {
    let was_inside = is_focus_in(".thing");
    if comparing.is_open_now() {
        comparing.close();
    } else if things.open.get_untracked() {
        things.close();
    } else {
        return false;
    }
    // Whoever was in the list goes on at the board.
    if was_inside {
        dom::focus_first(".canvas");
    }
    true
}

fn is_focus_in(selector: &str) -> bool {
    let focused = document().active_element();
    focused.is_some_and(|focused| focused.closest(selector).is_ok_and(|found| found.is_some()))
}
