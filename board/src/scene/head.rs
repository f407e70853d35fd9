//! What stands at the ends of connectors.

use kurbo::{BezPath, Circle, Point, Shape, Vec2};

use super::{Paint, Primitive, Stroke};
use crate::{
    shape::{Dash, Head},
    spatial::Way,
};

/// The head at the first point of a way; `None` where there is none or the way goes nowhere.
pub(super) fn head(kind: Head, way: &Way, paint: Paint, width: f64) -> Option<Primitive> {
    let length = (7.0 + width * 2.5).min(way.length() / 2.0);
    let (tip, inwards) = way.leaving(length)?;
    let across = Vec2::new(-inwards.y, inwards.x);
    let at = |along: f64, aside: f64| tip + inwards * (length * along) + across * (length * aside);
    let stroked = |path| {
        Some(path_of(
            path,
            None,
            Some(Stroke {
                paint,
                width,
                dash: Dash::Solid,
            }),
        ))
    };
    let filled = |path| Some(path_of(path, Some(paint), None));
    match kind {
        Head::None => None,
        Head::Arrow => stroked(polyline(&[at(1.0, -0.5), tip, at(1.0, 0.5)])),
        Head::Bar => stroked(polyline(&[at(0.0, -0.55), at(0.0, 0.55)])),
        Head::Triangle | Head::TriangleOutline => {
            // The line's round end would stick out of a tip at its own place.
            let out = tip - inwards * width;
            filled(closed(polyline(&[out, at(1.0, -0.45), at(1.0, 0.45)])))
        }
        Head::Diamond | Head::DiamondOutline => filled(closed(polyline(&[
            tip - inwards * width,
            at(0.6, -0.4),
            at(1.2, 0.0),
            at(0.6, 0.4),
        ]))),
        Head::Dot | Head::DotOutline => filled(Circle::new(at(0.35, 0.0), length * 0.38).to_path(0.05)),
        Head::One | Head::ExactlyOne | Head::ZeroOrOne => stroked(polyline(&[at(0.5, -0.55), at(0.5, 0.55)])),
        Head::Many | Head::OneOrMany | Head::ZeroOrMany => {
            stroked(polyline(&[at(0.0, -0.5), at(1.0, 0.0), at(0.0, 0.5)]))
        }
    }
}

fn path_of(path: BezPath, fill: Option<Paint>, stroke: Option<Stroke>) -> Primitive {
    Primitive::Path {
        path,
        fill,
        stroke,
        hairline: None,
    }
}

fn polyline(points: &[Point]) -> BezPath {
    let mut path = BezPath::new();
    for (index, point) in points.iter().enumerate() {
        if index == 0 {
            path.move_to(*point);
        } else {
            path.line_to(*point);
        }
    }
    path
}

fn closed(mut path: BezPath) -> BezPath {
    path.close_path();
    path
}
