//! In the time bar: the switch of the voices, what is heard of them now, and the way to the panel.

use leptos::prelude::*;

use super::{HEARD_PERCENT_MAX, Voices};
use crate::ui::IconButton;

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
                on:click=move |_| voices.toggle()
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
