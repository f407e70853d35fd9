//! What holds what: frames, regions and zones, and what lies in them. An element names the one it belongs to; of a frame it
//! shows what lies inside.

use kurbo::{Affine, BezPath, Rect, Shape};

use super::{bounds, box_of, outline};
use crate::{
    board::Board,
    element::{Element, Kind},
    id::ElementId,
};

/// Holders within holders, at most; recordings may tie them in a ring.
const DEPTH_MAX: usize = 8;

/// The holder that an element lies in, as it stands: the smallest of those that hold most of it, or all of it where it is a
/// connector or a holder itself.
pub fn holder_of(element: &Element, board: &Board) -> Option<ElementId> {
    let own = bounds(element, board);
    let holders = board
        .elements()
        .filter(|holder| holder.holds_others() && holder.id != element.id && lies_in(element, own, holder));
    let area = |holder: &Element| box_of(holder).area();
    holders
        .min_by(|left, right| area(left).total_cmp(&area(right)).then(right.order.cmp(&left.order)))
        .map(|holder| holder.id)
}

/// What would belong to a holder that is about to be made or was resized: all that lies in it whole and in no smaller holder.
pub fn would_hold(holder: &Element, board: &Board) -> Vec<ElementId> {
    let rect = bounds(holder, board);
    let area = box_of(holder).area();
    let lies_inside = |element: &Element| {
        let own = bounds(element, board);
        !element.locked && element.id != holder.id && rect.union(own) == rect
    };
    let is_free = |element: &Element| {
        let present = holder_of(element, board).and_then(|id| board.element(id));
        // A holder that grew lies around it already.
        present.is_none_or(|present| present.id == holder.id || box_of(present).area() > area)
    };
    let inside = board
        .elements()
        .filter(|element| lies_inside(element) && is_free(element));
    inside.map(|element| element.id).collect()
}

/// Elements with everything that belongs to those of them that hold others.
pub fn with_held(board: &Board, ids: &[ElementId]) -> Vec<ElementId> {
    let mut all = ids.to_vec();
    all.extend(held_by(board, ids));
    all
}

/// Everything that belongs to some of these, directly or through other holders, and is none of them.
pub fn held_by(board: &Board, ids: &[ElementId]) -> Vec<ElementId> {
    let has_holder = |id: &ElementId| board.element(*id).is_some_and(|element| element.holds_others());
    if !ids.iter().any(has_holder) {
        return Vec::new();
    }
    let is_held = |element: &Element| {
        let mut holder = element.extras.frame;
        for _ in 0..DEPTH_MAX {
            let Some(id) = holder else { return false };
            if ids.contains(&id) {
                return board.element(id).is_some_and(|holder| holder.holds_others());
            }
            holder = board.element(id).and_then(|element| element.extras.frame);
        }
        false
    };
    let held = board
        .elements()
        .filter(|element| !ids.contains(&element.id) && is_held(element));
    held.map(|element| element.id).collect()
}

/// The frame that shows of an element only what lies inside: the nearest around it.
pub fn frame_of<'board>(element: &Element, board: &'board Board) -> Option<&'board Element> {
    let mut holder = element.extras.frame;
    for _ in 0..DEPTH_MAX {
        let found = board.element(holder?)?;
        if found.id == element.id {
            return None;
        }
        if matches!(found.kind, Kind::Frame) {
            return Some(found);
        }
        holder = found.extras.frame;
    }
    None
}

/// What its frame shows of an element, in board units; `None` where it is shown whole.
pub fn clip_of(element: &Element, board: &Board) -> Option<BezPath> {
    frame_of(element, board).map(|frame| outline(frame, board))
}

/// Whether an element lies in a holder.
fn lies_in(element: &Element, own: Rect, holder: &Element) -> bool {
    let around = box_of(holder);
    // As the holder sees it, which may be turned.
    let turn: Affine = super::rotation(holder).inverse();
    let own = if turn == Affine::IDENTITY {
        own
    } else {
        turn.transform_rect_bbox(own)
    };
    // A line lies in it as a thin box would.
    let own = own.inflate(0.5, 0.5);
    if around.width() <= 0.0 || around.height() <= 0.0 || !super::overlaps(own, around) {
        return false;
    }
    let whole = around.inflate(1.0, 1.0).union(own) == around.inflate(1.0, 1.0);
    if element.holds_others() {
        return whole && own.area() < around.area();
    }
    match &element.kind {
        Kind::Connector(_) => whole,
        _ => own.intersect(around).area() >= own.area() * 0.5,
    }
}

/// Whether a place is shown of an element by its frame.
pub(super) fn is_shown_at(element: &Element, board: &Board, at: kurbo::Point) -> bool {
    element.extras.frame.is_none() || clip_of(element, board).is_none_or(|clip| clip.winding(at) != 0)
}
