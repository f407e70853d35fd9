//! The list of what was found, in place of the story while something is searched for. Up and down go through it while one types,
//! Enter goes to the moment, Escape ends the search.

use std::ops::Range;

use board::search::Query;
use leptos::{ev, html, prelude::*};

use super::{Hit, Searching};
use crate::{review::story_list::keep_in_view, ui::Icon};

/// What the keys of the field do.
#[derive(Clone, Copy)]
pub struct HitKeys(pub Searching);

impl HitKeys {
    /// Takes a key of the field.
    pub fn press(self, event: &ev::KeyboardEvent) {
        let searching = self.0;
        let count = searching.hits.with_untracked(Vec::len);
        let go = |by: isize| {
            let here = searching.at.get_untracked().min(count.saturating_sub(1)) as isize;
            searching.at.set((here + by).rem_euclid(count.max(1) as isize) as usize);
        };
        match event.key().as_str() {
            "ArrowDown" => go(1),
            "ArrowUp" => go(-1),
            "Enter" if !event.is_composing() => {
                let at = searching.at.get_untracked();
                if let Some(hit) = searching.hits.with_untracked(|hits| hits.get(at).cloned()) {
                    searching.go_to(&hit);
                }
            }
            "Escape" => searching.end(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }
}

/// The list.
#[component]
pub fn Hits() -> impl IntoView {
    let searching = expect_context::<Searching>();
    // Whoever types on begins again at the first.
    Effect::new(move || {
        searching.typed.track();
        searching.at.set(0);
    });
    let list = NodeRef::<html::Ol>::new();
    Effect::new(move || {
        searching.at.track();
        if let Some(list) = list.get() {
            request_animation_frame(move || keep_in_view(&list));
        }
    });
    let told = move || match searching.hits.with(Vec::len) {
        0 => "Nothing in this round has these words.".to_owned(),
        1 => "Found once.".to_owned(),
        number => format!("Found {number} times."),
    };
    let numbered = move || searching.hits.get().into_iter().enumerate().collect::<Vec<_>>();
    view! {
        <p class="story-none" role="status">{told}</p>
        <ol class="story-list" aria-label="What was found" node_ref=list>
            {move || numbered().into_iter().map(|(index, hit)| view! { <HitItem hit index /> }).collect_view()}
        </ol>
    }
}

#[component]
fn HitItem(hit: Hit, index: usize) -> impl IntoView {
    let searching = expect_context::<Searching>();
    let is_current = Memo::new(move |_| searching.at.get() == index);
    // Whoever types on may find the same: what is marked follows the words.
    let text = hit.words.clone();
    let words = move || marked(&text, Query::new(&searching.typed.read()).place_in(&text));
    let (row, item) = if hit.is_private {
        ("private-only", "story-item story-private")
    } else {
        ("", "story-item")
    };
    let private = hit
        .is_private
        .then(|| view! { <span class="visually-hidden">", only you"</span> });
    let (at, icon) = (hit.at.clock(), hit.icon);
    let place =
        (!hit.place.is_empty()).then(|| view! { <span class="story-place quiet small">{hit.place.clone()}</span> });
    let press = move |_| {
        searching.at.set(index);
        searching.go_to(&hit);
    };
    view! {
        <li class=row>
            <button type="button" class=item aria-current=move || is_current.get().then_some("true") on:click=press>
                <time>{at}</time>
                <Icon name=icon />
                <span class="story-words">{words}{private} {place}</span>
            </button>
        </li>
    }
}

fn marked(words: &str, place: Option<Range<usize>>) -> impl IntoView + use<> {
    let place = place.unwrap_or(0..0);
    let part = |range: Range<usize>| words.get(range).unwrap_or_default().to_owned();
    let (before, found, behind) = (part(0..place.start), part(place.clone()), part(place.end..words.len()));
    let found = (!found.is_empty()).then(|| view! { <mark>{found}</mark> });
    view! { {before} {found} {behind} }
}
