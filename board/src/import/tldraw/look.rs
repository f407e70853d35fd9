//! How a shape is drawn: sizes go by four names, of which each kind of shape makes numbers of its own; these are those of
//! tldraw's published defaults.

use kurbo::Point as FloatPoint;

use super::{
    colour::{BLANK, shades},
    tree::Placed,
};
use crate::{
    colour::Colour,
    element::{Align, Element, Face, Kind, Style, Vertical},
    geometry::Point,
    import::fields::{Fields, on_board},
    order_key::OrderKey,
    shape::{Dash, Hatch},
};

/// Widths of lines, from the smallest size to the largest, in board units.
const LINES: [f64; 4] = [2.0, 3.5, 5.0, 10.0];
/// Letters in shapes and on notes,
pub(super) const LABELS: [f64; 4] = [18.0, 22.0, 26.0, 32.0];
/// on arrows,
pub(super) const ARROW_LABELS: [f64; 4] = [18.0, 20.0, 24.0, 28.0];
/// and standing for themselves.
pub(super) const TEXTS: [f64; 4] = [18.0, 24.0, 36.0, 44.0];
/// Widest line, in eighths of a board unit.
const WIDTH_MAX: f64 = 2_048.0;

/// An element with what shapes of all kinds have, without place and size.
pub(super) fn element(placed: &Placed<'_>, kind: Kind, letters: [f64; 4]) -> Element {
    let props = placed.shape.props;
    let mut element = Element::new(placed.id, kind, OrderKey::first());
    element.style = Style {
        stroke: shades(props, "color").line,
        fill: None,
        width_eighths: width_eighths(line_width(props)),
        dash: match props.text("dash") {
            Some("dashed") => Dash::Dashed,
            Some("dotted") => Dash::Dotted,
            Some(_) | None => Dash::Solid,
        },
        opacity_percent: (placed.opacity * 100.0).round() as u8,
        font_size: font_size(by_size(props, letters)),
        align: align(props.text("align")),
    };
    element.extras.face = match props.text("font") {
        Some("mono") => Face::Code,
        Some(_) | None => Face::Board,
    };
    element.extras.link = props.link("url").map(Into::into);
    element.extras.frame = placed.frame;
    element.groups = placed.groups.as_slice().into();
    element.locked = placed.locked;
    element
}

/// Gives an element a box of a size at its shape's place. `None` if no board holds it.
pub(super) fn place(element: &mut Element, placed: &Placed<'_>, width: f64, height: f64) -> Option<()> {
    // A shape turns about its corner, an element about its middle.
    let half = FloatPoint::new(width / 2.0, height / 2.0).to_vec2();
    let middle = placed.to_page * half.to_point();
    let (near, far) = (middle - half, middle + half);
    if !(on_board(near) && on_board(far)) {
        return None;
    }
    let (near, far) = (Point::from_units(near), Point::from_units(far));
    element.origin = near;
    element.size.width = far.x - near.x;
    element.size.height = far.y - near.y;
    element.angle_centidegrees = (placed.turn_radians.to_degrees() * 100.0).round() as i32;
    element.size.within_limits().then_some(())
}

/// The inside of a shape, and how it is filled.
pub(super) fn fill(props: Fields<'_>) -> (Option<Colour>, Hatch) {
    let shades = shades(props, "color");
    match props.text("fill") {
        Some("semi") => (Some(BLANK), Hatch::Solid),
        Some("solid") => (Some(shades.tint), Hatch::Solid),
        Some("fill" | "lined-fill") => (Some(shades.strong), Hatch::Solid),
        Some("pattern") => (Some(shades.line), Hatch::Lines),
        Some(_) | None => (None, Hatch::Solid),
    }
}

/// The number that a shape's size stands for, with the scale it is drawn at.
pub(super) fn by_size(props: Fields<'_>, numbers: [f64; 4]) -> f64 {
    let [small, medium, large, largest] = numbers;
    let number = match props.text("size") {
        Some("s") => small,
        Some("l") => large,
        Some("xl") => largest,
        Some(_) | None => medium,
    };
    number * scale(props)
}

/// The scale that a shape is drawn at.
pub(super) fn scale(props: Fields<'_>) -> f64 {
    props.number("scale").filter(|scale| *scale > 0.0).unwrap_or(1.0)
}

/// How wide a shape's lines are, in board units.
pub(super) fn line_width(props: Fields<'_>) -> f64 {
    by_size(props, LINES)
}

pub(super) fn width_eighths(units: f64) -> u16 {
    (units * 8.0).round().clamp(1.0, WIDTH_MAX) as u16
}

pub(super) fn font_size(units: f64) -> u16 {
    units.round().clamp(4.0, 1_000.0) as u16
}

/// Where lines of text stand. Older shapes have names for it that end in `-legacy`.
pub(super) fn align(name: Option<&str>) -> Align {
    match name.map(|name| name.trim_end_matches("-legacy")) {
        Some("start" | "justify") => Align::Left,
        Some("end") => Align::Right,
        Some(_) | None => Align::Centre,
    }
}

/// Where text stands between top and bottom of its shape.
pub(super) fn vertical(props: Fields<'_>) -> Vertical {
    match props.text("verticalAlign") {
        Some("start") => Vertical::Top,
        Some("end") => Vertical::Bottom,
        Some(_) | None => Vertical::Middle,
    }
}
