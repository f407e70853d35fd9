//! The way of a connector of right angles: few bends, short, round every box in its way. A pure function of these boxes, with
//! integers throughout and ties in a fixed order (rule B3).
//!
//! It looks for the best way round the boxes it knows, which are those of its ends at first; where that way meets others it
//! looks again with these. What is best among some boxes and meets no others is best among all, so that most connectors are
//! found quickly, and what a way depends on is told by where the looked-at ways went.

mod grid;
mod port;
mod search;

use self::{grid::Grid, search::Search};
use super::block::Block;
use crate::{geometry::Point, limits, sorting::sort_by};

pub(super) use port::Anchor;

/// The distance that a way keeps from boxes where there is room, in eighths.
pub(super) const MARGIN: i32 = 20 * 8;
/// The distance that it keeps in any case.
pub(super) const CLEARANCE: i32 = 2 * 8;
/// How often it looks again because it met other boxes.
const ROUNDS: usize = 12;

/// What a way is asked for.
#[derive(Clone, Debug)]
pub(super) struct Question<'a> {
    pub(super) start: Anchor,
    pub(super) end: Anchor,
    /// Points to pass, in order.
    pub(super) via: &'a [Point],
}

/// A way, and what it depends on.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Course {
    /// From the start to the end, the corners between them.
    pub(super) corners: Vec<Point>,
    /// No box outside of this has a say in it.
    pub(super) reach: Block,
}

/// The way among boxes: `around` tells those that overlap a box, without those of the ends and those around an end.
pub(super) fn find(question: &Question<'_>, around: &mut dyn FnMut(Block) -> Vec<Block>) -> Course {
    let mut known = question.own_blocks();
    let mut reach = question.start.block.union(question.end.block);
    let mut steps_left = limits::ROUTE_STEPS;
    let mut corners = joined(question);
    for _ in 0..ROUNDS {
        let found = (question.via.len() <= limits::ROUTE_VIA_POINTS)
            .then(|| way_among(question, &known, &mut steps_left))
            .flatten();
        if let Some(found) = found {
            corners = found;
        }
        let n_known = known.len();
        for leg in corners.windows(2) {
            let [from, to] = leg else { continue };
            let near = Block::between(*from, *to).grown(MARGIN);
            reach = reach.union(near);
            for block in around(near) {
                if let Err(place) = known.binary_search(&block) {
                    known.insert(place, block);
                }
            }
        }
        if known.len() == n_known || known.len() > limits::ROUTE_BOXES || steps_left == 0 {
            break;
        }
    }
    Course { corners, reach }
}

impl Question<'_> {
    /// The boxes of what the ends are bound to, in order.
    fn own_blocks(&self) -> Vec<Block> {
        let anchors = [&self.start, &self.end];
        let mut blocks = anchors
            .iter()
            .filter(|anchor| anchor.is_in_the_way)
            .map(|anchor| anchor.block)
            .collect::<Vec<_>>();
        sort_by(&mut blocks, Ord::cmp);
        blocks.dedup();
        blocks
    }
}

/// The best way round some boxes; `None` if the search would take too long.
fn way_among(question: &Question<'_>, blocks: &[Block], steps_left: &mut usize) -> Option<Vec<Point>> {
    let (starts, ends) = port::of_both(&question.start, &question.end);
    let grid = Grid::new(question, (&starts, &ends), blocks);
    let mut search = Search::from(&grid, &starts)?;
    for place in question.via {
        search = search.through(*place, steps_left)?;
    }
    search.into(&ends, steps_left).map(without_straight)
}

/// What is left where there are too many pinned points: they are joined, across first.
fn joined(question: &Question<'_>) -> Vec<Point> {
    let (start, end) = (question.start.block.middle(), question.end.block.middle());
    let mut corners = vec![start];
    let mut last = start;
    for place in question.via.iter().copied().chain([end]) {
        if place.x != last.x && place.y != last.y {
            corners.push(Point::new(place.x, last.y));
        }
        corners.push(place);
        last = place;
    }
    without_straight(corners)
}

/// Without points that are no corners.
fn without_straight(points: Vec<Point>) -> Vec<Point> {
    let mut corners: Vec<Point> = Vec::with_capacity(points.len());
    for point in points {
        if corners.last() == Some(&point) {
            continue;
        }
        if let [.., before, last] = corners.as_slice() {
            let straight = before.x == last.x && last.x == point.x || before.y == last.y && last.y == point.y;
            // Back over its own line is no corner either, but a way that a pinned point asked for.
            let goes_on = i64::from(last.x - before.x) * i64::from(point.x - last.x)
                + i64::from(last.y - before.y) * i64::from(point.y - last.y)
                > 0;
            if straight && goes_on {
                corners.pop();
            }
        }
        corners.push(point);
    }
    corners
}

#[cfg(test)]
mod tests;
