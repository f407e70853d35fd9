//! What is taken hold of together. Groups stand one inside another; outside of a group it is one thing, and who has selected
//! some of what it holds works inside of it. Locked elements belong to no selection.

use std::collections::{BTreeMap, BTreeSet};

use kurbo::Rect;

use crate::{board::Board, element::Element, id::ElementId, spatial};

/// Elements that are arranged as one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Unit {
    /// The group they are, or `None` for an element by itself.
    pub(super) group: Option<ElementId>,
    /// By id.
    pub(super) ids: Vec<ElementId>,
}

/// What a selection is, for those who offer what can be done with it. Locked elements are no part of it.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Selected {
    /// Elements and groups that can be arranged.
    pub n_units: usize,
    /// Whether a group in it can be taken apart.
    pub is_group: bool,
    /// Whether all of it is one group.
    pub is_one_group: bool,
    /// Whether it can be taken out of a group.
    pub in_group: bool,
}

impl Selected {
    /// What is selected on a board.
    pub fn of(board: &Board, selection: &[ElementId]) -> Selected {
        let whole = whole_groups(board, selection);
        let outermost = units_by(board, selection, &whole);
        Selected {
            n_units: units(board, selection).len(),
            is_group: !whole.is_empty(),
            is_one_group: matches!(outermost.as_slice(), [Unit { group: Some(_), .. }]),
            in_group: focus(board, selection).is_some(),
        }
    }
}

/// The group that somebody works in: the innermost one that holds all of a selection, and more.
pub(super) fn focus(board: &Board, selection: &[ElementId]) -> Option<ElementId> {
    let mut selected = unlocked(board, selection);
    let first = selected.next()?;
    let mut common = first.groups.to_vec();
    let mut n_selected = 1;
    for element in selected {
        common.retain(|group| element.groups.contains(group));
        n_selected += 1;
    }
    common
        .into_iter()
        .find(|group| members(board, *group).len() > n_selected)
}

/// What a click on an element selects for somebody who works in a group: all of the outermost group in there that it
/// belongs to.
pub(super) fn unit_of(board: &Board, id: ElementId, focus: Option<ElementId>) -> Vec<ElementId> {
    let group = board.element(id).and_then(|element| group_of(element, focus));
    group.map_or_else(|| vec![id], |group| members(board, group))
}

/// What the second click on an element selects: one group further in. `None` where it is a thing by itself already.
pub(super) fn entered(board: &Board, id: ElementId, focus: Option<ElementId>) -> Option<Vec<ElementId>> {
    let group = group_of(board.element(id)?, focus)?;
    (members(board, group).len() > 1).then(|| unit_of(board, id, Some(group)))
}

/// The elements of a group and of the groups in it, by id.
pub(super) fn members(board: &Board, group: ElementId) -> Vec<ElementId> {
    let of_group = |element: &&std::sync::Arc<Element>| !element.locked && element.groups.contains(&group);
    board.elements().filter(of_group).map(|element| element.id).collect()
}

/// The groups of which a selection holds everything.
pub(super) fn whole_groups(board: &Board, selection: &[ElementId]) -> BTreeSet<ElementId> {
    let mut missing: BTreeMap<ElementId, i64> = BTreeMap::new();
    for group in unlocked(board, selection).flat_map(|element| element.groups.iter()) {
        *missing.entry(*group).or_default() -= 1;
    }
    if missing.is_empty() {
        return BTreeSet::new();
    }
    for group in board
        .elements()
        .filter(|element| !element.locked)
        .flat_map(|element| element.groups.iter())
    {
        missing.entry(*group).and_modify(|missing| *missing += 1);
    }
    missing
        .into_iter()
        .filter(|(_, missing)| *missing == 0)
        .map(|(group, _)| group)
        .collect()
}

/// What a selection is made of. A group of which only a part is selected is none here; where all of it is one group, that
/// is what the group is made of, for then there would be nothing to arrange.
pub(super) fn units(board: &Board, selection: &[ElementId]) -> Vec<Unit> {
    let mut whole = whole_groups(board, selection);
    loop {
        let units = units_by(board, selection, &whole);
        match units.as_slice() {
            [
                Unit {
                    group: Some(group),
                    ids,
                },
            ] if ids.len() > 1 => {
                whole.remove(group);
            }
            _ => return units,
        }
    }
}

/// The groups in a selection as they are seen from outside, and the one that is worked in, with the boxes around them.
pub(super) fn frames(board: &Board, selection: &[ElementId]) -> (Vec<Rect>, Option<Rect>) {
    if unlocked(board, selection).all(|element| element.groups.is_empty()) {
        return (Vec::new(), None);
    }
    let units = units_by(board, selection, &whole_groups(board, selection));
    let groups = units.iter().filter(|unit| unit.group.is_some() && unit.ids.len() > 1);
    let within = focus(board, selection).map(|group| members(board, group));
    (
        groups.filter_map(|unit| around(board, &unit.ids)).collect(),
        within.and_then(|ids| around(board, &ids)),
    )
}

/// The upright box around elements.
pub(super) fn around(board: &Board, ids: &[ElementId]) -> Option<Rect> {
    let elements = ids.iter().filter_map(|id| board.element(*id));
    elements
        .map(|element| spatial::bounds(element, board))
        .reduce(|all, one| all.union(one))
}

pub(super) fn unlocked<'a>(board: &'a Board, selection: &'a [ElementId]) -> impl Iterator<Item = &'a Element> {
    let elements = selection.iter().filter_map(|id| board.element(*id));
    elements.filter(|element| !element.locked).map(|element| &**element)
}

fn units_by(board: &Board, selection: &[ElementId], whole: &BTreeSet<ElementId>) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut places: BTreeMap<ElementId, usize> = BTreeMap::new();
    for element in unlocked(board, selection) {
        let group = element
            .groups
            .iter()
            .rev()
            .find(|group| whole.contains(*group))
            .copied();
        let known = group.and_then(|group| places.get(&group).copied());
        match known.and_then(|place| units.get_mut(place)) {
            Some(unit) => unit.ids.push(element.id),
            None => {
                if let Some(group) = group {
                    places.insert(group, units.len());
                }
                units.push(Unit {
                    group,
                    ids: vec![element.id],
                });
            }
        }
    }
    units
}

/// The outermost group of an element within another one, or at all.
fn group_of(element: &Element, focus: Option<ElementId>) -> Option<ElementId> {
    let place = focus.and_then(|focus| element.groups.iter().position(|group| *group == focus));
    match place {
        Some(place) => element.groups.get(place.checked_sub(1)?).copied(),
        None => element.groups.last().copied(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::{ToolKind, script::Stage};

    /// Two in a group of their own (8) that is in another (9) together with the third; the fourth is alone.
    const NESTED: &str = "rectangle 0,0 9x9 group 8/9; rectangle 20,0 9x9 group 8/9; rectangle 40,0 9x9 group 9; \
                          rectangle 60,0 9x9";

    fn ids(numbers: &[u128]) -> Vec<ElementId> {
        numbers.iter().copied().map(ElementId).collect()
    }

    #[test]
    fn one_works_in_the_innermost_group_that_holds_more_than_is_selected() {
        let board = Stage::new(ToolKind::Select, NESTED).board;
        for (selected, expected) in [
            (&[1][..], Some(8)),
            (&[1, 2], Some(9)),
            (&[1, 3], Some(9)),
            (&[1, 2, 3], None),
            (&[1, 4], None),
            (&[4], None),
            (&[], None),
        ] {
            assert_eq!(focus(&board, &ids(selected)), expected.map(ElementId), "{selected:?}");
        }
    }

    #[test]
    fn a_click_takes_the_outermost_and_the_next_one_goes_in() {
        let board = Stage::new(ToolKind::Select, NESTED).board;
        let first = ElementId(1);
        assert_eq!(unit_of(&board, first, None), ids(&[1, 2, 3]));
        assert_eq!(unit_of(&board, first, Some(ElementId(9))), ids(&[1, 2]));
        assert_eq!(unit_of(&board, first, Some(ElementId(8))), ids(&[1]));
        assert_eq!(entered(&board, first, None), Some(ids(&[1, 2])));
        assert_eq!(entered(&board, first, Some(ElementId(9))), Some(ids(&[1])));
        assert_eq!(entered(&board, first, Some(ElementId(8))), None);
        assert_eq!(entered(&board, ElementId(4), None), None);
    }

    #[test]
    fn a_selection_is_made_of_whole_groups_and_of_parts_of_others() {
        let board = Stage::new(ToolKind::Select, NESTED).board;
        let made_of = |selected: &[u128]| {
            let units = units(&board, &ids(selected)).into_iter();
            units
                .map(|unit| unit.ids.iter().map(|id| id.0).collect::<Vec<_>>())
                .collect::<Vec<_>>()
        };
        assert_eq!(made_of(&[1, 2, 3, 4]), [vec![1, 2, 3], vec![4]]);
        assert_eq!(made_of(&[1, 2, 4]), [vec![1, 2], vec![4]]);
        assert_eq!(made_of(&[1, 4]), [[1], [4]]);
        // All of one group: what it is made of.
        assert_eq!(made_of(&[1, 2, 3]), [vec![1, 2], vec![3]]);
        assert_eq!(made_of(&[1, 2]), [[1], [2]]);
    }
}
