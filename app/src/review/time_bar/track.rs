//! The bar itself: pins above, the line with chapters and stretches, one lane per person, the thumb through all of it, the loop
//! over it and the strip of the whole recording below. Arranges; what pointers do stands in `hand`.

use board::{
    moments::{Chapter, chapter_at, chapters},
    time::Millis,
};
use leptos::{html, prelude::*};

use super::{
    chapters::Chapters,
    hand::{Grip, Hand},
    hover::HoverCard,
    lanes::{LaneNames, Lanes},
    looped::{LoopHandles, LoopedStretch},
    overview::Overview,
    pins::{Pins, Stretches},
    place::of_moment,
    spans::ThingSpans,
};
use crate::review::{Review, bar::Bar};

/// Names, bar and lanes.
#[component]
pub(super) fn Track() -> impl IntoView {
    let review = expect_context::<Review>();
    let track = NodeRef::<html::Div>::new();
    let opened = review.opened();
    let chapters = StoredValue::new(chapters(opened.timeline.entries(), opened.timeline.duration()));
    view! {
        <div class="time-rows">
            <LaneNames />
            <div class="time-view">
                <Slider track chapters />
                <LoopHandles track />
            </div>
            <Overview />
        </div>
    }
}

#[component]
fn Slider(track: NodeRef<html::Div>, chapters: StoredValue<Vec<Chapter>>) -> impl IntoView {
    let player = expect_context::<Review>().player;
    let hand = Hand::new(track);
    let seconds = Memo::new(move |_| player.playhead().get().0 / 1_000);
    let told = move || {
        let at = Millis(seconds.get() * 1_000);
        let told = format!("{} of {}", at.clock(), player.duration().clock());
        let chapter = chapters.with_value(|chapters| chapter_at(chapters, at).map(|chapter| chapter.name.clone()));
        chapter.map_or(told.clone(), |chapter| format!("{told}, {chapter}"))
    };
    view! {
        <div
            class="time-track"
            node_ref=track
            role="slider"
            tabindex="0"
            aria-label="Playhead"
            aria-valuemin="0"
            aria-valuemax=(player.duration().0 / 1_000).to_string()
            aria-valuenow=move || seconds.get().to_string()
            aria-valuetext=told
            data-dragging=move || (hand.grip.get() != Grip::Free).to_string()
            on:pointerdown=move |event| hand.press(&event)
            on:pointermove=move |event| hand.go_on(&event)
            on:pointerup=move |event| hand.release(&event)
            on:pointercancel=move |event| hand.release(&event)
            on:pointerleave=move |_| hand.leave()
            on:wheel=move |event| hand.wheel(&event)
            on:keydown=move |event| hand.key(&event)
        >
            <Pins />
            <div class="time-line" aria-hidden="true">
                <Chapters chapters />
                <Stretches />
            </div>
            <Lanes />
            <ThingSpans />
            <LoopedStretch />
            <Thumb />
            <HoverCard hand chapters />
        </div>
    }
}

#[component]
fn Thumb() -> impl IntoView {
    let player = expect_context::<Review>().player;
    let window = expect_context::<Bar>().window();
    let place = Memo::new(move |_| of_moment(window.get(), player.playhead().get()));
    view! { <div class="time-thumb" hidden=move || place.read().is_none() style:left=place></div> }
}
