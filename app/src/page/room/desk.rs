//! Board and code side by side with a divider that everyone sets for themselves; in a narrow window one of them at a time.

use interview::api::RoomView;
use leptos::prelude::*;

use super::{drawing::Drawing, panels::Panels, stage::Stage};
use crate::ui::{Split, Tab, Tabs};

/// Up to here a window is as wide as a phone: the question would cover the board.
const PHONE_PX: f64 = 480.0;

/// The working part of a room.
#[component]
pub(super) fn Desk(view: RoomView, drawing: Drawing, panels: Panels) -> impl IntoView {
    let split = Split::shared();
    let tab = RwSignal::new(Tab::Board);
    view! {
        <Tabs parts=[Tab::Board, Tab::Code, Tab::People] shown=tab />
        <div class="desk" data-tab=move || tab.get().key() data-side=move || split.side() style:--split=move || split.css()>
            <section class="desk-board" aria-label="Board">
                {drawing.slot(|views| views.toolbar.take())}
                <Stage room=view.room drawing panels />
                <Prompt prompt=view.prompt.clone() />
            </section>
            {panels.slot(|views| views.divider.take())}
            <section class="desk-code" aria-label="Code">
                {panels.slot(|views| views.code.take())}
            </section>
            <section class="desk-people" aria-label="People">
                {panels.slot(|views| views.people_tab.take())}
            </section>
        </div>
    }
}

/// What the candidate was asked; folded away by a click, and at first on a phone.
#[component]
fn Prompt(prompt: String) -> impl IntoView {
    let width = window().inner_width().ok().and_then(|width| width.as_f64());
    let has_room = width.is_none_or(|width| width > PHONE_PX);
    (!prompt.trim().is_empty()).then(|| {
        view! {
            <details class="prompt" open=has_room>
                <summary>"The question"</summary>
                <p class="prompt-text">{prompt}</p>
            </details>
        }
    })
}
