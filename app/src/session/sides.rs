//! The two sides of the table: who is of which, whose elements are guarded from whom, and the interviewers' drawings as a layer
//! that can be put out of sight.

use board::{Board, actor::ActorIndex, id::ElementId, protocol::Person, tool::Guard};
use interview::{api::RecordedPerson, seat::Role};
use leptos::{ev, prelude::*};

use super::{Session, State};
use crate::{live::Live, people};

impl Session {
    /// The role of everybody who ever had a seat, as far as it is known.
    pub fn roles(&self) -> Live<Vec<(ActorIndex, Role)>> {
        self.signals.roles
    }

    /// Whether the interviewers' drawings are out of sight; for this person only.
    pub fn hides_interviewers(&self) -> Live<bool> {
        self.signals.hides_interviewers
    }

    /// Whether the other side's elements may be changed without a key held, for hands without a keyboard.
    pub fn lifted(&self) -> Live<bool> {
        self.signals.lifted
    }

    /// Grows whenever something was left alone because it is guarded.
    pub fn n_guarded(&self) -> Live<u32> {
        self.signals.n_guarded
    }

    /// Takes in who has been here before.
    pub fn know(&self, people: &[RecordedPerson]) {
        let known = people
            .iter()
            .filter_map(|person| Some((ActorIndex(person.actor), Role::from_word(&person.role)?)));
        self.learn_roles(known.collect());
    }

    /// Everybody draws in the colour that they are told apart by, until they choose another.
    pub(super) fn take_own_colour(self, me: ActorIndex) {
        if !self.signals.look.get_untracked().is_colour_chosen {
            self.signals
                .look
                .update(|look| look.style.stroke = people::colour_of(me));
        }
    }

    pub(super) fn learn_roles_of(self, people: &[Person]) {
        let known = people
            .iter()
            .filter_map(|person| Some((person.actor, Role::from_word(&person.role)?)));
        self.learn_roles(known.collect());
    }

    fn learn_roles(self, known: Vec<(ActorIndex, Role)>) {
        let mut roles = self.signals.roles.get_untracked();
        for (actor, role) in known {
            match roles.iter_mut().find(|(own, _)| *own == actor) {
                Some((_, own)) => *own = role,
                None => roles.push((actor, role)),
            }
        }
        if roles != self.signals.roles.get_untracked() {
            self.signals.roles.set(roles);
            self.changed();
        }
    }

    /// Puts the interviewers' drawings out of sight, or shows them again.
    pub fn hide_interviewers(&self, hide: bool) {
        self.signals.hides_interviewers.set(hide);
        self.changed();
    }

    /// What of some elements may be changed; says so where it is not all of them.
    pub fn free_of(&self, ids: &[ElementId]) -> Vec<ElementId> {
        self.all_or_told(ids, |guard, board| guard.free(board, ids, false))
    }

    /// What of some elements may be moved; says so where it is not all of them.
    pub fn movable_of(&self, ids: &[ElementId]) -> Vec<ElementId> {
        self.all_or_told(ids, |guard, board| guard.movable(board, ids, false))
    }

    fn all_or_told(
        &self,
        ids: &[ElementId],
        choose: impl FnOnce(&Guard<'_>, &Board) -> Vec<ElementId>,
    ) -> Vec<ElementId> {
        let chosen = self.with_guard(|board, guard| choose(guard, board));
        if chosen.len() < ids.len() {
            self.tell_guarded();
        }
        chosen
    }

    /// The board, and what is guarded from a command: nothing while the key is held.
    pub fn with_guard<Given>(&self, act: impl FnOnce(&Board, &Guard<'_>) -> Given) -> Given {
        let authors = self.guarded_authors();
        let mut guard = self.guard(&authors);
        guard.lifted |= self.key_is_held();
        self.with_board(|board| act(board, &guard))
    }

    /// What is guarded from a gesture, which tells of the key itself.
    pub(super) fn guard(self, authors: &[ActorIndex]) -> Guard<'_> {
        Guard {
            authors,
            lifted: self.signals.lifted.get_untracked(),
        }
    }

    /// Whether the key that reaches the other side's elements is held, as the page last saw it.
    pub fn key_is_held(&self) -> bool {
        self.state.try_with_value(|state| state.key_held) == Some(true)
    }

    /// Watches that key as long as the calling component lives: buttons are pressed with it, too.
    pub fn watch_key(self) {
        let note = move |held: bool| {
            let _gone = self.state.try_update_value(|state| state.key_held = held);
        };
        let of_key = move |event: web_sys::KeyboardEvent| note(event.ctrl_key() || event.meta_key());
        let listeners = [
            window_event_listener(ev::keydown, of_key),
            window_event_listener(ev::keyup, of_key),
            window_event_listener(ev::pointermove, move |event| note(event.ctrl_key() || event.meta_key())),
        ];
        on_cleanup(move || listeners.into_iter().for_each(|listener| listener.remove()));
    }

    /// Says that something was left alone.
    pub(super) fn tell_guarded(self) {
        self.signals.n_guarded.update(|number| *number = number.wrapping_add(1));
    }

    /// Those of the other side of the table.
    pub(super) fn guarded_authors(self) -> Vec<ActorIndex> {
        let Some(own) = self.signals.role.get_untracked().filter(|role| *role != Role::Observer) else {
            return Vec::new();
        };
        let me = self.signals.me.get_untracked();
        let roles = self.signals.roles.get_untracked();
        let others = roles
            .iter()
            .filter(|(actor, role)| *actor != me && *role != Role::Observer && role.is_staff() != own.is_staff());
        others.map(|(actor, _)| *actor).collect()
    }

    /// Brings what is seen up to date with what is hidden.
    pub(super) fn hide_what_is_hidden(self) {
        let hides = self.signals.hides_interviewers.get_untracked();
        let roles = self.signals.roles.get_untracked();
        let of_staff = |author: ActorIndex| roles.iter().any(|(actor, role)| *actor == author && role.is_staff());
        let _gone = self.state.try_update_value(|state| {
            state.seen = hides.then(|| state.replica.board().without(|element| of_staff(element.author)));
        });
    }

    /// Whoever draws into a hidden layer wants to see it.
    pub(super) fn show_own_layer(self) {
        let is_staff = self.signals.role.get_untracked().is_some_and(Role::is_staff);
        if is_staff && self.signals.hides_interviewers.get_untracked() {
            self.signals.hides_interviewers.set(false);
        }
    }
}

impl State {
    /// The board as it is looked at.
    pub(super) fn board(&self) -> &Board {
        self.seen.as_ref().unwrap_or_else(|| self.replica.board())
    }
}
