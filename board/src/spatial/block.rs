//! Upright boxes in whole eighths of a board unit: what connectors of right angles go round. Integers, so that every machine
//! finds the same way (rule B3).

use kurbo::Rect;

use crate::geometry::{PER_UNIT, Point};

/// An upright box, in eighths of a board unit.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Block {
    pub(super) x0: i32,
    pub(super) y0: i32,
    pub(super) x1: i32,
    pub(super) y1: i32,
}

impl Block {
    /// The smallest one around a rectangle in board units.
    pub(super) fn around(rect: Rect) -> Block {
        // Casts saturate, and a not-a-number becomes zero.
        let (low, high) = (
            |units: f64| (units * PER_UNIT).floor() as i32,
            |units: f64| (units * PER_UNIT).ceil() as i32,
        );
        Block {
            x0: low(rect.x0),
            y0: low(rect.y0),
            x1: high(rect.x1),
            y1: high(rect.y1),
        }
    }

    /// Of one point.
    pub(super) fn at(place: Point) -> Block {
        Block::between(place, place)
    }

    /// With two places as opposite corners.
    pub(super) fn between(one: Point, other: Point) -> Block {
        Block {
            x0: one.x.min(other.x),
            y0: one.y.min(other.y),
            x1: one.x.max(other.x),
            y1: one.y.max(other.y),
        }
    }

    /// Larger by so much on each side.
    pub(super) fn grown(self, by: i32) -> Block {
        Block {
            x0: self.x0.saturating_sub(by),
            y0: self.y0.saturating_sub(by),
            x1: self.x1.saturating_add(by),
            y1: self.y1.saturating_add(by),
        }
    }

    /// Around both.
    pub(super) fn union(self, other: Block) -> Block {
        Block {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// Whether the insides of both have a point in common.
    pub(super) fn overlaps(self, other: Block) -> bool {
        self.x0 < other.x1 && other.x0 < self.x1 && self.y0 < other.y1 && other.y0 < self.y1
    }

    /// Whether all of the other lies in it.
    pub(super) fn contains(self, other: Block) -> bool {
        self.x0 <= other.x0 && self.y0 <= other.y0 && self.x1 >= other.x1 && self.y1 >= other.y1
    }

    pub(super) fn middle(self) -> Point {
        Point::new(halfway(self.x0, self.x1), halfway(self.y0, self.y1))
    }

    /// In board units.
    pub(super) fn to_rect(self) -> Rect {
        let units = |eighths: i32| f64::from(eighths) / PER_UNIT;
        Rect::new(units(self.x0), units(self.y0), units(self.x1), units(self.y1))
    }
}

/// The number half-way, rounded down.
pub(super) fn halfway(one: i32, other: i32) -> i32 {
    // The halfway point of two i32 is one.
    (i64::from(one) + i64::from(other)).div_euclid(2) as i32
}
