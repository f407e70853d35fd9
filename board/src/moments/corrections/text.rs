//! Whose the words and the code are, unit for unit, so that deleting one's own can be told from deleting somebody else's.

use std::collections::HashMap;

use super::{Corrected, Rule};
use crate::{
    actor::ActorIndex,
    op::TextTarget,
    recording::{Entry, Seq},
    text::{Atom, Cause, Edit, Utf16},
    time::Millis,
};

/// So many own units deleted at one go are more than a slip of the fingers (rule M2): of a label, of code.
const LABEL_UNITS_MIN: u32 = 3;
const CODE_UNITS_MIN: u32 = 10;
/// A go of deleting ends with a pause of this, in milliseconds, or as soon as something is typed.
const PAUSE_MILLIS: u64 = 5_000;

/// A correction found in a text, and the entry with which it began.
pub(super) struct Found {
    pub(super) rule: Rule,
    pub(super) what: Corrected,
    pub(super) since: (Millis, Seq),
}

/// All texts of a recording.
#[derive(Default)]
pub(super) struct Texts {
    texts: HashMap<TextTarget, Owned>,
}

/// One text: who typed which stretch of it, one after the other; what nobody typed is the room's.
#[derive(Default)]
struct Owned {
    stretches: Vec<(u32, ActorIndex)>,
    deleting: Option<Deleting>,
}

/// Somebody deletes.
#[derive(Clone, Copy)]
struct Deleting {
    actor: ActorIndex,
    since: (Millis, Seq),
    last: Millis,
    own_units: u32,
}

impl Texts {
    /// A text was there before anybody typed.
    pub(super) fn stands(&mut self, target: TextTarget, length: Utf16) {
        if length.0 > 0 {
            let stretches = vec![(length.0, ActorIndex::ROOM)];
            let deleting = None;
            self.texts.insert(target, Owned { stretches, deleting });
        }
    }

    /// Takes a push, and tells what of it corrects own work.
    pub(super) fn take(&mut self, entry: &Entry, target: TextTarget, atoms: &[Atom]) -> Vec<Found> {
        let (units_min, what) = match target {
            TextTarget::Element(id) => (LABEL_UNITS_MIN, Corrected::Elements(vec![id])),
            TextTarget::File(id) => (CODE_UNITS_MIN, Corrected::File(id)),
        };
        let text = self.texts.entry(target).or_default();
        let mut found = Vec::new();
        let mut tell = |rule, since| {
            let what = what.clone();
            found.push(Found { rule, what, since });
        };
        for atom in atoms {
            let own_units = text.edit(entry.actor, &atom.edit);
            match atom.cause {
                Cause::Undo => {
                    text.deleting = None;
                    tell(Rule::Undone, (entry.at, entry.seq));
                }
                Cause::Type | Cause::Paste | Cause::Command => {
                    let deleted = text.delete(entry, own_units, &atom.edit);
                    if let Some(deleted) = deleted.filter(|deleted| deleted.own_units >= units_min) {
                        tell(Rule::Retyped, deleted.since);
                    }
                }
                Cause::Import => text.deleting = None,
            }
        }
        found
    }
}

impl Owned {
    /// Goes on with deleting, or ends it; how much was deleted at this go so far.
    fn delete(&mut self, entry: &Entry, own_units: u32, edit: &Edit) -> Option<Deleting> {
        let goes_on =
            |deleting: &Deleting| deleting.actor == entry.actor && (entry.at - deleting.last).0 <= PAUSE_MILLIS;
        let before = self.deleting.take().filter(goes_on);
        if own_units == 0 {
            return None;
        }
        let deleted = Deleting {
            actor: entry.actor,
            since: before.map_or((entry.at, entry.seq), |before| before.since),
            last: entry.at,
            own_units: before.map_or(0, |before| before.own_units) + own_units,
        };
        // What is typed in its place ends it.
        self.deleting = edit.insert.is_empty().then_some(deleted);
        Some(deleted)
    }

    /// Takes an edit; how many units of the actor's own it deleted.
    fn edit(&mut self, actor: ActorIndex, edit: &Edit) -> u32 {
        let (mut index, mut within) = self.place(edit.at.0);
        let (mut left, mut own_units) = (edit.delete.0, 0);
        while left > 0 {
            let Some((length, owner)) = self.stretches.get_mut(index) else {
                break;
            };
            let cut = left.min(*length - within);
            own_units += if *owner == actor { cut } else { 0 };
            *length -= cut;
            left -= cut;
            if *length == 0 {
                self.stretches.remove(index);
            } else if within >= *length {
                (index, within) = (index + 1, 0);
            }
        }
        self.insert((index, within), Utf16::of(&edit.insert).0, actor);
        own_units
    }

    fn insert(&mut self, (index, within): (usize, u32), length: u32, actor: ActorIndex) {
        if length == 0 {
            return;
        }
        let before = index.checked_sub(1).filter(|_| within == 0);
        if let Some(stretch) = before.and_then(|before| self.stretches.get_mut(before))
            && stretch.1 == actor
        {
            stretch.0 += length;
            return;
        }
        match self.stretches.get_mut(index) {
            Some(stretch) if stretch.1 == actor => stretch.0 += length,
            Some(stretch) if within > 0 => {
                let behind = (stretch.0 - within, stretch.1);
                stretch.0 = within;
                self.stretches.splice(index + 1..index + 1, [(length, actor), behind]);
            }
            Some(_) | None => self.stretches.insert(index.min(self.stretches.len()), (length, actor)),
        }
    }

    /// The stretch that holds a place, and how far within it the place is.
    fn place(&self, at: u32) -> (usize, u32) {
        let mut before = 0;
        for (index, (length, _)) in self.stretches.iter().enumerate() {
            if at < before + length {
                return (index, at - before);
            }
            before += length;
        }
        (self.stretches.len(), 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_has_its_owner() {
        let mut text = Owned::default();
        let (ana, mo) = (ActorIndex(2), ActorIndex(1));
        let mut edit = |actor, at, delete, insert: &str| {
            let edit = Edit {
                at: Utf16(at),
                delete: Utf16(delete),
                insert: insert.to_owned(),
            };
            let own = text.edit(actor, &edit);
            let owners = text.stretches.iter().map(|(length, owner)| (*length, owner.0));
            (own, owners.collect::<Vec<_>>())
        };
        assert_eq!(edit(ana, 0, 0, "hello"), (0, vec![(5, 2)]));
        assert_eq!(edit(mo, 2, 0, "XY"), (0, vec![(2, 2), (2, 1), (3, 2)]));
        assert_eq!(edit(ana, 4, 0, "z"), (0, vec![(2, 2), (2, 1), (4, 2)]));
        assert_eq!(edit(ana, 1, 4, ""), (2, vec![(1, 2), (3, 2)]));
        assert_eq!(edit(mo, 0, 4, "new"), (0, vec![(3, 1)]));
        assert_eq!(edit(mo, 3, 0, "!"), (0, vec![(4, 1)]));
        assert_eq!(
            edit(mo, 2, 9, ""),
            (2, vec![(2, 1)]),
            "what is not there is not deleted"
        );
    }
}
