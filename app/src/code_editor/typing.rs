//! From what an editor tells to ops that a room takes: one atom per place that a keystroke changed, long pastes in pieces.

use board::{
    actor::JoinRank,
    op::{Op, TextTarget},
    text::{Atom, Edit, Utf16},
};

use crate::code_editor::bridge::CausedEdits;

/// Longest insert of one atom.
const PIECE_UNITS: u32 = 16_384;
/// Most bytes of inserted text in one op: well below what one message may hold.
const OP_BYTES: usize = 96 * 1024;

/// The ops of one keystroke or paste, in order. Their rank and the first time are the replica's to set.
pub(super) fn ops_of(target: TextTarget, edits: CausedEdits) -> Vec<Op> {
    let mut ops = Vec::new();
    let mut atoms = Vec::new();
    let mut n_bytes = 0;
    for (cause, edit) in edits {
        for edit in pieces(edit) {
            if n_bytes + edit.insert.len() > OP_BYTES && !atoms.is_empty() {
                ops.push(text_op(target, std::mem::take(&mut atoms)));
                n_bytes = 0;
            }
            n_bytes += edit.insert.len();
            atoms.push(Atom {
                dt_millis: 0,
                cause,
                edit,
            });
        }
    }
    if !atoms.is_empty() {
        ops.push(text_op(target, atoms));
    }
    ops
}

fn text_op(target: TextTarget, atoms: Vec<Atom>) -> Op {
    Op::Text {
        target,
        rank: JoinRank::default(),
        atoms,
    }
}

/// The same edit in pieces that each insert no more than one atom may.
fn pieces(edit: Edit) -> Vec<Edit> {
    if Utf16::of(&edit.insert).0 <= PIECE_UNITS {
        return vec![edit];
    }
    let mut pieces = Vec::new();
    let mut piece = Edit {
        at: edit.at,
        delete: edit.delete,
        insert: String::new(),
    };
    let mut piece_units = 0;
    for character in edit.insert.chars() {
        let units = character.len_utf16() as u32;
        if piece_units + units > PIECE_UNITS {
            let next_at = Utf16(piece.at.0 + piece_units);
            pieces.push(std::mem::replace(
                &mut piece,
                Edit {
                    at: next_at,
                    ..Edit::default()
                },
            ));
            piece_units = 0;
        }
        piece.insert.push(character);
        piece_units += units;
    }
    pieces.push(piece);
    pieces
}

#[cfg(test)]
mod tests {
    use board::{
        id::FileId,
        text::{Cause, TextBuffer},
    };

    use super::*;

    fn atoms_of(ops: &[Op]) -> Vec<&Atom> {
        let atoms = ops.iter().filter_map(|op| {
            if let Op::Text { atoms, .. } = op {
                Some(atoms)
            } else {
                None
            }
        });
        atoms.flatten().collect()
    }

    #[test]
    fn x1_each_place_is_an_atom_of_its_own() {
        let edit = |at| {
            (
                Cause::Type,
                Edit {
                    at: Utf16(at),
                    delete: Utf16(0),
                    insert: "a".to_owned(),
                },
            )
        };
        let ops = ops_of(TextTarget::File(FileId(1)), vec![edit(0), edit(5)]);
        assert_eq!(ops.len(), 1);
        assert_eq!(atoms_of(&ops).len(), 2);
    }

    #[test]
    fn x5_a_long_paste_comes_in_pieces_of_whole_characters() {
        let pasted = format!("x{}", "😀".repeat(70_000));
        let edit = Edit {
            at: Utf16(1),
            delete: Utf16(1),
            insert: pasted.clone(),
        };
        let ops = ops_of(TextTarget::File(FileId(1)), vec![(Cause::Paste, edit)]);
        assert!(ops.len() > 1);
        let mut text = TextBuffer::new("abc");
        for atom in atoms_of(&ops) {
            assert!(Utf16::of(&atom.edit.insert).0 <= PIECE_UNITS);
            text.apply(&atom.edit).unwrap();
        }
        assert_eq!(text.to_string(), format!("a{pasted}c"));
    }
}
