//! In the time bar: the switch of the voices with its key, what is heard of them now, and the way to the panel.

use leptos::{ev, prelude::*};

use super::{HEARD_PERCENT_MAX, Voices};
use crate::{dom, ui::IconButton};

/// The controls, where there are voices at all.
#[component]
pub fn VoiceControls() -> impl IntoView {
    use_context::<Voices>().map(|voices| view! { <Controls voices /> })
}

#[component]
fn Controls(voices: Voices) -> impl IntoView {
    let any = Memo::new(move |_| voices.any());
    let speed = voices.review.player.speed_percent();
    let is_too_fast = Memo::new(move |_| speed.get() > HEARD_PERCENT_MAX);
    let words = move || match (voices.on.get(), is_too_fast.get()) {
        (true, true) => "Voices: muted above 2×",
        (true, false) => "Voices",
        (false, _) => "Voices: off",
    };
    view! {
        <Show when=move || any.get()>
            <button
                type="button"
                class="button button-quiet voices-switch"
                aria-pressed=move || voices.on.get().to_string()
                aria-keyshortcuts="V"
                title="Hear what was said (V)"
                on:click=move |_| voices.on.update(|on| *on = !*on)
            >
                {words}
            </button>
        </Show>
        <IconButton
            icon="mic"
            label="Sound and transcript"
            pressed=voices.open
            on_press=move || voices.open.update(|open| *open = !*open)
        />
    }
}

/// V switches them, wherever no text is typed.
pub(super) fn listen(voices: Voices) {
    let listener = window_event_listener(ev::keydown, move |event| {
        let is_plain = !(event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing());
        let is_ours = matches!(event.key().as_str(), "v" | "V") && is_plain && !dom::is_typing(&event);
        if is_ours {
            event.prevent_default();
            voices.on.update(|on| *on = !*on);
        }
    });
    on_cleanup(move || listener.remove());
}
