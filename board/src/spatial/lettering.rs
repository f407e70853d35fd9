//! Where the lines of an element's text stand: in the rooms of shapes, in the middle of connectors, from the top in text
//! elements and on notes, over the corner of frames. Breaking and measuring is done by `text_metrics`.

use kurbo::{Point, Rect, Size, Vec2};

use super::{
    box_of,
    connector::{Care, label_along},
    connector_way,
    room::room,
};
use crate::{
    board::Board,
    element::{Align, Element, Kind, Vertical},
    geometry::{PER_UNIT, between},
    shape::ShapeKind,
    text_metrics::{self, Font},
};

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
    /// The typeface.
    pub font: Font,
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
    let letters = Letters {
        font: element.extras.face.font(),
        size: style.font_size,
        align: style.align,
    };
    match &element.kind {
        Kind::Text { auto_width } => {
            let width = (!auto_width).then(|| padded_width(element));
            Some(lay_out(&text, letters, width, |_| box_of(element)))
        }
        // What a stamp says is no text.
        Kind::Stamp(_) => None,
        Kind::Shape(_) | Kind::Image(_) | Kind::Ink(_) | Kind::Part(_) => {
            let room = room(element);
            let width = width_in(element, room, &text);
            let room = room + into_box(element, room, f64::from(width) / PER_UNIT, letters.align);
            Some(lay_out(&text, letters, Some(width), |size| {
                let top = match vertical_of(element) {
                    Vertical::Top => room.y0,
                    Vertical::Middle => room.center().y - size.height / 2.0,
                    Vertical::Bottom => room.y1 - size.height,
                };
                Rect::new(room.x0, top, room.x1, top + size.height)
            }))
        }
        Kind::Connector(connector) => {
            let way = connector_way(element, board);
            label_along(element, connector, board, &way, Care::Full).map(|(label, _)| label)
        }
        Kind::Frame => {
            let corner = box_of(element).origin();
            let name = text.replace('\n', " ");
            let letters = Letters {
                font: Font::Board,
                size: FRAME_NAME_SIZE,
                align: Align::Left,
            };
            Some(lay_out(&name, letters, None, |size| {
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
    let letters = Letters {
        font: element.extras.face.font(),
        size: element.style.font_size,
        align: Align::Centre,
    };
    let mut found = None;
    let layout = lay_out(&element.text.to_string(), letters, width, |size| {
        found = centre(size);
        Rect::from_center_size(found.unwrap_or_default(), size)
    });
    found.map(|_| layout)
}

/// How high a shape or part would have to be to hold its label, in board units; `None` where it does already, or has no
/// room of its own.
pub fn wanted_height(element: &Element) -> Option<f64> {
    let grows = matches!(&element.kind, Kind::Shape(_) | Kind::Part(_)) && !element.text.is_empty();
    if !grows {
        return None;
    }
    let text = element.text.to_string();
    let font = element.extras.face.font();
    // Rooms grow with their boxes, some of them slower: a few rounds come near enough from below.
    let mut grown = element.clone();
    for _ in 0..16 {
        let room = room(&grown);
        let width = width_in(&grown, room, &text);
        let n_lines = text_metrics::lines(font, &text, element.style.font_size, Some(width)).len();
        let missing = text_metrics::line_height(element.style.font_size) * n_lines as f64 - room.height();
        if missing <= 0.5 {
            break;
        }
        grown.size.height = grown.size.height.saturating_add(eighths(missing.ceil()));
    }
    let height = f64::from(grown.size.height) / PER_UNIT;
    (grown.size.height > element.size.height).then_some(height)
}

/// Where an element's text stands between top and bottom, of its own or as is usual for its kind.
pub fn vertical_of(element: &Element) -> Vertical {
    let usual = match &element.kind {
        Kind::Shape(ShapeKind::Sticky) | Kind::Text { .. } => Vertical::Top,
        Kind::Part(part) if part.holds_others() => Vertical::Top,
        Kind::Shape(_)
        | Kind::Part(_)
        | Kind::Image(_)
        | Kind::Ink(_)
        | Kind::Connector(_)
        | Kind::Frame
        | Kind::Stamp(_) => Vertical::Middle,
    };
    element.extras.vertical.unwrap_or(usual)
}

/// The width that a label breaks at in its room, in eighths. Before a word is broken it may use all of the box.
fn width_in(element: &Element, room: Rect, text: &str) -> i32 {
    let word = text_metrics::widest_word(element.extras.face.font(), text, element.style.font_size);
    let most = match &element.kind {
        // On paper there is nothing beyond the edge.
        Kind::Shape(ShapeKind::Sticky) => room.width(),
        _ => box_of(element).width(),
    };
    eighths(room.width().max(word.min(most)).ceil())
}

/// How far lines of this width are moved aside to lie within the box, where that is more than their room has.
fn into_box(element: &Element, room: Rect, width: f64, align: Align) -> Vec2 {
    if width <= room.width() {
        return Vec2::ZERO;
    }
    let begins = match align {
        Align::Left => room.x0,
        Align::Centre => room.center().x - width / 2.0,
        Align::Right => room.x1 - width,
    };
    let all = box_of(element);
    Vec2::new(between(begins, all.x0, all.x1 - width) - begins, 0.0)
}

/// The width that a text element of set width breaks at, in eighths.
pub(super) fn padded_width(element: &Element) -> i32 {
    // Half a unit of tolerance: widths imported from elsewhere were measured by a browser and rounded.
    element.size.width.saturating_add(4)
}

/// How letters are set.
#[derive(Clone, Copy)]
struct Letters {
    font: Font,
    size: u16,
    align: Align,
}

/// Lays lines out in the rectangle that `place` finds for a block of their size.
fn lay_out(text: &str, letters: Letters, width_eighths: Option<i32>, place: impl FnOnce(Size) -> Rect) -> TextLayout {
    let Letters { font, size, align } = letters;
    let lines = text_metrics::lines(font, text, size, width_eighths);
    let widths = lines
        .iter()
        .map(|line| text_metrics::width(font, line, size))
        .collect::<Vec<_>>();
    let widest = widths.iter().copied().fold(0.0, f64::max);
    let height = text_metrics::line_height(size);
    let within = place(Size::new(widest, height * lines.len() as f64));
    let (anchor, left) = match align {
        Align::Left => (within.x0, within.x0),
        Align::Centre => (within.center().x, within.center().x - widest / 2.0),
        Align::Right => (within.x1, within.x1 - widest),
    };
    let baseline = within.y0 + text_metrics::baseline(font, size);
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
        font_size: size,
        align,
        font,
    }
}

fn eighths(units: f64) -> i32 {
    // A cast saturates.
    (units.max(0.0) * PER_UNIT).floor() as i32
}
