//! Close together: one behind the other, in a block, or each as long as all of them. Groups keep together.

use kurbo::{Point as Place, Rect};

use super::{
    align::{bodies, moved},
    in_their_places, step,
};
use crate::{
    actor::ActorIndex,
    board::Board,
    element::{Element, Kind},
    id::ElementId,
    op::{ElementChange, Op},
    sorting::sort_by,
    tool::{
        Intent,
        arrange::{self, Grabbed},
        axis::Axis,
        handle::Handle,
        resize::{Keeps, Resize},
        unit::units,
    },
};

/// Between things that are put close together, in board units.
const GAP: f64 = 24.0;

/// Puts what is selected one behind the other with the same small gap; the first stays.
pub fn stack(board: &Board, selection: &[ElementId], direction: Axis) -> Vec<Intent> {
    let mut bodies = bodies(board, selection);
    let middle = |rect: &Rect| f64::midpoint(direction.span(*rect).0, direction.span(*rect).1);
    sort_by(&mut bodies, |(_, left), (_, right)| {
        middle(left).total_cmp(&middle(right))
    });
    let Some(mut next) = bodies.first().map(|(_, rect)| direction.span(*rect).0) else {
        return Vec::new();
    };
    let mut ways = Vec::new();
    for (body, rect) in &bodies {
        let (from, to) = direction.span(*rect);
        ways.push((body, direction.place(next - from, 0.0).to_vec2()));
        next += to - from + GAP;
    }
    in_their_places(board, selection, moved(ways.into_iter()))
}

/// Puts what is selected into rows that make about a square, the highest first, around where it is.
pub fn pack(board: &Board, selection: &[ElementId]) -> Vec<Intent> {
    let mut bodies = bodies(board, selection);
    sort_by(&mut bodies, |(_, left), (_, right)| {
        right.height().total_cmp(&left.height())
    });
    let rects = bodies.iter().map(|(_, rect)| *rect);
    let Some(all) = rects.clone().reduce(|all, one| all.union(one)) else {
        return Vec::new();
    };
    let area = rects.clone().map(|rect| (rect.width() + GAP) * (rect.height() + GAP));
    let widest = rects.map(|rect| rect.width()).fold(0.0, f64::max);
    let width = area.sum::<f64>().sqrt().max(widest);
    let mut places: Vec<(&Grabbed, Rect, Place)> = Vec::new();
    let (mut at, mut row_height, mut reach) = (Place::ZERO, 0.0, Rect::ZERO);
    for (body, rect) in &bodies {
        // What lies in the row with more than half of it stays there.
        if at.x > 0.0 && at.x + rect.width() / 2.0 > width {
            at = Place::new(0.0, at.y + row_height + GAP);
            row_height = 0.0;
        }
        places.push((body, *rect, at));
        reach = reach.union(Rect::from_origin_size(at, rect.size()));
        row_height = rect.height().max(row_height);
        at.x += rect.width() + GAP;
    }
    let shift = all.center() - reach.center();
    let ways = places
        .into_iter()
        .map(|(body, rect, at)| (body, at + shift - rect.origin()));
    in_their_places(board, selection, moved(ways))
}

/// Makes each thing that is selected as long as all of them together are; a group is stretched as one. Turned things, and the
/// height of texts, which their lines tell, are left alone.
pub fn stretch(board: &Board, selection: &[ElementId], direction: Axis) -> Vec<Intent> {
    let is_stiff = |id: &ElementId| {
        let turned = |element: &Element| element.angle_centidegrees % 36_000 != 0;
        let told = |element: &Element| matches!(element.kind, Kind::Text { .. }) && direction == Axis::Down;
        board
            .element(*id)
            .is_some_and(|element| turned(element) || told(element))
    };
    let mut units = units(board, selection);
    units.retain(|unit| !unit.ids.iter().any(is_stiff));
    let ids = units
        .iter()
        .flat_map(|unit| unit.ids.iter().copied())
        .collect::<Vec<_>>();
    let Some(all) = Grabbed::of(board, &ids).rect(board) else {
        return Vec::new();
    };
    let changes = units.iter().flat_map(|unit| spread(board, &unit.ids, all, direction));
    let intents = step(arrange::update(&changes.collect::<Vec<_>>()));
    in_their_places(board, selection, intents)
}

/// The changes that let what belongs together reach over a box, from one of its sides to the other.
fn spread(board: &Board, ids: &[ElementId], over: Rect, direction: Axis) -> Vec<ElementChange> {
    let mut board = board.clone();
    let mut changes = Vec::new();
    let (near, far) = (Place::new(over.x0, over.y0), Place::new(over.x1, over.y1));
    for (side, to) in [(-1, near), (1, far)] {
        let handle = match direction {
            Axis::Across => Handle::Side { x: side, y: 0 },
            Axis::Down => Handle::Side { x: 0, y: side },
        };
        let Some(resize) = Resize::begin(&board, ids, handle) else {
            break;
        };
        // The second says all that the first does.
        changes = resize.changes(to, Keeps::default());
        // What cannot be applied here is refused there too, and changes nothing.
        board.apply(ActorIndex::ROOM, &Op::Update(changes.clone())).ok();
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::command::tests::{check, ids};

    const THREE: &str = "rectangle 0,0 100x60; rectangle 130,40 20x20; ellipse 200,100 100x40; connector #1 #3";

    #[test]
    fn things_are_put_one_behind_the_other() {
        check(THREE, "update #2 origin 124,40, #3 origin 168,100; step", |board| {
            stack(board, &ids(&[3, 1, 2, 4]), Axis::Across)
        });
        check(THREE, "update #2 origin 130,84, #3 origin 200,128; step", |board| {
            stack(board, &ids(&[1, 2, 3]), Axis::Down)
        });
        check(THREE, "", |board| stack(board, &[], Axis::Down));
    }

    #[test]
    fn things_are_packed_into_rows_around_where_they_are() {
        let four = "rectangle 0,0 100x80; rectangle 500,0 100x100; rectangle 0,500 100x80; rectangle 500,500 100x100";
        // Around the middle at 300,300: a row of the high ones and one of the others.
        let expected = "update #2 origin 188,198, #4 origin 312,198, #1 origin 188,322, #3 origin 312,322; step";
        check(four, expected, |board| pack(board, &ids(&[1, 2, 3, 4])));
        check(THREE, "", |board| pack(board, &ids(&[1])));
    }

    #[test]
    fn each_becomes_as_long_as_all() {
        let expected =
            "update #1 origin 0,0 size 300x60, #2 origin 0,40 size 300x20, #3 origin 0,100 size 300x40; step";
        check(THREE, expected, |board| stretch(board, &ids(&[1, 2, 3]), Axis::Across));
        let two = "rectangle 0,0 10x60; rectangle 50,40 20x20 locked; rectangle 90,20 20x90 turned 30";
        check(two, "update #1 origin 0,0 size 10x60; step", |board| {
            stretch(board, &ids(&[1, 2, 3]), Axis::Down)
        });
    }

    #[test]
    fn groups_keep_together_and_texts_their_height() {
        let group = "rectangle 0,0 20x20 group 9; rectangle 40,0 20x20 group 9; rectangle 0,50 120x20";
        let expected = "update #1 origin 0,0 size 40x20, #2 origin 80,0 size 40x20, #3 origin 0,50 size 120x20; step";
        check(group, expected, |board| stretch(board, &ids(&[1, 2, 3]), Axis::Across));
        check(group, "update #3 origin 0,44; step", |board| {
            stack(board, &ids(&[1, 2, 3]), Axis::Down)
        });
        let text = "text 0,0 words; rectangle 0,50 20x90";
        check(text, "update #2 origin 0,50 size 20x90; step", |board| {
            stretch(board, &ids(&[1, 2]), Axis::Down)
        });
    }
}
