//! Lines and arrows of any number of points, which become connectors. Their turn is worked into the points.

use kurbo::{Affine, Point as FloatPoint, Rect};
use serde_json::Value;

use super::{
    binding, look, own,
    source::{Source, SourceKind, is_round},
};
use crate::{
    element::{Connector, Element, End, Kind},
    geometry::Point,
    import::{
        drawing::thinned,
        fields::{Fields, on_board},
    },
    limits,
    shape::{Head, Route},
};

/// Ends nearer to each other than this close a line, in board units; the source uses the same distance.
const CLOSING_DISTANCE: f64 = 8.0;

/// A connector along the points of a line; `target` finds what its ends are bound to.
pub(super) fn read<'e>(source: &Source<'_>, target: &dyn Fn(&str) -> Option<&'e Element>) -> Option<Element> {
    let fields = source.fields;
    let points = points_of(fields)?;
    let (first, last) = (*points.first()?, *points.last()?);
    let (second, last_but_one) = (*points.get(1)?, *points.get(points.len().checked_sub(2)?)?);
    let bound = |name: &str, at: FloatPoint, from: FloatPoint| {
        // Only arrows hold on to things; plain lines may carry left-over bindings.
        let binding = fields.object(name).filter(|_| source.kind == SourceKind::Arrow)?;
        binding::read(binding, at, from, target(binding.text("elementId")?)?)
    };
    let polygon = fields.on("polygon") || points.len() > 2 && first.distance(last) <= CLOSING_DISTANCE;
    let closed = polygon && source.kind == SourceKind::Line;
    let between = points.get(1..points.len() - 1).unwrap_or_default();
    let between = thinned(between, limits::VIA_POINTS).into_iter().map(Point::from_units);
    let is_elbow = fields.on("elbowed") && source.kind == SourceKind::Arrow;
    // The corners of right angles are found anew, unless somebody moved one.
    let is_found = is_elbow && fields.list("fixedSegments").is_empty();
    let connector = Connector {
        start: End {
            at: Point::from_units(first),
            bound: bound("startBinding", first, second),
        },
        end: End {
            at: Point::from_units(last),
            bound: bound("endBinding", last, last_but_one),
        },
        via: match own::via(fields) {
            Some(via) => via,
            None if is_found => Vec::new(),
            None => between.collect(),
        },
        start_head: head(fields.0.get("startArrowhead"), Head::None),
        end_head: head(fields.0.get("endArrowhead"), default_end_head(source.kind)),
        route: if is_elbow {
            Route::Elbow
        } else if is_round(fields) {
            Route::Curved
        } else {
            Route::Straight
        },
        closed,
    };
    let mut element = look::element(source, Kind::Connector(connector.into()));
    if closed {
        element.extras.hatch = look::hatch(fields);
    } else {
        element.style.fill = None;
    }
    Some(element)
}

/// Its points on the board, turned. `None` if any of them lies on no board.
fn points_of(fields: Fields<'_>) -> Option<Vec<FloatPoint>> {
    let origin = FloatPoint::new(fields.units("x")?, fields.units("y")?);
    let mut points = fields.points();
    if points.len() < 2 {
        points = vec![
            FloatPoint::ZERO,
            FloatPoint::new(fields.units("width")?, fields.units("height")?),
        ];
    }
    let placed = points.iter().map(|point| origin + point.to_vec2()).collect::<Vec<_>>();
    let points = turned(placed, look::angle_radians(fields));
    points.iter().all(|point| on_board(*point)).then_some(points)
}

/// Points turned about the middle of their box.
pub(super) fn turned(points: Vec<FloatPoint>, radians: f64) -> Vec<FloatPoint> {
    let Some(first) = points.first().filter(|_| radians != 0.0) else {
        return points;
    };
    let around = points
        .iter()
        .fold(Rect::from_points(*first, *first), |rect, point| rect.union_pt(*point));
    let turn = Affine::rotate_about(radians, around.center());
    points.into_iter().map(|point| turn * point).collect()
}

fn default_end_head(kind: SourceKind) -> Head {
    if kind == SourceKind::Arrow {
        Head::Arrow
    } else {
        Head::None
    }
}

/// The head that stands nearest to the source's; `null` is none, absent the default.
fn head(value: Option<&Value>, absent: Head) -> Head {
    let Some(value) = value else { return absent };
    match value.as_str() {
        None | Some("none" | "") => Head::None,
        Some("triangle" | "inverted") => Head::Triangle,
        Some("triangle_outline") => Head::TriangleOutline,
        Some("dot" | "circle") => Head::Dot,
        Some("circle_outline") => Head::DotOutline,
        Some("diamond") => Head::Diamond,
        Some("diamond_outline") => Head::DiamondOutline,
        Some("bar") => Head::Bar,
        Some("crowfoot_one" | "cardinality_one") => Head::One,
        Some("crowfoot_many" | "cardinality_many") => Head::Many,
        Some("crowfoot_one_or_many" | "cardinality_one_or_many") => Head::OneOrMany,
        Some("cardinality_exactly_one") => Head::ExactlyOne,
        Some("cardinality_zero_or_one") => Head::ZeroOrOne,
        Some("cardinality_zero_or_many") => Head::ZeroOrMany,
        Some(_) => Head::Arrow,
    }
}
