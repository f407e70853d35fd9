//! Other people's pointers: each with its person's name, which tells people apart where colour does not. Of one that is out of
//! sight the edge shows where it is.

use board::{
    Board,
    element::Kind,
    geometry::nearest_in,
    scene::{Paint, bounds},
};
use kurbo::{Insets, Point, Rect, Shape, Size, Vec2};

use super::{
    RemoteCursor,
    over::{Brush, SELECTION_GAP},
    painter::path_2d,
};
use crate::decimal::fixed;

/// Size of the letters of names in CSS pixels.
const NAME_SIZE: f64 = 12.0;
/// A pointer is out of sight when it is so far outside, in CSS pixels.
const OUTSIDE: f64 = 24.0;
/// Between the edges and what shows that somebody is beyond them, in CSS pixels: beside the tools, above the zoom.
const EDGES: Insets = Insets::new(72.0, 14.0, 14.0, 72.0);

impl Brush<'_> {
    pub(super) fn cursor(&self, cursor: &RemoteCursor) {
        let Some(at) = cursor.at else { return };
        let at = self.view.transform() * at;
        let seen = self.layer.pixels.rect();
        if seen.inflate(self.px(OUTSIDE), self.px(OUTSIDE)).contains(at) {
            self.pointer(cursor, at);
        } else if !cursor.is_idle {
            self.beyond(cursor, at, seen);
        }
    }

    /// Over what somebody writes in stands who it is: their pointer may be anywhere then.
    pub(super) fn writer(&self, board: &Board, cursor: &RemoteCursor) {
        let element = cursor.writes_in.and_then(|id| board.element(id));
        let Some((element, size)) = element.zip(self.name_size(cursor)) else {
            return;
        };
        let around = self.view.transform().transform_rect_bbox(bounds(element, board));
        let gap = self.px(SELECTION_GAP);
        // A frame has its own name above it.
        let y = match element.kind {
            Kind::Frame => around.y1 + gap * 2.0,
            _ => around.y0 - gap * 2.0 - size.height,
        };
        let tag = Rect::from_origin_size((around.x0 - gap, y), size);
        let seen = self.layer.pixels.rect();
        if around.overlaps(seen) {
            self.name(cursor, moved_into(tag, seen));
        }
    }

    fn pointer(&self, cursor: &RemoteCursor, at: Point) {
        self.arrow(cursor, at, [(4.5, 15.0), (7.5, 9.0), (14.0, 7.0)].map(Vec2::from));
        let corner = at + Vec2::new(self.px(10.0), self.px(14.0));
        if let Some(size) = self.name_size(cursor) {
            self.name(cursor, Rect::from_origin_size(corner, size));
        }
    }

    /// At the edge nearest to it: which way it is, and whose.
    fn beyond(&self, cursor: &RemoteCursor, at: Point, seen: Rect) {
        let edges = [EDGES.x0, EDGES.y0, EDGES.x1, EDGES.y1].map(|edge| self.px(edge));
        let [left, top, right, bottom] = edges;
        let inside = seen - Insets::new(left, top, right, bottom);
        let tip = nearest_in(inside, at);
        let way = (at - tip).normalize();
        let across = Vec2::new(-way.y, way.x) * 6.0;
        self.arrow(
            cursor,
            tip + way * self.px(6.0),
            [across - way * 10.0, way * -10.0, -across - way * 10.0],
        );
        let Some(size) = self.name_size(cursor) else { return };
        let away = Vec2::new(
            way.x * (size.width / 2.0 + self.px(8.0)),
            way.y * (size.height / 2.0 + self.px(8.0)),
        );
        let tag = Rect::from_center_size(tip - away, size);
        self.name(cursor, moved_into(tag, inside));
    }

    /// From its tip by corners in CSS pixels.
    fn arrow(&self, cursor: &RemoteCursor, tip: Point, corners: [Vec2; 3]) {
        let context = &self.layer.context;
        let mut arrow = kurbo::BezPath::new();
        arrow.move_to(tip);
        for corner in corners {
            arrow.line_to(tip + corner * self.px(1.0));
        }
        arrow.close_path();
        let arrow = path_2d(&arrow);
        context.set_stroke_style_str(&self.theme.css(Paint::Ground));
        context.set_line_width(self.px(3.0));
        context.stroke_with_path(&arrow);
        context.set_fill_style_str(&self.theme.css(Paint::Colour(cursor.colour)));
        context.fill_with_path_2d(&arrow);
    }

    /// Of the box for a name; `None` for nobody's.
    fn name_size(&self, cursor: &RemoteCursor) -> Option<Size> {
        let context = &self.layer.context;
        context.set_font(&format!(
            "{}px \"Atkinson Hyperlegible\", sans-serif",
            fixed(self.px(NAME_SIZE), 2)
        ));
        let measured = context
            .measure_text(&cursor.name)
            .ok()
            .filter(|_| !cursor.name.is_empty())?;
        Some(Size::new(measured.width() + self.px(10.0), self.px(NAME_SIZE + 6.0)))
    }

    fn name(&self, cursor: &RemoteCursor, tag: Rect) {
        let context = &self.layer.context;
        context.set_text_align("left");
        context.set_fill_style_str(&self.theme.css(Paint::Colour(cursor.colour)));
        context.fill_with_path_2d(&path_2d(&tag.to_rounded_rect(self.px(4.0)).to_path(0.1)));
        context.set_fill_style_str(&self.theme.on_ink());
        context
            .fill_text(&cursor.name, tag.x0 + self.px(5.0), tag.y1 - self.px(5.0))
            .ok();
    }
}

/// A box moved as far as it has to be to lie within another.
fn moved_into(tag: Rect, inside: Rect) -> Rect {
    let into = |from: f64, to: f64, low: f64, high: f64| (low - from).max(0.0) - (to - high).max(0.0);
    tag + Vec2::new(
        into(tag.x0, tag.x1, inside.x0, inside.x1),
        into(tag.y0, tag.y1, inside.y0, inside.y1),
    )
}
