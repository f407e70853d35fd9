//! A lone finger that has not moved yet: it may be the first of two, begin to draw, or rest until it asks for a menu.

use std::rc::Weak;

use board::tool::Phase;
use gloo_timers::callback::Timeout;
use kurbo::{Point, Vec2};
use leptos::prelude::*;
use web_sys::{MouseEvent, MouseEventInit};

use super::{Held, Input, exact::ExactPointer};
use crate::canvas::MenuAsked;

/// How long a finger rests before it asks for a menu.
const LONG_PRESS_MILLIS: u32 = 500;
/// How near to something a menu is about it, in CSS pixels: for fingers, and for what is exact.
const FINGER_REACH_PX: f64 = 14.0;
const REACH_PX: f64 = 6.0;
/// Between a finger and the menu it asked for, in CSS pixels.
const BESIDE_FINGER: Vec2 = Vec2::new(16.0, 16.0);
/// In which time after that the browser may have the same idea.
const SAME_PRESS_MILLIS: f64 = 1_500.0;

impl Input {
    /// The waiting finger turned out to be alone and to draw.
    pub(super) fn stop_waiting(&self) {
        self.long_press.borrow_mut().take();
        let waited = std::mem::take(&mut *self.waiting.borrow_mut());
        if let Some((press, moves)) = waited.split_first() {
            self.draw_from(press);
            for event in moves {
                self.send(Phase::Move, event, false);
            }
        }
    }

    pub(super) fn wait_for_long_press(&self) {
        let own = Weak::clone(&self.own);
        let rested = Timeout::new(LONG_PRESS_MILLIS, move || {
            if let Some(input) = own.upgrade() {
                input.ask_for_menu();
            }
        });
        *self.long_press.borrow_mut() = Some(rested);
    }

    /// A finger that rests means what the right button means; iOS does not say so itself.
    pub(super) fn ask_for_menu(&self) {
        let press = self.waiting.borrow().first().map(ExactPointer::again);
        let Some(press) = press else { return };
        self.abort();
        self.menu_asked_millis.set(now_millis());
        let wanted = MouseEventInit::new();
        wanted.set_bubbles(true);
        wanted.set_cancelable(true);
        wanted.set_client_x(press.client_x().round() as i32);
        wanted.set_client_y(press.client_y().round() as i32);
        wanted.set_button(2);
        if let Ok(event) = MouseEvent::new_with_mouse_event_init_dict("contextmenu", &wanted) {
            self.surface.dispatch_event(&event).ok();
        }
    }

    /// A menu is asked for: by the right button, or by a long press, which the browser may notice as well.
    pub(super) fn menu_asked(&self, event: &MouseEvent) {
        if event.is_trusted() && now_millis() - self.menu_asked_millis.get() < SAME_PRESS_MILLIS {
            event.prevent_default();
            event.stop_immediate_propagation();
            return;
        }
        let is_finger = matches!(self.held.get(), Held::Waiting { .. }) || !event.is_trusted();
        let Some(on_menu) = self.on_menu else {
            if is_finger {
                self.abort();
            }
            return;
        };
        event.prevent_default();
        self.abort();
        let page = Point::new(f64::from(event.client_x()), f64::from(event.client_y()));
        let camera = self.camera.get_untracked();
        let reach_px = if is_finger { FINGER_REACH_PX } else { REACH_PX };
        // Beside the finger, so that lifting it chooses nothing.
        let aside = if is_finger { BESIDE_FINGER } else { Vec2::ZERO };
        on_menu.run(MenuAsked {
            page: page + aside,
            at: camera.to_board(page - self.corner()),
            reach: reach_px / camera.zoom,
        });
    }
}

/// On the clock of events.
pub(super) fn now_millis() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}
