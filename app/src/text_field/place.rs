//! Where the lines of an element's text stand, as a box for a text field: by the scene's own layout, so that nothing jumps
//! when the field opens or closes.

use board::{
    Board,
    element::{Align, Element, Face, Kind},
    spatial,
    text::TextBuffer,
    text_metrics,
};
use kurbo::Affine;

/// Room after the last letter for the caret, in board units.
const CARET_ROOM: f64 = 4.0;
/// What browsers' widths may differ from ours before a line breaks elsewhere, in board units.
const TOLERANCE: f64 = 0.75;

/// The box of a text field; lengths in board units.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    /// From the field's own corner to the board; turned as the element is.
    pub(super) to_board: Affine,
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) font_size: u16,
    pub(super) face: Face,
    pub(super) align: Align,
    /// Whether lines break at the field's width.
    pub(super) wraps: bool,
    /// Whether it stands on a line, which must not show through.
    pub(super) is_on_line: bool,
}

impl Place {
    /// The place for an element's text as it is being typed.
    pub(super) fn of(element: &Element, board: &Board, typed: &str) -> Place {
        let laid_out = |align: Align, text: &str| {
            let mut probe = element.clone();
            probe.text = TextBuffer::new(text);
            probe.style.align = align;
            spatial::text_layout(&probe, board)
        };
        let text = if typed.is_empty() { " " } else { typed };
        let font_size = element.style.font_size;
        let fallback = || spatial::box_of(element).origin();
        let edge = |align| laid_out(align, text).and_then(|layout| Some(layout.lines.first()?.at.x));
        let layout = laid_out(element.style.align, text);
        let corner = layout.as_ref().map_or_else(fallback, |layout| layout.rect.origin());
        let height = layout
            .as_ref()
            .map_or(text_metrics::line_height(font_size), |layout| layout.rect.height());
        let tight = layout.as_ref().map_or(0.0, |layout| layout.rect.width());
        // A layout tells where its lines begin and end, not how wide they may be: that is between the two alignments.
        let (left, right) = (
            edge(Align::Left).unwrap_or(corner.x),
            edge(Align::Right).unwrap_or(corner.x + tight),
        );
        let wraps = match &element.kind {
            Kind::Text { auto_width } => !auto_width,
            Kind::Shape(_) | Kind::Part(_) | Kind::Image(_) | Kind::Ink(_) | Kind::Stamp(_) => true,
            Kind::Connector(_) | Kind::Frame => false,
        };
        let align = layout.as_ref().map_or(element.style.align, |layout| layout.align);
        // A word may need more than that.
        let (left, right) = if tight > right - left {
            (corner.x, corner.x + tight)
        } else {
            (left, right)
        };
        let (left, width) = if wraps {
            (left - TOLERANCE / 2.0, right - left + TOLERANCE)
        } else {
            let grown = tight + CARET_ROOM;
            match align {
                Align::Left => (corner.x, grown),
                Align::Centre => (corner.x - CARET_ROOM / 2.0, grown),
                Align::Right => (corner.x - CARET_ROOM, grown),
            }
        };
        Place {
            to_board: spatial::rotation(element) * Affine::translate((left, corner.y)),
            width,
            height,
            font_size: layout.as_ref().map_or(font_size, |layout| layout.font_size),
            face: match &element.kind {
                Kind::Frame => Face::Board,
                _ => element.extras.face,
            },
            align,
            wraps,
            is_on_line: element.connector().is_some(),
        }
    }

    pub(super) fn text_align(&self) -> &'static str {
        match self.align {
            Align::Left => "left",
            Align::Centre => "center",
            Align::Right => "right",
        }
    }
}

#[cfg(test)]
mod tests {
    use board::{geometry, id::ElementId, order_key::OrderKey, shape::ShapeKind};

    use super::*;

    fn element(kind: Kind, width: i32, height: i32) -> Element {
        let mut element = Element::new(ElementId(1), kind, OrderKey::first());
        element.origin = geometry::Point::new(80, 160);
        element.size = geometry::Size::new(width * 8, height * 8);
        element
    }

    #[test]
    fn an_empty_label_has_its_line_in_the_middle_of_its_shape() {
        let shape = element(Kind::Shape(ShapeKind::Rectangle), 100, 60);
        let place = Place::of(&shape, &Board::default(), "");
        assert!(place.wraps);
        let [.., left, top] = place.to_board.as_coeffs();
        assert!((left + place.width / 2.0 - 60.0).abs() < 0.01, "{place:?}");
        assert!((top + place.height / 2.0 - 50.0).abs() < 0.01, "{place:?}");
        assert!(place.width > 80.0 && place.width < 100.0, "{place:?}");
    }

    #[test]
    fn a_word_that_is_wider_than_the_room_of_its_shape_has_all_its_width() {
        for shape in [ShapeKind::Ellipse, ShapeKind::Diamond, ShapeKind::Queue] {
            let shape = element(Kind::Shape(shape), 116, 110);
            let place = Place::of(&shape, &Board::default(), "throughput");
            let word = text_metrics::widest_word(Face::Board.font(), "throughput", shape.style.font_size);
            assert!(place.width >= word, "{place:?}: {word}");
            let [.., left, _] = place.to_board.as_coeffs();
            assert!(
                left >= 10.0 - 1.0 && left + place.width <= 126.0 + 1.0,
                "within its box: {place:?}"
            );
        }
    }

    #[test]
    fn free_text_begins_where_it_is_and_grows_with_what_is_typed() {
        let mut text = element(Kind::Text { auto_width: true }, 0, 0);
        text.style.align = Align::Left;
        let empty = Place::of(&text, &Board::default(), "");
        let [.., left, top] = empty.to_board.as_coeffs();
        assert_eq!((left, top), (10.0, 20.0));
        assert!(!empty.wraps);
        let typed = Place::of(&text, &Board::default(), "two\nlines");
        assert!(typed.width > empty.width);
        assert_eq!(typed.height, 2.0 * empty.height);
    }
}
