//! The magnifying glass: a click brings the board nearer about that place, with Alt further away; a box dragged open is shown
//! as large as it fits. Nothing of it is on the board.

use kurbo::{Point, Rect};

use super::{Context, Intent, Phase, PointerInput, is_drag};
use crate::overlay::Overlay;

/// What a click brings the board nearer by.
const STEP: f64 = 2.0;

/// The glass's state.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Zooming {
    /// Nothing pressed.
    #[default]
    Idle,
    /// Pressed, and perhaps dragged.
    Pressed {
        /// Where it was pressed.
        from: Point,
        /// The other corner of the box.
        to: Point,
        /// Whether there is a box: a hand that trembles drags none.
        is_box: bool,
    },
}

impl Zooming {
    pub(super) fn on(self, input: &PointerInput, context: &Context<'_>, intents: &mut Vec<Intent>) -> Zooming {
        match (self, input.phase, input.at()) {
            (_, Phase::Down, Some(at)) => Zooming::Pressed {
                from: at,
                to: at,
                is_box: false,
            },
            (Zooming::Pressed { from, is_box, .. }, Phase::Move, Some(to)) => Zooming::Pressed {
                from,
                to,
                is_box: is_box || is_drag(from, to, context.zoom),
            },
            (Zooming::Pressed { from, to, is_box }, Phase::Up, at) => {
                intents.push(if is_box {
                    Intent::ZoomTo(Rect::from_points(from, at.unwrap_or(to)))
                } else {
                    let factor = if input.modifiers.alt { 1.0 / STEP } else { STEP };
                    Intent::ZoomAbout { held: from, factor }
                });
                Zooming::Idle
            }
            (pressed @ Zooming::Pressed { .. }, Phase::Move | Phase::Hover, _) => pressed,
            (Zooming::Pressed { .. }, Phase::Down | Phase::Abort, _) | (Zooming::Idle, _, _) => Zooming::Idle,
        }
    }

    pub(super) fn show(self, overlay: &mut Overlay) {
        if let Zooming::Pressed { from, to, is_box: true } = self {
            overlay.marquee = Some(Rect::from_points(from, to));
        }
    }

    pub(super) fn is_busy(self) -> bool {
        matches!(self, Zooming::Pressed { .. })
    }
}

#[cfg(test)]
mod tests {
    use crate::tool::{ToolKind, script::check};

    #[test]
    fn a_click_comes_nearer_and_with_alt_goes_away() {
        check(ToolKind::Zoom, "", "down 10,20; up 11,20", "zoom about 10,20 by 2");
        check(
            ToolKind::Zoom,
            "",
            "down 10,20 alt; up 10,20 alt",
            "zoom about 10,20 by 0.5",
        );
    }

    #[test]
    fn a_box_is_shown_and_nothing_under_it_is_touched() {
        check(
            ToolKind::Zoom,
            "rectangle 0,0 100x60 filled",
            "down 10,20; move 60,40; move 110,70; up 110,70",
            "zoom to 10,20 100x50",
        );
    }

    #[test]
    fn an_abort_leaves_the_view() {
        check(ToolKind::Zoom, "", "down 10,20; move 60,40; abort; up 60,40", "");
    }
}
