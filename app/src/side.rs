//! What is open over the right edge of a room: one thing at a time, so that nothing lies on top of anything.

use leptos::prelude::*;

/// What can be open there.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Side {
    /// Who is here.
    People,
    /// The chat.
    Chat,
    /// Decisions, assumptions, phases.
    Journal,
    /// One's private notes.
    Notes,
    /// The board as text.
    Outline,
    /// One's own stencils.
    Stencils,
}

/// Which of them is.
#[derive(Clone, Copy)]
pub struct Sides(RwSignal<Option<Side>>);

impl Sides {
    /// The room's own, made by whoever asks first.
    pub fn shared() -> Sides {
        use_context().unwrap_or_else(|| {
            let sides = Sides(RwSignal::new(None));
            provide_context(sides);
            sides
        })
    }

    /// Whether this one is open; tracked.
    pub fn shows(self, side: Side) -> bool {
        self.0.get() == Some(side)
    }

    /// Opens it.
    pub fn open(self, side: Side) {
        self.0.set(Some(side));
    }

    /// Closes it, if it is what is open.
    pub fn close(self, side: Side) {
        if self.0.get_untracked() == Some(side) {
            self.0.set(None);
        }
    }

    /// Opens or closes it.
    pub fn toggle(self, side: Side) {
        self.0
            .update(|open| *open = if *open == Some(side) { None } else { Some(side) });
    }
}
