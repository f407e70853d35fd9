//! What of a scene depends on boxes around it: connectors that go round them, labels that keep off them. A box that comes or
//! goes concerns those that it has a say in, and no others.

use std::{
    collections::{HashMap, HashSet},
    rc::Rc,
};

use kurbo::Rect;

use super::stack::Entry;
use crate::{
    board::Board,
    id::ElementId,
    spatial::{Care, in_the_way, overlaps},
};

/// Comparisons of boxes in one update; beyond them everything that depends on boxes is taken for concerned.
const COMPARED_MAX: usize = 1_000_000;

/// The parts of the board that elements depend on; clones share them until one changes.
#[derive(Clone, Debug, Default)]
pub(super) struct Reaches {
    parts: Rc<HashMap<ElementId, Rect>>,
    /// Those that were drawn in haste.
    rough: Rc<HashSet<ElementId>>,
}

impl Reaches {
    /// Takes an entry in.
    pub(super) fn note(&mut self, entry: &Entry) {
        let id = entry.item.id;
        if let Some(reach) = entry.reach {
            Rc::make_mut(&mut self.parts).insert(id, reach);
        }
        if entry.showing.care == Care::Hasty {
            Rc::make_mut(&mut self.rough).insert(id);
        }
    }

    /// Leaves an element out.
    pub(super) fn forget(&mut self, id: ElementId) {
        if self.parts.contains_key(&id) {
            Rc::make_mut(&mut self.parts).remove(&id);
        }
        if self.rough.contains(&id) {
            Rc::make_mut(&mut self.rough).remove(&id);
        }
    }

    /// What was drawn in haste.
    pub(super) fn rough(&self) -> impl Iterator<Item = ElementId> {
        self.rough.iter().copied()
    }

    /// Adds what depends on a box that is another one on two boards; `changed` names the elements that differ.
    pub(super) fn concerned(&self, (before, now): (&Board, &Board), changed: &mut Vec<ElementId>) {
        if self.parts.is_empty() {
            return;
        }
        let mut boxes = Vec::new();
        for id in changed.iter() {
            let of = |board: &Board| board.element(*id).and_then(|element| in_the_way(element, board));
            let (old, new) = (of(before), of(now));
            if old != new {
                boxes.extend(old.into_iter().chain(new));
            }
        }
        let all = boxes.len().saturating_mul(self.parts.len()) > COMPARED_MAX;
        let is_concerned = |reach: &Rect| all || boxes.iter().any(|one| overlaps(*one, *reach));
        let parts = self.parts.iter().filter(|(_, reach)| is_concerned(reach));
        changed.extend(parts.map(|(id, _)| *id));
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use kurbo::Rect;

    use crate::{
        actor::ActorIndex,
        board::Board,
        element::{Element, Kind},
        geometry::{Point, Size},
        id::ElementId,
        op::{ElementChange, Op, Prop},
        order_key::OrderKey,
        overlay::Overlay,
        scene::{Damage, DrawItem, Geometry, Reveal, SceneCache},
        shape::{Route, ShapeKind},
        tool::{Look, connect},
    };

    const EVERYWHERE: Rect = Rect::new(-1e9, -1e9, 1e9, 1e9);

    fn shape(id: u128, [x, y]: [i32; 2]) -> Element {
        let mut element = Element::new(ElementId(id), Kind::Shape(ShapeKind::Rectangle), OrderKey::first());
        element.origin = Point::new(x * 8, y * 8);
        element.size = Size::new(100 * 8, 60 * 8);
        element
    }

    fn create(board: &mut Board, elements: Vec<Element>) {
        board
            .apply(ActorIndex(1), &Op::Create(elements))
            .expect("they are sound");
    }

    fn elbow(board: &Board, id: u128, from: u128, to: u128) -> Element {
        let look = Look {
            route: Route::Elbow,
            ..Look::default()
        };
        let ends = [ElementId(from), ElementId(to)];
        connect(board, ElementId(id), ActorIndex(1), ends, &look)
    }

    fn put(board: &mut Board, id: u128, place: [i32; 2]) {
        put_all(board, &[(id, place)]);
    }

    fn put_all(board: &mut Board, places: &[(u128, [i32; 2])]) {
        let change = |(id, [x, y]): &(u128, [i32; 2])| ElementChange {
            id: ElementId(*id),
            props: vec![Prop::Origin(Point::new(x * 8, y * 8))],
        };
        let op = Op::Update(places.iter().map(change).collect());
        board.apply(ActorIndex(1), &op).expect("they move");
    }

    fn look(scene: &mut SceneCache, board: &Board, dragging: bool) -> Damage {
        let overlay = Overlay {
            dragging,
            ..Overlay::default()
        };
        scene.update(board, &overlay, &Reveal::new())
    }

    fn drawn(scene: &SceneCache, id: u128) -> Rc<Geometry> {
        let is_it = |item: &&Rc<DrawItem>| item.id.0 == id;
        Rc::clone(&scene.items_in(EVERYWHERE).find(is_it).expect("it is drawn").geometry)
    }

    #[test]
    fn a_box_in_the_way_is_gone_round_as_soon_as_it_comes_and_a_far_one_changes_nothing() {
        let mut board = Board::default();
        create(
            &mut board,
            vec![shape(1, [0, 0]), shape(2, [400, 0]), shape(3, [200, 500])],
        );
        let connector = elbow(&board, 4, 1, 2);
        create(&mut board, vec![connector]);
        let mut scene = SceneCache::default();
        look(&mut scene, &board, false);
        let straight = drawn(&scene, 4);
        put(&mut board, 3, [200, 300]);
        assert_eq!(
            look(&mut scene, &board, false).rects.len(),
            2,
            "only where it was and is"
        );
        assert!(Rc::ptr_eq(&straight, &drawn(&scene, 4)));
        put(&mut board, 3, [200, 10]);
        assert_eq!(look(&mut scene, &board, false).rects.len(), 4);
        assert_ne!(straight, drawn(&scene, 4));
        put(&mut board, 3, [200, 500]);
        look(&mut scene, &board, false);
        assert_eq!(straight, drawn(&scene, 4));
    }

    #[test]
    fn many_are_drawn_roughly_while_they_are_dragged_and_truly_when_they_are_let_go() {
        let mut board = Board::default();
        create(
            &mut board,
            vec![shape(1, [0, 0]), shape(2, [400, 0]), shape(3, [200, 0])],
        );
        let many = (10..60).map(|id| elbow(&board, id, 1, 2)).collect();
        create(&mut board, many);
        let mut scene = SceneCache::default();
        look(&mut scene, &board, false);
        let whole = |board: &Board| {
            let mut scene = SceneCache::default();
            look(&mut scene, board, false);
            drawn(&scene, 10)
        };
        put(&mut board, 1, [0, 5]);
        look(&mut scene, &board, true);
        assert_ne!(drawn(&scene, 10), whole(&board), "through what is in the way");
        look(&mut scene, &board, false);
        assert_eq!(drawn(&scene, 10), whole(&board));
        // What goes along with both of its ends keeps its way, and what was made of it.
        let way = |scene: &SceneCache| {
            let item = scene.items_in(EVERYWHERE).find(|item| item.id == ElementId(10));
            item.map(|item| (Rc::clone(&item.geometry), item.transform.translation()))
                .expect("it stands")
        };
        let (stood, _) = way(&scene);
        for y in [40, 44] {
            put_all(&mut board, &[(1, [0, y + 5]), (2, [400, y])]);
            look(&mut scene, &board, true);
        }
        let (carried, by) = way(&scene);
        assert!(Rc::ptr_eq(&stood, &carried));
        assert_eq!(by, kurbo::Vec2::new(0.0, 44.0));
        put_all(&mut board, &[(1, [0, 5]), (2, [400, 0])]);
        look(&mut scene, &board, false);
        // A few are looked after in every frame.
        let few = (12..60).map(ElementId).collect();
        board.apply(ActorIndex(1), &Op::Delete(few)).expect("they go");
        look(&mut scene, &board, false);
        put(&mut board, 1, [0, 10]);
        look(&mut scene, &board, true);
        assert_eq!(drawn(&scene, 10), whole(&board));
    }
}
