//! What has a place of its own on the bar: pins of notes, cards and events, stretches that were not recorded or made offline. All
//! of it lies in one box as wide as the whole recording would be, so that a zoom moves the box and nothing in it.

use board::{
    moments::{Span, offline_spans, unrecorded_spans},
    playback::Window,
    time::Millis,
};
use leptos::prelude::*;

use super::place::{of_whole, of_whole_in};
use crate::{
    people::mark::ink_of,
    review::{
        Review,
        bar::Bar,
        notes::ReviewNotes,
        story::{self, Moment},
    },
};

/// How far from a pin still counts, in CSS pixels.
const NEAR_PX: f64 = 9.0;

/// A box for the whole recording, of which the stretch in view is seen.
#[component]
pub(super) fn Whole(children: Children) -> impl IntoView {
    let window = expect_context::<Bar>().window();
    let place = Memo::new(move |_| of_whole_in(window.get()));
    view! {
        <div class="time-whole" style:left=move || place.get().0 style:width=move || place.get().1>
            {children()}
        </div>
    }
}

/// The pins.
#[component]
pub(super) fn Pins() -> impl IntoView {
    let review = expect_context::<Review>();
    let duration = review.player.duration();
    let current = Memo::new(move |_| story::current(&review.story(), review.player.playhead().get()));
    let notes = expect_context::<ReviewNotes>();
    let pin = move |(index, moment): (usize, &Moment)| {
        let (at, note) = (moment.at, moment.note.as_ref().map(|note| note.id.clone()));
        let class = if moment.kind.is_private() {
            "time-pin private-only"
        } else {
            "time-pin"
        };
        view! {
            <span
                class=class
                data-kind=moment.kind.key()
                data-current=move || (current.get() == Some(index)).then_some("yes")
                style:left=move || of_whole(notes.dragged_to(note.as_deref()).unwrap_or(at), duration)
            ></span>
        }
    };
    let pins = move || review.story().iter().enumerate().map(pin).collect_view();
    view! { <div class="time-pins" aria-hidden="true"><Whole>{pins}</Whole></div> }
}

/// What was not recorded, hatched; who was offline, bracketed.
#[component]
pub(super) fn Stretches() -> impl IntoView {
    let review = expect_context::<Review>();
    let opened = review.opened();
    let (entries, duration) = (opened.timeline.entries(), opened.timeline.duration());
    let width = move |span: Span| of_whole(span.to - span.from, duration);
    let gaps = unrecorded_spans(entries).into_iter().map(move |span| {
        view! { <span class="time-gap" style:left=of_whole(span.from, duration) style:width=width(span)></span> }
    });
    let offline = offline_spans(entries).into_iter().map(move |offline| {
        let span = offline.span;
        view! {
            <span
                class="time-offline"
                data-ink=ink_of(offline.actor).to_string()
                style:left=of_whole(span.from, duration)
                style:width=width(span)
            ></span>
        }
    });
    let (gaps, offline) = (gaps.collect_view(), offline.collect_view());
    view! { <Whole>{gaps} {offline}</Whole> }
}

/// The pin nearest to a place on the bar, in CSS pixels, if one is near.
pub(super) fn pin_at(review: Review, window: Window, x: f64, width: f64) -> Option<usize> {
    let story = review.story_now();
    let distance = |at: Millis| (window.part_of(at) * width - x).abs();
    let near = story
        .iter()
        .enumerate()
        .map(|(index, moment)| (index, distance(moment.at)));
    near.filter(|(_, distance)| *distance <= NEAR_PX)
        .min_by(|one, other| one.1.total_cmp(&other.1))
        .map(|(index, _)| index)
}
