//! One person at two devices has one history: what the other device did becomes a step here, and what it took back here goes
//! from what can be taken back. The room's order tells no gestures and no undo, so both are read off the changes themselves.

use super::{Done, History, Step};
use crate::{
    op::{Op, TextTarget},
    text::{Cause, Edit, Side, transform_edits},
    time::Millis,
};

/// Changes to the same elements that follow each other this closely are one gesture.
const GESTURE_MILLIS: u64 = 700;
/// Nobody undoes this quickly: a hand that is on the move came by where it was before.
const STREAM_MILLIS: u64 = 150;

/// What news of the room mean for one's own history.
#[derive(Clone, Debug, PartialEq)]
pub enum Heard {
    /// Somebody else edited a text.
    Edits(TextTarget, Vec<Edit>),
    /// The person made a change at another device.
    Own {
        /// The change.
        forward: Op,
        /// What takes it back, if anything does.
        back: Option<Op>,
        /// When it was made.
        at: Millis,
    },
}

/// What the other device was doing when it was last heard of.
#[derive(Debug, Default)]
pub(super) struct Elsewhere {
    /// The time of its last change, while its gesture may go on.
    last: Option<Millis>,
    /// It is taking a step back, which becomes the top of `redo` bit by bit.
    undoing: bool,
    /// It is doing a step again, which becomes the top of `undo`.
    redoing: bool,
}

impl History {
    /// Takes in what was heard.
    pub fn hear(&mut self, heard: Heard) {
        match heard {
            Heard::Edits(target, edits) => self.rebase_text(target, &edits),
            Heard::Own { forward, back, at } => self.learn(forward, back, at),
        }
    }

    /// The person made a change at another device.
    fn learn(&mut self, forward: Op, back: Option<Op>, at: Millis) {
        let done = back.map(|back| Done {
            forward: forward.clone(),
            back,
        });
        let is_on_the_move = self.goes_on(&forward, at, STREAM_MILLIS);
        if !is_on_the_move && takes_back_top(&mut self.undo, &forward) {
            let goes_on = std::mem::replace(&mut self.elsewhere.undoing, true);
            put_on(&mut self.redo, done, goes_on);
            // A step that is taken back whole ends what is being taken back.
            self.elsewhere.undoing = !drop_empty(&mut self.undo);
            self.elsewhere.last = None;
        } else if !is_on_the_move && takes_back_top(&mut self.redo, &forward) {
            let goes_on = std::mem::replace(&mut self.elsewhere.redoing, true);
            put_on(&mut self.undo, done, goes_on);
            self.elsewhere.redoing = !drop_empty(&mut self.redo);
            self.elsewhere.last = None;
        } else if let Some(done) = done {
            let goes_on = self.goes_on(&forward, at, GESTURE_MILLIS);
            put_on(&mut self.undo, Some(done), goes_on);
            self.redo.clear();
            self.elsewhere = Elsewhere {
                last: Some(at),
                ..Elsewhere::default()
            };
        } else if let Some(last) = &mut self.elsewhere.last {
            // Samples of a stroke: nothing to take back, and the gesture goes on.
            *last = at;
        }
    }

    /// Whether a change goes on with the gesture that the other device was last seen in.
    fn goes_on(&self, forward: &Op, at: Millis, within_millis: u64) -> bool {
        let soon = self
            .elsewhere
            .last
            .is_some_and(|last| at <= last + Millis(within_millis));
        soon && self.undo.last().is_some_and(|step| belongs(step, forward))
    }

    /// Something was done here: what the other device does next is a gesture of its own.
    pub(super) fn turn_here(&mut self) {
        self.elsewhere = Elsewhere::default();
    }
}

/// Moves what takes a text change back along with edits that came after it; gives those edits as they read once it is taken
/// back.
pub(super) fn rebase_back(back: &mut Op, target: TextTarget, edits: Vec<Edit>) -> Vec<Edit> {
    let Op::Text { target: own, atoms, .. } = back else {
        return edits;
    };
    if *own != target {
        return edits;
    }
    let mut ours = std::mem::take(atoms)
        .into_iter()
        .map(|atom| (atom.cause, atom.edit))
        .collect::<Vec<_>>();
    let edits = transform_edits(&mut ours, edits, Side::Left);
    let atom = |(cause, edit)| crate::text::Atom {
        dt_millis: 0,
        cause,
        edit,
    };
    *atoms = ours
        .into_iter()
        .map(atom)
        .filter(|atom| !atom.edit.is_empty())
        .collect();
    edits
}

/// Whether a change is what would take back the last one of the top step; if so that one goes.
fn takes_back_top(steps: &mut [Step], op: &Op) -> bool {
    let Some(step) = steps.last_mut() else { return false };
    // What no longer could be taken back was passed over by the other device too.
    let Some(place) = step.iter().rposition(|done| is_back(&done.back, op)) else {
        return false;
    };
    step.truncate(place);
    true
}

fn is_back(back: &Op, op: &Op) -> bool {
    match (back, op) {
        (Op::Text { target: own, .. }, Op::Text { target, atoms, .. }) => {
            own == target && atoms.iter().all(|atom| atom.cause == Cause::Undo)
        }
        // Of several properties those are put back that are still the person's own.
        (Op::Update(back), Op::Update(changes)) => {
            !changes.is_empty()
                && changes.iter().all(|change| {
                    let own = back.iter().find(|own| own.id == change.id);
                    own.is_some_and(|own| change.props.iter().all(|prop| own.props.contains(prop)))
                })
        }
        (back, op) => back == op,
    }
}

fn put_on(steps: &mut Vec<Step>, done: Option<Done>, goes_on: bool) {
    let Some(done) = done else { return };
    match steps.last_mut().filter(|_| goes_on) {
        Some(step) => step.push(done),
        None => steps.push(vec![done]),
    }
}

/// Whether the top step was empty, and is gone now.
fn drop_empty(steps: &mut Vec<Step>) -> bool {
    let is_empty = steps.last().is_some_and(Vec::is_empty);
    if is_empty {
        steps.pop();
    }
    is_empty
}

/// Whether a change goes on with what a step is about.
fn belongs(step: &Step, op: &Op) -> bool {
    let about = |op: &Op| -> Vec<u128> {
        match op {
            Op::Create(elements) => elements.iter().map(|element| element.id.0).collect(),
            Op::Update(changes) => changes.iter().map(|change| change.id.0).collect(),
            Op::Delete(ids) | Op::Restore(ids) => ids.iter().map(|id| id.0).collect(),
            Op::InkBegin { id, .. } | Op::InkExtend { id, .. } | Op::InkEnd { id } => vec![id.0],
            Op::Text {
                target: TextTarget::Element(id),
                ..
            } => vec![id.0],
            Op::Text { .. }
            | Op::CreateFile { .. }
            | Op::UpdateFile { .. }
            | Op::Card { .. }
            | Op::Round(_)
            | Op::Gap(_)
            | Op::Removed => Vec::new(),
        }
    };
    let mut of_step = step.iter().flat_map(|done| about(&done.forward));
    let of_op = about(op);
    of_step.any(|id| of_op.contains(&id))
}
