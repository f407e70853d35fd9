//! Whose elements a person does not change by accident: interviewers those of the candidate, the candidate those of the
//! interviewers. They can be looked at, selected, copied and tied to; moving, changing, erasing and typing into them takes a
//! key held (Ctrl, or Command), or a word beforehand where there is no keyboard.
//!
//! Good manners and no right: what a seat may do at all, the room decides.

use super::{Context, Intent, Modifiers};
use crate::{
    actor::ActorIndex,
    board::Board,
    element::Element,
    id::ElementId,
    op::{ElementChange, Op, Prop},
    spatial,
};

/// What is guarded, and whether that is off for the moment.
#[derive(Clone, Copy, Debug, Default)]
pub struct Guard<'a> {
    /// The authors whose elements are left alone.
    pub authors: &'a [ActorIndex],
    /// Whether they may be changed now without a key.
    pub lifted: bool,
}

impl Guard<'_> {
    /// Whether an element may be changed, with the key held or not.
    pub fn lets(&self, element: &Element, key_held: bool) -> bool {
        key_held || self.lifted || !self.authors.contains(&element.author)
    }

    /// Of some elements, those that may be changed.
    pub fn free(&self, board: &Board, ids: &[ElementId], key_held: bool) -> Vec<ElementId> {
        let is_free = |id: &ElementId| board.element(*id).is_none_or(|element| self.lets(element, key_held));
        ids.iter().copied().filter(is_free).collect()
    }

    /// Of some elements, those that may be moved and turned. What belongs to a frame goes with it: a frame around something
    /// that is to be left alone stays where it is.
    pub fn movable(&self, board: &Board, ids: &[ElementId], key_held: bool) -> Vec<ElementId> {
        if self.is_off(key_held) {
            return ids.to_vec();
        }
        let moves = |id: &ElementId| board.element(*id).is_some_and(|element| !element.locked);
        let is_free = |id: &ElementId| {
            let mut held = spatial::held_by(board, &[*id]);
            // What is locked stays where it is in any case.
            held.retain(moves);
            held.push(*id);
            self.free(board, &held, key_held).len() == held.len()
        };
        ids.iter().copied().filter(is_free).collect()
    }

    /// Intents that put nothing into a frame, region or zone that is to be left alone, nor onto anything: a frame clips what
    /// belongs to it, and takes it along. What it belonged to before lets it go.
    pub fn without_taking_in(&self, board: &Board, intents: Vec<Intent>, key_held: bool) -> Vec<Intent> {
        if self.is_off(key_held) {
            return intents;
        }
        let left = |change: ElementChange| self.not_taken_in(board, change);
        let kept = |intent| match intent {
            Intent::Apply(Op::Update(changes)) => {
                let changes = changes.into_iter().filter_map(left).collect::<Vec<_>>();
                (!changes.is_empty()).then_some(Intent::Apply(Op::Update(changes)))
            }
            other => Some(other),
        };
        intents.into_iter().filter_map(kept).collect()
    }

    fn not_taken_in(&self, board: &Board, mut change: ElementChange) -> Option<ElementChange> {
        let element = board.element(change.id).filter(|element| !self.lets(element, false));
        if let Some(element) = element {
            let is_free = element.extras.frame.is_none();
            change.props.retain_mut(|prop| match prop {
                Prop::Frame(frame) => {
                    *frame = None;
                    !is_free
                }
                Prop::On(Some(_)) => false,
                _ => true,
            });
        }
        (!change.props.is_empty()).then_some(change)
    }

    /// Whether nothing is guarded now.
    fn is_off(&self, key_held: bool) -> bool {
        key_held || self.lifted || self.authors.is_empty()
    }
}

impl Context<'_> {
    /// Whether an element may be changed by a gesture with these keys held.
    pub fn may_change(&self, element: &Element, modifiers: Modifiers) -> bool {
        self.guard.lets(element, modifiers.ctrl)
    }

    /// The same, by its id.
    pub(super) fn may_change_id(&self, id: ElementId, modifiers: Modifiers) -> bool {
        self.board
            .element(id)
            .is_none_or(|element| self.may_change(element, modifiers))
    }

    /// Of some elements, those that may be changed by a gesture with these keys held.
    pub(super) fn free(&self, ids: &[ElementId], modifiers: Modifiers) -> Vec<ElementId> {
        self.guard.free(self.board, ids, modifiers.ctrl)
    }

    /// Of some elements, those that may be moved by a gesture with these keys held.
    pub(super) fn movable(&self, ids: &[ElementId], modifiers: Modifiers) -> Vec<ElementId> {
        self.guard.movable(self.board, ids, modifiers.ctrl)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::{
        ToolKind,
        script::{OTHER, Stage, check},
    };

    /// The second is somebody's whose things are left alone.
    const TWO: &str = "rectangle 0,0 100x60 filled; rectangle 200,0 100x60 filled guarded";

    #[test]
    fn what_is_guarded_is_selected_by_a_click_and_moved_with_the_key_only() {
        check(ToolKind::Select, TWO, "down 250,30; up 250,30", "select #2");
        check(
            ToolKind::Select,
            TWO,
            "down 250,30; move 270,30; move 290,30; up 290,30",
            "select #2; guarded",
        );
        check(
            ToolKind::Select,
            TWO,
            "down 250,30 ctrl; move 270,30 ctrl; up 270,30 ctrl",
            "select #2; update #2 origin 220,0; step",
        );
    }

    #[test]
    fn of_a_mixed_selection_only_what_is_free_moves() {
        let script = "select #1 #2; down 50,30; move 60,30; up 60,30";
        check(ToolKind::Select, TWO, script, "guarded; update #1 origin 10,0; step");
    }

    #[test]
    fn a_copy_of_it_may_be_dragged_off() {
        let script = "down 250,30; move 250,130 alt; up 250,130 alt";
        let told = Stage::new(ToolKind::Select, TWO).run(script);
        assert!(
            told.contains("create rectangle #101") && !told.contains("guarded"),
            "{told}"
        );
    }

    #[test]
    fn it_is_not_resized_by_its_handles() {
        let mut stage = Stage::new(ToolKind::Select, TWO);
        let told = stage.run("select #2; down 300,60; move 320,80; up 320,80");
        assert!(told.contains("guarded") && !told.contains("update"), "{told}");
        let told = stage.run("select #2; down 300,60 ctrl; move 320,80 ctrl; up 320,80 ctrl");
        assert!(told.contains("update #2"), "{told}");
    }

    #[test]
    fn its_text_is_left_alone() {
        check(ToolKind::Select, TWO, "down 250,30 double; up 250,30 double", "guarded");
        check(
            ToolKind::Select,
            TWO,
            "down 250,30 double ctrl; up 250,30 double ctrl",
            "select #2; edit #2",
        );
        check(
            ToolKind::Text,
            TWO,
            "down 250,30; up 250,30",
            "guarded; switch to Select",
        );
        check(
            ToolKind::Text,
            TWO,
            "down 250,30 ctrl; up 250,30 ctrl",
            "select #2; edit #2; switch to Select",
        );
    }

    #[test]
    fn the_eraser_passes_over_it() {
        check(
            ToolKind::Eraser,
            TWO,
            "down -20,30; move 150,30 320,30; up 330,30",
            "delete #1; step",
        );
        check(ToolKind::Eraser, TWO, "down 250,30; up 250,30", "guarded");
        check(
            ToolKind::Eraser,
            TWO,
            "down 250,30 ctrl; up 250,30 ctrl",
            "delete #2; step",
        );
    }

    #[test]
    fn a_frame_around_it_stays_where_it_is() {
        const IN: &str = "frame 0,0 200x200; rectangle 20,20 60x40 guarded in #1; rectangle 400,0 60x40";
        // By its border.
        check(
            ToolKind::Select,
            IN,
            "down 50,0; move 60,0; move 90,0; up 90,0",
            "select #1; guarded",
        );
        let mut stage = Stage::new(ToolKind::Select, IN);
        let told = stage.run("down 50,0 ctrl; move 60,0 ctrl; up 90,0 ctrl");
        assert!(
            told.contains("update #1") && told.contains("#2") && !told.contains("guarded"),
            "{told}"
        );
        let guard = Guard {
            authors: &[OTHER],
            lifted: false,
        };
        assert_eq!(
            guard.movable(&stage.board, &[ElementId(1), ElementId(3)], false),
            [ElementId(3)]
        );
    }

    #[test]
    fn a_frame_that_is_drawn_around_it_does_not_take_it_in() {
        let frame_of = |stage: &Stage, id| stage.board.element(ElementId(id)).unwrap().extras.frame;
        let mut stage = Stage::new(ToolKind::Frame, "rectangle 20,20 60x40 guarded; rectangle 100,20 60x40");
        stage.run("down 0,0; move 100,100; up 200,200");
        assert_eq!((frame_of(&stage, 1), frame_of(&stage, 2)), (None, Some(ElementId(101))));
        // Made larger, it takes in what is free.
        let two = "frame 0,0 100x100; rectangle 110,20 60x40 guarded; rectangle 110,80 60x40";
        let mut stage = Stage::new(ToolKind::Select, two);
        // A pointer moves once more to where it is lifted.
        stage.run("select #1; down 100,100; move 150,150; move 200,200; up 200,200");
        assert_eq!((frame_of(&stage, 2), frame_of(&stage, 3)), (None, Some(ElementId(1))));
        // Put there with the key held, it belongs there.
        stage.run("select #2; down 140,40 ctrl; move 130,40 ctrl; up 120,40 ctrl");
        assert_eq!(frame_of(&stage, 2), Some(ElementId(1)));
        // Made smaller, the frame lets it go: what it clipped would be out of sight.
        stage.run("select #1; down 200,200; move 150,150; move 50,50; up 50,50");
        assert_eq!(frame_of(&stage, 2), None);
    }

    #[test]
    fn what_follows_or_is_selected_as_well_is_not_taken_in() {
        let frame_of = |stage: &Stage, id| stage.board.element(ElementId(id)).unwrap().extras.frame;
        // The other side's connector belongs to the frame that its ends are moved out of.
        let two = "frame 0,0 300x100; rectangle 20,20 60x40 in #1; rectangle 200,20 60x40 in #1; \
                   connector #2 #3 guarded in #1; frame 0,400 300x100";
        let mut stage = Stage::new(ToolKind::Select, two);
        stage.run("select #2 #3; down 50,20; move 50,200; move 50,420; up 50,420");
        assert_eq!((frame_of(&stage, 2), frame_of(&stage, 4)), (Some(ElementId(5)), None));
        let mixed = "frame 0,0 300x100; rectangle 20,20 60x40; rectangle 200,20 60x40 guarded";
        let mut stage = Stage::new(ToolKind::Select, mixed);
        stage.run("select #2 #3; down 50,20; move 55,20; move 60,20; up 60,20");
        assert_eq!((frame_of(&stage, 2), frame_of(&stage, 3)), (Some(ElementId(1)), None));
    }

    #[test]
    fn what_was_moved_out_with_the_key_is_let_go_though_the_key_was_up_first() {
        let mut stage = Stage::new(
            ToolKind::Select,
            "frame 0,0 200x200; rectangle 20,20 60x40 guarded in #1",
        );
        stage.run("select #2; down 35,20 ctrl; move 45,20 ctrl; move 450,20 ctrl; up 450,20");
        let element = stage.board.element(ElementId(2)).unwrap();
        assert_eq!(element.extras.frame, None);
        assert!(element.origin.x > 400 * 8, "{:?}", element.origin);
    }

    #[test]
    fn a_guard_that_was_lifted_holds_nothing() {
        let mut stage = Stage::new(ToolKind::Eraser, TWO);
        stage.lifted = true;
        assert_eq!(stage.run("down 250,30; up 250,30"), "delete #2; step");
    }
}
