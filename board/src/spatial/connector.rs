//! The way of a connector, derived from its ends and never stored (rule B3): a bound end aims at its place in the target's
//! box and stops short of the target's outline. One of right angles goes round what stands in its way.

use kurbo::{BezPath, Line, ParamCurve, Point, Rect, Vec2};

use super::{
    TextLayout,
    block::Block,
    bounds,
    elbow::{self, Anchor, CLEARANCE, Question},
    label::{self, Stand},
    lettering, outline,
    place::aimed_at,
    surroundings,
    tip::{Met, Tip},
    way::Way,
};
use crate::{
    board::Board,
    element::{ALL_ALONG, Connector, Element, End},
    geometry,
    shape::Route,
};

/// Between a target's outline and the end bound to it.
const GAP: f64 = 4.0;
/// How far a connector from an element to itself swings out.
const LOOP_OUT: f64 = 28.0;
/// How round the corners of right angles are drawn, at most.
const CORNER: f64 = 8.0;

/// How much trouble is taken over a connector's way.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Care {
    /// Round everything in its way, its label beside everything: what a board looks like.
    #[default]
    Full,
    /// Round its two ends only: for what is looked at for a moment, while many things are dragged.
    Hasty,
}

/// A connector laid out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Laid {
    /// Its line.
    pub path: BezPath,
    /// Its label.
    pub label: Option<TextLayout>,
    /// The label stands beside the line and hides nothing of it.
    pub is_label_aside: bool,
    /// The part of the board that it depends on besides its ends: no box outside of it has a say in how it is laid. `None`
    /// if no box has.
    pub reach: Option<Rect>,
}

/// The line of a connector in board units; empty for anything else.
pub fn connector_path(element: &Element, board: &Board) -> BezPath {
    let path = |connector| path_through(connector, &points(element, connector, board, Care::Full).0);
    element.connector().map(path).unwrap_or_default()
}

/// The way of a connector, for what stands along it.
pub fn connector_way(element: &Element, board: &Board) -> Way {
    Way::along(&connector_path(element, board))
}

/// The points that a connector's way goes through, from its start to its end, the ends cut at their targets' outlines: its
/// corners, or, where it is curved, what the curve passes. Empty for anything else.
pub fn connector_points(element: &Element, board: &Board) -> Vec<Point> {
    let points = |connector| points(element, connector, board, Care::Full).0;
    element.connector().map(points).unwrap_or_default()
}

/// The line and the label of an element that is a connector.
pub fn lay(element: &Element, connector: &Connector, board: &Board, care: Care) -> Laid {
    let (points, mut reach) = points(element, connector, board, care);
    let path = path_through(connector, &points);
    if element.text.is_empty() {
        return Laid {
            path,
            reach,
            ..Laid::default()
        };
    }
    let way = Way::along(&path);
    let found = label_along(element, connector, board, &way, care);
    if let (Care::Full, Some((_, stand))) = (care, &found) {
        reach = Some(reach.map_or(stand.reach, |reach| reach.union(stand.reach)));
    }
    let is_label_aside = found.as_ref().is_some_and(|(_, stand)| stand.is_aside);
    Laid {
        path,
        label: found.map(|(label, _)| label),
        is_label_aside,
        reach,
    }
}

/// The layout of a connector's label, and where that stands.
pub(super) fn label_along(
    element: &Element,
    connector: &Connector,
    board: &Board,
    way: &Way,
    care: Care,
) -> Option<(TextLayout, Stand)> {
    let ends = [&connector.start, &connector.end].map(|end| anchor(end, board).block);
    let board = (care == Care::Full).then_some(board);
    let mut found = None;
    let layout = lettering::on_line(element, |size| {
        found = label::stand(element, connector, ends, way, size, board);
        found.map(|stand| stand.at)
    });
    layout.zip(found)
}

/// Where along a connector's way its label would have to be wanted to be nearest to a place, from 0 to [`ALL_ALONG`];
/// `None` where nobody has to want it, within `reach` board units of the usual place.
pub fn along_near(element: &Element, board: &Board, at: Point, reach: f64) -> Option<u16> {
    let connector = element.connector()?;
    let way = connector_way(element, board);
    let share = way.share_near(at);
    let place = way.at_share(share)?;
    let is_usual = label::usual(connector, &way).is_some_and(|usual| usual.distance(place) <= reach);
    (!is_usual).then_some((share * f64::from(ALL_ALONG)).round() as u16)
}

fn path_through(connector: &Connector, points: &[Point]) -> BezPath {
    let mut path = match connector.route {
        Route::Curved => curve(points, connector.closed),
        Route::Elbow => rounded(points),
        Route::Straight => polyline(points),
    };
    if connector.closed {
        if let Some(first) = points.first().filter(|_| connector.route != Route::Curved) {
            path.line_to(*first);
        }
        path.close_path();
    }
    path
}

/// Ends and pinned points or corners, the ends already cut at their targets' outlines; and where boxes have a say in them.
fn points(element: &Element, connector: &Connector, board: &Board, care: Care) -> (Vec<Point>, Option<Rect>) {
    if let Some(points) = loop_points(connector, board) {
        return (points, None);
    }
    let tips = Tip::both(element, connector);
    match connector.route {
        Route::Elbow if !connector.closed => elbow_points(connector, tips, board, care),
        Route::Elbow | Route::Straight | Route::Curved => (direct_points(connector, tips, board), None),
    }
}

/// From pinned point to pinned point.
fn direct_points(connector: &Connector, [at_start, at_end]: [Tip; 2], board: &Board) -> Vec<Point> {
    let start = resolve(&connector.start, board);
    let end = resolve(&connector.end, board);
    let via = connector.via.iter().map(|place| place.to_units()).collect::<Vec<_>>();
    let after_start = via.first().copied().unwrap_or(end.0);
    let before_end = via.last().copied().unwrap_or(start.0);
    let first = cut(start, after_start, at_start, board);
    let last = cut(end, before_end, at_end, board);
    // Between targets that overlap, cutting would turn the line about; the aims are the better picture then.
    let (first, last) = if via.is_empty() && (last.at - first.at).dot(end.0 - start.0) <= 0.0 {
        (start.0, end.0)
    } else {
        let room =
            |met: Met, next: Option<&Point>, other: Met| met.at.distance(next.copied().unwrap_or(other.at)) / 3.0;
        let rooms = (room(first, via.first(), last), room(last, via.last(), first));
        (first.clear(rooms.0), last.clear(rooms.1))
    };
    std::iter::once(first).chain(via).chain(std::iter::once(last)).collect()
}

/// The element an end is bound to. A target that was deleted keeps holding its ends (rule B2).
fn target<'board>(end: &End, board: &'board Board) -> Option<&'board Element> {
    let element = board.element_or_tombstone(end.bound?.element)?;
    // A connector has no box of its own to aim at, and a stamp may stand on this very connector.
    (element.connector().is_none() && element.stamp().is_none()).then_some(&**element)
}

/// Where an end aims, and the element it is bound to.
fn resolve<'board>(end: &End, board: &'board Board) -> (Point, Option<&'board Element>) {
    match (end.bound, target(end, board)) {
        (Some(bound), Some(element)) => (aimed_at(element, bound.aim), Some(element)),
        (_, _) => (end.at.to_units(), None),
    }
}

/// Round what stands in the way, with right angles.
fn elbow_points(
    connector: &Connector,
    [at_start, at_end]: [Tip; 2],
    board: &Board,
    care: Care,
) -> (Vec<Point>, Option<Rect>) {
    let (mut start, mut end) = (anchor(&connector.start, board), anchor(&connector.end, board));
    Anchor::settle(&mut start, &mut end);
    let question = Question {
        start,
        end,
        via: &connector.via,
    };
    let (course, reach) = match care {
        Care::Full => {
            let course = surroundings::of(board, |around| around.course(connector, &question));
            let reach = course.reach.to_rect();
            (course, Some(reach))
        }
        Care::Hasty => (elbow::find(&question, &mut |_| Vec::new()), None),
    };
    let mut points = course
        .corners
        .iter()
        .map(|corner| corner.to_units())
        .collect::<Vec<_>>();
    let ends = [
        (&connector.start, &question.start, at_start),
        (&connector.end, &question.end, at_end),
    ];
    for (end, anchor, tip) in ends {
        if let ([first, second, ..], Some(target)) = (points.as_slice(), target(end, board)) {
            let cut = cut_corner((*first, *second), anchor, (target, tip), board);
            if let Some(first) = points.first_mut() {
                *first = cut;
            }
        }
        points.reverse();
    }
    (points, reach)
}

/// Where a way that leaves a box from `first` to `second` meets the outline inside the box, less the gap.
fn cut_corner(
    (first, second): (Point, Point),
    anchor: &Anchor,
    (target, tip): (&Element, Tip),
    board: &Board,
) -> Point {
    let out = second - first;
    if out.hypot() == 0.0 {
        return first;
    }
    let out = out.normalize();
    let (middle, rect) = (
        anchor.aim.unwrap_or(anchor.block.middle()).to_units(),
        anchor.block.to_rect(),
    );
    // From outside to the line through the middle, or out of what holds the other end.
    let depth = if anchor.holds_other {
        first - out * (f64::from(CLEARANCE) * 2.0)
    } else if out.x != 0.0 {
        Point::new(middle.x, first.y)
    } else {
        Point::new(first.x, middle.y)
    };
    if let Some(met) = meeting(Line::new(second, depth), (target, tip), board) {
        return met.clear(met.at.distance(second) / 2.0);
    }
    geometry::nearest_in(rect, first) + out * GAP
}

/// What an end of a way of right angles is bound to, or its place.
fn anchor(end: &End, board: &Board) -> Anchor {
    let Some(element) = target(end, board) else {
        return Anchor::free(end.at);
    };
    let block = Block::around(bounds(element, board));
    let aim = end.bound.and_then(|bound| bound.aim);
    Anchor {
        block,
        aim: aim.map(|aim| geometry::Point::from_units(aimed_at(element, Some(aim)))),
        is_in_the_way: true,
        holds_other: false,
    }
}

/// Where a line from `from` to an end's aim first meets the end's target, less the gap.
fn cut((aim, target): (Point, Option<&Element>), from: Point, tip: Tip, board: &Board) -> Met {
    let met = target.and_then(|target| meeting(Line::new(from, aim), (target, tip), board));
    met.unwrap_or(Met {
        at: aim,
        back: Vec2::ZERO,
        needs: 0.0,
    })
}

/// Where a line first meets an element, less the gap.
fn meeting(line: Line, (target, tip): (&Element, Tip), board: &Board) -> Option<Met> {
    let along = line.p1 - line.p0;
    let length = along.hypot();
    let outline = outline(target, board);
    let meetings = outline
        .segments()
        .flat_map(|segment| segment.intersect_line(line).into_iter().map(move |met| (segment, met)));
    let (segment, met) = meetings.min_by(|left, right| left.1.line_t.total_cmp(&right.1.line_t))?;
    if length == 0.0 {
        return None;
    }
    // Half of the target's own line lies outside of its outline.
    let own = f64::from(target.style.width_eighths) / 16.0;
    let gap = GAP.max(own + GAP - 1.0);
    Some(Met {
        at: line.eval(geometry::between(met.line_t - gap / length, 0.0, 1.0)),
        back: -along / length,
        needs: (tip.gap(along, (segment, met.segment_t), own) - gap).max(0.0),
    })
}

/// A connector from an element to itself leaves at the right and comes back from above.
fn loop_points(connector: &Connector, board: &Board) -> Option<Vec<Point>> {
    let (start, end) = (connector.start.bound?, connector.end.bound?);
    if start.element != end.element || start.aim != end.aim || !connector.via.is_empty() {
        return None;
    }
    let rect = bounds(target(&connector.start, board)?, board);
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

/// Straight lines with round corners.
fn rounded(points: &[Point]) -> BezPath {
    let mut path = BezPath::new();
    let Some(first) = points.first() else { return path };
    path.move_to(*first);
    for corner in points.windows(3) {
        let [before, at, after] = corner else { continue };
        let (back, on) = (*before - *at, *after - *at);
        let radius = CORNER.min(back.hypot() / 2.0).min(on.hypot() / 2.0);
        if radius > 0.0 && back.cross(on) != 0.0 {
            path.line_to(*at + back.normalize() * radius);
            path.quad_to(*at, *at + on.normalize() * radius);
        } else {
            path.line_to(*at);
        }
    }
    if let Some(last) = points.last() {
        path.line_to(*last);
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
