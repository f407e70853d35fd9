//! Small pictures of other boards. A picture that is there already, of a board that lies near, is made small, and only what
//! changed since is painted on it: a whole board may have thousands of strokes.

use board::{
    Board,
    overlay::Overlay,
    recording::Seq,
    scene::{Damage, Reveal},
};
use kurbo::{Rect, Size};
use wasm_bindgen::JsValue;
use web_sys::HtmlCanvasElement;

use super::{
    super::{
        bake::HEAVY,
        palette::{Palette, cost_of},
        places::{around, merged},
    },
    Surface,
};
use crate::canvas::{
    device::{Layer, Pixels, View},
    painter::Detail,
};

/// Around what a small picture shows, in CSS pixels.
const MARGIN_PX: f64 = 8.0;

/// A finished picture, and the view it was painted for.
struct Base<'a> {
    layer: &'a Layer,
    painted: View,
}

impl Surface {
    /// A small picture of another board, made of the picture that lies nearest to it, or painted of its scene.
    pub(in crate::canvas::frame) fn picture(
        &self,
        (board, seq): (&Board, Seq),
        part: Rect,
        size: Size,
    ) -> Option<HtmlCanvasElement> {
        let pixels = Pixels::of(size, self.over.pixels.ratio.max(1.0));
        let mut easel = self.easel.try_borrow_mut().ok()?;
        if easel.as_ref().is_none_or(|easel| easel.pixels != pixels) {
            *easel = new_easel(pixels);
        }
        let layer = easel.as_ref()?;
        let view = View::around(part, layer.pixels, MARGIN_PX);
        let nearest = self.keyframes.nearer(self.scene.board(), board, seq);
        let base = match nearest {
            Some(keyframe) => self.keyframes.view().map(|painted| (&keyframe.layer, painted)),
            None => self.baked.finished().map(|painted| (self.baked.layer(), painted)),
        };
        let base = base.map(|(layer, painted)| Base { layer, painted });
        let mut scene = nearest.map_or(&self.scene, |keyframe| &keyframe.scene).clone();
        scene.set_fringe(view.fringe());
        let damage = scene.update(board, &Overlay::default(), &Reveal::new());
        let palette = Palette {
            scene: &scene,
            painter: &self.painter,
            theme: &self.theme,
            images: &self.images,
            beside: None,
            has_grid: false,
        };
        let base = base.filter(|base| base.shows(part, view));
        match &base {
            Some(base) => palette.paint_from(base, damage, layer, view),
            None => palette.paint_small(layer, &[layer.pixels.rect()], view),
        }
        palette.draw(layer, view, scene.live_items(), Detail::Full);
        // A canvas that was painted on keeps room for as many strokes as it ever took, some megabytes; a copy took one.
        let picture = Layer::unseen(pixels)?;
        picture.copy(layer);
        let made_of = if base.is_some() { "picture" } else { "scene" };
        picture.element.set_attribute("data-made-of", made_of).ok();
        Some(picture.element)
    }
}

/// Smooth where something is made much smaller, so that thin lines do not go.
fn new_easel(pixels: Pixels) -> Option<Layer> {
    let easel = Layer::unseen(pixels)?;
    let quality = JsValue::from_str("medium");
    js_sys::Reflect::set(&easel.context, &"imageSmoothingQuality".into(), &quality).ok();
    Some(easel)
}

impl Base<'_> {
    /// Whether it shows all of a part of the board, and no smaller than a view does.
    fn shows(&self, part: Rect, view: View) -> bool {
        let (place, whole) = (
            self.painted.transform().transform_rect_bbox(part),
            self.layer.pixels.rect(),
        );
        whole.union(place) == whole && self.painted.scale >= view.scale
    }
}

impl Palette<'_> {
    /// What stands in another picture, and on it what changed since or lies beyond that picture.
    fn paint_from(&self, base: &Base<'_>, damage: Damage, layer: &Layer, view: View) {
        let whole = layer.pixels.rect();
        self.paint_ground(layer, &[whole], view);
        let covered = layer.copy_stretched(base.layer, base.painted, view);
        let seen = |rect: Rect| Some(view.to_device(rect).intersect(whole)).filter(|place| place.area() > 0.0);
        let cost = damage.appended.iter().map(|item| cost_of(item, view)).sum::<usize>();
        self.draw(layer, view, damage.appended.iter(), detail_for(cost));
        // From the ground up, also what was just drawn there: nothing half transparent is painted twice.
        let places = merged(damage.rects.into_iter().filter_map(seen).collect());
        self.paint_small(layer, &places, view);
        // Beyond the other picture there is mostly ground. Merged with what changed, such strips would make all of it anew.
        let beyond = around(covered, whole).into_iter();
        let beyond = beyond.filter(|strip| self.items_in(view, &[*strip]).next().is_some());
        self.paint_small(layer, &beyond.collect::<Vec<_>>(), view);
    }

    fn paint_small(&self, layer: &Layer, parts: &[Rect], view: View) {
        self.paint(layer, parts, view, detail_for(self.cost(view, parts)));
    }
}

fn detail_for(cost: usize) -> Detail {
    if cost > HEAVY { Detail::Draft } else { Detail::Full }
}
