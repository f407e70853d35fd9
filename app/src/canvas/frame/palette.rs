//! What painting needs: the scene, the paths made of it, the colours. Paints parts of a layer and tells beforehand what
//! that costs.

use std::rc::Rc;

use board::scene::{DrawItem, Paint, Primitive, SceneCache};
use board::sorting::sort_by;
use kurbo::{Point, Rect};

use crate::canvas::{
    device::{Layer, View},
    images::Images,
    painter::{Detail, Painter, draw_grid},
    theme::Theme,
};

/// What an item costs besides its path: about as much as sixty pieces of one.
const ITEM_COST: usize = 60;
/// The same for a line of at most a pixel, which the browser draws without widening it,
const THIN_ITEM_COST: usize = 15;
/// and how many of its pieces cost as much as one of another path.
const THIN_PIECES: usize = 8;

/// Everything to paint with.
pub(super) struct Palette<'a> {
    pub(super) scene: &'a SceneCache,
    pub(super) painter: &'a Painter,
    pub(super) theme: &'a Theme,
    pub(super) images: &'a Images,
}

impl Palette<'_> {
    /// Paints a part, given in whole device pixels: ground, grid, items.
    pub(super) fn paint(&self, layer: &Layer, part: Rect, view: View, detail: Detail) {
        let context = &layer.context;
        layer.reset_transform();
        context.save();
        context.begin_path();
        context.rect(part.x0, part.y0, part.width(), part.height());
        context.clip();
        context.set_fill_style_str(&self.theme.css(Paint::Ground));
        context.fill_rect(part.x0, part.y0, part.width(), part.height());
        draw_grid(layer, view, part, self.theme);
        self.draw(layer, view, self.items_in(view, part), detail);
        context.restore();
    }

    /// Draws items over what is there.
    pub(super) fn draw<'i>(
        &self,
        layer: &Layer,
        view: View,
        items: impl Iterator<Item = &'i Rc<DrawItem>>,
        detail: Detail,
    ) {
        self.painter.draw(layer, view, items, self.theme, self.images, detail);
    }

    /// What painting a part costs, in pieces of paths; 0.3 microseconds each on a small machine.
    pub(super) fn cost(&self, view: View, part: Rect) -> usize {
        self.items_in(view, part).map(|item| cost_of(item, view)).sum()
    }

    fn items_in(&self, view: View, part: Rect) -> impl Iterator<Item = &Rc<DrawItem>> {
        self.scene.items_in(view.to_board(part))
    }
}

/// What drawing an item costs.
pub(super) fn cost_of(item: &DrawItem, view: View) -> usize {
    let cost = |primitive: &Primitive| match primitive {
        Primitive::Path { path, hairline, .. } => match hairline {
            Some(hairline) if hairline.width * view.scale <= 1.0 => {
                THIN_ITEM_COST + hairline.path.elements().len() / THIN_PIECES
            }
            Some(_) | None => ITEM_COST + path.elements().len(),
        },
        Primitive::Text(line) => ITEM_COST + line.text.len(),
        Primitive::Image { .. } => ITEM_COST,
    };
    item.geometry.primitives.iter().map(cost).sum()
}

/// Sorts tiles so that the last is nearest to a place: one looks at the middle first.
pub(super) fn to_the_middle(tiles: &mut [Rect], middle: Point) {
    let distance = |tile: &Rect| tile.center().distance(middle);
    sort_by(tiles, |left, right| distance(right).total_cmp(&distance(left)));
}
