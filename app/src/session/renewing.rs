//! A stretch was removed from the recording: this page may still hold it in what can be undone, in the editor, in what it would offer
//! again. It opens anew as soon as nothing waits and nobody is writing elsewhere on it.

use leptos::prelude::*;

use super::{Session, State};

impl Session {
    pub(super) fn renew(self) {
        let _gone = self.state.try_update_value(|state| state.renews = true);
        self.renew_when_saved();
    }

    /// Asked whenever something was saved, and with every ping.
    pub(super) fn renew_when_saved(self) {
        let is_due = |state: &State| state.renews && state.replica.waiting() == 0;
        if self.state.try_with_value(is_due) == Some(true) && !is_writing() {
            let _ = window().location().reload();
        }
    }
}

/// Whether a field has words in it that nothing has taken up yet.
fn is_writing() -> bool {
    let focused = document().active_element();
    focused.is_some_and(|focused| {
        focused
            .matches("textarea:not(:placeholder-shown), dialog[open] input")
            .unwrap_or(false)
    })
}
