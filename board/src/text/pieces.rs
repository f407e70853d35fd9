//! The characters of a text, in short pieces that clones share: an edit makes one or two pieces anew and leaves the others.
//! A rope would do as much, and four times as much code would travel with every page.

use std::{ops::Range, sync::Arc};

use super::Utf16;

/// A piece longer than this is divided; what is left of pieces is joined up to half of it. In bytes.
const PIECE_BYTES: usize = 1024;

#[derive(Clone, Default)]
pub(super) struct Pieces {
    pieces: Arc<Vec<Piece>>,
    units: u32,
}

#[derive(Clone)]
struct Piece {
    text: Arc<str>,
    /// Its length in UTF-16 units.
    units: u32,
}

/// The edge of a character.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    piece: usize,
    /// From the beginning of the piece.
    byte: usize,
}

impl Pieces {
    pub(super) fn new(text: &str) -> Pieces {
        let mut pieces = Pieces::default();
        pieces.put(0..0, text);
        pieces
    }

    /// Length in UTF-16 units.
    pub(super) fn units(&self) -> u32 {
        self.units
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().map(|piece| &*piece.text)
    }

    /// The place after so many UTF-16 units; `None` inside of a character and beyond the end.
    pub(super) fn place(&self, units: u32) -> Option<Place> {
        let mut before = 0;
        for (piece, Piece { text, units: length }) in self.pieces.iter().enumerate() {
            let within = units - before;
            if within <= *length {
                let byte = byte_of(text, *length, within)?;
                return Some(Place { piece, byte });
            }
            before += length;
        }
        let (piece, byte) = (0, 0);
        (units == before).then_some(Place { piece, byte })
    }

    /// What stands between two places.
    pub(super) fn between(&self, from: Place, to: Place) -> String {
        let mut found = String::new();
        for (index, Piece { text, .. }) in self.pieces.iter().enumerate().take(to.piece + 1).skip(from.piece) {
            let first = if index == from.piece { from.byte } else { 0 };
            let last = if index == to.piece { to.byte } else { text.len() };
            found.push_str(text.get(first..last).unwrap_or_default());
        }
        found
    }

    /// Puts a text in the place of what stands between two places.
    pub(super) fn replace(&mut self, from: Place, to: Place, insert: &str) {
        let text_of = |index: usize| self.pieces.get(index).map_or("", |piece| &*piece.text);
        let (head, tail) = (
            text_of(from.piece).get(..from.byte).unwrap_or_default(),
            text_of(to.piece).get(to.byte..).unwrap_or_default(),
        );
        let mut text = String::with_capacity(head.len() + insert.len() + tail.len());
        for part in [head, insert, tail] {
            text.push_str(part);
        }
        let after = (to.piece + 1).min(self.pieces.len());
        self.put(from.piece.min(after)..after, &text);
    }

    /// Puts pieces of a text in the place of some.
    fn put(&mut self, range: Range<usize>, text: &str) {
        let fresh = pieces_of(text);
        let units_of = |pieces: &[Piece]| pieces.iter().map(|piece| piece.units).sum::<u32>();
        let gone = units_of(self.pieces.get(range.clone()).unwrap_or_default());
        self.units = self.units - gone + units_of(&fresh);
        let (begin, end) = (range.start, range.start + fresh.len());
        let pieces = Arc::make_mut(&mut self.pieces);
        pieces.splice(range, fresh);
        // What deleting leaves would become ever more and ever shorter pieces. The later seam first: the earlier keeps its place.
        join(pieces, end);
        if begin < end {
            join(pieces, begin);
        }
    }
}

/// Makes one of a piece and the one before it, where both are short.
fn join(pieces: &mut Vec<Piece>, index: usize) {
    let Some([one, other]) = index.checked_sub(1).and_then(|before| pieces.get(before..=index)) else {
        return;
    };
    if one.text.len() + other.text.len() <= PIECE_BYTES / 2 {
        let joined = Piece {
            text: Arc::from([&*one.text, &*other.text].concat()),
            units: one.units + other.units,
        };
        pieces.splice(index - 1..=index, [joined]);
    }
}

impl PartialEq for Pieces {
    fn eq(&self, other: &Pieces) -> bool {
        let bytes = |pieces: &Pieces| pieces.iter().flat_map(str::bytes).collect::<Vec<_>>();
        Arc::ptr_eq(&self.pieces, &other.pieces) || self.units == other.units && bytes(self) == bytes(other)
    }
}

/// The byte after so many UTF-16 units of a text that has `length` of them; `None` inside of a character.
fn byte_of(text: &str, length: u32, units: u32) -> Option<usize> {
    if length as usize == text.len() {
        return Some(units as usize);
    }
    let mut passed = 0;
    for (byte, character) in text.char_indices() {
        if passed >= units {
            return (passed == units).then_some(byte);
        }
        passed += character.len_utf16() as u32;
    }
    (passed == units).then_some(text.len())
}

fn pieces_of(mut text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    while !text.is_empty() {
        let mut end = text.len().min(PIECE_BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let (piece, rest) = text.split_at(end);
        pieces.push(Piece {
            text: Arc::from(piece),
            units: Utf16::of(piece).0,
        });
        text = rest;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn some_text() -> impl Strategy<Value = String> {
        prop_oneof![
            "[a-c \\n]{0,12}",
            "[aé漢😀]{0,12}",
            (0..3_000_usize).prop_map(|length| "0123456789\n".repeat(length / 11)),
        ]
    }

    proptest! {
        #[test]
        fn a_text_in_pieces_is_the_text(
            begun in some_text(),
            edits in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), some_text()), 0..12),
        ) {
            let (mut whole, mut pieces) = (begun.clone(), Pieces::new(&begun));
            for (one, other, insert) in edits {
                let edges = whole.char_indices().map(|(byte, _)| byte).chain([whole.len()]).collect::<Vec<_>>();
                let (one, other) = (*one.get(&edges), *other.get(&edges));
                let (from, to) = (one.min(other), one.max(other));
                let place = |byte: usize| pieces.place(Utf16::of(&whole[..byte]).0).expect("it is an edge");
                let (begin, end) = (place(from), place(to));
                prop_assert_eq!(pieces.between(begin, end), &whole[from..to]);
                let before = pieces.clone();
                pieces.replace(begin, end, &insert);
                prop_assert_eq!(before.iter().collect::<String>(), whole.as_str());
                whole.replace_range(from..to, &insert);
                prop_assert_eq!(pieces.iter().collect::<String>(), whole.as_str());
                prop_assert_eq!(pieces.units(), Utf16::of(&whole).0);
                prop_assert!(pieces == Pieces::new(&whole));
                prop_assert!(pieces.iter().all(|piece| !piece.is_empty() && piece.len() <= PIECE_BYTES));
                prop_assert!(pieces.pieces.len() <= 2 + 4 * whole.len() / PIECE_BYTES, "{}", pieces.pieces.len());
            }
        }
    }
}
