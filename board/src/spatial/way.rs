//! A connector's way as a line that things stand along: heads, labels, handles.

use kurbo::{BezPath, Point, Vec2};

use crate::geometry::between;

/// How exactly curves are measured.
const ACCURACY: f64 = 0.25;

/// A connector's way as points close enough to be joined by straight lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Way(Vec<Point>);

impl Way {
    /// From point to point.
    pub fn through(points: Vec<Point>) -> Way {
        Way(points)
    }

    /// Along a path that is one piece.
    pub fn along(path: &BezPath) -> Way {
        let mut points = Vec::new();
        kurbo::flatten(path.elements().iter().copied(), ACCURACY, |piece| {
            if let kurbo::PathEl::MoveTo(place) | kurbo::PathEl::LineTo(place) = piece {
                points.push(place);
            }
        });
        Way(points)
    }

    /// From end to start.
    pub fn reversed(mut self) -> Way {
        self.0.reverse();
        self
    }

    /// Its points, in order.
    pub fn points(&self) -> &[Point] {
        &self.0
    }

    /// Its length.
    pub fn length(&self) -> f64 {
        self.0.windows(2).map(|pair| step(pair).hypot()).sum()
    }

    /// The stretch that comes nearest to a place, as what one goes along it; nothing where there is no stretch.
    pub fn step_near(&self, at: Point) -> Vec2 {
        let (mut nearest, mut found) = (f64::INFINITY, Vec2::ZERO);
        for pair in self.0.windows(2) {
            let [from, to] = pair else { continue };
            let away = super::segment_distance_squared(*from, *to, at);
            if away < nearest {
                (nearest, found) = (away, step(pair));
            }
        }
        found
    }

    /// The point half-way.
    pub fn middle(&self) -> Option<Point> {
        self.point_at(self.length() / 2.0)
    }

    /// The point at a share of its length, from 0 to 1.
    pub fn at_share(&self, share: f64) -> Option<Point> {
        self.point_at(self.length() * between(share, 0.0, 1.0))
    }

    /// The share of its length, from 0 to 1, at which it comes nearest to a place.
    pub fn share_near(&self, at: Point) -> f64 {
        let (mut nearest, mut gone, mut found) = (f64::INFINITY, 0.0, 0.0);
        for pair in self.0.windows(2) {
            let [from, to] = pair else { continue };
            let along = *to - *from;
            let length = along.hypot();
            if length == 0.0 {
                continue;
            }
            let part = between((at - *from).dot(along) / (length * length), 0.0, 1.0);
            let distance = (*from + along * part - at).hypot();
            if distance < nearest {
                (nearest, found) = (distance, gone + length * part);
            }
            gone += length;
        }
        if gone > 0.0 { found / gone } else { 0.5 }
    }

    /// Its first point and the direction it leaves it in, taken over the first `over` units so that a small bend does not
    /// turn a head.
    pub fn leaving(&self, over: f64) -> Option<(Point, Vec2)> {
        let first = *self.0.first()?;
        let towards = self.point_at(over.min(self.length()))? - first;
        (towards.hypot() > 0.0).then(|| (first, towards.normalize()))
    }

    /// The point so far along it.
    pub fn point_at(&self, distance: f64) -> Option<Point> {
        let mut left = distance;
        for pair in self.0.windows(2) {
            let along = step(pair);
            let length = along.hypot();
            if length >= left && length > 0.0 {
                return pair.first().map(|from| *from + along * (left / length));
            }
            left -= length;
        }
        self.0.last().copied()
    }

    /// The middle of its longest straight piece; of equally long ones the first.
    pub fn middle_of_longest(&self) -> Option<Point> {
        let mut longest: Option<(f64, Point)> = None;
        for pair in self.0.windows(2) {
            let [from, to] = pair else { continue };
            let length = (*to - *from).hypot();
            if longest.is_none_or(|(most, _)| length > most + 1e-6) {
                longest = Some((length, from.midpoint(*to)));
            }
        }
        longest.map(|(_, middle)| middle)
    }
}

fn step(pair: &[Point]) -> Vec2 {
    match pair {
        [from, to] => *to - *from,
        _ => Vec2::ZERO,
    }
}
