//! The person's own steps: where one ends, taking the last one back, doing it again.

use board::{history::Undoing, replica::Replica};
use leptos::prelude::*;

use super::{Session, page_millis};

impl Session {
    /// Ends the gesture under way: what was applied since the last end is one step of undo.
    pub fn end_step(&self) {
        let _gone = self.state.try_update_value(|state| {
            if let Some(history) = &mut state.history {
                history.end_step();
            }
        });
        self.tell_undoable();
    }

    /// Takes the person's last step back.
    pub fn undo(&self) {
        self.through_history(|history, replica| {
            let replica = std::cell::RefCell::new(replica);
            let apply = |op| replica.borrow_mut().local(op, page_millis()).is_ok();
            history.undo(&|| replica.borrow().board().clone(), &mut { apply });
        });
    }

    /// Does it again.
    pub fn redo(&self) {
        self.through_history(|history, replica| {
            let replica = std::cell::RefCell::new(replica);
            let apply = |op| replica.borrow_mut().local(op, page_millis()).is_ok();
            history.redo(&|| replica.borrow().board().clone(), &mut { apply });
        });
    }

    fn through_history(&self, act: impl FnOnce(&mut dyn Undoing, &mut Replica)) {
        let _gone = self.state.try_update_value(|state| {
            if let Some(history) = &mut state.history {
                act(history.as_mut(), &mut state.replica);
            }
        });
        self.flush();
        self.changed();
    }

    pub(super) fn tell_undoable(self) {
        let undoable = self
            .state
            .try_with_value(|state| state.history.as_ref().map(|history| history.possible()))
            .flatten();
        if let Some(undoable) = undoable.filter(|now| *now != self.signals.undoable.get_untracked()) {
            self.signals.undoable.set(undoable);
        }
    }
}
