//! Arrows. What their ends hold on to stood in the arrows first and has records of its own since version 2.3; an end that
//! holds on to nothing is a point.

use kurbo::{Point as FloatPoint, Rect};
use serde_json::Value;

use super::{
    look::{self, ARROW_LABELS, scale},
    records::Records,
    tree::Placed,
    words,
};
use crate::{
    element::{ALL_ALONG, Binding, Connector, Element, End, Kind},
    geometry::Point,
    import::{
        drawing::aim_of,
        fields::{Fields, on_board},
    },
    shape::{Head, Route},
    spatial,
};

/// An arrow bent by less than this is straight, in board units.
const LEAST_BEND: f64 = 8.0;
/// How near the middle an aim counts as the middle.
const MIDDLE: f64 = 0.001;

/// What an end of an arrow holds on to, as the file says it.
#[derive(Clone, Copy)]
pub(super) struct Hold<'a> {
    /// The name of the shape.
    pub(super) target: &'a str,
    /// Where in it, as a part of its box.
    spot: FloatPoint,
    /// Whether just there, not only somewhere.
    is_precise: bool,
}

/// A shape that an end holds on to.
pub(super) struct Target<'e, 'a> {
    pub(super) placed: &'e Placed<'a>,
    /// What became of it, if anything did.
    pub(super) element: Option<&'e Element>,
}

/// What the end of an arrow holds on to, if it does.
pub(super) fn hold<'a>(placed: &Placed<'a>, records: &Records<'a>, is_start: bool) -> Option<Hold<'a>> {
    let record = records.bindings.get(&(placed.shape.name, is_start));
    let of_record = || {
        let record = record?;
        Some((record.text("toId")?, record.object("props")?))
    };
    let of_arrow = || {
        let terminal = placed.shape.props.object(terminal(is_start))?;
        Some((terminal.text("boundShapeId")?, terminal))
    };
    let (target, told) = of_record().or_else(of_arrow)?;
    let anchor = told.object("normalizedAnchor");
    let part = |name: &str| anchor.and_then(|anchor| anchor.number(name)).unwrap_or(0.5);
    let spot = FloatPoint::new(part("x"), part("y"));
    let is_middle = (spot.x - 0.5).abs() <= MIDDLE && (spot.y - 0.5).abs() <= MIDDLE;
    // The first versions aimed at whatever was not the middle.
    let is_precise = told.0.get("isPrecise").and_then(Value::as_bool) != Some(false);
    Some(Hold {
        target,
        spot,
        is_precise: is_precise && !is_middle,
    })
}

/// An arrow between its ends; those that hold on to something come with it. `None` if an end lies on no board.
pub(super) fn read(placed: &Placed<'_>, holds: [Option<(Hold<'_>, Target<'_, '_>)>; 2]) -> Option<Element> {
    let props = placed.shape.props;
    let [start, end] = holds;
    let (start_at, start_bound) = end_of(placed, start.as_ref(), true);
    let (end_at, end_bound) = end_of(placed, end.as_ref(), false);
    let is_elbow = props.text("kind") == Some("elbow");
    let middle = bent(start_at, end_at, props.number("bend").unwrap_or(0.0), scale(props)).filter(|_| !is_elbow);
    if ![Some(start_at), Some(end_at), middle]
        .into_iter()
        .flatten()
        .all(on_board)
    {
        return None;
    }
    let is_hollow = matches!(props.text("fill"), None | Some("none"));
    let connector = Connector {
        start: End {
            at: Point::from_units(start_at),
            bound: start_bound,
        },
        end: End {
            at: Point::from_units(end_at),
            bound: end_bound,
        },
        start_head: head(props.text("arrowheadStart").unwrap_or("none"), is_hollow),
        end_head: head(props.text("arrowheadEnd").unwrap_or("arrow"), is_hollow),
        route: match middle {
            Some(_) => Route::Curved,
            None if is_elbow => Route::Elbow,
            None => Route::Straight,
        },
        via: middle.map(Point::from_units).into_iter().collect(),
        closed: false,
    };
    let mut element = look::element(placed, Kind::Connector(connector.into()), ARROW_LABELS);
    element.text = words::of(props).as_str().into();
    element.extras.along = along(props).filter(|_| !element.text.is_empty());
    Some(element)
}

/// Where an end is, and what it is bound to.
fn end_of(
    placed: &Placed<'_>,
    held: Option<&(Hold<'_>, Target<'_, '_>)>,
    is_start: bool,
) -> (FloatPoint, Option<Binding>) {
    let Some((hold, target)) = held else {
        let point = placed.shape.props.object(terminal(is_start));
        let part = |name: &str| point.and_then(|point| point.number(name)).unwrap_or(0.0);
        return (placed.to_page * FloatPoint::new(part("x"), part("y")), None);
    };
    let spot = if hold.is_precise {
        hold.spot
    } else {
        FloatPoint::new(0.5, 0.5)
    };
    let Some(element) = target.element else {
        // It did not come over, but the file knows where it is.
        let side = |name: &str| target.placed.shape.props.number(name).unwrap_or(0.0);
        let at = FloatPoint::new(spot.x * side("w"), spot.y * side("h"));
        return (target.placed.to_page * at, None);
    };
    let bound = Binding {
        element: element.id,
        aim: hold.is_precise.then(|| aim_of(spot)),
    };
    (place_in(element, spot), Some(bound).filter(|_| element.takes_ends()))
}

fn terminal(is_start: bool) -> &'static str {
    if is_start { "start" } else { "end" }
}

/// The place at a part of an element's box.
fn place_in(element: &Element, spot: FloatPoint) -> FloatPoint {
    let rect = match element.connector() {
        Some(connector) => {
            let (start, end) = (connector.start.at.to_units(), connector.end.at.to_units());
            let around = Rect::from_points(start, end);
            connector
                .via
                .iter()
                .fold(around, |around, at| around.union_pt(at.to_units()))
        }
        None => spatial::box_of(element),
    };
    let upright = FloatPoint::new(rect.x0 + rect.width() * spot.x, rect.y0 + rect.height() * spot.y);
    spatial::rotation(element) * upright
}

/// The middle of an arrow that is bent: so far beside the middle between its ends, to the right of who goes along it.
fn bent(start: FloatPoint, end: FloatPoint, bend: f64, scale: f64) -> Option<FloatPoint> {
    let way = end - start;
    let is_bent = bend.abs() >= LEAST_BEND * scale && way.hypot() > 0.0;
    is_bent.then(|| start.midpoint(end) + way.turn_90() / way.hypot() * bend)
}

/// Where on its way the label is wanted; `None` at the middle.
fn along(props: Fields<'_>) -> Option<u16> {
    let share = props.number("labelPosition")?;
    let is_middle = (share - 0.5).abs() <= MIDDLE;
    (!is_middle).then(|| (share.clamp(0.0, 1.0) * f64::from(ALL_ALONG)).round() as u16)
}

/// The head that stands nearest. Those that enclose something are as hollow as the arrow says of its inside.
fn head(name: &str, is_hollow: bool) -> Head {
    let either = |filled: Head, hollow: Head| if is_hollow { hollow } else { filled };
    match name {
        "none" => Head::None,
        "triangle" | "inverted" => either(Head::Triangle, Head::TriangleOutline),
        "dot" => either(Head::Dot, Head::DotOutline),
        "diamond" | "square" => either(Head::Diamond, Head::DiamondOutline),
        "pipe" | "bar" => Head::Bar,
        _ => Head::Arrow,
    }
}
