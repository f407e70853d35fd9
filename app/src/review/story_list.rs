//! The list beside the board: notes in the violet of what is private, cards and events plain; the one of the moment is marked
//! and kept in view. A press goes to its moment and stops there.

use board::{playback::PlaybackCommand, time::Millis};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

use crate::{
    review::{
        Review,
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
    let search = RwSignal::new(String::new());
    let story = review.story();
    let has_notes = story.iter().any(|moment| moment.kind.is_private());
    let found = Memo::new(move |_: Option<&Vec<usize>>| {
        let (story, search) = (review.story(), search.read());
        (0..story.len())
            .filter(|index| story.get(*index).is_some_and(|moment| story::matches(moment, &search)))
            .collect()
    });
    let current = Memo::new(move |_| story::current(&review.story(), review.player.playhead().get()));
    let list = NodeRef::<html::Ol>::new();
    Effect::new(move || {
        // Also when a search or a tab lets the present one come back.
        found.track();
        shown.track();
        if let (Some(list), Some(_)) = (list.get(), current.get()) {
            request_animation_frame(move || keep_in_view(&list));
        }
    });
    view! {
        <section class="story private-only" aria-label="Notes and cards">
            <header class="story-head">
                <h2>"Notes and cards"</h2>
                <p class="private-words"><Icon name="lock" />"Only you"</p>
            </header>
            <SearchField label="Search notes and cards" typed=search />
            {(!has_notes).then(|| view! { <p class="story-none">"You wrote no notes in this round."</p> })}
            <ol class="story-list" node_ref=list>
                <For each=move || found.get() key=|index| *index let:index>
                    {review.story().get(index).cloned().map(|moment| view! { <StoryItem moment index current /> })}
                </For>
            </ol>
            <p class="story-none" role="status">
                {move || (found.read().is_empty() && !search.read().is_empty()).then_some("Nothing matches.")}
            </p>
        </section>
    }
}

#[component]
fn StoryItem(moment: Moment, index: usize, current: Memo<Option<usize>>) -> impl IntoView {
    let review = expect_context::<Review>();
    let is_current = Memo::new(move |_| current.get() == Some(index));
    let at = moment.at;
    let sort = if moment.kind.is_private() {
        "story-item story-private"
    } else {
        "story-item"
    };
    let private = moment
        .kind
        .is_private()
        .then(|| view! { <span class="visually-hidden">", only you"</span> });
    view! {
        <li>
            <button
                type="button"
                class=sort
                data-kind=moment.kind.key()
                aria-current=move || is_current.get().then_some("true")
                on:click=move |_| review.player.command(PlaybackCommand::Jump(at))
            >
                <time>{at.clock()}</time>
                <Icon name=moment.kind.icon() />
                <span class="story-words">{moment.words} {private}</span>
            </button>
            <Show when=move || is_current.get()>
                <PlaySaid from=at to=at + AFTER />
            </Show>
        </li>
    }
}

/// Scrolls the list, and nothing around it, until the present item is in it.
fn keep_in_view(list: &web_sys::HtmlOListElement) {
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
