//! What stands in a box: geometric shapes, notes, frames, texts.

use serde_json::Value;

use super::{
    colour::shades,
    look::{self, LABELS, TEXTS, by_size, font_size, scale},
    tree::Placed,
    words,
};
use crate::{
    element::{Align, Element, Kind, Style, Vertical},
    geometry::quantise,
    import::drawing::named,
    shape::{Flip, ShapeKind},
    spatial::box_of,
    text::TextBuffer,
    text_metrics,
};

/// The side of a note.
const NOTE_SIDE: f64 = 200.0;
/// Between lines of text, per font size.
const LINE_HEIGHT: f64 = 1.35;

/// The shapes that tldraw draws, what is nearest to each, and whether that is the other way round from left to right.
const SHAPES: [(&str, ShapeKind, bool); 20] = [
    ("rectangle", ShapeKind::Rectangle, false),
    ("ellipse", ShapeKind::Ellipse, false),
    ("oval", ShapeKind::Ellipse, false),
    ("diamond", ShapeKind::Diamond, false),
    ("triangle", ShapeKind::Triangle, false),
    ("hexagon", ShapeKind::Hexagon, false),
    ("cloud", ShapeKind::Cloud, false),
    ("rhombus", ShapeKind::Parallelogram, false),
    ("rhombus-2", ShapeKind::Parallelogram, true),
    // Only nearly so.
    ("trapezoid", ShapeKind::Parallelogram, false),
    ("pentagon", ShapeKind::Hexagon, false),
    ("octagon", ShapeKind::Hexagon, false),
    ("star", ShapeKind::Diamond, false),
    ("heart", ShapeKind::Ellipse, false),
    ("arrow-right", ShapeKind::Hexagon, false),
    ("arrow-left", ShapeKind::Hexagon, false),
    ("arrow-up", ShapeKind::Rectangle, false),
    ("arrow-down", ShapeKind::Rectangle, false),
    ("x-box", ShapeKind::Rectangle, false),
    ("check-box", ShapeKind::Rectangle, false),
];

/// A geometric shape with its label.
pub(super) fn geo(placed: &Placed<'_>) -> Option<Element> {
    let props = placed.shape.props;
    let name = props.text("geo").unwrap_or_default();
    let found = SHAPES.iter().find(|(known, ..)| *known == name);
    let (shape, is_turned_over) = found.map_or((ShapeKind::Rectangle, false), |(_, shape, turned)| (*shape, *turned));
    let mut element = look::element(placed, Kind::Shape(shape), LABELS);
    let height = props.units("h")?.max(0.0) + props.units("growY")?.max(0.0);
    look::place(&mut element, placed, props.units("w")?.max(0.0), height)?;
    (element.style.fill, element.extras.hatch) = look::fill(props);
    if props.text("dash") == Some("none") {
        element.style.width_eighths = 0;
        // Nothing else shows the colour of an outline that is not drawn.
        element.style.stroke = shades(props, "labelColor").line;
    }
    element.extras.flip = Flip {
        horizontal: props.on("flipX") != is_turned_over,
        vertical: props.on("flipY"),
    };
    element.extras.vertical = Some(look::vertical(props)).filter(|vertical| *vertical != Vertical::Middle);
    element.text = words::of(props).as_str().into();
    Some(element)
}

/// A note with what is written on it.
pub(super) fn note(placed: &Placed<'_>) -> Option<Element> {
    let props = placed.shape.props;
    let mut element = look::element(placed, Kind::Shape(ShapeKind::Sticky), LABELS);
    let scale = scale(props);
    let height = (NOTE_SIDE + props.units("growY")?.max(0.0)) * scale;
    look::place(&mut element, placed, NOTE_SIDE * scale, height)?;
    let letters = by_size(props, LABELS);
    element.style.font_size = font_size(match props.number("fontSizeAdjustment") {
        // A part of the size; once it was the size itself.
        Some(part) if part > 0.0 && part <= 1.0 => letters * part,
        Some(size) if size > 1.0 => size * scale,
        Some(_) | None => letters,
    });
    let colour = shades(props, "color");
    element.style.fill = Some(colour.paper);
    element.style.stroke = shades(props, "labelColor").line;
    element.extras.vertical = Some(look::vertical(props)).filter(|vertical| *vertical != Vertical::Top);
    element.text = words::of(props).as_str().into();
    Some(element)
}

/// A frame with its name.
pub(super) fn frame(placed: &Placed<'_>) -> Option<Element> {
    let props = placed.shape.props;
    let mut element = look::element(placed, Kind::Frame, LABELS);
    look::place(
        &mut element,
        placed,
        props.units("w")?.max(0.0),
        props.units("h")?.max(0.0),
    )?;
    element.style = Style {
        opacity_percent: element.style.opacity_percent,
        align: Align::Left,
        ..Style::default()
    };
    Some(named(element, props.text("name")))
}

/// A text standing for itself.
pub(super) fn text(placed: &Placed<'_>) -> Option<Element> {
    let props = placed.shape.props;
    let auto_width = props.0.get("autoSize").and_then(Value::as_bool) != Some(false);
    let mut element = look::element(placed, Kind::Text { auto_width }, TEXTS);
    let align = props.text("textAlign").or_else(|| props.text("align"));
    element.style.align = look::align(align.or(Some("start")));
    element.text = TextBuffer::new(&words::of(props));
    let mut width = props.units("w")?.max(0.0) * scale(props);
    element.size.width = quantise(width);
    let own = box_of(&element);
    if auto_width {
        // What the file says of it may be older than the text.
        width = own.width();
    }
    // Its lines stand farther apart there: the middle of the text stays where it was.
    let height = own.height() * LINE_HEIGHT / text_metrics::LINE_HEIGHT;
    look::place(&mut element, placed, width, height)?;
    let lower = quantise(own.height());
    element.origin.y += (element.size.height - lower) / 2;
    element.size.height = lower;
    Some(element)
}
