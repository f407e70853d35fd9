//! The grid on the ground of the board: dots to judge distances by, or the lines that things snap to.

use board::tool::GRID;
use kurbo::Rect;

use super::{
    device::{Layer, View},
    theme::Theme,
};

/// Draws the grid into a rectangle of device pixels: lines where somebody asked for them, dots otherwise.
pub(super) fn draw_grid(layer: &Layer, view: View, part: Rect, theme: &Theme) {
    if theme.has_grid_lines() {
        draw_grid_lines(layer, view, part, theme);
    } else {
        draw_grid_dots(layer, view, part, theme);
    }
}

/// The lines that things snap to, every fifth stronger. From afar only the fifth are left, and of those every fifth.
fn draw_grid_lines(layer: &Layer, view: View, part: Rect, theme: &Theme) {
    const CROWDED_PX: f64 = 10.0;
    let ratio = layer.pixels.ratio;
    let mut spacing = GRID * view.scale;
    while spacing < CROWDED_PX * ratio {
        spacing *= 5.0;
    }
    let width = ratio.round().max(1.0);
    layer.reset_transform();
    let context = &layer.context;
    let [strong, weak] = theme.grid_lines();
    // The stronger ones last, so that they are whole.
    for (colour, is_strong) in [(weak, false), (strong, true)] {
        context.set_fill_style_str(&colour);
        let lines = |origin: f64, from: f64, to: f64| {
            let first = ((from - origin - width) / spacing).ceil() as i64;
            let last = ((to - origin) / spacing).floor() as i64;
            let wanted = (first..=last).filter(move |index| (index % 5 == 0) == is_strong);
            wanted.map(move |index| (origin + index as f64 * spacing).round())
        };
        for x in lines(view.origin.x, part.x0, part.x1) {
            context.fill_rect(x, part.y0, width, part.height());
        }
        for y in lines(view.origin.y, part.y0, part.y1) {
            context.fill_rect(part.x0, y, part.width(), width);
        }
    }
}

/// They thin out before they would crowd.
fn draw_grid_dots(layer: &Layer, view: View, part: Rect, theme: &Theme) {
    const SPACING: f64 = 24.0;
    let ratio = layer.pixels.ratio;
    let mut spacing = SPACING * view.scale;
    while spacing < 16.0 * ratio {
        spacing *= 2.0;
    }
    let size = ratio.round().max(1.0) * if spacing > 40.0 * ratio { 2.0 } else { 1.0 };
    let first = |origin: f64, from: f64| origin + ((from - origin - size) / spacing).ceil() * spacing;
    layer.reset_transform();
    let context = &layer.context;
    context.set_fill_style_str(&theme.grid());
    let mut y = first(view.origin.y, part.y0);
    while y < part.y1 {
        let mut x = first(view.origin.x, part.x0);
        while x < part.x1 {
            context.fill_rect(x.round(), y.round(), size, size);
            x += spacing;
        }
        y += spacing;
    }
}
