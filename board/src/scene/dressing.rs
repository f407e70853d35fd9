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
