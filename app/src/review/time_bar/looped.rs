//! The stretch that is played again and again, on the bar: where it is, and a handle at each end.

use board::{limits::LOOP_MILLIS_MIN, moments::Span, time::Millis};
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::place::{of_moment, of_span};
use crate::review::{Review, bar::Bar};

/// How far an arrow moves a handle, in milliseconds; with Shift the second.
const STEP_MILLIS: (i64, i64) = (1_000, 10_000);

/// Which end.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum End {
    From,
    To,
}

impl End {
    fn of(self, span: Span) -> Millis {
        match self {
            End::From => span.from,
            End::To => span.to,
        }
    }

    /// With this end elsewhere, never past the other one.
    fn moved(self, span: Span, at: Millis) -> Span {
        let least = Millis(LOOP_MILLIS_MIN);
        match self {
            End::From => Span {
                from: at.min(span.to - least),
                ..span
            },
            End::To => Span {
                to: at.max(span.from + least),
                ..span
            },
        }
    }
}

/// The stretch itself; the handles stand beside the bar, not in it.
#[component]
pub(super) fn LoopedStretch() -> impl IntoView {
    let looped = expect_context::<Review>().player.looped();
    let window = expect_context::<Bar>().window();
    let place = Memo::new(move |_| of_span(window.get(), looped.get()?));
    view! {
        <div
            class="time-looped"
            hidden=move || place.read().is_none()
            style:left=move || place.get().map(|place| place.0)
            style:width=move || place.get().map(|place| place.1)
        ></div>
    }
}

/// A handle at each end. `track` is the bar they are dragged over.
#[component]
pub(super) fn LoopHandles(track: NodeRef<html::Div>) -> impl IntoView {
    let looped = expect_context::<Review>().player.looped();
    let is_looping = Memo::new(move |_| looped.get().is_some());
    view! {
        <Show when=move || is_looping.get()>
            <Handle end=End::From track />
            <Handle end=End::To track />
        </Show>
    }
}

#[component]
fn Handle(end: End, track: NodeRef<html::Div>) -> impl IntoView {
    let player = expect_context::<Review>().player;
    let bar = expect_context::<Bar>();
    let (window, looped) = (bar.window(), player.looped());
    let at = Memo::new(move |_| looped.get().map(|span| end.of(span)).unwrap_or_default());
    let place = Memo::new(move |_| of_moment(window.get(), at.get()));
    let dragging = RwSignal::new(false);
    let move_to = move |at: Millis| {
        if let Some(span) = looped.get_untracked() {
            bar.loop_over(Some(end.moved(span, at)));
        }
    };
    let press = move |event: ev::PointerEvent| {
        event.prevent_default();
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(target) = target {
            target.set_pointer_capture(event.pointer_id()).ok();
            target.focus().ok();
        }
        dragging.set(true);
        player.hold(true);
    };
    let go_on = move |event: ev::PointerEvent| {
        if let Some(track) = track.get_untracked().filter(|_| dragging.get_untracked()) {
            let bounds = track.get_bounding_client_rect();
            let part = (f64::from(event.client_x()) - bounds.left()) / bounds.width().max(1.0);
            move_to(window.get_untracked().at(part));
        }
    };
    let release = move |_| {
        dragging.set(false);
        player.hold(false);
    };
    let key = move |event: ev::KeyboardEvent| {
        let step = if event.shift_key() {
            STEP_MILLIS.1
        } else {
            STEP_MILLIS.0
        };
        let by = match event.key().as_str() {
            "ArrowLeft" | "ArrowDown" => -step,
            "ArrowRight" | "ArrowUp" => step,
            "Delete" | "Backspace" => {
                event.prevent_default();
                return bar.loop_over(None);
            }
            _ => return,
        };
        event.prevent_default();
        move_to(Millis(at.get_untracked().0.saturating_add_signed(by)));
    };
    let label = match end {
        End::From => "Beginning of the loop",
        End::To => "End of the loop",
    };
    view! {
        <div
            class="time-handle"
            data-end=if end == End::From { "from" } else { "to" }
            role="slider"
            tabindex="0"
            aria-label=label
            aria-valuemin="0"
            aria-valuemax=(player.duration().0 / 1_000).to_string()
            aria-valuenow=move || (at.get().0 / 1_000).to_string()
            aria-valuetext=move || at.get().clock()
            hidden=move || place.read().is_none()
            style:left=place
            on:pointerdown=press
            on:pointermove=go_on
            on:pointerup=release
            on:pointercancel=release
            on:keydown=key
        ></div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_never_passes_the_other() {
        let span = |from, to| Span {
            from: Millis(from),
            to: Millis(to),
        };
        let looped = span(5_000, 9_000);
        assert_eq!(End::From.moved(looped, Millis(20_000)), span(8_800, 9_000));
        assert_eq!(End::From.moved(looped, Millis(0)), span(0, 9_000));
        assert_eq!(End::To.moved(looped, Millis(0)), span(5_000, 5_200));
    }
}
