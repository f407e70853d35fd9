//! The last place that knows the DOM's pointers: mouse, pen and fingers become `PointerInput` in board units, or move the
//! camera (wheel, middle button, space, two fingers).

mod exact;
mod fingers;
mod gathering;
mod middle;
mod resting;
mod still;
mod telling;

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use board::{
    geometry::between,
    scene::Camera,
    tool::{Phase, PointerInput},
};
use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo_timers::callback::Timeout;
use kurbo::{Point, Vec2};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlCanvasElement, KeyboardEvent, MouseEvent, WheelEvent};

use self::{exact::ExactPointer, fingers::Fingers, still::Rest};
use super::{MenuAsked, tail::Tail};
use crate::live::Live;

/// A second press within this time and distance makes a double click.
const DOUBLE_MILLIS: f64 = 400.0;
const DOUBLE_PX: f64 = 8.0;
/// Zoom per CSS pixel of a wheel with the control key, as browsers send pinches of a touch pad.
const ZOOM_PER_PX: f64 = 0.0025;
/// How far a lone finger moves before it draws.
const WAITING_PX: f64 = 4.0;
const MIDDLE_BUTTON: i16 = 1;
const ERASER_BUTTON: i16 = 5;

/// Listens while it lives.
pub(super) struct Input {
    surface: HtmlCanvasElement,
    camera: Live<Camera>,
    on_pointer: Option<UnsyncCallback<PointerInput>>,
    on_menu: Option<UnsyncCallback<MenuAsked>>,
    /// Whether the drawing is being dragged; the cursor shows it.
    panning: RwSignal<bool>,
    held: Cell<Held>,
    /// What a waiting finger did so far, the press first.
    waiting: RefCell<Vec<ExactPointer>>,
    long_press: RefCell<Option<Timeout>>,
    /// Runs out when a pressed pointer has not moved for a while.
    still: RefCell<Option<Rest>>,
    /// When a long press last asked for a menu.
    menu_asked_millis: Cell<f64>,
    /// Where a stroke is going, for the painter.
    tail: Rc<Tail>,
    own: Weak<Input>,
    fingers: RefCell<Fingers>,
    space_is_down: Cell<bool>,
    /// Whether the last press anywhere was the middle button's, and no key since.
    middle_was_last: Cell<bool>,
    /// Once a pen was seen, fingers only pan and zoom: a resting palm draws nothing.
    pen_was_seen: Cell<bool>,
    pen_is_down: Cell<bool>,
    last_press: Cell<Option<(f64, Point)>>,
    /// Where the surface is, while a pointer is held.
    corner_in_gesture: Cell<Option<Vec2>>,
    /// Time of the last sample that was handed on, in whole milliseconds after `time_stamp`'s origin.
    last_sample_millis: Cell<f64>,
    listeners: RefCell<Vec<EventListener>>,
    /// Moves that wait for the next frame.
    gathered: RefCell<Option<PointerInput>>,
    ask_frame: Box<dyn Fn()>,
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
        (tail, ask_frame): (Rc<Tail>, Box<dyn Fn()>),
    ) -> Rc<Input> {
        let input = Rc::new_cyclic(|own| Input {
            surface: surface.clone(),
            camera,
            on_pointer,
            on_menu,
            panning,
            held: Cell::default(),
            waiting: RefCell::default(),
            long_press: RefCell::default(),
            still: RefCell::default(),
            menu_asked_millis: Cell::new(f64::NEG_INFINITY),
            tail,
            own: Weak::clone(own),
            fingers: RefCell::default(),
            space_is_down: Cell::new(false),
            middle_was_last: Cell::new(false),
            pen_was_seen: Cell::new(false),
            pen_is_down: Cell::new(false),
            last_press: Cell::new(None),
            corner_in_gesture: Cell::new(None),
            last_sample_millis: Cell::new(0.0),
            listeners: RefCell::default(),
            gathered: RefCell::default(),
            ask_frame,
        });
        input.on(surface, "pointerdown", Input::pressed);
        input.on(surface, "pointermove", Input::moved);
        input.on(surface, "pointerup", Input::released);
        input.on(surface, "pointercancel", Input::taken);
        input.on(surface, "lostpointercapture", Input::taken);
        input.on(surface, "contextmenu", Input::menu_asked);
        input.on(surface, "wheel", Input::wheeled);
        // The middle button must not start the browser's own scrolling.
        input.on(surface, "mousedown", |_, event: &MouseEvent| event.prevent_default());
        input.refuse_middle_paste();
        input.on_at(
            &window(),
            "pointerdown",
            EventListenerPhase::Capture,
            |input, event: &MouseEvent| {
                input.middle_was_last.set(event.button() == MIDDLE_BUTTON);
            },
        );
        input.on(&window(), "keydown", Input::key_went_down);
        input.on(&window(), "keyup", Input::key_came_up);
        input.on(&window(), "blur", |input, _: &Event| input.space_is_down.set(false));
        // Whatever else is done comes after the moves before it.
        for name in ["keydown", "keyup", "paste", "contextmenu"] {
            let first = |input: &Input, _: &Event| {
                input.hand_on();
            };
            input.on_at(&window(), name, EventListenerPhase::Capture, first);
        }
        // A page that is left or hidden has no further frame.
        let last = |input: &Input, _: &Event| {
            input.hand_on();
        };
        input.on_at(&window(), "pagehide", EventListenerPhase::Capture, last);
        input.on_at(&document(), "visibilitychange", EventListenerPhase::Capture, last);
        input
    }

    fn on<E: JsCast + 'static>(
        self: &Rc<Self>,
        target: &web_sys::EventTarget,
        name: &'static str,
        handle: impl Fn(&Input, &E) + 'static,
    ) {
        self.on_at(target, name, EventListenerPhase::Bubble, handle);
    }

    fn on_at<E: JsCast + 'static>(
        self: &Rc<Self>,
        target: &web_sys::EventTarget,
        name: &'static str,
        phase: EventListenerPhase,
        handle: impl Fn(&Input, &E) + 'static,
    ) {
        let own = Rc::downgrade(self);
        let options = EventListenerOptions { phase, passive: false };
        let listener = EventListener::new_with_options(target, name, options, move |event| {
            if let Some(input) = own.upgrade() {
                handle(&input, event.unchecked_ref());
            }
        });
        self.listeners.borrow_mut().push(listener);
    }

    fn pressed(&self, event: &ExactPointer) {
        self.corner_in_gesture.set(None);
        self.corner_in_gesture.set(Some(self.corner()));
        let at = self.place(event);
        let is_touch = event.pointer_type() == "touch";
        if event.pointer_type() == "pen" {
            self.pen_came();
        }
        self.focus_host();
        if is_touch {
            if self.pen_is_down.get() {
                // A palm beside the pen.
                return;
            }
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
        self.pen_is_down.set(event.pointer_type() == "pen");
        if pans {
            self.held.set(Held::Panning { pointer, last: at });
            self.panning.set(true);
        } else if is_touch {
            self.held.set(Held::Waiting { pointer, at });
            *self.waiting.borrow_mut() = vec![event.again()];
            self.wait_for_long_press();
        } else {
            self.draw_from(event);
        }
    }

    /// A pen came near. From now on fingers only pan, and what a palm began before the pen landed is nothing.
    fn pen_came(&self) {
        self.pen_was_seen.set(true);
        self.fingers.borrow_mut().clear();
        if !self.pen_is_down.get() {
            self.abort();
        }
    }

    /// Keys go where one has just been working.
    fn focus_host(&self) {
        let host = self.surface.parent_element();
        if let Some(host) = host.and_then(|host| host.dyn_into::<web_sys::HtmlElement>().ok()) {
            host.focus().ok();
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

    fn moved(&self, event: &ExactPointer) {
        if event.buttons() == 0 {
            self.corner_in_gesture.set(None);
        }
        let at = self.place(event);
        if event.pointer_type() == "pen" && !self.pen_was_seen.get() {
            self.pen_came();
        }
        if let Some((pan, zoom, about)) = self.fingers.borrow_mut().go(event.pointer_id(), at) {
            self.camera
                .update(|camera| *camera = camera.panned(pan).zoomed_about(about, zoom));
            return;
        }
        if let Held::Waiting { pointer, at: pressed } = self.held.get()
            && pointer == event.pointer_id()
        {
            self.waiting.borrow_mut().push(event.again());
            if pressed.distance(at) > WAITING_PX {
                self.stop_waiting();
            }
            return;
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
        if event.pointer_type() == "pen" {
            self.pen_is_down.set(false);
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
        self.waiting.borrow_mut().clear();
        self.long_press.borrow_mut().take();
        self.pen_is_down.set(false);
        self.tail.tell(None);
        self.panning.set(false);
        if let Held::Drawing { .. } = held {
            self.gather(PointerInput::abort());
        }
    }

    fn wheeled(&self, event: &WheelEvent) {
        event.prevent_default();
        self.hand_on();
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
            let factor = (-between(by.y, -100.0, 100.0) * ZOOM_PER_PX).exp();
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
        self.middle_was_last.set(false);
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
