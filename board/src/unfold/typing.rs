//! One text while some of the edits to come are shown already and others are not. What is shown of an edit is moved over those
//! that are left out, as the room moved it over them when it arrived.

use crate::{
    board::Board,
    op::{Op, TextTarget},
    recording::Entry,
    text::{Atom, Edit, Side, TextBuffer, Utf16, transform_edits},
};

/// Edits left out at most; where others change that much meanwhile, typing waits until it arrives.
const LEFT_OUT_MAX: usize = 200;

/// The text as it will be, and how to come from it to what is shown.
pub(super) struct Typing {
    target: TextTarget,
    /// With everything applied so far; `None` where the text is not on the board yet.
    whole: Option<TextBuffer>,
    /// What takes back from `whole` all that is not shown, in the order to apply it.
    take_back: Vec<Edit>,
}

impl Typing {
    pub(super) fn on(board: &Board, target: TextTarget) -> Typing {
        Typing {
            target,
            whole: board.text(target).cloned(),
            take_back: Vec::new(),
        }
    }

    /// Goes on by an entry of which the first atoms are shown and the rest is not; returns how many were shown.
    pub(super) fn go_on(&mut self, board: &mut Board, entry: &Entry, atoms: &[Atom], n_shown: usize) -> usize {
        let mut moved = Vec::new();
        for (index, atom) in atoms.iter().enumerate() {
            let inverse = self.whole.as_mut().and_then(|whole| {
                let inverse = whole.inverse_of(&atom.edit).ok()?;
                whole.apply(&atom.edit).ok().map(|()| inverse)
            });
            let Some(inverse) = inverse else { break };
            if index >= n_shown || self.take_back.len() > LEFT_OUT_MAX {
                self.leave_out(inverse);
                continue;
            }
            let mut ours = vec![((), atom.edit.clone())];
            self.take_back = transform_edits(&mut ours, std::mem::take(&mut self.take_back), Side::Right);
            self.take_back.retain(|edit| !edit.is_empty());
            moved.extend(ours.into_iter().map(|((), edit)| Atom { edit, ..atom.clone() }));
        }
        let (Op::Text { rank, .. }, false) = (&entry.op, moved.is_empty()) else {
            return 0;
        };
        let pieces = moved.len();
        let op = Op::Text {
            target: self.target,
            rank: *rank,
            atoms: moved,
        };
        // Nothing is left of it where all that it changed is not there yet.
        if board.apply(entry.actor, &op).is_ok() {
            pieces
        } else {
            0
        }
    }

    /// Typing and deleting at one place stays one edit, so that the list stays short.
    fn leave_out(&mut self, inverse: Edit) {
        if let Some(next) = self.take_back.first_mut().filter(|next| next.insert.is_empty()) {
            let end = next.at.0 + next.delete.0;
            if inverse.insert.is_empty() && inverse.at.0 == end {
                next.delete = Utf16(next.delete.0 + inverse.delete.0);
                return;
            }
            let length = Utf16::of(&inverse.insert).0;
            if inverse.delete.0 == 0 && next.at <= inverse.at && inverse.at.0 + length <= end {
                next.delete = Utf16(next.delete.0 - length);
                return;
            }
        }
        self.take_back.insert(0, inverse);
    }
}
