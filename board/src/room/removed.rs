//! What a room knows of stretches that were taken out of its recording (rule E3): who shows a board from before, and which late work
//! belonged to them.

use super::{Room, outgoing::problem};
use crate::{
    actor::ActorIndex,
    board::Refusal,
    protocol::{Problem, Resume, problem_code},
    redaction::Stretch,
    time::Millis,
};

/// What a client is told that shows what was removed: it has to let go of all it remembers.
pub fn stretch_removed() -> Problem {
    problem(
        problem_code::STRETCH_REMOVED,
        "A stretch of the recording was removed; this page opens the room anew.",
    )
}

impl Room {
    /// Restores the removed stretches, with the positions left out for them; for a restart, before the entries.
    pub fn remember_removed(&mut self, removed: Vec<(u64, Stretch)>) {
        self.removed = removed;
    }

    /// Nothing is ordered at the positions left out; for a restart, after the entries.
    pub fn pass_removed(&mut self) {
        self.position = self.position.max(self.anew_before());
    }

    /// Before this position the board was another: a stretch was removed since.
    pub(super) fn anew_before(&self) -> u64 {
        self.removed.iter().map(|(position, _)| *position).max().unwrap_or(0)
    }

    /// Whether a client shows a board with something that was removed since. One that lost its board with a reload does not.
    pub(super) fn holds_removed(&self, resume: Resume) -> bool {
        match resume {
            Resume::Tail { position } | Resume::TailAfter { position, .. } => position < self.anew_before(),
            Resume::Fresh | Resume::BoardAt { .. } => false,
        }
    }

    /// What was made in a stretch that was removed meanwhile, and arrives only now, belonged to it.
    pub(super) fn outside_removed(&self, actor: ActorIndex, made_at: Millis) -> Result<(), Refusal> {
        let is_inside = self.removed.iter().any(|(_, stretch)| stretch.holds(actor, made_at));
        if is_inside {
            Err(Refusal::StretchRemoved)
        } else {
            Ok(())
        }
    }
}
