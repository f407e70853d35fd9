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
        self.draw(layer, view, self.scene.items_in(view.to_board(part)), detail);
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
        self.cost_of(self.scene.items_in(view.to_board(part)))
    }

    /// What drawing items costs.
    pub(super) fn cost_of<'i>(&self, items: impl Iterator<Item = &'i Rc<DrawItem>>) -> usize {
        let pieces = |primitive: &Primitive| match primitive {
            Primitive::Path { path, .. } => path.elements().len(),
            Primitive::Text(line) => line.text.len(),
            Primitive::Image { .. } => 0,
        };
        items
            .map(|item| ITEM_COST + item.geometry.primitives.iter().map(pieces).sum::<usize>())
            .sum()
    }
}

/// Sorts tiles so that the last is nearest to a place: one looks at the middle first.
pub(super) fn to_the_middle(tiles: &mut [Rect], middle: Point) {
    let distance = |tile: &Rect| tile.center().distance(middle);
    sort_by(tiles, |left, right| distance(right).total_cmp(&distance(left)));
}
