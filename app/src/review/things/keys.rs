//! The keys that ask of things. Like all keys of the review they belong to whoever takes text or has the same key.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use super::{Things, panel};
use crate::review::keys::is_ours;

/// What they do, for the dialog that explains keys.
pub const HELP: [(&[&str], &str); 2] = [
    (&["H"], "History of what is chosen on the board or marked in the code"),
    (&["Esc"], "Close the history"),
];

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Deed {
    History,
    Close,
}

/// Listens while the page is there.
pub fn listen(things: Things) {
    let listener = window_event_listener(ev::keydown, move |event| {
        let key = event.key();
        let Some(deed) = deed_of(&key).filter(|_| is_ours(&event, &key)) else {
            return;
        };
        if carry_out(things, deed, &event) {
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
}

fn deed_of(key: &str) -> Option<Deed> {
    match key {
        "h" | "H" => Some(Deed::History),
        "Escape" => Some(Deed::Close),
        _ => None,
    }
}

/// Whether there was something to do.
fn carry_out(things: Things, deed: Deed, event: &ev::KeyboardEvent) -> bool {
    match deed {
        Deed::History => {
            let shows_code = is_in(event, ".cm-editor") && things.show_marked_code();
            if !shows_code {
                things.open.set(true);
            }
            panel::take_focus();
            true
        }
        Deed::Close => {
            let was_open = things.open.get_untracked();
            if was_open {
                things.close();
                if is_in(event, ".thing") {
                    crate::dom::focus_first(".canvas");
                }
            }
            was_open
        }
    }
}

fn is_in(event: &ev::KeyboardEvent, selector: &str) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|target| target.closest(selector).is_ok_and(|found| found.is_some()))
}
