//! The invariants of a simulated room that has come to rest.

use std::collections::BTreeSet;

use board::{Board, actor::JoinRank, recording::Seq, replay::Timeline};

use super::{FILE, World};

impl World {
    pub(super) fn check(&self) {
        for person in &self.people {
            assert_eq!(
                person.replica.board(),
                self.room.board(),
                "I3: {:?} differs from the room",
                person.actor
            );
            assert_eq!(person.replica.confirmed(), self.room.board(), "I3: confirmed differs");
            let shown = self
                .room
                .board()
                .file(FILE)
                .map(|file| file.text.to_string())
                .unwrap_or_default();
            assert_eq!(
                person.editor, shown,
                "the editor of {:?} drifted from its replica",
                person.actor
            );
        }
        let stored = |key: &(JoinRank, u64)| {
            self.disk
                .recording
                .iter()
                .filter(|stored| (stored.rank, stored.counter) == *key)
                .count()
        };
        let numbers = self.disk.recording.iter().filter(|stored| stored.rank.0 > 0);
        for key in numbers
            .map(|stored| (stored.rank, stored.counter))
            .collect::<BTreeSet<_>>()
        {
            assert_eq!(stored(&key), 1, "I5: {key:?} was applied twice");
        }
        let mut cards = BTreeSet::new();
        for card in self.room.board().cards() {
            assert!(cards.insert(card.id), "I5: {:?} was said twice", card.id);
        }
        self.check_recording();
    }

    /// I1 and I2 on everything recorded so far.
    fn check_recording(&self) {
        let timeline = Timeline::new(self.entries()).expect("a sound recording");
        timeline.prepare(usize::MAX);
        assert_eq!(timeline.entries().len(), self.live.len());
        let mut folded = Board::default();
        for (entry, live) in timeline.entries().iter().zip(&self.live) {
            folded.apply(entry.actor, &entry.op).expect("what was recorded applies");
            assert_eq!(
                folded, *live,
                "I1: replay at {:?} differs from the live board",
                entry.seq
            );
        }
        for (index, live) in self.live.iter().enumerate().step_by(37) {
            let at = timeline.entries()[index].at;
            let last = timeline.seq_at(at);
            assert_eq!(timeline.at(at), self.live[last.0 as usize - 1], "I2: seek to {at:?}");
            assert_eq!(timeline.at_seq(Seq(index as u64 + 1)), *live, "I2: seek to seq {index}");
        }
    }
}
