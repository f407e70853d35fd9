//! Words of a round and when they were there: of the board, the code and the names of files, also of what was deleted or written
//! over since. Built once from the entries; the journal and what is private are searched by the same [`Query`] where they stand.

mod gather;
mod letters;
mod query;

use std::collections::BTreeMap;

use self::gather::Gathering;
pub use self::query::Query;
use crate::{
    board::Board,
    id::{ElementId, FileId},
    limits::SEARCH_HITS,
    op::TextTarget,
    recording::Entry,
    text::Utf16,
    time::Millis,
};

/// Two hits of one thing nearer to one another than this, with the same words around them, are one, in milliseconds.
const SAME_MILLIS: u64 = 10_000;

/// Where words stood.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Place {
    /// The text of an element.
    Element(ElementId),
    /// A code file.
    Code(FileId),
    /// The name of a code file.
    FileName(FileId),
}

/// A few words as they stood somewhere at a time.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Passage {
    /// Where.
    pub place: Place,
    /// When they were there first.
    pub at: Millis,
    /// Where in the text of that time they begin.
    pub offset: Utf16,
    /// The words, with what stood around them in their line.
    pub words: String,
}

/// Every passage by its words.
#[derive(Clone, Debug, Default)]
pub struct Index {
    passages: Vec<Passage>,
    by_token: BTreeMap<Box<str>, Vec<u32>>,
    is_cut: bool,
}

/// What was found.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Found {
    /// By time.
    pub passages: Vec<Passage>,
    /// Whether there are more than are given.
    pub is_cut: bool,
}

impl Index {
    /// Reads a recording once.
    pub fn new(entries: &[Entry]) -> Index {
        let mut gathering = Gathering::default();
        for entry in entries {
            gathering.entry(entry);
        }
        gathering.finish()
    }

    /// Whether the recording has more words than are kept: those said last are missing.
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// What has all the words that are looked for, by time; at most [`SEARCH_HITS`].
    pub fn find(&self, query: &Query) -> Found {
        if query.is_empty() {
            return Found::default();
        }
        let mut found = self.by_index(query);
        if found.is_empty() {
            // Letters inside of words, and signs that no word is made of.
            found = (0..self.passages.len())
                .filter(|index| self.says(*index, query))
                .collect();
        }
        let mut passages: Vec<Passage> = Vec::new();
        for passage in found.into_iter().filter_map(|index| self.passages.get(index)) {
            let is_same = |last: &Passage| {
                last.place == passage.place
                    && (passage.at - last.at).0 < SAME_MILLIS
                    && (last.words == passage.words || passage.words.starts_with(&last.words))
            };
            let is_told = passages.last().is_some_and(is_same);
            if !is_told && passages.len() >= SEARCH_HITS {
                return Found { passages, is_cut: true };
            }
            if is_told {
                // Of what was typed on it is the last that reads best, at the time at which it is all there.
                passages.pop();
            }
            passages.push(passage.clone());
        }
        Found {
            passages,
            is_cut: false,
        }
    }

    /// The passages that have a token for each that is looked for and say all of it, by time.
    fn by_index(&self, query: &Query) -> Vec<usize> {
        let mut rarest: Option<Vec<u32>> = None;
        for token in query.tokens() {
            let mut with = self
                .by_token
                .range::<str, _>((std::ops::Bound::Included(&*token), std::ops::Bound::Unbounded))
                .take_while(|(known, _)| known.starts_with(&*token))
                .flat_map(|(_, passages)| passages.iter().copied())
                .collect::<Vec<_>>();
            with.sort_unstable();
            with.dedup();
            if rarest.as_ref().is_none_or(|rarest| with.len() < rarest.len()) {
                rarest = Some(with);
            }
        }
        let candidates = rarest.unwrap_or_default().into_iter().map(|index| index as usize);
        candidates.filter(|index| self.says(*index, query)).collect()
    }

    fn says(&self, index: usize, query: &Query) -> bool {
        self.passages
            .get(index)
            .is_some_and(|passage| query.matches(&passage.words))
    }
}

impl Passage {
    /// Whether what was found still stands on a board.
    pub fn stands_on(&self, board: &Board, query: &Query) -> bool {
        let says = |target| board.text(target).is_some_and(|text| query.matches(&text.to_string()));
        match self.place {
            Place::Element(id) => board.element(id).is_some() && says(TextTarget::Element(id)),
            Place::Code(id) => board.file(id).is_some() && says(TextTarget::File(id)),
            Place::FileName(id) => board.file(id).is_some_and(|file| query.matches(&file.name)),
        }
    }
}

#[cfg(test)]
mod tests;
