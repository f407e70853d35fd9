//! What a press means before it is known whether it becomes a click or a drag.

use std::collections::BTreeSet;

use kurbo::Point;

use super::sliding::is_on_label;
use crate::{
    board::Board,
    id::ElementId,
    spatial,
    tool::{Context, Intent, PointerInput, crop::picture, text::takes_text, unit},
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
    /// Moves the label of this connector along its line.
    Slide(ElementId),
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
    /// Crops a picture.
    Crop(ElementId),
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
        let focus = unit::focus(board, &selected);
        let press = |drag: Vec<ElementId>, release| {
            let slides = drag == [hit] && !input.modifiers.alt && is_on_label(context, hit, at);
            let drag = if slides { Drag::Slide(hit) } else { Drag::Move(drag) };
            Press { at, drag, release }
        };
        let whole = if input.modifiers.ctrl {
            vec![hit]
        } else {
            unit::unit_of(board, hit, focus)
        };
        if input.double {
            let inner = unit::entered(board, hit, focus).filter(|_| !input.modifiers.ctrl);
            let release = match inner {
                Some(inner) => Release::Select(inner),
                None if !takes_text(board, hit) && picture(board, hit).is_none() => Release::Keep,
                None if !context.may_change_id(hit, input.modifiers) => Release::Guarded,
                None if picture(board, hit).is_some() => Release::Crop(hit),
                None => Release::Edit(hit),
            };
            return press(whole, release);
        }
        let is_selected = selected.contains(&hit);
        if input.modifiers.shift && is_selected {
            let whole = whole.into_iter().collect::<BTreeSet<_>>();
            let rest = selected.iter().copied().filter(|id| !whole.contains(id)).collect();
            return press(selected, Release::Select(rest));
        }
        if is_selected {
            let release = if same(&selected, &whole) {
                Release::Keep
            } else {
                Release::Select(whole)
            };
            return press(selected, release);
        }
        let mut next = if input.modifiers.shift { selected } else { Vec::new() };
        next.extend(whole);
        intents.push(Intent::Select(next.clone()));
        press(next, Release::Keep)
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

/// What is selected for a menu that is asked for at a place: what is selected already, if the place is on it.
pub fn under_pointer(board: &Board, selection: &[ElementId], at: Point, reach: f64) -> Vec<Intent> {
    let anything = spatial::hit(board, at, reach).or_else(|| spatial::hit_where(board, at, reach, &|_| true));
    let next = match anything {
        Some(hit) if selection.contains(&hit) => return Vec::new(),
        Some(hit) => unit::unit_of(board, hit, unit::focus(board, selection)),
        None if selection.len() > 1 && around(board, selection, at) => return Vec::new(),
        None => Vec::new(),
    };
    vec![Intent::Select(next)]
}

/// Whether a place lies in the box around several elements.
fn around(board: &Board, ids: &[ElementId], at: Point) -> bool {
    unit::around(board, ids).is_some_and(|all| all.contains(at))
}

/// Whether two selections are of the same elements, in whatever order they were taken.
fn same(left: &[ElementId], right: &[ElementId]) -> bool {
    left.len() == right.len() && left.iter().collect::<BTreeSet<_>>() == right.iter().collect::<BTreeSet<_>>()
}
