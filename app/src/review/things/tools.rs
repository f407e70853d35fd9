//! The buttons over the board that ask of things; each has its key.

use leptos::prelude::*;

use super::{
    corrections::{CorrectionButtons, CorrectionWords},
    ghosts::{GhostList, Ghosts},
};
use crate::review::compare::Comparing;

/// Ghosts, corrections, comparing, and what they say.
#[component]
pub fn ThingTools() -> impl IntoView {
    let (ghosts, comparing) = (expect_context::<Ghosts>(), expect_context::<Comparing>());
    let pinned = move || {
        let at = comparing.pinned()?.clock();
        Some(format!(
            "{at} is pinned: go to another moment and press Compare or C again."
        ))
    };
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
                <button
                    type="button"
                    class="button button-quiet time-idle"
                    aria-pressed=move || (comparing.is_open() || comparing.pinned().is_some()).to_string()
                    aria-keyshortcuts="C"
                    title="Pins this moment, then compares it with another (C); beginning and end: Shift+C"
                    on:click=move |_| comparing.toggle()
                >
                    "Compare"
                </button>
            </div>
            <GhostList />
            <CorrectionWords />
            <p class="pinned-words" role="status">{pinned}</p>
        </div>
    }
}
