//! What decides how an element looks besides the board: the eraser over it, the text field in it, how much of a stroke was
//! made by then, and whether it is only the ghost of what was removed.

use std::{collections::HashSet, sync::Arc};

use super::Reveal;
use crate::{
    board::Board,
    element::Element,
    id::ElementId,
    overlay::{Ghosts, Overlay},
};

/// What the eraser will take is drawn this faint.
const ERASING_OPACITY: f64 = 0.25;

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Dressing {
    erasing: HashSet<ElementId>,
    pub(super) editing: Option<ElementId>,
    pub(super) reveal: Reveal,
    pub(super) dragging: bool,
    ghosts: Ghosts,
}

impl Dressing {
    pub(super) fn of(overlay: &Overlay, reveal: &Reveal) -> Dressing {
        Dressing {
            erasing: overlay.erasing.iter().copied().collect(),
            editing: overlay.editing,
            reveal: reveal.clone(),
            dragging: overlay.dragging,
            ghosts: overlay.ghosts.clone(),
        }
    }

    /// The element as it is to be drawn, if it is: what stands on the board, and of what does not the ghosts.
    pub(super) fn drawn<'board>(&self, board: &'board Board, id: ElementId) -> Option<&'board Arc<Element>> {
        let element = board.element_or_tombstone(id)?;
        (!element.deleted || self.ghosts.contains_key(&id)).then_some(element)
    }

    /// How much of its colours an element keeps, 0 to 1.
    pub(super) fn fading(&self, element: &Element) -> f64 {
        match self.ghosts.get(&element.id) {
            Some(percent) if element.deleted => *percent as f64 / 100.0,
            Some(_) | None if self.erasing.contains(&element.id) => ERASING_OPACITY,
            Some(_) | None => 1.0,
        }
    }

    /// The elements that it says something of.
    pub(super) fn named(&self) -> impl Iterator<Item = &ElementId> {
        let shown = self.reveal.keys().chain(self.ghosts.keys());
        self.erasing.iter().chain(&self.editing).chain(shown)
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
        op::Op,
        order_key::OrderKey,
        overlay::{Ghosts, Overlay},
        scene::{Damage, DrawItem, Reveal, SceneCache},
        shape::{Route, ShapeKind},
        tool::{Look, connect},
    };

    const EVERYWHERE: Rect = Rect::new(-1e9, -1e9, 1e9, 1e9);

    fn shape(id: u128, x: i32) -> Element {
        let mut element = Element::new(ElementId(id), Kind::Shape(ShapeKind::Rectangle), OrderKey::first());
        (element.origin, element.size) = (Point::new(x * 8, 0), Size::new(100 * 8, 60 * 8));
        element
    }

    fn shown(scene: &mut SceneCache, board: &Board, ghosts: &[(u128, usize)]) -> Damage {
        let ghosts = ghosts.iter().map(|(id, percent)| (ElementId(*id), *percent));
        let overlay = Overlay {
            ghosts: ghosts.collect::<Ghosts>(),
            ..Overlay::default()
        };
        scene.update(board, &overlay, &Reveal::new())
    }

    fn drawn(scene: &SceneCache, id: u128) -> Option<Rc<DrawItem>> {
        scene.items_in(EVERYWHERE).find(|item| item.id.0 == id).cloned()
    }

    #[test]
    fn g4_a_ghost_is_drawn_faint_where_it_was_and_nothing_goes_round_it() {
        let mut board = Board::default();
        let mut apply = |op: Op| {
            board.apply(ActorIndex(1), &op).expect("it is sound");
            board.clone()
        };
        let before = apply(Op::Create(vec![shape(1, 0), shape(2, 400), shape(3, 200)]));
        let look = Look {
            route: Route::Elbow,
            ..Look::default()
        };
        let ends = [ElementId(1), ElementId(2)];
        apply(Op::Create(vec![connect(
            &before,
            ElementId(4),
            ActorIndex(1),
            ends,
            &look,
        )]));
        let gone = apply(Op::Delete(vec![ElementId(3)]));
        let mut scene = SceneCache::default();
        shown(&mut scene, &gone, &[]);
        let straight = drawn(&scene, 4).expect("it stands").geometry.clone();
        assert!(drawn(&scene, 3).is_none());

        let damage = shown(&mut scene, &gone, &[(3, 40)]);
        let ghost = drawn(&scene, 3).expect("it is shown");
        assert_eq!((ghost.opacity, damage.appended.len() + damage.rects.len()), (0.4, 1));
        assert_eq!(drawn(&scene, 4).expect("it stands").geometry, straight);
        // Older, it is fainter in the same place.
        shown(&mut scene, &gone, &[(3, 16)]);
        let older = drawn(&scene, 3).expect("it is shown");
        assert!(older.opacity == 0.16 && Rc::ptr_eq(&ghost.geometry, &older.geometry));
        // What stands is no ghost, whatever the list says; and switched off nothing of it is left.
        shown(&mut scene, &gone, &[(1, 16), (9, 50)]);
        assert_eq!(drawn(&scene, 1).map(|item| item.opacity), Some(1.0));
        assert!(drawn(&scene, 3).is_none());
        assert_eq!(scene.len(), 3);
    }
}
