//! Lines, arrows and freehand strokes: points that count from the first of them.

use serde_json::{Value, json};

use super::{Telling, Words, number, place, units};
use crate::{
    element::{Connector, Element, End, Kind},
    geometry::Point,
    id::ElementId,
    ink::{Ink, Nib},
    shape::{Head, Route},
    spatial::connector_points,
};

/// Between a target's outline and the end bound to it; what is drawn here keeps the same distance.
const GAP: f64 = 4.0;
/// The middle of a box, as the format writes it: the exact middle means something else to it.
const MIDDLE: f64 = 0.5001;

impl Telling<'_> {
    /// The element that an end is bound to, if that is told of and can be bound to in the format.
    pub(super) fn target(&self, end: &End) -> Option<ElementId> {
        let target = self.among.get(&end.bound?.element)?;
        match &target.kind {
            Kind::Shape(_) | Kind::Part(_) | Kind::Text { .. } | Kind::Image(_) | Kind::Frame => Some(target.id),
            Kind::Ink(_) | Kind::Connector(_) | Kind::Stamp(_) => None,
        }
    }

    pub(super) fn add_line(&self, element: &Element, connector: &Connector, words: &mut Words) {
        let points = connector_points(element, self.board);
        let points = points.into_iter().map(Point::from_units).collect::<Vec<_>>();
        add_points(&points, words);
        let heads = [connector.start_head, connector.end_head];
        let bound = [connector.start, connector.end].map(|end| self.binding(&end));
        let is_bare = heads == [Head::None; 2] && bound.iter().all(Value::is_null) && element.text.is_empty();
        let is_line = connector.closed || is_bare && connector.route != Route::Elbow;
        let [start, end] = bound;
        let mut put = |name: &str, value: Value| drop(words.insert(name.to_owned(), value));
        // Its points stand where they are drawn.
        put("angle", 0.into());
        put("type", if is_line { "line" } else { "arrow" }.into());
        put("startBinding", if is_line { Value::Null } else { start });
        put("endBinding", if is_line { Value::Null } else { end });
        put("startArrowhead", head(connector.start_head));
        put("endArrowhead", head(connector.end_head));
        put("lastCommittedPoint", Value::Null);
        if is_line {
            put("polygon", connector.closed.into());
        } else {
            put("elbowed", (connector.route == Route::Elbow).into());
        }
        if connector.route == Route::Elbow && !is_line {
            put("fixedSegments", Value::Null);
            put("startIsSpecial", Value::Null);
            put("endIsSpecial", Value::Null);
        }
        if connector.route == Route::Curved {
            put("roundness", json!({"type": 2}));
        }
    }

    fn binding(&self, end: &End) -> Value {
        let Some(target) = self.target(end) else {
            return Value::Null;
        };
        let aim = end.bound.and_then(|bound| bound.aim).unwrap_or((5_000, 5_000));
        let share = |part: i32| number(f64::from(part) / 10_000.0);
        let is_middle = |part: i32| part.abs_diff(5_000) <= 10;
        let fixed = if is_middle(aim.0) && is_middle(aim.1) {
            json!([MIDDLE, MIDDLE])
        } else {
            Value::from(vec![share(aim.0), share(aim.1)])
        };
        json!({"elementId": self.names.of(target), "focus": 0, "gap": number(GAP), "fixedPoint": fixed, "mode": "orbit"})
    }
}

pub(super) fn add_ink(element: &Element, ink: &Ink, words: &mut Words) {
    let samples = &ink.samples.0;
    let points = samples.iter().map(|sample| element.origin.offset(sample.at));
    add_points(&points.collect::<Vec<_>>(), words);
    let pressure = |pressure: u8| number(f64::from(pressure) / 255.0);
    let pressures = samples.iter().filter(|_| ink.pressure);
    let pressures = pressures.map(|sample| pressure(sample.pressure)).collect::<Vec<_>>();
    let mut put = |name: &str, value: Value| drop(words.insert(name.to_owned(), value));
    put("type", "freedraw".into());
    put("pressures", pressures.into());
    put("simulatePressure", (!ink.pressure).into());
    put("lastCommittedPoint", Value::Null);
    match element.extras.nib {
        Nib::Pen => {}
        Nib::Constant | Nib::Highlighter => put("strokeOptions", json!({"variability": "constant", "streamline": 0.5})),
    }
}

pub(super) fn add_points(points: &[Point], words: &mut Words) {
    let Some(first) = points.first().copied() else { return };
    let (mut near, mut far) = (first, first);
    for point in points {
        near = Point::new(near.x.min(point.x), near.y.min(point.y));
        far = Point::new(far.x.max(point.x), far.y.max(point.y));
    }
    let mut put = |name: &str, value: Value| drop(words.insert(name.to_owned(), value));
    put("x", units(first.x));
    put("y", units(first.y));
    put("width", units(far.x - near.x));
    put("height", units(far.y - near.y));
    put("points", points.iter().map(|point| place(point.since(first))).collect());
}

/// The head in the format's word for it, or for the one that is nearest to it.
fn head(head: Head) -> Value {
    match head {
        Head::None => Value::Null,
        Head::Arrow => "arrow".into(),
        Head::Triangle => "triangle".into(),
        Head::Bar => "bar".into(),
        Head::Dot => "dot".into(),
        Head::Diamond => "diamond".into(),
        Head::TriangleOutline => "triangle_outline".into(),
        Head::DotOutline => "circle_outline".into(),
        Head::DiamondOutline => "diamond_outline".into(),
        Head::One | Head::ExactlyOne | Head::ZeroOrOne => "crowfoot_one".into(),
        Head::Many | Head::ZeroOrMany => "crowfoot_many".into(),
        Head::OneOrMany => "crowfoot_one_or_many".into(),
    }
}
