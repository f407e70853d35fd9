//! Searching the board: how many elements have the words, and from one to the next. What is found is pointed out and brought
//! into view; nobody else sees what was looked for.

use board::{id::ElementId, reading};
use leptos::{ev, prelude::*};

use crate::{
    dom,
    finding::{Finding, palette::focused_at_once},
    session::Session,
    shortcuts::by_keys,
    ui::{Icon, IconButton},
};

/// The bar over the board, while it is open.
#[component]
pub fn SearchBar() -> impl IntoView {
    let finding = Finding::shared();
    view! {
        <Show when=move || finding.search.get()>
            <OpenBar finding />
        </Show>
    }
}

#[component]
fn OpenBar(finding: Finding) -> impl IntoView {
    let session = expect_context::<Session>();
    let words = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let field = focused_at_once();
    let found = Memo::new(move |_| with_words(session, &words.get()));
    let current = Memo::new(move |_| {
        let found = found.read();
        found.get(at.get().min(found.len().saturating_sub(1))).copied()
    });
    Effect::new(move || {
        let current: Option<ElementId> = current.get();
        session.set_found(current);
        if let Some(id) = current {
            by_keys::reveal(session, session.viewport().get_untracked(), id);
        }
    });
    let go = move |by: isize| {
        let count = found.with_untracked(Vec::len) as isize;
        if count > 0 {
            let here = (at.get_untracked() as isize).min(count - 1);
            at.set((here + by).rem_euclid(count) as usize);
        }
    };
    let close = move || {
        let current = current.get_untracked();
        finding.search.set(false);
        session.set_found(None);
        if let Some(id) = current {
            by_keys::go_to(session, session.viewport().get_untracked(), id);
        }
        dom::focus_first(".canvas");
    };
    let key = move |event: ev::KeyboardEvent| {
        event.stop_propagation();
        match event.key().as_str() {
            "Enter" => go(if event.shift_key() { -1 } else { 1 }),
            "ArrowDown" => go(1),
            "ArrowUp" => go(-1),
            "Escape" => close(),
            "f" if event.ctrl_key() || event.meta_key() => {}
            _ => return,
        }
        event.prevent_default();
    };
    let count = move || counted(found.with(Vec::len), at.get(), words.read().trim().is_empty());
    view! {
        <div class="search-bar floating" role="search" aria-label="Search the board" data-tooltips="below">
            <Icon name="search" />
            <input
                type="search"
                node_ref=field
                aria-label="Words on the board"
                placeholder="Search the board"
                autocomplete="off"
                spellcheck="false"
                prop:value=words
                on:input:target=move |event| {
                    at.set(0);
                    words.set(event.target().value());
                }
                on:keydown=key
            />
            <output class="search-count quiet small" aria-live="polite">{count}</output>
            <IconButton icon="chevron-left" label="Previous" key="Shift+Enter" on_press=move || go(-1) />
            <IconButton icon="chevron-right" label="Next" key="Enter" on_press=move || go(1) />
            <IconButton icon="x" label="Close the search" key="Esc" on_press=close />
        </div>
    }
}

/// The elements that say it, in reading order.
fn with_words(session: Session, query: &str) -> Vec<ElementId> {
    session.revision().track();
    if query.trim().is_empty() {
        return Vec::new();
    }
    let items = session.with_board(reading::read).into_iter();
    let found = items.filter(|item| reading::says(item, query));
    found.map(|item| item.id).collect()
}

fn counted(count: usize, at: usize, asks_nothing: bool) -> String {
    match (count, asks_nothing) {
        (_, true) => String::new(),
        (0, false) => "None".to_owned(),
        (count, false) => format!("{} of {count}", at.min(count - 1) + 1),
    }
}
