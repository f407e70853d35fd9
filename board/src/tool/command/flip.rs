//! Mirroring: left and right, or top and bottom, change places about the middle of what is selected. Text stays readable:
//! only its place is mirrored.

use kurbo::Point;

use super::{in_their_places, step};
use crate::{
    board::Board,
    element::{Binding, Element, End, Kind},
    id::ElementId,
    op::{ElementChange, Prop},
    shape::Flip,
    tool::{
        Intent,
        arrange::{self, Grabbed},
        axis::Axis,
        turn::whole_turn,
    },
};

/// Mirrors what is selected.
pub fn flip(board: &Board, selection: &[ElementId], direction: Axis) -> Vec<Intent> {
    let grabbed = Grabbed::of(board, selection);
    let Some(middle) = grabbed.rect(board).map(|rect| rect.center()) else {
        return Vec::new();
    };
    let place = |at: Point| match direction {
        Axis::Across => Point::new(2.0 * middle.x - at.x, at.y),
        Axis::Down => Point::new(at.x, 2.0 * middle.y - at.y),
    };
    let also = |element: &Element| mirrored(element, &grabbed, direction);
    let changes = grabbed.placed(&place, &also).into_iter();
    let changed = changes.filter(|change| board.element(change.id).is_some_and(|element| differs(element, change)));
    let flipped = step(arrange::update(&changed.collect::<Vec<_>>()));
    in_their_places(board, selection, flipped)
}

fn mirrored(element: &Element, grabbed: &Grabbed, direction: Axis) -> Vec<Prop> {
    let mut props = Vec::new();
    // Mirrored, what was turned to the right is turned to the left.
    if element.angle_centidegrees % 36_000 != 0 {
        props.push(Prop::Angle(whole_turn(-f64::from(element.angle_centidegrees))));
    }
    match &element.kind {
        Kind::Shape(_) | Kind::Part(_) | Kind::Image(_) | Kind::Ink(_) => {
            let now = element.extras.flip;
            props.push(Prop::Flip(match direction {
                Axis::Across => Flip {
                    horizontal: !now.horizontal,
                    ..now
                },
                Axis::Down => Flip {
                    vertical: !now.vertical,
                    ..now
                },
            }));
        }
        Kind::Connector(connector) => {
            let aimed = |end: &End| mirrored_aim(end, grabbed, direction);
            props.extend(aimed(&connector.start).map(Prop::Start));
            props.extend(aimed(&connector.end).map(Prop::End));
        }
        Kind::Text { .. } | Kind::Frame | Kind::Stamp(_) => {}
    }
    props
}

/// An end that aims at a place in something that is mirrored too.
fn mirrored_aim(end: &End, grabbed: &Grabbed, direction: Axis) -> Option<End> {
    let binding = end.bound.filter(|binding| grabbed.contains(binding.element))?;
    let (across, down) = binding.aim?;
    let aim = match direction {
        Axis::Across => (10_000 - across, down),
        Axis::Down => (across, 10_000 - down),
    };
    Some(End {
        bound: Some(Binding {
            aim: Some(aim),
            ..binding
        }),
        ..*end
    })
}

fn differs(element: &Element, change: &ElementChange) -> bool {
    change
        .props
        .iter()
        .any(|prop| prop.as_now(element).as_ref() != Some(prop))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::{
        ToolKind,
        command::tests::{check, ids},
        script::Stage,
    };

    #[test]
    fn one_is_mirrored_where_it_is() {
        check(
            "rectangle 0,0 40x20 turned 30",
            "update #1 origin 0,0 turned 330 flip -; step",
            |board| flip(board, &ids(&[1]), Axis::Across),
        );
        check("ink 0,0", "update #1 origin 0,0 flip |; step", |board| {
            flip(board, &ids(&[1]), Axis::Down)
        });
        check("connector 0,0 40,20", "update #1 start 40,0 end 0,20; step", |board| {
            flip(board, &ids(&[1]), Axis::Across)
        });
        check("rectangle 0,0 40x20 locked", "", |board| {
            flip(board, &ids(&[1]), Axis::Across)
        });
    }

    #[test]
    fn several_change_places_and_text_stays_readable() {
        check(
            "rectangle 0,0 40x20; text 70,0; rectangle 100,10 20x20",
            "update #1 origin 80,0 flip -, #2 origin 50,0, #3 origin 0,10 flip -; step",
            |board| flip(board, &ids(&[1, 2, 3]), Axis::Across),
        );
    }

    #[test]
    fn mirrored_twice_everything_is_as_it_was() {
        let mut stage = Stage::new(
            ToolKind::Select,
            "rectangle 0,0 40x20 turned 30; ink 90,7; connector 10,50 70,80; ellipse 0,90 50x50; connector #1 #4",
        );
        let before = stage.board.clone();
        for direction in [Axis::Across, Axis::Down] {
            let all = ids(&[1, 2, 3, 4, 5]);
            stage.apply_all(flip(&stage.board, &all, direction));
            assert_ne!(stage.board, before);
            stage.apply_all(flip(&stage.board, &all, direction));
            assert_eq!(stage.board, before);
        }
    }
}
