//! Taking news in: set pending aside, apply what is confirmed, put pending back on top.

use super::{Pending, Received, Replica};
use crate::{
    board::{Board, Change, Refusal},
    history::Heard,
    op::{Op, TextTarget},
    protocol::News,
    recording::{Entry, Seq},
    sorting::sort_by,
    text::{Edit, Side, TextBuffer, diff_edit, transform_edits},
    time::Millis,
};

impl Replica {
    /// Takes a batch of news in.
    pub fn receive(&mut self, news: Vec<News>) -> Received {
        let mut received = Received {
            is_as_shown: self.are_own_in_order(&news),
            ..Received::default()
        };
        let before = self.shown.clone();
        for item in news {
            match item {
                News::Entry { position, entry } => self.take_entry(position, entry, &mut received),
                News::Accepted {
                    counter,
                    position,
                    seq,
                    op,
                    at,
                } => self.take_own(counter, (position, seq, at), op, &mut received),
                News::NoEffect { counter } => {
                    if let Some(gone) = self.answered(counter) {
                        note_lost(&gone.op, &mut received.change);
                    }
                }
                News::Refused { counter, refusal } => {
                    if let Some(gone) = self.answered(counter) {
                        note_lost(&gone.op, &mut received.change);
                        self.take_back_text(&gone.op);
                        received.refused.push((gone.op, refusal));
                    }
                }
            }
        }
        if !received.is_as_shown {
            self.rebuild();
        }
        for target in std::mem::take(&mut received.change.texts) {
            let edits = received.texts.iter().position(|(edited, _)| *edited == target);
            let edits = edits.map_or_else(Vec::new, |index| received.texts.swap_remove(index).1);
            let n_heard = edits.iter().filter(|edit| !edit.is_empty()).count();
            let edits = self.settled(before.text(target), target, edits);
            if let Some(closing) = edits.get(n_heard..).filter(|closing| !closing.is_empty()) {
                received.heard.push(Heard::Edits(target, closing.to_vec()));
            }
            if !edits.is_empty() {
                received.texts.push((target, edits));
                received.change.texts.push(target);
            }
        }
        received
    }

    /// Whether news say nothing but that the room took the first pending changes, as they are: with them on the confirmed
    /// board and the others pending, the shown board is what it was. While one draws that is what most news say.
    fn are_own_in_order(&self, news: &[News]) -> bool {
        let own = news.iter().zip(&self.pending).zip(self.position + 1..);
        let n_own = own.take_while(|((item, pending), next)| match item {
            News::Accepted {
                counter,
                position,
                op: None,
                ..
            } => pending.counter == Some(*counter) && position == next,
            News::Accepted { op: Some(_), .. } | News::Entry { .. } | News::NoEffect { .. } | News::Refused { .. } => {
                false
            }
        });
        n_own.count() == news.len()
    }

    fn take_entry(&mut self, position: u64, entry: Entry, received: &mut Received) {
        if position <= self.position {
            // A resumed tail may begin with what is known already.
            return;
        }
        if position != self.position + 1 {
            received.lost = true;
            return;
        }
        (self.position, self.at) = (position, Some(entry.at));
        let is_own = entry.actor == self.actor;
        let back = is_own.then(|| self.confirmed.inverse_of(&entry.op)).flatten();
        match self.confirmed.apply(entry.actor, &entry.op) {
            Ok(change) => merge(&mut received.change, change),
            Err(Refusal::NoEffect) => {}
            Err(_) => received.lost = true,
        }
        let on_board = !matches!(entry.op.text_target(), Some(TextTarget::File(_)));
        if is_own && on_board {
            received.heard.push(Heard::Own {
                forward: entry.op.clone(),
                back,
                at: entry.made_at(),
            });
        }
        let Op::Text { target, rank, atoms } = entry.op else {
            return;
        };
        let theirs = atoms.into_iter().map(|atom| atom.edit).collect::<Vec<_>>();
        let mut theirs = self.rebase_pending(target, theirs, Side::of(self.rank, rank));
        if !is_own {
            received.heard.push(Heard::Edits(target, theirs.clone()));
        }
        match received.texts.iter_mut().find(|(edited, _)| *edited == target) {
            Some((_, edits)) => edits.append(&mut theirs),
            None => received.texts.push((target, theirs)),
        }
    }

    /// Transforms pending texts over the difference between two confirmed boards.
    pub(super) fn rebase_over_difference(&mut self, before: &Board) {
        let mut targets = self
            .pending
            .iter()
            .filter_map(|pending| pending.op.follows_text())
            .collect::<Vec<_>>();
        sort_by(&mut targets, Ord::cmp);
        targets.dedup();
        for target in targets {
            let read = |board: &Board| board.text(target).map(ToString::to_string).unwrap_or_default();
            let theirs = diff_edit(&read(before), &read(&self.confirmed), None);
            self.rebase_pending(target, theirs.into_iter().collect(), Side::Right);
        }
    }

    /// What was typed after a push that was refused goes on where that push would not have been. It was the first of its
    /// text: one push is in flight at a time (rule X2).
    fn take_back_text(&mut self, op: &Op) {
        let Op::Text { target, atoms, .. } = op else { return };
        let Some(without) = self.confirmed.text(*target) else {
            return;
        };
        let mut with = without.clone();
        if atoms.iter().all(|atom| with.apply(&atom.edit).is_ok()) {
            let back = diff_edit(&with.to_string(), &without.to_string(), None);
            self.rebase_pending(*target, back.into_iter().collect(), Side::Right);
        }
    }

    /// Transforms pending edits of a text, and stretches of it that cards are about, over edits of others; gives those as they
    /// read after the pending ones.
    fn rebase_pending(&mut self, target: TextTarget, mut theirs: Vec<Edit>, side: Side) -> Vec<Edit> {
        for pending in &mut self.pending {
            if let Op::Text {
                target: ours, atoms, ..
            } = &mut pending.op
                && *ours == target
            {
                theirs = rebase_atoms(atoms, theirs, side);
            } else if pending.op.follows_text() == Some(target)
                && let Some(code) = pending.op.code_mut()
            {
                *code = theirs.iter().fold(*code, |code, edit| code.over(edit));
            }
        }
        theirs
    }

    fn take_own(&mut self, counter: u64, place: (u64, Seq, Millis), op: Option<Op>, received: &mut Received) {
        let (position, seq, at) = place;
        let waiting = self.answered(counter).or_else(|| self.sent_unsaved(op.as_ref()));
        if position <= self.position {
            // Its effect is in the board already; what was shown of it twice goes.
            if let Some(waiting) = waiting {
                note_lost(&waiting.op, &mut received.change);
            }
            return;
        }
        if position != self.position + 1 {
            received.lost = true;
            return;
        }
        let made_at_millis = waiting.as_ref().map(|waiting| waiting.made_at_millis);
        let Some(op) = op.or(waiting.map(|waiting| waiting.op)) else {
            received.lost = true;
            return;
        };
        (self.position, self.at) = (position, Some(at));
        // What was done while recording was paused is not offered again: it could become part of the recording (rule E2).
        if let Some(made_at_millis) = made_at_millis.filter(|_| seq > Seq(0)) {
            self.keep_acknowledged(counter, made_at_millis, &op);
        }
        match self.confirmed.apply(self.actor, &op) {
            Ok(change) => merge(&mut received.change, change),
            Err(Refusal::NoEffect) => {}
            Err(_) => received.lost = true,
        }
    }

    /// After a reload: a change that was sent after the outbox was last written, so that it came back without its number.
    /// What the room recorded tells which one it is; sending it again would do it twice.
    fn sent_unsaved(&mut self, recorded: Option<&Op>) -> Option<Pending> {
        let recorded = recorded?;
        let same = |pending: &Pending| pending.counter.is_none() && is_same_push(&pending.op, recorded);
        let index = self.pending.iter().position(same)?;
        self.pending.remove(index)
    }

    /// Takes an answered change out of the queue.
    fn answered(&mut self, counter: u64) -> Option<Pending> {
        let index = self
            .pending
            .iter()
            .position(|pending| pending.counter == Some(counter))?;
        self.pending.remove(index)
    }

    /// The edits that lead from the text shown before to the one shown now: those of the others where they do, else with
    /// one more that closes the difference (an own edit was refused).
    fn settled(&self, before: Option<&TextBuffer>, target: TextTarget, edits: Vec<Edit>) -> Vec<Edit> {
        let Some(now) = self.shown.text(target) else {
            return Vec::new();
        };
        let start = before.cloned().unwrap_or_default();
        let mut reached = start.clone();
        let mut edits = edits.into_iter().filter(|edit| !edit.is_empty()).collect::<Vec<_>>();
        if edits.iter().any(|edit| reached.apply(edit).is_err()) {
            (reached, edits) = (start, Vec::new());
        }
        if reached != *now {
            edits.extend(diff_edit(&reached.to_string(), &now.to_string(), None));
        }
        edits
    }
}

/// Whether a recorded op is a waiting one, perhaps grown by what joined it later.
fn is_same_push(waiting: &Op, recorded: &Op) -> bool {
    match (waiting, recorded) {
        (Op::Text { target: ours, .. }, Op::Text { target, .. }) => ours == target,
        (Op::InkExtend { id: ours, .. }, Op::InkExtend { id, .. }) => ours == id,
        (Op::Card { id: ours, .. }, Op::Card { id, .. }) => ours == id,
        (waiting, recorded) => waiting == recorded,
    }
}

/// Transforms pending atoms over edits of others; gives back those edits as they read after the atoms.
pub(super) fn rebase_atoms(atoms: &mut Vec<crate::text::Atom>, theirs: Vec<Edit>, side: Side) -> Vec<Edit> {
    let mut ours = std::mem::take(atoms)
        .into_iter()
        .map(|atom| ((atom.dt_millis, atom.cause), atom.edit))
        .collect::<Vec<_>>();
    let theirs = transform_edits(&mut ours, theirs, side);
    let atom = |((dt_millis, cause), edit)| crate::text::Atom { dt_millis, cause, edit };
    *atoms = ours.into_iter().map(atom).collect();
    theirs
}

/// A change of ours that did not come to be looks different, too.
fn note_lost(op: &Op, change: &mut Change) {
    change.everything = true;
    change.texts.extend(op.text_target());
}

fn merge(into: &mut Change, change: Change) {
    into.elements.extend(change.elements);
    for target in change.texts {
        if !into.texts.contains(&target) {
            into.texts.push(target);
        }
    }
    into.files |= change.files;
    into.cards |= change.cards;
    into.round = change.round.or(into.round);
    into.everything |= change.everything;
}
