//! The hand: what was under the pointer when it went down stays under it.

use kurbo::Point;

use super::{Context, Intent, Phase, PointerInput};

/// The hand's state.
#[derive(Clone, Debug, Default)]
pub enum Hand {
    /// Nothing pressed.
    #[default]
    Open,
    /// Holding the board.
    Holding {
        /// The place held, in board units: panning keeps it under the pointer, so it does not change.
        place: Point,
    },
}

impl Hand {
    pub(super) fn on(self, input: &PointerInput, context: &Context<'_>, intents: &mut Vec<Intent>) -> Hand {
        match (self, input.phase, input.at()) {
            (_, Phase::Down, Some(place)) => Hand::Holding { place },
            (Hand::Holding { place }, Phase::Move, Some(at)) => {
                intents.push(Intent::PanBy((at - place) * context.zoom));
                Hand::Holding { place }
            }
            (Hand::Holding { place }, Phase::Move | Phase::Hover, None) => Hand::Holding { place },
            (Hand::Holding { .. } | Hand::Open, _, _) => Hand::Open,
        }
    }

    pub(super) fn is_busy(&self) -> bool {
        matches!(self, Hand::Holding { .. })
    }

    pub(super) fn cursor(&self) -> &'static str {
        match self {
            Hand::Open => "grab",
            Hand::Holding { .. } => "grabbing",
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tool::{ToolKind, script::check};

    #[test]
    fn the_board_follows_the_hand() {
        // The session has panned before the next input comes, so places stay relative to what is held.
        check(ToolKind::Hand, "", "down 10,10; move 14,7; up 14,7", "pan 4,-3");
    }

    #[test]
    fn an_abort_lets_go() {
        check(ToolKind::Hand, "", "down 10,10; abort; move 20,20", "");
    }
}
