//! What belongs where after a change: elements to the frame, region or zone they lie in, stamps to what they lie on.

use std::{collections::BTreeSet, sync::Arc};

use kurbo::Point;

use super::{Intent, arrange};
use crate::{
    actor::ActorIndex,
    board::Board,
    element::{Binding, Element},
    id::ElementId,
    op::{ElementChange, Op, Prop},
    spatial,
};

/// How far beside an element a stamp still lies on it, in board units.
const STICKS_WITHIN: f64 = 4.0;

/// What was moved or resized by intents before those that are looked at: a gesture says so as it goes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Earlier<'a> {
    pub(super) moved: &'a [ElementId],
    pub(super) resized: &'a [ElementId],
}

/// Puts what a gesture or command left behind where it belongs: adds to intents that end a step, before its end. `begun` is
/// where those intents begin.
pub(super) fn settle(board: &Board, author: ActorIndex, earlier: Earlier<'_>, begun: usize, intents: &mut Vec<Intent>) {
    let own = intents.get(begun..).unwrap_or_default();
    let Some(end) = own.iter().rposition(|intent| *intent == Intent::EndStep) else {
        return;
    };
    let mut board = board.clone();
    let mut touched = earlier.moved.iter().copied().collect::<BTreeSet<_>>();
    let mut resized = earlier.resized.iter().copied().collect::<BTreeSet<_>>();
    for intent in own {
        let Intent::Apply(op) = intent else { continue };
        // What cannot be applied here is refused there too, and changes nothing.
        board.apply(author, op).ok();
        match op {
            Op::Create(elements) => touched.extend(elements.iter().map(|element| element.id)),
            Op::Update(changes) => {
                touched.extend(changes.iter().map(|change| change.id));
                let is_resized =
                    |change: &&ElementChange| change.props.iter().any(|prop| matches!(prop, Prop::Size(_)));
                resized.extend(changes.iter().filter(is_resized).map(|change| change.id));
            }
            Op::InkEnd { id } => drop(touched.insert(*id)),
            Op::Delete(_)
            | Op::Restore(_)
            | Op::InkBegin { .. }
            | Op::InkExtend { .. }
            | Op::Text { .. }
            | Op::CreateFile { .. }
            | Op::UpdateFile { .. }
            | Op::Card { .. }
            | Op::Round(_)
            | Op::Gap(_)
            | Op::Removed => {}
        }
    }
    resized.retain(|id| board.element(*id).is_some_and(|element| element.holds_others()));
    for id in &resized {
        let holder = board.element(*id);
        touched.extend(holder.iter().flat_map(|holder| spatial::would_hold(holder, &board)));
        let belongs = |element: &&Arc<Element>| element.extras.frame == Some(*id);
        touched.extend(board.elements().filter(belongs).map(|element| element.id));
    }
    let settled = settled(&board, &touched, &resized);
    intents.splice(begun + end..begun + end, settled);
}

/// The changes that put elements where they belong, as they stand on a board.
fn settled(board: &Board, touched: &BTreeSet<ElementId>, resized: &BTreeSet<ElementId>) -> Vec<Intent> {
    let has_holders = board
        .elements()
        .any(|element| element.holds_others() || element.extras.frame.is_some());
    let mut changes = Vec::new();
    let follows = |element: &Element| {
        let connector = element.connector();
        let ends = connector
            .into_iter()
            .flat_map(|connector| [connector.start.bound, connector.end.bound]);
        ends.flatten().any(|bound| touched.contains(&bound.element))
    };
    let concerned = board
        .elements()
        .filter(|element| touched.contains(&element.id) || (has_holders && follows(element)));
    for element in concerned.filter(|element| !element.locked) {
        let mut props = Vec::new();
        if let Some(stamp) = element.stamp()
            && stamp.on.is_none()
            && let Some(on) = lies_on(board, spatial::box_of(element).center())
        {
            props.push(Prop::On(Some(on)));
        }
        let is_stuck = element.stamp().is_some_and(|stamp| stamp.on.is_some()) || !props.is_empty();
        let holder = element.extras.frame;
        // Whoever was moved with the frame around it goes on belonging to it.
        let is_moved = |holder: ElementId| touched.contains(&holder) && !resized.contains(&holder);
        let goes_along = holder.is_some_and(|holder| is_moved(holder) && board.element(holder).is_some());
        if has_holders && !goes_along {
            let found = if is_stuck {
                None
            } else {
                spatial::holder_of(element, board)
            };
            if found != holder {
                props.push(Prop::Frame(found));
            }
        }
        if !props.is_empty() {
            changes.push(ElementChange { id: element.id, props });
        }
    }
    arrange::update(&changes)
}

/// What a new holder takes in, given that it is not on the board yet.
pub(super) fn taken_in(holder: &Element, board: &Board) -> Vec<Intent> {
    if !holder.holds_others() {
        return Vec::new();
    }
    let change = |id| ElementChange {
        id,
        props: vec![Prop::Frame(Some(holder.id))],
    };
    let inside = spatial::would_hold(holder, board);
    arrange::update(&inside.into_iter().map(change).collect::<Vec<_>>())
}

/// What a stamp at a place lies on, as a tie to it.
pub(super) fn lies_on(board: &Board, at: Point) -> Option<Binding> {
    let id = spatial::hit_where(board, at, STICKS_WITHIN, &|element| element.stamp().is_none())?;
    board.element(id).map(|target| spatial::stuck_to(target, at, board))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        element::Kind,
        part::Part,
        tool::{ToolKind, script::Stage},
    };

    fn frame_of(stage: &Stage, id: u128) -> Option<u128> {
        let element = stage.board.element(ElementId(id)).expect("an element");
        element.extras.frame.map(|frame| frame.0)
    }

    fn origin(stage: &Stage, id: u128) -> (f64, f64) {
        let element = stage.board.element(ElementId(id)).expect("an element");
        let stood = spatial::standing_box(element, &stage.board);
        (stood.x0, stood.y0)
    }

    #[test]
    fn a_frame_takes_in_what_lies_in_it_and_moves_with_it() {
        let mut stage = Stage::new(ToolKind::Frame, "rectangle 20,20 60x40; rectangle 400,0 60x40");
        stage.run("down 0,0; move 100,100; up 200,200");
        assert_eq!((frame_of(&stage, 1), frame_of(&stage, 2)), (Some(101), None));
        assert!(stage.board.element(ElementId(101)).unwrap().order < stage.board.element(ElementId(1)).unwrap().order);
        stage.take_tool(ToolKind::Select);
        // By its border.
        stage.run("down 50,0; move 60,0; up 100,0");
        assert_eq!((origin(&stage, 101), origin(&stage, 1)), ((50.0, 0.0), (70.0, 20.0)));
        assert_eq!(origin(&stage, 2), (400.0, 0.0));
    }

    #[test]
    fn what_is_moved_out_is_free_and_what_is_moved_in_belongs() {
        let mut stage = Stage::new(ToolKind::Select, "frame 0,0 200x200; rectangle 300,20 60x40");
        stage.run("select #2; down 330,40; move 200,40; up 100,40");
        assert_eq!(frame_of(&stage, 2), Some(1));
        stage.run("select #2; down 100,40; move 200,40; up 400,40");
        assert_eq!(frame_of(&stage, 2), None);
    }

    #[test]
    fn what_is_drawn_in_a_frame_belongs_to_it_and_a_deleted_frame_keeps_it() {
        let mut stage = Stage::new(ToolKind::Pen, "frame 0,0 200x200");
        stage.run("down 20,20; move 60,60; up 80,80");
        assert_eq!(frame_of(&stage, 101), Some(1));
        stage
            .board
            .apply(crate::actor::ActorIndex(1), &Op::Delete(vec![ElementId(1)]))
            .unwrap();
        assert!(stage.board.element(ElementId(101)).is_some());
        let ink = stage.board.element(ElementId(101)).unwrap();
        assert!(spatial::clip_of(ink, &stage.board).is_none(), "shown whole again");
    }

    #[test]
    fn a_line_ended_by_a_key_belongs_as_one_ended_by_a_click_does() {
        for last in ["abort", "hover 80,80; down 80,80 double; up 80,80"] {
            let mut stage = Stage::new(ToolKind::Line, "frame 0,0 200x200");
            stage.run("down 20,20; up 20,20; hover 60,60; down 60,60; up 60,60");
            stage.run(last);
            assert_eq!(frame_of(&stage, 101), Some(1), "{last}");
        }
    }

    #[test]
    fn regions_hold_zones_hold_services() {
        let mut stage = Stage::new(ToolKind::Part(Part::Region), "rectangle 60,60 60x40");
        stage.run("down 0,0; move 9,9; up 400,400");
        stage.take_tool(ToolKind::Part(Part::Zone));
        stage.run("down 40,40; move 90,90; up 200,200");
        assert_eq!((frame_of(&stage, 1), frame_of(&stage, 102)), (Some(102), Some(101)));
        assert_eq!(spatial::held_by(&stage.board, &[ElementId(101)]).len(), 2);
    }

    #[test]
    fn a_stamp_stays_on_what_it_is_put_on() {
        let sign = crate::element::Sign::Risk;
        let mut stage = Stage::new(ToolKind::Stamp(sign), "rectangle 0,0 100x60; rectangle 300,0 100x60");
        stage.run("down 90,10; up 90,10");
        let on = |stage: &Stage| match stage.board.element(ElementId(101)).unwrap().kind {
            Kind::Stamp(stamp) => stamp.on.map(|on| on.element.0),
            _ => None,
        };
        assert_eq!(on(&stage), Some(1));
        let before = origin(&stage, 101);
        stage.take_tool(ToolKind::Select);
        stage.run("select #1; down 20,50; move 30,60; up 70,150");
        let after = origin(&stage, 101);
        assert_eq!((after.0 - before.0, after.1 - before.1), (50.0, 100.0));
        // Dragged to the other one, and then to nothing.
        let (x, y) = (after.0 + 10.0, after.1 + 10.0);
        stage.run(&format!("select #101; down {x},{y}; move 200,200; up 350,30"));
        assert_eq!(on(&stage), Some(2));
        stage.run("select #101; down 350,30; move 200,200; up 600,600");
        assert_eq!(on(&stage), None);
    }

    #[test]
    fn an_abort_leaves_a_stamp_where_it_was() {
        let sign = crate::element::Sign::Later;
        let mut stage = Stage::new(ToolKind::Stamp(sign), "rectangle 0,0 100x60");
        stage.run("down 50,30; up 50,30");
        stage.take_tool(ToolKind::Select);
        let before = origin(&stage, 101);
        stage.run("select #101; down 50,30; move 200,200; abort");
        assert_eq!(origin(&stage, 101), before);
        let stamp = stage.board.element(ElementId(101)).unwrap().stamp().unwrap();
        assert!(stamp.on.is_some());
    }
}
