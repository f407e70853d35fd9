//! The queue of own changes: what may join what, so that nothing recorded is lost and nothing is sent needlessly small.

use serde::{Deserialize, Serialize};

use super::Replica;
use crate::{
    limits,
    op::{Op, Pieces, TextTarget},
    text::Atom,
};

/// An own change that waits for the room's answer.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Pending {
    /// Given when it was first sent (rule C2).
    pub counter: Option<u64>,
    /// When it was made (its last atom or sample), on the client's clock.
    pub made_at_millis: u64,
    /// Whether it was handed out on the present connection.
    pub in_flight: bool,
    /// The change, transformed over everything confirmed since.
    pub op: Op,
}

impl Replica {
    pub(super) fn enqueue(&mut self, op: Op, now_millis: u64) {
        let op = match self.join_waiting(op, now_millis) {
            Some(op) => op,
            None => return,
        };
        self.pending.push_back(Pending {
            counter: None,
            made_at_millis: now_millis,
            in_flight: false,
            op,
        });
    }

    /// Adds atoms to the list that waits for the same text, or samples to the stroke's run that waits; gives the op back
    /// where it has to wait by itself.
    fn join_waiting(&mut self, op: Op, now_millis: u64) -> Option<Op> {
        match op.pieces() {
            Pieces::Text(target, _) => self.join_text(target, op, now_millis),
            Pieces::Ink(_) => self.join_ink(op, now_millis),
            Pieces::Whole => Some(op),
        }
    }

    fn join_text(&mut self, target: TextTarget, mut op: Op, now_millis: u64) -> Option<Op> {
        let waiting = self
            .pending
            .iter_mut()
            .rev()
            // What is typed after a card about this text stays after it: the card tells where its stretch was before.
            .find(|pending| pending.op.follows_text() == Some(target));
        let Some(waiting) = waiting.filter(|waiting| waiting.counter.is_none()) else {
            return Some(op);
        };
        if let (Op::Text { atoms: list, .. }, Op::Text { atoms, .. }) = (&mut waiting.op, &mut op)
            && inserted_bytes(list) + inserted_bytes(atoms) <= limits::PUSH_TEXT_BYTES
            && list.len() + atoms.len() <= limits::ATOMS_PER_OP
        {
            let since = now_millis.saturating_sub(waiting.made_at_millis);
            if let Some(first) = atoms.first_mut() {
                first.dt_millis = u32::try_from(since).unwrap_or(u32::MAX);
            }
            list.append(atoms);
            waiting.made_at_millis = now_millis;
            return None;
        }
        Some(op)
    }

    fn join_ink(&mut self, mut op: Op, now_millis: u64) -> Option<Op> {
        let Some(waiting) = self.pending.back_mut().filter(|waiting| waiting.counter.is_none()) else {
            return Some(op);
        };
        if let (Op::InkExtend { id: last, samples: run }, Op::InkExtend { id, samples }) = (&mut waiting.op, &mut op)
            && last == id
            && run.0.len() + samples.0.len() <= limits::SAMPLES_PER_OP
        {
            run.0.append(&mut samples.0);
            waiting.made_at_millis = now_millis;
            return None;
        }
        Some(op)
    }
}

fn inserted_bytes(atoms: &[Atom]) -> usize {
    atoms.iter().map(|atom| atom.edit.insert.len()).sum()
}
