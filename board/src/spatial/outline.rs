//! The lines elements are drawn along.

use kurbo::{Arc, BezPath, Ellipse, Point, Rect, RoundedRect, Shape, Vec2};
use std::f64::consts::{FRAC_PI_2, PI};

use super::{box_of, connector_path, rotation};
use crate::{
    board::Board,
    element::{Element, Kind},
    shape::ShapeKind,
};

/// How exactly curves are followed, in board units.
const ACCURACY: f64 = 0.05;
/// The largest radius of a rounded corner.
const CORNER_MAX: f64 = 16.0;

/// The line an element is drawn along, turned, in board units: closed but for ink and open connectors.
pub fn outline(element: &Element, board: &Board) -> BezPath {
    let mut path = match &element.kind {
        Kind::Shape(shape) => shape_path(*shape, box_of(element)),
        Kind::Part(part) => shape_path(part.shape(), box_of(element)),
        Kind::Text { .. } | Kind::Image(_) | Kind::Frame | Kind::Stamp(_) => box_of(element).to_path(ACCURACY),
        Kind::Connector(connector) => return connector_path(connector, board),
        Kind::Ink(ink) => {
            let origin = element.origin.to_units().to_vec2();
            let mut places = ink.samples.0.iter().map(|sample| sample.at.to_units() + origin);
            let mut path = BezPath::new();
            if let Some(first) = places.next() {
                path.move_to(first);
                places.for_each(|place| path.line_to(place));
            }
            path
        }
    };
    path.apply_affine(rotation(element));
    path
}

/// A closed shape in a box.
pub fn shape_path(shape: ShapeKind, rect: Rect) -> BezPath {
    match shape {
        ShapeKind::Rectangle => polygon(&[
            Point::new(rect.x0, rect.y0),
            Point::new(rect.x1, rect.y0),
            Point::new(rect.x1, rect.y1),
            Point::new(rect.x0, rect.y1),
        ]),
        ShapeKind::Rounded => {
            let radius = (rect.width().min(rect.height()) / 4.0).min(CORNER_MAX);
            RoundedRect::from_rect(rect, radius).to_path(ACCURACY)
        }
        ShapeKind::Ellipse => Ellipse::from_rect(rect).to_path(ACCURACY),
        ShapeKind::Diamond => {
            let middle = rect.center();
            polygon(&[
                Point::new(middle.x, rect.y0),
                Point::new(rect.x1, middle.y),
                Point::new(middle.x, rect.y1),
                Point::new(rect.x0, middle.y),
            ])
        }
        ShapeKind::Cylinder => cylinder(rect),
        ShapeKind::Triangle => polygon(&[
            Point::new(rect.center().x, rect.y0),
            Point::new(rect.x1, rect.y1),
            Point::new(rect.x0, rect.y1),
        ]),
        ShapeKind::Hexagon => {
            let point = (rect.width() / 4.0).min(rect.height() / 2.0);
            polygon(&[
                Point::new(rect.x0 + point, rect.y0),
                Point::new(rect.x1 - point, rect.y0),
                Point::new(rect.x1, rect.center().y),
                Point::new(rect.x1 - point, rect.y1),
                Point::new(rect.x0 + point, rect.y1),
                Point::new(rect.x0, rect.center().y),
            ])
        }
        ShapeKind::Parallelogram => {
            let lean = (rect.width() / 5.0).min(rect.height() / 2.0);
            polygon(&[
                Point::new(rect.x0 + lean, rect.y0),
                Point::new(rect.x1, rect.y0),
                Point::new(rect.x1 - lean, rect.y1),
                Point::new(rect.x0, rect.y1),
            ])
        }
        ShapeKind::Sticky | ShapeKind::Queue | ShapeKind::Cloud | ShapeKind::Document | ShapeKind::Person => {
            rect.to_path(ACCURACY)
        }
    }
}

/// The near rim of a cylinder's lid, which its outline does not show.
pub fn cylinder_lid(rect: Rect) -> BezPath {
    let radii = lid_radii(rect);
    let mut path = BezPath::new();
    path.move_to((rect.x0, rect.y0 + radii.y));
    arc(
        &mut path,
        Point::new(rect.center().x, rect.y0 + radii.y),
        radii,
        PI,
        -PI,
    );
    path
}

/// Half the width and half the height of a cylinder's lid.
pub(super) fn lid_radii(rect: Rect) -> Vec2 {
    Vec2::new(rect.width() / 2.0, (rect.height() / 6.0).min(rect.width() / 6.0))
}

fn cylinder(rect: Rect) -> BezPath {
    let radii = lid_radii(rect);
    let middle = rect.center().x;
    let mut path = BezPath::new();
    path.move_to((rect.x0, rect.y0 + radii.y));
    arc(&mut path, Point::new(middle, rect.y0 + radii.y), radii, PI, PI);
    path.line_to((rect.x1, rect.y1 - radii.y));
    arc(&mut path, Point::new(middle, rect.y1 - radii.y), radii, 0.0, PI);
    path.line_to((rect.x0, rect.y0 + radii.y));
    path.close_path();
    path
}

/// Appends an arc in quarter turns.
fn arc(path: &mut BezPath, centre: Point, radii: Vec2, start: f64, sweep: f64) {
    let quarter = FRAC_PI_2.copysign(sweep);
    for turn in 0..2 {
        let piece = Arc::new(centre, radii, start + quarter * f64::from(turn), quarter, 0.0);
        piece.to_cubic_beziers(ACCURACY, |first, second, end| path.curve_to(first, second, end));
    }
}

fn polygon(corners: &[Point]) -> BezPath {
    let mut path = BezPath::new();
    for (index, corner) in corners.iter().enumerate() {
        if index == 0 {
            path.move_to(*corner);
        } else {
            path.line_to(*corner);
        }
    }
    if let Some(first) = corners.first() {
        path.line_to(*first);
    }
    path.close_path();
    path
}
