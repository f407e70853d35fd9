//! A box dragged open over the drawing: selects what it contains or, with Alt, what it touches. A group counts as one;
//! with Ctrl its elements count by themselves.

use std::collections::{BTreeMap, BTreeSet};

use kurbo::{Point, Rect};

use crate::{
    board::Board,
    id::ElementId,
    spatial::{self, Inclusion},
    tool::{Intent, Modifiers},
};

/// A box being dragged open.
#[derive(Clone, Debug)]
pub(super) struct Boxing {
    from: Point,
    to: Point,
    before: Vec<ElementId>,
    found: Vec<ElementId>,
}

impl Boxing {
    /// One that adds to what is selected `before`.
    pub(super) fn begin(from: Point, before: Vec<ElementId>) -> Boxing {
        Boxing {
            from,
            to: from,
            found: before.clone(),
            before,
        }
    }

    pub(super) fn rect(&self) -> Rect {
        Rect::from_points(self.from, self.to)
    }

    pub(super) fn moved(self, to: Point, modifiers: Modifiers, board: &Board, intents: &mut Vec<Intent>) -> Boxing {
        let how = if modifiers.alt {
            Inclusion::Touch
        } else {
            Inclusion::Contain
        };
        let inside = spatial::inside(board, Rect::from_points(self.from, to), how);
        let inside = if modifiers.ctrl {
            inside
        } else {
            by_groups(board, inside, how)
        };
        let known = self.before.iter().copied().collect::<BTreeSet<_>>();
        let mut found = self.before.clone();
        found.extend(inside.into_iter().filter(|id| !known.contains(id)));
        if found != self.found {
            intents.push(Intent::Select(found.clone()));
        }
        Boxing { to, found, ..self }
    }

    pub(super) fn aborted(self, intents: &mut Vec<Intent>) {
        if self.before != self.found {
            intents.push(Intent::Select(self.before));
        }
    }
}

/// Of what lies in a box, what is in no group, and all of the groups that lie in it.
fn by_groups(board: &Board, inside: Vec<ElementId>, how: Inclusion) -> Vec<ElementId> {
    let outermost = |id: &ElementId| board.element(*id)?.groups.last().copied();
    let mut within: BTreeMap<ElementId, usize> = BTreeMap::new();
    for group in inside.iter().filter_map(outermost) {
        *within.entry(group).or_default() += 1;
    }
    if within.is_empty() {
        return inside;
    }
    let inside = inside.into_iter().collect::<BTreeSet<_>>();
    let grouped = || board.elements().filter(|element| !element.locked);
    let mut members: BTreeMap<ElementId, usize> = BTreeMap::new();
    for group in grouped().filter_map(|element| element.groups.last()) {
        *members.entry(*group).or_default() += 1;
    }
    let is_taken = |group: &ElementId| match how {
        Inclusion::Touch => within.contains_key(group),
        Inclusion::Contain => within.get(group) == members.get(group),
    };
    let taken = grouped().filter(|element| match element.groups.last() {
        Some(group) => is_taken(group),
        None => inside.contains(&element.id),
    });
    taken.map(|element| element.id).collect()
}
