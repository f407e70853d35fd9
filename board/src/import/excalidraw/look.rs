//! How a source element is drawn: colours, widths, dashes, text size. Whatever is out of range is brought into it.

use std::sync::Arc;

use kurbo::Point as FloatPoint;

use super::{
    colour::{Paint, paint},
    own,
    source::{Source, group_id},
};
use crate::{
    colour::Colour,
    element::{Align, Element, Face, Kind, Style},
    export::excalidraw::drawn_group,
    geometry::Point,
    import::fields::Fields,
    limits,
    order_key::OrderKey,
    shape::{Dash, Hatch},
};

/// Widest line, in eighths of a board unit.
const WIDTH_MAX: f64 = 2_048.0;

/// An element with its look, groups and lock, without place and size.
pub(super) fn element(source: &Source<'_>, kind: Kind) -> Element {
    let fields = source.fields;
    let mut element = Element::new(source.id, kind, OrderKey::first());
    element.style = style(fields);
    element.locked = fields.on("locked");
    let drawn = own::of(fields).is_some().then(|| drawn_group(source.name));
    let groups = fields.list("groupIds").iter().filter_map(|group| group.as_str());
    let groups = groups.filter(|group| drawn.as_deref() != Some(*group));
    let groups = groups.take(limits::PROPS_PER_CHANGE);
    element.groups = groups.map(|group| group_id(source.scope, group)).collect();
    element.extras.link = fields.link("link").map(Arc::from);
    if matches!(element.kind, Kind::Shape(_)) {
        element.extras.hatch = hatch(fields);
    }
    element
}

/// How its inside is filled.
pub(super) fn hatch(fields: Fields<'_>) -> Hatch {
    match fields.text("fillStyle") {
        Some("hachure" | "zigzag" | "zigzag-line" | "dashed" | "dots") => Hatch::Lines,
        Some("cross-hatch") => Hatch::Cross,
        Some(_) | None => Hatch::Solid,
    }
}

/// The typeface of its text.
pub(super) fn face(fields: Fields<'_>) -> Face {
    // Cascadia and Comic Shanns; the first versions told the name.
    let named = || fields.text("font").is_some_and(|font| font.contains("Cascadia"));
    match fields.number("fontFamily") {
        Some(number) if number == 3.0 || number == 8.0 => Face::Code,
        Some(_) => Face::Board,
        None if named() => Face::Code,
        None => Face::Board,
    }
}

/// Gives an element the upright box and the turn of its source. `None` if no board holds it.
pub(super) fn place(element: &mut Element, fields: Fields<'_>) -> Option<()> {
    let (x, y) = (fields.units("x")?, fields.units("y")?);
    let (width, height) = (fields.units("width")?, fields.units("height")?);
    // Boxes drawn to the left or upwards once had negative sizes.
    let near = Point::from_units(FloatPoint::new(x.min(x + width), y.min(y + height)));
    let far = Point::from_units(FloatPoint::new(x.max(x + width), y.max(y + height)));
    element.origin = near;
    element.size.width = far.x - near.x;
    element.size.height = far.y - near.y;
    element.angle_centidegrees = angle_centidegrees(fields);
    element.size.within_limits().then_some(())
}

/// Its turn in radians, 0 if absent.
pub(super) fn angle_radians(fields: Fields<'_>) -> f64 {
    fields.number("angle").unwrap_or(0.0) % std::f64::consts::TAU
}

pub(super) fn angle_centidegrees(fields: Fields<'_>) -> i32 {
    (angle_radians(fields).to_degrees() * 100.0).round() as i32
}

/// How wide its lines are, where one width of the format is so many of ours.
pub(super) fn width_eighths(fields: Fields<'_>, widths: f64) -> u16 {
    let width = fields.number("strokeWidth").filter(|width| *width > 0.0).unwrap_or(2.0);
    (width * widths * 8.0).round().clamp(1.0, WIDTH_MAX) as u16
}

fn style(fields: Fields<'_>) -> Style {
    let stroke = fields
        .text("strokeColor")
        .map_or(Paint::Colour(Colour::Rgb(30, 30, 30)), paint);
    let opacity = fields.number("opacity").unwrap_or(100.0).clamp(0.0, 100.0);
    Style {
        stroke: stroke.colour().unwrap_or(Colour::INK),
        fill: fields.text("backgroundColor").and_then(|colour| paint(colour).colour()),
        width_eighths: if stroke == Paint::Transparent {
            0
        } else {
            width_eighths(fields, 1.0)
        },
        dash: match fields.text("strokeStyle") {
            Some("dashed") => Dash::Dashed,
            Some("dotted") => Dash::Dotted,
            Some(_) | None => Dash::Solid,
        },
        opacity_percent: opacity.round() as u8,
        font_size: font_size(fields),
        align: match fields.text("textAlign") {
            Some("center") => Align::Centre,
            Some("right") => Align::Right,
            Some("left") => Align::Left,
            Some(_) | None if fields.text("type") == Some("text") => Align::Left,
            Some(_) | None => Align::Centre,
        },
    }
}

/// `fontSize`, or the `font: "20px Virgil"` of the first versions.
fn font_size(fields: Fields<'_>) -> u16 {
    let css = || fields.text("font")?.split("px").next()?.trim().parse::<f64>().ok();
    let size = fields
        .number("fontSize")
        .or_else(css)
        .filter(|size| *size > 0.0)
        .unwrap_or(20.0);
    size.round().clamp(4.0, 1_000.0) as u16
}
