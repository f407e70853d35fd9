//! The canvases of a frame loop and what is on them: follows the board, bakes what lies still and paints what stands over it.
//! Device-pixel ratio and resizing are handled here and nowhere else.

mod small;

use std::{cell::RefCell, rc::Rc};

use board::scene::{Reveal, SceneCache};
use kurbo::Size;
use leptos::prelude::*;
use web_sys::HtmlElement;

use super::{
    Changed,
    bake::{Baked, Draft, Need},
    keyframes::Keyframes,
    palette::Palette,
    watch::Watch,
    wet::Wet,
};
use crate::canvas::{
    Sources,
    device::{Layer, Pixels, View},
    images::Images,
    light::described,
    over::{Brush, Shown},
    painter::Painter,
    tail::Tail,
    theme::Theme,
};

/// How far what is painted reaches beyond the view, in CSS pixels.
const BEYOND_PX: f64 = 128.0;
/// Of how many elements a canvas keeps paths that jumps in time.
const KEPT_AMONG_JUMPS: usize = 2_048;

/// The canvases, and what is on them.
pub(super) struct Surface {
    host: HtmlElement,
    pub(super) baked: Baked,
    wet: Wet,
    over: Layer,
    over_is_empty: bool,
    /// What the page was last told: what is left to do, and whether jumps are prepared.
    told: Option<Need>,
    told_elements: Option<usize>,
    told_prepared: bool,
    told_lit: String,
    size: Size,
    theme: Theme,
    scene: SceneCache,
    painter: Painter,
    images: Images,
    tail: Rc<Tail>,
    /// Whether a stroke was drawn on ahead of its pen, which has to be looked at again in the next frame.
    pub(super) shows_tail: bool,
    pub(super) keyframes: Keyframes,
    /// To paint parts on; where one jumps, every way to a moment has to lead to the same pixels.
    beside: Option<Layer>,
    /// Where small pictures are painted, one after another.
    easel: RefCell<Option<Layer>>,
    /// Whether the board or the camera went somewhere else, so that others may follow.
    pub(super) has_jumped: bool,
    _watch: Watch,
}

/// What a surface paints with. A method would borrow all of the surface, and what is painted on is a part of it too.
macro_rules! palette {
    ($surface:ident) => {
        Palette {
            scene: &$surface.scene,
            painter: &$surface.painter,
            theme: &$surface.theme,
            images: &$surface.images,
            beside: $surface.beside.as_ref(),
            has_grid: true,
        }
    };
}

impl Surface {
    pub(super) fn new(
        host: HtmlElement,
        (baked, wet, over): (Layer, HtmlElement, Layer),
        keyframes: Keyframes,
        (images, tail): (Images, Rc<Tail>),
        watch: Watch,
    ) -> Surface {
        // One who jumps meets more elements than one who draws.
        let n_kept = if keyframes.are_wanted() {
            KEPT_AMONG_JUMPS
        } else {
            usize::MAX
        };
        Surface {
            baked: Baked::new(baked, Draft::Shown),
            wet: Wet::new(wet),
            over,
            over_is_empty: true,
            told: None,
            told_elements: None,
            told_prepared: false,
            told_lit: String::new(),
            size: Size::ZERO,
            theme: Theme::read(&host),
            scene: SceneCache::default(),
            painter: Painter::keeping(n_kept),
            images,
            tail,
            shows_tail: false,
            keyframes,
            beside: None,
            easel: RefCell::default(),
            has_jumped: false,
            _watch: watch,
            host,
        }
    }

    /// One frame. What it leaves to be done.
    pub(super) fn draw(&mut self, sources: &Sources, mut changed: Changed) -> Need {
        if self.fit(changed.all) {
            changed.over = true;
            if let Some(viewport) = sources.viewport {
                viewport.set(self.size);
            }
        }
        if changed.all {
            self.theme = Theme::read(&self.host).with_grid_lines(sources.grid.get_untracked());
            self.baked.everything();
            self.keyframes.forget();
        }
        let view = View::of(&sources.camera.get_untracked(), self.over.pixels.ratio);
        self.has_jumped |= self.keyframes.fit(view, self.over.pixels);
        self.tell_prepared();
        let has_changed = changed.content || changed.over || changed.all;
        if has_changed {
            self.follow(sources, view, changed.content || changed.all);
        }
        let has_moved = self.baked.is_elsewhere(view);
        let palette = palette!(self);
        let need = self.baked.bake(view, &palette);
        if has_moved || has_changed {
            let now_millis = window().performance().map_or(0.0, |clock| clock.now());
            self.shows_tail = self.tail.is_fresh(now_millis);
            if changed.all {
                self.wet.forget();
            }
            self.wet.paint(view, self.over.pixels, &palette, &self.tail);
        }
        if has_moved || changed.over || changed.all {
            self.paint_over(sources, view);
        }
        if self.told.replace(need) != Some(need) {
            self.tell("data-picture", if need == Need::Nothing { "settled" } else { "draft" });
        }
        need
    }

    /// Prepares for jumps, for a few milliseconds; first comes what one looks at.
    pub(super) fn bake_keyframes(&mut self) {
        if self.told == Some(Need::Nothing) {
            self.keyframes.bake(&palette!(self));
            self.tell_prepared();
        }
    }

    fn tell_prepared(&mut self) {
        let is_prepared = self.keyframes.is_complete();
        if self.told_prepared != is_prepared {
            self.told_prepared = is_prepared;
            self.tell("data-prepared", if is_prepared { "yes" } else { "no" });
        }
    }

    /// Fits the canvases to their host. Whether that was necessary. Where the size may be another one, `may_differ`: to ask
    /// for it has the page laid out, which would be done in every frame.
    fn fit(&mut self, may_differ: bool) -> bool {
        let ratio = window().device_pixel_ratio().max(0.25);
        if !may_differ && ratio == self.over.pixels.ratio {
            return false;
        }
        let rect = self.host.get_bounding_client_rect();
        let size = Size::new(rect.width(), rect.height());
        let pixels = Pixels::of(size, ratio);
        if pixels == self.over.pixels {
            return false;
        }
        self.size = size;
        // Jumps compare whole pictures and move nothing.
        let margin = if self.keyframes.are_wanted() { 0.0 } else { BEYOND_PX };
        self.baked.resize(pixels, (margin * pixels.ratio).round() as u32);
        self.over.resize(pixels);
        self.over_is_empty = true;
        self.beside = self.keyframes.are_wanted().then(|| Layer::unseen(pixels)).flatten();
        true
    }

    /// Takes the board as it is now.
    fn follow(&mut self, sources: &Sources, view: View, is_new_content: bool) {
        let board = if is_new_content {
            sources.board.run(())
        } else {
            self.scene.board().clone()
        };
        if let Some(keyframe) = self.keyframes.nearest(self.scene.board(), &board) {
            self.scene = keyframe.scene.clone();
            self.baked.show(&keyframe.layer, view);
            self.has_jumped = true;
        }
        self.scene.set_fringe(view.fringe());
        let damage = sources
            .overlay
            .with_untracked(|overlay| self.scene.update(&board, overlay, &Reveal::new()));
        self.baked.damaged(damage);
        if is_new_content {
            self.painter.forget_with(&self.scene);
            self.describe(sources);
        }
    }

    /// What the page and its tests can know about the drawing.
    fn describe(&mut self, sources: &Sources) {
        // A ghost is on no board.
        let n_ghosts = sources.overlay.with_untracked(|overlay| overlay.ghosts.len());
        let n_elements = self.scene.len().saturating_sub(n_ghosts);
        if self.told_elements.replace(n_elements) == Some(n_elements) {
            return;
        }
        let plural = if n_elements == 1 { "element" } else { "elements" };
        self.tell("data-elements", &n_elements.to_string());
        self.tell("aria-label", &format!("Drawing board, {n_elements} {plural}"));
    }

    fn tell(&self, name: &str, value: &str) {
        // No attribute of these names can be refused.
        self.host.set_attribute(name, value).ok();
    }

    fn paint_over(&mut self, sources: &Sources, view: View) {
        let n_lit = sources.lights.with_untracked(|lights| described(lights));
        if self.told_lit != n_lit {
            self.tell("data-lit", &n_lit);
            self.told_lit = n_lit;
        }
        let whole = self.over.pixels.rect();
        sources.overlay.with_untracked(|overlay| {
            sources.cursors.with_untracked(|cursors| {
                let lights = sources.lights.get_untracked();
                let shown = Shown {
                    board: self.scene.board(),
                    overlay,
                    cursors,
                    lights: &lights,
                };
                let is_empty = shown.is_empty();
                if is_empty && self.over_is_empty {
                    return;
                }
                self.over.reset_transform();
                self.over.context.clear_rect(0.0, 0.0, whole.width(), whole.height());
                self.over_is_empty = is_empty;
                Brush {
                    layer: &self.over,
                    view,
                    painter: &self.painter,
                    theme: &self.theme,
                    images: &self.images,
                }
                .paint(&shown);
            });
        });
    }
}
