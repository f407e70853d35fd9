//! From tips to an outline: the places to the left and right of each tip, arcs round sharp turns, half circles at the ends.

use std::f64::consts::PI;

use kurbo::{BezPath, Circle, Point, Shape, Vec2};

use super::trail::Tip;

/// A turn from which on the line has a corner, as the cosine.
const CORNER_COSINE: f64 = 0.35;
/// The angle between two places on the arc round a corner.
const ARC_STEP: f64 = PI / 8.0;

/// The closed outline of what a nib draws on its way, for filling with non-zero winding.
pub(in crate::scene) fn outline(tips: &[Tip]) -> BezPath {
    let (Some(first), Some(last)) = (tips.first(), tips.last()) else {
        return BezPath::new();
    };
    if tips.len() == 1 {
        return Circle::new(first.at, first.radius).to_path(0.05);
    }
    let steps = tips.windows(2).map(direction).collect::<Vec<_>>();
    let (mut left, mut right) = (Vec::with_capacity(tips.len()), Vec::with_capacity(tips.len()));
    for (index, tip) in tips.iter().enumerate() {
        let entering = index.checked_sub(1).and_then(|before| steps.get(before)).copied();
        let leaving = steps.get(index).copied();
        let (Some(entering), Some(leaving)) = (entering.or(leaving), leaving.or(entering)) else {
            continue;
        };
        sides(tip, entering, leaving, &mut left, &mut right);
    }
    right.reverse();
    let mut path = BezPath::new();
    if let Some(begin) = left.first() {
        path.move_to(*begin);
    }
    smooth_through(&mut path, &left);
    cap(&mut path, last, steps.last().copied().unwrap_or_default());
    smooth_through(&mut path, &right);
    cap(&mut path, first, -steps.first().copied().unwrap_or_default());
    path.close_path();
    path
}

fn direction(pair: &[Tip]) -> Vec2 {
    match pair {
        // Thinning left no two neighbours at one place.
        [from, to] => (to.at - from.at).normalize(),
        _ => Vec2::ZERO,
    }
}

/// To the left of a direction; y grows downwards.
fn leftwards(direction: Vec2) -> Vec2 {
    Vec2::new(direction.y, -direction.x)
}

/// Appends the outline's places beside a tip; round a corner, those of an arc on its outer side.
fn sides(tip: &Tip, entering: Vec2, leaving: Vec2, left: &mut Vec<Point>, right: &mut Vec<Point>) {
    if entering.dot(leaving) > CORNER_COSINE {
        let across = leftwards((entering + leaving).normalize()) * tip.radius;
        left.push(tip.at + across);
        right.push(tip.at - across);
        return;
    }
    let turn = entering.cross(leaving).atan2(entering.dot(leaving));
    let from = leftwards(entering) * tip.radius;
    let to = leftwards(leaving) * tip.radius;
    let n_parts = (turn.abs() / ARC_STEP).ceil().max(1.0) as u32;
    let arc = (0..=n_parts).map(|part| rotated(from, turn * f64::from(part) / f64::from(n_parts)));
    if turn >= 0.0 {
        left.extend(arc.map(|across| tip.at + across));
        right.extend([tip.at - from, tip.at - to]);
    } else {
        right.extend(arc.map(|across| tip.at - across));
        left.extend([tip.at + from, tip.at + to]);
    }
}

fn rotated(vector: Vec2, radians: f64) -> Vec2 {
    let (sine, cosine) = radians.sin_cos();
    Vec2::new(vector.x * cosine - vector.y * sine, vector.x * sine + vector.y * cosine)
}

/// Goes on along places in smooth curves, from the first to the last.
pub(super) fn smooth_through(path: &mut BezPath, places: &[Point]) {
    for (index, pair) in places.windows(2).enumerate() {
        if let [place, next] = pair
            && index > 0
        {
            path.quad_to(*place, place.midpoint(*next));
        }
    }
    if let Some(last) = places.last().filter(|_| places.len() > 1) {
        path.line_to(*last);
    }
}

/// A half circle round a tip, from one side over the point ahead to the other.
fn cap(path: &mut BezPath, tip: &Tip, forwards: Vec2) {
    /// Distance of the control points that make two quarter circles, per radius.
    const ROUND: f64 = 0.5523;
    let (forwards, left) = (forwards * tip.radius, leftwards(forwards) * tip.radius);
    let ahead = tip.at + forwards;
    path.curve_to(tip.at + left + forwards * ROUND, ahead + left * ROUND, ahead);
    path.curve_to(ahead - left * ROUND, tip.at - left + forwards * ROUND, tip.at - left);
}
