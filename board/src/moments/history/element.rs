//! The history of one element: its own entries, folded on a board that holds nothing else.

use std::sync::Arc;

use super::{Deed, Histories, Step, add, deed::between, index::Tie};
use crate::{
    board::Board,
    element::Element,
    id::ElementId,
    op::{ElementChange, Op},
    reading::name_of,
    recording::Entry,
    snapshot::Snapshot,
    sorting::sort_by,
    time::Millis,
};

impl Histories {
    /// All that was done to an element, by time; nothing where it never was. Costs what was done to it and to what it was tied
    /// to, however long the recording is.
    pub fn of_element(&self, entries: &[Entry], id: ElementId) -> Vec<Step> {
        let mut found = Vec::new();
        let mut board = Board::default();
        for index in self.concerning(id) {
            let Some(entry) = entries.get(index) else { continue };
            for deed in self.deeds(entries, (index, entry), id, &mut board) {
                found.push((index, deed));
            }
        }
        found.extend(self.ties_of(entries, id));
        sort_by(&mut found, |left, right| left.0.cmp(&right.0));
        let mut steps = Vec::new();
        for (entry, deed) in found
            .into_iter()
            .filter_map(|(index, deed)| Some((entries.get(index)?, deed)))
        {
            let step = Step {
                from: entry.at,
                to: entry.at,
                seq: entry.seq,
                actor: entry.actor,
                deed,
            };
            add(&mut steps, step);
        }
        steps
    }

    /// An element as it was after so many entries, deleted or not.
    pub fn element_at(&self, entries: &[Entry], id: ElementId, n_entries: usize) -> Option<Arc<Element>> {
        let mut board = Board::default();
        for index in self.concerning(id).take_while(|index| *index < n_entries) {
            if let Some(op) = entries.get(index).and_then(|entry| narrowed(&entry.op, id)) {
                let actor = entries.get(index).map(|entry| entry.actor).unwrap_or_default();
                let _ = board.apply(actor, &op);
            }
        }
        board.element_or_tombstone(id).cloned()
    }

    /// When an element that is not there after so many entries was taken away.
    pub fn removed_at(&self, entries: &[Entry], id: ElementId, n_entries: usize) -> Option<Millis> {
        let own = self.elements.get(&id).map(Vec::as_slice).unwrap_or_default();
        let removes = |index: &&u32| {
            let op = entries.get(**index as usize).map(|entry| &entry.op);
            op.is_some_and(|op| matches!(op, Op::Delete(_)))
        };
        let by_hand = first(own, n_entries).iter().rev().find(removes);
        // What went while nothing was recorded went before the gap was closed.
        let index = by_hand.or_else(|| first(&self.gaps, n_entries).last())?;
        let index = *index;
        entries.get(index as usize).map(|entry| entry.at)
    }

    /// What an element was called after so many entries; one that is yet to come, at the end.
    pub fn name_at(&self, entries: &[Entry], id: ElementId, n_entries: usize) -> String {
        let at_the_end = || self.element_at(entries, id, entries.len());
        let Some(element) = self.element_at(entries, id, n_entries).or_else(at_the_end) else {
            return "something that is gone".to_owned();
        };
        let Some(connector) = element.connector() else {
            return name_of(&element, &Board::default());
        };
        // A connector is called by what it ties together; that is bound to nothing further.
        let ends = [connector.start, connector.end].map(|end| end.bound.map(|binding| binding.element));
        let around = ends.into_iter().flatten();
        let around = around.filter_map(|end| self.element_at(entries, end, n_entries));
        let elements = around.map(|element| Element {
            deleted: false,
            ..Element::clone(&element)
        });
        let board = Board::from(Snapshot {
            elements: elements.collect(),
            ..Snapshot::default()
        });
        name_of(&element, &board)
    }

    /// The places of the entries that concern an element itself, in order.
    fn concerning(&self, id: ElementId) -> impl Iterator<Item = usize> {
        let own = self.elements.get(&id).map(Vec::as_slice).unwrap_or_default();
        let (mut own, mut gaps) = (own.iter().peekable(), self.gaps.iter().peekable());
        std::iter::from_fn(move || {
            let next = match (own.peek(), gaps.peek()) {
                (Some(one), Some(gap)) if one < gap => own.next(),
                (Some(_), None) => own.next(),
                (_, _) => gaps.next(),
            };
            next.map(|index| *index as usize)
        })
    }

    /// What an entry does to an element, whose board is taken along.
    fn deeds(&self, entries: &[Entry], (index, entry): (usize, &Entry), id: ElementId, board: &mut Board) -> Vec<Deed> {
        let Some(op) = narrowed(&entry.op, id) else {
            return Vec::new();
        };
        // A stroke that is still being made: looking at it before would copy it with every piece.
        if matches!(op, Op::InkBegin { .. } | Op::InkExtend { .. } | Op::InkEnd { .. }) {
            let was_done = board.apply(entry.actor, &op).is_ok();
            return if was_done { vec![Deed::Born] } else { Vec::new() };
        }
        let before = board.element_or_tombstone(id).cloned();
        if board.apply(entry.actor, &op).is_err() {
            return Vec::new();
        }
        let now = board.element_or_tombstone(id);
        let is_unseen = matches!(op, Op::Gap(_));
        match (before, now) {
            (None, None) => Vec::new(),
            (None, Some(_)) if !is_unseen => vec![Deed::Born],
            (Some(before), Some(now)) if !is_unseen => {
                between(&before, now, |other| self.name_at(entries, other, index + 1))
            }
            (Some(before), Some(now)) if before == *now => Vec::new(),
            (_, _) => vec![Deed::Unrecorded],
        }
    }

    fn ties_of(&self, entries: &[Entry], id: ElementId) -> Vec<(usize, Deed)> {
        let ties = self.ties.get(&id).map(Vec::as_slice).unwrap_or_default();
        let deed = |tie: &Tie| {
            let index = tie.index as usize;
            // Before it is taken off, a connector still knows both of its ends.
            let n_entries = if tie.is_tied { index + 1 } else { index };
            let connector = self.element_at(entries, tie.connector, n_entries)?;
            let line = connector.connector()?;
            let ends = [line.start, line.end].map(|end| end.bound.map(|binding| binding.element));
            let other = ends.into_iter().flatten().find(|end| *end != id);
            let name = other.map_or_else(
                || "nothing yet".to_owned(),
                |other| self.name_at(entries, other, n_entries),
            );
            let deed = if tie.is_tied {
                Deed::Connected(tie.connector, name)
            } else {
                Deed::Disconnected(tie.connector, name)
            };
            Some((index, deed))
        };
        ties.iter().filter_map(deed).collect()
    }
}

/// Those of the places that lie among the first entries.
fn first(indices: &[u32], n_entries: usize) -> &[u32] {
    let n_before = indices.partition_point(|index| (*index as usize) < n_entries);
    indices.get(..n_before).unwrap_or_default()
}

/// What of an op concerns one element.
fn narrowed(op: &Op, id: ElementId) -> Option<Op> {
    match op {
        Op::Create(elements) => {
            let element = elements.iter().find(|element| element.id == id)?;
            Some(Op::Create(vec![element.clone()]))
        }
        Op::Update(changes) => {
            let own = changes.iter().filter(|change| change.id == id);
            Some(Op::Update(own.map(ElementChange::clone).collect()))
        }
        Op::Delete(_) => Some(Op::Delete(vec![id])),
        Op::Restore(_) => Some(Op::Restore(vec![id])),
        Op::InkBegin { .. } | Op::InkExtend { .. } | Op::InkEnd { .. } | Op::Text { .. } => Some(op.clone()),
        Op::Gap(snapshot) => {
            let elements = snapshot.elements.iter().filter(|element| element.id == id);
            let open_ink = snapshot.open_ink.iter().filter(|(_, open)| *open == id);
            Some(Op::Gap(Box::new(Snapshot {
                elements: elements.cloned().collect(),
                open_ink: open_ink.cloned().collect(),
                ..Snapshot::default()
            })))
        }
        Op::CreateFile { .. } | Op::UpdateFile { .. } | Op::Card { .. } | Op::Round(_) | Op::Removed => None,
    }
}
