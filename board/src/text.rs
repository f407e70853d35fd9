//! The one text buffer (code files, labels, free text) and the edits on it: apply, invert, transform.
//!
//! Offsets are UTF-16 code units as a type of their own (rule X5), the unit of browsers and editors. An edit replaces one
//! range; transforming it over a concurrent one may split it in two, because what the other inserted stays.

mod diff;
mod excerpt;
pub mod list;
mod pieces;
mod transform;

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

use self::pieces::{Pieces, Place};
use crate::{actor::JoinRank, limits::INSERT_UNITS};

pub use diff::diff_edit;
pub use excerpt::{Excerpt, lines_around};
pub use transform::{transform_edits, transform_offset, transform_pair};

/// A count of UTF-16 code units, or the place after so many of them.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
pub struct Utf16(pub u32);

impl Utf16 {
    /// The length of a text.
    pub fn of(text: &str) -> Utf16 {
        let units = if text.is_ascii() {
            text.len()
        } else {
            text.encode_utf16().count()
        };
        Utf16(u32::try_from(units).unwrap_or(u32::MAX))
    }
}

/// Replaces `delete` units at `at` by `insert`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Edit {
    /// Where.
    pub at: Utf16,
    /// How many units go.
    pub delete: Utf16,
    /// What comes.
    pub insert: String,
}

impl Edit {
    /// Whether it leaves every text as it is.
    pub fn is_empty(&self) -> bool {
        self.delete.0 == 0 && self.insert.is_empty()
    }
}

/// Why text changed; the list only grows at its end (rule F1).
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub enum Cause {
    /// Typed or deleted by hand.
    #[default]
    Type,
    /// Pasted.
    Paste,
    /// Undone or redone.
    Undo,
    /// Cut, dropped, indented or otherwise moved by a command.
    Command,
    /// Brought in from a file.
    Import,
}

/// One edit with its time: the grain of the recording. Never composed with its neighbours (rule X1).
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Atom {
    /// Milliseconds since the atom before it in the same push.
    pub dt_millis: u32,
    /// Why.
    pub cause: Cause,
    /// What.
    pub edit: Edit,
}

/// Who typed, for the order of inserts at one place (rule X4).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Side {
    /// Our insert stays left of theirs.
    Left,
    /// Our insert goes right of theirs.
    Right,
}

impl Side {
    /// The client with the lower join rank stays left.
    pub fn of(ours: JoinRank, theirs: JoinRank) -> Side {
        if ours <= theirs { Side::Left } else { Side::Right }
    }

    fn other(self) -> Side {
        match self {
            Side::Left => Side::Right,
            Side::Right => Side::Left,
        }
    }
}

/// Why an edit does not fit a text.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum EditError {
    /// It reaches beyond the end.
    #[error("the edit reaches beyond the end of the text")]
    OutOfRange,
    /// It would split a surrogate pair (rule X5).
    #[error("the edit would split a character in two")]
    SplitsCharacter,
    /// It inserts more than one edit may.
    #[error("the edit inserts more than {INSERT_UNITS} units at once")]
    TooLong,
}

/// A text with cheap clones.
#[derive(Clone, Default, PartialEq)]
pub struct TextBuffer(Pieces);

impl TextBuffer {
    /// A buffer holding a text.
    pub fn new(text: &str) -> TextBuffer {
        TextBuffer(Pieces::new(text))
    }

    /// Length in UTF-16 units.
    pub fn len(&self) -> Utf16 {
        Utf16(self.0.units())
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.0.units() == 0
    }

    /// The part between two offsets. `None` where that is no part of it.
    pub fn slice(&self, from: Utf16, to: Utf16) -> Option<String> {
        let places = (self.place(from).ok()?, self.place(to).ok()?);
        (from <= to).then(|| self.0.between(places.0, places.1))
    }

    /// Applies an edit, all or nothing.
    pub fn apply(&mut self, edit: &Edit) -> Result<(), EditError> {
        let (from, to) = self.check(edit)?;
        if edit.delete.0 > 0 || !edit.insert.is_empty() {
            self.0.replace(from, to, &edit.insert);
        }
        Ok(())
    }

    /// Whether an edit can be applied.
    pub(crate) fn takes(&self, edit: &Edit) -> Result<(), EditError> {
        self.check(edit).map(drop)
    }

    /// The edit that takes an edit back, to be applied right after it.
    pub fn inverse_of(&self, edit: &Edit) -> Result<Edit, EditError> {
        let (from, to) = self.check(edit)?;
        Ok(Edit {
            at: edit.at,
            delete: Utf16::of(&edit.insert),
            insert: self.0.between(from, to),
        })
    }

    fn check(&self, edit: &Edit) -> Result<(Place, Place), EditError> {
        if Utf16::of(&edit.insert).0 > INSERT_UNITS {
            return Err(EditError::TooLong);
        }
        let end = edit.at.0.checked_add(edit.delete.0).ok_or(EditError::OutOfRange)?;
        Ok((self.place(edit.at)?, self.place(Utf16(end))?))
    }

    fn place(&self, at: Utf16) -> Result<Place, EditError> {
        if at > self.len() {
            return Err(EditError::OutOfRange);
        }
        self.0.place(at.0).ok_or(EditError::SplitsCharacter)
    }
}

impl fmt::Display for TextBuffer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|piece| formatter.write_str(piece))
    }
}

impl fmt::Debug for TextBuffer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}", self.to_string())
    }
}

impl Eq for TextBuffer {}

impl From<&str> for TextBuffer {
    fn from(text: &str) -> TextBuffer {
        TextBuffer::new(text)
    }
}

impl Serialize for TextBuffer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_string())
    }
}

impl<'de> Deserialize<'de> for TextBuffer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| TextBuffer::new(&text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(at: u32, delete: u32, insert: &str) -> Edit {
        Edit {
            at: Utf16(at),
            delete: Utf16(delete),
            insert: insert.to_owned(),
        }
    }

    #[test]
    fn x5_offsets_are_utf16_and_pairs_are_never_split() {
        let mut text = TextBuffer::new("a😀b");
        assert_eq!(text.len(), Utf16(4));
        assert_eq!(text.apply(&edit(2, 0, "x")), Err(EditError::SplitsCharacter));
        assert_eq!(text.apply(&edit(1, 1, "")), Err(EditError::SplitsCharacter));
        assert_eq!(text.apply(&edit(4, 1, "")), Err(EditError::OutOfRange));
        assert_eq!(text.apply(&edit(u32::MAX, 2, "")), Err(EditError::OutOfRange));
        assert_eq!(text.apply(&edit(3, 1, "c\r\n")), Ok(()));
        assert_eq!(text.to_string(), "a😀c\r\n");
    }

    #[test]
    fn an_inverse_takes_its_edit_back() {
        let mut text = TextBuffer::new("let x = 1;");
        let change = edit(4, 1, "shards");
        let back = text.inverse_of(&change).unwrap();
        text.apply(&change).unwrap();
        assert_eq!(text.to_string(), "let shards = 1;");
        text.apply(&back).unwrap();
        assert_eq!(text.to_string(), "let x = 1;");
    }
}
