//! Drawing without a pointer: growing, going from element to element, choosing what to connect. The rules are `board`'s; here
//! what they make is shown.

use board::{
    id::ElementId,
    spatial,
    tool::{Direction, Joining, ToolKind, convert, growth, walk},
};
use kurbo::{Size, Vec2};
use leptos::prelude::untrack;

use crate::{finding::Finding, furniture, session::Session, shortcuts::keys::Stroke};

/// Between what is shown and what is around it, in CSS pixels.
const MARGIN: f64 = 24.0;

/// Brings an element into view, moving the board no more than needed.
pub fn reveal(session: Session, viewport: Size, id: ElementId) {
    let rect = session.with_board(|board| Some(spatial::bounds(board.element(id)?, board)));
    if let Some(rect) = rect.filter(|_| viewport.area() > 0.0) {
        let camera = session.camera().get_untracked();
        let shown = camera.revealing(rect, viewport, furniture::insets(session, MARGIN));
        if shown != camera {
            session.camera().set(shown);
        }
    }
}

/// Goes to an element: whoever may draw has it selected, others have it pointed out.
pub fn go_to(session: Session, viewport: Size, id: ElementId) {
    if session.rights().get_untracked().draw {
        session.set_found(None);
        session.tool().set(ToolKind::Select);
        session.select(vec![id]);
    } else {
        session.set_found(Some(id));
    }
    reveal(session, viewport, id);
}

/// Whether a key begins the name of what was just made; then the caret is put there, and the key goes in.
pub(super) fn begins_name(session: Session, stroke: &Stroke<'_>) -> bool {
    let writes = stroke.is_single() || matches!(stroke.key, "Dead" | "Process");
    let awaiting = session.awaiting().filter(|_| writes && !stroke.ctrl && !stroke.alt);
    if let Some(id) = awaiting {
        session.forget_by_keys();
        session.editing().set(Some(id));
    }
    awaiting.is_some()
}

pub(super) fn grow(session: Session, viewport: Size, direction: Direction) {
    session.make(|context| growth::grow(direction, context));
    reveal_selected(session, viewport);
}

pub(super) fn step(session: Session, viewport: Size, direction: Direction) {
    if joins(session, viewport, direction) {
        return;
    }
    let selection = session.selection().get_untracked();
    let middle = furniture::middle(session, viewport);
    let next = session.with_board(|board| match selection.last() {
        Some(from) => walk::walk(board, *from, direction),
        None => walk::nearest_to(board, middle),
    });
    if let Some(next) = next {
        go_to(session, viewport, next);
    }
}

/// While a connection is being chosen arrows choose; whether one is.
pub(super) fn joins(session: Session, viewport: Size, direction: Direction) -> bool {
    let Some(joining) = session.joining() else { return false };
    let next = session.with_board(|board| joining.step(board, direction));
    session.set_joining(Some(next));
    if let Some(to) = next.to {
        reveal(session, viewport, to);
    }
    true
}

/// Takes the connector; with one element selected it begins there.
pub(super) fn begin_joining(session: Session, finding: Finding) {
    let selection = session.selection().get_untracked();
    let joining = session.with_board(|board| Joining::begin(board, &selection));
    session.set_joining(joining);
    session.tool().set(ToolKind::Connector);
    if joining.is_some() {
        finding.say("Connect to: choose with the arrow keys or by name with the slash key, Enter connects.");
    }
}

/// Ties what was chosen, if a connection is being chosen.
pub(super) fn finish_joining(session: Session) -> bool {
    let Some(joining) = session.joining() else { return false };
    if joining.to.is_some() {
        session.set_joining(None);
        session.make(|context| joining.finish(context));
    }
    true
}

pub(super) fn resize(session: Session, by: Vec2) {
    super::on_selection(session, |board, selection| convert::resize(board, selection, by));
}

/// Shows what is selected now.
pub(super) fn reveal_selected(session: Session, viewport: Size) {
    if let [id] = *session.selection().get_untracked() {
        reveal(session, viewport, id);
    }
}

/// The direction of a way.
pub(super) fn direction_of(by: Vec2) -> Direction {
    if by.x.abs() >= by.y.abs() {
        if by.x < 0.0 { Direction::Left } else { Direction::Right }
    } else if by.y < 0.0 {
        Direction::Up
    } else {
        Direction::Down
    }
}

/// Leaves what is under way by keys; whether a name was awaited.
pub(super) fn leaves_name(session: Session) -> bool {
    let awaited = session.awaiting().is_some();
    session.forget_by_keys();
    awaited
}

pub(super) fn undo(session: Session, finding: Finding) {
    let can = untrack(|| session.can_undo());
    finding.say(if can { "Taken back." } else { "Nothing to take back." });
    session.undo();
}

pub(super) fn redo(session: Session, finding: Finding) {
    let can = untrack(|| session.can_redo());
    finding.say(if can { "Done again." } else { "Nothing to do again." });
    session.redo();
}
