//! Insides filled with slanting lines: always the same ones for the same outline, and never too many.

use kurbo::{BezPath, PathEl, Point, Rect, Shape};

use crate::sorting::sort_by;

/// Between two lines, in board units, where the shape is no larger than lines are drawn for.
const SPACING: f64 = 8.0;
/// Lines in one direction, at most: in larger shapes they stand further apart.
const LINES_MAX: f64 = 250.0;
/// How exactly curves are followed, in board units.
const ACCURACY: f64 = 0.5;

/// Which way lines slant.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Slant {
    /// Up to the right.
    Up,
    /// Down to the right.
    Down,
}

/// Adds the lines inside an outline to a path. They stand on a grid of the board's own units from the outline's box, so
/// that they do not swim while a shape is moved.
pub(super) fn slanting_lines(outline: &BezPath, slant: Slant, lines: &mut BezPath) {
    let bounds = outline.bounding_box();
    let edges = edges(outline);
    let (first, last) = levels(bounds, slant);
    let spacing = SPACING.max((last - first) / LINES_MAX);
    // A board has no more than so many levels: the casts are of small numbers.
    let n_levels = ((last - first) / spacing).floor() as usize;
    for number in 0..n_levels {
        let level = first + spacing * (number as f64 + 0.5);
        let mut crossings = edges
            .iter()
            .filter_map(|(from, to)| crossing(*from, *to, level, slant))
            .collect::<Vec<_>>();
        sort_by(&mut crossings, |left, right| left.x.total_cmp(&right.x));
        for pair in crossings.chunks_exact(2) {
            if let [from, to] = pair
                && to.x - from.x > 1.0
            {
                lines.move_to(*from);
                lines.line_to(*to);
            }
        }
    }
}

/// A line of one slant keeps this number at all its points.
fn level_of(at: Point, slant: Slant) -> f64 {
    match slant {
        Slant::Up => at.x + at.y,
        Slant::Down => at.y - at.x,
    }
}

fn levels(bounds: Rect, slant: Slant) -> (f64, f64) {
    match slant {
        Slant::Up => (bounds.x0 + bounds.y0, bounds.x1 + bounds.y1),
        Slant::Down => (bounds.y0 - bounds.x1, bounds.y1 - bounds.x0),
    }
}

/// Where an edge crosses a level; of its ends only the lower one counts, so that corners are not counted twice.
fn crossing(from: Point, to: Point, level: f64, slant: Slant) -> Option<Point> {
    let (begin, end) = (level_of(from, slant), level_of(to, slant));
    if (begin < level) == (end < level) {
        return None;
    }
    Some(from.lerp(to, (level - begin) / (end - begin)))
}

fn edges(outline: &BezPath) -> Vec<(Point, Point)> {
    let mut edges = Vec::new();
    let (mut begin, mut last) = (Point::ZERO, Point::ZERO);
    kurbo::flatten(outline.elements().iter().copied(), ACCURACY, |piece| match piece {
        PathEl::MoveTo(at) => (begin, last) = (at, at),
        PathEl::LineTo(at) => {
            edges.push((last, at));
            last = at;
        }
        PathEl::ClosePath => {
            edges.push((last, begin));
            last = begin;
        }
        PathEl::QuadTo(..) | PathEl::CurveTo(..) => {}
    });
    edges
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{shape::ShapeKind, spatial::shape_path};

    fn lines_in(shape: ShapeKind, rect: Rect) -> BezPath {
        let mut lines = BezPath::new();
        slanting_lines(&shape_path(shape, rect), Slant::Up, &mut lines);
        lines
    }

    #[test]
    fn lines_stay_inside_every_shape_and_fill_it() {
        let rect = Rect::new(0.0, 0.0, 160.0, 96.0);
        for shape in ShapeKind::ALL {
            let lines = lines_in(shape, rect);
            assert!(lines.elements().len() > 20, "{shape:?}");
            let path = shape_path(shape, rect);
            for segment in lines.segments() {
                let middle = kurbo::ParamCurve::eval(&segment, 0.5);
                assert!(path.winding(middle) != 0, "{shape:?} {middle:?}");
            }
        }
    }

    #[test]
    fn a_huge_shape_has_no_more_lines_than_a_large_one() {
        let lines = lines_in(ShapeKind::Ellipse, Rect::new(0.0, 0.0, 4e6, 4e6));
        assert!(lines.elements().len() <= 2 * LINES_MAX as usize);
        assert!(lines_in(ShapeKind::Ellipse, Rect::ZERO).elements().is_empty());
    }
}
