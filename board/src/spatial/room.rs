//! The rooms inside elements: where a label may stand, and where a part has its icon.

use kurbo::{Rect, Size};

use super::{
    box_of,
    closed::{end_radii, hexagon_point, lean, lid_radii, shoulders, tear},
};
use crate::{
    element::{Element, Kind},
    geometry::between,
    part::Part,
    shape::ShapeKind,
};

/// Between the outline of a shape and its label.
const PADDING: f64 = 6.0;
/// Between the edge of a note and what is written on it.
const NOTE_PADDING: f64 = 12.0;
/// An icon is at most this large and, over a label, at least this large.
const ICON_MAX: f64 = 30.0;
const ICON_MIN: f64 = 12.0;
/// The icon of what holds others.
const HOLDER_ICON: f64 = 20.0;

/// The part of an element's box that its label may use.
pub(super) fn room(element: &Element) -> Rect {
    let rect = box_of(element);
    match &element.kind {
        Kind::Shape(shape) => room_in(*shape, rect),
        Kind::Part(part) => room_in_part(*part, rect),
        Kind::Image(_) | Kind::Ink(_) | Kind::Text { .. } | Kind::Connector(_) | Kind::Frame | Kind::Stamp(_) => {
            inset(rect, PADDING, PADDING)
        }
    }
}

/// Where a part's icon stands in its box; `None` where the shape says it all.
pub fn icon_box(part: Part, rect: Rect) -> Option<Rect> {
    if part.holds_others() {
        let side = HOLDER_ICON.min(rect.width()).min(rect.height());
        let corner = (
            rect.x0 + 10.0_f64.min(rect.width() - side),
            rect.y0 + 8.0_f64.min(rect.height() - side),
        );
        return Some(Rect::from_origin_size(corner, Size::new(side, side)));
    }
    if part.shape() == ShapeKind::Person {
        return None;
    }
    let room = room_in(part.shape(), rect);
    if is_flat(room) {
        let side = between(room.height() - 4.0, 4.0, ICON_MAX);
        let top = room.center().y - side / 2.0;
        return Some(Rect::new(room.x0 + 2.0, top, room.x0 + 2.0 + side, top + side));
    }
    let side = between((room.height() * 0.42).min(room.width() * 0.5), ICON_MIN, ICON_MAX);
    let left = room.center().x - side / 2.0;
    let top = room.y0 + (room.height() * 0.06).min(6.0);
    Some(Rect::new(left, top, left + side, top + side))
}

/// Too low for an icon over a label: they stand side by side.
fn is_flat(room: Rect) -> bool {
    room.height() < 40.0
}

fn room_in_part(part: Part, rect: Rect) -> Rect {
    let Some(icon) = icon_box(part, rect) else {
        return room_in(part.shape(), rect);
    };
    if part.holds_others() {
        let left = (icon.x1 + 8.0).min(rect.x1);
        return Rect::new(
            left,
            (icon.y0 - 3.0).max(rect.y0),
            (rect.x1 - PADDING).max(left),
            rect.y1,
        );
    }
    let room = room_in(part.shape(), rect);
    if is_flat(room) {
        return Rect::new((icon.x1 + 4.0).min(room.x1), room.y0, room.x1, room.y1);
    }
    Rect::new(room.x0, (icon.y1 + 2.0).min(room.y1), room.x1, room.y1)
}

fn room_in(shape: ShapeKind, rect: Rect) -> Rect {
    let (width, height) = (rect.width(), rect.height());
    match shape {
        ShapeKind::Rectangle | ShapeKind::Rounded => inset(rect, PADDING, PADDING),
        // The largest rectangles inside, of the box's own proportions.
        ShapeKind::Ellipse => inset(rect, width * 0.146, height * 0.146),
        ShapeKind::Diamond => inset(rect, width * 0.25, height * 0.25),
        ShapeKind::Cylinder => {
            let lid = lid_radii(rect).y;
            inset(Rect::new(rect.x0, rect.y0 + lid * 2.0, rect.x1, rect.y1), PADDING, 0.0)
        }
        ShapeKind::Queue => {
            let end = end_radii(rect).x;
            inset(
                Rect::new(
                    rect.x0 + end / 2.0,
                    rect.y0,
                    (rect.x1 - end * 2.0).max(rect.x0 + end / 2.0),
                    rect.y1,
                ),
                2.0,
                PADDING,
            )
        }
        ShapeKind::Triangle => Rect::new(
            rect.x0 + width * 0.22,
            rect.y0 + height * 0.45,
            rect.x1 - width * 0.22,
            rect.y1 - PADDING.min(height * 0.1),
        ),
        ShapeKind::Hexagon => inset(rect, hexagon_point(rect) * 0.6 + 2.0, PADDING),
        ShapeKind::Parallelogram => inset(rect, lean(rect) * 0.75 + 2.0, PADDING),
        ShapeKind::Cloud => Rect::new(
            rect.x0 + width * 0.12,
            rect.y0 + height * 0.26,
            rect.x1 - width * 0.12,
            rect.y1 - height * 0.08,
        ),
        ShapeKind::Document => inset(
            Rect::new(rect.x0, rect.y0, rect.x1, (rect.y1 - tear(rect) * 2.0).max(rect.y0)),
            PADDING,
            PADDING,
        ),
        ShapeKind::Person => {
            let top = shoulders(rect) + height * 0.08;
            inset(Rect::new(rect.x0, top.min(rect.y1), rect.x1, rect.y1), PADDING, 0.0)
        }
        ShapeKind::Sticky => inset(rect, NOTE_PADDING, NOTE_PADDING),
    }
}

/// A box made smaller at its sides, never inside out.
fn inset(rect: Rect, across: f64, down: f64) -> Rect {
    let (across, down) = (across.min(rect.width() / 2.0), down.min(rect.height() / 2.0));
    Rect::new(rect.x0 + across, rect.y0 + down, rect.x1 - across, rect.y1 - down)
}

#[cfg(test)]
mod tests {
    use kurbo::Shape;

    use super::*;
    use crate::spatial::shape_path;

    #[test]
    fn rooms_and_icons_lie_inside_their_shapes() {
        for (width, height) in [(160.0, 96.0), (96.0, 120.0), (128.0, 80.0)] {
            let rect = Rect::new(0.0, 0.0, width, height);
            for shape in ShapeKind::ALL {
                let room = room_in(shape, rect);
                let path = shape_path(shape, rect);
                assert!(room.area() > rect.area() * 0.1, "{shape:?} {room:?}");
                assert!(path.winding(room.center()) != 0, "{shape:?} {room:?}");
            }
            for part in Part::ALL {
                let room = room_in_part(part, rect);
                assert!(room.width() > 30.0 && room.height() > 18.0, "{part:?} {room:?}");
                if let Some(icon) = icon_box(part, rect) {
                    assert!(
                        rect.union(icon) == rect && icon.intersect(room).area() == 0.0,
                        "{part:?} {icon:?} {room:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_smallest_boxes_have_rooms_too() {
        for side in [0.0, 1.0, 10.0, 30.0] {
            let rect = Rect::new(5.0, 5.0, 5.0 + side, 5.0 + side);
            for part in Part::ALL {
                let room = room_in_part(part, rect);
                assert!(room.width() >= 0.0 && room.height() >= 0.0, "{part:?} {side} {room:?}");
            }
            for shape in ShapeKind::ALL {
                let room = room_in(shape, rect);
                assert!(room.width() >= 0.0 && room.height() >= 0.0, "{shape:?} {side} {room:?}");
            }
        }
    }
}
