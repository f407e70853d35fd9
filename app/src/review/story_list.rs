//! The list beside the board: notes in the violet of what is private, cards and events plain; the one of the moment is marked
//! and kept in view. A press goes to its moment and stops there.

use std::time::Duration;

use board::time::Millis;
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

use crate::{
    review::{
        Review,
        notes::{GoneNotes, NoteTools, ReviewNotes, ReviewWriting},
        searching::{HitKeys, Hits, Searching},
        story::{self, Moment},
        voices::PlaySaid,
    },
    ui::{Icon, SearchField},
};

/// What is said about a moment is said after it, mostly.
const AFTER: Millis = Millis(10_000);

/// Notes, cards and events.
#[component]
pub fn StoryList(
    /// Whether it can be seen; a narrow window may show something else.
    #[prop(into)]
    shown: Signal<bool>,
) -> impl IntoView {
    let review = expect_context::<Review>();
    let searching = expect_context::<Searching>();
    let keys = HitKeys(searching);
    let has_notes = Memo::new(move |_| review.story().iter().any(|moment| moment.kind.is_private()));
    // The board comes first: a long list is made while the first frame is looked at.
    let drawn = RwSignal::new(false);
    let draw = move || {
        drawn.try_set(true);
    };
    request_animation_frame(move || set_timeout(draw, Duration::ZERO));
    let numbered = move || {
        if !drawn.get() {
            return Vec::new();
        }
        let story = review.story();
        let numbered = story.iter().enumerate();
        numbered
            .map(|(index, moment)| (index, moment.clone()))
            .collect::<Vec<_>>()
    };
    let current = Memo::new(move |_| story::current(&review.story(), review.player.playhead().get()));
    let list = NodeRef::<html::Ol>::new();
    Effect::new(move || {
        // Also when a search or a tab lets the present one come back.
        searching.typed.track();
        shown.track();
        if let (Some(list), Some(_)) = (list.get(), current.get()) {
            request_animation_frame(move || keep_in_view(&list));
        }
    });
    view! {
        <section class="story" aria-label="Notes and cards">
            <header class="story-head">
                <h2>"Notes and cards"</h2>
                <p class="private-words private-only"><Icon name="lock" />"Only you"</p>
            </header>
            <SearchField
                label="Search the whole round"
                placeholder="Search the round (/)"
                typed=searching.typed
                on_key=Callback::new(move |event| keys.press(&event))
            />
            <Show when=move || !searching.is_on() fallback=|| view! { <Hits /> }>
            <ReviewWriting />
            <Show when=move || !has_notes.get()>
                <p class="story-none private-only">"You have no notes on this round yet."</p>
            </Show>
            <ol class="story-list" node_ref=list>
                // A changed moment is shown anew: the key holds all that can change.
                <For each=numbered key=Clone::clone children=move |(index, moment)| view! { <StoryItem moment index current /> } />
            </ol>
            <GoneNotes />
            </Show>
        </section>
    }
}

#[component]
fn StoryItem(moment: Moment, index: usize, current: Memo<Option<usize>>) -> impl IntoView {
    let is_current = Memo::new(move |_| current.get() == Some(index));
    let notes = expect_context::<ReviewNotes>();
    let (at, note) = (moment.at, moment.note.clone());
    let id = note.as_ref().map(|note| note.id.clone());
    let clock = note.as_ref().map_or_else(|| at.clock(), |note| note.clock());
    let (row, sort) = if moment.kind.is_private() {
        ("private-only", "story-item story-private")
    } else {
        ("", "story-item")
    };
    let private = moment
        .kind
        .is_private()
        .then(|| view! { <span class="visually-hidden">", only you"</span> });
    view! {
        <li class=row>
            <button
                type="button"
                class=sort
                data-kind=moment.kind.key()
                aria-current=move || is_current.get().then_some("true")
                on:click=move |_| notes.choose(id.clone(), at)
            >
                <time>{clock}</time>
                <Icon name=moment.kind.icon() />
                <span class="story-words">{moment.words}{private}</span>
            </button>
            {note.map(|note| view! { <NoteTools note /> })}
            <Show when=move || is_current.get()>
                <PlaySaid from=at to=at + AFTER />
            </Show>
        </li>
    }
}

/// Scrolls the list, and nothing around it, until the present item is in it.
pub(super) fn keep_in_view(list: &web_sys::HtmlOListElement) {
    let Ok(Some(item)) = list.query_selector("[aria-current]") else {
        return;
    };
    let list = list.unchecked_ref::<web_sys::Element>();
    let (frame, item) = (list.get_bounding_client_rect(), item.get_bounding_client_rect());
    let missing = if item.top() < frame.top() {
        item.top() - frame.top()
    } else {
        (item.bottom() - frame.bottom()).max(0.0)
    };
    if missing != 0.0 {
        list.set_scroll_top(list.scroll_top() + missing.round() as i32);
    }
}
