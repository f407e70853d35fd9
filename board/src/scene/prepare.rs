//! One element as paths, lines of text and images.

use std::{rc::Rc, sync::Arc};

use kurbo::{Affine, BezPath, Rect, Shape};

use super::{
    DrawItem, Geometry, Paint, Primitive, Stroke, TextLine,
    figure::{inside, part_primitives, shape_primitives, stamp_primitives},
    head::{head, shortened},
    icon::link_icon,
    ink::ink_primitive,
};
use crate::{
    board::Board,
    element::{Connector, Crop, Element, Kind},
    geometry::Point as Place,
    shape::{Dash, Hatch, ShapeKind},
    spatial::{
        Care, Laid, TextLayout, Way, box_of, clip_of, lay, mirror, overlaps, rotation, shape_path, standing,
        text_layout,
    },
};

/// Around a connector's label, in board units.
const LABEL_GAP: f64 = 3.0;
/// The line of a frame, in board units.
const FRAME_WIDTH: f64 = 1.5;
/// The sign of a link in the corner of its element, in board units.
const LINK_SIDE: f64 = 14.0;

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
    Rc::new(item(Arc::new(element.clone()), Rc::new(made.geometry), board, 1.0))
}

/// An element with the geometry that was made of it.
pub(super) fn item(element: Arc<Element>, geometry: Rc<Geometry>, board: &Board, fading: f64) -> DrawItem {
    let transform = transform_of(&element, board);
    let local = geometry.bounds().unwrap_or(Rect::ZERO);
    let clip = clip_of(&element, board);
    let bounds = transform.transform_rect_bbox(local);
    DrawItem {
        id: element.id,
        bounds: clip
            .as_ref()
            .map_or(bounds, |clip| shown_of(bounds, clip.bounding_box())),
        transform,
        geometry,
        clip,
        opacity: fading * f64::from(element.style.opacity_percent.min(100)) / 100.0,
        element,
    }
}

/// What of a box lies in another; a point where nothing does.
fn shown_of(bounds: Rect, within: Rect) -> Rect {
    if overlaps(bounds, within) {
        bounds.intersect(within)
    } else {
        Rect::from_origin_size(within.origin(), (0.0, 0.0))
    }
}

/// An item of the same geometry for another version of its element. What was only moved need not be measured again.
pub(super) fn item_again(before: &DrawItem, element: Arc<Element>, board: &Board, fading: f64) -> DrawItem {
    let transform = transform_of(&element, board);
    let [old, new] = [before.transform, transform].map(|transform| transform.as_coeffs());
    // What a frame cuts off has bounds that do not move along.
    let is_cut = before.clip.is_some() || element.extras.frame.is_some();
    if is_cut || old.get(..4) != new.get(..4) {
        return item(element, Rc::clone(&before.geometry), board, fading);
    }
    let moved = transform.translation() - before.transform.translation();
    DrawItem {
        id: element.id,
        bounds: before.bounds + moved,
        transform,
        geometry: Rc::clone(&before.geometry),
        clip: None,
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
        Kind::Ink(_) => {
            let n_samples = showing.n_samples.unwrap_or(usize::MAX);
            let ink = element.lying_ink();
            let drawn = ink.and_then(|ink| ink_primitive(&local, &ink, n_samples));
            drawn.map(|drawn| mirrored(drawn, &local)).into_iter().collect()
        }
        Kind::Shape(shape) => shape_primitives(&local, *shape),
        Kind::Part(part) => part_primitives(&local, *part),
        Kind::Stamp(stamp) => stamp_primitives(&local, stamp.sign),
        Kind::Text { .. } | Kind::Connector(_) => Vec::new(),
        Kind::Image(hash) => vec![Primitive::Image {
            hash: *hash,
            rect: box_of(&local),
            crop: element.extras.crop.unwrap_or(Crop::WHOLE),
            flip: element.extras.flip,
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
    primitives.extend(element.extras.link.is_some().then(|| {
        let rect = box_of(&local);
        link_sign(kurbo::Point::new(rect.x1 - LINK_SIDE - 3.0, rect.y0 + 3.0))
    }));
    Made {
        geometry: Geometry { primitives },
        reach: None,
    }
}

fn transform_of(element: &Element, board: &Board) -> Affine {
    match &element.kind {
        Kind::Connector(_) => Affine::IDENTITY,
        Kind::Ink(_)
        | Kind::Shape(_)
        | Kind::Text { .. }
        | Kind::Image(_)
        | Kind::Frame
        | Kind::Part(_)
        | Kind::Stamp(_) => {
            let stood = standing(element, board);
            rotation(&stood) * Affine::translate(stood.origin.to_units().to_vec2())
        }
    }
}

/// A path with the sides that a flip changed.
fn mirrored(primitive: Primitive, element: &Element) -> Primitive {
    match (primitive, mirror(element)) {
        (
            Primitive::Path {
                mut path,
                fill,
                stroke,
                mut hairline,
            },
            Some(mirror),
        ) => {
            path = path.transformed(mirror);
            if let Some(hairline) = &mut hairline {
                hairline.path = hairline.path.transformed(mirror);
            }
            Primitive::Path {
                path,
                fill,
                stroke,
                hairline,
            }
        }
        (primitive, _) => primitive,
    }
}

/// The sign of a link with its near corner at a place.
fn link_sign(corner: kurbo::Point) -> Primitive {
    let line = Stroke {
        paint: Paint::Muted,
        width: 1.5,
        dash: Dash::Solid,
    };
    stroked(link_icon(Rect::from_origin_size(corner, (LINK_SIDE, LINK_SIDE))), line)
}

pub(super) fn line_of(element: &Element) -> Stroke {
    Stroke {
        paint: Paint::Colour(element.style.stroke),
        width: f64::from(element.style.width_eighths) / 8.0,
        dash: element.style.dash,
    }
}

pub(super) fn stroked(path: BezPath, stroke: Stroke) -> Primitive {
    path_of(path, None, Some(stroke))
}

pub(super) fn path_of(path: BezPath, fill: Option<Paint>, stroke: Option<Stroke>) -> Primitive {
    Primitive::Path {
        path: path.into(),
        fill,
        stroke,
        hairline: None,
    }
}

fn connector_geometry(element: &Element, connector: &Connector, board: &Board, showing: Showing) -> Made {
    let Laid {
        path,
        label,
        is_label_aside,
        reach,
    } = lay(element, connector, board, showing.care);
    let line = line_of(element);
    let way = Way::along(&path);
    let middle = way.middle();
    let mut primitives = Vec::new();
    if connector.closed {
        primitives.extend(inside(element, &path, Some(line)));
    } else {
        let start = head(connector.start_head, &way, line.paint, line.width);
        let end = head(connector.end_head, &way.reversed(), line.paint, line.width);
        primitives.push(stroked(shortened(path, start.covers, end.covers), line));
        primitives.extend(start.primitives);
        primitives.extend(end.primitives);
    }
    if !showing.without_text {
        if !is_label_aside {
            primitives.extend(label.as_ref().map(room_on_line));
        }
        push_text(element, label, &mut primitives);
    }
    if let Some(middle) = middle.filter(|_| element.extras.link.is_some()) {
        primitives.push(link_sign(middle + (-LINK_SIDE / 2.0, 14.0)));
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
        // Between the lines of a hatch is the board.
        Kind::Shape(_) | Kind::Part(_) if element.extras.hatch != Hatch::Solid => Paint::Letters(None),
        Kind::Shape(_) | Kind::Part(_) | Kind::Stamp(_) => Paint::Letters(element.style.fill),
        Kind::Ink(_) | Kind::Connector(_) | Kind::Image(_) => Paint::Letters(None),
    }
}

/// What interrupts a line for the words on it.
fn room_on_line(label: &TextLayout) -> Primitive {
    path_of(
        label.rect.inflate(LABEL_GAP, 0.0).to_path(0.1),
        Some(Paint::Ground),
        None,
    )
}

fn push_text(element: &Element, layout: Option<TextLayout>, primitives: &mut Vec<Primitive>) {
    let Some(layout) = layout else { return };
    let paint = letters_of(element);
    let lines = layout.lines.into_iter().filter(|line| !line.text.trim().is_empty());
    primitives.extend(lines.map(|line| {
        Primitive::Text(TextLine {
            at: line.at,
            text: line.text,
            size: f64::from(layout.font_size),
            font: layout.font,
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
