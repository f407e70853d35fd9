//! The laser pointer: while it is pressed, what it passes shines for a moment with everybody. Nothing of it is on the board.

use super::{Intent, Phase, PointerInput};

/// The laser's state.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Laser {
    /// Off.
    #[default]
    Off,
    /// On, while it is pressed.
    On,
}

impl Laser {
    pub(super) fn on(self, input: &PointerInput, intents: &mut Vec<Intent>) -> Laser {
        let next = match (self, input.phase) {
            (Laser::Off, Phase::Down) => Laser::On,
            (Laser::On, Phase::Up | Phase::Abort) => Laser::Off,
            (state, Phase::Hover | Phase::Down | Phase::Move | Phase::Up | Phase::Abort) => state,
        };
        if next != self {
            intents.push(Intent::Shine(next == Laser::On));
        }
        next
    }

    pub(super) fn is_busy(self) -> bool {
        self == Laser::On
    }
}

#[cfg(test)]
mod tests {
    use crate::tool::{ToolKind, script::check};

    #[test]
    fn it_shines_while_it_is_pressed() {
        check(
            ToolKind::Laser,
            "rectangle 0,0 100x60",
            "hover 5,5; down 10,10; move 20,20; up 30,30; hover 40,40",
            "laser on; laser off",
        );
        check(ToolKind::Laser, "", "down 10,10; abort", "laser on; laser off");
    }
}
