//! Lines through points. Their turn is worked into the points.

use kurbo::Point as FloatPoint;
use serde_json::Value;

use super::{
    look::{self, LABELS},
    tree::Placed,
};
use crate::{
    element::{Connector, Element, End, Kind},
    geometry::Point,
    import::{
        drawing::thinned,
        fields::{Fields, on_board},
    },
    limits,
    shape::Route,
};

/// A connector along the points of a line. `None` if it has fewer than two, or one that lies on no board.
pub(super) fn read(placed: &Placed<'_>) -> Option<Element> {
    let props = placed.shape.props;
    let points = points_of(props).into_iter().map(|point| placed.to_page * point);
    let points = points.collect::<Vec<_>>();
    let [first, between @ .., last] = points.as_slice() else {
        return None;
    };
    if !points.iter().all(|point| on_board(*point)) {
        return None;
    }
    let end = |at: FloatPoint| End {
        at: Point::from_units(at),
        bound: None,
    };
    let between = thinned(between, limits::VIA_POINTS).into_iter();
    let connector = Connector {
        start: end(*first),
        end: end(*last),
        via: between.map(Point::from_units).collect(),
        route: match props.text("spline") {
            Some("cubic") => Route::Curved,
            Some(_) | None => Route::Straight,
        },
        ..Connector::default()
    };
    Some(look::element(placed, Kind::Connector(connector.into()), LABELS))
}

/// The points in their order: a list, or points by name, each with its place in the order or named by it. They were called
/// handles once.
fn points_of(props: Fields<'_>) -> Vec<FloatPoint> {
    let place = |value: &Value| {
        let fields = value.as_object().map(Fields)?;
        Some(FloatPoint::new(fields.number("x")?, fields.number("y")?))
    };
    let listed = props.0.get("points").or_else(|| props.0.get("handles"));
    match listed {
        Some(Value::Array(points)) => points.iter().filter_map(place).collect(),
        Some(Value::Object(points)) => {
            let index = |name: &str, value: &Value| {
                let index = value.get("index").and_then(Value::as_str);
                index.unwrap_or(name).to_owned()
            };
            let points = points
                .iter()
                .filter_map(|(name, value)| Some((index(name, value), place(value)?)));
            let mut points = points.collect::<Vec<_>>();
            points.sort_by(|(one, _), (other, _)| one.cmp(other));
            points.into_iter().map(|(_, point)| point).collect()
        }
        Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) | None => Vec::new(),
    }
}
