//! The bucket: a click fills the closed shape under the pointer, the smallest of those that lie around it; with Alt it is
//! hollow again. Ink and open lines have no inside and are passed through.

use super::{Context, Intent, Phase, PointerInput, arrange, command};
use crate::{
    colour::Colour,
    element::Element,
    id::ElementId,
    op::{ElementChange, Prop},
    spatial,
};

/// What is filled with while no fill is chosen.
const FILL: Colour = Colour::YELLOW;

/// The bucket's state.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Filling {
    /// Nothing pressed.
    #[default]
    Idle,
    /// Pressed on what will be filled at release.
    Pressed(Option<ElementId>),
}

impl Filling {
    pub(super) fn on(self, input: &PointerInput, context: &Context<'_>, intents: &mut Vec<Intent>) -> Filling {
        match (self, input.phase) {
            (_, Phase::Down) => Filling::Pressed(under(input, context)),
            (Filling::Pressed(pressed), Phase::Up) => {
                // Whoever thinks better of it lets go elsewhere.
                if let Some(id) = pressed.filter(|_| under(input, context) == pressed) {
                    fill(id, input, context, intents);
                }
                Filling::Idle
            }
            (Filling::Pressed(pressed), Phase::Move | Phase::Hover) => Filling::Pressed(pressed),
            (Filling::Pressed(_), Phase::Abort) | (Filling::Idle, _) => Filling::Idle,
        }
    }

    pub(super) fn is_busy(self) -> bool {
        matches!(self, Filling::Pressed(_))
    }
}

/// What a release here would fill.
fn under(input: &PointerInput, context: &Context<'_>) -> Option<ElementId> {
    let has_inside = |element: &Element| !element.locked && command::shows(element, &Prop::Fill(None));
    spatial::hit_where(context.board, input.at()?, input.reach(context.zoom), &has_inside)
}

fn fill(id: ElementId, input: &PointerInput, context: &Context<'_>, intents: &mut Vec<Intent>) {
    if !context.may_change_id(id, input.modifiers) {
        intents.push(Intent::Guarded);
        return;
    }
    let chosen = context.look.style.fill.unwrap_or(FILL);
    let prop = Prop::Fill((!input.modifiers.alt).then_some(chosen));
    let now = context.board.element(id).and_then(|element| prop.as_now(element));
    if now.as_ref() != Some(&prop) {
        let props = vec![prop];
        intents.extend(arrange::update(&[ElementChange { id, props }]));
        intents.push(Intent::EndStep);
    }
}

#[cfg(test)]
mod tests {
    use crate::tool::{
        ToolKind,
        script::{Stage, check},
    };

    const TWO: &str = "rectangle 0,0 300x200; rectangle 20,20 100x60";

    #[test]
    fn the_smallest_around_the_place_is_filled() {
        check(ToolKind::Fill, TWO, "down 60,50; up 61,50", "update #2 fill; step");
        check(ToolKind::Fill, TWO, "down 200,150; up 200,150", "update #1 fill; step");
        check(ToolKind::Fill, TWO, "down 400,50; up 400,50", "");
    }

    #[test]
    fn alt_makes_hollow_and_what_is_so_already_is_left() {
        let mut stage = Stage::new(ToolKind::Fill, "rectangle 0,0 100x60");
        assert_eq!(stage.run("down 50,30 alt; up 50,30 alt"), "");
        assert_eq!(stage.run("down 50,30; up 50,30"), "update #1 fill; step");
        assert_eq!(stage.run("down 50,30; up 50,30"), "", "it has that fill");
        assert_eq!(stage.run("down 50,30 alt; up 50,30 alt"), "update #1 fill; step");
        assert_eq!(
            stage.board.elements().next().and_then(|element| element.style.fill),
            None
        );
    }

    #[test]
    fn a_hollow_polygon_has_an_inside_too() {
        let mut stage = Stage::new(ToolKind::Line, "");
        stage.run("down 0,0; up 0,0; down 100,0; up 100,0; down 100,100; up 100,100; down 0,0; up 0,0");
        stage.take_tool(ToolKind::Fill);
        assert_eq!(stage.run("down 80,30; up 80,30"), "update #101 fill; step");
    }

    #[test]
    fn letting_go_elsewhere_or_an_abort_fills_nothing() {
        check(ToolKind::Fill, TWO, "down 60,50; move 200,150; up 200,150", "");
        check(ToolKind::Fill, TWO, "down 60,50; abort; up 60,50", "");
    }

    #[test]
    fn lines_ink_and_what_is_locked_are_passed_through() {
        check(
            ToolKind::Fill,
            "rectangle 0,0 300x200 locked; connector 0,50 300,50; ink 60,50",
            "down 60,50; up 60,50",
            "",
        );
    }

    #[test]
    fn the_other_sides_shapes_take_the_key_held() {
        let board = "rectangle 0,0 100x60 guarded";
        check(ToolKind::Fill, board, "down 50,30; up 50,30", "guarded");
        check(
            ToolKind::Fill,
            board,
            "down 50,30 ctrl; up 50,30 ctrl",
            "update #1 fill; step",
        );
    }
}
