//! Moves are handed on once a frame, with all readings since the last one. What a tool, the room and the page make of an input
//! costs as much for one reading as for many; a browser that tells each on its own would fall further behind with every one.

use board::tool::{Phase, PointerInput};
use leptos::prelude::Callable;

use super::Input;

/// As many are handed on without waiting for a frame: one that does not come loses nothing.
const GATHERED_MAX: usize = 1_000;

impl Input {
    /// Takes an input: moves wait for the next frame, all others come after the moves before them.
    pub(super) fn gather(&self, input: PointerInput) {
        match input.phase {
            Phase::Move | Phase::Hover => self.wait_with(input),
            Phase::Down | Phase::Up | Phase::Abort => {
                self.hand_on();
                self.tell(input);
            }
        }
    }

    /// Hands on what was gathered. Whether there was anything.
    pub(in crate::canvas) fn hand_on(&self) -> bool {
        let gathered = self.gathered.take();
        let is_any = gathered.is_some();
        if let Some(input) = gathered {
            self.tell(input);
        }
        is_any
    }

    fn wait_with(&self, input: PointerInput) {
        let goes_on = self
            .gathered
            .borrow()
            .as_ref()
            .is_some_and(|before| is_of_one_piece(before, &input));
        if !goes_on {
            self.hand_on();
        }
        let n_waiting = {
            let mut gathered = self.gathered.borrow_mut();
            let waiting = match gathered.take() {
                // Of a way with nothing pressed only its end matters.
                Some(mut before) if input.phase == Phase::Move => {
                    before.samples.extend(input.samples);
                    before
                }
                Some(_) | None => input,
            };
            gathered.insert(waiting).samples.len()
        };
        if n_waiting >= GATHERED_MAX {
            self.hand_on();
        } else {
            (self.ask_frame)();
        }
    }

    fn tell(&self, input: PointerInput) {
        self.watch_for_rest(&input);
        if let Some(on_pointer) = self.on_pointer {
            on_pointer.run(input);
        }
    }
}

/// Whether two inputs, one after the other, say the same but for their readings.
fn is_of_one_piece(before: &PointerInput, after: &PointerInput) -> bool {
    let said = |input: &PointerInput| {
        (
            input.phase,
            input.has_pressure,
            input.modifiers,
            input.kind,
            input.double,
            input.eraser_button,
        )
    };
    said(before) == said(after)
}
