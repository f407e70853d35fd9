//! The frame loop: draws when something changed and sleeps otherwise. What a frame does stands in `surface`; here is when.
//! What lies still is baked on one canvas and moved with a pan; only what is damaged is painted again.

mod bake;
mod keyframes;
mod palette;
mod places;
mod surface;
mod watch;
mod wet;

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use board::{Board, recording::Seq};
use gloo_timers::callback::Timeout;
use kurbo::{Rect, Size};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlCanvasElement, HtmlElement};

use self::{bake::Need, keyframes::Keyframes, surface::Surface, watch::Watch};
use super::{Moments, Sources, device::Layer, images::Images, input::Input, tail::Tail};

/// The loop of one canvas. Its owner keeps the only strong pointer.
pub(super) struct Frame {
    sources: Sources,
    own: Weak<Frame>,
    is_asked: Cell<bool>,
    changed: Cell<Changed>,
    /// How often everything was out of date.
    epoch: Cell<u64>,
    moments: Option<Moments>,
    tail: Rc<Tail>,
    surface: RefCell<Option<Surface>>,
    /// Hands on what the pointer did since the last frame.
    input: RefCell<Weak<Input>>,
}

/// What changed since the last frame.
#[derive(Clone, Copy, Default)]
struct Changed {
    content: bool,
    over: bool,
    /// Everything on the screen is out of date: theme, fonts, images, size.
    all: bool,
}

impl Frame {
    /// A loop without canvases; nothing is drawn before they are attached.
    pub(super) fn new(sources: Sources, moments: Option<Moments>, tail: Rc<Tail>) -> Rc<Frame> {
        Rc::new_cyclic(|own| Frame {
            sources,
            own: Weak::clone(own),
            is_asked: Cell::new(false),
            changed: Cell::default(),
            epoch: Cell::new(0),
            moments,
            tail,
            surface: RefCell::new(None),
            input: RefCell::default(),
        })
    }

    /// Gives the loop its places: the canvas of what lies still, where canvases of what is under a pen go, and the canvas of
    /// what stands over both.
    pub(super) fn attach(
        &self,
        host: &HtmlElement,
        (baked, wet, over): (&HtmlCanvasElement, &HtmlElement, &HtmlCanvasElement),
        input: Weak<Input>,
    ) {
        *self.input.borrow_mut() = input;
        let (Some(baked), Some(over)) = (Layer::of(baked, true), Layer::of(over, false)) else {
            return;
        };
        let repaint = |own: &Weak<Frame>| {
            let own = Weak::clone(own);
            move || {
                if let Some(frame) = own.upgrade() {
                    frame.everything_changed();
                }
            }
        };
        let images = Images::new(self.sources.asset_url, repaint(&self.own));
        let surface = Surface::new(
            host.clone(),
            (baked, wet.clone(), over),
            Keyframes::new(self.moments.clone()),
            (images, Rc::clone(&self.tail)),
            Watch::over(host, repaint(&self.own)),
        );
        *self.surface.borrow_mut() = Some(surface);
        self.everything_changed();
    }

    /// The board changed, or how much of a stroke is shown.
    pub(super) fn content_changed(&self) {
        self.ask(|changed| changed.content = true);
    }

    /// Selection, previews or other people changed.
    pub(super) fn over_changed(&self) {
        self.ask(|changed| changed.over = true);
    }

    /// The camera moved.
    pub(super) fn view_changed(&self) {
        // The next frame compares the cameras itself.
        self.ask(|_| {});
    }

    /// The pointer moved; what it did is handed on at the beginning of the next frame.
    pub(super) fn input_waits(&self) {
        self.ask(|_| {});
    }

    /// Theme, grid, fonts or images changed.
    pub(super) fn everything_changed(&self) {
        self.ask(|changed| changed.all = true);
    }

    /// Another number means that pictures may look otherwise now.
    pub(super) fn epoch(&self) -> u64 {
        self.epoch.get()
    }

    /// A small picture of another board.
    pub(super) fn picture(&self, board: &Board, seq: Seq, part: Rect, size: Size) -> Option<HtmlCanvasElement> {
        let surface = self.surface.try_borrow().ok()?;
        surface.as_ref()?.picture((board, seq), part, size)
    }

    fn ask(&self, note: impl FnOnce(&mut Changed)) {
        let mut changed = self.changed.get();
        note(&mut changed);
        self.changed.set(changed);
        if self.surface.borrow().is_none() || self.is_asked.replace(true) {
            return;
        }
        let own = Weak::clone(&self.own);
        request_animation_frame(move || {
            if let Some(frame) = own.upgrade() {
                frame.begin();
            }
        });
    }

    /// What the pointer did comes first, and is in this very frame: whatever follows it (`follow`) runs before the drawing.
    fn begin(&self) {
        let input = self.input.borrow().upgrade();
        if !input.is_some_and(|input| input.hand_on()) {
            self.draw_asked();
            return;
        }
        let own = Weak::clone(&self.own);
        spawn_local(async move {
            if let Some(frame) = own.upgrade() {
                frame.draw_asked();
            }
        });
    }

    fn draw_asked(&self) {
        self.is_asked.set(false);
        self.draw();
    }

    fn draw(&self) {
        let mut over_again = false;
        let changed = self.changed.take();
        if changed.all {
            // Not before: until it is drawn, small pictures are made of what was there.
            self.epoch.set(self.epoch.get() + 1);
        }
        let need = match self.surface.borrow_mut().as_mut() {
            None => Need::Nothing,
            Some(surface) => {
                let need = surface.draw(&self.sources, changed);
                if need == Need::SettleLater {
                    surface.baked.settling = Some(self.settle_later());
                }
                // Keyframes are baked a slice at a time, once there was no jump for a while.
                let has_jumped = std::mem::take(&mut surface.has_jumped);
                let keyframes = &mut surface.keyframes;
                if keyframes.wants_more() && (has_jumped || keyframes.next_slice.is_none()) {
                    keyframes.next_slice = Some(self.slice_in(keyframes::QUIET_MILLIS));
                }
                if surface.shows_tail {
                    surface.shows_tail = false;
                    over_again = true;
                }
                need
            }
        };
        if over_again {
            self.over_changed();
        }
        if need == Need::AnotherFrame {
            self.ask(|_| {});
        }
    }

    fn slice_in(&self, millis: u32) -> Timeout {
        let own = Weak::clone(&self.own);
        Timeout::new(millis, move || {
            if let Some(frame) = own.upgrade()
                && let Some(surface) = frame.surface.borrow_mut().as_mut()
            {
                surface.bake_keyframes();
                let goes_on = surface.keyframes.wants_more();
                surface.keyframes.next_slice = goes_on.then(|| frame.slice_in(0));
            }
        })
    }

    /// Comes back when the zoom has come to rest.
    fn settle_later(&self) -> Timeout {
        let own = Weak::clone(&self.own);
        Timeout::new(bake::SETTLE_MILLIS, move || {
            if let Some(frame) = own.upgrade() {
                if let Some(surface) = frame.surface.borrow_mut().as_mut() {
                    surface.baked.settle();
                }
                frame.view_changed();
            }
        })
    }
}
