//! What painting needs: the scene, the paths made of it, the colours. Paints parts of a layer and tells beforehand what
//! that costs.

use std::rc::Rc;

use board::{
    scene::{DrawItem, Paint, Primitive, SceneCache},
    sorting::sort_by,
    spatial::overlaps,
};
use kurbo::{Point, Rect};

use crate::canvas::{
    device::{Layer, View},
    grid::draw_grid,
    images::Images,
    painter::{Detail, Painter},
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
    /// A layer of the same size to paint parts on. A browser smooths the edges of a path that it cuts off at a clip a little
    /// otherwise; painted whole beside and then copied, a part is the same to the last pixel as in a whole picture.
    pub(super) beside: Option<&'a Layer>,
    /// Whether the ground has its grid.
    pub(super) has_grid: bool,
}

impl Palette<'_> {
    /// Paints parts, given in whole device pixels: ground, grid, items.
    pub(super) fn paint(&self, layer: &Layer, parts: &[Rect], view: View, detail: Detail) {
        let whole = layer.pixels.rect();
        if parts.contains(&whole) {
            self.paint_unclipped(layer, &[whole], view, detail);
            return;
        }
        match self.beside {
            Some(beside) if detail == Detail::Full => {
                self.paint_unclipped(beside, parts, view, detail);
                layer.reset_transform();
                for part in parts {
                    layer.copy_part(beside, *part);
                }
            }
            Some(_) | None => {
                for part in parts {
                    self.paint_clipped(layer, *part, view, detail);
                }
            }
        }
    }

    /// Paints parts together with what their items paint around them.
    fn paint_unclipped(&self, layer: &Layer, parts: &[Rect], view: View, detail: Detail) {
        self.paint_ground(layer, parts, view);
        self.draw(layer, view, self.items_in(view, parts), detail);
    }

    /// Paints some more of a whole picture on the layer beside: ground and grid first, then items up to a cost. Gives how many
    /// these were, or `None` when nothing is left.
    pub(super) fn paint_some(&self, whole: Rect, view: View, n_done: usize, cost_max: usize) -> Option<usize> {
        let beside = self.beside?;
        if n_done == 0 {
            self.paint_ground(beside, &[whole], view);
        }
        let mut cost = 0;
        let parts = [whole];
        let some = self.items_in(view, &parts).skip(n_done).take_while(|item| {
            let is_within = cost <= cost_max;
            cost += cost_of(item, view);
            is_within
        });
        let some = some.collect::<Vec<_>>();
        self.draw(beside, view, some.iter().copied(), Detail::Full);
        (cost > cost_max).then_some(some.len())
    }

    fn paint_clipped(&self, layer: &Layer, part: Rect, view: View, detail: Detail) {
        let context = &layer.context;
        layer.reset_transform();
        context.save();
        context.begin_path();
        context.rect(part.x0, part.y0, part.width(), part.height());
        context.clip();
        self.paint_unclipped(layer, &[part], view, detail);
        context.restore();
    }

    pub(super) fn paint_ground(&self, layer: &Layer, parts: &[Rect], view: View) {
        layer.reset_transform();
        layer.context.set_fill_style_str(&self.theme.css(Paint::Ground));
        for part in parts {
            layer.context.fill_rect(part.x0, part.y0, part.width(), part.height());
        }
        for part in parts.iter().filter(|_| self.has_grid) {
            draw_grid(layer, view, *part, self.theme);
        }
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

    /// What painting parts costs, in pieces of paths; 0.3 microseconds each on a small machine.
    pub(super) fn cost(&self, view: View, parts: &[Rect]) -> usize {
        self.items_in(view, parts).map(|item| cost_of(item, view)).sum()
    }

    /// What paints in parts.
    pub(super) fn items_in(&self, view: View, parts: &[Rect]) -> impl Iterator<Item = &Rc<DrawItem>> {
        let parts = parts.iter().map(|part| view.to_board(*part)).collect::<Vec<_>>();
        let around = parts.iter().copied().reduce(|all, one| all.union(one));
        let items = around.into_iter().flat_map(|around| self.scene.items_in(around));
        items.filter(move |item| parts.len() == 1 || parts.iter().any(|part| overlaps(*part, item.bounds)))
    }
}

/// What drawing an item costs.
pub(super) fn cost_of(item: &DrawItem, view: View) -> usize {
    let cost = |primitive: &Primitive| match primitive {
        Primitive::Path { path, hairline, .. } => match hairline {
            Some(hairline) if hairline.width * view.scale <= 1.0 => {
                THIN_ITEM_COST + hairline.path.n_pieces() / THIN_PIECES
            }
            Some(_) | None => ITEM_COST + path.n_pieces(),
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
