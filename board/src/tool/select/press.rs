//! What a press means before it is known whether it becomes a click or a drag.

use kurbo::Point;

use crate::{
    board::Board,
    element::Element,
    id::ElementId,
    spatial,
    tool::{Context, Intent, PointerInput, text::takes_text},
};

/// A press and what may come of it.
#[derive(Clone, Debug)]
pub(super) struct Press {
    pub(super) at: Point,
    pub(super) drag: Drag,
    pub(super) release: Release,
}

/// What a drag from here does.
#[derive(Clone, Debug)]
pub(super) enum Drag {
    /// Moves these.
    Move(Vec<ElementId>),
    /// Opens a box that adds to these.
    Box(Vec<ElementId>),
}

/// What a release right here does.
#[derive(Clone, Debug)]
pub(super) enum Release {
    /// Nothing more than the press did.
    Keep,
    /// Selects these.
    Select(Vec<ElementId>),
    /// Edits a text.
    Edit(ElementId),
    /// Puts down a new text.
    NewText,
    /// Says that it was left alone.
    Guarded,
}

impl Press {
    /// What was pressed is selected at once, so that a drag moves it.
    pub(super) fn new(at: Point, input: &PointerInput, context: &Context<'_>, intents: &mut Vec<Intent>) -> Press {
        let board = context.board;
        let selected = context.selection.to_vec();
        let reach = input.reach(context.zoom);
        let Some(hit) = spatial::hit(board, at, reach) else {
            return Press::on_ground(at, input, context, reach);
        };
        if input.double {
            let release = match takes_text(board, hit) {
                true if context.may_change_id(hit, input.modifiers) => Release::Edit(hit),
                true => Release::Guarded,
                false => Release::Keep,
            };
            return Press {
                at,
                drag: Drag::Move(vec![hit]),
                release,
            };
        }
        let whole = if input.modifiers.ctrl {
            vec![hit]
        } else {
            with_group(board, hit)
        };
        let is_selected = selected.contains(&hit);
        if input.modifiers.shift && is_selected {
            let rest = selected.iter().copied().filter(|id| !whole.contains(id)).collect();
            return Press {
                at,
                drag: Drag::Move(selected),
                release: Release::Select(rest),
            };
        }
        if is_selected {
            let release = if selected == whole {
                Release::Keep
            } else {
                Release::Select(whole)
            };
            return Press {
                at,
                drag: Drag::Move(selected),
                release,
            };
        }
        let mut next = if input.modifiers.shift { selected } else { Vec::new() };
        next.extend(whole);
        intents.push(Intent::Select(next.clone()));
        Press {
            at,
            drag: Drag::Move(next),
            release: Release::Keep,
        }
    }

    /// Nothing that can be grabbed lies here; something locked still can be selected, to be unlocked.
    fn on_ground(at: Point, input: &PointerInput, context: &Context<'_>, reach: f64) -> Press {
        let board = context.board;
        let selected = context.selection.to_vec();
        let locked = spatial::hit_where(board, at, reach, &|element| element.locked);
        let kept = if input.modifiers.shift {
            selected.clone()
        } else {
            Vec::new()
        };
        let release = match locked {
            Some(locked) => Release::Select(vec![locked]),
            None if input.double => Release::NewText,
            None if kept == selected => Release::Keep,
            None => Release::Select(kept.clone()),
        };
        let between = selected.len() > 1 && !input.modifiers.shift && around(board, &selected, at);
        let drag = if between { Drag::Move(selected) } else { Drag::Box(kept) };
        Press { at, drag, release }
    }
}

/// Whether a place lies in the box around several elements.
fn around(board: &Board, ids: &[ElementId], at: Point) -> bool {
    let elements = ids.iter().filter_map(|id| board.element(*id));
    let all = elements
        .map(|element| spatial::bounds(element, board))
        .reduce(|all, one| all.union(one));
    all.is_some_and(|all| all.contains(at))
}

/// An element with all of the outermost group it belongs to.
fn with_group(board: &Board, id: ElementId) -> Vec<ElementId> {
    let outermost = |element: &Element| element.groups.last().copied();
    match board.element(id).and_then(|element| outermost(element)) {
        Some(group) => {
            let members = board
                .elements()
                .filter(|element| !element.locked && outermost(element) == Some(group));
            members.map(|element| element.id).collect()
        }
        None => vec![id],
    }
}
