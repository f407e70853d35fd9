//! What belongs to a frame, region or zone: all of it selected, taken out, put into a new frame.

use kurbo::Rect;

use super::step;
use crate::{
    actor::ActorIndex,
    board::Board,
    id::ElementId,
    op::{ElementChange, Op, Prop},
    spatial,
    tool::{Figure, Intent, Look, arrange, belonging, unit::unlocked},
};

/// Between a frame and what it was made around, in board units.
const AROUND: f64 = 24.0;

/// Selects what belongs to the selected frames, and not the frames.
pub fn select_held(board: &Board, selection: &[ElementId]) -> Vec<Intent> {
    let held = spatial::held_by(board, selection);
    let free = held
        .into_iter()
        .filter(|id| board.element(*id).is_some_and(|element| !element.locked));
    let free = free.collect::<Vec<_>>();
    if free.is_empty() {
        Vec::new()
    } else {
        vec![Intent::Select(free)]
    }
}

/// Lets what is selected belong to no frame, wherever it lies, until it is moved or a frame around it is resized.
pub fn let_go(board: &Board, selection: &[ElementId]) -> Vec<Intent> {
    let held = unlocked(board, selection).filter(|element| element.extras.frame.is_some());
    let changes = held.map(|element| ElementChange {
        id: element.id,
        props: vec![Prop::Frame(None)],
    });
    step(arrange::update(&changes.collect::<Vec<_>>()))
}

/// Makes a frame around what is selected, which belongs to it then, and selects the frame.
pub fn wrap_in_frame(board: &Board, selection: &[ElementId], author: ActorIndex, id: ElementId) -> Vec<Intent> {
    let boxes = unlocked(board, selection).map(|element| spatial::bounds(element, board));
    let Some(around) = boxes.reduce(|all: Rect, one| all.union(one)) else {
        return Vec::new();
    };
    let rect = around.inflate(AROUND, AROUND);
    let frame = Figure::Frame.element(id, rect, board, author, &Look::default());
    let mut intents = vec![Intent::Apply(Op::Create(vec![frame.clone()]))];
    intents.extend(belonging::taken_in(&frame, board));
    intents.extend([Intent::EndStep, Intent::Select(vec![id])]);
    intents
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
    fn a_frame_is_made_around_selected_and_let_go_again() {
        let mut stage = Stage::new(
            ToolKind::Select,
            "rectangle 20,20 60x40; rectangle 120,20 60x40; ellipse 400,0 60x40",
        );
        let author = ActorIndex(1);
        let intents = wrap_in_frame(&stage.board, &ids(&[1, 2]), author, ElementId(9));
        for intent in &intents {
            if let Intent::Apply(op) = intent {
                stage.board.apply(author, op).unwrap();
            }
        }
        let frame = stage.board.element(ElementId(9)).unwrap();
        assert_eq!(spatial::box_of(frame), Rect::new(-4.0, -4.0, 204.0, 84.0));
        let of = |board: &Board, id| board.element(ElementId(id)).unwrap().extras.frame;
        assert_eq!(
            [1, 2, 3].map(|id| of(&stage.board, id).map(|it| it.0)),
            [Some(9), Some(9), None]
        );
        assert_eq!(select_held(&stage.board, &ids(&[9])), [Intent::Select(ids(&[1, 2]))]);
        for intent in let_go(&stage.board, &ids(&[1, 3])) {
            if let Intent::Apply(op) = intent {
                stage.board.apply(author, &op).unwrap();
            }
        }
        assert_eq!(of(&stage.board, 1), None);
        assert_eq!(select_held(&stage.board, &ids(&[9])), [Intent::Select(ids(&[2]))]);
    }

    #[test]
    fn where_nothing_belongs_nothing_is_done() {
        check("rectangle 0,0 9x9", "", |board| select_held(board, &ids(&[1])));
        check("rectangle 0,0 9x9", "", |board| let_go(board, &ids(&[1])));
        check("rectangle 0,0 9x9 locked", "", |board| {
            wrap_in_frame(board, &ids(&[1]), ActorIndex(1), ElementId(2))
        });
    }
}
