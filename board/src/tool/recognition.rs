//! What a hand meant: a stroke that looks like a line, an arrow, a rectangle, an ellipse, a diamond or a triangle is taken
//! for one, when its person asks for it by holding the pen still before lifting it, or by the key that makes something else
//! of what is selected.
//!
//! A closed stroke is held against the outline of each shape in the stroke's own box: the nearest one is meant, if the
//! stroke stays near that outline all along and leaves no part of it out.

mod made;

use kurbo::{Point, Rect};

use crate::{
    shape::ShapeKind,
    spatial::{Way, shape_path},
};
pub use made::{are_strokes, into_shapes};
pub(super) use made::{made_of, room_on};

/// At so many places of the same distance a stroke is looked at, and an outline.
const PLACES: usize = 96;
/// A line bows no more than this part of its length, and is no longer than this many times the way from end to end.
const BOW_MAX: f64 = 0.07;
const DETOUR_MAX: f64 = 1.12;
/// An arrow's shaft ends at this part of the way to its farthest place.
const TIP: f64 = 0.94;
/// What follows an arrow's tip stays within this part of its shaft, and is at least that part of it long.
const HEAD_REACH: f64 = 0.45;
const HEAD_LENGTH_MIN: f64 = 0.15;
/// As parts of the diagonal of a stroke's box: how far the ends of a closed one may be apart, how far it may be from an
/// outline on average, and how far any place of that outline may be from it.
const GAP_MAX: f64 = 0.25;
const DISTANCE_MAX: f64 = 0.045;
const UNCOVERED_MAX: f64 = 0.12;
/// The longer side of a closed shape is at most this many times the shorter one.
const SLIMNESS_MAX: f64 = 12.0;

/// What strokes are taken for where they are closed.
const CLOSED: [ShapeKind; 4] = [
    ShapeKind::Rectangle,
    ShapeKind::Ellipse,
    ShapeKind::Diamond,
    ShapeKind::Triangle,
];

/// What a stroke is taken for, in board units.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Recognised {
    /// A closed shape in a box.
    Shape(ShapeKind, Rect),
    /// A line from one place to another.
    Line(Point, Point),
    /// A line with a head where it ends.
    Arrow(Point, Point),
}

/// Takes a stroke for what it looks like; `None` where it looks like nothing we know.
fn recognise(places: &[Point]) -> Option<Recognised> {
    let places = evenly(places.to_vec())?;
    if let Some((from, to)) = straight(&places) {
        return Some(Recognised::Line(from, to));
    }
    let arrow = arrow(&places).map(|(from, to)| Recognised::Arrow(from, to));
    arrow.or_else(|| closed(&places))
}

/// The same way by places that are equally far apart, whatever pace it was drawn at; `None` where it leads nowhere.
fn evenly(places: Vec<Point>) -> Option<Vec<Point>> {
    let way = Way::through(places);
    let step = way.length() / PLACES as f64;
    let places = (0..=PLACES).map(|place| way.point_at(step * place as f64));
    if step > 0.0 { places.collect() } else { None }
}

fn length(places: &[Point]) -> f64 {
    Way::through(places.to_vec()).length()
}

fn straight(places: &[Point]) -> Option<(Point, Point)> {
    let (from, to) = (*places.first()?, *places.last()?);
    let chord = from.distance(to);
    let beside = |place: &Point| (to - from).cross(*place - from).abs() / chord;
    let is_straight = length(places) <= chord * DETOUR_MAX && places.iter().all(|at| beside(at) <= chord * BOW_MAX);
    (chord > 0.0 && is_straight).then_some((from, to))
}

/// A straight shaft to the place farthest from where the stroke began, and around that place all that follows it. A hand
/// comes by the tip more than once: the shaft ends where it does so first.
fn arrow(places: &[Point]) -> Option<(Point, Point)> {
    let from = *places.first()?;
    let nearer = |a: &&Point, b: &&Point| from.distance_squared(**a).total_cmp(&from.distance_squared(**b));
    let to = *places.iter().max_by(nearer)?;
    let shaft = from.distance(to);
    let tip = places.iter().position(|at| from.distance(*at) >= shaft * TIP)?;
    straight(places.get(..=tip)?)?;
    let head = places.get(tip..)?;
    let is_head =
        length(head) >= shaft * HEAD_LENGTH_MIN && head.iter().all(|at| at.distance(to) <= shaft * HEAD_REACH);
    is_head.then_some((from, to))
}

fn closed(places: &[Point]) -> Option<Recognised> {
    let (from, to) = (*places.first()?, *places.last()?);
    let rect = places
        .iter()
        .fold(Rect::from_points(from, to), |rect, place| rect.union_pt(*place));
    let diagonal = rect.size().to_vec2().hypot();
    let (longer, shorter) = (rect.width().max(rect.height()), rect.width().min(rect.height()));
    if from.distance(to) > diagonal * GAP_MAX || longer > shorter * SLIMNESS_MAX {
        return None;
    }
    let measured = CLOSED.into_iter().filter_map(|shape| {
        let outline = outline(shape, rect)?;
        let distance = places.iter().map(|place| nearest(&outline, *place)).sum::<f64>() / places.len() as f64;
        let is_covered = |place: &Point| nearest(places, *place) <= diagonal * UNCOVERED_MAX;
        let is_meant = distance <= diagonal * DISTANCE_MAX && outline.iter().all(is_covered);
        is_meant.then_some((distance, shape))
    });
    let (_, shape) = measured.min_by(|a, b| a.0.total_cmp(&b.0))?;
    Some(Recognised::Shape(shape, rect))
}

fn outline(shape: ShapeKind, rect: Rect) -> Option<Vec<Point>> {
    let mut places = Way::along(&shape_path(shape, rect)).points().to_vec();
    places.extend(places.first().copied());
    evenly(places)
}

fn nearest(places: &[Point], to: Point) -> f64 {
    let distances = places.iter().map(|place| place.distance_squared(to));
    distances.min_by(f64::total_cmp).unwrap_or(f64::MAX).sqrt()
}

#[cfg(test)]
mod tests;
