//! Elements from elsewhere put onto the board: pasted, dropped, or taken from a stencil. They are new ones, on top of
//! everything, with the ties, groups and frames that they have among each other.

use std::collections::BTreeSet;

use kurbo::{Point, Rect};
use thiserror::Error;

use super::{Intent, arrange};
use crate::{
    actor::ActorIndex,
    board::Board,
    element::{Element, Kind},
    geometry::Point as Place,
    id::ElementId,
    limits,
    op::Op,
    order_key::OrderKey,
    spatial,
    text::{TextBuffer, Utf16},
};

/// The widest that lines of a pasted text stay as they are, in board units; wider ones are broken.
const TEXT_WIDTH_MAX: f64 = 800.0;

/// Why nothing was put down.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum NotPut {
    /// Elements beyond the limit.
    #[error("This is more than a board holds: at most 50,000 elements, with those deleted.")]
    TooMany,
    /// A text beyond the limit.
    #[error("This text is longer than the 20,000 characters that one text on the board holds.")]
    TooLong,
    /// Nothing to put down.
    #[error("There is nothing in it that could be drawn.")]
    Nothing,
}

/// Puts elements down with their middle at a place in board units and selects them: one step of undo.
pub fn put_down(
    board: &Board,
    elements: &[Element],
    at: Point,
    fresh_ids: &mut dyn FnMut() -> ElementId,
) -> Result<Vec<Intent>, NotPut> {
    if elements.is_empty() {
        return Err(NotPut::Nothing);
    }
    if board.elements_and_tombstones().count() + elements.len() > limits::ELEMENTS_PER_BOARD {
        return Err(NotPut::TooMany);
    }
    let mut theirs = Board::default();
    for chunk in elements.chunks(limits::ELEMENTS_PER_OP) {
        theirs
            .apply(ActorIndex::ROOM, &Op::Create(chunk.to_vec()))
            .map_err(|_| NotPut::Nothing)?;
    }
    let boxes = theirs.elements().map(|element| spatial::bounds(element, &theirs));
    let around = boxes.reduce(|all, one| all.union(one)).unwrap_or(Rect::ZERO);
    let by = Place::from_units(at).since(Place::from_units(around.center()));
    let ids = elements.iter().map(|element| element.id).collect::<Vec<_>>();
    let mut copies = arrange::copies(&theirs, &ids, by, fresh_ids);
    let names = copies.iter().map(|copy| copy.id).collect::<BTreeSet<_>>();
    let mut order = board.top_order();
    for (copy, original) in copies.iter_mut().zip(theirs.stack()) {
        copy.order = order.clone();
        copy.locked = original.locked;
        copy.extras.frame = copy.extras.frame.filter(|frame| names.contains(frame));
        order = OrderKey::above(Some(&order));
    }
    Ok(step(copies))
}

/// Puts a text down at a place in board units and selects it.
pub fn put_text_down(board: &Board, text: &str, at: Point, mut element: Element) -> Result<Vec<Intent>, NotPut> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim_matches('\n');
    if text.trim().is_empty() {
        return Err(NotPut::Nothing);
    }
    if Utf16::of(text).0 > limits::LABEL_UNITS {
        return Err(NotPut::TooLong);
    }
    if board.elements_and_tombstones().count() >= limits::ELEMENTS_PER_BOARD {
        return Err(NotPut::TooMany);
    }
    element.text = TextBuffer::new(text);
    element.kind = Kind::Text { auto_width: true };
    if spatial::box_of(&element).width() > TEXT_WIDTH_MAX {
        element.kind = Kind::Text { auto_width: false };
        element.size.width = Place::from_units(Point::new(TEXT_WIDTH_MAX, 0.0)).x;
    }
    let size = spatial::box_of(&element).size();
    element.size.height = Place::from_units(Point::new(0.0, size.height)).y;
    element.origin = Place::from_units(at - size.to_vec2() / 2.0);
    element.order = board.top_order();
    Ok(step(vec![element]))
}

fn step(elements: Vec<Element>) -> Vec<Intent> {
    let names = elements.iter().map(|element| element.id).collect();
    let mut intents = arrange::create(elements);
    intents.push(Intent::EndStep);
    intents.push(Intent::Select(names));
    intents
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::{
        ToolKind,
        script::{Stage, describe_all},
    };

    fn fresh() -> impl FnMut() -> ElementId {
        let mut next = 100;
        move || {
            next += 1;
            ElementId(next)
        }
    }

    #[test]
    fn what_is_put_down_is_new_and_keeps_its_ties() {
        let theirs = Stage::new(
            ToolKind::Select,
            "rectangle 0,0 100x60; ellipse 200,0 100x60; connector #1 #2",
        );
        let ours = Stage::new(ToolKind::Select, "rectangle 0,0 9x9");
        let elements = theirs
            .board
            .stack()
            .into_iter()
            .map(|element| Element::clone(element))
            .collect::<Vec<_>>();
        let put = put_down(&ours.board, &elements, Point::new(1_000.0, 0.0), &mut fresh()).unwrap();
        let expected = "create rectangle #101 at 850,-30 size 100x60 ellipse #102 at 1050,-30 size 100x60 \
                        connector #103 from #101 to #102; step; select #101 #102 #103";
        assert_eq!(describe_all(&put), expected);
        assert_eq!(
            put_down(&ours.board, &[], Point::ZERO, &mut fresh()),
            Err(NotPut::Nothing)
        );
    }

    #[test]
    fn a_text_is_one_text_whatever_it_looks_like() {
        let board = Board::default();
        let element = || Element::new(ElementId(7), Kind::Frame, OrderKey::first());
        let put = |text: &str| put_text_down(&board, text, Point::ZERO, element());
        let intents = put("<b>one</b>\r\ntwo\n").unwrap();
        let Some(Intent::Apply(Op::Create(made))) = intents.first() else {
            panic!("{intents:?}")
        };
        assert_eq!(
            made.first().map(|text| text.text.to_string()).as_deref(),
            Some("<b>one</b>\ntwo")
        );
        assert_eq!(put(" \n\t"), Err(NotPut::Nothing));
        assert_eq!(put(&"x".repeat(1_000_000)), Err(NotPut::TooLong));
        let intents = put(&"word ".repeat(200)).unwrap();
        let Some(Intent::Apply(Op::Create(made))) = intents.first() else {
            panic!("{intents:?}")
        };
        assert_eq!(
            made.first().map(|text| text.kind.clone()),
            Some(Kind::Text { auto_width: false })
        );
    }
}
