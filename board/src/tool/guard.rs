//! Whose elements a person does not change by accident: interviewers those of the candidate, the candidate those of the
//! interviewers. They can be looked at, selected, copied and tied to; moving, changing, erasing and typing into them takes a
//! key held (Ctrl, or Command), or a word beforehand where there is no keyboard.
//!
//! Good manners and no right: what a seat may do at all, the room decides.

use super::{Context, Modifiers};
use crate::{actor::ActorIndex, board::Board, element::Element, id::ElementId};

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
}

#[cfg(test)]
mod tests {
    use crate::tool::{
        ToolKind,
        script::{Stage, check},
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
    fn a_guard_that_was_lifted_holds_nothing() {
        let mut stage = Stage::new(ToolKind::Eraser, TWO);
        stage.lifted = true;
        assert_eq!(stage.run("down 250,30; up 250,30"), "delete #2; step");
    }
}
