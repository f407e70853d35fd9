//! The client's copy of a room: the confirmed board and, on top, the client's own changes that wait for their answer.
//!
//! News from the room is applied to the confirmed board; what waits is transformed over it and applied again. A text has one
//! push in flight; what is typed meanwhile waits as a list of atoms, never composed (rules X1, X2). Times are milliseconds
//! of the client's own monotonic clock, passed in.

mod alone;
mod news;
mod pending;
mod set_back;

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::{
    actor::{ActorIndex, JoinRank},
    board::{Board, Change, Refusal},
    history::Heard,
    id::ClientId,
    limits::PUSHES_IN_FLIGHT,
    op::{Op, TextTarget},
    protocol::{Hello, Push, Resume, Start, Welcome},
    snapshot::Snapshot,
    sorting::sort_by,
    text::Edit,
    time::Millis,
};

pub use pending::Pending;
use set_back::Acknowledged;

/// The client's side of a room.
#[derive(Debug)]
pub struct Replica {
    client: ClientId,
    actor: ActorIndex,
    rank: JoinRank,
    confirmed: Board,
    /// Up to where the room's order is in `confirmed`.
    position: u64,
    /// When what stands at `position` was ordered, where that is known.
    at: Option<Millis>,
    /// Whether `confirmed` really is the board at `position`: not so after a reload until the room sent it.
    has_board: bool,
    /// `confirmed` with everything pending on top: what the person sees.
    shown: Board,
    pending: VecDeque<Pending>,
    next_counter: u64,
    /// The latest of one's own that the room has acknowledged, oldest first.
    acknowledged: VecDeque<Acknowledged>,
}

/// What an outbox keeps over a reload (rule C3).
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct SavedReplica {
    /// The client.
    pub client: ClientId,
    /// The next counter to give.
    pub next_counter: u64,
    /// The position that `pending` is based on.
    pub position: u64,
    /// What waits for its answer; its times are ages at the moment of saving, for each page has a clock of its own.
    pub pending: Vec<Pending>,
}

/// What a message did to the copy.
#[derive(Debug, Default, PartialEq)]
pub struct Received {
    /// What looks different.
    pub change: Change,
    /// Edits to texts as the person sees them, in order: what an editor that shows the text has to take over.
    pub texts: Vec<(TextTarget, Vec<Edit>)>,
    /// What concerns one's own history of undo, in order.
    pub heard: Vec<Heard>,
    /// Own changes that the room refused, with the reason.
    pub refused: Vec<(Op, Refusal)>,
    /// The copy no longer follows the room and needs a fresh start (reconnect as new).
    pub lost: bool,
    /// Whether the shown board is the very one from before: the room took what it shows already.
    pub is_as_shown: bool,
}

/// What to do with own changes that a welcome could not carry over.
#[derive(Debug, Default, PartialEq)]
pub struct Welcomed {
    /// Text that was typed on a state the room no longer keeps: offer it as a copy (rule X3).
    pub stranded: Vec<Op>,
}

impl Replica {
    /// A client that has nothing yet.
    pub fn new(client: ClientId) -> Replica {
        Replica {
            client,
            actor: ActorIndex::ROOM,
            rank: JoinRank(0),
            confirmed: Board::default(),
            position: 0,
            at: None,
            has_board: false,
            shown: Board::default(),
            pending: VecDeque::new(),
            next_counter: 1,
            acknowledged: VecDeque::new(),
        }
    }

    /// A client that comes back after a reload with what its outbox kept; `asleep_millis` lie between saving and now.
    pub fn restore(saved: SavedReplica, now_millis: u64, asleep_millis: u64) -> Replica {
        let mut replica = Replica::new(saved.client);
        replica.next_counter = saved.next_counter;
        replica.position = saved.position;
        replica.pending = saved.pending.into();
        for pending in &mut replica.pending {
            pending.in_flight = false;
            pending.made_at_millis = now_millis.saturating_sub(pending.made_at_millis + asleep_millis);
        }
        replica
    }

    /// What an outbox has to keep.
    pub fn saved(&self, now_millis: u64) -> SavedReplica {
        let aged = |pending: &Pending| Pending {
            made_at_millis: now_millis.saturating_sub(pending.made_at_millis),
            ..pending.clone()
        };
        SavedReplica {
            client: self.client,
            next_counter: self.next_counter,
            position: self.position,
            pending: self.pending.iter().map(aged).collect(),
        }
    }

    /// What the person sees.
    pub fn board(&self) -> &Board {
        &self.shown
    }

    /// What the room has confirmed.
    pub fn confirmed(&self) -> &Board {
        &self.confirmed
    }

    /// Up to where the room's order is known.
    pub fn position(&self) -> u64 {
        self.position
    }

    /// Whose copy it is.
    pub fn actor(&self) -> ActorIndex {
        self.actor
    }

    /// The client's rank in the room.
    pub fn rank(&self) -> JoinRank {
        self.rank
    }

    /// Own changes that wait for their answer.
    pub fn waiting(&self) -> usize {
        self.pending.len()
    }

    /// Own changes that wait, oldest first.
    pub fn pending(&self) -> impl Iterator<Item = &Pending> {
        self.pending.iter()
    }

    /// The first message of a new connection. What was in flight is sent again after the welcome.
    pub fn hello(&mut self, away_millis: u64) -> Hello {
        for pending in &mut self.pending {
            pending.in_flight = false;
        }
        let position = self.position;
        let resume = match (self.has_board, self.at, self.pending.is_empty()) {
            (true, Some(at), _) => Resume::TailAfter { position, at },
            (true, None, _) => Resume::Tail { position },
            (false, _, false) => Resume::BoardAt { position },
            (false, _, true) => Resume::Fresh,
        };
        Hello {
            client: self.client,
            resume,
            pending: self.pending.len() as u32,
            away_millis,
        }
    }

    /// The room's answer to the hello.
    pub fn welcome(&mut self, welcome: &Welcome) -> Welcomed {
        (self.actor, self.rank) = (welcome.you, welcome.rank);
        self.next_counter = self.next_counter.max(welcome.answered + 1);
        let mut stranded = Vec::new();
        match &welcome.start {
            Start::FromYours => {}
            Start::FromBoard { position, board } if self.has_board => {
                // The room was set back to a backup, else it would have sent what came since (rule C5).
                let before = std::mem::take(&mut self.confirmed);
                self.start_from(*position, board);
                self.offer_again(before, welcome.answered);
            }
            Start::FromBoard { position, board } => self.start_from(*position, board),
            Start::TooOld { position, board } if self.has_board => {
                // What lies between is gone, but both ends are known: their difference stands for it.
                let mut before = self.confirmed.clone();
                for answered in self.take_answered(welcome.answered) {
                    let _ = before.apply(self.actor, &answered);
                }
                self.start_from(*position, board);
                self.rebase_over_difference(&before);
                // A stretch may have been removed: what the room no longer holds is never offered again.
                self.acknowledged.clear();
            }
            Start::TooOld { position, board } => {
                self.start_from(*position, board);
                self.take_answered(welcome.answered);
                let (old, kept) = std::mem::take(&mut self.pending)
                    .into_iter()
                    .partition::<VecDeque<_>, _>(|pending| pending.op.text_target().is_some());
                self.pending = kept;
                self.pending.iter_mut().for_each(|pending| pending.op.forget_code());
                stranded.extend(old.into_iter().map(|pending| pending.op));
            }
        }
        self.rebuild();
        Welcomed { stranded }
    }

    /// Takes out what the room has decided on already: the board it sends includes it.
    fn take_answered(&mut self, answered: u64) -> Vec<Op> {
        let (done, waiting) = std::mem::take(&mut self.pending)
            .into_iter()
            .partition::<VecDeque<_>, _>(|pending| pending.counter.is_some_and(|counter| counter <= answered));
        self.pending = waiting;
        done.into_iter().map(|pending| pending.op).collect()
    }

    fn start_from(&mut self, position: u64, board: &Snapshot) {
        self.confirmed = Board::from(board.clone());
        (self.position, self.at) = (position, None);
        self.has_board = true;
    }

    /// A change of the person's own: applied at once, and kept until the room has answered.
    pub fn local(&mut self, op: Op, now_millis: u64) -> Result<Change, Refusal> {
        let op = self.own(op);
        let change = self.shown.apply(self.actor, &op)?;
        self.enqueue(op, now_millis);
        Ok(change)
    }

    /// The op that would take `op` back, read off what the person sees now.
    pub fn inverse_of(&self, op: &Op) -> Option<Op> {
        self.shown.inverse_of(op)
    }

    /// Changes that may be sent now, in order; each is handed out once per connection.
    pub fn to_send(&mut self, now_millis: u64) -> Vec<Push> {
        let mut busy: Vec<TextTarget> = Vec::new();
        let mut pushes = Vec::new();
        let mut in_flight = self.pending.iter().filter(|pending| pending.in_flight).count();
        for pending in &mut self.pending {
            if in_flight >= PUSHES_IN_FLIGHT {
                break;
            }
            let target = pending.op.follows_text();
            if target.is_some_and(|target| busy.contains(&target)) {
                continue;
            }
            busy.extend(target);
            if pending.in_flight {
                continue;
            }
            let counter = *pending.counter.get_or_insert_with(|| {
                self.next_counter += 1;
                self.next_counter - 1
            });
            pending.in_flight = true;
            in_flight += 1;
            let ago = now_millis.saturating_sub(pending.made_at_millis);
            let ago_millis = u32::try_from(ago).unwrap_or(u32::MAX);
            pushes.push(Push {
                counter,
                base: self.position,
                ago_millis,
                op: pending.op.clone(),
            });
        }
        // After a reconnect, what had its number before goes first, in that order.
        sort_by(&mut pushes, |left, right| left.counter.cmp(&right.counter));
        pushes
    }

    /// Sets what the room alone decides in an own op: its author and, for text, the rank.
    fn own(&self, mut op: Op) -> Op {
        match &mut op {
            Op::Create(elements) => elements.iter_mut().for_each(|element| element.author = self.actor),
            Op::Text { rank, .. } => *rank = self.rank,
            Op::Update(_)
            | Op::Delete(_)
            | Op::Restore(_)
            | Op::InkBegin { .. }
            | Op::InkExtend { .. }
            | Op::InkEnd { .. }
            | Op::CreateFile { .. }
            | Op::UpdateFile { .. }
            | Op::Card { .. }
            | Op::Round(_)
            | Op::Gap(_)
            | Op::Removed => {}
        }
        op
    }

    /// Puts what waits on top of what is confirmed.
    fn rebuild(&mut self) {
        self.shown = self.confirmed.clone();
        for pending in &self.pending {
            // Something it needs was deleted or refused meanwhile; the room will say the same.
            let _ = self.shown.apply(self.actor, &pending.op);
        }
    }
}

#[cfg(test)]
mod tests;
