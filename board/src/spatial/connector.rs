//! The way of a connector, derived from its ends and never stored (rule B3): a bound end aims at its place in the target's
//! box and stops short of the target's outline.

use kurbo::{BezPath, Line, ParamCurve, Point, Vec2};

use super::{bounds, outline, place::aimed_at};
use crate::{
    board::Board,
    element::{Connector, Element, End},
    shape::Route,
};

/// Between a target's outline and the end bound to it.
const GAP: f64 = 4.0;
/// How far a connector from an element to itself swings out.
const LOOP_OUT: f64 = 28.0;
/// How exactly curves are measured.
const ACCURACY: f64 = 0.25;

/// A connector's way as points close enough to be joined by straight lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Way(Vec<Point>);

/// The line of a connector in board units.
pub fn connector_path(connector: &Connector, board: &Board) -> BezPath {
    let points = connector_points(connector, board);
    let is_curved = connector.route == Route::Curved;
    let mut path = if is_curved {
        curve(&points, connector.closed)
    } else {
        polyline(&points)
    };
    if connector.closed {
        if let Some(first) = points.first().filter(|_| !is_curved) {
            path.line_to(*first);
        }
        path.close_path();
    }
    path
}

/// The way of a connector, for what stands along it.
pub fn connector_way(connector: &Connector, board: &Board) -> Way {
    Way::along(&connector_path(connector, board))
}

impl Way {
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

    /// Its length.
    pub fn length(&self) -> f64 {
        self.0.windows(2).map(|pair| step(pair).hypot()).sum()
    }

    /// The point half-way.
    pub fn middle(&self) -> Option<Point> {
        self.point_at(self.length() / 2.0)
    }

    /// The point at a share of its length, from 0 to 1.
    pub fn at_share(&self, share: f64) -> Option<Point> {
        self.point_at(self.length() * share.clamp(0.0, 1.0))
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
            let part = ((at - *from).dot(along) / (length * length)).clamp(0.0, 1.0);
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

    fn point_at(&self, distance: f64) -> Option<Point> {
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
}

fn step(pair: &[Point]) -> Vec2 {
    match pair {
        [from, to] => *to - *from,
        _ => Vec2::ZERO,
    }
}

/// The points that a connector's way goes through, from its start to its end, the ends cut at their targets' outlines: its
/// corners, or, where it is curved, what the curve passes.
pub fn connector_points(connector: &Connector, board: &Board) -> Vec<Point> {
    if let Some(points) = loop_points(connector, board) {
        return points;
    }
    let start = resolve(&connector.start, board);
    let end = resolve(&connector.end, board);
    let via = connector.via.iter().map(|place| place.to_units()).collect::<Vec<_>>();
    let after_start = via.first().copied().unwrap_or(end.0);
    let before_end = via.last().copied().unwrap_or(start.0);
    let mut first = cut(start, after_start, board);
    let mut last = cut(end, before_end, board);
    // Between targets that overlap, cutting would turn the line about; the aims are the better picture then.
    if via.is_empty() && (last - first).dot(end.0 - start.0) <= 0.0 {
        (first, last) = (start.0, end.0);
    }
    std::iter::once(first).chain(via).chain(std::iter::once(last)).collect()
}

/// Where an end aims, and the element it is bound to. A target that was deleted keeps holding its ends (rule B2).
fn resolve<'board>(end: &End, board: &'board Board) -> (Point, Option<&'board Element>) {
    let target = end.bound.and_then(|bound| {
        let element = board.element_or_tombstone(bound.element)?;
        // A connector has no box of its own to aim at.
        element.connector().is_none().then_some((&**element, bound.aim))
    });
    match target {
        Some((element, aim)) => (aimed_at(element, aim), Some(element)),
        None => (end.at.to_units(), None),
    }
}

/// Where a line from `from` to an end's aim first meets the end's target, less the gap.
fn cut(end: (Point, Option<&Element>), from: Point, board: &Board) -> Point {
    let (aim, Some(target)) = end else { return end.0 };
    let line = Line::new(from, aim);
    let length = (aim - from).hypot();
    let met = outline(target, board)
        .segments()
        .flat_map(|segment| segment.intersect_line(line))
        .map(|meeting| meeting.line_t)
        .fold(f64::INFINITY, f64::min);
    if !met.is_finite() || length == 0.0 {
        return aim;
    }
    line.eval((met - GAP / length).clamp(0.0, 1.0))
}

/// A connector from an element to itself leaves at the right and comes back from above.
fn loop_points(connector: &Connector, board: &Board) -> Option<Vec<Point>> {
    let (start, end) = (connector.start.bound?, connector.end.bound?);
    if start.element != end.element || start.aim != end.aim || !connector.via.is_empty() {
        return None;
    }
    let rect = bounds(
        board
            .element_or_tombstone(start.element)
            .filter(|it| it.connector().is_none())?,
        board,
    );
    let (leaves, enters) = (rect.y0 + rect.height() * 0.25, rect.x1 - rect.width() * 0.25);
    Some(vec![
        Point::new(rect.x1 + GAP, leaves),
        Point::new(rect.x1 + LOOP_OUT, leaves),
        Point::new(rect.x1 + LOOP_OUT, rect.y0 - LOOP_OUT),
        Point::new(enters, rect.y0 - LOOP_OUT),
        Point::new(enters, rect.y0 - GAP),
    ])
}

fn polyline(points: &[Point]) -> BezPath {
    let mut path = BezPath::new();
    let mut points = points.iter();
    if let Some(first) = points.next() {
        path.move_to(*first);
        points.for_each(|point| path.line_to(*point));
    }
    path
}

/// A Catmull-Rom spline: it passes every point, and bends at one only as its neighbours ask.
fn curve(points: &[Point], closed: bool) -> BezPath {
    let count = points.len();
    if count < 3 {
        return polyline(points);
    }
    let last = count - 1;
    let around = |index: isize| {
        let index = if closed {
            index.rem_euclid(count as isize)
        } else {
            index.clamp(0, last as isize)
        };
        points.get(index as usize).copied().unwrap_or_default()
    };
    let mut path = BezPath::new();
    path.move_to(around(0));
    for index in 0..if closed { count } else { last } as isize {
        let (before, from, to, after) = (around(index - 1), around(index), around(index + 1), around(index + 2));
        path.curve_to(from + (to - before) / 6.0, to - (after - from) / 6.0, to);
    }
    path
}
