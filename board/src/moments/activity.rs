//! Who did what when, kept so that any stretch can be asked for: how dense it was, in slices. For finding one's way; never a
//! figure about a person.

use std::collections::{BTreeMap, BTreeSet};

use super::Span;
use crate::{
    actor::ActorIndex,
    card::CardKind,
    op::{Op, RoundEvent},
    recording::Entry,
    text::Atom,
    time::Millis,
};

/// What somebody does, as a time bar tells it apart.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Doing {
    /// Draws, moves, changes.
    Draw,
    /// Writes code or words.
    Type,
    /// Takes something away: elements, or letters.
    Erase,
    /// Writes into the journal of the round.
    Card,
    /// Says something in the chat.
    Chat,
}

impl Doing {
    /// All of them, in the order they are explained.
    pub const ALL: [Doing; 5] = [Doing::Draw, Doing::Type, Doing::Erase, Doing::Card, Doing::Chat];

    /// What an op is, if a person did it.
    pub fn of(op: &Op) -> Option<Doing> {
        match op {
            Op::Create(_)
            | Op::Update(_)
            | Op::Restore(_)
            | Op::InkBegin { .. }
            | Op::InkExtend { .. }
            | Op::InkEnd { .. } => Some(Doing::Draw),
            Op::Delete(_) => Some(Doing::Erase),
            Op::Text { atoms, .. } if atoms.iter().all(only_takes) => Some(Doing::Erase),
            Op::Text { .. } | Op::CreateFile { .. } | Op::UpdateFile { .. } => Some(Doing::Type),
            Op::Card { kind, .. } => match kind {
                CardKind::Chat(_) | CardKind::Signal(_) => Some(Doing::Chat),
                CardKind::Decision(_) | CardKind::Assumption(_) | CardKind::Phase(_) => Some(Doing::Card),
            },
            Op::Round(RoundEvent::Paused | RoundEvent::Ended | RoundEvent::Reopened) | Op::Gap(_) | Op::Removed => None,
        }
    }
}

fn only_takes(atom: &Atom) -> bool {
    atom.edit.insert.is_empty()
}

/// Everybody who did something, in the order they first joined.
pub fn active(entries: &[Entry]) -> Vec<ActorIndex> {
    let mut active = BTreeSet::new();
    for entry in entries.iter().filter(|entry| entry.actor != ActorIndex::ROOM) {
        if !active.contains(&entry.actor) && Doing::of(&entry.op).is_some() {
            active.insert(entry.actor);
        }
    }
    active.into_iter().collect()
}

/// When each person did what. Made once of a recording.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Activity {
    /// Times in order, for each of [`Doing::ALL`].
    people: BTreeMap<ActorIndex, [Vec<Millis>; Doing::ALL.len()]>,
}

impl Activity {
    /// Looks through a recording.
    pub fn of(entries: &[Entry]) -> Activity {
        let mut activity = Activity::default();
        for entry in entries.iter().filter(|entry| entry.actor != ActorIndex::ROOM) {
            if let Some(doing) = Doing::of(&entry.op) {
                let person = activity.people.entry(entry.actor).or_default();
                if let Some(times) = person.get_mut(doing as usize) {
                    times.push(entry.made_at());
                }
            }
        }
        // What was made offline arrived late.
        for times in activity.people.values_mut().flatten() {
            times.sort_unstable();
        }
        activity
    }

    /// Whether anybody did that at any time.
    pub fn has(&self, doing: Doing) -> bool {
        self.people.keys().any(|actor| !self.times(*actor, doing).is_empty())
    }

    /// How many entries of one sort somebody made in each of `slices` equal slices of a stretch.
    pub fn density(&self, actor: ActorIndex, doing: Doing, stretch: Span, slices: usize) -> Vec<u32> {
        let times = self.within(actor, doing, stretch);
        let length = u128::from((stretch.to - stretch.from).0);
        let mut n_before = 0;
        let slices = u32::try_from(slices).unwrap_or(u32::MAX);
        let edges = (1..=slices).map(|slice| {
            let edge = stretch.from.0 + (length * u128::from(slice) / u128::from(slices)) as u64;
            let is_last = slice == slices;
            let n_until = times.partition_point(|at| at.0 < edge || is_last);
            let n_here = n_until - n_before;
            n_before = n_until;
            u32::try_from(n_here).unwrap_or(u32::MAX)
        });
        edges.collect()
    }

    /// When somebody did one sort of thing within a stretch.
    pub fn within(&self, actor: ActorIndex, doing: Doing, stretch: Span) -> &[Millis] {
        let times = self.times(actor, doing);
        let from = times.partition_point(|at| *at < stretch.from);
        let to = times.partition_point(|at| *at <= stretch.to);
        times.get(from..to).unwrap_or_default()
    }

    fn times(&self, actor: ActorIndex, doing: Doing) -> &[Millis] {
        let person = self.people.get(&actor);
        person
            .and_then(|person| person.get(doing as usize))
            .map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        actor::JoinRank,
        id::{CardId, ElementId, FileId},
        op::TextTarget,
        recording::Seq,
        text::{Cause, Edit, Utf16},
    };

    fn typed(insert: &str, delete: u32) -> Op {
        let edit = Edit {
            at: Utf16(0),
            delete: Utf16(delete),
            insert: insert.to_owned(),
        };
        Op::Text {
            target: TextTarget::File(FileId(1)),
            rank: JoinRank(0),
            atoms: vec![Atom {
                dt_millis: 0,
                cause: Cause::Type,
                edit,
            }],
        }
    }

    fn chat() -> Op {
        Op::Card {
            id: CardId(1),
            kind: CardKind::Chat("hello".to_owned()),
        }
    }

    fn entry(at: u64, ago_millis: u32, actor: u16, op: Op) -> Entry {
        Entry {
            seq: Seq(1),
            at: Millis(at),
            ago_millis,
            actor: ActorIndex(actor),
            op,
            redacted: None,
        }
    }

    fn entries() -> [Entry; 8] {
        let restore = || Op::Restore(vec![ElementId(1)]);
        [
            entry(0, 0, 1, restore()),
            entry(100, 0, 1, typed("a", 0)),
            entry(900, 0, 1, typed("", 1)),
            entry(950, 0, 2, Op::Delete(vec![ElementId(1)])),
            entry(1_000, 500, 1, restore()),
            entry(1_000, 0, 1, restore()),
            entry(1_000, 0, 2, chat()),
            entry(1_000, 0, 0, Op::Round(RoundEvent::Ended)),
        ]
    }

    #[test]
    fn each_sort_of_doing_is_told_apart() {
        let activity = Activity::of(&entries());
        let whole = Span {
            from: Millis(0),
            to: Millis(1_000),
        };
        let counts = |actor: u16| Doing::ALL.map(|doing| activity.within(ActorIndex(actor), doing, whole).len());
        assert_eq!(active(&entries()), [1, 2].map(ActorIndex));
        assert_eq!(counts(1), [3, 1, 1, 0, 0]);
        assert_eq!(counts(2), [0, 0, 1, 0, 1]);
        assert!(activity.has(Doing::Chat) && !activity.has(Doing::Card));
    }

    #[test]
    fn slices_hold_everything_once_at_the_time_it_was_made() {
        let activity = Activity::of(&entries());
        let density = |from, to, slices| {
            let stretch = Span {
                from: Millis(from),
                to: Millis(to),
            };
            activity.density(ActorIndex(1), Doing::Draw, stretch, slices)
        };
        assert_eq!(density(0, 1_000, 4), [1, 0, 1, 1]);
        assert_eq!(density(400, 600, 2), [0, 1]);
        assert_eq!(density(0, 1_000, 1), [3]);
        assert_eq!(density(0, 0, 3).iter().sum::<u32>(), 1, "a stretch without length");
        assert!(density(0, 1_000, 0).is_empty());
        assert_eq!(
            activity.density(
                ActorIndex(9),
                Doing::Draw,
                Span {
                    from: Millis(0),
                    to: Millis(9)
                },
                2
            ),
            [0, 0]
        );
    }
}
