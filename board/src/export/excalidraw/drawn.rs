//! What the format has no shape for is an unseen rectangle, to which arrows and labels are bound, and what the one scene
//! draws of it, as lines and texts below it in a group with it.

use kurbo::{Affine, BezPath, PathEl, Point as FloatPoint};
use serde_json::{Value, json};

use super::{Telling, Words};
use crate::{
    element::{Align, Element, Kind},
    export::svg::css,
    geometry::{PER_UNIT, Point},
    scene::{Paint, Primitive, Stroke, TextLine, prepare},
    shape::{Dash, ShapeKind},
    text::TextBuffer,
    text_metrics::{Font, LINE_HEIGHT, baseline, line_height},
};

/// How far lines may be beside the curves that they stand for, in board units.
const ACCURACY: f64 = 0.25;

/// Whether an element has to be drawn from parts.
pub(super) fn is_drawn(element: &Element) -> bool {
    match &element.kind {
        Kind::Shape(shape) => match shape {
            ShapeKind::Rectangle | ShapeKind::Ellipse | ShapeKind::Diamond | ShapeKind::Rounded => false,
            ShapeKind::Cylinder
            | ShapeKind::Triangle
            | ShapeKind::Hexagon
            | ShapeKind::Queue
            | ShapeKind::Cloud
            | ShapeKind::Document
            | ShapeKind::Person
            | ShapeKind::Parallelogram
            | ShapeKind::Sticky => true,
        },
        Kind::Part(_) | Kind::Stamp(_) => true,
        Kind::Ink(_) | Kind::Connector(_) | Kind::Text { .. } | Kind::Image(_) | Kind::Frame => false,
    }
}

impl Telling<'_> {
    /// The lines and texts that draw an element; none for what the format has a shape for.
    pub(super) fn drawn(&self, element: &Element) -> Vec<Words> {
        if !is_drawn(element) {
            return Vec::new();
        }
        let without_label = Element {
            text: TextBuffer::default(),
            ..element.clone()
        };
        let item = prepare(&without_label, self.board);
        let mut drawn = Vec::new();
        for primitive in &item.geometry.primitives {
            match primitive {
                Primitive::Path { path, fill, stroke, .. } => {
                    for piece in pieces(item.transform, &path.to_path()) {
                        let number = drawn.len();
                        drawn.extend(self.line(element, number, &piece, *fill, *stroke));
                    }
                }
                Primitive::Text(line) => drawn.push(self.letters(element, drawn.len(), item.transform, line)),
                Primitive::Image { .. } => {}
            }
        }
        drawn
    }

    fn part(&self, element: &Element, number: usize) -> Words {
        let mut words = self.base(element);
        let name = self.names.of(element.id);
        let mut put = |name: &str, value: Value| drop(words.insert(name.to_owned(), value));
        put("id", format!("{name}-drawn-{number}").into());
        put("customData", json!({"chalkback": {"draws": name}}));
        put("boundElements", json!([]));
        put("link", Value::Null);
        put("angle", 0.into());
        words
    }

    fn line(
        &self,
        element: &Element,
        number: usize,
        piece: &Piece,
        fill: Option<Paint>,
        stroke: Option<Stroke>,
    ) -> Option<Words> {
        let points = piece.points.iter().map(|point| Point::from_units(*point));
        let mut words = self.part(element, number);
        super::line::add_points(&points.collect::<Vec<_>>(), &mut words);
        if piece.points.len() < 2 {
            return None;
        }
        let mut put = |name: &str, value: Value| drop(words.insert(name.to_owned(), value));
        put("type", "line".into());
        let colour = |paint: Option<Paint>| paint.map_or("transparent".to_owned(), css);
        put("strokeColor", colour(stroke.map(|stroke| stroke.paint)).into());
        put("backgroundColor", colour(fill.filter(|_| piece.is_closed)).into());
        let width = stroke.map_or(1.0, |stroke| stroke.width);
        put(
            "strokeWidth",
            super::number((width * PER_UNIT).round().max(1.0) / PER_UNIT),
        );
        let dash = match stroke.map_or(Dash::Solid, |stroke| stroke.dash) {
            Dash::Solid => "solid",
            Dash::Dashed => "dashed",
            Dash::Dotted => "dotted",
        };
        put("strokeStyle", dash.into());
        put("polygon", piece.is_closed.into());
        for name in [
            "startBinding",
            "endBinding",
            "startArrowhead",
            "endArrowhead",
            "lastCommittedPoint",
        ] {
            put(name, Value::Null);
        }
        Some(words)
    }

    fn letters(&self, element: &Element, number: usize, transform: Affine, line: &TextLine) -> Words {
        let mut words = self.part(element, number);
        let at = transform * line.at;
        // Only sizes of whole units have metrics.
        let size = line.size.round().clamp(4.0, 1_000.0) as u16;
        let (left, align) = match line.align {
            Align::Left => (at.x, "left"),
            Align::Centre => (at.x - line.width / 2.0, "center"),
            Align::Right => (at.x - line.width, "right"),
        };
        let eighth = |units: f64| super::number((units * PER_UNIT).round() / PER_UNIT);
        let mut put = |name: &str, value: Value| drop(words.insert(name.to_owned(), value));
        put("type", "text".into());
        put("text", line.text.as_str().into());
        put("originalText", line.text.as_str().into());
        put("x", eighth(left));
        put("y", eighth(at.y - baseline(line.font, size)));
        put("width", eighth(line.width));
        put("height", eighth(line_height(size)));
        put("strokeColor", css(line.paint).into());
        put("backgroundColor", "transparent".into());
        put("fontSize", super::number(line.size));
        put("fontFamily", if line.font == Font::Code { 3 } else { 2 }.into());
        put("textAlign", align.into());
        put("verticalAlign", "top".into());
        put("containerId", Value::Null);
        put("autoResize", true.into());
        put("lineHeight", LINE_HEIGHT.into());
        words
    }
}

/// One piece of a path, as points.
struct Piece {
    points: Vec<FloatPoint>,
    is_closed: bool,
}

fn pieces(transform: Affine, path: &BezPath) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let moved = transform * path.clone();
    kurbo::flatten(moved.elements().iter().copied(), ACCURACY, |element| match element {
        PathEl::MoveTo(at) => pieces.push(Piece {
            points: vec![at],
            is_closed: false,
        }),
        PathEl::LineTo(at) => {
            if let Some(piece) = pieces.last_mut() {
                piece.points.push(at);
            }
        }
        PathEl::ClosePath => {
            if let Some(piece) = pieces.last_mut() {
                piece.is_closed = true;
                let first = piece.points.first().copied();
                piece.points.extend(first);
            }
        }
        PathEl::QuadTo(..) | PathEl::CurveTo(..) => {}
    });
    pieces
}
