//! Where the person is, told to the others at most thirty times a second; and where the others are (rules P1, P2).

use board::{
    actor::JoinRank,
    protocol::{ClientMessage, Presence},
};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use super::Session;

/// Between two presence messages.
const INTERVAL_MILLIS: u32 = 33;

impl Session {
    /// Changes what the others see of the person; nothing while attention is private.
    pub fn show_presence(&self, change: impl FnOnce(&mut Presence)) {
        let session = *self;
        let _gone = self.state.try_update_value(|state| {
            if state.presence_held {
                return;
            }
            change(&mut state.presence);
            if state.presence_timer.is_none() {
                state.presence_timer = Some(Timeout::new(INTERVAL_MILLIS, move || session.resend_presence()));
            }
        });
    }

    /// Freezes what the others see while the focus is in a private panel, and thaws it after (rule P2).
    pub fn hold_presence(&self, hold: bool) {
        let _gone = self.state.try_update_value(|state| state.presence_held = hold);
    }

    pub(super) fn resend_presence(self) {
        let _gone = self.state.try_update_value(|state| {
            state.presence_timer = None;
            let presence = state.presence.clone();
            state.send(&ClientMessage::Presence(presence));
        });
    }

    pub(super) fn take_presence(self, changed: Vec<(JoinRank, Presence)>) {
        self.signals.others.update(|others| {
            for (rank, presence) in changed {
                match others.iter_mut().find(|(known, _)| *known == rank) {
                    Some((_, known)) => *known = presence,
                    None => others.push((rank, presence)),
                }
            }
        });
    }
}
