//! How far the page's furniture covers the board: the bar of tools, the look, the question, the zoom, what opens over an
//! edge. The one place that knows; whoever brings something into view or looks for the middle of it asks here.

use kurbo::{Insets, Point, Rect, Size, Vec2};
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::session::Session;

/// What lies over the shared board, what matters most first: where all of it would leave too little, the last give way. The
/// others learn which part of the board is in view: what is private (notes, the scratch corner) has no say in it.
const OVER_SHARED: [&str; 8] = [
    ".desk-board .toolbar",
    ".desk-board .zoom, .leave-zen",
    ".side-panel, .chat, .outline",
    ".desk-board .nibs",
    ".inspector-fold",
    ".inspector",
    ".search-bar",
    ".prompt",
];
const SHARED: &str = ".desk-board .stage .canvas";
/// A board of one's own has its tools only.
const OVER_OWN: [&str; 1] = [".scratch .toolbar"];
const OWN: &str = ".scratch .stage .canvas";
/// So much of each length of the board stays, whatever lies over it.
const STAYS: f64 = 0.4;

/// How far each side of a session's board is covered, and a margin beside that, in CSS pixels.
pub fn insets(session: Session, margin: f64) -> Insets {
    let (canvas, over): (_, &[&str]) = if session.is_alone() {
        (OWN, &OVER_OWN)
    } else {
        (SHARED, &OVER_SHARED)
    };
    let Some(board) = boxes(canvas).into_iter().next() else {
        return Insets::uniform(margin);
    };
    let pieces = over.iter().flat_map(|selector| boxes(selector)).collect::<Vec<_>>();
    let covered = covered(board, &pieces);
    Insets::new(
        covered.x0 + margin,
        covered.y0 + margin,
        covered.x1 + margin,
        covered.y1 + margin,
    )
}

/// What is free of a session's board, in CSS pixels of it.
pub fn free(session: Session, viewport: Size) -> Rect {
    let free = viewport.to_rect() - insets(session, 0.0);
    if free.is_zero_area() { viewport.to_rect() } else { free }
}

/// The middle of what is free of a session's board, in board units.
pub fn middle(session: Session, viewport: Size) -> Point {
    session
        .camera()
        .get_untracked()
        .to_board(free(session, viewport).center())
}

/// Where a session's board begins on the page.
pub fn corner(session: Session) -> Vec2 {
    let canvas = if session.is_alone() { OWN } else { SHARED };
    boxes(canvas)
        .first()
        .map_or(Vec2::ZERO, |board| board.origin().to_vec2())
}

/// Where elements are on the page; those that are not shown have no area.
fn boxes(selector: &str) -> Vec<Rect> {
    let Ok(found) = document().query_selector_all(selector) else {
        return Vec::new();
    };
    let elements = (0..found.length()).filter_map(|index| found.get(index)?.dyn_into::<Element>().ok());
    elements
        .map(|element| {
            let rect = element.get_bounding_client_rect();
            Rect::new(rect.left(), rect.top(), rect.right(), rect.bottom())
        })
        .collect()
}

/// How far pieces cover a board from each side. Each counts on the side where it costs least; the first always, the others
/// while enough stays.
fn covered(board: Rect, pieces: &[Rect]) -> Insets {
    let mut covered = Insets::ZERO;
    for (index, piece) in pieces.iter().enumerate() {
        let over = (board - covered).intersect(*piece);
        if over.is_zero_area() {
            continue;
        }
        let (left, right) = (over.x1 - board.x0, board.x1 - over.x0);
        let (top, bottom) = (over.y1 - board.y0, board.y1 - over.y0);
        let across = left.min(right) / board.width();
        let down = top.min(bottom) / board.height();
        let mut next = covered;
        if across <= down {
            if left <= right { next.x0 = left } else { next.x1 = right }
        } else if top <= bottom {
            next.y0 = top;
        } else {
            next.y1 = bottom;
        }
        let stays = board - next;
        let is_enough = stays.width() >= STAYS * board.width() && stays.height() >= STAYS * board.height();
        if index == 0 || is_enough {
            covered = next;
        }
    }
    covered
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOARD: Rect = Rect::new(0.0, 40.0, 800.0, 740.0);

    #[test]
    fn i4_what_is_private_has_no_say_in_the_view_that_others_learn() {
        let is_private = |selector: &&&str| [".notes", ".scratch"].iter().any(|private| selector.contains(private));
        assert_eq!(OVER_SHARED.iter().find(is_private), None);
    }

    #[test]
    fn each_piece_counts_where_it_costs_least() {
        let tools = Rect::new(8.0, 48.0, 58.0, 720.0);
        assert_eq!(covered(BOARD, &[tools]), Insets::new(58.0, 0.0, 0.0, 0.0));
        let zoom = Rect::new(550.0, 690.0, 790.0, 730.0);
        assert_eq!(covered(BOARD, &[tools, zoom]), Insets::new(58.0, 0.0, 0.0, 50.0));
        let panel = Rect::new(600.0, 40.0, 960.0, 740.0);
        let question = Rect::new(400.0, 52.0, 790.0, 150.0);
        let all = covered(BOARD, &[tools, zoom, panel, question]);
        assert_eq!(all, Insets::new(58.0, 110.0, 200.0, 50.0));
    }

    #[test]
    fn what_would_leave_too_little_gives_way() {
        let tools = Rect::new(8.0, 48.0, 58.0, 720.0);
        let panel = Rect::new(100.0, 40.0, 800.0, 740.0);
        assert_eq!(covered(BOARD, &[tools, panel]), Insets::new(58.0, 0.0, 0.0, 0.0));
        let elsewhere = Rect::new(900.0, 0.0, 1_000.0, 30.0);
        assert_eq!(covered(BOARD, &[elsewhere, Rect::ZERO]), Insets::ZERO);
    }
}
