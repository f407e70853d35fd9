//! Where the person is, told to the others at most thirty times a second; and where the others are (rules P1, P2).

use board::{
    actor::JoinRank,
    id::{ElementId, FileId},
    protocol::{ClientMessage, Presence},
    text::{Edit, Side, Utf16, transform_offset},
};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use super::Session;

/// Between two presence messages.
const INTERVAL_MILLIS: u32 = 33;

/// What can hold a person's presence still.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Holder {
    /// The focus is in the private notes.
    Notes,
    /// The focus is in the scratch corner.
    ScratchFocus,
    /// The pointer is over the scratch corner.
    ScratchPointer,
}

impl Session {
    /// Changes what the others see of the person; nothing while attention is private.
    pub fn show_presence(&self, change: impl FnOnce(&mut Presence)) {
        let session = *self;
        let _gone = self.state.try_update_value(|state| {
            if !state.held_by.is_empty() {
                return;
            }
            change(&mut state.presence);
            if state.presence_timer.is_none() {
                state.presence_timer = Some(Timeout::new(INTERVAL_MILLIS, move || session.resend_presence()));
            }
        });
    }

    /// The person begins to write in an element.
    pub(crate) fn write_in(self, id: ElementId) {
        let _gone = self.state.try_update_value(|state| state.writes_in = Some(id));
        self.show_writing();
    }

    /// The person has done with writing in an element; where another was begun meanwhile, that stands.
    pub(crate) fn stop_writing_in(self, id: ElementId) {
        let _gone = self
            .state
            .try_update_value(|state| state.writes_in = state.writes_in.filter(|now| *now != id));
        self.show_writing();
    }

    fn show_writing(self) {
        let told = self
            .state
            .try_with_value(|state| (state.writes_in, state.presence.editing));
        if let Some((now, told)) = told
            && now != told
        {
            self.show_presence(|presence| presence.editing = now);
        }
    }

    /// Where the person's own caret stands, as the others last heard of it: file, anchor and head.
    pub fn caret(&self) -> Option<(FileId, Utf16, Utf16)> {
        self.state.try_with_value(|state| state.presence.caret).flatten()
    }

    /// The person's own caret goes along with what others typed, as it does on everybody's screen.
    pub fn move_caret_over(&self, file: FileId, edits: &[Edit]) {
        let _gone = self.state.try_update_value(|state| {
            if let Some((at, anchor, head)) = &mut state.presence.caret
                && *at == file
            {
                for edit in edits {
                    *anchor = transform_offset(*anchor, edit, Side::Right);
                    *head = transform_offset(*head, edit, Side::Right);
                }
            }
        });
    }

    /// Freezes what the others see while pointer or focus is in a private place, and thaws it after (rule P2).
    pub fn hold_presence(&self, holder: Holder, hold: bool) {
        let held = self.state.try_update_value(|state| {
            let was_held = !state.held_by.is_empty();
            state.held_by.retain(|own| *own != holder);
            if hold {
                // What is still to be told is told before attention is private, and nothing after.
                if !was_held && state.presence_timer.take().is_some() {
                    let presence = state.presence.clone();
                    state.send(&ClientMessage::Presence(presence));
                }
                state.held_by.push(holder);
            }
            !state.held_by.is_empty()
        });
        if held == Some(false) {
            self.tell_stance();
            // It may have begun or ended meanwhile.
            self.show_writing();
        }
    }

    /// Whether the focus is where others must not notice.
    pub fn attention_is_private(&self) -> bool {
        self.state.try_with_value(|state| !state.held_by.is_empty()) == Some(true)
    }

    pub(super) fn resend_presence(self) {
        let _gone = self.state.try_update_value(|state| {
            state.presence_timer = None;
            let presence = state.presence.clone();
            state.send(&ClientMessage::Presence(presence));
        });
    }

    pub(super) fn take_presence(self, changed: Vec<(JoinRank, Presence)>) {
        for (rank, presence) in &changed {
            self.heard_of(*rank, presence);
        }
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
