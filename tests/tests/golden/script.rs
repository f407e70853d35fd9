//! A room written by hand, op by op: what no simulated person does is in it as well.

use board::{
    Board, Entry, Op,
    actor::{ActorIndex, JoinRank},
    recording::Seq,
    room::StoredEntry,
    time::Millis,
};

/// A recording in the making.
#[derive(Default)]
pub(crate) struct Script {
    pub(crate) board: Board,
    pub(crate) stored: Vec<StoredEntry>,
    position: u64,
    at_millis: u64,
    counters: [u64; 3],
}

impl Script {
    /// The next entry, made some time before it came.
    pub(crate) fn record(&mut self, actor: u16, ago_millis: u32, op: Op) {
        let author = ActorIndex(actor);
        self.board
            .apply(author, &op)
            .unwrap_or_else(|refusal| panic!("{op:?}: {refusal}"));
        self.position += 1;
        self.at_millis += 137 + u64::from(ago_millis) / 3;
        let counter = &mut self.counters[usize::from(actor)];
        *counter += u64::from(actor > 0);
        let entry = Entry {
            seq: Seq(self.stored.len() as u64 + 1),
            at: Millis(self.at_millis),
            ago_millis,
            actor: author,
            op,
            redacted: None,
        };
        self.stored.push(StoredEntry {
            position: self.position,
            recorded: true,
            rank: JoinRank(u32::from(actor)),
            counter: *counter,
            entry,
        });
    }

    /// What is done while the recording is paused: it has positions and no entries.
    pub(crate) fn unrecorded(&mut self, actor: u16, op: &Op) {
        self.board.apply(ActorIndex(actor), op).unwrap();
        self.position += 1;
        self.at_millis += 60_000;
        self.counters[usize::from(actor)] += 1;
    }
}
