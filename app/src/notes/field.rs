//! The caret goes into the field of a panel that is opened to be written in.

use leptos::prelude::*;

use crate::dom;

/// Puts it there as soon as the panel is.
pub fn write_in(selector: &'static str) {
    request_animation_frame(move || dom::focus_first(selector));
}

/// The same for a panel that was opened by its button: not where a finger pressed it, because the keyboard of the screen would
/// lie over what was opened.
pub fn write_in_by_button(selector: &'static str) {
    let coarse = window().match_media("(pointer: coarse)").ok().flatten();
    if !coarse.is_some_and(|coarse| coarse.matches()) {
        write_in(selector);
    }
}
