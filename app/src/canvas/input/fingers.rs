//! Two fingers on the drawing: their middle pans, their distance zooms.

use kurbo::{Point, Vec2};

/// The fingers on the surface, in CSS pixels.
#[derive(Debug, Default)]
pub(super) struct Fingers {
    at: Vec<(i32, Point)>,
}

impl Fingers {
    /// One more.
    pub(super) fn put(&mut self, pointer: i32, at: Point) {
        self.lift(pointer);
        self.at.push((pointer, at));
    }

    /// One less.
    pub(super) fn lift(&mut self, pointer: i32) {
        self.at.retain(|(finger, _)| *finger != pointer);
    }

    /// None counts any more.
    pub(super) fn clear(&mut self) {
        self.at.clear();
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.at.len()
    }

    /// One went on. With two on the surface: how far that moves the drawing, by what it zooms, and about which point.
    pub(super) fn go(&mut self, pointer: i32, to: Point) -> Option<(Vec2, f64, Point)> {
        let (_, place) = self.at.iter_mut().find(|(finger, _)| *finger == pointer)?;
        let from = std::mem::replace(place, to);
        let (_, other) = *self.at.iter().find(|(finger, _)| *finger != pointer)?;
        if self.at.len() != 2 {
            return None;
        }
        let (before, after) = (from.distance(other), to.distance(other));
        let zoom = if before > 1.0 && after > 1.0 {
            after / before
        } else {
            1.0
        };
        Some(((to - from) / 2.0, zoom, to.midpoint(other)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_fingers_pan_by_their_middle_and_zoom_by_their_distance() {
        let mut fingers = Fingers::default();
        fingers.put(1, Point::new(0.0, 0.0));
        assert_eq!(fingers.go(1, Point::new(0.0, 0.0)), None, "one finger is a pointer");
        fingers.put(2, Point::new(100.0, 0.0));
        let moved = fingers.go(2, Point::new(200.0, 0.0));
        assert_eq!(moved, Some((Vec2::new(50.0, 0.0), 2.0, Point::new(100.0, 0.0))));
        fingers.lift(1);
        assert_eq!(fingers.count(), 1);
    }
}
