//! What pointers do on the bar: one goes to the moment under it, at once and as long as it is down; with Shift it marks a stretch;
//! two fingers zoom. A pin that is pressed is gone to exactly. The wheel zooms, sideways it moves.

use board::{
    moments::Span,
    playback::{PlaybackCommand, Window},
    time::Millis,
};
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::WheelEvent;

use super::pins::pin_at;
use crate::review::{Review, bar::Bar, notes::ReviewNotes};

/// The height in which pins stand, in CSS pixels.
const PIN_ROW_PX: f64 = 20.0;
/// Zoom per CSS pixel of the wheel; pinches of a touch pad come as smaller steps with the control key.
const WHEEL_ZOOM: f64 = 0.002;
const PINCH_ZOOM: f64 = 0.01;
/// CSS pixels of a wheel that counts in lines.
const LINE_PX: f64 = 20.0;
/// How far a pointer that presses a pin may move and only press it, in CSS pixels.
const PRESS_PX: f64 = 4.0;
/// How near two fingers count as, in CSS pixels: below it they tell no direction.
const FINGERS_PX_MIN: f64 = 16.0;

/// Where a pointer is over the bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Hover {
    /// From 0 to 1, in the stretch in view.
    pub(super) part: f64,
    /// The moment there.
    pub(super) at: Millis,
    /// The pin it is on.
    pub(super) pin: Option<usize>,
    /// Whether what is there may be covered by a finger.
    pub(super) is_finger: bool,
}

/// What a pointer is doing.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Grip {
    /// Nothing.
    Free,
    /// It holds the thumb.
    Thumb,
    /// It marks a stretch that began there.
    Stretch(Millis),
    /// Two of them zoom.
    Pinch,
    /// It holds the pin of a note, which goes along with it.
    Note,
}

/// The pointers on one bar.
#[derive(Clone, Copy)]
pub(super) struct Hand {
    review: Review,
    notes: ReviewNotes,
    bar: Bar,
    track: NodeRef<html::Div>,
    pub(super) hover: RwSignal<Option<Hover>>,
    pub(super) grip: RwSignal<Grip>,
    /// Pointers that are down, with their place across.
    down: StoredValue<Vec<(i32, f64)>>,
}

impl Hand {
    /// On a bar that is at a place of the page.
    pub(super) fn new(track: NodeRef<html::Div>) -> Hand {
        Hand {
            review: expect_context(),
            notes: expect_context(),
            bar: expect_context(),
            track,
            hover: RwSignal::new(None),
            grip: RwSignal::new(Grip::Free),
            down: StoredValue::new(Vec::new()),
        }
    }

    fn window(self) -> Window {
        self.bar.window().get_untracked()
    }

    fn place(self, event: &ev::PointerEvent) -> Option<Hover> {
        let bounds = self.track.get_untracked()?.get_bounding_client_rect();
        let (x, width) = (f64::from(event.client_x()) - bounds.left(), bounds.width().max(1.0));
        let is_on_pins = f64::from(event.client_y()) - bounds.top() < PIN_ROW_PX;
        let pin = is_on_pins
            .then(|| pin_at(self.review, self.window(), x, width))
            .flatten();
        let part = (x / width).clamp(0.0, 1.0);
        Some(Hover {
            part,
            at: self.window().at(part),
            pin,
            is_finger: event.pointer_type() == "touch",
        })
    }

    pub(super) fn press(self, event: &ev::PointerEvent) {
        let Some(place) = self.place(event).filter(|_| event.button() == 0) else {
            return;
        };
        if let Some(track) = self.track.get_untracked() {
            track
                .unchecked_ref::<web_sys::Element>()
                .set_pointer_capture(event.pointer_id())
                .ok();
        }
        let n_down = self.down.try_update_value(|down| {
            // The first of them knows of no other; where one was lost, it is gone.
            down.retain(|(id, _)| *id != event.pointer_id() && !event.is_primary());
            down.push((event.pointer_id(), f64::from(event.client_x())));
            down.len()
        });
        let player = self.review.player;
        if n_down == Some(2) {
            self.grip.set(Grip::Pinch);
            return;
        }
        let moment = place.pin.and_then(|pin| self.review.story_now().get(pin).cloned());
        if let Some(moment) = moment {
            if let Some(note) = moment.note {
                self.grip.set(Grip::Note);
                self.notes.hold(note.id);
            }
            return player.command(PlaybackCommand::Jump(moment.at));
        }
        player.hold(true);
        if event.shift_key() {
            self.grip.set(Grip::Stretch(place.at));
        } else {
            self.grip.set(Grip::Thumb);
            player.command(PlaybackCommand::Seek(place.at));
        }
    }

    pub(super) fn go_on(self, event: &ev::PointerEvent) {
        let Some(place) = self.place(event) else { return };
        match self.grip.get_untracked() {
            Grip::Free => {}
            Grip::Thumb => self.review.player.command(PlaybackCommand::Seek(place.at)),
            Grip::Stretch(from) => self.bar.loop_over(Some(Span { from, to: place.at })),
            Grip::Pinch => self.pinch(event),
            Grip::Note => {
                let pressed = self.down.with_value(|down| down.first().map(|(_, x)| *x));
                let is_far = pressed.is_none_or(|x| (f64::from(event.client_x()) - x).abs() > PRESS_PX);
                if is_far || self.notes.is_dragging() {
                    self.notes.drag(place.at);
                }
            }
        }
        self.hover.set(Some(place));
    }

    pub(super) fn release(self, event: &ev::PointerEvent) {
        self.down
            .try_update_value(|down| down.retain(|(id, _)| *id != event.pointer_id()));
        if self.grip.get_untracked() == Grip::Note {
            self.notes.let_go();
        }
        // After a pinch the finger that stays holds nothing.
        self.grip.set(Grip::Free);
        self.review.player.hold(false);
        if event.pointer_type() == "touch" {
            self.hover.set(None);
        }
    }

    pub(super) fn leave(self) {
        self.hover.set(None);
    }

    /// What was under two fingers stays under them.
    fn pinch(self, event: &ev::PointerEvent) {
        let Some(bounds) = self.track.get_untracked().map(|track| track.get_bounding_client_rect()) else {
            return;
        };
        let before = self.down.get_value();
        self.down.try_update_value(|down| {
            for (_, x) in down.iter_mut().filter(|(id, _)| *id == event.pointer_id()) {
                *x = f64::from(event.client_x());
            }
        });
        let after = self.down.get_value();
        let ([(_, a), (_, b)], [(_, c), (_, d)]) = (before.as_slice(), after.as_slice()) else {
            return;
        };
        let distance = |one: f64, other: f64| (one - other).abs().max(FINGERS_PX_MIN);
        let part = |one: f64, other: f64| ((one + other) / 2.0 - bounds.left()) / bounds.width().max(1.0);
        let window = self.window();
        let at = window.at(part(*a, *b));
        let zoomed = window.zoomed(at, distance(*c, *d) / distance(*a, *b));
        let length = (zoomed.span().to - zoomed.span().from).0 as f64;
        self.bar
            .show(zoomed.moved(((zoomed.part_of(at) - part(*c, *d)) * length) as i64));
    }

    pub(super) fn wheel(self, event: &WheelEvent) {
        let Some(bounds) = self.track.get_untracked().map(|track| track.get_bounding_client_rect()) else {
            return;
        };
        event.prevent_default();
        let unit = if event.delta_mode() == WheelEvent::DOM_DELTA_PIXEL {
            1.0
        } else {
            LINE_PX
        };
        let (across, down) = (event.delta_x() * unit, event.delta_y() * unit);
        let window = self.window();
        // Shift turns a wheel sideways, in some browsers by itself.
        let sideways = if event.shift_key() && across == 0.0 {
            down
        } else {
            across
        };
        if event.shift_key() || across.abs() > down.abs() {
            let length = (window.span().to - window.span().from).0 as f64;
            return self
                .bar
                .show(window.moved((sideways / bounds.width().max(1.0) * length) as i64));
        }
        let part = (f64::from(event.client_x()) - bounds.left()) / bounds.width().max(1.0);
        let rate = if event.ctrl_key() { PINCH_ZOOM } else { WHEEL_ZOOM };
        self.bar.show(window.zoomed(window.at(part), (-down * rate).exp()));
    }

    /// The other arrows are keys of the whole page.
    pub(super) fn key(self, event: &ev::KeyboardEvent) {
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
