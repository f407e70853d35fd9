//! Places and sizes on a board, in whole eighths of a board unit (rule B4: what an op carries is an integer, so that every
//! machine folds to the same board). A board unit is one CSS pixel at 100 %.

use kurbo::{Point as FloatPoint, Rect as FloatRect};
use serde::{Deserialize, Serialize};

use crate::limits::COORDINATE_MAX;

/// Positions per board unit.
pub const PER_UNIT: f64 = 8.0;

/// A place on the board, in eighths of a board unit; y grows downwards.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
pub struct Point {
    /// Eighths to the right.
    pub x: i32,
    /// Eighths down.
    pub y: i32,
}

impl Point {
    /// From whole eighths.
    pub const fn new(x: i32, y: i32) -> Point {
        Point { x, y }
    }

    /// From board units, rounded to the nearest eighth and held within the board; not-a-number becomes zero.
    pub fn from_units(point: FloatPoint) -> Point {
        Point {
            x: quantise(point.x),
            y: quantise(point.y),
        }
    }

    /// In board units.
    pub fn to_units(self) -> FloatPoint {
        FloatPoint::new(f64::from(self.x) / PER_UNIT, f64::from(self.y) / PER_UNIT)
    }

    /// Moved by another point's coordinates.
    pub fn offset(self, by: Point) -> Point {
        Point {
            x: self.x.saturating_add(by.x),
            y: self.y.saturating_add(by.y),
        }
    }

    /// The way from another point to this one.
    pub fn since(self, other: Point) -> Point {
        Point {
            x: self.x.saturating_sub(other.x),
            y: self.y.saturating_sub(other.y),
        }
    }

    /// Whether it lies on the board.
    pub fn within_limits(self) -> bool {
        self.x.unsigned_abs() <= COORDINATE_MAX as u32 && self.y.unsigned_abs() <= COORDINATE_MAX as u32
    }
}

/// Board units to eighths; see [`Point::from_units`].
pub fn quantise(units: f64) -> i32 {
    let eighths = (units * PER_UNIT).round();
    // A float-to-int cast maps NaN to zero and saturates.
    (eighths as i32).clamp(-COORDINATE_MAX, COORDINATE_MAX)
}

/// A number, or the end of the range that it lies beyond. `f64::clamp` would bring the printing of numbers into the page, for
/// the words of a panic.
pub fn between(value: f64, least: f64, most: f64) -> f64 {
    value.max(least).min(most)
}

/// The place in a rectangle that lies nearest; board units.
pub fn nearest_in(rect: kurbo::Rect, at: kurbo::Point) -> kurbo::Point {
    kurbo::Point::new(between(at.x, rect.x0, rect.x1), between(at.y, rect.y0, rect.y1))
}

/// A width and a height in eighths of a board unit, never negative.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
pub struct Size {
    /// Eighths across.
    pub width: i32,
    /// Eighths down.
    pub height: i32,
}

impl Size {
    /// From whole eighths.
    pub const fn new(width: i32, height: i32) -> Size {
        Size { width, height }
    }

    /// Whether it is a size a board can hold.
    pub fn within_limits(self) -> bool {
        (0..=COORDINATE_MAX).contains(&self.width) && (0..=COORDINATE_MAX).contains(&self.height)
    }
}

/// The rectangle of a place and a size, in board units.
pub fn rect_units(origin: Point, size: Size) -> FloatRect {
    let far = origin.offset(Point::new(size.width, size.height));
    FloatRect::from_points(origin.to_units(), far.to_units())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_quantised_and_absurd_ones_held() {
        assert_eq!(Point::from_units(FloatPoint::new(1.06, -2.0)), Point::new(8, -16));
        assert_eq!(
            Point::from_units(FloatPoint::new(f64::NAN, f64::INFINITY)),
            Point::new(0, COORDINATE_MAX)
        );
        assert!(Point::from_units(FloatPoint::new(1e300, -1e300)).within_limits());
        assert!(!Point::new(i32::MIN, 0).within_limits());
    }
}
