//! Where a way may leave what its end is bound to, and in which direction.

use super::CLEARANCE;
use crate::{
    geometry::Point,
    spatial::block::{Block, halfway},
};

/// Two sides that nearly face each other are joined without a bend up to this difference, in eighths.
const JOG: i32 = 24 * 8;

/// One of the four directions, clockwise.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::spatial) enum Direction {
    Right,
    Down,
    Left,
    Up,
}

/// A place where a way may begin, and where it goes from there.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::spatial) struct Port {
    pub(in crate::spatial) at: Point,
    pub(in crate::spatial) towards: Direction,
    /// Whether it is at another side than the one that faces the other end.
    pub(in crate::spatial) is_aside: bool,
}

/// What an end of a way is bound to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(in crate::spatial) struct Anchor {
    /// Its box; of an end that is bound to nothing, its place.
    pub(in crate::spatial) block: Block,
    /// The exact place that is meant, which a way leaves at the nearest side.
    pub(in crate::spatial) aim: Option<Point>,
    /// Whether ways go round it: it is a box, and does not hold the other end.
    pub(in crate::spatial) is_in_the_way: bool,
    /// Whether it holds the other end, so that the way begins at its inside.
    pub(in crate::spatial) holds_other: bool,
}

impl Direction {
    pub(in crate::spatial) const ALL: [Direction; 4] =
        [Direction::Right, Direction::Down, Direction::Left, Direction::Up];

    pub(in crate::spatial) fn opposite(self) -> Direction {
        match self {
            Direction::Right => Direction::Left,
            Direction::Down => Direction::Up,
            Direction::Left => Direction::Right,
            Direction::Up => Direction::Down,
        }
    }

    pub(in crate::spatial) fn is_across(self) -> bool {
        matches!(self, Direction::Right | Direction::Left)
    }
}

/// The ports of both ends. Sides that nearly face each other get theirs on one line.
pub(super) fn of_both(start: &Anchor, end: &Anchor) -> (Vec<Port>, Vec<Port>) {
    let level = level(start, end, |point| point.y, |block| (block.y0, block.y1));
    let column = level_of_columns(start, end);
    let (mut starts, mut ends) = (start.ports(level, column), end.ports(level, column));
    if let Some(faces) = facing(start, end) {
        starts.iter_mut().for_each(|port| port.is_aside = port.towards != faces);
        ends.iter_mut()
            .for_each(|port| port.is_aside = port.towards != faces.opposite());
    }
    (starts, ends)
}

/// The side at which a box has another one right beside it.
fn facing(start: &Anchor, end: &Anchor) -> Option<Direction> {
    if !start.is_in_the_way || !end.is_in_the_way {
        return None;
    }
    let (one, other) = (start.block, end.block);
    let beside = one.y0 < other.y1 && other.y0 < one.y1;
    let in_column = one.x0 < other.x1 && other.x0 < one.x1;
    match (beside, in_column) {
        (true, false) if one.x1 <= other.x0 => Some(Direction::Right),
        (true, false) => Some(Direction::Left),
        (false, true) if one.y1 <= other.y0 => Some(Direction::Down),
        (false, true) => Some(Direction::Up),
        (true, true) | (false, false) => None,
    }
}

fn level_of_columns(start: &Anchor, end: &Anchor) -> Option<i32> {
    level(start, end, |point| point.x, |block| (block.x0, block.x1))
}

/// The coordinate on which a line between two ends needs no bend, where it is near enough to where both would be left.
fn level(start: &Anchor, end: &Anchor, of: fn(Point) -> i32, sides: fn(Block) -> (i32, i32)) -> Option<i32> {
    let wanted = |anchor: &Anchor| of(anchor.aim.unwrap_or(anchor.block.middle()));
    let (one, other) = (wanted(start), wanted(end));
    let may_slide = |anchor: &Anchor| anchor.aim.is_none() && anchor.is_in_the_way;
    let both = match (may_slide(start), may_slide(end)) {
        (true, true) => halfway(one, other),
        (true, false) => other,
        (false, true) => one,
        (false, false) => return None,
    };
    let holds = |anchor: &Anchor| {
        let (low, high) = sides(anchor.block);
        let quarter = (high - low) / 4;
        !may_slide(anchor) || (low + quarter..=high - quarter).contains(&both)
    };
    ((one - other).abs() <= JOG && holds(start) && holds(end)).then_some(both)
}

impl Anchor {
    /// An end that is bound to nothing.
    pub(in crate::spatial) fn free(at: Point) -> Anchor {
        Anchor {
            block: Block::at(at),
            aim: None,
            is_in_the_way: false,
            holds_other: false,
        }
    }

    /// Tells two ends of one way apart where one holds the other.
    pub(in crate::spatial) fn settle(start: &mut Anchor, end: &mut Anchor) {
        let holds = |one: &Anchor, other: &Anchor| {
            one.is_in_the_way && one.block != other.block && one.block.contains(other.block)
        };
        let (start_holds, end_holds) = (holds(start, end), holds(end, start));
        for (anchor, holds_other) in [(start, start_holds), (end, end_holds)] {
            anchor.holds_other = holds_other;
            anchor.is_in_the_way &= !holds_other;
        }
    }

    /// Where a way may leave it; `level` and `column` are where it would need no bend.
    fn ports(&self, level: Option<i32>, column: Option<i32>) -> Vec<Port> {
        if let Some(aim) = self.aim {
            return vec![self.port(self.nearest_side(aim), aim)];
        }
        let middle = self.block.middle();
        let slides = self.is_in_the_way;
        let at = Point::new(
            column.filter(|_| slides).unwrap_or(middle.x),
            level.filter(|_| slides).unwrap_or(middle.y),
        );
        Direction::ALL.map(|side| self.port(side, at)).to_vec()
    }

    /// At a side, on the line through a place.
    fn port(&self, side: Direction, at: Point) -> Port {
        if !self.is_in_the_way && !self.holds_other {
            return Port {
                at: if self.aim.is_some() { at } else { self.block.middle() },
                towards: side,
                is_aside: false,
            };
        }
        let out = if self.holds_other { -CLEARANCE } else { CLEARANCE };
        let block = self.block.grown(out);
        let at = match side {
            Direction::Right => Point::new(block.x1, at.y),
            Direction::Down => Point::new(at.x, block.y1),
            Direction::Left => Point::new(block.x0, at.y),
            Direction::Up => Point::new(at.x, block.y0),
        };
        let towards = if self.holds_other { side.opposite() } else { side };
        Port {
            at,
            towards,
            is_aside: false,
        }
    }

    fn nearest_side(&self, aim: Point) -> Direction {
        let distance = |side: Direction| match side {
            Direction::Right => self.block.x1 - aim.x,
            Direction::Down => self.block.y1 - aim.y,
            Direction::Left => aim.x - self.block.x0,
            Direction::Up => aim.y - self.block.y0,
        };
        // Of equally near ones the first.
        Direction::ALL
            .into_iter()
            .min_by_key(|side| distance(*side))
            .unwrap_or(Direction::Right)
    }
}
