//! From the corner onto the shared board: by a button, by a key, or dragged out of the corner.

use board::{
    id::ElementId,
    tool::{Phase, PointerInput, ToolKind, carry::carry},
};
use kurbo::{Point, Rect, Size, Vec2};
use leptos::prelude::*;

use crate::{live::Live, session::Session};

/// Puts what is selected in the corner, or all of it, into the middle of what is seen of the shared board.
pub(super) fn put_on_board(scratch: Session, shared: Session, viewport: Live<Size>) {
    let middle = shared
        .camera()
        .get_untracked()
        .visible(viewport.get_untracked())
        .center();
    put_at(scratch, shared, middle);
}

/// A pointer input of the corner. A drag that ends outside of it puts what is dragged onto the shared board there, and leaves
/// the corner as it was.
pub(super) fn pointer(scratch: Session, shared: Session, input: &PointerInput) {
    let dragged =
        input.phase == Phase::Up && scratch.tool_is_busy() && scratch.tool().get_untracked() == ToolKind::Select;
    let place = input
        .at()
        .filter(|_| dragged && !scratch.selection().get_untracked().is_empty())
        .and_then(|at| place_outside(scratch, shared, at));
    match place {
        Some(place) => {
            scratch.pointer(&PointerInput {
                phase: Phase::Abort,
                samples: Vec::new(),
                ..input.clone()
            });
            put_at(scratch, shared, place);
        }
        None => scratch.pointer(input),
    }
}

fn put_at(scratch: Session, shared: Session, place: Point) {
    if !shared.rights().get_untracked().draw {
        let words = "Your hands are read-only for now: what is in the corner stays there.";
        return shared.warn(words);
    }
    let chosen = chosen(scratch);
    let intents = scratch.with_board(|from| {
        shared.with_board(|onto| carry(from, &chosen, onto, place, &mut || shared.fresh_element_id()))
    });
    shared.tool().set(ToolKind::Select);
    shared.dispatch_all(intents);
}

/// What is selected, or everything.
fn chosen(scratch: Session) -> Vec<ElementId> {
    let selection = scratch.selection().get_untracked();
    if selection.is_empty() {
        scratch.with_board(|board| board.elements().map(|element| element.id).collect())
    } else {
        selection
    }
}

/// Where on the shared board a place of the corner's board lies, if it lies outside of the corner.
fn place_outside(scratch: Session, shared: Session, at: Point) -> Option<Point> {
    let (corner, own, around) = (
        rect_of(".scratch")?,
        rect_of(".scratch .canvas")?,
        rect_of(".stage > .canvas")?,
    );
    let on_page = scratch.camera().get_untracked().to_screen(at) + own.origin().to_vec2();
    let outside = around.contains(on_page) && !corner.contains(on_page);
    let in_view = on_page - Vec2::new(around.x0, around.y0);
    outside.then(|| shared.camera().get_untracked().to_board(in_view))
}

fn rect_of(selector: &str) -> Option<Rect> {
    let rect = document().query_selector(selector).ok()??.get_bounding_client_rect();
    Some(Rect::from_origin_size(
        (rect.left(), rect.top()),
        (rect.width(), rect.height()),
    ))
}
