//! One element as paths, lines of text and images.

use std::{rc::Rc, sync::Arc};

use kurbo::{Affine, BezPath, Rect, Shape};

use super::{
    DrawItem, Geometry, Paint, Primitive, Stroke, TextLine,
    head::{head, shortened},
    ink::ink_outline,
};
use crate::{
    board::Board,
    element::{Connector, Element, Kind},
    geometry::Point as Place,
    ink::Ink,
    shape::{Dash, ShapeKind},
    spatial::{Care, Laid, TextLayout, Way, box_of, cylinder_lid, lay, rotation, shape_path, text_layout},
    text_metrics::Font,
};

/// Around a connector's label, in board units.
const LABEL_GAP: f64 = 3.0;
/// The line of a frame, in board units.
const FRAME_WIDTH: f64 = 1.5;

/// What of an element is shown.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct Showing {
    /// Whether its text is left out, because a text field draws it.
    pub(super) without_text: bool,
    /// How many samples of a stroke, where it is not all of them.
    pub(super) n_samples: Option<usize>,
    /// How much trouble is taken over a connector's way.
    pub(super) care: Care,
}

/// What was made of an element.
#[derive(Clone, Debug)]
pub(super) struct Made {
    pub(super) geometry: Geometry,
    /// The part of the board that it depends on, where boxes of others have a say in it.
    pub(super) reach: Option<Rect>,
}

/// All of an element, drawn.
pub fn prepare(element: &Element, board: &Board) -> Rc<DrawItem> {
    let made = geometry_of(element, board, Showing::default());
    Rc::new(item(Arc::new(element.clone()), Rc::new(made.geometry), 1.0))
}

/// An element with the geometry that was made of it.
pub(super) fn item(element: Arc<Element>, geometry: Rc<Geometry>, fading: f64) -> DrawItem {
    let transform = transform_of(&element);
    let local = geometry.bounds().unwrap_or(Rect::ZERO);
    DrawItem {
        id: element.id,
        bounds: transform.transform_rect_bbox(local),
        transform,
        geometry,
        opacity: fading * f64::from(element.style.opacity_percent.min(100)) / 100.0,
        element,
    }
}

/// Whether two versions of an element that is no connector have the same geometry.
pub(super) fn same_geometry(left: &Element, right: &Element) -> bool {
    // Folded anew, a stroke is another pointer with the same samples; comparing them costs less than drawing after them.
    left.kind == right.kind
        && left.size == right.size
        && left.style == right.style
        && left.text == right.text
        && left.extras == right.extras
}

/// What an element consists of, relative to its origin and not turned; in board units for connectors.
pub(super) fn geometry_of(element: &Element, board: &Board, showing: Showing) -> Made {
    if let Kind::Connector(connector) = &element.kind {
        return connector_geometry(element, connector, board, showing);
    }
    let mut local = element.clone();
    local.origin = Place::default();
    let mut primitives = match &element.kind {
        Kind::Ink(ink) => stroke_of_ink(&local, ink, showing.n_samples),
        Kind::Shape(shape) => shape_primitives(&local, *shape),
        Kind::Part(part) => shape_primitives(&local, part.shape()),
        Kind::Stamp(_) => shape_primitives(&local, ShapeKind::Rounded),
        Kind::Text { .. } | Kind::Connector(_) => Vec::new(),
        Kind::Image(hash) => vec![Primitive::Image {
            hash: *hash,
            rect: box_of(&local),
        }],
        Kind::Frame => {
            let stroke = Stroke {
                paint: Paint::Muted,
                width: FRAME_WIDTH,
                dash: Dash::Solid,
            };
            vec![stroked(shape_path(ShapeKind::Rounded, box_of(&local)), stroke)]
        }
    };
    if !showing.without_text {
        push_text(&local, text_layout(&local, board), &mut primitives);
    }
    Made {
        geometry: Geometry { primitives },
        reach: None,
    }
}

fn transform_of(element: &Element) -> Affine {
    match &element.kind {
        Kind::Connector(_) => Affine::IDENTITY,
        Kind::Ink(_)
        | Kind::Shape(_)
        | Kind::Text { .. }
        | Kind::Image(_)
        | Kind::Frame
        | Kind::Part(_)
        | Kind::Stamp(_) => rotation(element) * Affine::translate(element.origin.to_units().to_vec2()),
    }
}

fn line_of(element: &Element) -> Stroke {
    Stroke {
        paint: Paint::Colour(element.style.stroke),
        width: f64::from(element.style.width_eighths) / 8.0,
        dash: element.style.dash,
    }
}

fn stroked(path: BezPath, stroke: Stroke) -> Primitive {
    Primitive::Path {
        path,
        fill: None,
        stroke: Some(stroke),
        hairline: None,
    }
}

fn stroke_of_ink(element: &Element, ink: &Ink, n_samples: Option<usize>) -> Vec<Primitive> {
    let line = line_of(element);
    let (path, hairline) = ink_outline(ink, n_samples.unwrap_or(usize::MAX), line.width);
    if path.elements().is_empty() {
        return Vec::new();
    }
    vec![Primitive::Path {
        path,
        fill: Some(line.paint),
        stroke: None,
        hairline: Some(hairline),
    }]
}

fn shape_primitives(element: &Element, shape: ShapeKind) -> Vec<Primitive> {
    let rect = box_of(element);
    let line = line_of(element);
    let has_line = line.width > 0.0;
    let outline = Primitive::Path {
        path: shape_path(shape, rect),
        fill: element.style.fill.map(Paint::Tint),
        stroke: has_line.then_some(line),
        hairline: None,
    };
    match shape {
        ShapeKind::Cylinder if has_line => vec![outline, stroked(cylinder_lid(rect), line)],
        ShapeKind::Cylinder
        | ShapeKind::Rectangle
        | ShapeKind::Ellipse
        | ShapeKind::Diamond
        | ShapeKind::Rounded
        | ShapeKind::Triangle
        | ShapeKind::Hexagon
        | ShapeKind::Queue
        | ShapeKind::Cloud
        | ShapeKind::Document
        | ShapeKind::Person
        | ShapeKind::Parallelogram
        | ShapeKind::Sticky => vec![outline],
    }
}

fn connector_geometry(element: &Element, connector: &Connector, board: &Board, showing: Showing) -> Made {
    let Laid { path, label, reach } = lay(element, connector, board, showing.care);
    let line = line_of(element);
    let mut primitives = Vec::new();
    if connector.closed {
        primitives.push(Primitive::Path {
            path,
            fill: element.style.fill.map(Paint::Tint),
            stroke: Some(line),
            hairline: None,
        });
    } else {
        let way = Way::along(&path);
        let start = head(connector.start_head, &way, line.paint, line.width);
        let end = head(connector.end_head, &way.reversed(), line.paint, line.width);
        primitives.push(stroked(shortened(path, start.covers, end.covers), line));
        primitives.extend(start.primitives);
        primitives.extend(end.primitives);
    }
    if !showing.without_text {
        push_text(element, label, &mut primitives);
    }
    Made {
        geometry: Geometry { primitives },
        reach,
    }
}

/// The colour of an element's text. A label is there to be read, whatever the colour of the outline around it; only where no
/// outline is drawn the colour of the line is the label's own.
pub fn letters_of(element: &Element) -> Paint {
    match &element.kind {
        Kind::Frame => Paint::Muted,
        Kind::Text { .. } => Paint::Colour(element.style.stroke),
        Kind::Shape(_) | Kind::Part(_) if element.style.width_eighths == 0 => Paint::Colour(element.style.stroke),
        Kind::Shape(_) | Kind::Part(_) | Kind::Stamp(_) => Paint::Letters(element.style.fill),
        Kind::Ink(_) | Kind::Connector(_) | Kind::Image(_) => Paint::Letters(None),
    }
}

fn push_text(element: &Element, layout: Option<TextLayout>, primitives: &mut Vec<Primitive>) {
    let Some(layout) = layout else { return };
    if element.connector().is_some() {
        let path = layout.rect.inflate(LABEL_GAP, 0.0).to_path(0.1);
        primitives.push(Primitive::Path {
            path,
            fill: Some(Paint::Ground),
            stroke: None,
            hairline: None,
        });
    }
    let paint = letters_of(element);
    let lines = layout.lines.into_iter().filter(|line| !line.text.trim().is_empty());
    primitives.extend(lines.map(|line| {
        Primitive::Text(TextLine {
            at: line.at,
            text: line.text,
            size: f64::from(layout.font_size),
            font: Font::Board,
            paint,
            align: layout.align,
            width: line.width,
        })
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{colour::Colour, id::ElementId, order_key::OrderKey};

    const RED: Colour = Colour::Token(1);

    fn letters(kind: Kind, width_eighths: u16, fill: Option<Colour>) -> Paint {
        let mut element = Element::new(ElementId(1), kind, OrderKey::first());
        element.style.stroke = RED;
        element.style.fill = fill;
        element.style.width_eighths = width_eighths;
        letters_of(&element)
    }

    #[test]
    fn a_label_has_the_colour_of_its_outline_only_where_none_is_drawn() {
        let shape = || Kind::Shape(ShapeKind::Rectangle);
        assert_eq!(letters(shape(), 16, None), Paint::Letters(None));
        assert_eq!(letters(shape(), 16, Some(RED)), Paint::Letters(Some(RED)));
        assert_eq!(letters(shape(), 0, None), Paint::Colour(RED));
        let text = Kind::Text { auto_width: true };
        assert_eq!(letters(text, 16, None), Paint::Colour(RED));
    }
}
