//! The lines that a way may run along: beside the boxes, between them, and through the ends and the pinned points. Knows of
//! every piece between two crossings what it costs.

use super::{
    CLEARANCE, MARGIN, Question,
    port::{Direction, Port},
};
use crate::{
    geometry::Point,
    sorting::sort_by,
    spatial::block::{Block, halfway},
};

/// Running beside a box in its margin costs so many times the length on top.
const NEAR: i64 = 3;
/// Running through a box costs so many times the length, more than any way round it.
const THROUGH: i64 = 1 << 20;
/// Boxes up to which the middles of the gaps between all of them are lines.
const GAPS_MAX: usize = 12;

/// Lines down and across, and what running along them costs.
#[derive(Debug)]
pub(super) struct Grid {
    columns: Vec<i32>,
    rows: Vec<i32>,
    /// Lines half-way between two boxes, which bends prefer.
    middle_columns: Vec<i32>,
    middle_rows: Vec<i32>,
    /// What lies on the piece from a crossing to the next on its right.
    across: Vec<Piece>,
    /// And to the next below it.
    down: Vec<Piece>,
}

#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
enum Piece {
    #[default]
    Free,
    Near,
    Through,
}

impl Grid {
    pub(super) fn new(question: &Question<'_>, ports: (&[Port], &[Port]), blocks: &[Block]) -> Grid {
        let (mut columns, mut rows) = (Vec::new(), Vec::new());
        for block in blocks {
            let margin = block.grown(MARGIN);
            columns.extend([margin.x0, margin.x1]);
            rows.extend([margin.y0, margin.y1]);
        }
        let of_ports = ports.0.iter().chain(ports.1).map(|port| port.at);
        for place in of_ports.chain(question.via.iter().copied()) {
            columns.push(place.x);
            rows.push(place.y);
        }
        let (middle_columns, middle_rows) = middles(question, blocks);
        columns.extend_from_slice(&middle_columns);
        rows.extend_from_slice(&middle_rows);
        for lines in [&mut columns, &mut rows] {
            sort_by(lines, Ord::cmp);
            lines.dedup();
        }
        let n_crossings = columns.len() * rows.len();
        let mut grid = Grid {
            columns,
            rows,
            middle_columns,
            middle_rows,
            across: vec![Piece::Free; n_crossings],
            down: vec![Piece::Free; n_crossings],
        };
        for block in blocks {
            grid.mark(block.grown(MARGIN), Piece::Near);
        }
        for block in blocks {
            grid.mark(block.grown(CLEARANCE), Piece::Through);
        }
        grid
    }

    pub(super) fn n_crossings(&self) -> usize {
        self.across.len()
    }

    /// The crossing at a place that a line was made through.
    pub(super) fn crossing_at(&self, place: Point) -> Option<usize> {
        let column = self.columns.binary_search(&place.x).ok()?;
        let row = self.rows.binary_search(&place.y).ok()?;
        Some(row * self.columns.len() + column)
    }

    pub(super) fn place_of(&self, crossing: usize) -> Point {
        let (row, column) = (crossing / self.columns.len(), crossing % self.columns.len());
        let line = |lines: &[i32], index: usize| lines.get(index).copied().unwrap_or_default();
        Point::new(line(&self.columns, column), line(&self.rows, row))
    }

    /// The next crossing in a direction, and what going there costs.
    pub(super) fn step(&self, crossing: usize, towards: Direction) -> Option<(usize, i64)> {
        let width = self.columns.len();
        let (row, column) = (crossing / width, crossing % width);
        let (next, piece) = match towards {
            Direction::Right => (column + 1 < width).then(|| (crossing + 1, self.across.get(crossing)))?,
            Direction::Left => (column > 0).then(|| (crossing - 1, self.across.get(crossing - 1)))?,
            Direction::Down => (row + 1 < self.rows.len()).then(|| (crossing + width, self.down.get(crossing)))?,
            Direction::Up => (row > 0).then(|| (crossing - width, self.down.get(crossing - width)))?,
        };
        let length = distance(self.place_of(crossing), self.place_of(next));
        let cost = match piece? {
            Piece::Free => length,
            Piece::Near => length * (1 + NEAR),
            Piece::Through => length * THROUGH,
        };
        Some((next, cost))
    }

    /// Whether a place lies half-way between two boxes.
    pub(super) fn is_in_the_middle(&self, place: Point) -> bool {
        self.middle_columns.contains(&place.x) || self.middle_rows.contains(&place.y)
    }

    /// Marks the pieces that have a point inside a box.
    fn mark(&mut self, block: Block, piece: Piece) {
        let width = self.columns.len();
        let inside = |lines: &[i32], low: i32, high: i32| {
            lines.partition_point(|line| *line <= low)..lines.partition_point(|line| *line < high)
        };
        // A piece begins one line before the first line inside.
        let begins = |lines: &[i32], low: i32, high: i32| {
            let first = lines.partition_point(|line| *line <= low).saturating_sub(1);
            first..lines.partition_point(|line| *line < high)
        };
        for row in inside(&self.rows, block.y0, block.y1) {
            for column in begins(&self.columns, block.x0, block.x1) {
                let ends_inside = self.columns.get(column + 1).is_some_and(|next| *next > block.x0);
                if let Some(mark) = self.across.get_mut(row * width + column).filter(|_| ends_inside) {
                    *mark = (*mark).max(piece);
                }
            }
        }
        for row in begins(&self.rows, block.y0, block.y1) {
            let ends_inside = self.rows.get(row + 1).is_some_and(|next| *next > block.y0);
            for column in inside(&self.columns, block.x0, block.x1) {
                if let Some(mark) = self.down.get_mut(row * width + column).filter(|_| ends_inside) {
                    *mark = (*mark).max(piece);
                }
            }
        }
    }
}

pub(super) fn distance(one: Point, other: Point) -> i64 {
    (i64::from(one.x) - i64::from(other.x)).abs() + (i64::from(one.y) - i64::from(other.y)).abs()
}

/// The columns and rows half-way between the ends, and between boxes that leave no room for both their margins.
fn middles(question: &Question<'_>, blocks: &[Block]) -> (Vec<i32>, Vec<i32>) {
    let (mut columns, mut rows) = (Vec::new(), Vec::new());
    let mut between = |one: Block, other: Block, gap_max: i32| {
        let gap = |low: i32, high: i32| (low < high && high.saturating_sub(low) <= gap_max).then(|| halfway(low, high));
        columns.extend(gap(one.x1, other.x0).or_else(|| gap(other.x1, one.x0)));
        rows.extend(gap(one.y1, other.y0).or_else(|| gap(other.y1, one.y0)));
    };
    between(question.start.block, question.end.block, i32::MAX);
    if blocks.len() <= GAPS_MAX {
        for (index, one) in blocks.iter().enumerate() {
            for other in blocks.iter().skip(index + 1) {
                between(*one, *other, 2 * MARGIN);
            }
        }
    }
    (columns, rows)
}
