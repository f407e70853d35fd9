//! The lines elements are drawn along.

use kurbo::{Affine, BezPath, Shape, Vec2};

use super::{box_of, closed::ACCURACY, connector_path, rotation, shape_path, stamp::standing};
use crate::{
    board::Board,
    element::{Element, Kind, Sign},
    shape::{Flip, ShapeKind},
};

/// The line an element is drawn along, flipped and turned, in board units: closed but for ink and open connectors.
pub fn outline(element: &Element, board: &Board) -> BezPath {
    let mut path = match &element.kind {
        Kind::Shape(shape) => shape_path(*shape, box_of(element)),
        Kind::Part(part) => shape_path(part.shape(), box_of(element)),
        Kind::Text { .. } | Kind::Image(_) | Kind::Frame => box_of(element).to_path(ACCURACY),
        Kind::Stamp(stamp) => {
            let stood = standing(element, board);
            let shape = match stamp.sign {
                Sign::Pin(_) => ShapeKind::Ellipse,
                Sign::Cut | Sign::Later | Sign::Risk | Sign::Instrument | Sign::Assumption => ShapeKind::Rectangle,
            };
            return rotation(&stood) * shape_path(shape, box_of(&stood));
        }
        Kind::Connector(_) => return connector_path(element, board),
        Kind::Ink(_) => {
            let origin = element.origin.to_units().to_vec2();
            let ink = element.lying_ink().unwrap_or_default();
            let mut places = ink.samples.0.iter().map(|sample| sample.at.to_units() + origin);
            let mut path = BezPath::new();
            if let Some(first) = places.next() {
                path.move_to(first);
                places.for_each(|place| path.line_to(place));
            }
            path
        }
    };
    if let Some(mirror) = mirror(element) {
        path.apply_affine(mirror);
    }
    path.apply_affine(rotation(element));
    path
}

/// What changes sides in the box of a flipped element, before it is turned; `None` where nothing does. A connector goes
/// where its ends are, and text is never mirrored.
pub fn mirror(element: &Element) -> Option<Affine> {
    let Flip { horizontal, vertical } = element.extras.flip;
    let has_sides = match &element.kind {
        Kind::Ink(_) | Kind::Shape(_) | Kind::Image(_) | Kind::Part(_) => true,
        Kind::Connector(_) | Kind::Text { .. } | Kind::Frame | Kind::Stamp(_) => false,
    };
    if !has_sides || !(horizontal || vertical) {
        return None;
    }
    let middle = box_of(element).center().to_vec2();
    let side = |is_flipped: bool| if is_flipped { -1.0 } else { 1.0 };
    let about = |by: Vec2| Affine::translate(by);
    Some(about(middle) * Affine::scale_non_uniform(side(horizontal), side(vertical)) * about(-middle))
}
