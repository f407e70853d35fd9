//! The stretch that is played again and again, on the bar: where it is, and a handle at each end.

use board::{limits::LOOP_MILLIS_MIN, moments::Span, time::Millis};
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::place::{of_moment, of_span};
use crate::review::{Review, bar::Bar, player::Player};

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

/// What a pointer or a key does with one end.
#[derive(Clone, Copy)]
struct Holding {
    end: End,
    player: Player,
    bar: Bar,
    track: NodeRef<html::Div>,
    dragging: RwSignal<bool>,
}

impl Holding {
    fn at(self) -> Option<Millis> {
        self.player.looped().get().map(|span| self.end.of(span))
    }

    fn move_to(self, at: Millis) {
        if let Some(span) = self.player.looped().get_untracked() {
            self.bar.loop_over(Some(self.end.moved(span, at)));
        }
    }

    fn press(self, event: &ev::PointerEvent) {
        event.prevent_default();
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(target) = target {
            target.set_pointer_capture(event.pointer_id()).ok();
            target.focus().ok();
        }
        self.dragging.set(true);
        self.player.hold(true);
    }

    fn go_on(self, event: &ev::PointerEvent) {
        let track = self.track.get_untracked().filter(|_| self.dragging.get_untracked());
        if let Some(track) = track {
            let bounds = track.get_bounding_client_rect();
            let part = (f64::from(event.client_x()) - bounds.left()) / bounds.width().max(1.0);
            self.move_to(self.bar.window().get_untracked().at(part));
        }
    }

    fn release(self) {
        self.dragging.set(false);
        self.player.hold(false);
    }

    fn key(self, event: &ev::KeyboardEvent) {
        let step = if event.shift_key() {
            STEP_MILLIS.1
        } else {
            STEP_MILLIS.0
        };
        let by = match event.key().as_str() {
            "ArrowLeft" | "ArrowDown" => Some(-step),
            "ArrowRight" | "ArrowUp" => Some(step),
            "Delete" | "Backspace" => None,
            _ => return,
        };
        event.prevent_default();
        let at = self.player.looped().get_untracked().map(|span| self.end.of(span));
        match (by, at) {
            (Some(by), Some(at)) => self.move_to(Millis(at.0.saturating_add_signed(by))),
            (None, _) => self.bar.loop_over(None),
            (Some(_), None) => {}
        }
    }
}

#[component]
fn Handle(end: End, track: NodeRef<html::Div>) -> impl IntoView {
    let holding = Holding {
        end,
        player: expect_context::<Review>().player,
        bar: expect_context(),
        track,
        dragging: RwSignal::new(false),
    };
    let (player, window) = (holding.player, holding.bar.window());
    // It may be taken away under a hand.
    on_cleanup(move || player.hold(false));
    let at = Memo::new(move |_| holding.at().unwrap_or_default());
    let place = Memo::new(move |_| of_moment(window.get(), at.get()));
    let (key, label) = match end {
        End::From => ("from", "Beginning of the loop"),
        End::To => ("to", "End of the loop"),
    };
    view! {
        <div
            class="time-handle"
            data-end=key
            role="slider"
            tabindex="0"
            aria-label=label
            aria-valuemin="0"
            aria-valuemax=(player.duration().0 / 1_000).to_string()
            aria-valuenow=move || (at.get().0 / 1_000).to_string()
            aria-valuetext=move || at.get().clock()
            hidden=move || place.read().is_none()
            style:left=place
            on:pointerdown=move |event| holding.press(&event)
            on:pointermove=move |event| holding.go_on(&event)
            on:pointerup=move |_| holding.release()
            on:pointercancel=move |_| holding.release()
            on:keydown=move |event| holding.key(&event)
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
