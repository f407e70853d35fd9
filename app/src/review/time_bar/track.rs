//! The bar itself: pressed and dragged it shows the moments it passes, at once; a pin that is pressed is gone to exactly. Hovering
//! tells what is there before anything happens.

use board::{
    moments::{Span, offline_spans, unrecorded_spans},
    playback::PlaybackCommand,
    time::Millis,
};
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::{
    lanes::{LaneNames, Lanes, lanes},
    spans::{CorrectionSigns, ThingSpans},
};
use crate::{
    decimal::fixed,
    people::mark::ink_of,
    review::{Review, story},
};

/// The height in which pins stand, and how far from one still counts, in CSS pixels.
const PIN_ROW_PX: f64 = 20.0;
const PIN_NEAR_PX: f64 = 9.0;
/// Characters of a note shown while hovering.
const HOVER_CHARS: usize = 60;

/// Where the pointer is over the bar.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Hover {
    /// From 0 to 1.
    part: f64,
    /// The pin it is on.
    pin: Option<usize>,
}

/// What a pointer does on the bar.
#[derive(Clone, Copy)]
struct Hand {
    review: Review,
    track: NodeRef<html::Div>,
    hover: RwSignal<Option<Hover>>,
    dragging: RwSignal<bool>,
}

/// Names, bar and lanes.
#[component]
pub(super) fn Track() -> impl IntoView {
    let review = expect_context::<Review>();
    let player = review.player;
    let (hover, dragging) = (RwSignal::new(None::<Hover>), RwSignal::new(false));
    let track = NodeRef::<html::Div>::new();
    let hand = Hand {
        review,
        track,
        hover,
        dragging,
    };
    let seconds = Memo::new(move |_| player.playhead().get().0 / 1_000);
    let told = move || {
        format!(
            "{} of {}",
            Millis(seconds.get() * 1_000).clock(),
            player.duration().clock()
        )
    };
    let lanes = lanes(review);
    view! {
        <div class="time-rows">
            <LaneNames lanes=lanes.clone() />
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
                data-dragging=move || dragging.get().to_string()
                on:pointerdown=move |event| hand.press(&event)
                on:pointermove=move |event| hand.go_on(&event)
                on:pointerup=move |_| hand.release()
                on:pointercancel=move |_| hand.release()
                on:pointerleave=move |_| hover.set(None)
                on:keydown=move |event| hand.key(&event)
            >
                <Pins />
                <div class="time-line" aria-hidden="true"><Stretches /></div>
                <Lanes lanes />
                <ThingSpans />
                <CorrectionSigns />
                <div class="time-thumb" style:left=move || percent(player.playhead().get(), player.duration())></div>
                <HoverWords hover />
            </div>
        </div>
    }
}

impl Hand {
    fn place(self, event: &ev::PointerEvent) -> Option<Hover> {
        let bounds = self.track.get_untracked()?.get_bounding_client_rect();
        let (x, width) = (f64::from(event.client_x()) - bounds.left(), bounds.width().max(1.0));
        let is_on_pins = f64::from(event.client_y()) - bounds.top() < PIN_ROW_PX;
        let pin = if is_on_pins {
            pin_at(self.review, x, width)
        } else {
            None
        };
        Some(Hover {
            part: (x / width).clamp(0.0, 1.0),
            pin,
        })
    }

    fn press(self, event: &ev::PointerEvent) {
        let Some(place) = self.place(event).filter(|_| event.button() == 0) else {
            return;
        };
        let player = self.review.player;
        if let Some(at) = place
            .pin
            .and_then(|pin| self.review.story().get(pin).map(|moment| moment.at))
        {
            return player.command(PlaybackCommand::Jump(at));
        }
        if let Some(track) = self.track.get_untracked() {
            track
                .unchecked_ref::<web_sys::Element>()
                .set_pointer_capture(event.pointer_id())
                .ok();
        }
        self.dragging.set(true);
        player.hold(true);
        player.seek_to_part(place.part);
    }

    fn go_on(self, event: &ev::PointerEvent) {
        let place = self.place(event);
        if let (Some(place), true) = (place, self.dragging.get_untracked()) {
            self.review.player.seek_to_part(place.part);
        }
        self.hover.set(place);
    }

    fn release(self) {
        self.dragging.set(false);
        self.review.player.hold(false);
    }

    /// The other arrows are keys of the whole page.
    fn key(self, event: &ev::KeyboardEvent) {
        let millis = match event.key().as_str() {
            "ArrowUp" => 5_000,
            "ArrowDown" => -5_000,
            "PageUp" => 60_000,
            "PageDown" => -60_000,
            _ => return,
        };
        event.prevent_default();
        self.review.player.command(PlaybackCommand::SeekBy(millis));
    }
}

#[component]
fn Pins() -> impl IntoView {
    let review = expect_context::<Review>();
    let duration = review.player.duration();
    let current = Memo::new(move |_| story::current(&review.story(), review.player.playhead().get()));
    let story = review.story();
    let pins = story.iter().enumerate().map(|(index, moment)| {
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
                style:left=percent(moment.at, duration)
            ></span>
        }
    });
    view! { <div class="time-pins" aria-hidden="true">{pins.collect_view()}</div> }
}

/// What was not recorded, hatched; who was offline, bracketed.
#[component]
fn Stretches() -> impl IntoView {
    let review = expect_context::<Review>();
    let opened = review.opened();
    let (entries, duration) = (opened.timeline.entries(), opened.timeline.duration());
    let width = move |span: Span| percent(span.to - span.from, duration);
    let gaps = unrecorded_spans(entries).into_iter().map(|span| {
        view! { <span class="time-gap" style:left=percent(span.from, duration) style:width=width(span)></span> }
    });
    let offline = offline_spans(entries).into_iter().map(|offline| {
        let span = offline.span;
        view! {
            <span
                class="time-offline"
                data-ink=ink_of(offline.actor).to_string()
                style:left=percent(span.from, duration)
                style:width=width(span)
            ></span>
        }
    });
    (gaps.collect_view(), offline.collect_view())
}

#[component]
fn HoverWords(hover: RwSignal<Option<Hover>>) -> impl IntoView {
    let review = expect_context::<Review>();
    let words = move || {
        let hover = hover.get()?;
        if let Some(moment) = hover.pin.and_then(|pin| review.story().get(pin).cloned()) {
            let words = moment.words.chars().take(HOVER_CHARS).collect::<String>();
            return Some(format!("{} {words}", moment.at.clock()));
        }
        let at = Millis((review.player.duration().0 as f64 * hover.part) as u64);
        Some(at.clock())
    };
    let left = move || format!("{}%", fixed(hover.get().map_or(0.0, |hover| hover.part) * 100.0, 3));
    let side = move || match hover.get().map_or(0.5, |hover| hover.part) {
        part if part < 0.15 => "start",
        part if part > 0.85 => "end",
        _ => "middle",
    };
    view! {
        <div class="time-hover" aria-hidden="true" hidden=move || hover.get().is_none() data-side=side style:left=left>
            {words}
        </div>
    }
}

/// The nearest pin, if one is near.
fn pin_at(review: Review, x: f64, width: f64) -> Option<usize> {
    let (story, duration) = (review.story(), review.player.duration().0.max(1) as f64);
    let distance = |at: Millis| ((at.0 as f64 / duration).min(1.0) * width - x).abs();
    let near = story
        .iter()
        .enumerate()
        .map(|(index, moment)| (index, distance(moment.at)));
    near.filter(|(_, distance)| *distance <= PIN_NEAR_PX)
        .min_by(|one, other| one.1.total_cmp(&other.1))
        .map(|(index, _)| index)
}

/// A place on the bar.
fn percent(at: Millis, duration: Millis) -> String {
    format!(
        "{}%",
        fixed(at.0.min(duration.0) as f64 / duration.0.max(1) as f64 * 100.0, 4)
    )
}
