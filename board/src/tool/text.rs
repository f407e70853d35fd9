//! The text tool: a click puts down a new text, or the caret into what was clicked. The text field does the typing.
//!
//! It acts at release: a press would take the focus away again from the field it opens.

use kurbo::Point;

use super::{Context, Intent, Phase, PointerInput, ToolKind, snap::settled};
use crate::{
    board::Board,
    element::{Align, Element, Kind},
    geometry,
    id::ElementId,
    op::Op,
    spatial, text_metrics,
};

/// The text tool's state.
#[derive(Clone, Debug, Default)]
pub enum Texting {
    /// Nothing pressed.
    #[default]
    Idle,
    /// Pressed, not yet released.
    Pressed,
}

impl Texting {
    pub(super) fn on(self, input: &PointerInput, context: &mut Context<'_>, intents: &mut Vec<Intent>) -> Texting {
        match (self, input.phase) {
            (Texting::Idle, Phase::Down) => Texting::Pressed,
            (Texting::Pressed, Phase::Up) => {
                if let Some(at) = input.at() {
                    let hit = spatial::hit(context.board, at, input.reach(context.zoom));
                    match hit.filter(|id| takes_text(context.board, *id)) {
                        Some(id) if !context.may_change_id(id, input.modifiers) => intents.push(Intent::Guarded),
                        Some(id) => intents.extend([Intent::Select(vec![id]), Intent::EditText(id)]),
                        None => create_text(at, context, intents),
                    }
                    intents.push(Intent::SwitchTo(ToolKind::Select));
                }
                Texting::Idle
            }
            (Texting::Pressed, Phase::Abort) => Texting::Idle,
            (state, Phase::Hover | Phase::Down | Phase::Move | Phase::Up | Phase::Abort) => state,
        }
    }

    pub(super) fn is_busy(&self) -> bool {
        matches!(self, Texting::Pressed)
    }
}

/// Whether the caret can be put into an element.
pub(super) fn takes_text(board: &Board, id: ElementId) -> bool {
    board.element(id).is_some_and(|element| match element.kind {
        Kind::Shape(_) | Kind::Part(_) | Kind::Text { .. } | Kind::Connector(_) | Kind::Frame => !element.locked,
        Kind::Ink(_) | Kind::Image(_) | Kind::Stamp(_) => false,
    })
}

/// A new, empty text whose first line's middle is where the pointer is, and the caret in it. The step of undo is closed by
/// the text field, so that text and element go and come together.
pub(super) fn create_text(at: Point, context: &mut Context<'_>, intents: &mut Vec<Intent>) {
    let id = (context.fresh_ids)();
    let height = text_metrics::line_height(context.look.style.font_size);
    let mut element = Element::new(id, Kind::Text { auto_width: true }, context.board.top_order());
    element.author = context.author;
    let corner = settled(Point::new(at.x, at.y - height / 2.0), false, context);
    element.origin = geometry::Point::from_units(corner);
    element.size = geometry::Size::new(0, geometry::quantise(height));
    context.look.dress(&mut element);
    element.style.align = Align::Left;
    element.extras.frame = spatial::holder_of(&element, context.board);
    intents.extend([
        Intent::Apply(Op::Create(vec![element])),
        Intent::Select(vec![id]),
        Intent::EditText(id),
    ]);
}

#[cfg(test)]
mod tests {
    use crate::tool::{ToolKind, script::check};

    #[test]
    fn a_click_on_empty_ground_puts_down_a_text() {
        check(
            ToolKind::Text,
            "",
            "down 40,50; up 40,50",
            "create text #101 at 40,37.5 size 0x25; select #101; edit #101; switch to Select",
        );
    }

    #[test]
    fn a_click_on_a_shape_edits_its_label() {
        check(
            ToolKind::Text,
            "rectangle 0,0 100x60",
            "down 40,50; up 40,50",
            "select #1; edit #1; switch to Select",
        );
    }

    #[test]
    fn ink_and_what_is_locked_take_no_text() {
        check(
            ToolKind::Text,
            "rectangle 0,0 100x60 locked",
            "down 40,40; up 40,40",
            "create text #101 at 40,27.5 size 0x25; select #101; edit #101; switch to Select",
        );
    }

    #[test]
    fn an_abort_does_nothing() {
        check(ToolKind::Text, "", "down 40,50; abort; up 40,50", "");
    }
}
