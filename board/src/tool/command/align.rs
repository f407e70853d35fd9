//! In line and evenly apart. Groups are lined up as one; a bound end of a connector follows what it is bound to.

use kurbo::{Rect, Vec2};

use super::{in_their_places, step};
use crate::{
    board::Board,
    geometry::Point,
    id::ElementId,
    op::ElementChange,
    sorting::sort_by,
    tool::{
        Intent,
        arrange::{self, Grabbed},
        axis::Axis,
        unit::units,
    },
};

/// What is put on one line.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Alignment {
    /// Left sides.
    Left,
    /// Middles from left to right.
    Centre,
    /// Right sides.
    Right,
    /// Upper sides.
    Top,
    /// Middles from top to bottom.
    Middle,
    /// Lower sides.
    Bottom,
}

/// Puts what is selected in line with the box around all of it.
pub fn align(board: &Board, selection: &[ElementId], alignment: Alignment) -> Vec<Intent> {
    let bodies = bodies(board, selection);
    let Some(all) = bodies.iter().map(|(_, rect)| *rect).reduce(|all, one| all.union(one)) else {
        return Vec::new();
    };
    let way = |rect: Rect| match alignment {
        Alignment::Left => Vec2::new(all.x0 - rect.x0, 0.0),
        Alignment::Centre => Vec2::new(all.center().x - rect.center().x, 0.0),
        Alignment::Right => Vec2::new(all.x1 - rect.x1, 0.0),
        Alignment::Top => Vec2::new(0.0, all.y0 - rect.y0),
        Alignment::Middle => Vec2::new(0.0, all.center().y - rect.center().y),
        Alignment::Bottom => Vec2::new(0.0, all.y1 - rect.y1),
    };
    let ways = bodies.iter().map(|(body, rect)| (body, way(*rect)));
    in_their_places(board, selection, moved(ways))
}

/// Puts the same gap between what is selected; the first and the last stay. Where there is no room for gaps, the middles
/// come equally far apart.
pub fn distribute(board: &Board, selection: &[ElementId], direction: Axis) -> Vec<Intent> {
    let mut bodies = bodies(board, selection);
    let span = |rect: &Rect| direction.span(*rect);
    let middle = |rect: &Rect| f64::midpoint(span(rect).0, span(rect).1);
    sort_by(&mut bodies, |(_, left), (_, right)| {
        middle(left).total_cmp(&middle(right))
    });
    let ([(_, first), .., (_, last)], n_gaps @ 2..) = (bodies.as_slice(), bodies.len().saturating_sub(1)) else {
        return Vec::new();
    };
    let n_gaps = n_gaps as f64;
    let length = |rect: &Rect| span(rect).1 - span(rect).0;
    let filled = bodies.iter().map(|(_, rect)| length(rect)).sum::<f64>();
    let gap = (span(last).1 - span(first).0 - filled) / n_gaps;
    let apart = (middle(last) - middle(first)) / n_gaps;
    let (mut next, mut next_middle) = (span(first).0, middle(first));
    let mut ways = Vec::new();
    for (body, rect) in &bodies {
        let way = if gap >= 0.0 {
            next - span(rect).0
        } else {
            next_middle - middle(rect)
        };
        next += length(rect) + gap;
        next_middle += apart;
        ways.push((body, direction.place(way, 0.0).to_vec2()));
    }
    in_their_places(board, selection, moved(ways.into_iter()))
}

/// What can be moved, unit by unit, with the box around each.
pub(super) fn bodies(board: &Board, selection: &[ElementId]) -> Vec<(Grabbed, Rect)> {
    let units = units(board, selection);
    let body = |ids: &[ElementId]| {
        let grabbed = Grabbed::of(board, ids);
        let rect = grabbed.rect(board)?;
        Some((grabbed, rect))
    };
    units.iter().filter_map(|unit| body(&unit.ids)).collect()
}

/// The changes that move bodies, each its way.
pub(super) fn moved<'a>(ways: impl Iterator<Item = (&'a Grabbed, Vec2)>) -> Vec<Intent> {
    let mut changes: Vec<ElementChange> = Vec::new();
    for (body, way) in ways {
        let by = Point::from_units(way.to_point());
        if by != Point::default() {
            changes.extend(body.changes(by));
        }
    }
    step(arrange::update(&changes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::command::tests::{check, ids};

    const THREE: &str = "rectangle 0,0 100x60; rectangle 130,40 20x20; ellipse 200,100 100x40; connector #1 #3";

    #[test]
    fn things_are_lined_up_six_ways() {
        for (alignment, expected) in [
            (Alignment::Left, "update #2 origin 0,40, #3 origin 0,100; step"),
            (
                Alignment::Centre,
                "update #1 origin 100,0, #2 origin 140,40, #3 origin 100,100; step",
            ),
            (Alignment::Right, "update #1 origin 200,0, #2 origin 280,40; step"),
            (Alignment::Top, "update #2 origin 130,0, #3 origin 200,0; step"),
            (
                Alignment::Middle,
                "update #1 origin 0,40, #2 origin 130,60, #3 origin 200,50; step",
            ),
            (Alignment::Bottom, "update #1 origin 0,80, #2 origin 130,120; step"),
        ] {
            check(THREE, expected, |board| align(board, &ids(&[1, 2, 3, 4]), alignment));
        }
    }

    #[test]
    fn a_group_is_lined_up_as_one_and_alone_by_its_parts() {
        let board = "rectangle 10,0 20x20 group 9; rectangle 40,30 20x20 group 9; rectangle 0,90 20x20";
        check(board, "update #1 origin 0,0, #2 origin 30,30; step", |board| {
            align(board, &ids(&[1, 2, 3]), Alignment::Left)
        });
        check(board, "update #2 origin 10,30; step", |board| {
            align(board, &ids(&[1, 2]), Alignment::Left)
        });
    }

    #[test]
    fn one_thing_is_in_line_already() {
        check(THREE, "", |board| align(board, &ids(&[1]), Alignment::Left));
        check(THREE, "", |board| align(board, &[], Alignment::Left));
        check("rectangle 0,0 9x9; rectangle 5,5 9x9 locked", "", |board| {
            align(board, &ids(&[1, 2]), Alignment::Left)
        });
    }

    #[test]
    fn gaps_become_equal_and_the_ends_stay() {
        check(THREE, "update #2 origin 140,40; step", |board| {
            distribute(board, &ids(&[3, 2, 1]), Axis::Across)
        });
        // No room: the middles come equally far apart.
        let dense = "rectangle 0,0 100x10; rectangle 10,0 100x10; rectangle 40,0 100x10";
        check(dense, "update #2 origin 20,0; step", |board| {
            distribute(board, &ids(&[1, 2, 3]), Axis::Across)
        });
        check(THREE, "", |board| distribute(board, &ids(&[1, 2]), Axis::Down));
    }
}
