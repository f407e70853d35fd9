//! Drawn elements in drawing order. Kept in chunks that clones share until one of them changes something there, so that a
//! scene can be kept of every few moments of a recording.

use std::{cmp::Ordering, rc::Rc};

use kurbo::Rect;

use super::{DrawItem, prepare::Showing};
use crate::element::Element;

/// Entries in one chunk at most; a full one is divided.
const CHUNK: usize = 128;

/// An element as it was drawn.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) item: Rc<DrawItem>,
    pub(super) showing: Showing,
    pub(super) is_faded: bool,
    /// The part of the board that its geometry depends on, where boxes of others have a say in it.
    pub(super) reach: Option<Rect>,
}

/// Entries, lowest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Stack {
    /// None of them is empty.
    chunks: Vec<Rc<Vec<Entry>>>,
}

/// The drawing order.
pub(super) fn in_order(left: &Element, right: &Element) -> Ordering {
    left.order.cmp(&right.order).then(left.id.cmp(&right.id))
}

impl Stack {
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.chunks.iter().flat_map(|chunk| chunk.iter())
    }

    pub(super) fn len(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.len()).sum()
    }

    /// The entry at an element's place.
    pub(super) fn find(&self, element: &Element) -> Option<&Entry> {
        let chunk = self.chunks.get(self.chunk_of(element))?;
        chunk.get(place_in(chunk, element).ok()?)
    }

    /// Puts an entry at its place, which is free.
    pub(super) fn insert(&mut self, entry: Entry) {
        let top = self.chunks.len().saturating_sub(1);
        let index = self.chunk_of(&entry.item.element).min(top);
        let Some(chunk) = self.chunks.get_mut(index) else {
            self.chunks.push(Rc::new(vec![entry]));
            return;
        };
        let chunk = Rc::make_mut(chunk);
        let (Ok(place) | Err(place)) = place_in(chunk, &entry.item.element);
        chunk.insert(place, entry);
        if chunk.len() >= CHUNK {
            // What is new is mostly on top: there a chunk is left full.
            let upper = chunk.split_off(if index == top { CHUNK - 1 } else { CHUNK / 2 });
            self.chunks.insert(index + 1, Rc::new(upper));
        }
    }

    /// Takes the entry at an element's place away.
    pub(super) fn remove(&mut self, element: &Element) {
        let index = self.chunk_of(element);
        let Some(chunk) = self.chunks.get_mut(index) else {
            return;
        };
        if let Ok(place) = place_in(chunk, element) {
            Rc::make_mut(chunk).remove(place);
            if chunk.is_empty() {
                self.chunks.remove(index);
            }
        }
    }

    /// The first chunk that does not end below an element's place.
    fn chunk_of(&self, element: &Element) -> usize {
        self.chunks.partition_point(|chunk| {
            let last = chunk.last();
            last.is_some_and(|last| in_order(&last.item.element, element).is_lt())
        })
    }
}

fn place_in(chunk: &[Entry], element: &Element) -> Result<usize, usize> {
    chunk.binary_search_by(|entry| in_order(&entry.item.element, element))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::board::Board;
    use crate::{
        element::Kind,
        id::ElementId,
        order_key::OrderKey,
        scene::{Geometry, prepare::item},
        shape::ShapeKind,
    };

    fn entry(id: u128) -> Entry {
        let element = Element::new(ElementId(id), Kind::Shape(ShapeKind::Ellipse), OrderKey::first());
        let item = item(Arc::new(element), Rc::new(Geometry::default()), &Board::default(), 1.0);
        Entry {
            item: Rc::new(item),
            showing: Showing::default(),
            is_faded: false,
            reach: None,
        }
    }

    fn ids(stack: &Stack) -> Vec<u128> {
        stack.iter().map(|entry| entry.item.id.0).collect()
    }

    #[test]
    fn entries_stay_in_order_however_they_come_and_go() {
        let mut stack = Stack::default();
        let mixed = |index: u128| index * 421 % 1_000;
        for index in 0..1_000 {
            stack.insert(entry(mixed(index)));
        }
        assert_eq!(ids(&stack), (0..1_000).collect::<Vec<_>>());
        assert!(
            stack
                .chunks
                .iter()
                .all(|chunk| !chunk.is_empty() && chunk.len() < CHUNK)
        );
        for id in (0..1_000).filter(|id| id % 3 != 0) {
            assert!(stack.find(&entry(id).item.element).is_some());
            stack.remove(&entry(id).item.element);
            stack.remove(&entry(id).item.element);
        }
        assert_eq!(ids(&stack), (0..1_000).step_by(3).collect::<Vec<_>>());
        assert_eq!(stack.len(), 334);
        assert!(stack.find(&entry(1).item.element).is_none());
    }

    #[test]
    fn a_clone_does_not_follow_and_shares_what_it_can() {
        let mut stack = Stack::default();
        (0..1_000).for_each(|id| stack.insert(entry(id)));
        let kept = stack.clone();
        stack.insert(entry(1_000));
        stack.remove(&entry(999).item.element);
        assert_eq!(ids(&kept), (0..1_000).collect::<Vec<_>>());
        assert_eq!(ids(&stack).last(), Some(&1_000));
        let shared = kept.chunks.iter().zip(&stack.chunks);
        let n_shared = shared.filter(|(left, right)| Rc::ptr_eq(left, right)).count();
        assert_eq!(n_shared, kept.chunks.len() - 1);
    }
}
