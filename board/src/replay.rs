//! A recording loaded for reading: *what* the board was at any moment (`playback` owns *when*).
//!
//! A checkpoint is kept every so many entries, or changed elements where entries change many, though never two close to one
//! another; it is a clone of the board and costs what changed since the last one. Seeking folds from the nearest checkpoint
//! before (invariant I2). Checkpoints are made on the first way forwards: whoever has time makes all of them beforehand.

use std::cell::{Ref, RefCell};

use crate::{
    board::Board,
    limits::{CHECKPOINT_CHANGES, CHECKPOINT_ENTRIES, CHECKPOINT_ENTRIES_MIN},
    op::Op,
    recording::{Entry, RecordingError, Seq, check_order},
    time::Millis,
};

/// A recording with its index.
#[derive(Debug, Default)]
pub struct Timeline {
    entries: Vec<Entry>,
    folded: RefCell<Folded>,
}

/// How far a recording was folded so far.
#[derive(Debug, Default)]
struct Folded {
    /// Boards, with how many entries are in each; the first is empty.
    checkpoints: Vec<(usize, Board)>,
    /// The board after `count` entries, the farthest that was ever wanted.
    board: Board,
    count: usize,
    /// What was changed since the last checkpoint.
    n_changes: usize,
}

impl Timeline {
    /// Loads entries, checking order and time. What no longer applies (its target was removed) changes nothing.
    pub fn new(entries: Vec<Entry>) -> Result<Timeline, RecordingError> {
        check_order(None, &entries)?;
        Ok(Timeline {
            entries,
            folded: RefCell::default(),
        })
    }

    /// All entries.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Time of the last entry.
    pub fn duration(&self) -> Millis {
        self.entries.last().map_or(Millis(0), |entry| entry.at)
    }

    /// How many entries lie at or before a time: the seq of the last of them.
    pub fn seq_at(&self, at: Millis) -> Seq {
        Seq(self.entries.partition_point(|entry| entry.at <= at) as u64)
    }

    /// The board after all entries at or before a time (rule T4).
    pub fn at(&self, at: Millis) -> Board {
        self.at_seq(self.seq_at(at))
    }

    /// The board after an entry; 0 is the empty board, beyond the end is the end.
    pub fn at_seq(&self, seq: Seq) -> Board {
        let count = self.count(seq);
        let folded = self.folded_to(count);
        // At the end as anywhere else by a checkpoint, so that what is checked there is what seeks do.
        if folded.count == count && count < self.entries.len() {
            return folded.board.clone();
        }
        let (start, mut board) = folded.checkpoint_before(count).cloned().unwrap_or_default();
        for entry in self.entries.get(start..count).unwrap_or_default() {
            let _ = board.apply(entry.actor, &entry.op);
        }
        board
    }

    /// Makes the checkpoints among so many further entries; whether all are made now.
    pub fn prepare(&self, n_entries: usize) -> bool {
        let count = self.folded.borrow().count.saturating_add(n_entries);
        self.folded_to(count.min(self.entries.len())).count == self.entries.len()
    }

    /// All boards that are kept, with the seq of the last entry in each: places to start from.
    pub fn checkpoints(&self) -> Vec<(Seq, Board)> {
        let folded = self.folded_to(self.entries.len());
        let checkpoints = folded.checkpoints.iter();
        checkpoints
            .map(|(count, board)| (Seq(*count as u64), board.clone()))
            .collect()
    }

    /// The board at a count of entries, going on from one that is known: cheap while playing forwards.
    pub fn forward(&self, board: &mut Board, from: Seq, to: Seq) {
        let (from, to) = (self.count(from), self.count(to));
        let way = self.entries.get(from..to).unwrap_or_default();
        let is_far = way.len() > CHECKPOINT_ENTRIES
            || way.iter().map(|entry| changes(&entry.op)).sum::<usize>() > CHECKPOINT_CHANGES;
        // A checkpoint on the way saves some of it, and one that is not made yet will; one that lies before only makes it longer.
        let saves = || {
            let folded = self.folded.borrow();
            to > folded.count || folded.checkpoint_before(to).is_some_and(|(count, _)| *count > from)
        };
        if from > to || (is_far && saves()) {
            *board = self.at_seq(Seq(to as u64));
            return;
        }
        for entry in way {
            let _ = board.apply(entry.actor, &entry.op);
        }
    }

    /// How many entries there are up to one.
    fn count(&self, seq: Seq) -> usize {
        usize::try_from(seq.0).unwrap_or(usize::MAX).min(self.entries.len())
    }

    /// What is folded, which is so many entries at least.
    fn folded_to(&self, count: usize) -> Ref<'_, Folded> {
        if self.folded.borrow().count < count || self.folded.borrow().checkpoints.is_empty() {
            self.folded.borrow_mut().go_on(&self.entries, count);
        }
        self.folded.borrow()
    }
}

impl Folded {
    fn go_on(&mut self, entries: &[Entry], count: usize) {
        if self.checkpoints.is_empty() {
            self.checkpoints.push((0, Board::default()));
        }
        for entry in entries.get(self.count..count).unwrap_or_default() {
            let last = self.checkpoints.last().map_or(0, |(count, _)| *count);
            let n_since = self.count - last;
            let is_much = n_since >= CHECKPOINT_ENTRIES_MIN && self.n_changes >= CHECKPOINT_CHANGES;
            if n_since >= CHECKPOINT_ENTRIES || is_much {
                self.checkpoints.push((self.count, self.board.clone()));
                self.n_changes = 0;
            }
            self.n_changes += changes(&entry.op);
            let _ = self.board.apply(entry.actor, &entry.op);
            self.count += 1;
        }
    }

    /// The last checkpoint with at most so many entries in it.
    fn checkpoint_before(&self, count: usize) -> Option<&(usize, Board)> {
        let n_before = self.checkpoints.partition_point(|(start, _)| *start <= count);
        self.checkpoints.get(n_before.checked_sub(1)?)
    }
}

/// How many elements an op changes at most, as far as that makes it slow to fold.
fn changes(op: &Op) -> usize {
    match op {
        Op::Create(elements) => elements.len(),
        Op::Update(changes) => changes.len(),
        Op::Delete(ids) | Op::Restore(ids) => ids.len(),
        Op::InkBegin { .. }
        | Op::InkExtend { .. }
        | Op::InkEnd { .. }
        | Op::Text { .. }
        | Op::CreateFile { .. }
        | Op::UpdateFile { .. }
        | Op::Card { .. }
        | Op::Round(_)
        | Op::Gap(_)
        | Op::Removed => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        actor::ActorIndex,
        card::{CardKind, Signal},
        element::{Element, Kind},
        geometry::Point,
        id::{CardId, ElementId},
        op::{ElementChange, Op, Prop},
        order_key::OrderKey,
    };

    /// Three entries a millisecond, over more than two checkpoints; an entry's number is how many cards there are then.
    fn timeline() -> Timeline {
        let entry = |seq: u64| Entry {
            seq: Seq(seq),
            at: Millis(seq / 3),
            ago_millis: 0,
            actor: ActorIndex(1),
            op: Op::Card {
                id: CardId(u128::from(seq)),
                kind: CardKind::Signal(Signal::Back),
            },
            redacted: None,
        };
        Timeline::new((1..=2 * CHECKPOINT_ENTRIES as u64 + 9).map(entry).collect()).unwrap()
    }

    #[test]
    fn i2_every_way_to_a_moment_leads_to_the_same_board() {
        let (timeline, edge) = (timeline(), CHECKPOINT_ENTRIES as u64);
        let last = timeline.entries().len() as u64;
        let count = |board: &Board| board.cards().count() as u64;
        for seq in [0, 1, 2, edge - 1, edge, edge + 1, 2 * edge, 2 * edge + 1, last] {
            assert_eq!(count(&timeline.at_seq(Seq(seq))), seq);
            for from in [0, 1, edge, seq.saturating_sub(1), seq, last] {
                let mut board = timeline.at_seq(Seq(from));
                timeline.forward(&mut board, Seq(from), Seq(seq));
                assert_eq!(count(&board), seq, "from {from}");
            }
        }
        assert_eq!(count(&timeline.at_seq(Seq(u64::MAX))), last);
    }

    #[test]
    fn prepared_a_little_at_a_time_or_on_the_way_the_checkpoints_are_the_same() {
        let (slowly, at_once, on_the_way) = (timeline(), timeline(), timeline());
        assert!(at_once.prepare(usize::MAX));
        let slices = (1..).find(|_| slowly.prepare(100));
        assert_eq!(slices, Some(slowly.entries().len().div_ceil(100)), "no more at a time");
        assert_eq!(slowly.checkpoints(), at_once.checkpoints());
        let end = Seq(at_once.entries().len() as u64);
        let mut board = Board::default();
        on_the_way.forward(&mut board, Seq(0), end);
        assert_eq!(board, at_once.at_seq(end));
        assert!(on_the_way.prepare(0), "whoever went to the end has made them");
        assert_eq!(on_the_way.checkpoints(), at_once.checkpoints());
        assert!(Timeline::default().prepare(0), "nothing is prepared at once");
    }

    #[test]
    fn many_changes_at_once_keep_few_checkpoints() {
        const DRAGGED: u128 = 1_000;
        let drag = |n: u64| {
            let place = |id| ElementChange {
                id: ElementId(id),
                props: vec![Prop::Origin(Point::new(n as i32, 0))],
            };
            Op::Update((0..DRAGGED).map(place).collect())
        };
        let element = |id| Element::new(ElementId(id), Kind::Frame, OrderKey::first());
        let create = Op::Create((0..DRAGGED).map(element).collect());
        let ops = std::iter::once(create).chain((2..=300).map(drag));
        let entry = |(seq, op)| Entry {
            seq: Seq(seq),
            at: Millis(seq),
            ago_millis: 0,
            actor: ActorIndex(1),
            op,
            redacted: None,
        };
        let timeline = Timeline::new((1..).zip(ops).map(entry).collect()).unwrap();
        let kept = timeline.checkpoints().iter().map(|(seq, _)| seq.0).collect::<Vec<_>>();
        assert_eq!(kept, [0, 64, 128, 192, 256], "by what changes, but not each time");
        for (from, to) in [(0, 300), (60, 70), (65, 127), (128, 129), (200, 100)] {
            let mut board = timeline.at_seq(Seq(from));
            timeline.forward(&mut board, Seq(from), Seq(to));
            let origin = |board: &Board| board.element(ElementId(7)).map(|element| element.origin.x);
            assert_eq!(origin(&board), Some(to as i32), "from {from}");
            assert_eq!(board, timeline.at_seq(Seq(to)));
        }
    }

    #[test]
    fn t4_a_moment_holds_everything_at_or_before_it() {
        let timeline = timeline();
        assert_eq!(timeline.seq_at(Millis(0)), Seq(2));
        assert_eq!(timeline.seq_at(Millis(1)), Seq(5));
        assert_eq!(timeline.at(Millis(1)), timeline.at_seq(Seq(5)));
        assert_eq!(
            timeline.seq_at(timeline.duration()),
            Seq(timeline.entries().len() as u64)
        );
        assert_eq!(Timeline::default().seq_at(Millis(9)), Seq(0));
    }
}
