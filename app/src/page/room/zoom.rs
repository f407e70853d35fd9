//! How near the board is seen, and the way back from the board without anything around it.

use kurbo::Size;
use leptos::prelude::*;

use crate::{
    decimal::fixed,
    live::Live,
    session::{Aid, Session},
    shortcuts::{zoom_by, zoom_to_actual, zoom_to_fit, zoom_to_selection},
    ui::IconButton,
};

#[component]
pub(super) fn ZoomControls(viewport: Live<Size>) -> impl IntoView {
    let session = expect_context::<Session>();
    let percent = move || format!("{} %", fixed(session.camera().get().zoom * 100.0, 0));
    let whole = move |_| zoom_to_actual(session, viewport.get_untracked());
    let by = move |factor: f64| move || zoom_by(session, viewport.get_untracked(), factor);
    view! {
        <div class="zoom" role="group" aria-label="Zoom">
            <IconButton icon="minus" label="Zoom out" key="Ctrl −" on_press=by(0.8) />
            <button type="button" class="zoom-percent" title="100 % (Ctrl 0)" on:click=whole>{percent}</button>
            <IconButton icon="plus" label="Zoom in" key="Ctrl +" on_press=by(1.25) />
            <IconButton
                icon="maximize"
                label="Show all"
                key="Shift 1"
                on_press=move || zoom_to_fit(session, viewport.get_untracked())
            />
            <Show when=move || !session.selection().read().is_empty()>
                <IconButton
                    icon="scan-search"
                    label="Show what is selected"
                    key="Shift 2"
                    on_press=move || zoom_to_selection(session, viewport.get_untracked())
                />
            </Show>
        </div>
    }
}

/// The way back from the board without anything around it.
#[component]
pub(super) fn LeaveZen() -> impl IntoView {
    let session = expect_context::<Session>();
    view! {
        <Show when=move || session.has(Aid::Zen)>
            <button type="button" class="button leave-zen" on:click=move |_| session.toggle(Aid::Zen)>
                "Show everything again"
                <kbd>"Esc"</kbd>
            </button>
        </Show>
    }
}
