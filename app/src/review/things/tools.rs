//! The buttons over the board that ask of things; each has its key.

use leptos::prelude::*;

use super::{
    corrections::{CorrectionButtons, CorrectionWords},
    ghosts::{GhostList, Ghosts},
};

/// Ghosts, corrections, and what they say.
#[component]
pub fn ThingTools() -> impl IntoView {
    let ghosts = expect_context::<Ghosts>();
    view! {
        <div class="thing-tools">
            <div class="thing-buttons" role="toolbar" aria-label="What became of things">
                <button
                    type="button"
                    class="button button-quiet time-idle"
                    aria-pressed=move || ghosts.on.get().to_string()
                    aria-keyshortcuts="G"
                    title="Shows what was removed, the fainter the longer ago (G)"
                    on:click=move |_| ghosts.toggle()
                >
                    "Ghosts"
                </button>
                <CorrectionButtons />
            </div>
            <GhostList />
            <CorrectionWords />
        </div>
    }
}
