//! Layers: what some people drew, left out of sight. A layer is nobody's property of an element; it follows from who made it.

use std::sync::Arc;

use super::Board;
use crate::element::Element;

impl Board {
    /// The board without some of its elements, for looking at only: they lie there like deleted ones, so that what is tied to
    /// them stays where it is (rule B2).
    pub fn without(&self, hidden: impl Fn(&Element) -> bool) -> Board {
        let mut board = self.clone();
        for element in self.elements().filter(|element| hidden(element)) {
            let mut gone = Element::clone(element);
            gone.deleted = true;
            board.elements.insert(gone.id, Arc::new(gone));
        }
        board
    }

    /// The board with some of what was deleted standing there again, for pointing at it only.
    pub fn standing_again(&self, shown: impl Fn(&Element) -> bool) -> Board {
        let mut board = self.clone();
        let gone = self.elements_and_tombstones().filter(|element| element.deleted);
        for element in gone.filter(|element| shown(element)) {
            let mut standing = Element::clone(element);
            standing.deleted = false;
            board.elements.insert(standing.id, Arc::new(standing));
        }
        board
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        actor::ActorIndex,
        board::Board,
        element::{Binding, Connector, Element, End, Kind},
        geometry::{Point, Size},
        id::ElementId,
        op::Op,
        order_key::OrderKey,
        shape::ShapeKind,
        spatial,
    };

    const CANDIDATE: ActorIndex = ActorIndex(2);
    const STAFF: ActorIndex = ActorIndex(1);

    #[test]
    fn what_is_tied_to_a_hidden_element_stays_where_it_is() {
        let mut board = Board::default();
        let shape = |id, x| {
            let mut shape = Element::new(ElementId(id), Kind::Shape(ShapeKind::Rectangle), OrderKey::first());
            (shape.origin, shape.size) = (Point::new(x, 0), Size::new(800, 400));
            shape
        };
        let end = |element| End {
            at: Point::default(),
            bound: Some(Binding {
                element: ElementId(element),
                aim: None,
            }),
        };
        let connector = Connector {
            start: end(1),
            end: end(2),
            ..Connector::default()
        };
        let connector = Element::new(ElementId(3), Kind::Connector(connector.into()), OrderKey::first());
        board.apply(CANDIDATE, &Op::Create(vec![shape(1, 0)])).unwrap();
        board.apply(STAFF, &Op::Create(vec![shape(2, 4_000)])).unwrap();
        board.apply(CANDIDATE, &Op::Create(vec![connector])).unwrap();

        let seen = board.without(|element| element.author == STAFF);
        let ids = seen.elements().map(|element| element.id.0).collect::<Vec<_>>();
        assert_eq!(ids, [1, 3]);
        let outline = |board: &Board| spatial::outline(board.element(ElementId(3)).unwrap(), board).to_svg();
        assert_eq!(outline(&seen), outline(&board));
        assert_eq!(board.elements().count(), 3, "the board itself is as it was");
        let nothing_hidden = board.without(|_| false);
        assert_eq!(nothing_hidden, board);
    }
}
