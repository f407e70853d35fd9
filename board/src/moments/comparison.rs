//! What differs between two moments of a board: elements added, removed, moved and changed otherwise, and code line by line. A
//! pure function of two boards, in words and with the things that the words are about.

mod lines;

use crate::{
    board::Board,
    code::CodeFile,
    element::Element,
    id::{ElementId, FileId},
    moments::history::{Deed, differences},
    reading::name_of,
    sorting::sort_by,
};

pub use lines::{Hunk, Line, LineKind, line_diff};

/// How something differs; this is also the order in which it is told.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum How {
    /// It is there later only.
    Added,
    /// It is there earlier only.
    Removed,
    /// It is the same elsewhere.
    Moved,
    /// It is another.
    Changed,
}

/// A difference of the drawing.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Difference {
    /// How it differs.
    pub how: How,
    /// What: one element, or all pen strokes that differ in the same way.
    pub ids: Vec<ElementId>,
    /// In words.
    pub words: String,
}

/// A code file that differs.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FileDifference {
    /// Which.
    pub id: FileId,
    /// How it is called later, or was called.
    pub name: String,
    /// How it differs.
    pub how: How,
    /// All its lines, of both moments.
    pub lines: Vec<Line>,
}

/// All that differs.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Comparison {
    /// On the drawing.
    pub elements: Vec<Difference>,
    /// In the code.
    pub files: Vec<FileDifference>,
}

impl Comparison {
    /// What differs between an earlier and a later board.
    pub fn of(before: &Board, now: &Board) -> Comparison {
        Comparison {
            elements: elements(before, now),
            files: files(before, now),
        }
    }

    /// Whether nothing does.
    pub fn is_empty(&self) -> bool {
        self.elements.is_empty() && self.files.is_empty()
    }
}

fn elements(before: &Board, now: &Board) -> Vec<Difference> {
    let mut found: Vec<Difference> = Vec::new();
    let mut strokes: Vec<(How, Vec<ElementId>)> = Vec::new();
    for difference in before.differences(now) {
        let id = difference.id;
        let Some((how, words)) = difference_of((before, before.element(id)), (now, now.element(id))) else {
            continue;
        };
        let shown = now.element(id).or_else(|| before.element(id));
        if shown.is_some_and(|element| element.ink().is_some()) {
            match strokes.iter_mut().find(|(known, _)| *known == how) {
                Some((_, ids)) => ids.push(id),
                None => strokes.push((how, vec![id])),
            }
        } else {
            found.push(Difference {
                how,
                ids: vec![id],
                words,
            });
        }
    }
    found.extend(strokes.into_iter().map(|(how, ids)| Difference {
        words: of_strokes(how, ids.len() > 1),
        how,
        ids,
    }));
    // By how they differ; of one sort in the order in which they were made, strokes last.
    sort_by(&mut found, |left, right| left.how.cmp(&right.how));
    found
}

/// How an element differs, and the words for it.
fn difference_of(
    (before, old): (&Board, Option<&std::sync::Arc<Element>>),
    (now, new): (&Board, Option<&std::sync::Arc<Element>>),
) -> Option<(How, String)> {
    match (old, new) {
        (None, None) => None,
        (None, Some(new)) => Some((How::Added, format!("{} added", name_of(new, now)))),
        (Some(old), None) => Some((How::Removed, format!("{} removed", name_of(old, before)))),
        (Some(old), Some(new)) => {
            let name = |id: ElementId| {
                let element = now.element_or_tombstone(id);
                element.map_or_else(String::new, |element| name_of(element, now))
            };
            let deeds = differences(old, new, name);
            if deeds.is_empty() {
                return None;
            }
            let only_moves = deeds
                .iter()
                .all(|deed| matches!(deed, Deed::Moved | Deed::Grouped | Deed::Stacked));
            let how = if only_moves && deeds.contains(&Deed::Moved) {
                How::Moved
            } else {
                How::Changed
            };
            let words = deeds.iter().map(|deed| begun_small(&deed.words())).collect::<Vec<_>>();
            Some((how, format!("{} {}", name_of(old, before), words.join(", "))))
        }
    }
}

fn of_strokes(how: How, are_many: bool) -> String {
    let what = if are_many { "Pen strokes" } else { "Pen stroke" };
    let deed = match how {
        How::Added => "added",
        How::Removed => "removed",
        How::Moved => "moved",
        How::Changed => "changed",
    };
    format!("{what} {deed}")
}

fn files(before: &Board, now: &Board) -> Vec<FileDifference> {
    let both = before
        .files()
        .map(|file| file.id)
        .chain(now.files().map(|file| file.id));
    let mut ids = both.collect::<Vec<_>>();
    sort_by(&mut ids, Ord::cmp);
    ids.dedup();
    let difference = |id: FileId| {
        let (old, new) = (before.file(id), now.file(id));
        let text = |file: Option<&std::sync::Arc<CodeFile>>| file.map(|file| file.text.to_string()).unwrap_or_default();
        let name = new.or(old)?.name.clone();
        let how = match (old, new) {
            (None, _) => How::Added,
            (_, None) => How::Removed,
            (Some(old), Some(new)) if old.name == new.name && old.text == new.text => return None,
            (Some(_), Some(_)) => How::Changed,
        };
        let lines = line_diff(&text(old), &text(new));
        Some(FileDifference { id, name, how, lines })
    };
    ids.into_iter().filter_map(difference).collect()
}

/// The first letter as it is inside a sentence.
fn begun_small(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_lowercase);
    first.into_iter().flatten().chain(letters).collect()
}

#[cfg(test)]
mod tests;
