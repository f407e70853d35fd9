//! The middle button drags the board. Some systems also paste with it what was marked last, anywhere: not onto a board, where
//! it would be recorded.

use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use leptos::prelude::window;
use wasm_bindgen::JsCast;

use super::Input;

/// Where the middle button pastes as the person is used to.
const TEXTS: &str = "input, textarea, [contenteditable]:not([contenteditable=false])";

impl Input {
    /// Keeps what the middle button would paste from whoever listens for what is pasted onto the board.
    pub(super) fn refuse_middle_paste(self: &Rc<Self>) {
        let own = Rc::downgrade(self);
        let options = EventListenerOptions {
            phase: EventListenerPhase::Capture,
            passive: false,
        };
        let listener = EventListener::new_with_options(&window(), "paste", options, move |event| {
            let target = event
                .target()
                .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            let is_text = target.is_some_and(|target| target.closest(TEXTS).is_ok_and(|found| found.is_some()));
            let by_middle = own.upgrade().is_some_and(|input| input.middle_was_last.get());
            if by_middle && !is_text {
                event.prevent_default();
                event.stop_immediate_propagation();
            }
        });
        self.listeners.borrow_mut().push(listener);
    }
}
