//! Drawn elements in drawing order. Kept in chunks that clones share until one of them changes something there, so that a
//! scene can be kept of every few moments of a recording.

use std::{cell::Cell, cmp::Ordering, rc::Rc};

use kurbo::Rect;

use super::{DrawItem, prepare::Showing};
use crate::{element::Element, spatial::overlaps};

/// Entries in one chunk at most; a full one is divided.
const CHUNK: usize = 128;

/// An element as it was drawn.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) item: Rc<DrawItem>,
    pub(super) showing: Showing,
    pub(super) fading: f64,
    /// The part of the board that its geometry depends on, where boxes of others have a say in it.
    pub(super) reach: Option<Rect>,
}

/// Entries, lowest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Stack {
    /// None of them is empty.
    chunks: Vec<Rc<Chunk>>,
}

/// Entries next to each other in the order. What was drawn one after the other mostly lies together on the board as well, so
/// that the box around a chunk tells of most of them that none is in view.
#[derive(Clone, Debug)]
struct Chunk {
    entries: Vec<Entry>,
    /// Around all of them, once somebody asked.
    around: Cell<Option<Rect>>,
}

/// The drawing order.
pub(super) fn in_order(left: &Element, right: &Element) -> Ordering {
    left.order.cmp(&right.order).then(left.id.cmp(&right.id))
}

/// Whether something is where it was in the drawing order.
pub(super) fn is_same_place(old: Option<&Entry>, new: Option<&Entry>) -> bool {
    old.zip(new)
        .is_some_and(|(old, new)| in_order(&old.item.element, &new.item.element).is_eq())
}

impl Stack {
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.chunks.iter().flat_map(|chunk| chunk.entries.iter())
    }

    /// Those that paint in a rectangle, lowest first.
    pub(super) fn iter_in(&self, rect: Rect) -> impl Iterator<Item = &Entry> {
        let chunks = self.chunks.iter().filter(move |chunk| overlaps(chunk.around(), rect));
        let entries = chunks.flat_map(|chunk| chunk.entries.iter());
        entries.filter(move |entry| overlaps(entry.item.bounds, rect))
    }

    pub(super) fn len(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.entries.len()).sum()
    }

    /// The entry at an element's place.
    pub(super) fn find(&self, element: &Element) -> Option<&Entry> {
        let chunk = &self.chunks.get(self.chunk_of(element))?.entries;
        chunk.get(place_in(chunk, element).ok()?)
    }

    /// Puts an entry at its place, which is free.
    pub(super) fn insert(&mut self, entry: Entry) {
        let top = self.chunks.len().saturating_sub(1);
        let index = self.chunk_of(&entry.item.element).min(top);
        let Some(chunk) = self.chunks.get_mut(index) else {
            self.chunks.push(Rc::new(Chunk::of(vec![entry])));
            return;
        };
        let chunk = Rc::make_mut(chunk).changing();
        let (Ok(place) | Err(place)) = place_in(chunk, &entry.item.element);
        chunk.insert(place, entry);
        if chunk.len() >= CHUNK {
            // What is new is mostly on top: there a chunk is left full.
            let upper = chunk.split_off(if index == top { CHUNK - 1 } else { CHUNK / 2 });
            self.chunks.insert(index + 1, Rc::new(Chunk::of(upper)));
        }
    }

    /// Puts an entry in the place of the one that is there.
    pub(super) fn replace(&mut self, entry: Entry) {
        let index = self.chunk_of(&entry.item.element);
        let Some(chunk) = self.chunks.get_mut(index) else {
            return;
        };
        if let Ok(place) = place_in(&chunk.entries, &entry.item.element)
            && let Some(old) = Rc::make_mut(chunk).changing().get_mut(place)
        {
            *old = entry;
        }
    }

    /// Takes the entry at an element's place away.
    pub(super) fn remove(&mut self, element: &Element) {
        let index = self.chunk_of(element);
        let Some(chunk) = self.chunks.get_mut(index) else {
            return;
        };
        if let Ok(place) = place_in(&chunk.entries, element) {
            Rc::make_mut(chunk).changing().remove(place);
            if chunk.entries.is_empty() {
                self.chunks.remove(index);
            }
        }
    }

    /// The first chunk that does not end below an element's place.
    fn chunk_of(&self, element: &Element) -> usize {
        self.chunks.partition_point(|chunk| {
            let last = chunk.entries.last();
            last.is_some_and(|last| in_order(&last.item.element, element).is_lt())
        })
    }
}

impl Chunk {
    fn of(entries: Vec<Entry>) -> Chunk {
        Chunk {
            entries,
            around: Cell::new(None),
        }
    }

    fn changing(&mut self) -> &mut Vec<Entry> {
        self.around.set(None);
        &mut self.entries
    }

    fn around(&self) -> Rect {
        let bounds = || self.entries.iter().map(|entry| entry.item.bounds);
        let measured = || bounds().reduce(|all, one| all.union(one)).unwrap_or_default();
        let around = self.around.get().unwrap_or_else(measured);
        self.around.set(Some(around));
        around
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
            fading: 1.0,
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
                .all(|chunk| !chunk.entries.is_empty() && chunk.entries.len() < CHUNK)
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
    fn what_paints_in_a_rectangle_is_found_however_entries_come_and_go() {
        let at = |id: u128| Rect::from_origin_size(((id * 37 % 500) as f64, (id * 91 % 400) as f64), (30.0, 20.0));
        let put = |stack: &mut Stack, id: u128| {
            let mut entry = entry(id);
            Rc::make_mut(&mut entry.item).bounds = at(id);
            stack.insert(entry);
        };
        let mut stack = Stack::default();
        for round in 0..6_u128 {
            (round * 200..round * 200 + 300).for_each(|id| {
                stack.remove(&entry(id).item.element);
                put(&mut stack, id);
            });
            (0..100).for_each(|index| stack.remove(&entry(index * 7 + round).item.element));
            for part in [
                Rect::new(90.0, 90.0, 140.0, 200.0),
                Rect::new(600.0, 0.0, 700.0, 9.0),
                at(round),
            ] {
                let all = stack.iter().filter(|entry| overlaps(entry.item.bounds, part));
                let wanted = all.map(|entry| entry.item.id).collect::<Vec<_>>();
                let found = stack.iter_in(part).map(|entry| entry.item.id).collect::<Vec<_>>();
                assert_eq!(found, wanted);
            }
        }
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
