//! What covers what: to the front and to the back, and past the next thing that is overlapped.

use std::{collections::BTreeSet, sync::Arc};

use super::step;
use crate::{
    board::Board,
    element::Element,
    id::ElementId,
    op::{ElementChange, Prop},
    order_key::OrderKey,
    spatial,
    tool::{Intent, arrange},
};

/// Puts what is selected above everything else, keeping its own order.
pub fn bring_to_front(board: &Board, selection: &[ElementId]) -> Vec<Intent> {
    let stack = board.stack();
    let chosen = chosen(&stack, selection);
    if is_last(stack.iter().rev(), &chosen) {
        return Vec::new();
    }
    put_between(&stack, &chosen, Some(&board.top_order()), None)
}

/// Puts what is selected below everything else, keeping its own order.
pub fn send_to_back(board: &Board, selection: &[ElementId]) -> Vec<Intent> {
    let stack = board.stack();
    let chosen = chosen(&stack, selection);
    if is_last(stack.iter(), &chosen) {
        return Vec::new();
    }
    let lowest = board.elements_and_tombstones().map(|element| &element.order).min();
    put_between(&stack, &chosen, None, lowest)
}

/// Puts what is selected above the next thing that it lies under; what it does not overlap makes no difference to see.
pub fn bring_forward(board: &Board, selection: &[ElementId]) -> Vec<Intent> {
    let stack = board.stack();
    let chosen = chosen(&stack, selection);
    let Some((below, passed)) = up_to_next(stack.iter().copied(), &chosen, board) else {
        return Vec::new();
    };
    let mut above = stack.iter().map(|element| &element.order);
    let above = above.find(|order| **order > passed.order);
    put_between(&stack, &below, Some(&passed.order), above)
}

/// Puts what is selected below the next thing that it lies on.
pub fn send_backward(board: &Board, selection: &[ElementId]) -> Vec<Intent> {
    let stack = board.stack();
    let chosen = chosen(&stack, selection);
    let Some((above, passed)) = up_to_next(stack.iter().rev().copied(), &chosen, board) else {
        return Vec::new();
    };
    let mut below = stack.iter().rev().map(|element| &element.order);
    let below = below.find(|order| **order < passed.order);
    put_between(&stack, &above, below, Some(&passed.order))
}

/// Going through a stack: the chosen up to the first other that one of them overlaps, and that other.
fn up_to_next<'a>(
    stack: impl Iterator<Item = &'a Arc<Element>>,
    chosen: &BTreeSet<ElementId>,
    board: &Board,
) -> Option<(BTreeSet<ElementId>, &'a Arc<Element>)> {
    let mut before = BTreeSet::new();
    let mut boxes = Vec::new();
    for element in stack {
        let bounds = spatial::bounds(element, board);
        if chosen.contains(&element.id) {
            before.insert(element.id);
            boxes.push(bounds);
        } else if boxes.iter().any(|other| spatial::overlaps(*other, bounds)) {
            return Some((before, element));
        }
    }
    None
}

fn chosen(stack: &[&Arc<Element>], selection: &[ElementId]) -> BTreeSet<ElementId> {
    let selection = selection.iter().copied().collect::<BTreeSet<_>>();
    let chosen = stack
        .iter()
        .filter(|element| !element.locked && selection.contains(&element.id));
    chosen.map(|element| element.id).collect()
}

/// Whether the chosen are at that end of the stack already.
fn is_last<'a>(mut from_the_end: impl Iterator<Item = &'a &'a Arc<Element>>, chosen: &BTreeSet<ElementId>) -> bool {
    let n_at_end = from_the_end
        .by_ref()
        .take_while(|element| chosen.contains(&element.id))
        .count();
    n_at_end == chosen.len()
}

/// Gives elements places in the stack between two keys, in the order they have.
fn put_between(
    stack: &[&Arc<Element>],
    moved: &BTreeSet<ElementId>,
    below: Option<&OrderKey>,
    above: Option<&OrderKey>,
) -> Vec<Intent> {
    let mut below = below.cloned();
    let mut changes = Vec::new();
    for element in stack.iter().filter(|element| moved.contains(&element.id)) {
        let order = OrderKey::between(below.as_ref(), above);
        changes.push(ElementChange {
            id: element.id,
            props: vec![Prop::Order(order.clone())],
        });
        below = Some(order);
    }
    step(arrange::update(&changes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::{
        ToolKind,
        command::tests::ids,
        script::{Stage, describe_all},
    };

    type Command = fn(&Board, &[ElementId]) -> Vec<Intent>;

    /// The first three overlap each other in a row, the fourth lies by itself.
    const ROW: &str = "rectangle 0,0 50x50; rectangle 40,0 50x50; rectangle 80,0 50x50; rectangle 400,0 50x50";

    fn order(stage: &Stage) -> Vec<u128> {
        stage.board.stack().iter().map(|element| element.id.0).collect()
    }

    fn leads_to(commands: &[(Command, &[u128])], expected: [u128; 4]) {
        let mut stage = Stage::new(ToolKind::Select, ROW);
        for (command, selected) in commands {
            stage.apply_all(command(&stage.board, &ids(selected)));
        }
        assert_eq!(order(&stage), expected);
    }

    #[test]
    fn front_and_back_keep_the_order_within() {
        leads_to(&[(bring_to_front, &[2, 1])], [3, 4, 1, 2]);
        leads_to(&[(send_to_back, &[4, 2])], [2, 4, 1, 3]);
        leads_to(&[(bring_to_front, &[2, 1]), (send_to_back, &[2, 1])], [1, 2, 3, 4]);
    }

    #[test]
    fn forward_and_backward_pass_only_what_overlaps() {
        leads_to(&[(bring_forward, &[1])], [2, 1, 3, 4]);
        leads_to(&[(bring_forward, &[1]), (bring_forward, &[1])], [2, 1, 3, 4]);
        leads_to(&[(bring_forward, &[2])], [1, 3, 2, 4]);
        leads_to(&[(send_backward, &[3])], [1, 3, 2, 4]);
        leads_to(&[(send_backward, &[4])], [1, 2, 3, 4]);
        leads_to(&[(bring_forward, &[1, 2])], [3, 1, 2, 4]);
        leads_to(&[(send_backward, &[2, 3])], [2, 3, 1, 4]);
        // One that lies above what is passed stays above it.
        leads_to(&[(bring_forward, &[1, 3])], [2, 1, 3, 4]);
    }

    #[test]
    fn what_makes_no_difference_is_no_step() {
        let board = Stage::new(ToolKind::Select, ROW).board;
        let none: [(Command, &[u128]); 5] = [
            (bring_to_front, &[4, 3]),
            (send_to_back, &[1, 2]),
            (bring_forward, &[3]),
            (send_backward, &[4]),
            (bring_to_front, &[]),
        ];
        for (command, selected) in none {
            assert_eq!(describe_all(&command(&board, &ids(selected))), "", "{selected:?}");
        }
    }

    #[test]
    fn what_is_locked_stays_where_it_is() {
        let board = Stage::new(
            ToolKind::Select,
            "rectangle 0,0 50x50 locked; rectangle 10,0 50x50; rectangle 20,0 50x50",
        )
        .board;
        assert_eq!(bring_to_front(&board, &ids(&[1])), []);
        assert_eq!(bring_forward(&board, &ids(&[1])), []);
        assert!(!bring_forward(&board, &ids(&[2])).is_empty());
    }
}
