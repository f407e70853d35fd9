//! The boxes of elements, as they stand and as they are turned.

use kurbo::{Affine, Point, Rect, Shape, Size};

use super::{connector_path, lettering::padded_width, outline::mirror, stamp::standing_box};
use crate::{
    board::Board,
    element::{Binding, Element, Kind},
    geometry::{Point as Place, rect_units},
    ink::Nib,
    text_metrics,
};

/// The box of an element before it is turned, in board units. Empty for connectors, which have none of their own.
pub fn box_of(element: &Element) -> Rect {
    match &element.kind {
        Kind::Ink(_) => {
            let (near, size) = element.lying_ink().map(|ink| ink.extent()).unwrap_or_default();
            rect_units(element.origin.offset(near), size)
        }
        Kind::Text { auto_width } => {
            let width = (!auto_width).then_some(padded_width(element));
            let font = element.extras.face.font();
            let block = text_metrics::block(font, &element.text.to_string(), element.style.font_size, width);
            let own = if *auto_width {
                block
            } else {
                Size::new(f64::from(element.size.width) / 8.0, block.height)
            };
            Rect::from_origin_size(element.origin.to_units(), own)
        }
        Kind::Connector(_) => Rect::from_origin_size(element.origin.to_units(), Size::ZERO),
        Kind::Shape(_) | Kind::Image(_) | Kind::Frame | Kind::Part(_) | Kind::Stamp(_) => {
            rect_units(element.origin, element.size)
        }
    }
}

/// How far an element's line reaches to either side of its middle, in board units.
pub fn half_width(element: &Element) -> f64 {
    let width = f64::from(element.style.width_eighths) / 8.0;
    match element.kind {
        Kind::Ink(_) if element.extras.nib == Nib::Highlighter => width * Nib::Highlighter.widths() / 2.0,
        Kind::Ink(_)
        | Kind::Shape(_)
        | Kind::Text { .. }
        | Kind::Image(_)
        | Kind::Frame
        | Kind::Connector(_)
        | Kind::Part(_)
        | Kind::Stamp(_) => width / 2.0,
    }
}

/// The turn of an element about the middle of its box.
pub fn rotation(element: &Element) -> Affine {
    if element.angle_centidegrees % 36_000 == 0 || element.connector().is_some() {
        return Affine::IDENTITY;
    }
    Affine::rotate_about(turn_radians(element), box_of(element).center())
}

/// The smallest upright rectangle around an element's line, turned and with derived geometry, in board units. Line widths
/// and labels are not part of it.
pub fn bounds(element: &Element, board: &Board) -> Rect {
    match &element.kind {
        Kind::Connector(_) => connector_path(element, board).bounding_box(),
        Kind::Ink(ink) if element.angle_centidegrees % 36_000 != 0 => {
            let turn = rotation(element) * mirror(element).unwrap_or_default();
            let place = |at: Place| turn * element.origin.offset(at).to_units();
            let mut places = ink.samples.0.iter().map(|sample| place(sample.at));
            let first = places.next().unwrap_or_else(|| element.origin.to_units());
            places.fold(Rect::from_points(first, first), |all, place| all.union_pt(place))
        }
        Kind::Ink(_)
        | Kind::Shape(_)
        | Kind::Text { .. }
        | Kind::Image(_)
        | Kind::Frame
        | Kind::Part(_)
        | Kind::Stamp(_) => {
            let upright = standing_box(element, board);
            if element.angle_centidegrees % 36_000 == 0 {
                upright
            } else {
                turned(upright, turn_radians(element))
            }
        }
    }
}

/// The exact place that a binding means, if it means one.
pub fn exact_place(bound: Binding, board: &Board) -> Option<Point> {
    let element = board.element(bound.element)?;
    bound.aim.map(|aim| aimed_at(element, Some(aim)))
}

/// The point at a share of an element's box, in 1/10,000 of width and height, turned with it.
pub(super) fn aimed_at(element: &Element, aim: Option<(i32, i32)>) -> Point {
    let upright = box_of(element);
    let (across, down) = aim.unwrap_or((5_000, 5_000));
    let share = |part: i32| f64::from(part) / 10_000.0;
    let place = Point::new(
        upright.x0 + upright.width() * share(across),
        upright.y0 + upright.height() * share(down),
    );
    rotation(element) * place
}

fn turn_radians(element: &Element) -> f64 {
    // A turn the other way round is the same turn, to the last bit.
    (f64::from(element.angle_centidegrees.rem_euclid(36_000)) / 100.0).to_radians()
}

fn turned(upright: Rect, radians: f64) -> Rect {
    let (sine, cosine) = (radians.sin().abs(), radians.cos().abs());
    let (width, height) = (upright.width(), upright.height());
    Rect::from_center_size(
        upright.center(),
        Size::new(width * cosine + height * sine, width * sine + height * cosine),
    )
}
