//! Closed shapes, drawn into a box.

use std::f64::consts::{FRAC_PI_2, PI};

use kurbo::{Affine, Arc, BezPath, Circle, Ellipse, Point, Rect, RoundedRect, Shape, Vec2};

use crate::shape::ShapeKind;

/// How exactly curves are followed, in board units.
pub(super) const ACCURACY: f64 = 0.05;
/// The largest radius of a rounded corner.
const CORNER_MAX: f64 = 16.0;

/// A closed shape in a box.
pub fn shape_path(shape: ShapeKind, rect: Rect) -> BezPath {
    match shape {
        ShapeKind::Rectangle | ShapeKind::Sticky => polygon(&[
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
            let point = hexagon_point(rect);
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
            let lean = lean(rect);
            polygon(&[
                Point::new(rect.x0 + lean, rect.y0),
                Point::new(rect.x1, rect.y0),
                Point::new(rect.x1 - lean, rect.y1),
                Point::new(rect.x0, rect.y1),
            ])
        }
        ShapeKind::Queue => lying_cylinder(rect),
        ShapeKind::Cloud => cloud(rect),
        ShapeKind::Document => document(rect),
        ShapeKind::Person => person(rect),
    }
}

/// The near rim of a cylinder, which its outline does not show; `None` for what has none.
pub fn rim(shape: ShapeKind, rect: Rect) -> Option<BezPath> {
    let mut path = BezPath::new();
    match shape {
        ShapeKind::Cylinder => {
            let radii = lid_radii(rect);
            path.move_to((rect.x0, rect.y0 + radii.y));
            let centre = Point::new(rect.center().x, rect.y0 + radii.y);
            arc(&mut path, centre, radii, PI, -PI);
        }
        ShapeKind::Queue => {
            let radii = end_radii(rect);
            path.move_to((rect.x1 - radii.x, rect.y0));
            let centre = Point::new(rect.x1 - radii.x, rect.center().y);
            arc(&mut path, centre, radii, -FRAC_PI_2, -PI);
        }
        ShapeKind::Rectangle
        | ShapeKind::Ellipse
        | ShapeKind::Diamond
        | ShapeKind::Rounded
        | ShapeKind::Triangle
        | ShapeKind::Hexagon
        | ShapeKind::Cloud
        | ShapeKind::Document
        | ShapeKind::Person
        | ShapeKind::Parallelogram
        | ShapeKind::Sticky => return None,
    }
    Some(path)
}

/// Half the width and half the height of a cylinder's lid.
pub(super) fn lid_radii(rect: Rect) -> Vec2 {
    Vec2::new(rect.width() / 2.0, (rect.height() / 6.0).min(rect.width() / 6.0))
}

/// Half the width and half the height of a lying cylinder's end.
pub(super) fn end_radii(rect: Rect) -> Vec2 {
    Vec2::new((rect.width() / 6.0).min(rect.height() / 6.0), rect.height() / 2.0)
}

/// How far a hexagon's sides stand in from its points.
pub(super) fn hexagon_point(rect: Rect) -> f64 {
    (rect.width() / 4.0).min(rect.height() / 2.0)
}

/// How far a parallelogram leans over.
pub(super) fn lean(rect: Rect) -> f64 {
    (rect.width() / 5.0).min(rect.height() / 2.0)
}

/// Half the height of the torn edge of a document.
pub(super) fn tear(rect: Rect) -> f64 {
    (rect.height() * 0.1).min(rect.width() * 0.1)
}

/// Where a person's shoulders begin, under the head.
pub(super) fn shoulders(rect: Rect) -> f64 {
    rect.y0 + head_radius(rect) * 2.0 + rect.height() * 0.03
}

fn head_radius(rect: Rect) -> f64 {
    (rect.width() * 0.24).min(rect.height() * 0.22)
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

fn lying_cylinder(rect: Rect) -> BezPath {
    let radii = end_radii(rect);
    let middle = rect.center().y;
    let mut path = BezPath::new();
    path.move_to((rect.x0 + radii.x, rect.y0));
    path.line_to((rect.x1 - radii.x, rect.y0));
    arc(&mut path, Point::new(rect.x1 - radii.x, middle), radii, -FRAC_PI_2, PI);
    path.line_to((rect.x0 + radii.x, rect.y1));
    arc(&mut path, Point::new(rect.x0 + radii.x, middle), radii, FRAC_PI_2, PI);
    path.close_path();
    path
}

/// Bumps over a flat foot.
fn cloud(rect: Rect) -> BezPath {
    let mut path = BezPath::new();
    path.move_to((0.22, 1.0));
    path.curve_to((0.09, 1.0), (0.0, 0.9), (0.0, 0.74));
    path.curve_to((0.0, 0.6), (0.07, 0.5), (0.17, 0.47));
    path.curve_to((0.13, 0.26), (0.24, 0.1), (0.37, 0.17));
    path.curve_to((0.44, -0.055), (0.68, -0.065), (0.73, 0.22));
    path.curve_to((0.88, 0.18), (0.94, 0.36), (0.89, 0.49));
    path.curve_to((0.96, 0.52), (1.0, 0.62), (1.0, 0.74));
    path.curve_to((1.0, 0.9), (0.91, 1.0), (0.78, 1.0));
    path.line_to((0.22, 1.0));
    path.close_path();
    path.apply_affine(
        Affine::translate(rect.origin().to_vec2()) * Affine::scale_non_uniform(rect.width(), rect.height()),
    );
    path
}

/// A sheet whose lower edge goes up and down once.
fn document(rect: Rect) -> BezPath {
    let tear = tear(rect);
    let (middle, aside, edge) = (rect.center().x, rect.width() / 6.0, rect.y1 - tear);
    let mut path = BezPath::new();
    path.move_to((rect.x0, rect.y0));
    path.line_to((rect.x1, rect.y0));
    path.line_to((rect.x1, edge));
    let (up, down) = (edge - tear * 4.0 / 3.0, edge + tear * 4.0 / 3.0);
    path.curve_to((rect.x1 - aside, up), (middle + aside, up), (middle, edge));
    path.curve_to((middle - aside, down), (rect.x0 + aside, down), (rect.x0, edge));
    path.line_to((rect.x0, rect.y0));
    path.close_path();
    path
}

fn person(rect: Rect) -> BezPath {
    let radius = head_radius(rect);
    let middle = rect.center().x;
    let mut path = Circle::new((middle, rect.y0 + radius), radius).to_path(ACCURACY);
    let top = shoulders(rect);
    let round = (rect.width() / 2.0).min((rect.y1 - top) * 0.8);
    // How far the handles of a quarter circle stand out.
    let handle = round * 0.448;
    path.move_to((rect.x0, rect.y1));
    path.line_to((rect.x0, top + round));
    path.curve_to((rect.x0, top + handle), (rect.x0 + handle, top), (rect.x0 + round, top));
    path.line_to((rect.x1 - round, top));
    path.curve_to((rect.x1 - handle, top), (rect.x1, top + handle), (rect.x1, top + round));
    path.line_to((rect.x1, rect.y1));
    path.line_to((rect.x0, rect.y1));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_fills_its_box_and_leaves_it_nowhere() {
        for (width, height) in [(160.0, 96.0), (40.0, 200.0), (300.0, 30.0), (8.0, 8.0)] {
            let rect = Rect::new(10.0, 20.0, 10.0 + width, 20.0 + height);
            for shape in ShapeKind::ALL {
                let drawn = shape_path(shape, rect).bounding_box();
                let near = |left: f64, right: f64, length: f64| (left - right).abs() <= length * 0.02 + 0.1;
                assert!(
                    near(drawn.x0, rect.x0, width) && near(drawn.x1, rect.x1, width) || shape == ShapeKind::Person,
                    "{shape:?} {drawn:?} in {rect:?}"
                );
                assert!(
                    near(drawn.y0, rect.y0, height) && near(drawn.y1, rect.y1, height),
                    "{shape:?} {drawn:?} in {rect:?}"
                );
                let rim = rim(shape, rect).map_or(drawn, |rim| rim.bounding_box());
                assert!(
                    rect.inflate(0.1, 0.1).union(rim) == rect.inflate(0.1, 0.1),
                    "{shape:?} {rim:?}"
                );
                assert!(shape_path(shape, rect).area().abs() > rect.area() * 0.3, "{shape:?}");
            }
        }
    }
}
