//! What lies over the candidate's drawing at the playhead: the interviewers' drawings, which can be put out of sight.

use board::{Board, actor::ActorIndex, element::Element};
use interview::seat::Role;
use leptos::prelude::*;

use crate::review::Review;

/// Added to the revision while a layer is out of sight.
const HIDDEN: u64 = 1 << 40;

/// The layers of one review.
#[derive(Clone, Copy)]
pub(super) struct Layers {
    /// Whether the interviewers' drawings are out of sight.
    pub(super) hidden: RwSignal<bool>,
    interviewers: StoredValue<Vec<ActorIndex>>,
}

impl Layers {
    /// With everything in sight.
    pub(super) fn begin(review: Review) -> Layers {
        let people = &review.opened().header.people;
        let interviewers = people
            .iter()
            .filter(|person| Role::from_word(&person.role).is_some_and(Role::is_staff))
            .map(|person| ActorIndex(person.actor));
        Layers {
            hidden: RwSignal::new(false),
            interviewers: StoredValue::new(interviewers.collect()),
        }
    }

    /// Grows with what there is to see: a switch of the layer is something else, too.
    pub(super) fn revision(self, of_player: Signal<u64>) -> Signal<u64> {
        Signal::derive(move || of_player.get() + if self.hidden.get() { HIDDEN } else { 0 })
    }

    /// A board as it is looked at.
    pub(super) fn seen(self, board: Board) -> Board {
        if self.hidden.get_untracked() {
            self.interviewers
                .with_value(|interviewers| board.without(|element| interviewers.contains(&element.author)))
        } else {
            board
        }
    }

    /// Whether an element is out of sight.
    pub(super) fn hides(self, element: &Element) -> bool {
        self.hidden.get() && self.interviewers.with_value(|them| them.contains(&element.author))
    }
}
