//! A server that was set back to a backup has forgotten what it acknowledged: the client offers its own again (rule C5).

use super::{Pending, Replica, news::rebase_atoms};
use crate::{
    board::Board,
    limits::ACKNOWLEDGED_KEPT,
    op::Op,
    text::{Side, TextBuffer, diff_edit},
};

/// An own change that the room has acknowledged.
#[derive(Debug)]
pub(super) struct Acknowledged {
    counter: u64,
    /// On the client's clock.
    made_at_millis: u64,
    /// As the room ordered it.
    op: Op,
    /// The text it edits or is about, right before it; shares its memory with the texts before and after.
    before: Option<TextBuffer>,
}

impl Replica {
    /// Called before the change is in `confirmed`.
    pub(super) fn keep_acknowledged(&mut self, counter: u64, made_at_millis: u64, op: &Op) {
        let text = op.follows_text().and_then(|target| self.confirmed.text(target));
        self.acknowledged.push_back(Acknowledged {
            counter,
            made_at_millis,
            op: op.clone(),
            before: text.cloned(),
        });
        if self.acknowledged.len() > ACKNOWLEDGED_KEPT {
            self.acknowledged.pop_front();
        }
    }

    /// Puts what the room has lost before what waits, all of it brought onto the room's board, under new numbers.
    pub(super) fn offer_again(&mut self, mut before: Board, answered: u64) {
        let is_known = |kept: &Acknowledged| kept.counter <= answered;
        let known = self.acknowledged.partition_point(is_known);
        let lost = self.acknowledged.split_off(known);
        let mut queue = Vec::with_capacity(lost.len() + self.pending.len());
        queue.extend(lost.into_iter().map(|lost| (lost.made_at_millis, lost.op, lost.before)));
        for Pending { made_at_millis, op, .. } in std::mem::take(&mut self.pending) {
            let text = op.follows_text().and_then(|target| before.text(target)).cloned();
            let _ = before.apply(self.actor, &op);
            queue.push((made_at_millis, op, text));
        }
        let mut board = self.confirmed.clone();
        for (made_at_millis, mut op, text) in queue {
            if let (Some(target), Some(text)) = (op.follows_text(), text) {
                let now = board.text(target).map(ToString::to_string).unwrap_or_default();
                let edit = diff_edit(&text.to_string(), &now, None);
                if let Op::Text { atoms, .. } = &mut op {
                    rebase_atoms(atoms, edit.into_iter().collect(), Side::Right);
                } else if let Some(code) = op.code_mut() {
                    *code = edit.iter().fold(*code, |code, edit| code.over(edit));
                }
            }
            let op = self.own(op);
            // What it needs may be somebody else's and come back later; the room decides.
            let _ = board.apply(self.actor, &op);
            self.pending.push_back(Pending {
                counter: None,
                made_at_millis,
                in_flight: false,
                op,
            });
        }
    }
}
