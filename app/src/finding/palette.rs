//! The palette: a few letters find what can be put down, what can be done, and what stands on the board.

mod commands;
mod entry;
mod offers;
mod room;

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;

use self::{
    entry::{Answer, Entry, Purpose, Sign, Sort},
    room::Room,
};
use crate::{
    dom,
    figures::FigureSign,
    finding::Finding,
    session::Session,
    shortcuts::table,
    ui::{Dialog, Icon},
};

/// So many at once.
const SHOWN: usize = 40;

/// The dialog.
#[component]
pub fn Palette(
    /// Whether it is asked if the round shall end.
    ending: RwSignal<bool>,
) -> impl IntoView {
    let room = Room::here(ending);
    let finding = Finding::shared();
    let session = expect_context::<Session>();
    let title = Signal::derive(move || Purpose::of(session, finding).title().to_owned());
    view! {
        <Dialog open=finding.palette title class="palette">
            <Finder finding session room />
        </Dialog>
    }
}

#[component]
fn Finder(finding: Finding, session: Session, room: Room) -> impl IntoView {
    let purpose = untrack(|| Purpose::of(session, finding));
    let entries = Memo::new(move |_| entry::all(session, purpose, room));
    let words = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let field = focused_at_once();
    let found = Memo::new(move |_| {
        let query = words.get();
        let mut found = entries.with(|entries| entry::ranked(entries, &query, purpose));
        found.truncate(SHOWN);
        found
    });
    let take = move |index: usize, tied: bool| {
        let chosen = found.with_untracked(|found| found.get(index).cloned());
        if let Some(chosen) = chosen {
            // Closed at once: what is typed next belongs to what is put down.
            close_now(finding);
            entry::take(session, finding, room, &chosen.entry, tied);
        }
    };
    let key = move |event: ev::KeyboardEvent| {
        let count = found.with_untracked(Vec::len);
        let here = at.get_untracked().min(count.saturating_sub(1));
        match event.key().as_str() {
            "ArrowDown" => at.set((here + 1) % count.max(1)),
            "ArrowUp" => at.set((here + count.max(1) - 1) % count.max(1)),
            "Enter" if !event.is_composing() => take(here, event.shift_key() || event.ctrl_key()),
            _ => return,
        }
        event.prevent_default();
    };
    let active = move || format!("palette-{}", at.get());
    keep_in_view(at);
    let options = move || {
        found.with(|found| {
            let option = |(index, answer): (usize, Answer)| option_of(index, answer, at, take);
            found.iter().cloned().enumerate().map(option).collect_view()
        })
    };
    view! {
        <input
            type="text"
            class="palette-words"
            node_ref=field
            autofocus
            role="combobox"
            aria-label=purpose.title()
            aria-expanded="true"
            aria-controls="palette-list"
            aria-activedescendant=active
            aria-autocomplete="list"
            autocomplete="off"
            spellcheck="false"
            placeholder=purpose.hint()
            prop:value=words
            on:input:target=move |event| {
                at.set(0);
                words.set(event.target().value());
            }
            on:keydown=key
        />
        <ul id="palette-list" class="palette-list" role="listbox" aria-label="Found">{options}</ul>
        <p class="quiet small" role="status">
            {move || if found.read().is_empty() { "Nothing is called so." } else { purpose.advice() }}
        </p>
    }
}

fn option_of(
    index: usize,
    Answer { entry, by }: Answer,
    at: RwSignal<usize>,
    take: impl Fn(usize, bool) + Copy + 'static,
) -> impl IntoView {
    let keys = entry.key.map(|key| view! { <kbd>{table::shown(key)}</kbd> });
    view! {
        <li
            id=format!("palette-{index}")
            role="option"
            class="palette-option"
            class:private-only=entry.sort == Sort::Private
            aria-selected=move || (at.get() == index).to_string()
            on:click=move |event: ev::MouseEvent| take(index, event.shift_key())
        >
            <span class="palette-sign">{sign_of(&entry)}</span>
            <span class="palette-name">{entry.name}</span>
            {by.map(|word| view! { <span class="palette-by">{word}</span> })}
            <span class="palette-what">{entry.sort.words()}</span>
            {keys}
        </li>
    }
}

fn sign_of(entry: &Entry) -> AnyView {
    match entry.sign {
        Sign::None => ().into_any(),
        Sign::Icon(name) => view! { <Icon name /> }.into_any(),
        Sign::Figure(figure) => view! { <FigureSign figure /> }.into_any(),
    }
}

/// A field that has the focus as soon as it is there.
pub(super) fn focused_at_once() -> NodeRef<html::Input> {
    let field = NodeRef::<html::Input>::new();
    Effect::new(move || {
        if let Some(field) = field.get() {
            field.focus().ok();
        }
    });
    field
}

/// Scrolls the list to the option that Enter takes.
fn keep_in_view(at: RwSignal<usize>) {
    Effect::new(move || {
        let id = format!("palette-{}", at.get());
        if let Some(option) = dom::element_by_id(&id) {
            let nearest = web_sys::ScrollIntoViewOptions::new();
            nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    });
}

/// Closes the dialog within this very event, so that the focus is back on the board before anything else is done.
fn close_now(finding: Finding) {
    if let Ok(Some(dialog)) = document().query_selector("dialog.palette")
        && let Some(dialog) = dialog.dyn_ref::<HtmlDialogElement>()
    {
        dialog.close();
    }
    finding.palette.set(false);
    dom::focus_first(".canvas");
}
