//! The panel over the right edge of a room, and the bar's button for it.

use leptos::{ev, html, prelude::*};

use super::{Journal, card_item::CardItem, phase::Announcing, writing::Writing};
use crate::{dom, side::Side, ui::IconButton};

/// The bar's button, with how many cards are new.
#[component]
pub fn JournalButton() -> impl IntoView {
    let journal = expect_context::<Journal>();
    let unread = Signal::derive(move || journal.cards.read().len().saturating_sub(journal.n_read.get()));
    let label = Signal::derive(move || match unread.get() {
        0 => "Journal".to_owned(),
        1 => "Journal, 1 new card".to_owned(),
        number => format!("Journal, {number} new cards"),
    });
    view! {
        <span class="journal-button">
            <IconButton
                icon="signpost"
                label=label
                key="Alt+J"
                pressed=Signal::derive(move || journal.is_open())
                on_press=move || journal.sides.toggle(Side::Journal)
            />
            <Show when=move || { unread.get() > 0 }>
                <span class="badge" aria-hidden="true">{unread}</span>
            </Show>
        </span>
    }
}

/// The panel, while it is open.
#[component]
pub fn JournalPanel() -> impl IntoView {
    let journal = expect_context::<Journal>();
    view! {
        <Show when=move || journal.is_open()>
            <Open />
        </Show>
    }
}

#[component]
fn Open() -> impl IntoView {
    let journal = expect_context::<Journal>();
    let list = NodeRef::<html::Ol>::new();
    Effect::new(move || {
        journal.cards.track();
        if let Some(list) = list.get() {
            request_animation_frame(move || list.set_scroll_top(list.scroll_height()));
        }
    });
    // What was pointed out in the code is pointed out for as long as its card can be seen.
    on_cleanup(move || journal.pointed.set(None));
    let close = move || {
        journal.sides.close(Side::Journal);
        dom::focus_first(".canvas");
    };
    let key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            close();
        }
        // Nothing typed here is a key of the board.
        if !event.alt_key() {
            event.stop_propagation();
        }
    };
    view! {
        <section class="journal" aria-label="Journal" on:keydown=key>
            <header class="panel-head">
                <h2>"Journal"</h2>
                <IconButton icon="x" label="Close" key="Esc" on_press=close />
            </header>
            <Show when=move || journal.may_announce()>
                <Announcing />
            </Show>
            <ol class="journal-list" aria-label="Cards" node_ref=list tabindex="0">
                <For
                    each=move || journal.cards.get()
                    key=|card| (card.id, card.is_restated, card.about.clone())
                    let:card
                >
                    <CardItem card />
                </For>
            </ol>
            <Show when=move || journal.cards.read().is_empty()>
                <p class="quiet small journal-empty">
                    "What is decided and what is assumed, with its reasons. Everyone in the room sees it, and it is recorded."
                </p>
            </Show>
            <Show when=move || journal.may_write()>
                <Writing />
            </Show>
        </section>
    }
}
