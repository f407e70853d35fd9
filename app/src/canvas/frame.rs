//! The frame loop: draws when something changed and sleeps otherwise. What lies still is baked on one canvas and moved with
//! a pan; only what is damaged is painted again. Device-pixel ratio and resizing are handled here and nowhere else.

mod bake;
mod palette;
mod places;
mod watch;

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use board::{Board, scene::SceneCache};
use gloo_timers::callback::Timeout;
use kurbo::Size;
use leptos::prelude::*;
use web_sys::{HtmlCanvasElement, HtmlElement};

use self::{
    bake::{Baked, Need},
    palette::Palette,
    watch::Watch,
};
use super::{
    Sources,
    device::{Layer, Pixels, View},
    images::Images,
    over::{Brush, Shown},
    painter::Painter,
    theme::Theme,
};

/// The loop of one canvas. Its owner keeps the only strong pointer.
pub(super) struct Frame {
    sources: Sources,
    own: Weak<Frame>,
    is_asked: Cell<bool>,
    changed: Cell<Changed>,
    surface: RefCell<Option<Surface>>,
}

/// What changed since the last frame.
#[derive(Clone, Copy, Default)]
struct Changed {
    content: bool,
    over: bool,
    /// Everything on the screen is out of date: theme, fonts, images, size.
    all: bool,
}

/// The canvases, and what is on them.
struct Surface {
    host: HtmlElement,
    baked: Baked,
    over: Layer,
    over_is_empty: bool,
    /// What the page was last told.
    told: Option<Need>,
    size: Size,
    theme: Theme,
    board: Board,
    scene: SceneCache,
    painter: Painter,
    images: Images,
    _watch: Watch,
}

impl Frame {
    /// A loop without canvases; nothing is drawn before they are attached.
    pub(super) fn new(sources: Sources) -> Rc<Frame> {
        Rc::new_cyclic(|own| Frame {
            sources,
            own: Weak::clone(own),
            is_asked: Cell::new(false),
            changed: Cell::default(),
            surface: RefCell::new(None),
        })
    }

    /// Gives the loop its canvases.
    pub(super) fn attach(&self, host: &HtmlElement, baked: &HtmlCanvasElement, over: &HtmlCanvasElement) {
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
        let surface = Surface {
            host: host.clone(),
            baked: Baked::new(baked),
            over,
            over_is_empty: true,
            told: None,
            size: Size::ZERO,
            theme: Theme::read(host),
            board: Board::default(),
            scene: SceneCache::default(),
            painter: Painter::default(),
            images,
            _watch: Watch::over(host, repaint(&self.own)),
        };
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

    fn everything_changed(&self) {
        self.ask(|changed| changed.all = true);
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
                frame.is_asked.set(false);
                frame.draw();
            }
        });
    }

    fn draw(&self) {
        let need = self
            .surface
            .borrow_mut()
            .as_mut()
            .map_or(Need::Nothing, |surface| self.draw_on(surface));
        if need == Need::AnotherFrame {
            self.ask(|_| {});
        }
    }

    fn draw_on(&self, surface: &mut Surface) -> Need {
        let mut changed = self.changed.take();
        let camera = self.sources.camera.get_untracked();
        if surface.fit() {
            changed.over = true;
            if let Some(viewport) = self.sources.viewport {
                viewport.set(surface.size);
            }
        }
        if changed.all {
            surface.theme = Theme::read(&surface.host);
            surface.baked.everything();
        }
        let has_changed = changed.content || changed.over || changed.all;
        if has_changed {
            surface.follow(&self.sources, changed.content || changed.all);
        }
        let view = View::of(&camera, surface.over.pixels.ratio);
        let has_moved = surface.baked.is_elsewhere(view);
        let Surface {
            scene,
            painter,
            theme,
            images,
            baked,
            ..
        } = surface;
        let need = baked.bake(
            view,
            &Palette {
                scene,
                painter,
                theme,
                images,
            },
        );
        if has_moved || has_changed {
            surface.paint_over(&self.sources, view);
        }
        if need == Need::SettleLater {
            surface.baked.settling = Some(self.settle_later());
        }
        if surface.told.replace(need) != Some(need) {
            surface.tell("data-picture", if need == Need::Nothing { "settled" } else { "draft" });
        }
        need
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

impl Surface {
    /// Fits the canvases to their host. Whether that was necessary.
    fn fit(&mut self) -> bool {
        let rect = self.host.get_bounding_client_rect();
        let size = Size::new(rect.width(), rect.height());
        let pixels = Pixels::of(size, window().device_pixel_ratio().max(0.25));
        if pixels == self.over.pixels {
            return false;
        }
        self.size = size;
        self.baked.resize(pixels);
        self.over.resize(pixels);
        self.over_is_empty = true;
        true
    }

    /// Takes the board as it is now.
    fn follow(&mut self, sources: &Sources, is_new_content: bool) {
        if is_new_content {
            self.board = sources.board.run(());
        }
        let damage = sources.overlay.with_untracked(|overlay| {
            sources
                .reveal
                .with_untracked(|reveal| self.scene.update(&self.board, overlay, reveal))
        });
        self.baked.damaged(damage);
        if is_new_content {
            let remembered = self.scene.remembered();
            self.painter.forget_all_but(remembered.size_hint().0, remembered);
            self.describe(sources.revision.get_untracked());
        }
    }

    /// What the page and its tests can know about the drawing.
    fn describe(&self, revision: u64) {
        let n_elements = self.scene.len();
        let plural = if n_elements == 1 { "element" } else { "elements" };
        self.tell("data-revision", &revision.to_string());
        self.tell("data-elements", &n_elements.to_string());
        self.tell("aria-label", &format!("Drawing board, {n_elements} {plural}"));
    }

    fn tell(&self, name: &str, value: &str) {
        // No attribute of these names can be refused.
        self.host.set_attribute(name, value).ok();
    }

    fn paint_over(&mut self, sources: &Sources, view: View) {
        let whole = self.over.pixels.rect();
        sources.overlay.with_untracked(|overlay| {
            sources.cursors.with_untracked(|cursors| {
                let shown = Shown {
                    board: &self.board,
                    scene: &self.scene,
                    overlay,
                    cursors,
                };
                let is_empty = shown.is_empty();
                if is_empty && self.over_is_empty {
                    return;
                }
                self.over.reset_transform();
                self.over.context.clear_rect(0.0, 0.0, whole.width(), whole.height());
                self.over_is_empty = is_empty;
                let Surface {
                    over: layer,
                    painter,
                    theme,
                    images,
                    ..
                } = self;
                Brush {
                    layer,
                    view,
                    painter,
                    theme,
                    images,
                }
                .paint(&shown);
            });
        });
    }
}
