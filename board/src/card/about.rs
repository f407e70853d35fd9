//! What a card is about: elements by their ids, and a stretch of a code file that goes along with the text under it.

use serde::{Deserialize, Serialize};

use crate::{
    id::{ElementId, FileId},
    text::{Edit, Side, Utf16, transform_offset},
};

/// What a card is about; it may be about nothing in particular.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct About {
    /// Elements, which may have been deleted meanwhile.
    pub elements: Vec<ElementId>,
    /// A stretch of code.
    pub code: Option<CodeRange>,
}

/// A stretch of a code file, as the file was at the entry that names it; it may lie beyond the end of a file that was cut
/// short by a removal.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub struct CodeRange {
    /// Which file.
    pub file: FileId,
    /// Before its first unit.
    pub from: Utf16,
    /// Behind its last unit; not before `from`.
    pub to: Utf16,
}

impl About {
    /// Whether it is about nothing in particular.
    pub fn is_nothing(&self) -> bool {
        self.elements.is_empty() && self.code.is_none()
    }
}

impl CodeRange {
    /// The same code after an edit of its file. What is typed at its borders stays outside; what replaces its beginning or its
    /// end is inside; of code that was deleted the place is left.
    #[must_use]
    pub fn over(self, edit: &Edit) -> CodeRange {
        let begins = if edit.delete.0 > 0 { Side::Left } else { Side::Right };
        let from = transform_offset(self.from, edit, begins);
        let to = transform_offset(self.to, edit, Side::Left);
        CodeRange {
            from: from.min(to),
            to,
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::TextBuffer;

    fn edit(at: u32, delete: u32, insert: &str) -> Edit {
        Edit {
            at: Utf16(at),
            delete: Utf16(delete),
            insert: insert.to_owned(),
        }
    }

    /// What is marked in `0123[4567]89` after an edit, the file and its marks.
    fn after(edit: &Edit) -> String {
        let mut text = TextBuffer::new("0123456789");
        text.apply(edit).unwrap();
        let range = CodeRange {
            file: FileId(1),
            from: Utf16(4),
            to: Utf16(8),
        };
        let range = range.over(edit);
        let part = |from, to| text.slice(from, to).unwrap();
        format!(
            "{}[{}]{}",
            part(Utf16(0), range.from),
            part(range.from, range.to),
            part(range.to, text.len())
        )
    }

    #[test]
    fn code_keeps_what_it_was_through_edits_around_it() {
        let cases = [
            (edit(0, 0, "ab"), "ab0123[4567]89"),
            (edit(4, 0, "ab"), "0123ab[4567]89"),
            (edit(5, 0, "ab"), "0123[4ab567]89"),
            (edit(8, 0, "ab"), "0123[4567]ab89"),
            (edit(8, 1, "ab"), "0123[4567]ab9"),
            (edit(2, 2, "ab"), "01ab[4567]89"),
            (edit(4, 4, "ab"), "0123[ab]89"),
            (edit(4, 2, ""), "0123[67]89"),
            (edit(6, 4, "ab"), "0123[45ab]"),
            (edit(2, 4, "ab"), "01ab[67]89"),
            (edit(2, 8, "ab"), "01ab[]"),
            (edit(0, 10, ""), "[]"),
        ];
        for (edit, expected) in cases {
            assert_eq!(after(&edit), expected, "{edit:?}");
        }
    }

    #[test]
    fn a_place_between_two_units_stays_one() {
        let place = CodeRange {
            file: FileId(1),
            from: Utf16(3),
            to: Utf16(3),
        };
        for edit in [edit(3, 0, "x"), edit(3, 2, "xyz"), edit(0, 5, "x")] {
            let moved = place.over(&edit);
            assert_eq!(moved.from, moved.to, "{edit:?}");
        }
    }

    proptest! {
        #[test]
        fn what_no_edit_touched_reads_as_before(
            (at, delete) in (0u32..=30).prop_flat_map(|at| (Just(at), 0..=30 - at)),
            insert in "[a-z]{0,6}",
            (from, to) in (0u32..=30).prop_flat_map(|from| (Just(from), from..=30)),
        ) {
            let before = TextBuffer::new("abcdefghijklmnopqrstuvwxyz0123");
            let edit = edit(at, delete, &insert);
            let mut text = before.clone();
            text.apply(&edit).unwrap();
            let range = CodeRange { file: FileId(1), from: Utf16(from), to: Utf16(to) };
            let moved = range.over(&edit);
            prop_assert!(moved.from <= moved.to && moved.to <= text.len());
            if at + delete <= from || at >= to {
                prop_assert_eq!(text.slice(moved.from, moved.to), before.slice(range.from, range.to));
            }
        }
    }
}
