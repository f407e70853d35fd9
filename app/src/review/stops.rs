//! What `[` and `]` stop at: sorts of moments of the story, and where somebody begins to do something. Pure.

use board::{actor::ActorIndex, moments::Span, time::Millis};
use interview::note::NoteKind;

use crate::review::story::{Moment, MomentKind};

/// A sort of place to stop at.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Stop {
    /// One's own notes.
    Notes,
    /// One's own marks.
    Marks,
    /// Decisions and assumptions.
    Cards,
    /// Where a chapter begins.
    Phases,
    /// What was said in the chat.
    Chat,
    /// What happened to the round or to connections.
    Events,
    /// Where a person begins to do something.
    Person(ActorIndex),
}

impl Stop {
    /// The sorts that moments are of, in the order they are offered.
    pub(super) const OF_MOMENTS: [Stop; 6] = [
        Stop::Notes,
        Stop::Marks,
        Stop::Cards,
        Stop::Phases,
        Stop::Chat,
        Stop::Events,
    ];

    /// Which sort a moment is of.
    pub(super) fn of(kind: MomentKind) -> Stop {
        match kind {
            MomentKind::Note(NoteKind::Note | NoteKind::Asked) => Stop::Notes,
            MomentKind::Note(NoteKind::Mark | NoteKind::Hint) => Stop::Marks,
            MomentKind::Decision | MomentKind::Assumption => Stop::Cards,
            MomentKind::Phase => Stop::Phases,
            MomentKind::Card => Stop::Chat,
            MomentKind::Event => Stop::Events,
        }
    }

    /// Whether one stops there unless one wants something else.
    pub(super) fn is_usual(self) -> bool {
        match self {
            Stop::Notes | Stop::Marks | Stop::Cards | Stop::Phases | Stop::Chat | Stop::Events => true,
            Stop::Person(_) => false,
        }
    }
}

/// The next place to stop at, or the one before.
pub(super) fn neighbour(
    story: &[Moment],
    begins: &[Span],
    wants: impl Fn(Stop) -> bool,
    at: Millis,
    forwards: bool,
) -> Option<Millis> {
    let moments = story.iter().filter(|moment| wants(Stop::of(moment.kind)));
    let all = moments
        .map(|moment| moment.at)
        .chain(begins.iter().map(|span| span.from));
    if forwards {
        all.filter(|stop| *stop > at).min()
    } else {
        all.filter(|stop| *stop < at).max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(at: u64, kind: MomentKind) -> Moment {
        Moment {
            at: Millis(at),
            kind,
            words: String::new(),
            elements: Vec::new(),
            note: None,
            code: None,
        }
    }

    #[test]
    fn one_stops_only_at_what_is_wanted() {
        let story = [
            moment(1_000, MomentKind::Note(NoteKind::Note)),
            moment(2_000, MomentKind::Note(NoteKind::Hint)),
            moment(3_000, MomentKind::Card),
            moment(4_000, MomentKind::Event),
        ];
        let begins = [Span {
            from: Millis(2_500),
            to: Millis(2_600),
        }];
        let go = |wanted: &[Stop], begins: &[Span], at, forwards| {
            neighbour(&story, begins, |stop| wanted.contains(&stop), Millis(at), forwards).map(|at| at.0)
        };
        assert_eq!(go(&Stop::OF_MOMENTS, &[], 1_000, true), Some(2_000));
        assert_eq!(go(&[Stop::Chat], &[], 0, true), Some(3_000));
        assert_eq!(go(&[Stop::Marks], &[], 4_000, false), Some(2_000));
        assert_eq!(go(&[Stop::Notes], &begins, 1_000, true), Some(2_500));
        assert_eq!(go(&[], &[], 1_000, true), None);
    }
}
