//! Taking an op back: the op that undoes it, and what of that still may be done (rule U1).

use super::Board;
use crate::{
    op::{ElementChange, FileChange, Op, Prop, TextTarget},
    text::Atom,
};

impl Board {
    /// The op that takes `op` back, read off the board as it is before `op`. `None` for what is not taken back (journal
    /// cards, the round's own events).
    pub fn inverse_of(&self, op: &Op) -> Option<Op> {
        match op {
            Op::Create(elements) => Some(Op::Delete(elements.iter().map(|element| element.id).collect())),
            Op::Update(changes) => {
                let back = |change: &ElementChange| {
                    let element = self.element(change.id)?;
                    let props = change.props.iter().filter_map(|prop| prop.as_now(element)).collect();
                    Some(ElementChange { id: change.id, props })
                };
                Some(Op::Update(changes.iter().filter_map(back).collect()))
            }
            Op::Delete(ids) => Some(Op::Restore(
                ids.iter().copied().filter(|id| self.element(*id).is_some()).collect(),
            )),
            Op::Restore(ids) => Some(Op::Delete(
                ids.iter().copied().filter(|id| self.element(*id).is_none()).collect(),
            )),
            Op::InkBegin { id, .. } => Some(Op::Delete(vec![*id])),
            Op::Text { target, rank, atoms } => self.inverse_atoms(*target, atoms).map(|atoms| Op::Text {
                target: *target,
                rank: *rank,
                atoms,
            }),
            Op::CreateFile { id, .. } => Some(Op::UpdateFile {
                id: *id,
                change: FileChange::Deleted(true),
            }),
            Op::UpdateFile { id, change } => {
                let file = self.files.get(*id)?;
                let change = match change {
                    FileChange::Name(_) => FileChange::Name(file.name.clone()),
                    FileChange::Language(_) => FileChange::Language(file.language),
                    FileChange::Deleted(_) => FileChange::Deleted(file.deleted),
                };
                Some(Op::UpdateFile { id: *id, change })
            }
            Op::InkExtend { .. } | Op::InkEnd { .. } | Op::Card { .. } | Op::Round(_) | Op::Gap(_) | Op::Removed => {
                None
            }
        }
    }

    fn inverse_atoms(&self, target: TextTarget, atoms: &[Atom]) -> Option<Vec<Atom>> {
        let mut text = self.text(target)?.clone();
        let mut back = Vec::with_capacity(atoms.len());
        for atom in atoms {
            let edit = text.inverse_of(&atom.edit).ok()?;
            text.apply(&atom.edit).ok()?;
            back.push(Atom {
                dt_millis: 0,
                cause: crate::text::Cause::Undo,
                edit,
            });
        }
        back.reverse();
        Some(back)
    }

    /// Of the property changes in `back`, those whose property still holds the value that `done` gave it: what somebody
    /// else set since stays (rule U1).
    pub fn still_own(&self, back: &[ElementChange], done: &[ElementChange]) -> Vec<ElementChange> {
        let held = |change: &ElementChange, prop: &Prop| {
            let element = self.element(change.id)?;
            let set = done
                .iter()
                .rev()
                .filter(|done| done.id == change.id)
                .flat_map(|done| &done.props);
            set.rev()
                .find(|set| set.sets_the_same(prop))
                .map(|set| set.as_now(element).as_ref() == Some(set))
        };
        let keep = |change: &ElementChange| {
            let props = change
                .props
                .iter()
                .filter(|prop| held(change, prop) == Some(true))
                .cloned()
                .collect::<Vec<_>>();
            (!props.is_empty()).then_some(ElementChange { id: change.id, props })
        };
        back.iter().filter_map(keep).collect()
    }
}
