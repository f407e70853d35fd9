//! A recording loaded for reading: *what* the board was at any moment (`playback` owns *when*).
//!
//! A checkpoint is kept every so many entries; it is a clone of the board and costs next to nothing. Seeking folds from the
//! nearest checkpoint before (invariant I2).

use crate::{
    board::Board,
    limits::CHECKPOINT_ENTRIES,
    recording::{Entry, RecordingError, Seq, check_order},
    time::Millis,
};

/// A recording with its index.
#[derive(Debug, Default)]
pub struct Timeline {
    entries: Vec<Entry>,
    /// The board before entry 0, before entry `CHECKPOINT_ENTRIES`, and so on.
    checkpoints: Vec<Board>,
}

impl Timeline {
    /// Loads entries, checking order and time. What no longer applies (its target was removed) changes nothing.
    pub fn new(entries: Vec<Entry>) -> Result<Timeline, RecordingError> {
        check_order(None, &entries)?;
        let mut checkpoints = Vec::with_capacity(entries.len() / CHECKPOINT_ENTRIES + 1);
        let mut board = Board::default();
        for (index, entry) in entries.iter().enumerate() {
            if index % CHECKPOINT_ENTRIES == 0 {
                checkpoints.push(board.clone());
            }
            let _ = board.apply(entry.actor, &entry.op);
        }
        Ok(Timeline { entries, checkpoints })
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
        let count = usize::try_from(seq.0).unwrap_or(usize::MAX).min(self.entries.len());
        let checkpoint = (count / CHECKPOINT_ENTRIES).min(self.checkpoints.len().saturating_sub(1));
        let mut board = self.checkpoints.get(checkpoint).cloned().unwrap_or_default();
        let start = checkpoint * CHECKPOINT_ENTRIES;
        for entry in self.entries.get(start..count).unwrap_or_default() {
            let _ = board.apply(entry.actor, &entry.op);
        }
        board
    }

    /// The boards that are kept, with the seq of the last entry in each: places to start from.
    pub fn checkpoints(&self) -> impl Iterator<Item = (Seq, &Board)> {
        let seqs = (0u64..).map(|index| Seq(index * CHECKPOINT_ENTRIES as u64));
        seqs.zip(&self.checkpoints)
    }

    /// The board at a count of entries, going on from one that is known: cheap while playing forwards.
    pub fn forward(&self, board: &mut Board, from: Seq, to: Seq) {
        let range = |seq: Seq| usize::try_from(seq.0).unwrap_or(usize::MAX).min(self.entries.len());
        let (from, to) = (range(from), range(to));
        if from > to || to - from > CHECKPOINT_ENTRIES {
            *board = self.at_seq(Seq(to as u64));
            return;
        }
        for entry in self.entries.get(from..to).unwrap_or_default() {
            let _ = board.apply(entry.actor, &entry.op);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        actor::ActorIndex,
        card::{CardKind, Signal},
        id::CardId,
        op::Op,
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
