//! Text edits in columns: each place is relative to where the same actor's last edit of the same text left off.

use std::collections::BTreeMap;

use super::{Column, Columns, Form};
use crate::{
    actor::{ActorIndex, JoinRank},
    op::{Op, TextTarget},
    text::{Atom, Cause, Edit, Utf16},
};

/// The text each actor edits, and where the next edit is expected.
#[derive(Default)]
pub(super) struct TextState {
    editing: BTreeMap<ActorIndex, (TextTarget, JoinRank)>,
    carets: BTreeMap<(ActorIndex, TextTarget), u32>,
}

impl TextState {
    pub(super) fn encode(
        &mut self,
        columns: &mut Columns,
        actor: ActorIndex,
        target: TextTarget,
        rank: JoinRank,
        atoms: &[Atom],
    ) -> Form {
        if self.editing.get(&actor) == Some(&(target, rank)) {
            columns.put(Column::Target, 0);
        } else {
            let (kind, id) = match target {
                TextTarget::Element(id) => (1, id.0),
                TextTarget::File(id) => (2, id.0),
            };
            columns.put(Column::Target, kind);
            columns.put_bytes(Column::Target, &id.to_be_bytes());
            columns.put(Column::Rank, u64::from(rank.0));
            self.editing.insert(actor, (target, rank));
        }
        columns.put(Column::AtomCount, atoms.len() as u64);
        let caret = self.carets.entry((actor, target)).or_default();
        for atom in atoms {
            let Edit { at, delete, insert } = &atom.edit;
            columns.put(Column::AtomTime, u64::from(atom.dt_millis));
            columns.put(Column::AtomCause, cause_number(atom.cause));
            columns.put_signed(Column::AtomAt, i64::from(at.0) - i64::from(*caret));
            columns.put(Column::AtomDelete, u64::from(delete.0));
            columns.put(Column::AtomLength, insert.len() as u64);
            columns.put_bytes(Column::AtomText, insert.as_bytes());
            *caret = at.0.wrapping_add(Utf16::of(insert).0);
        }
        Form::Text
    }

    pub(super) fn decode(&mut self, columns: &mut Columns, actor: ActorIndex) -> Option<Op> {
        let (target, rank) = match columns.take(Column::Target)? {
            0 => *self.editing.get(&actor)?,
            kind @ (1 | 2) => {
                let id = u128::from_be_bytes(columns.take_bytes(Column::Target, 16)?.try_into().ok()?);
                let target = match kind {
                    1 => TextTarget::Element(crate::id::ElementId(id)),
                    _ => TextTarget::File(crate::id::FileId(id)),
                };
                (target, JoinRank(u32::try_from(columns.take(Column::Rank)?).ok()?))
            }
            _ => return None,
        };
        self.editing.insert(actor, (target, rank));
        let count = columns.take_count(Column::AtomCount)?;
        let caret = self.carets.entry((actor, target)).or_default();
        let mut atoms = Vec::with_capacity(count);
        for _ in 0..count {
            let dt_millis = u32::try_from(columns.take(Column::AtomTime)?).ok()?;
            let cause = cause_of(columns.take(Column::AtomCause)?)?;
            let at = i64::from(*caret).checked_add(columns.take_signed(Column::AtomAt)?)?;
            let at = u32::try_from(at).ok()?;
            let delete = Utf16(u32::try_from(columns.take(Column::AtomDelete)?).ok()?);
            let length = usize::try_from(columns.take(Column::AtomLength)?).ok()?;
            let insert = std::str::from_utf8(columns.take_bytes(Column::AtomText, length)?)
                .ok()?
                .to_owned();
            *caret = at.wrapping_add(Utf16::of(&insert).0);
            atoms.push(Atom {
                dt_millis,
                cause,
                edit: Edit {
                    at: Utf16(at),
                    delete,
                    insert,
                },
            });
        }
        Some(Op::Text { target, rank, atoms })
    }
}

fn cause_number(cause: Cause) -> u64 {
    match cause {
        Cause::Type => 0,
        Cause::Paste => 1,
        Cause::Undo => 2,
        Cause::Command => 3,
        Cause::Import => 4,
    }
}

fn cause_of(number: u64) -> Option<Cause> {
    [Cause::Type, Cause::Paste, Cause::Undo, Cause::Command, Cause::Import]
        .get(usize::try_from(number).ok()?)
        .copied()
}
