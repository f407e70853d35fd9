//! Board and code side by side with a divider that everyone sets for themselves; in a narrow window one of them at a time.

use interview::api::RoomView;
use leptos::prelude::*;

use super::{
    divider::{Divider, Split},
    panels::Panels,
    stage::Stage,
};
use crate::{session::Session, toolbar::Toolbar};

/// What a narrow window shows.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Tab {
    Board,
    Code,
    People,
}

impl Tab {
    const ALL: [Tab; 3] = [Tab::Board, Tab::Code, Tab::People];

    fn words(self) -> &'static str {
        match self {
            Tab::Board => "Board",
            Tab::Code => "Code",
            Tab::People => "People",
        }
    }

    fn key(self) -> &'static str {
        match self {
            Tab::Board => "board",
            Tab::Code => "code",
            Tab::People => "people",
        }
    }
}

/// The working part of a room.
#[component]
pub(super) fn Desk(view: RoomView, panels: Panels) -> impl IntoView {
    let session = expect_context::<Session>();
    let split = Split::kept();
    let tab = RwSignal::new(Tab::Board);
    let may_draw = move || session.rights().get().draw;
    let tabs = Tab::ALL.map(|one| {
        view! {
            <button
                type="button"
                role="tab"
                class="desk-tab"
                aria-selected=move || (tab.get() == one).to_string()
                on:click=move |_| tab.set(one)
            >
                {one.words()}
            </button>
        }
    });
    view! {
        <div class="desk-tabs" role="tablist" aria-label="What to show">{tabs}</div>
        <div class="desk" data-tab=move || tab.get().key() data-side=move || split.side() style:--split=move || split.css()>
            <section class="desk-board" aria-label="Board">
                <Show when=may_draw>
                    <Toolbar />
                </Show>
                <Stage room=view.room panels />
                <Prompt prompt=view.prompt.clone() />
            </section>
            <Divider split />
            <section class="desk-code" aria-label="Code">
                {panels.slot(|views| views.code.take())}
            </section>
            <section class="desk-people" aria-label="People">
                {panels.slot(|views| views.people_tab.take())}
            </section>
        </div>
    }
}

/// What the candidate was asked; folded away by a click.
#[component]
fn Prompt(prompt: String) -> impl IntoView {
    (!prompt.trim().is_empty()).then(|| {
        view! {
            <details class="prompt" open>
                <summary>"The question"</summary>
                <p class="prompt-text">{prompt}</p>
            </details>
        }
    })
}
