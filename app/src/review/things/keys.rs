//! The keys that ask of things. Like all keys of the review they belong to whoever takes text or has the same key.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use super::{Things, corrections::Corrections, ghosts::Ghosts, panel};
use crate::{
    dom,
    review::{compare::Comparing, keys::is_ours},
};

/// What they do, for the dialog that explains keys.
pub const HELP: [(&[&str], &str); 6] = [
    (&["H"], "History of what is chosen on the board or marked in the code"),
    (&["G"], "Ghosts of what was removed"),
    (&["X", "Shift+X"], "Next or previous correction"),
    (&["C"], "Pin this moment, then compare it with another"),
    (&["Shift+C"], "Compare the beginning with the end"),
    (&["Esc"], "Close the comparison or the history"),
];

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Deed {
    History,
    Ghosts,
    Correction { forwards: bool },
    Compare,
    CompareWhole,
    Close,
}

/// Listens while the page is there.
pub fn listen(things: Things, ghosts: Ghosts, corrections: Corrections, comparing: Comparing) {
    let listener = window_event_listener(ev::keydown, move |event| {
        let key = event.key();
        let Some(deed) = deed_of(&key, event.shift_key()).filter(|_| is_ours(&event, &key)) else {
            return;
        };
        let is_done = match deed {
            Deed::History => show_history(things, &event),
            Deed::Close => close(things, comparing, &event),
            Deed::Compare => {
                comparing.toggle();
                true
            }
            Deed::CompareWhole => {
                comparing.whole();
                true
            }
            Deed::Ghosts => {
                ghosts.toggle();
                true
            }
            Deed::Correction { forwards } => {
                corrections.go(forwards);
                true
            }
        };
        if is_done {
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
}

fn deed_of(key: &str, has_shift: bool) -> Option<Deed> {
    match key {
        "h" | "H" => Some(Deed::History),
        "g" | "G" => Some(Deed::Ghosts),
        "x" | "X" => Some(Deed::Correction { forwards: !has_shift }),
        "c" | "C" if has_shift => Some(Deed::CompareWhole),
        "c" | "C" => Some(Deed::Compare),
        "Escape" => Some(Deed::Close),
        _ => None,
    }
}

/// Of the marked lines where the code has the focus, else of what is chosen; it may be nothing yet.
fn show_history(things: Things, event: &ev::KeyboardEvent) -> bool {
    let shows_code = is_in(event, ".cm-editor") && things.show_marked_code();
    if !shows_code {
        things.open.set(true);
    }
    panel::take_focus();
    true
}

/// Whether there was something to close.
fn close(things: Things, comparing: Comparing, event: &ev::KeyboardEvent) -> bool {
    if comparing.is_open_now() {
        comparing.close();
    } else if things.open.get_untracked() {
        things.close();
    } else {
        return false;
    }
    // Whoever was in the list goes on at the board.
    if is_in(event, ".thing") {
        dom::focus_first(".canvas");
    }
    true
}

fn is_in(event: &ev::KeyboardEvent, selector: &str) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|target| target.closest(selector).is_ok_and(|found| found.is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shift_goes_back_whatever_the_letter_lock_says() {
        assert_eq!(deed_of("x", false), Some(Deed::Correction { forwards: true }));
        assert_eq!(deed_of("X", true), Some(Deed::Correction { forwards: false }));
        assert_eq!(deed_of("X", false), Some(Deed::Correction { forwards: true }));
        assert_eq!(deed_of("q", false), None);
    }
}
