//! Choosing by pointing: a press on the board that does not drag it, and lines of code that are marked.

use board::{Board, card::CodeRange, id::FileId, scene::Camera, spatial, text::Utf16};
use kurbo::Point;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use super::{Thing, Things, ghosts::Ghosts};
use crate::live::Live;

/// A press that moves further than this, in CSS pixels, drags the board.
const STILL_PX: f64 = 5.0;
/// How near to a line still counts, in CSS pixels: for a finger, and for what is exact.
const FINGER_REACH_PX: f64 = 14.0;
const REACH_PX: f64 = 6.0;

/// What a pointer does on the stage.
#[derive(Clone, Copy)]
pub struct Choosing {
    things: Things,
    ghosts: Ghosts,
    camera: Live<Camera>,
    /// What is looked at.
    board: UnsyncCallback<(), Board>,
    /// Where it was pressed, and how far around it something counts.
    pressed: StoredValue<Option<(Point, f64)>>,
}

impl Choosing {
    /// Chooses what of a board is seen through a camera.
    pub fn on((things, ghosts): (Things, Ghosts), camera: Live<Camera>, board: UnsyncCallback<(), Board>) -> Choosing {
        Choosing {
            things,
            ghosts,
            camera,
            board,
            pressed: StoredValue::new(None),
        }
    }

    /// A pointer was pressed.
    pub fn press(self, event: &ev::PointerEvent) {
        let reach = if event.pointer_type() == "touch" {
            FINGER_REACH_PX
        } else {
            REACH_PX
        };
        let at = Point::new(f64::from(event.client_x()), f64::from(event.client_y()));
        // A second finger makes a pinch of it.
        self.pressed.set_value(event.is_primary().then_some((at, reach)));
    }

    /// It was released where it was pressed, or elsewhere.
    pub fn click(self, event: &ev::MouseEvent) {
        let Some((pressed, reach)) = self.pressed.get_value() else {
            return;
        };
        let at = Point::new(f64::from(event.client_x()), f64::from(event.client_y()));
        let surface = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .and_then(|target| target.closest(".canvas").ok().flatten());
        let Some(surface) = surface.filter(|_| pressed.distance(at) <= STILL_PX) else {
            return;
        };
        let corner = surface.get_bounding_client_rect();
        let camera = self.camera.get_untracked();
        let place = camera.to_board(at - Point::new(corner.left(), corner.top()).to_vec2());
        let board = self.board.run(());
        let hit = |board: &Board| spatial::hit_where(board, place, reach / camera.zoom, &|_| true);
        match hit(&board).or_else(|| self.ghosts.under(&board, hit)) {
            Some(id) => self.things.show(Thing::Element(id)),
            None => self.things.close(),
        }
    }
}

/// The whole lines around a marked part, without the last line break, and the numbers of the first and the last of them. A
/// line of which nothing is marked but the break before it is none of them.
pub fn whole_lines(text: &str, file: FileId, from: Utf16, to: Utf16) -> (CodeRange, usize, usize) {
    let units = text.encode_utf16().collect::<Vec<_>>();
    let is_break = |unit: &&u16| **unit == u16::from(b'\n');
    let (from, mut to) = (from.0 as usize, (to.0 as usize).min(units.len()));
    if to > from && units.get(to - 1).as_ref().is_some_and(is_break) {
        to -= 1;
    }
    let before = |place: usize| units.get(..place).unwrap_or_default();
    let behind = units.get(to..).unwrap_or_default();
    let begin = before(from)
        .iter()
        .rposition(|unit| is_break(&unit))
        .map_or(0, |at| at + 1);
    let end = to + behind.iter().position(|unit| is_break(&unit)).unwrap_or(behind.len());
    let number = |place: usize| before(place).iter().filter(is_break).count() + 1;
    let unit = |place: usize| Utf16(u32::try_from(place).unwrap_or(u32::MAX));
    let part = CodeRange {
        file,
        from: unit(begin),
        to: unit(end),
    };
    (part, number(begin), number(to.max(begin)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_marked_is_taken_by_whole_lines() {
        let text = "one\ntwo\nthree\n";
        let lines = |from, to| {
            let (part, first, last) = whole_lines(text, FileId(1), Utf16(from), Utf16(to));
            (part.from.0, part.to.0, first, last)
        };
        assert_eq!(lines(5, 5), (4, 7, 2, 2), "a caret");
        assert_eq!(lines(4, 8), (4, 7, 2, 2), "a line with its break");
        assert_eq!(lines(1, 6), (0, 7, 1, 2));
        assert_eq!(lines(0, 99), (0, 13, 1, 3));
        assert_eq!(lines(14, 14), (14, 14, 4, 4), "the empty line at the end");
    }
}
