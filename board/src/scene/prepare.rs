//! One element as paths, lines of text and images.

use std::{rc::Rc, sync::Arc};

use kurbo::{Affine, BezPath, Rect, Shape};

use super::{DrawItem, Geometry, Paint, Primitive, Stroke, TextLine, head::head, ink::ink_primitive};
use crate::{
    board::Board,
    element::{Connector, Element, Kind},
    geometry::Point as Place,
    shape::{Dash, ShapeKind},
    spatial::{Way, box_of, connector_path, cylinder_lid, rotation, shape_path, text_layout},
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
}

/// All of an element, drawn.
pub fn prepare(element: &Element, board: &Board) -> Rc<DrawItem> {
    let geometry = Rc::new(geometry_of(element, board, Showing::default()));
    Rc::new(item(Arc::new(element.clone()), geometry, 1.0))
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

/// An item of the same geometry for another version of its element. What was only moved need not be measured again.
pub(super) fn item_again(before: &DrawItem, element: Arc<Element>, fading: f64) -> DrawItem {
    let transform = transform_of(&element);
    let [old, new] = [before.transform, transform].map(|transform| transform.as_coeffs());
    if old.get(..4) != new.get(..4) {
        return item(element, Rc::clone(&before.geometry), fading);
    }
    let moved = transform.translation() - before.transform.translation();
    DrawItem {
        id: element.id,
        bounds: before.bounds + moved,
        transform,
        geometry: Rc::clone(&before.geometry),
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
pub(super) fn geometry_of(element: &Element, board: &Board, showing: Showing) -> Geometry {
    let mut local = element.clone();
    local.origin = Place::default();
    let mut primitives = match &element.kind {
        Kind::Ink(ink) => {
            let n_samples = showing.n_samples.unwrap_or(usize::MAX);
            ink_primitive(&local, ink, n_samples).into_iter().collect()
        }
        Kind::Shape(shape) => shape_primitives(&local, *shape),
        Kind::Part(part) => shape_primitives(&local, part.shape()),
        Kind::Stamp(_) => shape_primitives(&local, ShapeKind::Rounded),
        Kind::Connector(connector) => connector_primitives(element, connector, board),
        Kind::Text { .. } => Vec::new(),
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
        push_text(&local, board, &mut primitives);
    }
    Geometry { primitives }
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

fn connector_primitives(element: &Element, connector: &Connector, board: &Board) -> Vec<Primitive> {
    let line = line_of(element);
    let path = connector_path(connector, board);
    let way = Way::along(&path);
    let fill = element.style.fill.filter(|_| connector.closed).map(Paint::Tint);
    let mut primitives = vec![Primitive::Path {
        path,
        fill,
        stroke: Some(line),
        hairline: None,
    }];
    primitives.extend(head(connector.start_head, &way, line.paint, line.width));
    primitives.extend(head(connector.end_head, &way.reversed(), line.paint, line.width));
    primitives
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

fn push_text(element: &Element, board: &Board, primitives: &mut Vec<Primitive>) {
    let Some(layout) = text_layout(element, board) else {
        return;
    };
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
