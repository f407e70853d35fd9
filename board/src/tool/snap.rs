//! Snapping: what is moved, drawn or resized lines up with what is in view (edges, middles, equal gaps), or with the grid.
//! The places to line up with are sorted once, when a gesture begins, so that each move looks up a few.

mod gap;

use std::sync::Arc;

use kurbo::{Point, Rect, Vec2};

use self::gap::Row;
use super::{Context, axis::Axis};
use crate::{
    element::{Element, Kind},
    overlay::Guide,
    sorting::sort_by,
    spatial,
};

/// Between two lines of the grid, in board units.
pub const GRID: f64 = 20.0;
/// From so near, in CSS pixels, things snap.
const REACH_PX: f64 = 8.0;
/// What lies closer than the step of stored places is in one line.
const SAME: f64 = 1.0 / 16.0;
/// More boxes than this in one row are a texture, not neighbours.
const ROW_MAX: usize = 200;

/// What somebody wants things to snap to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Snapping {
    /// To each other, with guides.
    pub guides: bool,
    /// To the grid, which is shown; then not to each other.
    pub grid: bool,
}

impl Default for Snapping {
    fn default() -> Snapping {
        Snapping {
            guides: true,
            grid: false,
        }
    }
}

/// Which way something may be moved to snap.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ways {
    pub(super) across: bool,
    pub(super) down: bool,
}

impl Ways {
    pub(super) const BOTH: Ways = Ways {
        across: true,
        down: true,
    };
}

/// What there is to snap to during one gesture.
#[derive(Clone, Debug)]
pub(super) struct Snap {
    to: To,
    reach: f64,
}

#[derive(Clone, Debug)]
enum To {
    Nothing,
    Grid,
    Lines(Arc<Lines>),
}

/// The boxes in view, and the sides and middles of them.
#[derive(Debug)]
struct Lines {
    rects: Vec<Rect>,
    across: Sorted,
    down: Sorted,
}

/// Places along one axis, each with the box it is of.
#[derive(Debug)]
struct Sorted(Vec<(f64, usize)>);

impl Snap {
    /// Of what is in view and not itself `moving`.
    pub(super) fn begin(context: &Context<'_>, moving: &dyn Fn(&Element) -> bool) -> Snap {
        let reach = REACH_PX / context.zoom;
        let to = match context.snapping {
            Snapping { grid: true, .. } => To::Grid,
            Snapping { guides: false, .. } => To::Nothing,
            Snapping { guides: true, .. } => To::Lines(Arc::new(Lines::in_view(context, moving))),
        };
        Snap { to, reach }
    }

    /// How much further a box is to go.
    pub(super) fn pull(&self, rect: Rect, ways: Ways) -> Vec2 {
        let pull = match &self.to {
            To::Nothing => Vec2::ZERO,
            To::Grid => to_grid(rect.origin()) - rect.origin(),
            To::Lines(lines) => Vec2::new(
                lines.pull(Axis::Across, rect, self.reach),
                lines.pull(Axis::Down, rect, self.reach),
            ),
        };
        ways.along(pull)
    }

    /// How much further a place is to go.
    pub(super) fn pull_place(&self, at: Point, ways: Ways) -> Vec2 {
        let pull = match &self.to {
            To::Nothing => Vec2::ZERO,
            To::Grid => to_grid(at) - at,
            To::Lines(lines) => Vec2::new(
                lines.across.pull(&[at.x], self.reach).unwrap_or(0.0),
                lines.down.pull(&[at.y], self.reach).unwrap_or(0.0),
            ),
        };
        ways.along(pull)
    }

    /// What a box lines up with where it is now, and the gaps that are equal there.
    pub(super) fn guides(&self, rect: Rect, ways: Ways) -> Vec<Guide> {
        let mut guides = self.lines(rect, ways);
        if let To::Lines(lines) = &self.to {
            for axis in ways.axes() {
                lines.gaps(axis, rect, &mut guides);
            }
        }
        guides
    }

    /// What a box lines up with where it is now.
    pub(super) fn lines(&self, rect: Rect, ways: Ways) -> Vec<Guide> {
        let mut guides = Vec::new();
        if let To::Lines(lines) = &self.to {
            for axis in ways.axes() {
                lines.lines(axis, rect, &mut guides);
            }
        }
        guides
    }

    /// Whether it is the grid.
    pub(super) fn is_grid(&self) -> bool {
        matches!(self.to, To::Grid)
    }
}

/// A place by itself, such as a point of a line: on the grid while that is what is snapped to, unless Ctrl is held.
pub(super) fn settled(at: Point, has_ctrl: bool, context: &Context<'_>) -> Point {
    if context.snapping.grid && !has_ctrl {
        to_grid(at)
    } else {
        at
    }
}

/// A place on the grid, the nearest.
fn to_grid(at: Point) -> Point {
    Point::new((at.x / GRID).round() * GRID, (at.y / GRID).round() * GRID)
}

impl Ways {
    fn axes(self) -> impl Iterator<Item = Axis> {
        let across = self.across.then_some(Axis::Across);
        across.into_iter().chain(self.down.then_some(Axis::Down))
    }

    /// What of a way these ways allow.
    fn along(self, way: Vec2) -> Vec2 {
        Vec2::new(
            if self.across { way.x } else { 0.0 },
            if self.down { way.y } else { 0.0 },
        )
    }
}

impl Lines {
    fn in_view(context: &Context<'_>, moving: &dyn Fn(&Element) -> bool) -> Lines {
        let rects = context
            .board
            .elements()
            .filter(|element| has_sides(element) && may_be_seen(element, context.visible) && !moving(element))
            .map(|element| spatial::bounds(element, context.board))
            .filter(|rect| spatial::overlaps(*rect, context.visible))
            .collect::<Vec<_>>();
        Lines {
            across: Sorted::of(&rects, Axis::Across),
            down: Sorted::of(&rects, Axis::Down),
            rects,
        }
    }

    fn sorted(&self, axis: Axis) -> &Sorted {
        match axis {
            Axis::Across => &self.across,
            Axis::Down => &self.down,
        }
    }

    fn pull(&self, axis: Axis, rect: Rect, reach: f64) -> f64 {
        let to_line = self.sorted(axis).pull(&sides(axis, rect), reach);
        let to_gap = self.row(axis, rect).and_then(|row| row.pull(axis.span(rect), reach));
        match (to_line, to_gap) {
            (Some(line), Some(gap)) if gap.abs() < line.abs() => gap,
            (Some(line), _) => line,
            (None, Some(gap)) => gap,
            (None, None) => 0.0,
        }
    }

    /// The boxes that lie beside a box along an axis.
    fn row(&self, axis: Axis, rect: Rect) -> Option<Row> {
        let (near, far) = axis.other().span(rect);
        let beside = self.rects.iter().filter(|other| {
            let (low, high) = axis.other().span(**other);
            low < far && near < high
        });
        let spans = beside
            .map(|other| axis.span(*other))
            .take(ROW_MAX + 1)
            .collect::<Vec<_>>();
        (spans.len() <= ROW_MAX).then(|| Row::of(spans))
    }

    fn lines(&self, axis: Axis, rect: Rect, guides: &mut Vec<Guide>) {
        let (near, far) = axis.other().span(rect);
        for side in distinct(sides(axis, rect)) {
            let mut reaches: Option<(f64, f64)> = None;
            for other in self.sorted(axis).at(side).filter_map(|index| self.rects.get(index)) {
                let (low, high) = axis.other().span(*other);
                let (from, to) = reaches.unwrap_or((near, far));
                reaches = Some((from.min(low), to.max(high)));
            }
            if let Some((from, to)) = reaches {
                guides.push(Guide::Line {
                    from: axis.place(side, from),
                    to: axis.place(side, to),
                });
            }
        }
    }

    fn gaps(&self, axis: Axis, rect: Rect, guides: &mut Vec<Guide>) {
        let (near, far) = axis.other().span(rect);
        let Some(row) = self.row(axis, rect) else { return };
        let aside = f64::midpoint(near, far);
        guides.extend(
            row.equal_gaps(axis.span(rect), SAME)
                .into_iter()
                .map(|(from, to)| Guide::Gap {
                    from: axis.place(from, aside),
                    to: axis.place(to, aside),
                }),
        );
    }
}

impl Sorted {
    fn of(rects: &[Rect], axis: Axis) -> Sorted {
        let mut places = rects
            .iter()
            .enumerate()
            .flat_map(|(index, rect)| sides(axis, *rect).map(|side| (side, index)))
            .collect::<Vec<_>>();
        sort_by(&mut places, |left, right| left.0.total_cmp(&right.0));
        Sorted(places)
    }

    /// The least way from one of some places to one of these.
    fn pull(&self, places: &[f64], reach: f64) -> Option<f64> {
        let mut least: Option<f64> = None;
        for place in places {
            let after = self.0.partition_point(|(side, _)| side < place);
            for index in [after.checked_sub(1), Some(after)].into_iter().flatten() {
                let Some((side, _)) = self.0.get(index) else { continue };
                let way = side - place;
                if way.abs() <= reach && least.is_none_or(|least| way.abs() < least.abs()) {
                    least = Some(way);
                }
            }
        }
        least
    }

    /// The boxes with a side or the middle at a place.
    fn at(&self, place: f64) -> impl Iterator<Item = usize> {
        let first = self.0.partition_point(|(side, _)| *side < place - SAME);
        self.0
            .iter()
            .skip(first)
            .take_while(move |(side, _)| *side <= place + SAME)
            .map(|(_, index)| *index)
    }
}

/// Both sides and the middle.
fn sides(axis: Axis, rect: Rect) -> [f64; 3] {
    let (near, far) = axis.span(rect);
    [near, f64::midpoint(near, far), far]
}

/// Of the sides of a box without width only one is left.
fn distinct(sides: [f64; 3]) -> impl Iterator<Item = f64> {
    let [near, middle, far] = sides;
    let rest = [middle, far].into_iter().filter(move |_| far > near);
    std::iter::once(near).chain(rest)
}

/// Whether it is worth measuring: the box of a text costs the breaking of its lines.
fn may_be_seen(element: &Element, visible: Rect) -> bool {
    const LONGEST: f64 = 4_000.0;
    !matches!(element.kind, Kind::Text { .. }) || visible.inflate(LONGEST, LONGEST).contains(element.origin.to_units())
}

/// Lines of a hand and lines between elements have no sides that anything would be lined up with.
fn has_sides(element: &Element) -> bool {
    match element.kind {
        Kind::Shape(_) | Kind::Text { .. } | Kind::Image(_) | Kind::Frame | Kind::Part(_) => true,
        Kind::Ink(_) | Kind::Connector(_) | Kind::Stamp(_) => false,
    }
}

#[cfg(test)]
mod tests;
