//! Strokes of pen and highlighter. Their pieces are drawn freehand or straight; ink is drawn smooth, so that straight pieces
//! get points enough to stay straight.

use kurbo::Point as FloatPoint;
use serde_json::Value;

use super::{
    look::{self, LABELS, TEXTS, by_size, line_width, width_eighths},
    path::{self, Touch},
    tree::Placed,
};
use crate::{
    colour::Colour,
    element::{Element, Kind},
    geometry::Point,
    import::{
        drawing::ink_through,
        fields::{Fields, on_board},
    },
    ink::{Ink, Nib},
    limits,
};

/// Between points on a straight piece, in board units.
const STEP: f64 = 4.0;
/// Points on one straight piece, at most.
const STEPS_MAX: f64 = 500.0;
/// How much wider than other lines a stroke is, in board units.
const STROKE_WIDER: f64 = 1.0;
/// How high a highlighter is, in sizes of letters.
const HIGHLIGHT_LETTERS: f64 = 1.12;

/// A stroke of the pen.
pub(super) fn draw(placed: &Placed<'_>) -> Option<Element> {
    let props = placed.shape.props;
    let drawn_by_hand = matches!(props.text("dash"), None | Some("draw"));
    let nib = if drawn_by_hand { Nib::Pen } else { Nib::Constant };
    let scale = look::scale(props);
    read(placed, nib, line_width(props) + STROKE_WIDER * scale)
}

/// A stroke of the highlighter.
pub(super) fn highlight(placed: &Placed<'_>) -> Option<Element> {
    let props = placed.shape.props;
    let height = by_size(props, TEXTS) * HIGHLIGHT_LETTERS;
    let mut element = read(placed, Nib::Highlighter, height)?;
    if matches!(props.text("color"), None | Some("black" | "yellow")) {
        // What nobody gave a colour is yellow, as highlighters are.
        element.style.stroke = Colour::YELLOW;
    }
    Some(element)
}

/// A stroke as wide as it was drawn. `None` if it has no point, or one that lies on no board.
fn read(placed: &Placed<'_>, nib: Nib, width: f64) -> Option<Element> {
    let props = placed.shape.props;
    let stretch = |name: &str| props.number(name).unwrap_or(1.0);
    let (across, down) = (stretch("scaleX"), stretch("scaleY"));
    let touches = touches_of(props)?;
    let places = touches.iter().map(|touch| {
        let place = placed.to_page * FloatPoint::new(touch.x * across, touch.y * down);
        (place, (touch.pressure.clamp(0.0, 1.0) * 255.0).round() as u8)
    });
    let places = places.collect::<Vec<_>>();
    let (first, _) = *places.first()?;
    if !places.iter().all(|(place, _)| on_board(*place)) {
        return None;
    }
    let origin = Point::from_units(first);
    let ink = ink_through(origin, &places, is_pen(props, &touches));
    let mut element = look::element(placed, Kind::Ink(Ink::default().into()), LABELS);
    element.kind = Kind::Ink(ink.into());
    element.origin = origin;
    element.style.width_eighths = width_eighths(width / nib.widths());
    element.extras.nib = nib;
    Some(element)
}

/// Whether the device told pressure. Before files said so, its pressures did.
fn is_pen(props: Fields<'_>, touches: &[Touch]) -> bool {
    let telling = |touch: &Touch| touch.pressure != 0.0 && touch.pressure != 0.5;
    match props.0.get("isPen").and_then(Value::as_bool) {
        Some(is_pen) => is_pen,
        None => touches.first().is_some_and(telling) && touches.iter().take(2).all(telling),
    }
}

/// All points of a stroke, one piece after the other; `None` if any is damaged.
fn touches_of(props: Fields<'_>) -> Option<Vec<Touch>> {
    let mut touches = Vec::<Touch>::new();
    for segment in props.list("segments") {
        let segment = segment.as_object().map(Fields)?;
        let is_straight = segment.text("type") == Some("straight");
        for touch in path::of(segment)? {
            let last = touches.last().copied();
            match last {
                // A piece begins where the one before ends.
                Some(last) if last == touch && touches.len() > 1 => continue,
                Some(last) if is_straight && touches.len() < limits::SAMPLES_PER_STROKE => {
                    touches.extend(between(last, touch));
                }
                Some(_) | None => {}
            }
            touches.push(touch);
        }
    }
    Some(touches)
}

/// Points on the way from one to another, without them.
fn between(from: Touch, to: Touch) -> impl Iterator<Item = Touch> {
    let length = (to.x - from.x).hypot(to.y - from.y);
    let n_steps = (length / STEP).ceil().clamp(0.0, STEPS_MAX) as u32;
    (1..n_steps).map(move |step| {
        let share = f64::from(step) / f64::from(n_steps);
        let on_way = |from: f64, to: f64| from + (to - from) * share;
        Touch {
            x: on_way(from.x, to.x),
            y: on_way(from.y, to.y),
            pressure: on_way(from.pressure, to.pressure),
        }
    })
}
