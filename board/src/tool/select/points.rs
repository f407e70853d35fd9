//! The points of a line or connector without a pointer: what a drag of its handles does, in steps.

use kurbo::{Point, Vec2};

use super::{
    pin::{Pinning, unpin},
    rebind::Rebinding,
};
use crate::{
    board::Board,
    element::End,
    id::ElementId,
    spatial,
    tool::{
        Context, Intent, Modifiers, Phase, PointerInput, PointerSample,
        handle::{Handle, handles},
    },
};

/// Where a connector can be taken hold of, from its start to its end: its ends, its pinned points, and places where one can be
/// pinned. Empty for anything else. `zoom` is CSS pixels per board unit: what cannot be told apart is left out.
pub fn points(board: &Board, id: ElementId, zoom: f64) -> Vec<(Handle, Point)> {
    let Some(connector) = board.element(id).filter(|element| element.connector().is_some()) else {
        return Vec::new();
    };
    let way = spatial::connector_way(connector, board);
    let share = |(handle, at): &(Handle, Point)| match handle {
        Handle::Start => -1.0,
        Handle::End => 2.0,
        Handle::Side { .. } | Handle::Turn | Handle::Via(_) | Handle::Between(_) | Handle::Grow(_) => {
            way.share_near(*at)
        }
    };
    let mut found = handles(board, &[id], zoom);
    found.sort_by(|left, right| share(left).total_cmp(&share(right)));
    found
}

/// Moves a point of the one connector that is selected by board units, as one step of undo. A place between two points becomes a
/// pinned one, a piece of right angles moves as a whole; an end that comes to a shape is tied to the exact place there, unless Ctrl
/// is held.
pub fn move_point(context: &Context<'_>, handle: Handle, by: Vec2, ctrl: bool) -> Vec<Intent> {
    let mut intents = Vec::new();
    let Some(from) = place_of(context, handle) else {
        return intents;
    };
    let mut input = PointerInput::of_mouse(
        Phase::Move,
        vec![PointerSample {
            at: from + by,
            pressure: 128,
            dt_millis: 0,
        }],
    );
    input.modifiers = Modifiers {
        ctrl,
        alt: true,
        ..Modifiers::default()
    };
    if let Some(pinning) = Pinning::begin(context, handle, from) {
        let _held = pinning.at_once().moved(&input, context, &mut intents);
    } else if let Some(rebinding) = Rebinding::begin(context, handle) {
        let _held = rebinding.moved(&input, context, &mut intents);
    }
    if !intents.is_empty() {
        intents.push(Intent::EndStep);
    }
    intents
}

/// Which of a line's points holds what was moved to a place by a handle: an end and a pinned point remain what they are, a place
/// between two points has become a point or the middle of a piece that was moved.
pub fn point_after(points: &[(Handle, Point)], handle: Handle, at: Point) -> Option<usize> {
    if !matches!(handle, Handle::Between(_)) {
        return points.iter().position(|(other, _)| *other == handle);
    }
    let between = points.iter().enumerate();
    let between = between.filter(|(_, (other, _))| !matches!(other, Handle::Start | Handle::End));
    between
        .min_by(|(_, (_, left)), (_, (_, right))| left.distance(at).total_cmp(&right.distance(at)))
        .map(|(index, _)| index)
}

/// Takes a pinned point out of the one connector that is selected; nothing else can be taken out.
pub fn take_point_out(context: &Context<'_>, handle: Handle) -> Vec<Intent> {
    let mut intents = Vec::new();
    if let Some(index) = handle.via() {
        unpin(context, index, &mut intents);
    }
    intents
}

/// Where a point is taken hold of: an end that aims at an exact place is there, not where it is drawn.
fn place_of(context: &Context<'_>, handle: Handle) -> Option<Point> {
    let (board, [id]) = (context.board, context.selection) else {
        return None;
    };
    let connector = board.element(*id)?.connector()?;
    let aimed = |end: End| spatial::exact_place(end.bound?, board);
    let exact = match handle {
        Handle::Start => aimed(connector.start),
        Handle::End => aimed(connector.end),
        Handle::Side { .. } | Handle::Turn | Handle::Via(_) | Handle::Between(_) | Handle::Grow(_) => None,
    };
    let found = handles(board, context.selection, context.zoom);
    let drawn = found.into_iter().find(|(other, _)| *other == handle);
    exact.or(drawn.map(|(_, at)| at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        op::{ElementChange, Op, Prop},
        shape::Route,
        tool::{
            ToolKind,
            script::{Stage, describe_all},
        },
    };

    fn moved(stage: &mut Stage, handle: Handle, by: (f64, f64), ctrl: bool) -> (String, Handle) {
        let by = Vec2::new(by.0, by.1);
        let at = stage.with_context(|context| place_of(context, handle));
        let intents = stage.with_context(|context| move_point(context, handle, by, ctrl));
        stage.apply_all(intents.clone());
        let id = stage.selection.first().copied().expect("one is selected");
        let points = points(&stage.board, id, 1.0);
        let held = at.and_then(|at| point_after(&points, handle, at + by));
        let held = held
            .and_then(|index| points.get(index))
            .map_or(handle, |(held, _)| *held);
        (describe_all(&intents), held)
    }

    fn on(board: &str, connector: u128) -> Stage {
        let mut stage = Stage::new(ToolKind::Select, board);
        stage.selection = vec![ElementId(connector)];
        stage
    }

    #[test]
    fn a_place_between_becomes_a_point_and_goes_on_as_one() {
        let mut stage = on("connector 0,0 200,0", 1);
        let places = points(&stage.board, ElementId(1), 1.0);
        let names = places.iter().map(|(handle, _)| *handle).collect::<Vec<_>>();
        assert_eq!(names, [Handle::Start, Handle::Between(0), Handle::End]);
        let (told, held) = moved(&mut stage, Handle::Between(0), (0.0, 1.0), false);
        assert_eq!(told, "update #1 via 100,1; step", "however little it is moved");
        assert_eq!(held, Handle::Via(0));
        let (told, held) = moved(&mut stage, held, (0.0, 39.0), false);
        assert_eq!((told.as_str(), held), ("update #1 via 100,40; step", Handle::Via(0)));
        let places = points(&stage.board, ElementId(1), 1.0);
        let names = places.iter().map(|(handle, _)| *handle).collect::<Vec<_>>();
        let all = [
            Handle::Start,
            Handle::Between(0),
            Handle::Via(0),
            Handle::Between(1),
            Handle::End,
        ];
        assert_eq!(names, all);
        let out = stage.with_context(|context| take_point_out(context, Handle::Via(0)));
        assert_eq!(describe_all(&out), "update #1 via; step");
        let none = stage.with_context(|context| take_point_out(context, Handle::Start));
        assert_eq!(none, [], "an end stays");
    }

    #[test]
    fn a_piece_of_right_angles_moves_as_a_whole_step_after_step() {
        let mut stage = on("connector 0,0 200,100", 1);
        let route = ElementChange {
            id: ElementId(1),
            props: vec![Prop::Route(Route::Elbow)],
        };
        stage.apply_all(vec![Intent::Apply(Op::Update(vec![route]))]);
        let middle = points(&stage.board, ElementId(1), 1.0);
        let piece = middle
            .iter()
            .find(|(_, at)| (at.y - 50.0).abs() < 1.0)
            .map(|(handle, _)| *handle);
        let piece = piece.expect("the upright piece");
        let (told, held) = moved(&mut stage, piece, (0.0, 20.0), false);
        assert_eq!(told, "", "along itself it goes nowhere");
        let (told, held) = moved(&mut stage, held, (20.0, 0.0), false);
        assert!(told.starts_with("update #1 via 220,"), "{told}");
        assert!(
            matches!(held, Handle::Between(_)),
            "the piece is held, not one of its points: {held:?}"
        );
        let (told, _) = moved(&mut stage, held, (20.0, 0.0), false);
        assert_eq!(told.matches("240,").count(), 2, "both of its points go along: {told}");
    }

    #[test]
    fn an_end_comes_to_a_shape_moves_on_it_and_leaves_it() {
        let mut stage = on("rectangle 100,0 100x60; connector 0,30 60,30", 2);
        let (told, _) = moved(&mut stage, Handle::End, (60.0, 0.0), false);
        assert_eq!(told, "update #2 end #1(2000,5000); step");
        let (told, _) = moved(&mut stage, Handle::End, (20.0, 15.0), false);
        assert_eq!(told, "update #2 end #1(4000,7500); step");
        let (told, _) = moved(&mut stage, Handle::End, (0.0, 100.0), false);
        assert_eq!(told, "update #2 end 140,145; step");
        let (told, _) = moved(&mut stage, Handle::End, (0.0, -100.0), true);
        assert_eq!(told, "update #2 end 140,45; step", "with Ctrl it is tied to nothing");
    }

    #[test]
    fn only_connectors_have_such_points() {
        let mut stage = on("rectangle 0,0 100x60", 1);
        assert_eq!(points(&stage.board, ElementId(1), 1.0), []);
        let (told, _) = moved(&mut stage, Handle::Start, (1.0, 0.0), false);
        assert_eq!(told, "");
    }
}
