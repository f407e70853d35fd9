//! What is put down in a stroke's place.

use std::sync::Arc;

use kurbo::Point;

use super::{Recognised, recognise};
use crate::{
    actor::ActorIndex,
    board::Board,
    element::{Binding, Connector, Element, End, Extras, Kind, Style},
    geometry,
    id::ElementId,
    limits::{ELEMENTS_PER_BOARD, ELEMENTS_PER_OP},
    op::Op,
    shape::Head,
    spatial::{Way, outline},
    tool::{Figure, Intent, Look, connector::bindable_at, unit::unlocked},
};

/// A line that ends so near to an element is meant to lead to it, in board units: hands stop short of a border.
const REACH: f64 = 16.0;

/// Whether strokes that are finished and not locked are all that is selected.
pub fn are_strokes(board: &Board, selection: &[ElementId]) -> bool {
    let is_stroke = |id: &ElementId| {
        board
            .element(*id)
            .is_some_and(|element| !element.locked && is_done(element))
    };
    !selection.is_empty() && selection.iter().all(is_stroke)
}

fn is_done(element: &Element) -> bool {
    element.ink().is_some_and(|ink| ink.ended)
}

/// How many elements more a board takes at once.
pub(in crate::tool) fn room_on(board: &Board) -> usize {
    let taken = board.elements_and_tombstones().count();
    ELEMENTS_PER_BOARD.saturating_sub(taken).min(ELEMENTS_PER_OP)
}

/// Puts what selected strokes look like in their place, where they look like something we know.
pub fn into_shapes(
    board: &Board,
    selection: &[ElementId],
    author: ActorIndex,
    fresh_ids: &mut dyn FnMut() -> ElementId,
) -> Vec<Intent> {
    let (mut gone, mut made) = (Vec::new(), Vec::new());
    for stroke in unlocked(board, selection)
        .filter(|element| is_done(element))
        .take(room_on(board))
    {
        let way = Way::along(&outline(stroke, board));
        let Some(element) = made_of(way.points(), stroke.style, author, board, fresh_ids()) else {
            continue;
        };
        gone.push(stroke.id);
        made.push(Element {
            order: stroke.order.clone(),
            groups: stroke.groups.clone(),
            extras: Extras {
                frame: stroke.extras.frame,
                link: stroke.extras.link.clone(),
                ..element.extras
            },
            ..element
        });
    }
    if made.is_empty() {
        return Vec::new();
    }
    let ids = made.iter().map(|element| element.id).collect();
    vec![
        Intent::Apply(Op::Delete(gone)),
        Intent::Apply(Op::Create(made)),
        Intent::EndStep,
        Intent::Select(ids),
    ]
}

/// What a stroke through places looks like, on top of everything; `None` where that is nothing we know. A line is bound to
/// what it begins and ends at.
pub(in crate::tool) fn made_of(
    places: &[Point],
    style: Style,
    author: ActorIndex,
    board: &Board,
    id: ElementId,
) -> Option<Element> {
    let look = |end_head| Look {
        style: Style { fill: None, ..style },
        end_head,
        ..Look::default()
    };
    let (from, to, end_head) = match recognise(places)? {
        Recognised::Shape(shape, rect) => {
            let figure = Figure::Shape(shape);
            return Some(figure.element(id, rect, board, author, &look(Head::None)));
        }
        Recognised::Line(from, to) => (from, to, Head::None),
        Recognised::Arrow(from, to) => (from, to, Head::Arrow),
    };
    let mut element = Element::new(
        id,
        Kind::Connector(Arc::new(between(from, to, board))),
        board.top_order(),
    );
    element.author = author;
    look(end_head).dress(&mut element);
    Some(element)
}

fn between(from: Point, to: Point, board: &Board) -> Connector {
    let bound = |at| bindable_at(board, at, REACH).map(|element| Binding { element, aim: None });
    // Within one element it is drawn, not bound.
    let ends = Some((bound(from), bound(to))).filter(|(start, end)| start != end);
    let (start, end) = ends.unwrap_or_default();
    let end_at = |at, bound| End {
        at: geometry::Point::from_units(at),
        bound,
    };
    Connector {
        start: end_at(from, start),
        end: end_at(to, end),
        ..Connector::default()
    }
}
