//! A selection being turned about its middle: one element about its own, several about the middle of the box around them.

use kurbo::{Affine, Point};

use super::{arrange::Grabbed, handle::Frame};
use crate::{
    board::Board,
    element::{Element, Kind},
    id::ElementId,
    op::{ElementChange, Prop},
};

/// With Shift an element turns by this many degrees at a time.
const STEP_DEGREES: f64 = 15.0;

/// A turn as it was begun.
#[derive(Clone, Debug)]
pub(super) struct Turn {
    about: Point,
    /// Where the pointer was, as a direction from the middle, in degrees.
    from_degrees: f64,
    /// What one element was turned by already; zero for several.
    turned_degrees: f64,
    grabbed: Grabbed,
}

impl Turn {
    /// `None` where nothing of the selection can be turned.
    pub(super) fn begin(board: &Board, selection: &[ElementId], from: Point) -> Option<Turn> {
        let about = Frame::around(board, selection)?.rect.center();
        let grabbed = Grabbed::of(board, selection);
        let turned = match selection {
            [id] => board.element(*id).map_or(0, |element| element.angle_centidegrees),
            _ => 0,
        };
        Some(Turn {
            about,
            from_degrees: direction(about, from),
            turned_degrees: f64::from(turned) / 100.0,
            grabbed,
        })
    }

    /// The changes that bring the handle in line with a place, from the elements as they were.
    pub(super) fn changes(&self, to: Point, in_steps: bool) -> Vec<ElementChange> {
        let mut wanted = self.turned_degrees + direction(self.about, to) - self.from_degrees;
        if in_steps {
            wanted = (wanted / STEP_DEGREES).round() * STEP_DEGREES;
        }
        let by = wanted - self.turned_degrees;
        let turn = Affine::rotate_about(by.to_radians(), self.about);
        let angle = |element: &Element| {
            is_turnable(element).then(|| Prop::Angle(whole_turn(f64::from(element.angle_centidegrees) + by * 100.0)))
        };
        self.grabbed
            .placed(&|at| turn * at, &|element| angle(element).into_iter().collect())
    }

    /// The changes that take the turn back.
    pub(super) fn taken_back(&self, sent: &[ElementChange]) -> Vec<ElementChange> {
        self.grabbed.as_grabbed(sent)
    }
}

/// Whether an element can be turned at all; a connector follows its ends, and a frame stands upright.
pub(super) fn is_turnable(element: &Element) -> bool {
    match element.kind {
        Kind::Ink(_) | Kind::Shape(_) | Kind::Text { .. } | Kind::Image(_) | Kind::Part(_) | Kind::Stamp(_) => true,
        Kind::Connector(_) | Kind::Frame => false,
    }
}

/// An angle in hundredths of a degree, within one turn.
pub(super) fn whole_turn(centidegrees: f64) -> i32 {
    // A cast saturates.
    (centidegrees.round() as i32).rem_euclid(36_000)
}

fn direction(from: Point, to: Point) -> f64 {
    (to - from).atan2().to_degrees()
}
