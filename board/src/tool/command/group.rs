//! Groups made and taken apart. An element names the groups it is in, innermost first; a group is nothing but its name on
//! all of its elements.

use std::collections::BTreeSet;

use super::step;
use crate::{
    board::Board,
    element::Element,
    id::ElementId,
    limits,
    op::{ElementChange, Prop},
    tool::{
        Intent, arrange,
        unit::{self, unlocked},
    },
};

/// Makes a group of what is selected, inside the group that is worked in. Parts of other groups leave them.
pub fn group(board: &Board, selection: &[ElementId], fresh_ids: &mut dyn FnMut() -> ElementId) -> Vec<Intent> {
    let whole = unit::whole_groups(board, selection);
    if unlocked(board, selection).nth(1).is_none() || is_one_group(board, selection, &whole) {
        return Vec::new();
    }
    let focus = unit::focus(board, selection);
    let made = fresh_ids();
    let grouped = |element: &Element| {
        let within = focus.and_then(|focus| element.groups.iter().position(|group| *group == focus));
        let within = within.unwrap_or(element.groups.len());
        let (inside, outside) = element.groups.split_at(within);
        let kept = inside.iter().filter(|group| whole.contains(*group));
        let groups = kept.chain(std::iter::once(&made)).chain(outside).copied();
        groups.collect::<Vec<_>>()
    };
    let changes = unlocked(board, selection).map(|element| regrouped(element, grouped(element)));
    let changes = changes.collect::<Vec<_>>();
    if changes.iter().any(is_too_deep) {
        return Vec::new();
    }
    step(arrange::update(&changes))
}

/// Takes the selected groups apart, one level of them; of a group that is worked in, takes out what is selected.
pub fn ungroup(board: &Board, selection: &[ElementId]) -> Vec<Intent> {
    let whole = unit::whole_groups(board, selection);
    let mut gone = BTreeSet::new();
    for element in unlocked(board, selection) {
        gone.extend(
            element
                .groups
                .iter()
                .rev()
                .find(|group| whole.contains(*group))
                .copied(),
        );
    }
    let without = |element: &Element, gone: &dyn Fn(&ElementId) -> bool| {
        let left = element.groups.iter().filter(|group| !gone(group));
        regrouped(element, left.copied().collect())
    };
    let changes = if gone.is_empty() {
        let Some(focus) = unit::focus(board, selection) else {
            return Vec::new();
        };
        let out = unlocked(board, selection).map(|element| without(element, &|group| *group == focus));
        out.collect::<Vec<_>>()
    } else {
        // What is locked is in the group too, and would be left in it alone.
        let members = board
            .elements()
            .filter(|element| element.groups.iter().any(|group| gone.contains(group)));
        members
            .map(|element| without(element, &|group| gone.contains(group)))
            .collect()
    };
    step(arrange::update(&changes))
}

/// Whether all that is selected is one group already.
fn is_one_group(board: &Board, selection: &[ElementId], whole: &BTreeSet<ElementId>) -> bool {
    whole
        .iter()
        .any(|group| unlocked(board, selection).all(|element| element.groups.contains(group)))
}

fn regrouped(element: &Element, groups: Vec<ElementId>) -> ElementChange {
    ElementChange {
        id: element.id,
        props: vec![Prop::Groups(groups)],
    }
}

fn is_too_deep(change: &ElementChange) -> bool {
    let is_deep = |prop: &Prop| matches!(prop, Prop::Groups(groups) if groups.len() > limits::PROPS_PER_CHANGE);
    change.props.iter().any(is_deep)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::command::tests::{check, ids};

    fn made(board: &str, selected: &[u128], expected: &str) {
        check(board, expected, |board| {
            group(board, &ids(selected), &mut || ElementId(70))
        });
    }

    const NESTED: &str = "rectangle 0,0 9x9 group 8/9; rectangle 20,0 9x9 group 8/9; rectangle 40,0 9x9 group 9; \
                          rectangle 60,0 9x9";

    #[test]
    fn a_group_is_made_of_two_and_more() {
        let board = "rectangle 0,0 9x9; rectangle 20,0 9x9; rectangle 40,0 9x9 locked";
        made(board, &[1, 2], "update #1 groups [70], #2 groups [70]; step");
        made(board, &[1, 3], "");
        made(board, &[1], "");
    }

    #[test]
    fn groups_stand_in_groups() {
        made(
            NESTED,
            &[1, 2, 3, 4],
            "update #1 groups [8/9/70], #2 groups [8/9/70], #3 groups [9/70], #4 groups [70]; step",
        );
        made(NESTED, &[1, 2, 3], "");
        made(NESTED, &[1, 2], "");
    }

    #[test]
    fn a_group_within_the_one_that_is_worked_in() {
        let three = "rectangle 0,0 9x9 group 9; rectangle 20,0 9x9 group 9; rectangle 40,0 9x9 group 9";
        made(three, &[1, 2], "update #1 groups [70/9], #2 groups [70/9]; step");
    }

    #[test]
    fn parts_of_other_groups_leave_them() {
        made(NESTED, &[1, 4], "update #1 groups [70], #4 groups [70]; step");
        made(NESTED, &[1, 3], "update #1 groups [70/9], #3 groups [70/9]; step");
    }

    #[test]
    fn one_level_is_taken_apart() {
        check(
            NESTED,
            "update #1 groups [8], #2 groups [8], #3 groups []; step",
            |board| ungroup(board, &ids(&[1, 2, 3, 4])),
        );
        check(NESTED, "update #1 groups [9], #2 groups [9]; step", |board| {
            ungroup(board, &ids(&[1, 2]))
        });
        check(NESTED, "", |board| ungroup(board, &ids(&[4])));
    }

    #[test]
    fn a_part_is_taken_out_of_its_group() {
        check(NESTED, "update #1 groups [9]; step", |board| ungroup(board, &ids(&[1])));
    }

    #[test]
    fn no_locked_element_is_left_alone_in_a_group() {
        let board = "rectangle 0,0 9x9 group 9; rectangle 20,0 9x9 group 9; rectangle 40,0 9x9 group 9 locked";
        check(
            board,
            "update #1 groups [], #2 groups [], #3 groups []; step",
            |board| ungroup(board, &ids(&[1, 2])),
        );
    }
}
