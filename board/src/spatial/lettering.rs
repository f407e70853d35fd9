//! Where the lines of an element's text stand: in the middle of shapes and connectors, from the top in text elements, over
//! the corner of frames. Breaking and measuring is done by `text_metrics`.

use kurbo::{Point, Rect, Size};

use super::{
    box_of,
    connector::{Care, label_along},
    connector_way,
    outline::lid_radii,
};
use crate::{
    board::Board,
    element::{Align, Element, Kind},
    geometry::PER_UNIT,
    shape::ShapeKind,
    text_metrics::{self, Font},
};

/// Between the outline of a shape and its label.
const PADDING: f64 = 6.0;
/// The widest a connector's label grows before it breaks.
const CONNECTOR_LABEL_MAX: f64 = 200.0;
/// Size of a frame's name.
const FRAME_NAME_SIZE: u16 = 14;

/// An element's text, laid out before the element is turned.
#[derive(Clone, Debug, PartialEq)]
pub struct TextLayout {
    /// From top to bottom.
    pub lines: Vec<Line>,
    /// Around the lines.
    pub rect: Rect,
    /// Of the letters, in board units.
    pub font_size: u16,
    /// Which end of each line `Line::at` is.
    pub align: Align,
}

/// One line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// On the baseline; the left end, middle or right end as the layout's `align` says.
    pub at: Point,
    /// What it says.
    pub text: String,
    /// How wide that is.
    pub width: f64,
}

/// The layout of an element's text; `None` where it has none.
pub fn text_layout(element: &Element, board: &Board) -> Option<TextLayout> {
    if element.text.is_empty() {
        return None;
    }
    let text = element.text.to_string();
    let style = &element.style;
    match &element.kind {
        Kind::Text { auto_width } => {
            let width = (!auto_width).then(|| padded_width(element));
            Some(lay_out(&text, style.font_size, style.align, width, |_| box_of(element)))
        }
        Kind::Shape(_) | Kind::Image(_) | Kind::Ink(_) | Kind::Part(_) | Kind::Stamp(_) => {
            let room = room(element);
            // Before a word is broken it may use all of the box.
            let word = text_metrics::widest_word(Font::Board, &text, style.font_size);
            let width = Some(eighths(room.width().max(word.min(box_of(element).width())).ceil()));
            Some(lay_out(&text, style.font_size, style.align, width, |size| {
                let top = room.center().y - size.height / 2.0;
                Rect::new(room.x0, top, room.x1, top + size.height)
            }))
        }
        Kind::Connector(connector) => {
            let way = connector_way(connector, board);
            label_along(element, connector, board, &way, Care::Full)
        }
        Kind::Frame => {
            let corner = box_of(element).origin();
            let name = text.replace('\n', " ");
            Some(lay_out(&name, FRAME_NAME_SIZE, Align::Left, None, |size| {
                Rect::from_origin_size((corner.x, corner.y - size.height - 2.0), size)
            }))
        }
    }
}

/// The layout of a connector's label around the point that `centre` finds for a block of its size.
pub(super) fn on_line(element: &Element, centre: impl FnOnce(Size) -> Option<Point>) -> Option<TextLayout> {
    if element.text.is_empty() {
        return None;
    }
    let width = Some(eighths(CONNECTOR_LABEL_MAX));
    let text = element.text.to_string();
    let mut found = None;
    let layout = lay_out(&text, element.style.font_size, Align::Centre, width, |size| {
        found = centre(size);
        Rect::from_center_size(found.unwrap_or_default(), size)
    });
    found.map(|_| layout)
}

/// The width that a text element of set width breaks at, in eighths.
pub(super) fn padded_width(element: &Element) -> i32 {
    // Half a unit of tolerance: widths imported from elsewhere were measured by a browser and rounded.
    element.size.width.saturating_add(4)
}

/// Lays lines out in the rectangle that `place` finds for a block of their size.
fn lay_out(
    text: &str,
    font_size: u16,
    align: Align,
    width_eighths: Option<i32>,
    place: impl FnOnce(Size) -> Rect,
) -> TextLayout {
    let lines = text_metrics::lines(Font::Board, text, font_size, width_eighths);
    let widths = lines
        .iter()
        .map(|line| text_metrics::width(Font::Board, line, font_size))
        .collect::<Vec<_>>();
    let widest = widths.iter().copied().fold(0.0, f64::max);
    let height = text_metrics::line_height(font_size);
    let within = place(Size::new(widest, height * lines.len() as f64));
    let (anchor, left) = match align {
        Align::Left => (within.x0, within.x0),
        Align::Centre => (within.center().x, within.center().x - widest / 2.0),
        Align::Right => (within.x1, within.x1 - widest),
    };
    let baseline = within.y0 + text_metrics::baseline(Font::Board, font_size);
    let rect = Rect::new(left, within.y0, left + widest, within.y0 + height * lines.len() as f64);
    let lines = lines
        .into_iter()
        .zip(widths)
        .enumerate()
        .map(|(index, (line, width))| Line {
            at: Point::new(anchor, baseline + height * index as f64),
            text: line.to_owned(),
            width,
        });
    TextLayout {
        lines: lines.collect(),
        rect,
        font_size,
        align,
    }
}

/// The part of an element's box that its label may use.
fn room(element: &Element) -> Rect {
    let rect = box_of(element);
    let (width, height) = (rect.width(), rect.height());
    let shape = match &element.kind {
        Kind::Shape(shape) => Some(*shape),
        Kind::Part(part) => Some(part.shape()),
        Kind::Image(_) | Kind::Ink(_) | Kind::Text { .. } | Kind::Connector(_) | Kind::Frame | Kind::Stamp(_) => None,
    };
    let inset = match shape {
        // The largest rectangles inside, of the box's own proportions.
        Some(ShapeKind::Ellipse) => (width * 0.146, height * 0.146),
        Some(ShapeKind::Diamond) => (width * 0.25, height * 0.25),
        Some(ShapeKind::Cylinder) => {
            let body = Rect::new(rect.x0, rect.y0 + lid_radii(rect).y * 2.0, rect.x1, rect.y1);
            return body.inset((-PADDING, 0.0, -PADDING, 0.0));
        }
        Some(
            ShapeKind::Rectangle
            | ShapeKind::Rounded
            | ShapeKind::Triangle
            | ShapeKind::Hexagon
            | ShapeKind::Queue
            | ShapeKind::Cloud
            | ShapeKind::Document
            | ShapeKind::Person
            | ShapeKind::Parallelogram
            | ShapeKind::Sticky,
        )
        | None => (PADDING, 0.0),
    };
    let across = inset.0.min(width / 2.0);
    Rect::new(rect.x0 + across, rect.y0 + inset.1, rect.x1 - across, rect.y1 - inset.1)
}

fn eighths(units: f64) -> i32 {
    // A cast saturates.
    (units.max(0.0) * PER_UNIT).floor() as i32
}
