//! Events of the window that are about files and the clipboard, and whose they are.

use gloo_events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

/// Where keys and texts are for something else.
const OTHERS: &str = "input, textarea, select, [contenteditable]:not([contenteditable=false]), dialog, [role=dialog]";

/// Listens on the window, and may keep the browser from what it would do itself.
pub(super) fn on<E: JsCast + 'static>(name: &'static str, act: impl Fn(&E) + 'static) -> EventListener {
    let options = EventListenerOptions {
        passive: false,
        ..EventListenerOptions::default()
    };
    EventListener::new_with_options(&window(), name, options, move |event| act(event.unchecked_ref()))
}

/// Whether an event belongs to a text, or to a dialog.
pub(super) fn is_for_others(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let within = target.is_some_and(|target| target.closest(OTHERS).is_ok_and(|found| found.is_some()));
    let marked = window().get_selection().ok().flatten();
    within || marked.is_some_and(|marked| !marked.is_collapsed())
}

/// Whether it is on the board itself.
pub(super) fn is_over_board(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.closest(".stage").is_ok_and(|found| found.is_some()))
}
