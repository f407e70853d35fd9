//! A pen stroke as one filled outline of changing width: slow or hard is thick, fast or light is thin.
//!
//! The samples are first drawn after the pen on a short leash, which takes the tremor out; then a nib goes along them and
//! its two sides, joined by round ends, make the outline.

use std::f64::consts::PI;

use kurbo::{BezPath, Circle, Point, Shape, Vec2};

use super::Hairline;
use crate::ink::{Ink, Sample};

/// Diameter of ink of middle pressure per width of its style.
const DIAMETER_PER_WIDTH: f64 = 1.5;
/// How much of the diameter pressure takes or gives.
const THINNING: f64 = 0.5;
/// The part of the way to the pen that the smoothed line goes with each sample.
const LEASH: f64 = 0.6;
/// Board units per millisecond from which on a stroke without pressure is thinnest.
const FAST: f64 = 3.0;
/// Milliseconds in which the simulated pressure follows a change of speed.
const RESPONSE_MILLIS: f64 = 60.0;
/// Milliseconds between samples that came without times.
const ASSUMED_MILLIS: f64 = 8.0;
/// A turn from which on the line has a corner, as the cosine.
const CORNER_COSINE: f64 = 0.35;
/// A turn that the thinned line has to follow, as the sine.
const BEND_SINE: f64 = 0.12;
/// The longest straight piece of a thinned line, in board units.
const PIECE_MAX: f64 = 12.0;

/// The pen's tip at one place.
#[derive(Clone, Copy)]
struct Nib {
    at: Point,
    radius: f64,
}

/// The outline of the first `n_samples` of a stroke drawn with a style's width (in board units), relative to its origin,
/// and its middle line for where that is all one sees. Both are empty for a stroke without samples.
pub fn ink_outline(ink: &Ink, n_samples: usize, width: f64) -> (BezPath, Hairline) {
    let samples = ink.samples.0.get(..n_samples).unwrap_or(&ink.samples.0);
    let size = width * DIAMETER_PER_WIDTH;
    let nibs = thinned(&nibs(samples, ink.pressure, size), size);
    let hairline = Hairline {
        path: middle_line(&nibs),
        width: size,
    };
    (outline(&nibs), hairline)
}

fn nibs(samples: &[Sample], has_pressure: bool, size: f64) -> Vec<Nib> {
    let Some(first) = samples.first() else {
        return Vec::new();
    };
    let mut at = first.at.to_units();
    let mut pressure = if has_pressure {
        f64::from(first.pressure) / 255.0
    } else {
        0.5
    };
    let mut nibs = Vec::with_capacity(samples.len());
    for (index, sample) in samples.iter().enumerate() {
        let pen = sample.at.to_units();
        // The line ends where the pen is, however long the leash.
        let next = if index + 1 == samples.len() {
            pen
        } else {
            at.lerp(pen, LEASH)
        };
        if has_pressure {
            pressure += (f64::from(sample.pressure) / 255.0 - pressure) * 0.5;
        } else {
            let elapsed = if sample.dt_millis == 0 {
                ASSUMED_MILLIS
            } else {
                f64::from(sample.dt_millis)
            };
            let slowness = 1.0 - (next.distance(at) / elapsed / FAST).min(1.0);
            pressure += (slowness - pressure) * (elapsed / RESPONSE_MILLIS).min(1.0);
        }
        at = next;
        nibs.push(Nib {
            at,
            radius: size * (0.5 - THINNING * (0.5 - pressure)),
        });
    }
    nibs
}

/// Leaves out what does not change the picture: neighbours nearly at one place, and places on a nearly straight piece.
fn thinned(nibs: &[Nib], size: f64) -> Vec<Nib> {
    let least = (size * 0.25).max(0.25);
    let Some((last, body)) = nibs.split_last() else {
        return Vec::new();
    };
    let mut kept: Vec<Nib> = Vec::new();
    let mut leaving = Vec2::ZERO;
    for (index, nib) in body.iter().enumerate() {
        let Some(before) = kept.last() else {
            kept.push(*nib);
            continue;
        };
        let step = nib.at - before.at;
        if step.hypot() < least {
            continue;
        }
        if leaving == Vec2::ZERO {
            leaving = step.normalize();
        }
        let onward = nibs.get(index + 1).map_or(Vec2::ZERO, |after| after.at - nib.at);
        let bends = leaving.cross(onward).abs() > BEND_SINE * onward.hypot() || leaving.dot(onward) < 0.0;
        let swells = (nib.radius - before.radius).abs() > size * 0.1;
        if bends || swells || step.hypot() > PIECE_MAX {
            kept.push(*nib);
            leaving = if onward.hypot() > 0.0 {
                onward.normalize()
            } else {
                Vec2::ZERO
            };
        }
    }
    if kept.last().is_none_or(|before| before.at.distance(last.at) > 0.05) {
        // A last place right behind another one would turn the end cap anyhow.
        if kept.len() > 1 && kept.last().is_some_and(|before| before.at.distance(last.at) < least) {
            kept.pop();
        }
        kept.push(*last);
    }
    kept
}

fn middle_line(nibs: &[Nib]) -> BezPath {
    let mut path = BezPath::new();
    for (index, nib) in nibs.iter().enumerate() {
        if index == 0 {
            path.move_to(nib.at);
        }
        // A line to where it begins draws a dot.
        if index > 0 || nibs.len() == 1 {
            path.line_to(nib.at);
        }
    }
    path
}

fn outline(nibs: &[Nib]) -> BezPath {
    let (Some(first), Some(last)) = (nibs.first(), nibs.last()) else {
        return BezPath::new();
    };
    if nibs.len() == 1 {
        return Circle::new(first.at, first.radius).to_path(0.05);
    }
    let steps = nibs.windows(2).map(direction).collect::<Vec<_>>();
    let (mut left, mut right) = (Vec::with_capacity(nibs.len()), Vec::with_capacity(nibs.len()));
    for (index, nib) in nibs.iter().enumerate() {
        let entering = index.checked_sub(1).and_then(|before| steps.get(before)).copied();
        let leaving = steps.get(index).copied();
        let (Some(entering), Some(leaving)) = (entering.or(leaving), leaving.or(entering)) else {
            continue;
        };
        sides(nib, entering, leaving, &mut left, &mut right);
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

fn direction(pair: &[Nib]) -> Vec2 {
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

/// Appends the outline's places beside a nib; round a corner, those of an arc on its outer side.
fn sides(nib: &Nib, entering: Vec2, leaving: Vec2, left: &mut Vec<Point>, right: &mut Vec<Point>) {
    if entering.dot(leaving) > CORNER_COSINE {
        let across = leftwards((entering + leaving).normalize()) * nib.radius;
        left.push(nib.at + across);
        right.push(nib.at - across);
        return;
    }
    let turn = entering.cross(leaving).atan2(entering.dot(leaving));
    let from = leftwards(entering) * nib.radius;
    let to = leftwards(leaving) * nib.radius;
    let arc = (0..=4).map(|part| rotated(from, turn * f64::from(part) / 4.0));
    if turn >= 0.0 {
        left.extend(arc.map(|across| nib.at + across));
        right.extend([nib.at - from, nib.at - to]);
    } else {
        right.extend(arc.map(|across| nib.at - across));
        left.extend([nib.at + from, nib.at + to]);
    }
    debug_assert!(turn.abs() <= PI + 1e-9);
}

fn rotated(vector: Vec2, radians: f64) -> Vec2 {
    let (sine, cosine) = radians.sin_cos();
    Vec2::new(vector.x * cosine - vector.y * sine, vector.x * sine + vector.y * cosine)
}

/// Goes on along places in smooth curves, from the first to the last.
fn smooth_through(path: &mut BezPath, places: &[Point]) {
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

/// A half circle round a nib, from one side over the tip to the other.
fn cap(path: &mut BezPath, nib: &Nib, forwards: Vec2) {
    /// Distance of the control points that make two quarter circles, per radius.
    const ROUND: f64 = 0.5523;
    let (forwards, left) = (forwards * nib.radius, leftwards(forwards) * nib.radius);
    let tip = nib.at + forwards;
    path.curve_to(nib.at + left + forwards * ROUND, tip + left * ROUND, tip);
    path.curve_to(tip - left * ROUND, nib.at - left + forwards * ROUND, nib.at - left);
}
