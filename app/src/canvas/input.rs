//! The last place that knows the DOM's pointers: mouse, pen and fingers become `PointerInput` in board units, or move the
//! camera (wheel, middle button, space, two fingers).

mod exact;
mod fingers;

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use board::{
    scene::Camera,
    tool::{Modifiers, Phase, PointerInput, PointerKind, PointerSample},
};
use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo_timers::callback::Timeout;
use kurbo::{Point, Vec2};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlCanvasElement, KeyboardEvent, MouseEvent, WheelEvent};

use self::{
    exact::{ExactPointer, coalesced},
    fingers::Fingers,
};
use super::MenuAsked;
use crate::live::Live;

/// A second press within this time and distance makes a double click.
const DOUBLE_MILLIS: f64 = 400.0;
const DOUBLE_PX: f64 = 8.0;
/// Zoom per CSS pixel of a wheel with the control key, as browsers send pinches of a touch pad.
const ZOOM_PER_PX: f64 = 0.0025;
/// How far a lone finger moves before it draws.
const WAITING_PX: f64 = 4.0;
/// How long a finger rests to ask for the menu, in milliseconds.
const RESTING_MILLIS: u32 = 500;
/// How near to something a menu is about it, in CSS pixels: for fingers, and for what is exact.
const MENU_REACH_PX: (f64, f64) = (14.0, 6.0);
const MIDDLE_BUTTON: i16 = 1;
const ERASER_BUTTON: i16 = 5;

/// Listens while it lives.
pub(super) struct Input {
    surface: HtmlCanvasElement,
    camera: Live<Camera>,
    on_pointer: Option<UnsyncCallback<PointerInput>>,
    on_menu: Option<UnsyncCallback<MenuAsked>>,
    own: Weak<Input>,
    /// Runs while a finger waits.
    resting: RefCell<Option<Timeout>>,
    /// Whether the drawing is being dragged; the cursor shows it.
    panning: RwSignal<bool>,
    held: Cell<Held>,
    /// The press of a waiting finger.
    waiting: RefCell<Option<ExactPointer>>,
    fingers: RefCell<Fingers>,
    space_is_down: Cell<bool>,
    /// Once a pen was seen, fingers only pan and zoom: a resting palm draws nothing.
    pen_was_seen: Cell<bool>,
    last_press: Cell<Option<(f64, Point)>>,
    /// Time of the last sample that was handed on, in whole milliseconds after `time_stamp`'s origin.
    last_sample_millis: Cell<f64>,
    listeners: RefCell<Vec<EventListener>>,
}

/// What a pressed pointer is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Held {
    #[default]
    Nothing,
    /// A finger that may be the first of two; the tool learns of it when it moves on or lifts.
    Waiting { pointer: i32, at: Point },
    /// The tool has it.
    Drawing { pointer: i32 },
    /// It drags the drawing; the last place in CSS pixels.
    Panning { pointer: i32, last: Point },
}

impl Input {
    /// Listens on a canvas.
    pub(super) fn listen(
        surface: &HtmlCanvasElement,
        camera: Live<Camera>,
        (on_pointer, on_menu): (Option<UnsyncCallback<PointerInput>>, Option<UnsyncCallback<MenuAsked>>),
        panning: RwSignal<bool>,
    ) -> Rc<Input> {
        let input = Rc::new_cyclic(|own| Input {
            surface: surface.clone(),
            camera,
            on_pointer,
            on_menu,
            own: Weak::clone(own),
            resting: RefCell::default(),
            panning,
            held: Cell::default(),
            waiting: RefCell::default(),
            fingers: RefCell::default(),
            space_is_down: Cell::new(false),
            pen_was_seen: Cell::new(false),
            last_press: Cell::new(None),
            last_sample_millis: Cell::new(0.0),
            listeners: RefCell::default(),
        });
        input.on(surface, "pointerdown", Input::pressed);
        input.on(surface, "pointermove", Input::moved);
        input.on(surface, "pointerup", Input::released);
        input.on(surface, "pointercancel", Input::taken);
        input.on(surface, "lostpointercapture", Input::taken);
        input.on(surface, "contextmenu", Input::menu_was_asked);
        input.on(surface, "wheel", Input::wheeled);
        // The middle button must not start the browser's own scrolling.
        input.on(surface, "mousedown", |_, event: &MouseEvent| event.prevent_default());
        input.on(&window(), "keydown", Input::key_went_down);
        input.on(&window(), "keyup", Input::key_came_up);
        input.on(&window(), "blur", |input, _: &Event| input.space_is_down.set(false));
        input
    }

    fn on<E: JsCast + 'static>(
        self: &Rc<Self>,
        target: &web_sys::EventTarget,
        name: &'static str,
        handle: impl Fn(&Input, &E) + 'static,
    ) {
        let own = Rc::downgrade(self);
        let options = EventListenerOptions {
            phase: EventListenerPhase::Bubble,
            passive: false,
        };
        let listener = EventListener::new_with_options(target, name, options, move |event| {
            if let Some(input) = own.upgrade() {
                handle(&input, event.unchecked_ref());
            }
        });
        self.listeners.borrow_mut().push(listener);
    }

    fn pressed(&self, event: &ExactPointer) {
        let at = self.place(event);
        let is_touch = event.pointer_type() == "touch";
        if event.pointer_type() == "pen" {
            self.pen_was_seen.set(true);
        }
        // Keys go where one has just been working.
        if let Some(host) = self
            .surface
            .parent_element()
            .and_then(|host| host.dyn_into::<web_sys::HtmlElement>().ok())
        {
            host.focus().ok();
        }
        if is_touch {
            self.fingers.borrow_mut().put(event.pointer_id(), at);
            if self.fingers.borrow().count() > 1 {
                self.abort();
                return;
            }
        }
        let button = event.button();
        let pans = button == MIDDLE_BUTTON
            || self.space_is_down.get()
            || self.on_pointer.is_none()
            || (is_touch && self.pen_was_seen.get());
        let draws = button == 0 || button == ERASER_BUTTON;
        if self.held.get() != Held::Nothing || !(pans || draws) {
            return;
        }
        let pointer = event.pointer_id();
        self.surface.set_pointer_capture(pointer).ok();
        if pans {
            self.held.set(Held::Panning { pointer, last: at });
            self.panning.set(true);
        } else if is_touch {
            self.held.set(Held::Waiting { pointer, at });
            *self.waiting.borrow_mut() = Some(event.again());
            *self.resting.borrow_mut() = self.on_menu.map(|_| self.rest(pointer));
        } else {
            self.draw_from(event);
        }
    }

    fn draw_from(&self, event: &ExactPointer) {
        self.held.set(Held::Drawing {
            pointer: event.pointer_id(),
        });
        self.send(
            Phase::Down,
            event,
            self.is_double(event.time_stamp(), self.place(event)),
        );
    }

    /// Waits whether a finger rests where it was put down.
    fn rest(&self, pointer: i32) -> Timeout {
        let own = Weak::clone(&self.own);
        Timeout::new(RESTING_MILLIS, move || {
            let Some(input) = own.upgrade() else { return };
            if let Held::Waiting { pointer: waiting, at } = input.held.get()
                && waiting == pointer
            {
                // It has done what it was put down for.
                input.held.set(Held::Nothing);
                input.waiting.borrow_mut().take();
                input.ask_menu(at, MENU_REACH_PX.0);
            }
        })
    }

    /// The right button, or what a system has instead of it. Fingers have asked by resting.
    fn menu_was_asked(&self, event: &MouseEvent) {
        if self.on_menu.is_none() {
            return;
        }
        event.prevent_default();
        let is_finger = event
            .dyn_ref::<web_sys::PointerEvent>()
            .is_some_and(|event| event.pointer_type() == "touch");
        if !is_finger {
            self.abort();
            let page = Point::new(f64::from(event.client_x()), f64::from(event.client_y()));
            self.ask_menu(page - self.corner(), MENU_REACH_PX.1);
        }
    }

    fn ask_menu(&self, at: Point, reach_px: f64) {
        let Some(on_menu) = self.on_menu else { return };
        let camera = self.camera.get_untracked();
        on_menu.run(MenuAsked {
            page: at + self.corner(),
            at: camera.to_board(at),
            reach: reach_px / camera.zoom,
        });
    }

    /// The waiting finger turned out to be alone.
    fn stop_waiting(&self) {
        self.resting.borrow_mut().take();
        let press = self.waiting.borrow_mut().take();
        if let Some(press) = press {
            self.draw_from(&press);
        }
    }

    fn moved(&self, event: &ExactPointer) {
        let at = self.place(event);
        if let Some((pan, zoom, about)) = self.fingers.borrow_mut().go(event.pointer_id(), at) {
            self.camera
                .update(|camera| *camera = camera.panned(pan).zoomed_about(about, zoom));
            return;
        }
        if let Held::Waiting { pointer, at: pressed } = self.held.get()
            && pointer == event.pointer_id()
            && pressed.distance(at) > WAITING_PX
        {
            self.stop_waiting();
        }
        match self.held.get() {
            Held::Panning { pointer, last } if pointer == event.pointer_id() => {
                self.held.set(Held::Panning { pointer, last: at });
                self.camera.update(|camera| *camera = camera.panned(at - last));
            }
            Held::Drawing { pointer } if pointer == event.pointer_id() => self.send(Phase::Move, event, false),
            Held::Nothing if event.buttons() == 0 => self.send(Phase::Hover, event, false),
            Held::Panning { .. } | Held::Drawing { .. } | Held::Waiting { .. } | Held::Nothing => {}
        }
    }

    fn released(&self, event: &ExactPointer) {
        self.fingers.borrow_mut().lift(event.pointer_id());
        if matches!(self.held.get(), Held::Waiting { pointer, .. } if pointer == event.pointer_id()) {
            self.stop_waiting();
        }
        match self.held.get() {
            Held::Drawing { pointer } if pointer == event.pointer_id() => {
                self.held.set(Held::Nothing);
                self.send(Phase::Up, event, false);
            }
            Held::Panning { pointer, .. } if pointer == event.pointer_id() => {
                self.held.set(Held::Nothing);
                self.panning.set(false);
            }
            Held::Drawing { .. } | Held::Panning { .. } | Held::Waiting { .. } | Held::Nothing => {}
        }
    }

    /// The browser took the pointer away.
    fn taken(&self, event: &ExactPointer) {
        self.fingers.borrow_mut().lift(event.pointer_id());
        let is_ours = match self.held.get() {
            Held::Drawing { pointer } | Held::Panning { pointer, .. } | Held::Waiting { pointer, .. } => {
                pointer == event.pointer_id()
            }
            Held::Nothing => false,
        };
        if is_ours {
            self.abort();
        }
    }

    fn abort(&self) {
        let held = self.held.replace(Held::Nothing);
        self.waiting.borrow_mut().take();
        self.resting.borrow_mut().take();
        self.panning.set(false);
        if let Held::Drawing { .. } = held
            && let Some(on_pointer) = self.on_pointer
        {
            on_pointer.run(PointerInput {
                phase: Phase::Abort,
                samples: Vec::new(),
                has_pressure: false,
                modifiers: Modifiers::default(),
                kind: PointerKind::Mouse,
                double: false,
                eraser_button: false,
            });
        }
    }

    fn wheeled(&self, event: &WheelEvent) {
        event.prevent_default();
        let unit = match event.delta_mode() {
            WheelEvent::DOM_DELTA_LINE => 20.0,
            WheelEvent::DOM_DELTA_PAGE => 400.0,
            _ => 1.0,
        };
        let mut by = Vec2::new(event.delta_x(), event.delta_y()) * unit;
        if event.ctrl_key() || event.meta_key() {
            let rect = self.surface.get_bounding_client_rect();
            let about = Point::new(
                f64::from(event.client_x()) - rect.left(),
                f64::from(event.client_y()) - rect.top(),
            );
            // A notch of a mouse wheel is much more than a step of a pinch.
            let factor = (-by.y.clamp(-100.0, 100.0) * ZOOM_PER_PX).exp();
            self.camera
                .update(|camera| *camera = camera.zoomed_about(about, factor));
            return;
        }
        if event.shift_key() && by.x == 0.0 {
            by = Vec2::new(by.y, 0.0);
        }
        self.camera.update(|camera| *camera = camera.panned(-by));
    }

    fn key_went_down(&self, event: &KeyboardEvent) {
        match event.key().as_str() {
            "Escape" => self.abort(),
            " " if !takes_keys(event) => {
                self.space_is_down.set(true);
                event.prevent_default();
            }
            _ => {}
        }
    }

    fn key_came_up(&self, event: &KeyboardEvent) {
        if event.key() == " " {
            self.space_is_down.set(false);
        }
    }

    fn send(&self, phase: Phase, event: &ExactPointer, double: bool) {
        let Some(on_pointer) = self.on_pointer else { return };
        let kind = match event.pointer_type().as_str() {
            "pen" => PointerKind::Pen,
            "touch" => PointerKind::Touch,
            _ => PointerKind::Mouse,
        };
        if matches!(phase, Phase::Down | Phase::Hover) {
            self.last_sample_millis.set(event.time_stamp().round());
        }
        let corner = self.corner();
        let camera = self.camera.get_untracked();
        let has_pressure = kind == PointerKind::Pen;
        let sample = |event: &ExactPointer| PointerSample {
            at: camera.to_board(Point::new(event.client_x(), event.client_y()) - corner),
            pressure: if has_pressure {
                (f64::from(event.pressure()) * 255.0).round() as u8
            } else {
                128
            },
            dt_millis: self.elapsed(event.time_stamp()),
        };
        let samples = match phase {
            Phase::Move => coalesced(event).iter().map(sample).collect(),
            Phase::Hover | Phase::Down | Phase::Up | Phase::Abort => vec![sample(event)],
        };
        on_pointer.run(PointerInput {
            phase,
            samples,
            has_pressure,
            modifiers: Modifiers {
                shift: event.shift_key(),
                ctrl: event.ctrl_key() || event.meta_key(),
                alt: event.alt_key(),
            },
            kind,
            double,
            // 32 among the buttons is the pen's other end.
            eraser_button: event.button() == ERASER_BUTTON || event.buttons() & 32 != 0,
        });
    }

    /// Whole milliseconds since the last sample. What rounding takes is made good at the next one.
    fn elapsed(&self, time_stamp: f64) -> u16 {
        let elapsed = (time_stamp - self.last_sample_millis.get())
            .round()
            .clamp(0.0, f64::from(u16::MAX));
        self.last_sample_millis.set(self.last_sample_millis.get() + elapsed);
        elapsed as u16
    }

    fn is_double(&self, time_stamp: f64, at: Point) -> bool {
        let is_double = self
            .last_press
            .get()
            .is_some_and(|(last, place)| time_stamp - last < DOUBLE_MILLIS && place.distance(at) < DOUBLE_PX);
        // A third press begins anew.
        self.last_press.set((!is_double).then_some((time_stamp, at)));
        is_double
    }

    fn corner(&self) -> Vec2 {
        let rect = self.surface.get_bounding_client_rect();
        Vec2::new(rect.left(), rect.top())
    }

    /// In CSS pixels of the surface.
    fn place(&self, event: &ExactPointer) -> Point {
        Point::new(event.client_x(), event.client_y()) - self.corner()
    }
}

/// Whether a key belongs to what has the focus: a text, or a button that the space key presses.
fn takes_keys(event: &KeyboardEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|target| {
        target
            .closest("input, textarea, select, button, a, summary, [contenteditable], [role=button], [role=slider]")
            .is_ok_and(|found| found.is_some())
    })
}
