//! Undo and redo of one's own changes (rule U1): each step is one gesture, taken back by a new change, rebased over what
//! others did since and never touching their work.

mod learn;

use std::collections::{HashMap, HashSet};

use crate::{
    board::Board,
    op::{Op, TextTarget},
    text::Edit,
};

use learn::Elsewhere;
pub use learn::Heard;

/// What a session asks of a history. A page may show a board before it has one: there is nothing to take back then.
pub trait Undoing {
    /// What would take a change back, read off the board as it is before.
    fn back_of(&self, forward: &Op, board: &Board) -> Option<Op>;
    /// [`History::push`].
    fn push(&mut self, forward: &Op, back: Option<Op>);
    /// [`History::end_step`].
    fn end_step(&mut self);
    /// [`History::hear`].
    fn hear(&mut self, heard: Heard);
    /// Whether there is something to take back, and something to do again.
    fn possible(&self) -> (bool, bool);
    /// [`History::undo`].
    fn undo(&mut self, board: &dyn Fn() -> Board, apply: &mut dyn FnMut(Op) -> bool);
    /// [`History::redo`].
    fn redo(&mut self, board: &dyn Fn() -> Board, apply: &mut dyn FnMut(Op) -> bool);
}

impl Undoing for History {
    fn back_of(&self, forward: &Op, board: &Board) -> Option<Op> {
        board.inverse_of(forward)
    }

    fn push(&mut self, forward: &Op, back: Option<Op>) {
        History::push(self, forward, back);
    }

    fn end_step(&mut self) {
        History::end_step(self);
    }

    fn hear(&mut self, heard: Heard) {
        History::hear(self, heard);
    }

    fn possible(&self) -> (bool, bool) {
        (self.can_undo(), self.can_redo())
    }

    fn undo(&mut self, board: &dyn Fn() -> Board, apply: &mut dyn FnMut(Op) -> bool) {
        History::undo(self, board, apply);
    }

    fn redo(&mut self, board: &dyn Fn() -> Board, apply: &mut dyn FnMut(Op) -> bool) {
        History::redo(self, board, apply);
    }
}

/// Steps kept.
const STEPS: usize = 500;

/// One person's undo and redo stacks on the drawing.
#[derive(Debug, Default)]
pub struct History {
    undo: Vec<Step>,
    redo: Vec<Step>,
    /// The gesture under way.
    open: Step,
    /// What the person does at another device.
    elsewhere: Elsewhere,
}

/// What one gesture did, in order: each change and the one that takes it back.
type Step = Vec<Done>;

#[derive(Clone, Debug)]
struct Done {
    forward: Op,
    back: Op,
}

impl History {
    /// A change was made as part of the gesture under way; `back` takes it back.
    pub fn push(&mut self, forward: &Op, back: Option<Op>) {
        if let Some(back) = back {
            self.open.push(Done {
                forward: forward.clone(),
                back,
            });
            self.redo.clear();
            self.turn_here();
        }
    }

    /// The gesture is over: what was pushed since the last end is one step.
    pub fn end_step(&mut self) {
        let step = std::mem::take(&mut self.open);
        if leaves_nothing(&step) {
            return;
        }
        self.undo.push(step);
        if self.undo.len() > STEPS {
            self.undo.remove(0);
        }
    }

    /// Whether there is something to take back.
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty() || !self.open.is_empty()
    }

    /// Whether there is something to do again.
    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }

    /// Takes the last step back. `apply` makes a change and returns whether it was taken; `board` is the board it applies to.
    pub fn undo(&mut self, board: impl Fn() -> Board, apply: impl FnMut(Op) -> bool) {
        self.end_step();
        self.turn_here();
        // A step of which nothing is left to take back is passed over.
        let mut apply = apply;
        while let Some(step) = self.undo.pop() {
            let redone = take_back(step, &board, &mut apply);
            if !redone.is_empty() {
                self.redo.push(redone);
                return;
            }
        }
    }

    /// Does the last step that was taken back again.
    pub fn redo(&mut self, board: impl Fn() -> Board, apply: impl FnMut(Op) -> bool) {
        self.turn_here();
        let mut apply = apply;
        while let Some(step) = self.redo.pop() {
            let undone = take_back(step, &board, &mut apply);
            if !undone.is_empty() {
                self.undo.push(undone);
                return;
            }
        }
    }

    /// Somebody else edited a text: what is kept to take back moves along. A step is based on the text as it is once the
    /// steps above it are taken back, so the edit goes down the stack through each of them.
    pub fn rebase_text(&mut self, target: TextTarget, edits: &[Edit]) {
        let mut reaching = edits.to_vec();
        for done in self.undo.iter_mut().chain([&mut self.open]).flatten().rev() {
            reaching = learn::rebase_back(&mut done.back, target, reaching);
        }
        let mut reaching = edits.to_vec();
        for done in self.redo.iter_mut().flatten().rev() {
            reaching = learn::rebase_back(&mut done.back, target, reaching);
        }
    }
}

/// Whether a step ended where it began: nothing was done, what came went again, or what was typed was deleted (rule B6).
fn leaves_nothing(step: &[Done]) -> bool {
    let gone = step.iter().flat_map(|done| match &done.forward {
        Op::Delete(ids) => ids.as_slice(),
        _ => &[],
    });
    let gone = gone.copied().collect::<HashSet<_>>();
    let created = step.iter().flat_map(|done| match &done.forward {
        Op::Create(elements) => elements.as_slice(),
        _ => &[],
    });
    let passing = created
        .map(|element| element.id)
        .filter(|id| gone.contains(id))
        .collect::<HashSet<_>>();
    let mut texts = HashMap::<TextTarget, Vec<&Edit>>::new();
    for done in step.iter().rev() {
        match (&done.forward, &done.back) {
            (Op::Create(elements), _) if elements.iter().all(|element| passing.contains(&element.id)) => {}
            (Op::Delete(ids), _) if ids.iter().all(|id| passing.contains(id)) => {}
            (Op::Update(changes), _) if changes.iter().all(|change| passing.contains(&change.id)) => {}
            (
                Op::Text {
                    target: TextTarget::Element(id),
                    ..
                },
                _,
            ) if passing.contains(id) => {}
            (_, Op::Text { target, atoms, .. }) => {
                texts
                    .entry(*target)
                    .or_default()
                    .extend(atoms.iter().map(|atom| &atom.edit));
            }
            (_, _) => return false,
        }
    }
    texts.into_values().all(|edits| cancel_out(&edits))
}

/// Whether edits, one after the other, leave any text as it was, letter by letter.
fn cancel_out(edits: &[&Edit]) -> bool {
    const NEW: usize = usize::MAX;
    let furthest = edits.iter().map(|edit| edit.at.0 + edit.delete.0).max().unwrap_or(0);
    let reach = (furthest + edits.iter().map(|edit| edit.delete.0).sum::<u32>()) as usize;
    let mut letters = (0..reach).collect::<Vec<_>>();
    for edit in edits {
        let (at, end) = (edit.at.0 as usize, (edit.at.0 + edit.delete.0) as usize);
        if end > letters.len() {
            return false;
        }
        letters.splice(at..end, edit.insert.encode_utf16().map(|_| NEW));
    }
    letters.len() == reach && letters.into_iter().enumerate().all(|(at, letter)| at == letter)
}

/// Applies the backs of a step, last first; returns the step that takes this back again.
fn take_back(step: Step, board: &impl Fn() -> Board, apply: &mut impl FnMut(Op) -> bool) -> Step {
    let mut reverse = Step::new();
    for Done { forward, back } in step.into_iter().rev() {
        let now = board();
        let Some(op) = still_possible(&now, &forward, back) else {
            continue;
        };
        let again = now.inverse_of(&op);
        if apply(op.clone())
            && let Some(again) = again
        {
            reverse.push(Done {
                forward: op,
                back: again,
            });
        }
    }
    reverse
}

/// Of a change that takes another back, the part that touches nobody else's later work.
fn still_possible(board: &Board, forward: &Op, back: Op) -> Option<Op> {
    match (forward, back) {
        (Op::Update(done), Op::Update(back)) => {
            let kept = board.still_own(&back, done);
            (!kept.is_empty()).then_some(Op::Update(kept))
        }
        (_, back) => Some(back),
    }
}

#[cfg(test)]
mod tests;
