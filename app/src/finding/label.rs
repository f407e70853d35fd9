//! A field beside the board for the words of one element. What is typed goes out letter by letter, as on the board itself.

use board::{id::ElementId, limits};
use leptos::{ev, prelude::*};

use crate::{session::Session, text_field::Writing};

/// The field; it has the focus as soon as it is there.
#[component]
pub(super) fn LabelField(
    /// Whose board.
    session: Session,
    /// Whose words.
    id: ElementId,
    /// Called when they are written.
    on_done: Callback<()>,
) -> impl IntoView {
    let writing = Writing::begin(session, id);
    let key = move |event: ev::KeyboardEvent| {
        event.stop_propagation();
        let ends = match event.key().as_str() {
            "Enter" => !event.shift_key(),
            "Escape" => true,
            _ => false,
        };
        if ends && !event.is_composing() {
            event.prevent_default();
            writing.end();
            on_done.run(());
        }
    };
    let blurred = move |_| {
        if document().has_focus().unwrap_or(true) {
            writing.end();
            on_done.run(());
        }
    };
    view! {
        <textarea
            class="outline-label"
            node_ref=writing.area
            rows="1" dir="auto"
            maxlength=limits::LABEL_UNITS.to_string()
            spellcheck="false"
            autocomplete="off"
            aria-label="Words of the element"
            on:input=move |event| writing.changed(event)
            on:compositionstart=move |_| writing.composition_began()
            on:compositionend=move |_| writing.composition_ended()
            on:keydown=key
            on:blur=blurred
        ></textarea>
    }
}
