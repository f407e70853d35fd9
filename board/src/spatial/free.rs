//! Where there is room for something new: the free place nearest to where it was wanted.

use kurbo::{Rect, Vec2};

use crate::{
    board::Board,
    element::{Element, Kind},
    spatial::{bounds, overlaps},
};

/// What stays free around a new element, in board units.
const AROUND: f64 = 12.0;
/// How many places to either side are looked at before going further.
const SIDEWAYS: i32 = 6;
/// How many times it goes further before it gives up.
const FURTHER: i32 = 12;

/// The first free place for a box that is wanted somewhere: there, else beside it, on one side and the other in turns, else
/// further on. `sideways` and `onwards` are the steps. Where all is taken it is the wanted place after all.
pub fn free_place(board: &Board, wanted: Rect, sideways: Vec2, onwards: Vec2) -> Rect {
    let taken = board
        .elements()
        .filter(|element| takes_room(element))
        .map(|element| bounds(element, board))
        .collect::<Vec<_>>();
    let is_free = |rect: &Rect| {
        let around = rect.inflate(AROUND, AROUND);
        !taken.iter().any(|other| overlaps(*other, around))
    };
    for further in 0..FURTHER {
        let row = wanted + onwards * f64::from(further);
        let turns = (0..=SIDEWAYS).flat_map(|aside| [aside, -aside]);
        if let Some(free) = turns.map(|aside| row + sideways * f64::from(aside)).find(is_free) {
            return free;
        }
    }
    wanted
}

/// Whether an element is in the way of others: lines, strokes and what stands around others are not.
fn takes_room(element: &Element) -> bool {
    match element.kind {
        Kind::Shape(_) | Kind::Text { .. } | Kind::Image(_) => true,
        Kind::Part(_) => !element.holds_others(),
        Kind::Ink(_) | Kind::Connector(_) | Kind::Frame | Kind::Stamp(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        actor::ActorIndex, geometry, id::ElementId, op::Op, order_key::OrderKey, part::Part, shape::ShapeKind,
    };

    fn board_of(boxes: &[(Kind, i32, i32)]) -> Board {
        let mut board = Board::default();
        for ((kind, x, y), id) in boxes.iter().zip(1..) {
            let mut element = Element::new(ElementId(id), kind.clone(), OrderKey::first());
            element.origin = geometry::Point::new(x * 8, y * 8);
            element.size = geometry::Size::new(800, 480);
            board.apply(ActorIndex(1), &Op::Create(vec![element])).expect("sound");
        }
        board
    }

    fn found(boxes: &[(Kind, i32, i32)]) -> (f64, f64) {
        let wanted = Rect::new(0.0, 0.0, 100.0, 60.0);
        let rect = free_place(&board_of(boxes), wanted, Vec2::new(0.0, 100.0), Vec2::new(200.0, 0.0));
        (rect.x0, rect.y0)
    }

    #[test]
    fn what_is_taken_is_gone_round() {
        let shape = || Kind::Shape(ShapeKind::Rectangle);
        assert_eq!(found(&[]), (0.0, 0.0));
        assert_eq!(found(&[(shape(), 90, 50)]), (0.0, -100.0), "below it is too near");
        assert_eq!(found(&[(shape(), 0, 0)]), (0.0, 100.0));
        assert_eq!(found(&[(shape(), 0, 0), (shape(), 0, 100)]), (0.0, -100.0));
        assert_eq!(
            found(&[(Kind::Frame, 0, 0), (Kind::Part(Part::Region), 0, 0)]),
            (0.0, 0.0)
        );
        let column = (-6..=6).map(|at| (shape(), 0, at * 100)).collect::<Vec<_>>();
        assert_eq!(found(&column), (200.0, 0.0));
    }
}
