//! The history of a part of a code file: the part is taken backwards through the edits, and every edit that reached into it is
//! told, until the one that made it.

use super::{Deed, Histories, Step, add};
use crate::{
    card::CodeRange,
    op::{Op, Pieces},
    recording::Entry,
    text::{Atom, Cause, Edit, Utf16},
};

/// What an edit was to the part.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Reach {
    /// It lay elsewhere.
    Elsewhere,
    /// It changed something of it.
    Within,
    /// Before it there was nothing of it.
    Made,
}

impl Histories {
    /// All that was done to a part of a code file, as the file reads after `n_entries`, by time. Costs the edits of that file
    /// since the part was begun.
    ///
    /// An edit counts where it put in or took out something between the first and the last unit of the part; at its very end
    /// a single unit taken out counts too, which is a key pressed there.
    pub fn of_code(&self, entries: &[Entry], part: CodeRange, n_entries: usize) -> Vec<Step> {
        let own = self.files.get(&part.file).map(Vec::as_slice).unwrap_or_default();
        let gap = self.gaps.partition_point(|gap| (*gap as usize) < n_entries);
        let gap = gap.checked_sub(1).and_then(|index| self.gaps.get(index));
        let n_before = own.partition_point(|index| (*index as usize) < n_entries);
        let mut place = (part.from.0, part.to.0);
        let mut found: Vec<(&Entry, Deed)> = Vec::new();
        let mut is_made = false;
        let later = own.get(..n_before).unwrap_or_default().iter().rev();
        for index in later.take_while(|index| gap.is_none_or(|gap| *index > gap)) {
            let Some(entry) = entries.get(*index as usize) else {
                continue;
            };
            let Op::Text { atoms, .. } = &entry.op else { continue };
            for atom in atoms.iter().rev() {
                let reach = back_through(&mut place, &atom.edit);
                if reach != Reach::Elsewhere {
                    found.push((entry, deed_of(atom)));
                }
                is_made = reach == Reach::Made;
                if is_made {
                    break;
                }
            }
            if is_made {
                break;
            }
        }
        let before = gap.and_then(|gap| entries.get(*gap as usize));
        let unseen = before.filter(|_| !is_made).map(|entry| (entry, Deed::Unrecorded));
        let begun = found.last().filter(|_| is_made).map(|(entry, _)| (*entry, Deed::Born));
        let mut steps = Vec::new();
        let all = unseen.into_iter().chain(begun).chain(found.into_iter().rev());
        for (entry, deed) in all {
            let step = Step {
                from: entry.at,
                to: entry.at,
                seq: entry.seq,
                actor: entry.actor,
                deed,
            };
            add(&mut steps, step);
        }
        steps
    }
}

impl Histories {
    /// Where a part of a code file, as the file reads after `n_entries`, is after `n_later`.
    pub fn code_later(&self, entries: &[Entry], part: CodeRange, n_entries: usize, n_later: usize) -> CodeRange {
        let own = self.files.get(&part.file).map(Vec::as_slice).unwrap_or_default();
        let place = |n_entries: usize| own.partition_point(|index| (*index as usize) < n_entries);
        let between = own.get(place(n_entries)..place(n_later)).unwrap_or_default();
        let ops = between
            .iter()
            .filter_map(|index| entries.get(*index as usize))
            .map(|entry| &entry.op);
        ops.fold(part, |part, op| match op.pieces() {
            Pieces::Text(_, atoms) => atoms.iter().fold(part, |part, atom| part.over(&atom.edit)),
            Pieces::Ink(_) | Pieces::Whole => part,
        })
    }
}

fn deed_of(atom: &Atom) -> Deed {
    match atom.cause {
        Cause::Type if atom.edit.insert.is_empty() => Deed::Erased,
        Cause::Type => Deed::Typed,
        Cause::Paste => Deed::Pasted,
        Cause::Undo => Deed::Undone,
        Cause::Command | Cause::Import => Deed::Arranged,
    }
}

/// Takes a part to where it was before an edit, and tells what the edit was to it.
fn back_through(place: &mut (u32, u32), edit: &Edit) -> Reach {
    let (from, to) = *place;
    let (at, inserted, deleted) = (edit.at.0, Utf16::of(&edit.insert).0, edit.delete.0);
    let behind = at + inserted;
    let is_reached = if inserted > 0 {
        at < to && behind > from
    } else {
        (from < at && at < to) || (at == to && from < to && deleted == 1)
    };
    if !is_reached {
        let back = |offset: u32| {
            if offset >= behind {
                offset - inserted + deleted
            } else {
                offset
            }
        };
        // What was deleted right before or behind the part is no part of it.
        *place = if behind <= from {
            (back(from), back(to))
        } else {
            (from, to)
        };
        return Reach::Elsewhere;
    }
    let before = |offset: u32| {
        if offset < at {
            offset
        } else if offset >= behind {
            offset - inserted + deleted
        } else {
            at
        }
    };
    let was_from = if from <= at { from } else { before(from) };
    let was_to = if to >= behind {
        to - inserted + deleted
    } else {
        at + deleted
    };
    *place = (was_from, was_to.max(was_from));
    if place.0 == place.1 && inserted > 0 {
        Reach::Made
    } else {
        Reach::Within
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(place: (u32, u32), (at, delete, insert): (u32, u32, &str), expected: (u32, u32), reach: Reach) {
        let mut now = place;
        let edit = Edit {
            at: Utf16(at),
            delete: Utf16(delete),
            insert: insert.to_owned(),
        };
        assert_eq!(
            (back_through(&mut now, &edit), now),
            (reach, expected),
            "{edit:?} and {place:?}"
        );
    }

    #[test]
    fn a_part_is_where_it_was_before_an_edit() {
        // Before it, behind it, and right at its edges.
        check((10, 20), (3, 0, "ab"), (8, 18), Reach::Elsewhere);
        check((10, 20), (3, 4, ""), (14, 24), Reach::Elsewhere);
        check((10, 20), (25, 4, "x"), (10, 20), Reach::Elsewhere);
        check((10, 20), (9, 0, "\n"), (9, 19), Reach::Elsewhere);
        check((10, 20), (20, 0, "\nnext"), (10, 20), Reach::Elsewhere);
        check((10, 20), (10, 7, ""), (17, 27), Reach::Elsewhere);
        check((10, 20), (20, 7, ""), (10, 20), Reach::Elsewhere);
        // In it.
        check((10, 20), (10, 0, "ab"), (10, 18), Reach::Within);
        check((10, 20), (19, 0, "b"), (10, 19), Reach::Within);
        check((10, 20), (15, 5, ""), (10, 25), Reach::Within);
        check((10, 20), (20, 1, ""), (10, 21), Reach::Within);
        check((10, 20), (12, 3, "xy"), (10, 21), Reach::Within);
        // Over its edges.
        check((10, 20), (8, 0, "abcd"), (8, 16), Reach::Within);
        check((10, 20), (18, 2, "abcd"), (10, 20), Reach::Within);
        // All of it.
        check((10, 20), (8, 0, "abcdefghijklmn"), (8, 8), Reach::Made);
        check((10, 20), (10, 3, "abcdefghij"), (10, 13), Reach::Within);
        check((10, 11), (10, 0, "a"), (10, 10), Reach::Made);
    }
}
