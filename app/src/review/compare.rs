//! Comparing two moments: one is pinned, then another, and board and code show what differs between them until time is moved
//! on. The differences come from `board::moments::comparison`; here is what is shown of them.

pub mod beside;
pub mod code;
pub mod marks;
pub mod panel;

use std::sync::Arc;

use board::{
    Board,
    id::{ElementId, FileId},
    moments::comparison::{Comparison, How},
    overlay,
    playback::PlaybackCommand,
    recording::Seq,
    time::Millis,
};
pub use interview::led::Side;
use leptos::prelude::*;

use crate::review::Review;

/// How much of its colours is left of what was removed between the two moments, in percent.
const REMOVED_PERCENT: usize = 45;
/// Added to the revision of the board with everything that changes here; the player and the layers count below it.
const REVISION: u64 = 1 << 42;

/// Two moments and what differs between them.
pub struct Compared {
    /// When they are.
    pub times: [Millis; 2],
    /// The last entry of each.
    seqs: [Seq; 2],
    /// The earlier board.
    pub before: Board,
    /// The later board.
    pub now: Board,
    /// What differs.
    pub comparison: Comparison,
}

/// A difference that is pointed out.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Pointed {
    /// An element.
    Element(ElementId),
    /// A line of a file, by its place among the lines of both moments.
    Line(FileId, usize),
}

/// The comparison, if there is one; in context of every part of the page.
#[derive(Clone, Copy)]
pub struct Comparing {
    review: Review,
    pinned: RwSignal<Option<Millis>>,
    shown: RwSignal<Option<Arc<Compared>>>,
    /// Where the playhead was then.
    opened_at: StoredValue<Millis>,
    /// What of it is shown.
    pub side: RwSignal<Side>,
    /// What is pointed out.
    pub pointed: RwSignal<Option<Pointed>>,
    changes: Memo<u64>,
}

impl Comparing {
    /// Begins without a comparison, and puts itself into the context.
    pub fn begin(review: Review) -> Comparing {
        let (shown, side) = (RwSignal::new(None::<Arc<Compared>>), RwSignal::new(Side::Both));
        let changes = Memo::new(move |changes: Option<&u64>| {
            shown.track();
            side.track();
            changes.map_or(0, |changes| changes + REVISION)
        });
        let comparing = Comparing {
            review,
            pinned: RwSignal::new(None),
            shown,
            opened_at: StoredValue::new(Millis(0)),
            side,
            pointed: RwSignal::new(None),
            changes,
        };
        provide_context(comparing);
        Effect::new(move |_| {
            let at = review.player.playhead().get();
            // Whoever goes on in time wants to see the board there; the pinned moment waits for the next comparison.
            if shown.with_untracked(Option::is_some) && at != comparing.opened_at.get_value() {
                shown.set(None);
            }
        });
        comparing
    }

    /// Pins the moment shown; with another one pinned, compares both; ends a comparison.
    pub fn toggle(self) {
        let at = self.review.player.playhead().get_untracked();
        match self.pinned.get_untracked() {
            _ if self.is_open_now() => self.close(),
            None => self.pinned.set(Some(at)),
            Some(pinned) if pinned == at => self.pinned.set(None),
            Some(pinned) => self.compare(pinned.min(at), pinned.max(at)),
        }
    }

    /// Compares the beginning with the end.
    pub fn whole(self) {
        self.compare(Millis(0), self.review.player.duration());
    }

    /// Shows no comparison any more, and no moment is pinned.
    pub fn close(self) {
        self.shown.set(None);
        self.pinned.set(None);
    }

    /// Whether two moments are compared.
    pub fn is_open(self) -> bool {
        self.shown.with(Option::is_some)
    }

    /// The same without following it.
    pub fn is_open_now(self) -> bool {
        self.shown.with_untracked(Option::is_some)
    }

    /// The moment that waits for another.
    pub fn pinned(self) -> Option<Millis> {
        self.pinned.get().filter(|_| !self.is_open())
    }

    /// What is compared.
    pub fn compared(self) -> Option<Arc<Compared>> {
        self.shown.get()
    }

    /// The same without following it.
    pub fn compared_now(self) -> Option<Arc<Compared>> {
        self.shown.get_untracked()
    }

    /// The board that is shown instead of that of the playhead.
    pub fn board(self) -> Option<Board> {
        let compared = self.shown.get_untracked()?;
        Some(match self.side.get_untracked() {
            Side::Before => compared.before.clone(),
            Side::Both | Side::Beside | Side::After => compared.now.clone(),
        })
    }

    /// The last entry of that board.
    pub fn seq(self) -> Option<Seq> {
        let [before, now] = self.shown.get_untracked()?.seqs;
        Some(match self.side.get_untracked() {
            Side::Before => before,
            Side::Both | Side::Beside | Side::After => now,
        })
    }

    /// What is shown of the earlier board on the later one.
    pub fn ghosts(self) -> Option<overlay::Ghosts> {
        let compared = self.shown.get()?;
        let mut ghosts = overlay::Ghosts::new();
        if self.side.get() == Side::Both {
            let removed = compared
                .comparison
                .elements
                .iter()
                .filter(|one| one.how == How::Removed);
            let is_drawn = |id: &ElementId| compared.now.element_or_tombstone(*id).is_some();
            let ids = removed.flat_map(|one| one.ids.iter().copied()).filter(is_drawn);
            ghosts.extend(ids.map(|id| (id, REMOVED_PERCENT)));
        }
        Some(ghosts)
    }

    /// Grows with what there is to see.
    pub fn revision(self, of_board: Signal<u64>) -> Signal<u64> {
        Signal::derive(move || of_board.get() + self.changes.get())
    }

    fn compare(self, from: Millis, to: Millis) {
        self.review.player.command(PlaybackCommand::Pause);
        self.show(from, to, Side::Both);
    }

    /// What is compared, as others are told of it.
    pub(super) fn told(self) -> Option<interview::led::Compared> {
        let [from, to] = self.shown.get()?.times;
        let side = self.side.get();
        Some(interview::led::Compared { from, to, side })
    }

    /// Shows what somebody else compares, or nothing; time was moved to where they are.
    pub(super) fn take_over(self, told: Option<interview::led::Compared>) {
        match told {
            Some(now) if Some(now) == self.told() => {
                self.opened_at.set_value(self.review.player.playhead().get_untracked());
            }
            Some(interview::led::Compared { from, to, side }) => self.show(from, to, side),
            None if self.is_open_now() => self.close(),
            None => {}
        }
    }

    /// Shows what differs between two moments, wherever time is.
    fn show(self, from: Millis, to: Millis, side: Side) {
        let opened = self.review.opened();
        let timeline = &opened.timeline;
        let (before, now) = (timeline.at(from), timeline.at(to));
        let comparison = Comparison::of(&before, &now);
        let player = self.review.player;
        self.opened_at.set_value(player.playhead().get_untracked());
        self.side.set(side);
        self.pointed.set(None);
        self.shown.set(Some(Arc::new(Compared {
            times: [from, to],
            seqs: [timeline.seq_at(from), timeline.seq_at(to)],
            before,
            now,
            comparison,
        })));
    }
}
