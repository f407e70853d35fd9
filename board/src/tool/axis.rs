//! The two ways across the board: along which of them something is lined up, spread out or mirrored.

use kurbo::{Point, Rect};

/// Along which coordinate something is compared.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Axis {
    /// From left to right.
    Across,
    /// From top to bottom.
    Down,
}

impl Axis {
    /// From where to where a box reaches along the axis.
    pub(super) fn span(self, rect: Rect) -> (f64, f64) {
        match self {
            Axis::Across => (rect.x0, rect.x1),
            Axis::Down => (rect.y0, rect.y1),
        }
    }

    pub(super) fn other(self) -> Axis {
        match self {
            Axis::Across => Axis::Down,
            Axis::Down => Axis::Across,
        }
    }

    /// From a place along the axis and one across it.
    pub(super) fn place(self, along: f64, aside: f64) -> Point {
        match self {
            Axis::Across => Point::new(along, aside),
            Axis::Down => Point::new(aside, along),
        }
    }
}
